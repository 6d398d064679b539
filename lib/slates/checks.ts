/**
 * Checks of the three tables' columns, each with a message that says where the fault is.
 *
 * @module
 */

import pl, { type DataFrame, type Expr } from "nodejs-polars";
import { LARGEST_MEASURE } from "lib/checks.ts";
import type { ColumnDescription } from "lib/frames/columns.ts";
import { InputError } from "lib/errors.ts";
import { typeNameOf } from "lib/frames/column_type.ts";
import { spelledColumn } from "lib/frames/frame_columns.ts";
import {
  describeUnshown,
  readParquet,
  readParquetTypes,
  requireColumn,
  usableColumn,
  withoutUnshown,
} from "lib/frames/parquet.ts";
import { RATING_SCALE } from "lib/slates/schema.ts";

/** Bounds of columns' values, both included. */
const BOUNDS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  observed_relevance: [RATING_SCALE.worst, RATING_SCALE.best],
  sample_mean_rating: [RATING_SCALE.worst, RATING_SCALE.best],
  mean_rating: [RATING_SCALE.worst, RATING_SCALE.best],
  // As many as 32-bit places can tell apart.
  slate_position_seed: [1, 2 ** 31 - 1],
  high_relevance: [0, 1],
  sample_liked_rate: [0, 1],
  liked_rate: [0, 1],
  sample_rating_count: [0, Infinity],
  n_ratings: [0, Infinity],
  active_years: [0, Infinity],
  unique_primary_genres: [0, Infinity],
  activity_span_days: [0, Infinity],
};

/** The least rating of a movie that was liked, in points. */
const HIGH_RELEVANCE = 4;

/** Columns that tell a reader which row is meant. */
const NAMING = ["slate_id", "movieId", "userId"];

/** Columns whose values are whole numbers. */
const WHOLE = ["userId", "movieId", "slate_position_seed", "high_relevance"];

/**
 * Columns of a table in file order, with the needed ones checked for types and values; identifiers
 * and positions are 64-bit integers, and NaN, which some writers put for a missing number, is
 * missing. Columns whose values have no text are left out, and named in the notices.
 */
export function readSlateColumns(
  path: string,
  columns: readonly ColumnDescription[],
  needed: readonly string[],
  read: "needed" | "all" = "needed",
): { readonly frame: DataFrame; readonly notices: readonly string[] } {
  const types = readParquetTypes(path);
  const described = columns.filter(({ name }) => needed.includes(name));
  for (const description of described) requireColumn(path, description, types);
  const others = new Map([...types].filter(([name]) => !needed.includes(name)));
  const raw = readParquet(
    path,
    (file) => read === "needed" ? file.select(...needed) : withoutUnshown(file, others),
  );
  if (raw.height === 0) {
    throw new InputError("the table has no rows", {
      file: path,
      count: 0,
      remedy: "Prepare it again, or point to another file.",
    });
  }
  const frame = raw.withColumns(
    ...described.filter(({ kind }) => kind === "string").map(({ name }) =>
      pl.col(name).cast(pl.String)
    ),
    ...described.filter(({ kind, name }) => kind !== "string" && !isWhole(name)).map((each) =>
      usableColumn(each, types)
    ),
  ).withColumns(
    ...described.filter(({ name }) => /^Float/.test(types.get(name)!)).map(({ name }) =>
      pl.col(name).fillNan(pl.lit(null))
    ),
  );
  checkValues(path, frame, described);
  const whole = described.filter(({ name }) => isWhole(name));
  return {
    frame: frame.withColumns(...whole.map(({ name }) => pl.col(name).cast(pl.Int64))),
    notices: read === "needed" ? [] : describeUnshown(others),
  };
}

/** Columns that count something, so that there are no parts of it. */
const COUNTS = ["sample_rating_count", "n_ratings", "active_years", "unique_primary_genres"];

function isWhole(name: string): boolean {
  return WHOLE.includes(name);
}

function isFloat(frame: DataFrame, name: string): boolean {
  return /^Float/.test(typeNameOf(frame, name));
}

/** Count of how often a column breaks one rule, and what is said if it does. */
interface Rule {
  readonly column: ColumnDescription;
  readonly broken: Expr;
  readonly what: string;
  readonly remedy: string;
}

/** Counts all columns' faults in one pass over the table and refuses the first one found. */
function checkValues(
  path: string,
  frame: DataFrame,
  columns: readonly ColumnDescription[],
): void {
  const rules = columns.flatMap(rulesOf);
  const counts = frame.select(
    ...rules.map(({ broken }, place) => broken.sum().alias(String(place))),
  );
  rules.forEach(({ column, broken, what, remedy }, place) => {
    const count = Number(counts.getColumn(String(place)).get(0) ?? 0);
    if (count === 0) return;
    const rows = frame.filter(broken);
    const named = namesOfRows(rows, NAMING.filter((name) => frame.columns.includes(name)));
    throw new InputError(`${count} of ${frame.height} ${what} (${named})`, {
      file: path,
      column: column.name,
      count,
      remedy,
    });
  });
}

