/**
 * What a reader should know of an impression table that the analysis can use all the same: values
 * outside their documented range, and rows that stand there twice.
 *
 * @module
 */

import pl, { type Expr, type LazyDataFrame } from "nodejs-polars";
import { NUMBER_TYPES } from "lib/frames/column_type.ts";
import {
  describeUnshown,
  type ParquetTypes,
  readParquet,
  withoutUnshown,
} from "lib/frames/parquet.ts";
import { IMPRESSION_COLUMNS } from "lib/impressions/schema.ts";

/** What is counted in the columns it needs, and the sentence on it. */
interface Oddity {
  readonly columns: readonly string[];
  readonly broken: Expr;
  readonly say: (count: number, rows: number) => string;
}

const value = (name: string) => pl.col(name).cast(pl.Float64);

/** Values of one column outside their range, taken as they stand. */
function outside(name: string, broken: Expr, range: string, use: string): Oddity {
  const { meaning } = IMPRESSION_COLUMNS.find((column) => column.name === name)!;
  return {
    columns: [name],
    broken,
    say: (count, rows) => `${name}: ${count} of ${rows} values are ${range} (${meaning}). ${use}`,
  };
}

const AS_THEY_STAND = "The models take them as they stand.";
const NOT_READ = "The analysis does not read this column.";

const ODDITIES: readonly Oddity[] = [
  ...["history_len", "title_length", "abstract_length"].map((name) =>
    outside(name, value(name).lt(0), "negative", AS_THEY_STAND)
  ),
  outside("position", value("position").lt(1), "below 1", NOT_READ),
  outside("item_clicks", value("item_clicks").lt(0), "negative", NOT_READ),
  ...["item_ctr", "relative_position"].map((name) =>
    outside(name, value(name).lt(0).or(value(name).gt(1)), "outside 0 to 1", NOT_READ)
  ),
  {
    columns: ["position", "is_top_3"],
    broken: value("position").ltEq(3).neq(value("is_top_3").eq(1)),
    say: (count, rows) =>
      `is_top_3: in ${count} of ${rows} rows it is not what position says (1 where position is 3 ` +
      "or less, else 0). The analysis goes by is_top_3.",
  },
];

/** Sentences on what is odd about a table of so many rows, of which the needed columns are checked. */
export function noticesOf(
  path: string,
  types: ParquetTypes,
  rows: number,
  needed: readonly string[],
): string[] {
  return [
    ...ODDITIES.flatMap((oddity) => said(path, types, rows, oddity)),
    ...repeatedRows(path, types, rows),
    ...describeUnshown(types, needed),
  ];
}

function said(path: string, types: ParquetTypes, rows: number, oddity: Oddity): string[] {
  const { columns, broken, say } = oddity;
  if (!columns.every((name) => NUMBER_TYPES.test(types.get(name) ?? ""))) return [];
  const counts = readParquet(path, (file) => file.select(broken.sum().alias("count")));
  const count = Number(counts.getColumn("count").toArray()[0]);
  return count === 0 ? [] : [say(count, rows)];
}

/** Rows that agree with another one in every column that the reader knows. */
function repeatedRows(path: string, types: ParquetTypes, rows: number): string[] {
  if (!mayRepeat(path, types, rows)) return [];
  const count = rows - distinctRows(path, types);
  if (count === 0) return [];
  return [
    `${count} of ${rows} rows repeat another row in every column. Each counts as a row of its own.`,
  ];
}

/** Number of different rows; a column whose values cannot be read does not tell rows apart. */
function distinctRows(path: string, types: ParquetTypes): number {
  const distinct = (columns: (file: LazyDataFrame) => LazyDataFrame) =>
    Number(
      readParquet(path, (file) => columns(file).unique().select(pl.len().alias("count")))
        .getColumn("count").toArray()[0],
    );
  try {
    return distinct((file) => file);
  } catch {
    return distinct((file) => withoutUnshown(file, types));
  }
}

/**
 * Whether rows can be equal at all: not if the place in the log has another number in each, which
 * costs a column of memory instead of the whole table.
 */
function mayRepeat(path: string, types: ParquetTypes, rows: number): boolean {
  const keys = ["impression_id", "position"];
  if (!keys.every((name) => /^U?Int(8|16|32|64)$/.test(types.get(name) ?? ""))) return true;
  const [id, position] = keys.map((name) => pl.col(name).cast(pl.Int64));
  // Any function of a row will do: rows that differ in it differ.
  const place = id!.mul(pl.lit(1_000_003)).add(position!);
  const distinct = readParquet(path, (file) => file.select(place.nUnique().alias("count")));
  return Number(distinct.getColumn("count").toArray()[0]) < rows;
}
