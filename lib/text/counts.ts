/**
 * Counts as people read them.
 *
 * @module
 */

/**
 * Count with commas between its thousands.
 *
 * @param count a whole number
 * @returns the digits, in groups of three
 *
 * @example
 * ```ts
 * import { formatCount } from "lib/text/counts.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(formatCount(5_843_444), "5,843,444");
 * ```
 */
export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}

/**
 * Sentence on the size of a table.
 *
 * @param shape the numbers of its rows and of its columns
 * @returns the sentence
 *
 * @example
 * ```ts
 * import { describeShape } from "lib/text/counts.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(describeShape([737_762, 20]), "The table has 737,762 rows and 20 columns.");
 * ```
 */
export function describeShape([rows, columns]: readonly [rows: number, columns: number]): string {
  const counted = (count: number, noun: string) =>
    `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
  return `The table has ${counted(rows, "row")} and ${counted(columns, "column")}.`;
}

/** A decimal text with commas between the thousands of its whole part; other texts as they are. */
export function groupThousands(decimal: string): string {
  return decimal.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
}
