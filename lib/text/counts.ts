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

/** A decimal text with commas between the thousands of its whole part; other texts as they are. */
export function groupThousands(decimal: string): string {
  return decimal.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
}
