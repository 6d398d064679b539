/**
 * The impression table on disk, opened and checked: everything that can be wrong with the file is
 * said here.
 *
 * @module
 */

import { requireCount, requireMade, requireNames } from "lib/argument_checks.ts";
import { wholeColumn } from "lib/checks.ts";
import pl, { type DataFrame } from "nodejs-polars";
import type { ColumnDescription } from "lib/frames/columns.ts";
import { InputError } from "lib/errors.ts";
import { checkValues } from "lib/impressions/column_values.ts";
import { IMPRESSION_COLUMNS } from "lib/impressions/schema.ts";
import { displayed } from "lib/frames/displayed.ts";
import {
  type ParquetTypes,
  readParquet,
  readParquetTypes,
  requireColumn,
  usableColumn,
  withoutUnshown,
} from "lib/frames/parquet.ts";
import { noticesOf } from "lib/impressions/notices.ts";
import { readPlacedRows } from "lib/impressions/placed_rows.ts";
import type { PlacedRows } from "lib/placed_rows.ts";

/** Columns that the heterogeneous-effects analysis reads. */
export const ANALYSIS_COLUMNS = [
  "user_id",
  "news_id",
  "category",
  "subcategory",
  "history_len",
  "candidate_set_size",
  "title_length",
  "abstract_length",
  "hour",
  "day_of_week",
  "item_exposures",
  "is_top_3",
  "clicked",
] as const;

/** Impression table on disk that has passed every check. */
export interface ImpressionTable {
  readonly path: string;
  /** At least one. */
  readonly rows: number;
  /** Names in file order. */
  readonly columns: readonly string[];
  /** Rows and columns, as the originals print it. */
  readonly shape: readonly [rows: number, columns: number];
  /**
   * Sentences of plain text for the reader: values outside their documented range, repeated rows and
   * columns that cannot be shown, each with its count; none where there is nothing to say.
   */
  readonly notices: readonly string[];
  /** First rows, five unless told otherwise, with all columns whose values have a text. */
  head(count?: number): DataFrame;
  /** Some columns at some rows, in the order wanted; ids that are integers come as text. */
  gather(columns: readonly string[], rows: Int32Array): DataFrame;
  /**
   * List, arm and click of every row, in the table's order. Rows of one `impression_id` and one
   * `user_id` are a list; without a column `impression_id` no row's list is known.
   */
  places(): PlacedRows;
}

/**
 * Impression table whose columns, as far as the analysis reads them, are checked.
 *
 * Only the checks' own columns are loaded, one at a time, so that opening costs little memory. What
 * is odd, but can be read in one way only, is counted in the notices.
 *
 * @param path a parquet file with at least the {@linkcode ANALYSIS_COLUMNS}
 * @returns the table
 * @throws {InputError} if the file is missing, unreadable or not a parquet file, if it has no rows,
 *   if a column is missing or of the wrong type, if treatment or outcome hold anything but 0 and 1
 *   or only one of them, if a number is NaN, infinite, no whole number or larger than any count, if
 *   an hour, day, list size or number of exposures is impossible, or if a category is missing
 *   throughout
 *
 * @example Fifty simulated lists
 * ```ts
 * import { openImpressions } from "lib/impressions/table.ts";
 * import { simulateImpressions } from "lib/simulation/impressions/simulate.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const path = `${Deno.makeTempDirSync()}/impressions.parquet`;
 * simulateImpressions({ impressions: 50, seed: 7, order: "ranked" }).impressions.writeParquet(path);
 * assertEquals(openImpressions(path).head(3).getColumn("position").toArray(), [1, 2, 3]);
 * ```
 */
export function openImpressions(path: string): ImpressionTable {
  requireNames([path], "paths of a file");
  const types = readParquetTypes(path);
  for (const name of ANALYSIS_COLUMNS) requireColumn(path, describe(name), types);
  const rows = Number(readParquet(path, (file) => file.select(pl.len())).getColumn("len").get(0));
  if (rows === 0) {
    throw new InputError("the table has no rows", {
      file: path,
      count: 0,
      remedy: "Prepare it again, or point to another file.",
    });
  }
  for (const name of ANALYSIS_COLUMNS) checkValues(path, types, describe(name), rows);
  const columns = [...types.keys()];
  return {
    path,
    rows,
    columns,
    shape: [rows, columns.length],
    notices: noticesOf(path, types, rows, ANALYSIS_COLUMNS),
    head: (count = 5) => {
      requireCount(count, "rows to show", { most: 2 ** 31 - 1, such: 5 });
      return displayed(readParquet(path, (file) => withoutUnshown(file, types).limit(count)));
    },
    gather: (columns, places) =>
      gatherRows(path, types, knownColumns(path, columns, types), soundRows(places, rows)),
    places: () => readPlacedRows(path, types, rows),
  };
}

/** Checks that an argument is a table of impressions. */
export function requireTable(table: ImpressionTable): void {
  requireMade(table, ["path", "rows", "gather", "places"], {
    noun: "table of impressions",
    maker: "openImpressions",
  });
}

/** Names of columns, each one that the file has. */
function knownColumns(path: string, columns: readonly string[], types: ParquetTypes) {
  requireNames(columns, "names of columns");
  const unknown = columns.find((name) => !types.has(name));
  if (unknown === undefined) return columns;
  throw new InputError("the table has no such column", {
    file: path,
    column: unknown,
    remedy: `Choose among: ${[...types.keys()].join(", ")}.`,
  });
}

/** Numbers of rows, each one that a table of so many has. */
function soundRows(places: ArrayLike<unknown>, rows: number): Int32Array {
  return wholeColumn(places, "rows", {
    least: 0,
    most: rows - 1,
    what: `outside the rows of the table, 0 to ${rows - 1}`,
    remedy: "Give numbers of rows counted from 0, such as the sourceRow of whole lists.",
  });
}

/** Gathers column by column: at no time is more than one column of the whole file in memory. */
function gatherRows(
  path: string,
  types: ParquetTypes,
  columns: readonly string[],
  places: Int32Array,
): DataFrame {
  const index = pl.Series("row", places, pl.Int32);
  const gathered = columns.map((name) => {
    const description = DESCRIPTIONS.get(name);
    const values = description === undefined ? pl.col(name) : usableColumn(description, types);
    return readParquet(path, (file) => file.select(values.gather(index)));
  });
  return pl.concat(gathered, { how: "horizontal" });
}

const DESCRIPTIONS = new Map(IMPRESSION_COLUMNS.map((column) => [column.name, column]));

function describe(name: string): ColumnDescription {
  return DESCRIPTIONS.get(name)!;
}