/** Names the first rows by some columns, such as `user_50_seed 1214, user_100_seed 47, …`. */
function namesOfRows(rows: DataFrame, columns: readonly string[]): string {
  const shown = 5;
  const head = rows.head(shown);
  const values = columns.map((name) =>
    isFloat(head, name) ? head.getColumn(name).toArray() : spelledColumn(head, name)
  );
  const names = Array.from(
    { length: head.height },
    (_, row) => values.map((column) => String(column[row] ?? "?")).join(" "),
  );
  return names.join(", ") + (rows.height > shown ? ", …" : "");
}

/** The rules of one column, in the order in which they are reported. */
function rulesOf(column: ColumnDescription): Rule[] {
  const { name, kind, nullable, meaning } = column;
  const correct = `Correct them: ${meaning}.`;
  const rule = (broken: Expr, what: string, remedy = correct) => ({ column, broken, what, remedy });
  const fillIn = `Fill them in, or leave the whole slates out: ${meaning}.`;
  const missing = nullable ? [] : [rule(pl.col(name).isNull(), "rows have no value", fillIn)];
  if (kind === "string" || kind === "timestamp") return missing;
  const value = pl.col(name).cast(pl.Float64);
  const [least, most] = BOUNDS[name] ?? [-Infinity, Infinity];
  const range = most === Infinity ? `below ${least}` : `outside ${least} to ${most}`;
  return [
    ...missing,
    rule(value.isFinite().not(), "values are infinite"),
    rule(value.lt(least).or(value.gt(most)), `values are ${range}`),
    ...(isWhole(name)
      ? [
        rule(value.neq(value.floor()), "values are not whole numbers"),
        rule(
          value.lt(-(2 ** 63)).or(value.gtEq(2 ** 63)),
          "values are beyond 9223372036854775807",
        ),
      ]
      : [
        rule(value.abs().gt(LARGEST_MEASURE), `values are beyond ${LARGEST_MEASURE}`),
        ...(COUNTS.includes(name)
          ? [rule(value.neq(value.floor()), "values are not whole numbers")]
          : []),
      ]),
  ];
}

/**
 * Sentence on rows whose `high_relevance` is not what their rating says, or nothing if there are none:
 * each column is taken for what it says itself.
 */
export function describeContradictions(seed: DataFrame): string[] {
  const says = pl.col("observed_relevance").cast(pl.Float64).gtEq(HIGH_RELEVANCE);
  const broken = seed.select(says.neq(pl.col("high_relevance").eq(1)).sum().alias("count"));
  const count = Number(broken.getColumn("count").get(0) ?? 0);
  if (count === 0) return [];
  return [
    `high_relevance: in ${count} of ${seed.height} rows it is not what observed_relevance says (1 ` +
    `where the rating is ${HIGH_RELEVANCE} or more, else 0). The balance of the arms shows ` +
    "high_relevance, and the click model reads observed_relevance.",
  ];
}

/** Check that no two rows agree in the columns that identify a row, which stands for a `noun`. */
export function requireRowsOnce(
  frame: DataFrame,
  columns: readonly string[],
  noun: string,
  path: string,
): void {
  const keys = frame.select(...columns);
  const repeated = keys.height - keys.unique().height;
  if (repeated === 0) return;
  const doubles = keys.withColumns(pl.lit(1).alias("rows"))
    .groupBy(...columns).agg(pl.col("rows").sum())
    .filter(pl.col("rows").gt(1)).sort([...columns]);
  throw new InputError(
    `${repeated} of ${frame.height} rows repeat a ${noun} (${namesOfRows(doubles, columns)})`,
    {
      file: path,
      column: columns.at(-1)!,
      count: repeated,
      remedy: `Keep one row for each ${noun}.`,
    },
  );
}

/** Check that all items of a slate are candidates of one user. */
export function requireOneUserASlate(seed: DataFrame, path: string): void {
  const pairs = seed.select("slate_id", "userId").unique();
  const shared = pairs.withColumns(pl.lit(1).alias("users"))
    .groupBy("slate_id").agg(pl.col("users").sum())
    .filter(pl.col("users").gt(1)).sort("slate_id");
  if (shared.height === 0) return;
  throw new InputError(
    `of ${new Set(seed.getColumn("slate_id").toArray()).size} slates ${shared.height} hold items ` +
      `of several users (${namesOfRows(shared, ["slate_id"])})`,
    {
      file: path,
      column: "userId",
      count: shared.height,
      remedy: "Give every slate one user.",
    },
  );
}

/**
 * Check that the slates bring no column of their own under a name that the analysis gives: it would
 * stand in for the one that was checked.
 */
export function requireFreeNames(
  seed: DataFrame,
  reserved: readonly string[],
  path: string,
): void {
  const taken = seed.columns.filter((name) => reserved.includes(name));
  if (taken.length === 0) return;
  throw new InputError(
    `the slates have columns of their own whose names the analysis gives: ${taken.join(", ")}`,
    {
      file: path,
      column: taken[0]!,
      count: taken.length,
      remedy: "Rename them or leave them out; features of movies and users have their own tables.",
    },
  );
}
