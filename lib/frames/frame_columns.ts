/**
 * Columns of frames as the typed arrays that the numerical core reads, and back.
 *
 * @module
 */

import pl, { type DataFrame, type Series } from "nodejs-polars";
import { shown } from "lib/checks.ts";
import type { CodedColumn } from "lib/coded_column.ts";
import { InputError } from "lib/errors.ts";
import { NUMBER_TYPES, SPELLED_TYPES, typeNameOf } from "lib/frames/column_type.ts";

/**
 * Numbers of a column of a frame.
 *
 * @param frame one row per observation
 * @param name the column: integers, reals, decimals or booleans
 * @returns one number per row, NaN where it is missing; true is 1, false 0
 * @throws {InputError} if there is no such column, or it holds text or anything else but numbers
 *
 * @example Hours at which two lists were shown, the second unknown
 * ```ts
 * import pl from "nodejs-polars";
 * import { numericColumn } from "lib/frames/frame_columns.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...numericColumn(pl.DataFrame({ hour: [7, null] }), "hour")], [7, NaN]);
 * ```
 */
export function numericColumn(frame: DataFrame, name: string): Float64Array {
  requireType(frame, name, NUMBER_TYPES, {
    wanted: "numbers",
    remedy: "Convert the values to numbers first, or name the column as categorical.",
  });
  const column = frame.select(pl.col(name).cast(pl.Float64).fillNull(pl.lit(NaN))).getColumn(name);
  return column.toTypedArray() as Float64Array;
}

/**
 * Level codes of a column of names.
 *
 * Integers and booleans are named by their text, `7` and `true`: the codes are those of the column
 * as text. A real or a date has several spellings, so such a column is refused.
 *
 * @param frame one row per observation
 * @param name the column: text, integers or booleans
 * @returns codes into levels sorted by code point, −1 where the value is missing
 * @throws {InputError} if there is no such column, or its values are of another type
 *
 * @example Topics of three articles
 * ```ts
 * import pl from "nodejs-polars";
 * import { categoricalColumn } from "lib/frames/frame_columns.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const articles = pl.DataFrame({ topic: ["sports", "news", "sports"] });
 * const { codes, levels } = categoricalColumn(articles, "topic");
 * assertEquals([[...codes], levels], [[1, 0, 1], ["news", "sports"]]);
 * ```
 */
export function categoricalColumn(frame: DataFrame, name: string): CodedColumn {
  requireType(frame, name, SPELLED_TYPES, {
    wanted: "names",
    remedy: "Convert the values to text first, or, if they are quantities, name it as numeric.",
  });
  // Polars numbers the levels of a categorical by first appearance, across all columns that a
  // program has cast: the numbers serve to find the levels, then give way to sorted places. What is
  // no text would be taken for such a number itself.
  const coded = frame.select(
    pl.col(name).cast(pl.String).alias("level"),
    pl.col(name).cast(pl.String).cast(pl.Categorical).cast(pl.UInt32).cast(pl.Float64).fillNull(
      pl.lit(-1),
    )
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
 * Values of a column as Polars spells them: integers digit by digit, also those of more than 53 bits,
 * which numbers of this language round.
 */
export function spelledColumn(frame: DataFrame, name: string): (string | null)[] {
  // Not by an expression, which would take a name such as "*" for a pattern.
  return frame.getColumn(name).cast(pl.String).toArray() as (string | null)[];
}

/** What a column shall hold, and what to do if it holds something else. */
interface Wanted {
  readonly wanted: string;
  readonly remedy: string;
}

/** Check that a column's type is among those wanted; one without any value may have any. */
function requireType(
  frame: DataFrame,
  name: string,
  types: RegExp,
  { wanted, remedy }: Wanted,
): void {
  const type = typeNameOf(frame, name);
  if (types.test(type) || type === "Null") return;
  const count = frame.height - frame.getColumn(name).nullCount();
  throw new InputError(
    `${count} of ${frame.height} values are of the type ${type}, not ${wanted}`,
    { column: name, count, remedy },
  );
}

/** Column of whole numbers, in 64 bits; NaN becomes missing, and what is not whole is refused. */
export function integerColumn(name: string, values: Int32Array | readonly number[]): Series {
  if (values instanceof Int32Array) return pl.Series(name, values, pl.Int32).cast(pl.Int64);
  const odd = values.filter((value) => !Number.isNaN(value) && !Number.isSafeInteger(value));
  if (odd.length > 0) {
    throw new InputError(
      `${odd.length} of ${values.length} values are no whole numbers that can be counted on, ` +
        `such as ${shown(odd[0])}`,
      {
        column: name,
        count: odd.length,
        remedy: "Give whole numbers below 2⁵³, or a column of real numbers.",
      },
    );
  }
  return pl.Series(name, values.map((value) => Number.isNaN(value) ? null : value), pl.Int64);
}

/** Column of flags, 1 or 0, in 8 bits. */
export function flagColumn(name: string, values: Uint8Array): Series {
  return pl.Series(name, Int32Array.from(values), pl.Int32).cast(pl.Int8);
}

/** Column of real numbers in double precision; NaN becomes missing. */
export function realColumn(name: string, values: Float64Array | readonly number[]): Series {
  const column = pl.Series(name, values as Float64Array, pl.Float64);
  if (!values.some(Number.isNaN)) return column;
  return pl.DataFrame([column]).select(pl.col(name).fillNan(pl.lit(null))).getColumn(name);
}

/** Column of texts. */
export function textColumn(name: string, values: readonly (string | null)[]): Series {
  return pl.Series(name, [...values], pl.String);
}

/** Column of texts from their codes, each the place of its text. */
export function decodedColumn(
  name: string,
  codes: Uint8Array | Int32Array,
  texts: readonly string[],
): Series {
  const places = pl.Series("place", Int32Array.from(codes), pl.Int32);
  return pl.DataFrame([textColumn(name, texts)]).select(pl.col(name).gather(places))
    .getColumn(name);
}

/** The texts of a column of whatever type, null where missing. */
export function textValues(frame: DataFrame, name: string): (string | null)[] {
  return frame.getColumn(name).toArray().map((text) => text === null ? null : String(text));
}

/** The numbers of a column, NaN where missing, as a list. */
export function numberValues(frame: DataFrame, name: string): number[] {
  return Array.from(numericColumn(frame, name));
}
