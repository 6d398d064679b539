/**
 * Reading parquet files of which nothing is known yet: whatever is wrong with one is said here.
 *
 * @module
 */

import pl, { type DataFrame, type DataType, type LazyDataFrame } from "nodejs-polars";
import type { ColumnDescription } from "lib/frames/columns.ts";
import { InputError } from "lib/errors.ts";

/**
 * Reads a parquet file's column names and types.
 *
 * @param path the file
 * @returns a frame with all columns and no rows
 * @throws {InputError} if there is no such file, or it may not or cannot be read
 *
 * @example
 * ```ts
 * import { readParquetSchema } from "lib/frames/parquet.ts";
 * import { InputError } from "lib/errors.ts";
 * import { assertThrows } from "@std/assert";
 *
 * assertThrows(() => readParquetSchema("nowhere.parquet"), InputError, "there is no such file");
 * ```
 */
export function readParquetSchema(path: string): DataFrame {
  try {
    const { isFile } = Deno.statSync(path);
    if (!isFile) {
      throw new InputError("this is not a file", { file: path, remedy: "Name a parquet file." });
    }
    Deno.openSync(path).close();
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (error instanceof Deno.errors.NotFound) {
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
    throw error;
  }
  return readParquet(path, (file) => file.limit(0));
}

/**
 * Reads part of a parquet file; whatever the reader finds wrong with it is the file's fault.
 *
 * @param path the file
 * @param query what of it is wanted
 * @returns the answer
 * @throws {InputError} if the file is not a readable parquet file
 *
 * @example
 * ```ts
 * import pl from "nodejs-polars";
 * import { readParquet } from "lib/frames/parquet.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const path = `${Deno.makeTempDirSync()}/table.parquet`;
 * pl.DataFrame({ hour: [7, 8, 9] }).writeParquet(path);
 * assertEquals(readParquet(path, (file) => file.limit(2)).height, 2);
 * ```
 */
export function readParquet(
  path: string,
  query: (file: LazyDataFrame) => LazyDataFrame,
): DataFrame {
  try {
    return query(pl.scanParquet(path)).collectSync();
  } catch (error) {
    throw new InputError("this is not a readable parquet file", {
      file: path,
      remedy: `Name a parquet file, or prepare it again; the reader said: ${
        String((error as Error).message)
      }`,
    });
  }
}

/**
 * Checks that a table has a column and that its type fits what it shall hold.
 *
 * @param path the file, for the message
 * @param description the column that is needed
 * @param frame the table's columns; rows are not looked at
 * @throws {InputError} if the column is absent, has no type because all its values are missing, or
 *   has a type that does not fit
 *
 * @example
 * ```ts
 * import pl from "nodejs-polars";
 * import { column } from "lib/frames/columns.ts";
 * import { requireColumn } from "lib/frames/parquet.ts";
 * import { assertThrows } from "@std/assert";
 *
 * const hour = column("hour", "integer", true, "hour of the day, 0 to 23");
 * requireColumn("a.parquet", hour, pl.DataFrame({ hour: [7] }));
 * assertThrows(() => requireColumn("a.parquet", hour, pl.DataFrame({ hour: ["7"] })));
 * ```
 */
export function requireColumn(
  path: string,
  { name, kind, meaning }: ColumnDescription,
  frame: DataFrame,
): void {
  // The schema maps names to types; its own type names the columns, which are not known here.
  const type = (frame.schema as Record<string, DataType>)[name];
  if (type === undefined) {
    throw new InputError("the table lacks a column", {
      file: path,
      column: name,
      remedy: `It must hold ${meaning}. Columns there are: ${frame.columns.join(", ")}.`,
    });
  }
  const variant = type.variant;
  if (variant === "Null") {
    throw new InputError("all values are missing, and with them the column's type", {
      file: path,
      column: name,
      remedy: `Fill the column in: ${meaning}.`,
    });
  }
  if (!TYPES[kind].test(variant)) {
    throw new InputError(`the column has the type ${variant}`, {
      file: path,
      column: name,
      remedy: `It must hold ${NOUNS[kind]}: ${meaning}.`,
    });
  }
}

const NUMBER = /^(U?Int\d+|Float\d+|Bool)$/;

const TYPES = {
  integer: NUMBER,
  real: NUMBER,
  binary: NUMBER,
  string: /^(String|Utf8|Categorical)$/,
  timestamp: /^Datetime/,
} as const;

const NOUNS = {
  integer: "numbers",
  real: "numbers",
  binary: "numbers",
  string: "text",
  timestamp: "points in time",
} as const;
