/**
 * The impression table on disk, opened and checked: everything that can be wrong with the file is
 * said here.
 *
 * @module
 */

import { requireBothClasses } from "lib/checks.ts";
import pl, { type DataFrame } from "nodejs-polars";
import type { ColumnDescription } from "lib/frames/columns.ts";
import { InputError } from "lib/errors.ts";
import { IMPRESSION_COLUMNS } from "lib/impressions/schema.ts";
import { displayed } from "lib/frames/displayed.ts";
import { readParquet, readParquetSchema, requireColumn } from "lib/frames/parquet.ts";

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
  /** First rows, five unless told otherwise, with all columns. */
  head(count?: number): DataFrame;
  /** Some columns at some rows, in the order wanted. */
  gather(columns: readonly string[], rows: Int32Array): DataFrame;
}

/**
 * Impression table whose columns, as far as the analysis reads them, are checked.
 *
 * Only the checks' own columns are loaded, one at a time, so that opening costs little memory.
 *
 * @param path a parquet file with at least the {@linkcode ANALYSIS_COLUMNS}
 * @returns the table
 * @throws {InputError} if the file is missing, unreadable or not a parquet file, if it has no rows,
 *   if a column is missing or of the wrong type, if treatment or outcome hold anything but 0 and 1
 *   or only one of them, if a number is NaN or infinite, or if a category is missing throughout
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
  const empty = readParquetSchema(path);
  for (const name of ANALYSIS_COLUMNS) requireColumn(path, describe(name), empty);
  const rows = Number(readParquet(path, (file) => file.select(pl.len())).getColumn("len").get(0));
  if (rows === 0) {
    throw new InputError("the table has no rows", {
      file: path,
      count: 0,
      remedy: "Prepare it again, or point to another file.",
    });
  }
  for (const name of ANALYSIS_COLUMNS) checkValues(path, name, rows);
  return {
    path,
    rows,
    columns: empty.columns,
    shape: [rows, empty.width],
    head: (count = 5) => displayed(readParquet(path, (file) => file.limit(count))),
    gather: (columns, places) => gatherRows(path, columns, places),
  };
}

/** Gathers column by column: at no time is more than one column of the whole file in memory. */
function gatherRows(path: string, columns: readonly string[], places: Int32Array): DataFrame {
  const index = pl.Series("row", places, pl.Int32);
  const gathered = columns.map((name) =>
    readParquet(path, (file) => file.select(pl.col(name).gather(index)))
  );
  return pl.concat(gathered, { how: "horizontal" });
}

const DESCRIPTIONS = new Map(IMPRESSION_COLUMNS.map((column) => [column.name, column]));

function describe(name: string): ColumnDescription {
  return DESCRIPTIONS.get(name)!;
}

/**
 * Counts in the reader itself, without bringing a column of the whole file into this language's
 * memory: that keeps the peak low.
 */
function checkValues(path: string, name: string, rows: number): void {
  const description = describe(name);
  const { kind, meaning, nullable } = description;
  const isText = kind === "string";
  const values = isText ? pl.col(name) : pl.col(name).cast(pl.Float64);
  const counts = readParquet(path, (file) =>
    file.select(
      values.isNull().sum().alias("missing"),
      ...(isText ? [] : [
        values.isFinite().sum().alias("finite"),
        values.lt(0).sum().alias("negative"),
        values.eq(0).sum().alias("zeros"),
        values.eq(1).sum().alias("ones"),
      ]),
    ));
  const count = (label: string) => Number(counts.getColumn(label).get(0));
  const missing = count("missing");
  if (missing > 0 && !nullable) {
    throw new InputError(`${missing} of ${rows} rows have no value`, {
      file: path,
      column: name,
      count: missing,
      remedy: `Remove these rows or fill them in: ${meaning}.`,
    });
  }
  if (missing === rows && isText) {
    throw new InputError(`all ${rows} values are missing`, {
      file: path,
      column: name,
      count: rows,
      remedy: "Fill the column in: a category without any level cannot be modelled.",
    });
  }
  if (isText) return;
  const unusable = rows - missing - count("finite");
  if (unusable > 0) {
    throw new InputError(`${unusable} of ${rows} values are NaN or infinite`, {
      file: path,
      column: name,
      count: unusable,
      remedy: "Write missing values as null and correct the others.",
    });
  }
  // A logarithm is taken of exposures; of the other counts the original puts up with −1.
  if (name === "item_exposures" && count("negative") > 0) {
    throw new InputError(`${count("negative")} of ${rows} values are negative`, {
      file: path,
      column: name,
      count: count("negative"),
      remedy: `Correct them: ${meaning}.`,
    });
  }
  if (kind === "binary") checkBinary(path, description, rows, count("zeros"), count("ones"));
}

function checkBinary(
  path: string,
  { name, meaning }: ColumnDescription,
  rows: number,
  zeros: number,
  ones: number,
): void {
  const others = rows - zeros - ones;
  if (others > 0) {
    throw new InputError(`${others} of ${rows} values are neither 0 nor 1`, {
      file: path,
      column: name,
      count: others,
      remedy: `Recode the column: ${meaning}.`,
    });
  }
  requireBothClasses(ones, rows, {
    file: path,
    column: name,
    remedy: name === "clicked"
      ? "Give data with and without clicks: nothing can be learnt from one outcome."
      : "Give data with both arms: an effect is a comparison of the two.",
  });
}
