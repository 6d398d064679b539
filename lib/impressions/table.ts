/**
 * The impression table on disk, opened and checked: everything that can be wrong with the file is
 * said here.
 *
 * @module
 */

import { requireCount, requireMade, requireNames } from "lib/argument_checks.ts";
import { requireBothClasses, wholeColumn } from "lib/checks.ts";
import pl, { type DataFrame } from "nodejs-polars";
import type { ColumnDescription } from "lib/frames/columns.ts";
import { InputError } from "lib/errors.ts";
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
  for (const name of ANALYSIS_COLUMNS) checkValues(path, types, name, rows);
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

/** Bounds of values, both included, and how values beyond them are called. */
interface Range {
  readonly least: number;
  readonly most: number;
  readonly said: string;
}

const UNBOUNDED: Range = { least: -Infinity, most: Infinity, said: "" };

/**
 * Ranges outside which a value has no reading. Other columns may hold −1, as the original's do: that
 * is told in the notices.
 */
const RANGES: Readonly<Record<string, Range>> = {
  hour: { least: 0, most: 23, said: "outside 0 to 23" },
  day_of_week: { least: 0, most: 6, said: "outside 0 to 6" },
  // Whatever is displayed stands in a list of one article at least.
  candidate_set_size: { least: 1, most: Infinity, said: "below 1" },
  // A logarithm is taken of exposures.
  item_exposures: { least: 0, most: Infinity, said: "negative" },
};

/** The largest number up to which doubles count without gaps. */
const LARGEST = Number.MAX_SAFE_INTEGER;

function describe(name: string): ColumnDescription {
  return DESCRIPTIONS.get(name)!;
}

/**
 * Counts in the reader itself, without bringing a column of the whole file into this language's
 * memory: that keeps the peak low.
 */
function checkValues(path: string, types: ParquetTypes, name: string, rows: number): void {
  const description = describe(name);
  if (/^U?Int/.test(types.get(name)!) && areSoundIntegers(path, description)) return;
  const { kind, meaning, nullable } = description;
  const isText = kind === "string";
  const values = isText ? pl.col(name) : pl.col(name).cast(pl.Float64);
  const { least, most, said } = RANGES[name] ?? UNBOUNDED;
  const counts = readParquet(path, (file) =>
    file.select(
      values.isNull().sum().alias("missing"),
      ...(isText ? [] : [
        values.isFinite().sum().alias("finite"),
        values.abs().gt(LARGEST).sum().alias("beyond"),
        values.neq(values.floor()).sum().alias("broken"),
        values.lt(least).or(values.gt(most)).sum().alias("outside"),
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
  const refuse = (label: string, what: string) => {
    if (count(label) === 0 || kind === "binary") return;
    throw new InputError(`${count(label)} of ${rows} values are ${what}`, {
      file: path,
      column: name,
      count: count(label),
      remedy: `Correct them, or write them as missing: ${meaning}.`,
    });
  };
  refuse("beyond", `beyond ${LARGEST}, more than anything is counted to`);
  refuse("broken", "no whole numbers");
  refuse("outside", said);
  if (kind === "binary") checkBinary(path, description, rows, count("zeros"), count("ones"));
}

/**
 * Whether integers pass every check, as their smallest and largest tell: the usual case, at a fraction
 * of the cost of counting.
 */
function areSoundIntegers(path: string, { name, kind }: ColumnDescription): boolean {
  const column = pl.col(name);
  if (kind === "string") return false;
  const seen = readParquet(path, (file) =>
    file.select(
      column.isNull().sum().cast(pl.Float64).alias("missing"),
      column.min().cast(pl.Float64).alias("least"),
      column.max().cast(pl.Float64).alias("most"),
    ));
  const [missing, smallest, largest] = ["missing", "least", "most"].map((label) =>
    Number(seen.getColumn(label).get(0))
  ) as [number, number, number];
  if (missing > 0) return false;
  if (kind === "binary") return smallest === 0 && largest === 1;
  const { least, most } = RANGES[name] ?? UNBOUNDED;
  return smallest >= Math.max(least, -LARGEST) && largest <= Math.min(most, LARGEST);
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
