/**
 * From a DataFrame's columns to the typed arrays that the numerical core reads.
 *
 * @module
 */

import pl, { type DataFrame } from "nodejs-polars";

/** A text column as codes into its sorted levels. */
export interface LevelColumn {
  /** The column's name. */
  readonly name: string;
  /** One code per row: the place of its level, −1 where the value is missing. */
  readonly codes: Int32Array;
  /** The levels, sorted by code point. */
  readonly levels: readonly string[];
}

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
 * import { numericColumn } from "lib/frame_columns.ts";
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
 * import { categoricalColumn } from "lib/frame_columns.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { codes, levels } = categoricalColumn(pl.DataFrame({ t: ["y", "x", "y"] }), "t");
 * assertEquals([[...codes], levels], [[1, 0, 1], ["x", "y"]]);
 * ```
 */
export function categoricalColumn(frame: DataFrame, name: string): LevelColumn {
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
