/**
 * Named numbers of several kinds, one a row, as the tables that readers see.
 *
 * @module
 */

import { valueColumn, wordColumn } from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable } from "lib/frames/reader_table.ts";
import type { ReadinessCheck } from "lib/tables/slate_summaries.ts";
import { countText, decimalText, per100Text } from "lib/text/reader_numbers.ts";

/** How a number is written: grouped, as a name, in percent, or with so many decimals. */
type Kind = "count" | "label" | "percent" | 2 | 4;

/** The size of a sample: counts, and shares from 0 to 1. */
export interface SampleSize {
  readonly rows: number;
  readonly treatmentRate: number;
  readonly clickRate: number;
  readonly uniqueUsers: number;
  readonly uniqueItems: number;
}

/** What the named numbers of the analysis of slates are, and how they are written. */
const METRICS: Readonly<Record<string, readonly [words: string, kind: Kind]>> = {
  slate_item_rows: ["Rows, one a movie of a slate", "count"],
  unique_slates: ["Slates", "count"],
  unique_users: ["Users", "count"],
  unique_movies: ["Movies", "count"],
  slate_size_min: ["Fewest movies in a slate", "count"],
  slate_size_max: ["Most movies in a slate", "count"],
  spillover_clusters: ["Clusters, by first genre", "count"],
  random_seed: ["Seed of the draws", "label"],
  promotion_probability: ["Probability of a promotion", "percent"],
  promotable_positions_start_at: ["First place that can be promoted", "label"],
  slates_randomized: ["Slates in the experiment", "count"],
  promoted_slates: ["Slates promoted", "count"],
  control_slates: ["Slates left unchanged", "count"],
  observed_promotion_rate: ["Share of slates promoted", "percent"],
  mean_focal_seed_position: ["Mean place of the focal movies", 4],
  complete_seed_slates_loaded: ["Complete slates", "count"],
  direct_treatment_rows: ["Movies promoted", "count"],
  same_slate_spillover_rows: ["Other movies of promoted slates", "count"],
  same_cluster_spillover_rows: ["… of the promoted movie's cluster", "count"],
  invalid_final_position_slates: ["Slates with a place missing or held twice", "count"],
  mean_promoted_slate_known_lift: ["Mean lift of a promoted slate, in expected clicks", 4],
};

/**
 * Table of named numbers for readers, each written as what it is.
 *
 * @param entries name and value, in the order to list; a name that the analyses do not know is written
 *   without its underscores
 * @returns one row a number: what it is, and its value
 *
 * @example A seed is no quantity
 * ```ts
 * import { metricsInWords } from "lib/tables/facts_for_readers.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { columns } = metricsInWords([["random_seed", 20260428], ["unique_slates", 3_000]]);
 * assertEquals(columns.map(({ cells }) => cells), [
 *   ["Seed of the draws", "Slates"],
 *   ["20260428", "3,000"],
 * ]);
 * ```
 */
export function metricsInWords(
  entries: readonly (readonly [metric: string, value: number])[],
): ReaderTable {
  return readerTable([
    wordColumn("What", entries.map(([metric]) => wordsOf(metric))),
    valueColumn("Value", entries.map(([metric, value]) => valueOf(metric, value))),
  ], { whenEmpty: "There are no numbers to list." });
}

/**
 * Table of checks for readers.
 *
 * @param checks the checks, in the order to list
 * @returns one row a check: what was found, and what it should be
 *
 * @example Half of the slates were to be promoted
 * ```ts
 * import { checksInWords } from "lib/tables/facts_for_readers.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const check = { check: "promotion_probability", value: 0.5, notes: "By design." };
 * assertEquals(checksInWords([check]).columns[1]!.cells, ["50.00 %"]);
 * ```
 */
export function checksInWords(checks: readonly ReadinessCheck[]): ReaderTable {
  return readerTable([
    wordColumn("Check", checks.map(({ check }) => wordsOf(check))),
    valueColumn("Found", checks.map(({ check, value }) => valueOf(check, value))),
    wordColumn("What it says", checks.map(({ notes }) => notes)),
  ], { whenEmpty: "There are no checks to list." });
}

/**
 * Table of a sample's size for readers.
 *
 * @param size the counts, and the shares from 0 to 1
 * @returns one row a number; shares are per 100 displays
 *
 * @example Two articles shown to one reader
 * ```ts
 * import { sampleInWords } from "lib/tables/facts_for_readers.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const counts = { rows: 2, uniqueUsers: 1, uniqueItems: 2 };
 * const { columns } = sampleInWords({ ...counts, treatmentRate: 0.5, clickRate: 0.0406 });
 * assertEquals(columns[1]!.cells.map((cell) => cell.trim()), ["2", "50.00", "4.06", "1", "2"]);
 * ```
 */
export function sampleInWords(size: SampleSize): ReaderTable {
  const facts = [
    ["Displays drawn", countText(size.rows)],
    ["In the top three, per 100 displays", per100Text(size.treatmentRate)],
    ["Clicked, per 100 displays", per100Text(size.clickRate)],
    ["Readers", countText(size.uniqueUsers)],
    ["Articles", countText(size.uniqueItems)],
  ] as const;
  return readerTable([
    wordColumn("What", facts.map(([what]) => what)),
    valueColumn("Value", facts.map(([, value]) => value)),
  ]);
}

/**
 * Table of saved files for readers.
 *
 * @param artifacts what a file holds and its path, in the order to list
 * @returns one row a file
 *
 * @example Where the summary of genres lies
 * ```ts
 * import { artifactsInWords } from "lib/tables/facts_for_readers.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { columns } = artifactsInWords([["genre_summary", "data/sample/genres.csv"]]);
 * assertEquals(columns[0]!.cells, ["genre summary"]);
 * ```
 */
export function artifactsInWords(
  artifacts: readonly (readonly [artifact: string, path: string])[],
): ReaderTable {
  return readerTable([
    wordColumn("What", artifacts.map(([artifact]) => artifact.replaceAll("_", " "))),
    wordColumn("File", artifacts.map(([, path]) => path)),
  ], { noun: "files" });
}

function wordsOf(metric: string): string {
  return Object.hasOwn(METRICS, metric) ? METRICS[metric]![0] : metric.replaceAll("_", " ");
}

function valueOf(metric: string, value: number): string {
  const kind = Object.hasOwn(METRICS, metric)
    ? METRICS[metric]![1]
    : Number.isInteger(value)
    ? "count"
    : 4;
  switch (kind) {
    case "count":
      return countText(value);
    case "label":
      return Number.isInteger(value) ? String(value) : countText(value);
    case "percent":
      return `${per100Text(value)} %`;
    default:
      return decimalText(value, kind);
  }
}
