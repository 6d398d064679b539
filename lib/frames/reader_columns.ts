/**
 * Columns of tables for readers: words on the left, numbers on the right, written as people read
 * them.
 *
 * @module
 */

import { requireLengths } from "lib/checks.ts";
import { countText, decimalText, NO_NUMBER, per100Text } from "lib/text/reader_numbers.ts";

/** One column of a table for readers. */
export interface ReaderColumn {
  /** What stands in it, and in which unit, in words. */
  readonly heading: string;
  /** The cells, one a row. */
  readonly cells: readonly string[];
  /** Words stand on the left, numbers on the right. */
  readonly side: "left" | "right";
  /** Whether a small screen leaves it out. */
  readonly isSecondary: boolean;
}

/** The estimates of a column, and the ends of their intervals. */
interface Intervals {
  readonly estimate: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/** A space as wide as a digit: it keeps digits of one place below each other. */
const FIGURE_SPACE = "\u2007";

/**
 * Column of words.
 *
 * @param heading what stands in it
 * @param words one text a row; missing ones become a dash
 * @returns the column
 *
 * @example
 * ```ts
 * import { wordColumn } from "lib/frames/reader_columns.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(wordColumn("Category", ["tv", null]).cells, ["tv", "–"]);
 * ```
 */
export function wordColumn(heading: string, words: readonly (string | null)[]): ReaderColumn {
  return columnOf(heading, words.map((word) => word ?? NO_NUMBER), "left");
}

/**
 * Column of whole numbers, their thousands grouped.
 *
 * @param heading what is counted
 * @param counts one number a row; NaN where it is missing
 * @returns the column
 *
 * @example
 * ```ts
 * import { countColumn } from "lib/frames/reader_columns.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(countColumn("Displays", [150_000, NaN]).cells, ["150,000", "–"]);
 * ```
 */
export function countColumn(heading: string, counts: readonly number[]): ReaderColumn {
  return columnOf(heading, counts.map(countText), "right");
}

/**
 * Column of numbers with the same decimals.
 *
 * @param heading what is measured, and in which unit
 * @param values one number a row, in that unit; NaN where it is missing
 * @param digits decimals to write, an integer from 0 to 99
 * @returns the column
 * @throws {RangeError} if `digits` is no such number
 *
 * @example
 * ```ts
 * import { decimalColumn } from "lib/frames/reader_columns.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(decimalColumn("Places moved", [-0.5, -0.001], 2).cells, ["−0.50", "0.00"]);
 * ```
 */
export function decimalColumn(
  heading: string,
  values: readonly number[],
  digits: number,
): ReaderColumn {
  return columnOf(heading, values.map((value) => decimalText(value, digits)), "right");
}

/**
 * Column of probabilities, or of differences of such, in cases of a hundred with two decimals.
 *
 * @param heading what the cases are, and of what a hundred
 * @param probabilities one number a row, from −1 to 1; NaN where it is missing
 * @returns the column
 *
 * @example
 * ```ts
 * import { per100Column } from "lib/frames/reader_columns.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(per100Column("Clicks per 100 displays", [0.0406]).cells, ["4.06"]);
 * ```
 */
export function per100Column(heading: string, probabilities: readonly number[]): ReaderColumn {
  return columnOf(heading, probabilities.map(per100Text), "right");
}

/**
 * Column of estimates with their intervals, in cases of a hundred with two decimals.
 *
 * @param heading what is estimated, and which interval stands in the brackets
 * @param intervals estimate, lower and upper end, probabilities or differences of such, one a row
 *   each; NaN where there is none
 * @returns the column; spaces as wide as digits keep decimal points below each other
 * @throws {InputError} if there are not as many ends as estimates
 *
 * @example
 * ```ts
 * import { intervalColumn } from "lib/frames/reader_columns.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const lift = { estimate: [0.0263], lower: [0.0207], upper: [0.0319] };
 * assertEquals(intervalColumn("Lift [95 % interval]", lift).cells, ["2.63 [2.07, 3.19]"]);
 * ```
 */
export function intervalColumn(
  heading: string,
  { estimate, lower, upper }: Intervals,
): ReaderColumn {
  requireLengths({ lower, upper }, estimate.length, "estimates");
  const estimates = ofOneWidth(estimate.map(per100Text));
  const lowers = ofOneWidth(lower.map((value) => `[${per100Text(value)}`));
  const uppers = ofOneWidth(upper.map(per100Text));
  const cells = estimates.map((text, at) => `${text} ${lowers[at]}, ${uppers[at]}]`);
  return columnOf(heading, cells, "right");
}

/**
 * Column that a small screen can do without.
 *
 * @param column the column
 * @returns the same, marked
 *
 * @example
 * ```ts
 * import { countColumn, secondary } from "lib/frames/reader_columns.ts";
 * import { assert } from "@std/assert";
 *
 * assert(secondary(countColumn("Displays", [7])).isSecondary);
 * ```
 */
export function secondary(column: ReaderColumn): ReaderColumn {
  return { ...column, isSecondary: true };
}

/** Column of counts and of how many each is a part, `6 of 87`. */
export function partColumn(
  heading: string,
  parts: readonly number[],
  wholes: readonly number[],
): ReaderColumn {
  requireLengths({ wholes }, parts.length, "parts");
  const cells = parts.map((part, at) => `${countText(part)} of ${countText(wholes[at]!)}`);
  return columnOf(heading, cells, "right");
}

/** Column of numbers that are texts already, their decimal points below each other. */
export function valueColumn(heading: string, values: readonly string[]): ReaderColumn {
  const room = Math.max(0, ...values.map((value) => decimalsOf(value).length));
  const cells = values.map((value) => value + FIGURE_SPACE.repeat(room - decimalsOf(value).length));
  return columnOf(heading, cells, "right");
}

/** What stands from the decimal point on, a unit included. */
function decimalsOf(value: string): string {
  return /(\.\d+)?( %)?$/.exec(value)![0];
}

function ofOneWidth(texts: readonly string[]): string[] {
  const width = Math.max(0, ...texts.map((text) => text.length));
  return texts.map((text) => text.padStart(width, FIGURE_SPACE));
}

function columnOf(
  heading: string,
  cells: readonly string[],
  side: ReaderColumn["side"],
): ReaderColumn {
  return { heading, cells, side, isSecondary: false };
}
