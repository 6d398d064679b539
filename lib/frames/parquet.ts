/**
 * Parquet files of which nothing is known yet: whatever is wrong with one is said here.
 *
 * @module
 */

import { resolve } from "node:path";
import pl, { type DataFrame, type DataType, type LazyDataFrame } from "nodejs-polars";
import type { ColumnDescription } from "lib/frames/columns.ts";
import { InputError } from "lib/errors.ts";

/**
 * Column names and types of a parquet file, as a frame without rows; an {@linkcode InputError}
 * where there is no such file, or it may not or cannot be read.
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
 * Answer to a query of a parquet file; whatever the reader finds wrong with it is the file's fault,
 * told by an {@linkcode InputError}.
 */
export function readParquet(
  path: string,
  query: (file: LazyDataFrame) => LazyDataFrame,
): DataFrame {
  try {
    // The reader takes "[", "*" and "?" for patterns unless told otherwise, and a relative path that
    // begins like "file:" for an address.
    return query(pl.scanParquet(resolve(path), { glob: false })).collectSync();
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
 * Check that a table, whose rows are not looked at, has a column and that its type fits what it
 * shall hold; the {@linkcode InputError} names the file.
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
