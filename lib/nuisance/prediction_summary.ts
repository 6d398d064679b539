/**
 * Summaries of predictions: count, mean, spread and quantiles of a few columns.
 *
 * @module
 */

import { quantileSorted } from "d3-array";
import { requireListOf } from "lib/argument_checks.ts";
import { isProbability, measureColumn, requireDistinct, shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { percentileNames } from "lib/nuisance/percentile_names.ts";
import { mean, sampleStandardDeviation } from "simple-statistics";

/** One statistic of every described column. */
export interface StatisticRow {
  /**
   * The statistic's name, as `pandas.DataFrame.describe` prints it: `count`, `mean`, `1%`, `2.5%`, …,
   * quantiles as {@linkcode percentileNames} has them.
   */
  readonly statistic: string;
  /** Its value in each column, in the columns' order. */
  readonly values: readonly number[];
}

/**
 * Count, mean, standard deviation, extremes and quantiles of columns.
 *
 * The standard deviation has divisor n − 1. Quantiles interpolate linearly between order
 * statistics: definition 7 of Hyndman and Fan (1996), The American Statistician 50(4).
 *
 * @param columns one number per row each, none missing, at least two rows
 * @param probabilities which quantiles, each from 0 to 1, in the order to list
 * @returns one row per statistic: count, mean, std, min, the quantiles, max; all but the count in
 *   the column's unit
 * @throws {InputError} if a probability is no number from 0 to 1 or stands twice, or if a column has
 *   fewer than two values or holds one that is missing or infinite
 *
 * @example
 * ```ts
 * import { describeColumns } from "lib/nuisance/prediction_summary.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const minutesRead = Float64Array.of(1, 2, 3, 6); // by four readers
 * const rows = describeColumns([minutesRead], [0.5]);
 * assertEquals(rows.map(({ statistic, values }) => [statistic, values[0]]), [
 *   ["count", 4],
 *   ["mean", 3],
 *   ["std", Math.sqrt(14 / 3)],
 *   ["min", 1],
 *   ["50%", 2.5],
 *   ["max", 6],
 * ]);
 * ```
 */
export function describeColumns(
  columns: readonly Float64Array[],
  probabilities: readonly number[],
): StatisticRow[] {
  requireListOf(columns, "columns");
  requireListOf(probabilities, "quantiles' probabilities");
  for (const probability of probabilities) {
    if (!isProbability(probability)) {
      throw new InputError(`the quantile's probability ${shown(probability)} does not exist`, {
        remedy: "Give numbers from 0 to 1.",
      });
    }
  }
  requireDistinct(probabilities.map(String), "quantiles");
  const described = columns.map((given, c) => {
    const column = measureColumn(given, `number ${c} of those described`);
    if (column.length < 2) {
      throw new InputError(`the ${c + 1}. column has fewer than two values`, {
        count: column.length,
        remedy: "Give two values or more: one has no standard deviation.",
      });
    }
    const sorted = column.slice().sort();
    // d3-array and simple-statistics read any indexable list; their types only name arrays.
    const ordered = sorted as unknown as number[];
    const values = column as unknown as number[];
    return [
      column.length,
      mean(values),
      sampleStandardDeviation(values),
      sorted[0]!,
      ...probabilities.map((p) => quantileSorted(ordered, p)!),
      sorted.at(-1)!,
    ];
  });
  const statistics = [
    "count",
    "mean",
    "std",
    "min",
    ...percentileNames(probabilities),
    "max",
  ];
  return statistics.map((statistic, row) => ({
    statistic,
    values: described.map((column) => column[row]!),
  }));
}
