/**
 * The first rows of the columns that divide the rows into segments.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { tableOf } from "lib/frames/displayed.ts";
import { requireDistinct, requireLengths } from "lib/checks.ts";
import { type CodedColumn, soundCoded } from "lib/coded_column.ts";
import { InputError } from "lib/errors.ts";
import { textColumn } from "lib/frames/frame_columns.ts";
import { wordColumn } from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable } from "lib/frames/reader_table.ts";
import { formatCount } from "lib/text/counts.ts";

/**
 * The table of the first rows' segments, in words.
 *
 * @param segmentations the divisions of the same rows, in the order of the table's columns
 * @param rows how many rows to list; all of them if there are fewer
 * @returns one column of texts per division, under its name; missing where a row has no segment
 * @throws {InputError} if `rows` is not a whole number from 0; if two divisions have the same name or
 *   divide different numbers of rows; if a level stands twice, or a code names none
 *
 * @example Three displayed articles; nobody knows when the third was read
 * ```ts
 * import { segmentHeadTable } from "lib/tables/segment_head.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const category = {
 *   name: "category",
 *   codes: Int32Array.of(1, 0, 1),
 *   levels: ["news", "sports"],
 * };
 * const timeOfDay = {
 *   name: "time_of_day",
 *   codes: Int32Array.of(0, 1, -1),
 *   levels: ["morning", "evening"],
 * };
 * assertEquals(segmentHeadTable([category, timeOfDay], 3).toRecords(), [
 *   { category: "sports", time_of_day: "morning" },
 *   { category: "news", time_of_day: "evening" },
 *   { category: "sports", time_of_day: null },
 * ]);
 * ```
 */
export function segmentHeadTable(segmentations: readonly CodedColumn[], rows: number): DataFrame {
  if (!Number.isInteger(rows) || rows < 0) {
    throw new InputError(`${Deno.inspect(rows)} is not a number of rows`, {
      remedy: "Give a whole number from 0.",
    });
  }
  requireDistinct(segmentations.map(({ name }) => name), "divisions");
  for (const { name, codes } of segmentations) {
    requireLengths({ [name]: codes }, segmentations[0]!.codes.length);
  }
  return tableOf(
    segmentations.map(soundCoded).map(({ name, codes, levels }) =>
      textColumn(name, Array.from(codes.subarray(0, rows), (code) => levels[code] ?? null))
    ),
  );
}

/** What a division of rows is called above its column. */
const DIVISIONS: Readonly<Record<string, string>> = {
  history_bucket: "Articles read before",
  candidate_set_bucket: "Articles in the list",
  item_exposure_quartile: "Times the article is shown",
  time_of_day: "Time of day",
};

/**
 * First rows of the columns that divide the rows into segments, for readers.
 *
 * @param segmentations the divisions of the same rows, in the order of the table's columns
 * @param rows how many rows to list, a positive whole number
 * @returns one column per division; a dash where a row has no segment
 *
 * @example Three displayed articles; nobody knows when the third was read
 * ```ts
 * import { segmentHeadForReaders } from "lib/tables/segment_head.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const levels = ["morning", "late_evening"];
 * const time = { name: "time_of_day", codes: Int32Array.of(0, 1, -1), levels };
 * assertEquals(segmentHeadForReaders([time], 3).columns[1]!.cells, ["morning", "late evening", "–"]);
 * ```
 */
export function segmentHeadForReaders(
  segmentations: readonly CodedColumn[],
  rows: number,
): ReaderTable {
  const all = segmentations[0]?.codes.length ?? 0;
  const shown = Math.min(rows, all);
  return readerTable([
    wordColumn(
      "Row of the sample",
      Array.from({ length: shown }, (_, row) => formatCount(row + 1)),
    ),
    ...segmentations.map(({ name, codes, levels }) =>
      wordColumn(
        Object.hasOwn(DIVISIONS, name) ? DIVISIONS[name]! : name.replaceAll("_", " "),
        Array.from(codes.subarray(0, shown), (code) => levels[code]?.replaceAll("_", " ") ?? null),
      )
    ),
  ], { of: all });
}
