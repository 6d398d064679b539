/**
 * Parquet files of which nothing is known yet: whatever is wrong with one is said here.
 *
 * @module
 */

import { resolve } from "node:path";
import pl, { type DataFrame, type Expr, type LazyDataFrame } from "nodejs-polars";
import type { ColumnDescription } from "lib/frames/columns.ts";
import { errorText, InputError } from "lib/errors.ts";
import { isAbsence } from "lib/system_error.ts";
import { NUMBER_TYPES, SHOWN_TYPES, TEXT_TYPES, typeNameOf } from "lib/frames/column_type.ts";

// A column of intervals, which no analysis needs, ends the reader unless it may take it apart. It looks
// at this once, before its first work: hence here, and not where a file is opened.
Deno.env.set("POLARS_IMPORT_INTERVAL_AS_STRUCT", "1");
// So does one whose time zone the reader does not know, such as +05:30.
Deno.env.set("POLARS_IGNORE_TIMEZONE_PARSE_ERROR", "1");

/** Beginning of the types of points in time of a zone that the reader does not know. */
const OF_UNKNOWN_ZONE = "Datetime of ";

/** Types of a parquet file's columns by the columns' names, in file order. */
export type ParquetTypes = ReadonlyMap<string, string>;

/**
 * Names and types of a parquet file's columns, without its rows; an {@linkcode InputError} where
 * there is no such file, or it may not or cannot be read. A column of a type that the reader does not
 * know has the type `unknown`.
 */
export function readParquetTypes(path: string): ParquetTypes {
  requireFile(path);
  const names = explained(path, () => scan(path).columns);
  try {
    const empty = scan(path).limit(0).collectSync();
    return new Map(names.map((name) => [name, typeIn(empty, name)]));
  } catch {
    return new Map(names.map((name) => [name, typeAlone(path, name)]));
  }
}

/** Type of one column, whatever the others are. */
function typeAlone(path: string, name: string): string {
  try {
    return typeIn(scan(path).select(pl.col(name)).limit(0).collectSync(), name);
  } catch {
    return "unknown";
  }
}

/** Type of a column of a file, which for a zone that the reader does not know names that zone. */
function typeIn(empty: DataFrame, name: string): string {
  const type = typeNameOf(empty, name);
  if (type !== "Datetime") return type;
  const zone: unknown = Reflect.get(empty.getColumn(name).dtype, "timeZone");
  // Without a zone it is empty, or not there.
  return typeof zone !== "string" || zone === "" || isNamedZone(zone)
    ? type
    : OF_UNKNOWN_ZONE + zone;
}

/** Whether a time zone is one of the Time Zone Database, which the reader goes by. */
function isNamedZone(zone: string): boolean {
  if (/^[+-]/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}

function requireFile(path: string): void {
  try {
    const { isFile } = Deno.statSync(path);
    if (!isFile) {
      throw new InputError("this is not a file", { file: path, remedy: "Name a parquet file." });
    }
    Deno.openSync(path).close();
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (isAbsence(error)) {
      throw new InputError("there is no such file", {
        file: path,
        remedy: "Check the path, or prepare the data as data/README.md says.",
      });
    }
    if (error instanceof Deno.errors.PermissionDenied) {
      throw new InputError("the file may not be read", {
        file: path,
        remedy: "Give yourself permission to read it.",
      });
    }
    throw new InputError("the file cannot be opened", {
      file: path,
      remedy: `Name a parquet file; the system said: ${errorText(error)}`,
    });
  }
}

/**
 * Answer to a query of a parquet file; whatever the reader finds wrong with it is the file's fault,
 * told by an {@linkcode InputError}.
 */
export function readParquet(
  path: string,
  query: (file: LazyDataFrame) => LazyDataFrame,
): DataFrame {
  return explained(path, () => query(scan(path)).collectSync());
}

function scan(path: string): LazyDataFrame {
  // The reader takes "[", "*" and "?" for patterns unless told otherwise, and a relative path that
  // begins like "file:" for an address.
  return pl.scanParquet(resolve(path), { glob: false });
}

function explained<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new InputError("this is not a readable parquet file", {
      file: path,
      remedy: `Name a parquet file, or prepare it again; the reader said: ${
        errorText(error).split("\n")[0]
      }`,
    });
  }
}

