/**
 * P-values as people read them.
 *
 * @module
 */

import { formatFixed } from "lib/text/format_fixed.ts";

/** A p-value with its relation, to three digits: `p = .484`, `p < .001`, `p > .999`. */
export function formatP(p: number): string {
  const digits = formatFixed(p, 3).replace(/^0/, "");
  if (p < 0.001) return "p < .001";
  return digits === "1.000" ? "p > .999" : `p = ${digits}`;
}
