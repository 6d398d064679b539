/**
 * Counts as people read them.
 *
 * @module
 */

/** A count with commas between its thousands, such as `5,843,444`. */
export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}

/** A decimal text with commas between the thousands of its whole part; other texts as they are. */
export function groupThousands(decimal: string): string {
  return decimal.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
}
