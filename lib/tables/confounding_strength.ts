/**
 * Bounds of an effect by the strength of a hidden cause, as tables.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import type { BoundsAtStrength } from "lib/effects/confounding.ts";
import type { ConfoundingBenchmark } from "lib/effects/confounding_benchmark.ts";
import { tableOf } from "lib/frames/displayed.ts";
import { realColumn, textColumn } from "lib/frames/frame_columns.ts";
import { per100Column, secondary, valueColumn, wordColumn } from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable } from "lib/frames/reader_table.ts";
import { decimalText } from "lib/text/reader_numbers.ts";

/**
 * Table of bounds by the strength of a hidden cause.
 *
 * @param strengths the bounds, strengths ascending
 * @returns one row a strength: `strength`, `lowest`, `highest`, `ci_lower`, `ci_upper`, in click probability
 *
 * @example
 * ```ts
 * import { strengthTable } from "lib/tables/confounding_strength.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const value = { robustnessValue: 0.04, robustnessValueOfInterval: 0.03 };
 * const bounds = { lift: 0.02, lowest: 0.01, highest: 0.03, lower: 0, upper: 0.04, ...value };
 * assertEquals(strengthTable([{ strength: 0.02, bounds }]).select("strength", "lowest").toRecords(), [
 *   { strength: 0.02, lowest: 0.01 },
 * ]);
 * ```
 */
export function strengthTable(strengths: readonly BoundsAtStrength[]): DataFrame {
  return tableOf([
    realColumn("strength", strengths.map(({ strength }) => strength)),
    realColumn("lowest", strengths.map(({ bounds }) => bounds.lowest)),
    realColumn("highest", strengths.map(({ bounds }) => bounds.highest)),
    realColumn("ci_lower", strengths.map(({ bounds }) => bounds.lower)),
    realColumn("ci_upper", strengths.map(({ bounds }) => bounds.upper)),
  ]);
}

/**
 * Table of the same for readers.
 *
 * @param strengths the bounds, strengths ascending
 * @returns one row a strength: the lowest and the highest effect that agree with the data, in clicks per 100
 *   displays
 *
 * @example
 * ```ts
 * import { strengthsForReaders } from "lib/tables/confounding_strength.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const value = { robustnessValue: 0.04, robustnessValueOfInterval: 0.03 };
 * const bounds = { lift: 0.02, lowest: 0.01, highest: 0.03, lower: 0, upper: 0.04, ...value };
 * const { columns } = strengthsForReaders([{ strength: 0.02, bounds }]);
 * assertEquals(columns.map(({ cells }) => cells[0]), ["2.00 %", "1.00", "3.00", "0.00", "4.00"]);
 * ```
 */
export function strengthsForReaders(strengths: readonly BoundsAtStrength[]): ReaderTable {
  const [first] = strengths;
  const percent = (share: number) => `${decimalText(100 * share, 2)} %`;
  return readerTable([
    valueColumn("Strength of the cause", strengths.map(({ strength }) => percent(strength))),
    per100Column("Lowest effect", strengths.map(({ bounds }) => bounds.lowest)),
    per100Column("Highest effect", strengths.map(({ bounds }) => bounds.highest)),
    per100Column("With noise, from", strengths.map(({ bounds }) => bounds.lower)),
    per100Column("to", strengths.map(({ bounds }) => bounds.upper)),
  ], {
    noun: "strengths",
    notes: first === undefined ? [] : [
      `Zero is reached at ${percent(first.bounds.robustnessValue)}, by the end of the interval at ${
        percent(first.bounds.robustnessValueOfInterval)
      }. Clicks per 100 displays.`,
    ],
  });
}

/** A benchmark and what was left out for it, in words. */
export interface NamedBenchmark extends ConfoundingBenchmark {
  readonly name: string;
}

/**
 * Table of how strong recorded covariates are as causes of place and click.
 *
 * @param benchmarks one per covariate or group of covariates that was left out
 * @returns one row each: `left_out`, `of_outcome`, `of_treatment`, `equal_strength`, `change` in click
 *   probability, `adversity`
 *
 * @example
 * ```ts
 * import { benchmarkTable } from "lib/tables/confounding_strength.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const strength = { ofOutcome: 0.01, ofTreatment: 0.04, equalStrength: 0.02 };
 * const topic = { name: "the topic", ...strength, change: 0.001, adversity: 0.3 };
 * assertEquals(benchmarkTable([topic]).select("left_out", "equal_strength").toRecords(), [
 *   { left_out: "the topic", equal_strength: 0.02 },
 * ]);
 * ```
 */
export function benchmarkTable(benchmarks: readonly NamedBenchmark[]): DataFrame {
  return tableOf([
    textColumn("left_out", benchmarks.map(({ name }) => name)),
    realColumn("of_outcome", benchmarks.map(({ ofOutcome }) => ofOutcome)),
    realColumn("of_treatment", benchmarks.map(({ ofTreatment }) => ofTreatment)),
    realColumn("equal_strength", benchmarks.map(({ equalStrength }) => equalStrength)),
    realColumn("change", benchmarks.map(({ change }) => change)),
    realColumn("adversity", benchmarks.map(({ adversity }) => adversity)),
  ]);
}

/**
 * Table of the same for readers.
 *
 * @param benchmarks one per covariate or group of covariates that was left out
 * @returns one row each: the shares of click and weights, the strength on both that does as much, and what
 *   leaving it out adds to the estimate, in clicks per 100 displays
 *
 * @example
 * ```ts
 * import { benchmarksForReaders } from "lib/tables/confounding_strength.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const strength = { ofOutcome: 0.01, ofTreatment: 0.04, equalStrength: 0.02 };
 * const { columns } = benchmarksForReaders([
 *   { name: "the topic", ...strength, change: 0.001, adversity: 0.3 },
 * ]);
 * assertEquals(columns.map(({ cells }) => cells[0]), [
 *   ...["the topic", "1.00 %", "4.00 %", "2.00 %", "0.10"],
 * ]);
 * ```
 */
export function benchmarksForReaders(benchmarks: readonly NamedBenchmark[]): ReaderTable {
  const percents = (heading: string, of: (own: NamedBenchmark) => number) =>
    valueColumn(heading, benchmarks.map((own) => `${decimalText(100 * of(own), 2)} %`));
  return readerTable([
    wordColumn("Left out", benchmarks.map(({ name }) => name)),
    secondary(percents("Of the click", ({ ofOutcome }) => ofOutcome)),
    secondary(percents("Of the weights", ({ ofTreatment }) => ofTreatment)),
    percents("As strong as, on both", ({ equalStrength }) => equalStrength),
    per100Column("Adds to the estimate", benchmarks.map(({ change }) => change)),
  ], {
    noun: "covariates",
    notes: [
      "Of the click: by how much its unexplained variance grows without it. Of the weights: which share of their " +
      "mean square is there only with it. The change in clicks per 100 displays.",
    ],
  });
}
