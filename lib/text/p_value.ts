/**
 * P-values as people read them.
 *
 * @module
 */

import { formatFixed } from "lib/text/format_fixed.ts";

/** The level at which a rounded p-value must not seem to lie that lies below it. */
const LEVEL = 0.05;

/**
 * A p-value with its relation, to three digits: `p = .484`, `p < .001`, `p > .999`; to four, and
 * rounded down, where three would show .05 for less: `p = .0497`.
 */
export function formatP(p: number): string {
  if (p < 0.001) return "p < .001";
  const digits = p < LEVEL && p >= LEVEL - 0.0005
    ? formatFixed(Math.floor(p * 10_000) / 10_000, 4)
    : formatFixed(p, 3);
  return digits === "1.000" ? "p > .999" : `p = ${digits.replace(/^0/, "")}`;
}
