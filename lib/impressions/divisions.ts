/**
 * The six divisions of displayed articles into segments that the analyses share.
 *
 * @module
 */

import type { CodedColumn } from "lib/coded_column.ts";
import { bucketSegments, rankSegments } from "lib/effects/segmentations.ts";
import { categoricalColumn, numericColumn } from "lib/frames/frame_columns.ts";
import { type ImpressionTable, requireTable } from "lib/impressions/table.ts";

/** Columns by which the rows are divided. */
const COLUMNS = [
  "category",
  "subcategory",
  "history_len",
  "candidate_set_size",
  "item_exposures",
  "hour",
] as const;

/** The divisions by name; lists of three or fewer, which have one arm, stand apart. */
export interface Divisions {
  readonly category: CodedColumn;
  readonly subcategory: CodedColumn;
  readonly history: CodedColumn;
  readonly listLength: CodedColumn;
  readonly exposure: CodedColumn;
  readonly timeOfDay: CodedColumn;
}

/**
 * Divisions of rows of a table: by topic and subtopic, articles read before, length of the list, times
 * shown and time of day.
 *
 * They are those of the original, but that lists of one to three articles are a bucket of their own.
 * Exposures are cut into quarters of the rows given, by rank.
 *
 * @param table the impression table
 * @param rows numbers of its rows, from 0; at least four
 * @returns one code a row in every division, −1 where the row has no value
 * @throws {InputError} if there are fewer than four rows with exposures, or a number is none of the table's
 *
 * @example
 * ```ts
 * import { divideRows } from "lib/impressions/divisions.ts";
 * import { openImpressions } from "lib/impressions/table.ts";
 * import { simulateImpressions } from "lib/simulation/impressions/simulate.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const path = `${Deno.makeTempDirSync()}/impressions.parquet`;
 * simulateImpressions({ impressions: 50, seed: 7, order: "ranked" }).impressions.writeParquet(path);
 * const { listLength } = divideRows(openImpressions(path), Int32Array.of(0, 1, 2, 3));
 * assertEquals(listLength.levels.slice(0, 2), ["1-3", "4-10"]);
 * ```
 */
export function divideRows(table: ImpressionTable, rows: Int32Array): Divisions {
  requireTable(table);
  const frame = table.gather(COLUMNS, rows);
  const numbers = (name: typeof COLUMNS[number]) => numericColumn(frame, name);
  return {
    category: categoricalColumn(frame, "category"),
    subcategory: categoricalColumn(frame, "subcategory"),
    history: bucketSegments("history_bucket", numbers("history_len"), {
      edges: [-1, 0, 10, 30, 100, Infinity],
      labels: ["0", "1-10", "11-30", "31-100", "101+"],
    }),
    listLength: bucketSegments("candidate_set_bucket", numbers("candidate_set_size"), {
      edges: [0, 3, 10, 25, 50, 100, Infinity],
      labels: ["1-3", "4-10", "11-25", "26-50", "51-100", "101+"],
    }),
    exposure: rankSegments("item_exposure_quartile", numbers("item_exposures"), [
      "Q1 lowest",
      "Q2",
      "Q3",
      "Q4 highest",
    ]),
    timeOfDay: bucketSegments("time_of_day", numbers("hour"), {
      edges: [-1, 5, 11, 16, 20, 23],
      labels: ["overnight", "morning", "afternoon", "evening", "late_evening"],
    }),
  };
}
