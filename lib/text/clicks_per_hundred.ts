/**
 * Click probabilities as people speak of them: clicks per 100 displays.
 *
 * @module
 */

import { formatFixed } from "lib/text/format_fixed.ts";

/** The least width of an interval, in clicks per 100 displays, that one decimal shows. */
const NARROW = 0.2;

/** A click probability, or a difference of two, per 100 displays, with a true minus sign. */
export function clicksPerHundred(probability: number, digits = 1): string {
  const text = formatFixed(100 * probability, digits);
  // What rounds to zero has no sign.
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

/** An estimate in clicks per 100 displays and its interval, with as many decimals as both need. */
export function estimatePerHundred(
  { lift, lower, upper }: { readonly lift: number; readonly lower: number; readonly upper: number },
): { readonly estimate: string; readonly interval: string; readonly digits: number } {
  const digits = 100 * (upper - lower) < NARROW ? 2 : 1;
  const shown = (value: number) => clicksPerHundred(value, digits);
  return { estimate: shown(lift), interval: `${shown(lower)} to ${shown(upper)}`, digits };
}
