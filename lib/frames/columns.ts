/**
 * The columns of the project's tables: what they hold, and in which types they are written.
 *
 * @module
 */

import pl, { type DataType } from "nodejs-polars";

/** Kinds of value that a column of a table holds. */
export type ColumnKind = "integer" | "real" | "string" | "timestamp" | "binary";

/** Description of one column of a table on disk. */
export interface ColumnDescription {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Whether a row may lack the value. */
  readonly nullable: boolean;
  /** Meaning of the value, with its unit. */
  readonly meaning: string;
}

/** Description of one column. */
export function column(
  name: string,
  kind: ColumnKind,
  nullable: boolean,
  meaning: string,
): ColumnDescription {
  return { name, kind, nullable, meaning };
}

/**
 * Polars type in which the project writes a kind of column: 64-bit integers and floats, strings,
 * timestamps in microseconds.
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
