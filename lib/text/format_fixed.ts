/**
 * Decimals as the analyses print them.
 *
 * @module
 */

/**
 * Number with a fixed count of decimals, an exact half rounded to the even neighbour.
 *
 * The binary value itself is rounded, as Python's `"{:.4f}".format` does; `toFixed` differs where
 * that value lies exactly halfway, and there takes the larger neighbour.
 *
 * @param value any number; what is not finite becomes `NaN`, `inf` or `-inf`
 * @param digits decimals to write, an integer from 0 to 99
 * @returns the decimal text, without exponent; negative zero keeps its sign
 * @throws {RangeError} if `digits` is not an integer from 0 to 99
 *
 * @example
 * ```ts
 * import { formatFixed } from "lib/text/format_fixed.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(formatFixed(0.03125, 4), "0.0312");
 * assertEquals((0.03125).toFixed(4), "0.0313");
 * ```
 */
export function formatFixed(value: number, digits: number): string {
  if (!Number.isInteger(digits) || digits < 0 || digits > 99) {
    throw new RangeError(`digits is ${digits}; it must be an integer from 0 to 99`);
  }
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  return sign + formatMagnitude(Math.abs(value), digits);
}

function formatMagnitude(magnitude: number, digits: number): string {
  if (magnitude >= 1e21) {
    // From here on toFixed writes an exponent; a double this large is an integer.
    return BigInt(magnitude).toString() + (digits === 0 ? "" : `.${"0".repeat(digits)}`);
  }
  const up = magnitude.toFixed(digits);
  // The value is a half of the last digit exactly if it is an odd multiple of 2^-(digits + 1).
  if ((magnitude * 2 ** (digits + 1)) % 2 !== 1) return up;
  if (isEven(up)) return up;
  // One decimal more writes the half out, as a final 5: without it the lower neighbour remains.
  const down = magnitude.toFixed(digits + 1).slice(0, -1);
  return digits === 0 ? down.slice(0, -1) : down;
}

function isEven(decimal: string): boolean {
  return Number(decimal.at(-1)) % 2 === 0;
}
