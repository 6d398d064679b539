/**
 * Numbers as tables for readers write them: a true minus sign, grouped thousands, no negative zero.
 *
 * @module
 */

import { groupThousands } from "lib/text/counts.ts";
import { formatFixed } from "lib/text/format_fixed.ts";

/** What stands where there is no number. */
export const NO_NUMBER = "–";

/** A whole number with grouped thousands; of any other number every digit. */
export function countText(count: number): string {
  return signed(count, (magnitude) => groupThousands(String(magnitude)));
}

/** A number with so many decimals, rounded as `formatFixed` rounds. */
export function decimalText(value: number, digits: number): string {
  return signed(value, (magnitude) => groupThousands(formatFixed(magnitude, digits)));
}

/** The same with a plus sign where it is above 0; what rounds to zero has no sign. */
export function signedDecimalText(value: number, digits: number): string {
  const text = decimalText(value, digits);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/**
 * A probability in cases of a hundred, to two decimals: the digits of its four decimals, so that
 * `0.05435` is `5.44` where four decimals read `0.0544`, and never another neighbour.
 */
export function per100Text(probability: number): string {
  return signed(probability, (magnitude) => {
    const [whole, decimals] = formatFixed(magnitude, 4).split(".") as [string, string];
    const cases = (whole + decimals.slice(0, 2)).replace(/^0+(?=\d)/, "");
    return `${groupThousands(cases)}.${decimals.slice(2)}`;
  });
}

function signed(value: number, magnitudeText: (magnitude: number) => string): string {
  if (Number.isNaN(value)) return NO_NUMBER;
  const text = Number.isFinite(value) ? magnitudeText(Math.abs(value)) : "∞";
  // What rounds to zero has no sign.
  return value < 0 && /[1-9∞]/.test(text) ? `−${text}` : text;
}

/** A p-value in a column, without its letter and with three decimals. */
export function pValueText(p: number): string {
  if (Number.isNaN(p)) return NO_NUMBER;
  if (p < 0.001) return "< .001";
  return decimalText(p, 3).replace(/^0/, "");
}
