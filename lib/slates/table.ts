/**
 * The three tables of an interference analysis, opened and checked: what can be wrong with them is
 * said here.
 *
 * @module
 */

import { formatCount } from "lib/text/counts.ts";
import pl, { type DataFrame } from "nodejs-polars";
import { inFile, InputError } from "lib/errors.ts";
import { displayed } from "lib/frames/displayed.ts";
import { categoricalColumn, numericColumn, spelledColumn } from "lib/frames/frame_columns.ts";
import type { ClickCovariates } from "lib/interference/outcomes.ts";
import {
  describeContradictions,
  readSlateColumns,
  requireFreeNames,
  requireOneUserASlate,
  requireRowsOnce,
} from "lib/slates/checks.ts";
import {
  ADDED_COLUMNS,
  ITEM_COLUMNS,
  SLATE_SEED_COLUMNS,
  type SlatePaths,
  USER_FEATURE_COLUMNS,
} from "lib/slates/schema.ts";
import { checkSlates, type Slates } from "lib/interference/slates.ts";

/** Columns that the analysis takes from the table of movies. */
const ITEM_FEATURES = [
  "movieId",
  "sample_rating_count",
  "sample_mean_rating",
  "sample_liked_rate",
  "popularity_bucket",
];

/** Columns that the analysis takes from the table of users. */
const USER_FEATURES = [
  "userId",
  "n_ratings",
  "mean_rating",
  "liked_rate",
  "active_years",
  "unique_primary_genres",
  "activity_span_days",
];

/** Columns that the analysis needs of the slates; their other columns are carried along. */
const SLATE_FEATURES = [
  "slate_id",
  "userId",
  "movieId",
  "title",
  "spillover_cluster",
  "slate_position_seed",
  "observed_relevance",
  "high_relevance",
];

/** Names of passing columns that no table will have. */
const [ROW, HAS_ITEM, HAS_USER] = ["\u0000row", "\u0000hasItem", "\u0000hasUser"] as const;

/** Counts of rows whose movie lacks a feature, for which the click model takes something else. */
export interface FilledItems {
  /** Rows whose movie the table of movies lacks: both features below are missing, too. */
  readonly absent: number;
  /** Rows without a number of ratings: it counts as 0. */
  readonly ratingCount: number;
  /** Rows without a liked rate: it counts as the mean over all rows that have one. */
  readonly likedRate: number;
}

/** Slates with the features of their movies and users, checked. */
export interface SlateTable {
  /** One item of a slate a row: the slates' columns, then those of movies and users. */
  readonly frame: DataFrame;
  /** The same rows as typed arrays; slates are numbered by `slateIds`. */
  readonly slates: Slates;
  /** Names of the slates by their numbers, sorted by code point. */
  readonly slateIds: readonly string[];
  /** Names of the clusters by their codes, sorted by code point. */
  readonly clusterNames: readonly string[];
  /** Covariates of the click model, but for the popularity. */
  readonly covariates: Omit<ClickCovariates, "popularity">;
  /** Per row the ratings of its movie, NaN where that is missing. */
  readonly ratingCount: Float64Array;
  readonly filled: FilledItems;
  /**
   * Sentences for the reader on columns that contradict each other and on what was left out of the
   * files; none where there is nothing to say.
   */
  readonly notices: readonly string[];
}

/**
 * Slates joined with the features of their movies and users; what the analysis reads is checked.
 *
 * The rows keep the order of the slates' file. A movie without features keeps its rows, with the
 * features missing, as the original's left join leaves it.
 *
 * @param paths the three parquet files
 * @returns the slates, ready for the promotion design
 * @throws {InputError} if a file is missing or unreadable; if a column is missing, of the wrong
 *   type, or holds values that it may not; if slates differ in size, miss or repeat a position, hold
 *   a movie twice or belong to several users; if a movie or user stands twice in its table; if the
 *   slates bring a column under a name that the analysis gives; or if a user of a slate lacks a
 *   feature
 *
 * @example Five simulated slates of twelve movies
 * ```ts
 * import { writeSlateSample } from "lib/simulation/ratings/sample_files.ts";
 * import { openSlates } from "lib/slates/table.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * const { tables } = await writeSlateSample(folder, { users: 20, slates: 5, seed: 7 });
 * const { slates, frame } = openSlates(tables);
 * assertEquals([slates.slates, slates.slateSize, frame.height], [5, 12, 60]);
 * ```
 */
