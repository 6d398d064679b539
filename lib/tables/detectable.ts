/**
 * What could have been found in each segment, as tables.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import type { DetectableSegment } from "lib/inference/detectable.ts";
import { tableOf } from "lib/frames/displayed.ts";
import { integerColumn, realColumn, textColumn } from "lib/frames/frame_columns.ts";
import {
  countColumn,
  per100Column,
  secondary,
  valueColumn,
  wordColumn,
} from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable } from "lib/frames/reader_table.ts";
import { clicksPerHundred } from "lib/text/clicks_per_hundred.ts";
import { decimalText, NO_NUMBER } from "lib/text/reader_numbers.ts";
import { segmentInWords } from "lib/text/segment_in_words.ts";

/**
 * Table of the smallest detectable effect of every segment.
 *
 * @param segments the segments
 * @returns one row a segment: `segment_col`, `segment`, `rows`, `detectable_lift`
 *
 * @example
 * ```ts
 * import { detectableTable } from "lib/tables/detectable.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const table = detectableTable([
 *   { segmentColumn: "category", segment: "tv", rows: 900, detectable: 0.06, timesRows: 12.5 },
 * ]);
 * assertEquals(table.select("segment", "detectable_lift").toRecords(), [
 *   { segment: "tv", detectable_lift: 0.06 },
 * ]);
 * ```
 */
export function detectableTable(segments: readonly DetectableSegment[]): DataFrame {
  return tableOf([
    textColumn("segment_col", segments.map(({ segmentColumn }) => segmentColumn)),
    textColumn("segment", segments.map(({ segment }) => segment)),
    integerColumn("rows", segments.map(({ rows }) => rows)),
    realColumn("detectable_lift", segments.map(({ detectable }) => detectable)),
  ]);
}

/**
 * Table of the same for readers, the segments that could show least first.
 *
 * @param segments the segments
 * @param compared the effect that the times of rows are for, in click probability
 * @param options how many to show
 * @returns per segment its displays, the smallest effect that would have been found, and how many times as many
 *   displays it would take to find the one to compare with
 *
 * @example
 * ```ts
 * import { detectableForReaders } from "lib/tables/detectable.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { columns } = detectableForReaders(
 *   [{ segmentColumn: "category", segment: "tv", rows: 900, detectable: 0.06, timesRows: 7.5 }],
 *   0.02,
 *   { rows: 8 },
 * );
 * assertEquals(columns.map(({ cells }) => cells[0]), ["category tv", "900", "6.00", "7.5 times"]);
 * ```
 */
export function detectableForReaders(
  segments: readonly DetectableSegment[],
  compared: number,
  { rows }: { readonly rows: number },
): ReaderTable {
  const descending = segments.toSorted((a, b) => b.detectable - a.detectable);
  return readerTable([
    wordColumn("Segment", descending.map((own) => segmentInWords(own.segmentColumn, own.segment))),
    secondary(countColumn("Displays", descending.map((own) => own.rows))),
    per100Column(
      "Smallest effect found",
      // A number that there is not has no place in the column.
      descending.map(({ detectable }) => Number.isFinite(detectable) ? detectable : NaN),
    ),
    valueColumn(
      `Displays it would take for ${clicksPerHundred(compared)}`,
      descending.map(({ timesRows }) =>
        timesRows <= 1
          ? "enough"
          : Number.isFinite(timesRows)
          ? `${decimalText(timesRows, 1)} times`
          : NO_NUMBER
      ),
    ),
  ], {
    rows,
    noun: "segments",
    notes: ["Effects are in clicks per 100 displays, found four times in five among all segments."],
  });
}
