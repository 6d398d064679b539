/**
 * From DataFrame columns to the typed arrays that the numerical core reads, and back.
 *
 * @module
 */

import pl, { type DataFrame, type Series } from "nodejs-polars";
import type { CodedColumn } from "lib/coded_column.ts";

/**
 * Takes a numeric column out of a frame.
 *
 * @param frame one row per observation
 * @param name the column
 * @returns one number per row, NaN where it is missing
 *
 * @example
 * ```ts
 * import pl from "nodejs-polars";
 * import { numericColumn } from "lib/frames/frame_columns.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...numericColumn(pl.DataFrame({ hour: [7, null] }), "hour")], [7, NaN]);
 * ```
 */
export function numericColumn(frame: DataFrame, name: string): Float64Array {
  const column = frame.select(pl.col(name).cast(pl.Float64).fillNull(pl.lit(NaN))).getColumn(name);
  return column.toTypedArray() as Float64Array;
}

/**
 * Takes a text column out of a frame as level codes.
 *
 * @param frame one row per observation
 * @param name the column
 * @returns codes into levels sorted by code point, −1 where the value is missing
 *
 * @example
 * ```ts
 * import pl from "nodejs-polars";
 * import { categoricalColumn } from "lib/frames/frame_columns.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { codes, levels } = categoricalColumn(pl.DataFrame({ t: ["y", "x", "y"] }), "t");
 * assertEquals([[...codes], levels], [[1, 0, 1], ["x", "y"]]);
 * ```
 */
export function categoricalColumn(frame: DataFrame, name: string): CodedColumn {
  // Polars numbers the levels of a categorical by first appearance, across all columns that a
  // session has cast: the numbers serve to find the levels, then give way to sorted places.
  const coded = frame.select(
    pl.col(name).cast(pl.String).alias("level"),
    pl.col(name).cast(pl.Categorical).cast(pl.UInt32).cast(pl.Float64).fillNull(pl.lit(-1))
      .alias("number"),
  );
  const numbers = coded.getColumn("number").toTypedArray() as Float64Array;
  const distinct = coded.filter(pl.col("number").gtEq(0)).unique().sort("level");
  const levels = distinct.getColumn("level").toArray() as string[];
  const placeOfNumber = new Map<number, number>();
  (distinct.getColumn("number").toArray() as number[]).forEach((number, place) =>
    placeOfNumber.set(number, place)
  );
  const codes = new Int32Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) codes[i] = placeOfNumber.get(numbers[i]!) ?? -1;
  return { name, codes, levels };
}

/**
 * Makes a column of whole numbers.
 *
 * @param name the column's name
 * @param values one whole number per row
 * @returns the column, in 64 bits
 *
 * @example
 * ```ts
 * import { integerColumn } from "lib/frames/frame_columns.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(String(integerColumn("rows", [1, 2]).dtype), "DataType(Int64)");
 * ```
 */
export function integerColumn(name: string, values: Int32Array | readonly number[]): Series {
  return values instanceof Int32Array
    ? pl.Series(name, values, pl.Int32).cast(pl.Int64)
    : pl.Series(name, [...values], pl.Int64);
}

/**
 * Makes a column of flags.
 *
 * @param name the column's name
 * @param values 1 or 0 per row
 * @returns the column, in 8 bits
 *
 * @example
 * ```ts
 * import { flagColumn } from "lib/frames/frame_columns.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(flagColumn("clicked", Uint8Array.of(1, 0)).toArray(), [1, 0]);
 * ```
 */
export function flagColumn(name: string, values: Uint8Array): Series {
  return pl.Series(name, Int32Array.from(values), pl.Int32).cast(pl.Int8);
}

/**
 * Makes a column of real numbers.
 *
 * @param name the column's name
 * @param values one number per row; NaN becomes missing
 * @returns the column, in double precision
 *
 * @example
 * ```ts
 * import { realColumn } from "lib/frames/frame_columns.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(realColumn("lift", Float64Array.of(0.5, NaN)).nullCount(), 1);
 * ```
 */
export function realColumn(name: string, values: Float64Array | readonly number[]): Series {
  const column = pl.Series(name, values as Float64Array, pl.Float64);
  if (!values.some(Number.isNaN)) return column;
  return pl.DataFrame([column]).select(pl.col(name).fillNan(pl.lit(null))).getColumn(name);
}

/**
 * Makes a column of texts.
 *
 * @param name the column's name
 * @param values one text per row
 * @returns the column
 *
 * @example
 * ```ts
 * import { textColumn } from "lib/frames/frame_columns.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(textColumn("arm", ["promoted"]).toArray(), ["promoted"]);
 * ```
 */
export function textColumn(name: string, values: readonly string[]): Series {
  return pl.Series(name, [...values], pl.String);
}

/**
 * Makes a column of texts from their codes.
 *
 * @param name the column's name
 * @param codes per row the place of its text
 * @param texts the texts
 * @returns the column
 *
 * @example
 * ```ts
 * import { decodedColumn } from "lib/frames/frame_columns.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(decodedColumn("arm", Uint8Array.of(1, 0), ["a", "b"]).toArray(), ["b", "a"]);
 * ```
 */
export function decodedColumn(
  name: string,
  codes: Uint8Array | Int32Array,
  texts: readonly string[],
): Series {
  const places = pl.Series("place", Int32Array.from(codes), pl.Int32);
  return pl.DataFrame([textColumn(name, texts)]).select(pl.col(name).gather(places))
    .getColumn(name);
}
