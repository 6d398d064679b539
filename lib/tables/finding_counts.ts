/**
 * How many segments each procedure finds, as tables.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { tableOf } from "lib/frames/displayed.ts";
import { integerColumn, textColumn } from "lib/frames/frame_columns.ts";
import { secondary, valueColumn, wordColumn } from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable } from "lib/frames/reader_table.ts";
import type { MultipleComparisons } from "lib/inference/compared_segment.ts";
import { PROCEDURE_COLUMNS, PROCEDURES } from "lib/tables/procedure_columns.ts";
import { procedureInWords } from "lib/text/procedures_in_words.ts";
import { countText, NO_NUMBER } from "lib/text/reader_numbers.ts";

/** What one estimator's scores let every procedure find, in one family of segments. */
export interface JudgedFamily {
  /** The estimator and the family, in words. */
  readonly name: string;
  readonly comparisons: MultipleComparisons;
  /** Whether a narrow screen may leave it out at first. */
  readonly isSecondary?: boolean;
}

/**
 * Table of how many segments each procedure finds.
 *
 * @param judged the comparisons of each estimator and family
 * @returns one row per family and procedure: `family`, `procedure`, `segments_tested`, `segments_found`
 *
 * @example
 * ```ts
 * import { findingCountsTable } from "lib/tables/finding_counts.ts";
 * import * as inference from "lib/inference/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const topic = { name: "topic", levels: ["news", "sports"], codes: Int32Array.of(0, 0, 1, 1) };
 * const index = inference.indexSegments([topic]);
 * const means = inference.segmentMeans(Float64Array.of(4, 6, -3, 5), index, Int32Array.of(0, 1, 2, 3));
 * const comparisons = inference.multipleComparisons(means, inference.segmentFamily(index), {
 *   draws: 99,
 *   seed: 1,
 * });
 * const table = findingCountsTable([{ name: "known chances", comparisons }]);
 * assertEquals(table.select("procedure", "segments_found").toRecords()[0], {
 *   procedure: "pointwise",
 *   segments_found: 1,
 * });
 * ```
 */
export function findingCountsTable(judged: readonly JudgedFamily[]): DataFrame {
  const rows = judged.flatMap(({ name, comparisons: { findings, segments } }) =>
    PROCEDURES.flatMap((procedure) => {
      const found = findings[procedure];
      return found === undefined ? [] : [{ name, procedure, tested: segments.length, found }];
    })
  );
  return tableOf([
    textColumn("family", rows.map(({ name }) => name)),
    textColumn("procedure", rows.map(({ procedure }) => PROCEDURE_COLUMNS[procedure])),
    integerColumn("segments_tested", rows.map(({ tested }) => tested)),
    integerColumn("segments_found", rows.map(({ found }) => found)),
  ]);
}

/**
 * Table of the same for readers: a line a procedure, a column a family.
 *
 * @param judged the comparisons of each estimator and family
 * @returns how many of the segments tested each procedure finds
 *
 * @example
 * ```ts
 * import { findingCountsForReaders } from "lib/tables/finding_counts.ts";
 * import * as inference from "lib/inference/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const topic = { name: "topic", levels: ["news", "sports"], codes: Int32Array.of(0, 0, 1, 1) };
 * const index = inference.indexSegments([topic]);
 * const means = inference.segmentMeans(Float64Array.of(4, 6, -3, 5), index, Int32Array.of(0, 1, 2, 3));
 * const comparisons = inference.multipleComparisons(means, inference.segmentFamily(index), {
 *   draws: 99,
 *   seed: 1,
 * });
 * const { columns } = findingCountsForReaders([{ name: "Known chances", comparisons }]);
 * assertEquals(columns.map(({ cells }) => cells[0]), ["One by one, 95 % each", "1 of 2"]);
 * ```
 */
export function findingCountsForReaders(judged: readonly JudgedFamily[]): ReaderTable {
  const shown = PROCEDURES.filter((procedure) =>
    judged.some(({ comparisons }) => comparisons.findings[procedure] !== undefined)
  );
  return readerTable([
    wordColumn("Tested by", shown.map(procedureInWords)),
    ...judged.map(({ name, isSecondary = false, comparisons: { findings, segments } }) => {
      const column = valueColumn(
        name,
        shown.map((procedure) => {
          const found = findings[procedure];
          return found === undefined
            ? NO_NUMBER
            : `${countText(found)} of ${countText(segments.length)}`;
        }),
      );
      return isSecondary ? secondary(column) : column;
    }),
  ], { noun: "procedures", notes: ["Segments in which an effect is found, of those tested."] });
}
