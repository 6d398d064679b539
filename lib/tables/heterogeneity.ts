/**
 * Whether the segments of a division differ, as tables.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { tableOf } from "lib/frames/displayed.ts";
import { integerColumn, realColumn, textColumn } from "lib/frames/frame_columns.ts";
import {
  countColumn,
  decimalColumn,
  secondary,
  valueColumn,
  wordColumn,
} from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable } from "lib/frames/reader_table.ts";
import type { HeterogeneityTest } from "lib/inference/contrasts.ts";
import type { HeterogeneityByLot } from "lib/inference/heterogeneity_by_lot.ts";
import { holm } from "lib/inference/multiple_testing.ts";
import { pValueText } from "lib/text/reader_numbers.ts";
import { segmentationInWords } from "lib/text/segment_in_words.ts";

/**
 * Table of the tests of no heterogeneity, one a division.
 *
 * @param tests the tests
 * @returns one row a division: `segment_col`, `segments`, `statistic`, `degrees_of_freedom`, `p`
 *
 * @example
 * ```ts
 * import { heterogeneityTable } from "lib/tables/heterogeneity.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const test = { segmentColumn: "category", segments: 4, statistic: 9.1, degreesOfFreedom: 3, p: 0.028 };
 * assertEquals(heterogeneityTable([test]).select("segment_col", "p").toRecords(), [
 *   { segment_col: "category", p: 0.028 },
 * ]);
 * ```
 */
export function heterogeneityTable(tests: readonly HeterogeneityTest[]): DataFrame {
  return tableOf([
    textColumn("segment_col", tests.map(({ segmentColumn }) => segmentColumn)),
    integerColumn("segments", tests.map(({ segments }) => segments)),
    realColumn("statistic", tests.map(({ statistic }) => statistic)),
    integerColumn("degrees_of_freedom", tests.map(({ degreesOfFreedom }) => degreesOfFreedom)),
    realColumn("p", tests.map(({ p }) => p)),
  ]);
}

/**
 * Table of the same for readers, with the p-values adjusted for as many divisions.
 *
 * @param tests the tests
 * @param adjusted their p-values, adjusted, in the same order
 * @returns one row a division
 *
 * @example
 * ```ts
 * import { heterogeneityForReaders } from "lib/tables/heterogeneity.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const test = { segmentColumn: "category", segments: 4, statistic: 9.1, degreesOfFreedom: 3, p: 0.028 };
 * const { columns } = heterogeneityForReaders([test], Float64Array.of(0.028));
 * assertEquals(columns.map(({ cells }) => cells[0]), ["Category", "4", "9.1", ".028", ".028"]);
 * ```
 */
export function heterogeneityForReaders(
  tests: readonly HeterogeneityTest[],
  adjusted: Float64Array,
): ReaderTable {
  return readerTable([
    wordColumn("Division by", tests.map(({ segmentColumn }) => segmentationInWords(segmentColumn))),
    secondary(countColumn("Segments", tests.map(({ segments }) => segments))),
    secondary(decimalColumn("Wald statistic", tests.map(({ statistic }) => statistic), 1)),
    valueColumn("p alone", tests.map(({ p }) => pValueText(p))),
    valueColumn("p, Holm", tests.map((_, at) => pValueText(adjusted[at]!))),
  ], {
    noun: "divisions",
    notes: [
      "The hypothesis: all segments of the division have the same effect. Holm: adjusted for all divisions.",
    ],
  });
}

/**
 * Table of the tests of no heterogeneity by draws of the places, one a division.
 *
 * @param tests the tests
 * @returns one row a division: `segment_col`, `segments`, `statistic`, `mean_of_draws`, `p`
 *
 * @example
 * ```ts
 * import { heterogeneityByLotTable } from "lib/tables/heterogeneity.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const test = { segmentColumn: "category", segments: 4, statistic: 9.1, meanOfDraws: 3.2, p: 0.03 };
 * assertEquals(heterogeneityByLotTable([test]).select("segment_col", "p").toRecords(), [
 *   { segment_col: "category", p: 0.03 },
 * ]);
 * ```
 */
export function heterogeneityByLotTable(tests: readonly HeterogeneityByLot[]): DataFrame {
  return tableOf([
    textColumn("segment_col", tests.map(({ segmentColumn }) => segmentColumn)),
    integerColumn("segments", tests.map(({ segments }) => segments)),
    realColumn("statistic", tests.map(({ statistic }) => statistic)),
    realColumn("mean_of_draws", tests.map(({ meanOfDraws }) => meanOfDraws)),
    realColumn("p", tests.map(({ p }) => p)),
  ]);
}

/**
 * Table of the same for readers, with the p-values adjusted by Holm for as many divisions.
 *
 * @param tests the tests
 * @returns one row a division: how far its segments lie apart, how far the draws' do, and the p-values
 *
 * @example
 * ```ts
 * import { heterogeneityByLotForReaders } from "lib/tables/heterogeneity.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const test = { segmentColumn: "category", segments: 4, statistic: 9.1, meanOfDraws: 3.2, p: 0.03 };
 * const { columns } = heterogeneityByLotForReaders([test]);
 * assertEquals(columns.map(({ cells }) => cells[0]), ["Category", "4", "9.1", "3.2", ".030", ".030"]);
 * ```
 */
export function heterogeneityByLotForReaders(tests: readonly HeterogeneityByLot[]): ReaderTable {
  const adjusted = holm(Float64Array.from(tests, ({ p }) => p));
  return readerTable([
    wordColumn("Division by", tests.map(({ segmentColumn }) => segmentationInWords(segmentColumn))),
    secondary(countColumn("Segments", tests.map(({ segments }) => segments))),
    secondary(decimalColumn("Spread of segments", tests.map(({ statistic }) => statistic), 1)),
    secondary(decimalColumn("Mean over draws", tests.map(({ meanOfDraws }) => meanOfDraws), 1)),
    valueColumn("p alone", tests.map(({ p }) => pValueText(p))),
    valueColumn("p, Holm", tests.map((_, at) => pValueText(adjusted[at]!))),
  ], {
    noun: "divisions",
    notes: [
      "By draws of the places; the hypothesis: no place changes any click. The spread is Cochran's Q. Holm: " +
      "adjusted for all divisions.",
    ],
  });
}