/**
 * Check that a table, whose rows are not looked at, has a column and that its type fits what it
 * shall hold; the {@linkcode InputError} names the file.
 */
export function requireColumn(
  path: string,
  { name, kind, meaning }: ColumnDescription,
  types: ParquetTypes,
): void {
  const type = types.get(name);
  if (type === undefined) {
    throw new InputError("the table lacks a column", {
      file: path,
      column: name,
      remedy: `It must hold ${meaning}. Columns there are: ${[...types.keys()].join(", ")}.`,
    });
  }
  if (type === "Null") {
    throw new InputError("all values are missing, and with them the column's type", {
      file: path,
      column: name,
      remedy: `Fill the column in: ${meaning}.`,
    });
  }
  if (!TYPES[kind].test(type)) {
    throw new InputError(`the column has the type ${type}`, {
      file: path,
      column: name,
      remedy: `Write it as ${NOUNS[kind]}: ${meaning}.`,
    });
  }
}

/**
 * Values of a column that {@linkcode requireColumn} let pass, in a type that this language can take:
 * text where the ids are integers, doubles where the numbers are decimals or half precision.
 */
export function usableColumn({ name, kind }: ColumnDescription, types: ParquetTypes): Expr {
  const type = types.get(name)!;
  if (kind === "string" && !TEXT_TYPES.test(type)) return pl.col(name).cast(pl.String);
  return /^(Decimal|Float16|U?Int128)$/.test(type) ? pl.col(name).cast(pl.Float64) : pl.col(name);
}

/** Columns whose values have no text here, such as bytes, lists and intervals: they cannot be shown. */
export function unshownColumns(types: ParquetTypes): readonly string[] {
  return [...types].filter(([, type]) =>
    !SHOWN_TYPES.test(type) && !type.startsWith(OF_UNKNOWN_ZONE)
  ).map(([name]) => name);
}

/**
 * A file without its columns of those types. It names what goes and not what stays, because the reader
 * takes a name such as `*` for a pattern where columns are chosen. Points in time of a zone that the
 * reader does not know are the same in UTC.
 */
export function withoutUnshown(file: LazyDataFrame, types: ParquetTypes): LazyDataFrame {
  const names = unshownColumns(types);
  const shown = names.length === 0 ? file : file.drop([...names]);
  const zoned = [...types].filter(([, type]) => type.startsWith(OF_UNKNOWN_ZONE));
  if (zoned.length === 0) return shown;
  return shown.withColumns(
    ...zoned.map(([name]) => pl.col(name).cast(pl.Datetime("us", "UTC"))),
  );
}

/**
 * Sentences on the columns that are left out for their types, or nothing if none are.
 *
 * @param types the types of all columns
 * @param needed columns that are read as numbers all the same, though they cannot be shown
 */
export function describeUnshown(types: ParquetTypes, needed: readonly string[] = []): string[] {
  const names = unshownColumns(types);
  const listed = (some: readonly string[]) =>
    some.map((name) => `${JSON.stringify(name)} (${types.get(name)})`).join(", ");
  const [read, others] = [
    names.filter((name) => needed.includes(name)),
    names.filter((name) => !needed.includes(name)),
  ];
  return [
    ...(others.length === 0 ? [] : [
      `Columns left out, because values of their types have no text and are not needed: ${
        listed(others)
      }.`,
    ]),
    ...(read.length === 0 ? [] : [
      `Columns that the analysis reads but the first rows do not show, because values of their ` +
      `types have no text: ${listed(read)}.`,
    ]),
  ];
}

const TYPES = {
  integer: NUMBER_TYPES,
  real: NUMBER_TYPES,
  binary: NUMBER_TYPES,
  // Integers are names as well: their digits.
  string: /^(String|Utf8|Categorical|Enum|U?Int\d+)$/,
  timestamp: /^Datetime/,
} as const;

const NOUNS = {
  integer: "numbers",
  real: "numbers",
  binary: "numbers",
  string: "text",
  timestamp: "points in time",
} as const;
