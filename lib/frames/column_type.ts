/**
 * Types of columns, by name: those too for which this language has no value.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { errorText, InputError } from "lib/errors.ts";

/**
 * Name of the type of a frame's column, such as `Int64`, or `unknown` for one whose values Polars
 * cannot read; an {@linkcode InputError} where there is no such column.
 */
export function typeNameOf(frame: DataFrame, name: string): string {
  if (!frame.columns.includes(name)) {
    throw new InputError("the table lacks a column", {
      column: name,
      remedy: `Choose among: ${frame.columns.join(", ")}.`,
    });
  }
  try {
    const type = frame.getColumn(name).dtype;
    // The reader names decimals of more digits than it has, and fails on their values.
    return Number(Reflect.get(type, "precision") ?? 0) > 38 ? "unknown" : type.variant;
  } catch (error) {
    // Of binary and other columns even the type cannot be handed over; the refusal names it.
    return /^DataType (\w+)/.exec(errorText(error))?.[1] ?? "unknown";
  }
}

/** Names of types whose values are numbers; booleans count as 1 and 0. */
export const NUMBER_TYPES = /^(U?Int\d+|Float\d+|Bool|Decimal)$/;

/** Names of types whose values are texts. */
export const TEXT_TYPES = /^(String|Utf8|Categorical|Enum)$/;

/** Names of types whose values have one spelling each, so that they can stand for themselves as text. */
export const SPELLED_TYPES = /^(String|Utf8|Categorical|Enum|U?Int\d+|Bool)$/;

/** Names of types whose values can be shown and saved as text. */
export const SHOWN_TYPES =
  /^(String|Utf8|Categorical|Enum|U?Int\d+|Float(32|64)|Bool|Decimal|Date|Datetime|Time|Null)$/;
