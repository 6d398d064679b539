/**
 * Shares as people read them: in percent, and whole only where they are.
 *
 * @module
 */

import { formatFixed } from "lib/text/format_fixed.ts";

/**
 * A part of a whole in percent with one decimal: `100 %` is said of all only, and `0 %` of none.
 *
 * @throws {RangeError} if the part is not from 0 to the whole, or the whole is 0
 */
export function percentOf(part: number, whole: number): string {
  if (!(part >= 0 && part <= whole && whole > 0)) {
    throw new RangeError(`${part} is no part of ${whole}`);
  }
  if (part === whole) return "100 %";
  if (part === 0) return "0 %";
  const text = formatFixed(100 * part / whole, 1);
  if (text === "100.0") return "over 99.9 %";
  return text === "0.0" ? "under 0.1 %" : `${text} %`;
}
