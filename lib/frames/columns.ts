/**
 * What the columns of the project's tables hold, and in which types they are written.
 *
 * @module
 */

import pl, { type DataType } from "nodejs-polars";

/** What kind of value a column of a table holds. */
export type ColumnKind = "integer" | "real" | "string" | "timestamp" | "binary";

/** One column of a table on disk. */
export interface ColumnDescription {
  /** The column's name in the parquet file. */
  readonly name: string;
  /** The kind of value it holds. */
  readonly kind: ColumnKind;
  /** Whether a row may lack the value. */
  readonly nullable: boolean;
  /** What the value means, with its unit. */
  readonly meaning: string;
}

/**
 * Describes one column.
 *
 * @param name the column's name in the file
 * @param kind the kind of value it holds
 * @param nullable whether a row may lack the value
 * @param meaning what the value means, with its unit
 * @returns the description
 *
 * @example
 * ```ts
 * import { column } from "lib/frames/columns.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(column("hour", "integer", true, "hour of the day, 0 to 23").nullable, true);
 * ```
 */
export function column(
  name: string,
  kind: ColumnKind,
  nullable: boolean,
  meaning: string,
): ColumnDescription {
  return { name, kind, nullable, meaning };
}

/**
 * The Polars type in which the project writes a kind of column.
 *
 * @param kind the kind of column
 * @returns the type: 64-bit integers and floats, strings, timestamps in microseconds
 *
 * @example
 * ```ts
 * import { polarsType } from "lib/frames/columns.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(polarsType("binary").toString(), polarsType("integer").toString());
 * ```
 */
export function polarsType(kind: ColumnKind): DataType {
  switch (kind) {
    case "integer":
    case "binary":
      return pl.Int64;
    case "real":
      return pl.Float64;
    case "string":
      return pl.String;
    case "timestamp":
      return pl.Datetime("us");
  }
}