export function openSlates(paths: SlatePaths): SlateTable {
  const { frame: seed, notices } = readSlateColumns(
    paths.slateSeed,
    SLATE_SEED_COLUMNS,
    SLATE_FEATURES,
    "all",
  );
  const { frame: items } = readSlateColumns(paths.items, ITEM_COLUMNS, ITEM_FEATURES);
  const { frame: users } = readSlateColumns(
    paths.userFeatures,
    USER_FEATURE_COLUMNS,
    USER_FEATURES,
  );
  requireFreeNames(
    seed,
    [...ITEM_FEATURES, ...USER_FEATURES, ...ADDED_COLUMNS].filter((name) =>
      !SLATE_FEATURES.includes(name)
    ),
    paths.slateSeed,
  );
  requireRowsOnce(items, ["movieId"], "movie", paths.items);
  requireRowsOnce(users, ["userId"], "user", paths.userFeatures);
  requireRowsOnce(seed, ["slate_id", "movieId"], "movie of a slate", paths.slateSeed);
  requireOneUserASlate(seed, paths.slateSeed);

  const ids = categoricalColumn(seed, "slate_id");
  const clusters = categoricalColumn(seed, "spillover_cluster");
  const slates = inFile(paths.slateSeed, () =>
    checkSlates({
      slates: ids.levels.length,
      slateOfRow: ids.codes,
      seedPosition: numericColumn(seed, "slate_position_seed"),
      cluster: clusters.codes,
      nameOf: (slate) => ids.levels[slate]!,
    }));

  const marked = (frame: DataFrame, mark: string) => frame.withColumns(pl.lit(true).alias(mark));
  // A join may return its rows in any order: numbers put them back.
  const joined = seed.withRowIndex(ROW)
    .join(marked(items, HAS_ITEM), { on: "movieId", how: "left" })
    .join(marked(users, HAS_USER), { on: "userId", how: "left" })
    .sort(ROW);
  requireUsers(joined, paths.userFeatures);
  const frame = displayed(joined.drop([ROW, HAS_ITEM, HAS_USER]));
  const missing = (name: string) => joined.getColumn(name).nullCount();
  return {
    frame,
    slates,
    notices: [...describeContradictions(seed), ...notices],
    slateIds: ids.levels,
    clusterNames: clusters.levels,
    covariates: {
      relevance: numericColumn(frame, "observed_relevance"),
      userLikedRate: numericColumn(frame, "liked_rate"),
      itemLikedRate: numericColumn(frame, "sample_liked_rate"),
    },
    ratingCount: numericColumn(frame, "sample_rating_count"),
    filled: {
      absent: missing(HAS_ITEM),
      ratingCount: missing("sample_rating_count"),
      likedRate: missing("sample_liked_rate"),
    },
  };
}

/**
 * Users of slates must have all their features: without the liked rate a row has no click
 * probability, and without the others the balance of the arms would be that of some users only.
 */
function requireUsers(joined: DataFrame, file: string): void {
  const [key, ...features] = USER_FEATURES as [string, ...string[]];
  for (const [column, mark] of [[key, HAS_USER], ...features.map((name) => [name, name])]) {
    if (joined.getColumn(mark!).nullCount() === 0) continue;
    const rows = joined.filter(pl.col(mark!).isNull());
    const users = spelledColumn(rows.select(key).unique().sort(key), key);
    const lack = column === key ? "all features" : `a value of ${column}`;
    throw new InputError(
      `${users.length} of the slates' users lack ${lack}: ${users.slice(0, 10).join(", ")}${
        users.length > 10 ? ", …" : ""
      }`,
      {
        file,
        column: column!,
        count: users.length,
        remedy: "Fill it in in the table of users, or leave their slates out.",
      },
    );
  }
}

/**
 * Sentence on what had to be filled in of the features of movies.
 *
 * @param filled rows that lack features of their movie
 * @param rows how many rows there are in all
 * @returns one or two sentences, or `undefined` if nothing is missing
 *
 * @example
 * ```ts
 * import { describeFilledItems } from "lib/slates/table.ts";
 * import { assertEquals, assertStringIncludes } from "@std/assert";
 *
 * const complete = { absent: 0, ratingCount: 0, likedRate: 0 };
 * assertEquals(describeFilledItems(complete, 36_000), undefined);
 * const unrated = { absent: 12, ratingCount: 12, likedRate: 15 };
 * assertStringIncludes(describeFilledItems(unrated, 36_000)!, "Of 36,000 rows, 12 have a movie");
 * ```
 */
export function describeFilledItems(
  { absent, ratingCount, likedRate }: FilledItems,
  rows: number,
): string | undefined {
  if (ratingCount === 0 && likedRate === 0) return undefined;
  return `Of ${formatCount(rows)} rows, ${
    formatCount(ratingCount)
  } have a movie without a number of ratings ` +
    `and ${formatCount(likedRate)} one without a liked rate (${
      formatCount(absent)
    } of them a movie that the ` +
    "table of movies " +
    "lacks). The click model counts these movies as unrated, and their liked rate as the mean of " +
    "the others.";
}
