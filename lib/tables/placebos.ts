/**
 * Estimates where the effect is zero, as tables.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { tableOf } from "lib/frames/displayed.ts";
import { integerColumn, realColumn, textColumn } from "lib/frames/frame_columns.ts";
import { decimalColumn, per100Column, secondary, wordColumn } from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable } from "lib/frames/reader_table.ts";
import type { PlaceboTreatment } from "lib/inference/placebo_treatment.ts";
import { countText } from "lib/text/reader_numbers.ts";

/** What an estimator finds under placebos. */
export interface NamedPlacebo extends PlaceboTreatment {
  /** The estimator, in words. */
  readonly name: string;
}

/** Beyond so many of its errors the mean of the placebos is no chance. */
const FAR = 3;

/**
 * Table of estimates under placebos, by estimator.
 *
 * @param placebos what each estimator finds
 * @returns one row an estimator: `estimator`, `actual`, `placebo_mean`, `placebo_sd`, `draws`, `z`
 *
 * @example
 * ```ts
 * import { placeboTable } from "lib/tables/placebos.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const own = { estimates: Float64Array.of(0.01, 0.02), mean: 0.015, standardDeviation: 0.007, z: 3 };
 * const placebo = { ...own, name: "known chances", actual: 0.02, rank: 3, p: 0.7, rowsWithoutList: 0 };
 * assertEquals(placeboTable([placebo]).select("estimator", "draws").toRecords(), [
 *   { estimator: "known chances", draws: 2 },
 * ]);
 * ```
 */
export function placeboTable(placebos: readonly NamedPlacebo[]): DataFrame {
  return tableOf([
    textColumn("estimator", placebos.map(({ name }) => name)),
    realColumn("actual", placebos.map(({ actual }) => actual)),
    realColumn("placebo_mean", placebos.map(({ mean }) => mean)),
    realColumn("placebo_sd", placebos.map(({ standardDeviation }) => standardDeviation)),
    integerColumn("draws", placebos.map(({ estimates }) => estimates.length)),
    realColumn("z", placebos.map(({ z }) => z)),
  ]);
}

/**
 * Table of the same for readers.
 *
 * @param placebos what each estimator finds
 * @returns one row an estimator: the mean of its placebo estimates in clicks per 100 displays, how many of its
 *   own errors that is from zero, and what it means
 *
 * @example
 * ```ts
 * import { placebosForReaders } from "lib/tables/placebos.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const own = { estimates: Float64Array.of(0.01, 0.02), mean: 0.015, standardDeviation: 0.007, z: 3.1 };
 * const placebo = { ...own, name: "By design", actual: 0.02, rank: 3, p: 0.7, rowsWithoutList: 0 };
 * const { columns } = placebosForReaders([placebo]);
 * assertEquals(columns.map(({ cells }) => cells[0]), [
 *   ...["By design", "2.00", "1.50", "0.70", "3.1", "finds what is not there"],
 * ]);
 * ```
 */
export function placebosForReaders(placebos: readonly NamedPlacebo[]): ReaderTable {
  const draws = Math.max(0, ...placebos.map(({ estimates }) => estimates.length));
  return readerTable([
    wordColumn("Estimated", placebos.map(({ name }) => name)),
    secondary(per100Column("Actual places", placebos.map(({ actual }) => actual))),
    per100Column("Placebos, mean", placebos.map(({ mean }) => mean)),
    secondary(
      per100Column("Spread", placebos.map(({ standardDeviation }) => standardDeviation)),
    ),
    decimalColumn("Mean over its error", placebos.map(({ z }) => z), 1),
    wordColumn(
      "Verdict",
      placebos.map(({ z }) => Math.abs(z) > FAR ? "finds what is not there" : "finds nothing"),
    ),
  ], {
    noun: "estimators",
    notes: [
      `Clicks per 100 displays over ${
        countText(draws)
      } draws of the places, in which the effect is zero. ` +
      `Beyond ${FAR} of its errors the mean is no chance.`,
    ],
  });
}
