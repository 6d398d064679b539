/**
 * Names of quantiles as tables print them.
 *
 * @module
 */

/**
 * Percentile names such as `2.5%`: those that `pandas.DataFrame.describe` prints.
 *
 * Where all percentiles are whole, to five digits, they are printed so. Otherwise the others are
 * rounded to as many decimals, at least one, as keep them apart from each other, from 0 and from
 * 100: to the first digit of the smallest gap. A half is rounded to the even digit. That is
 * pandas' `format_percentiles` of the sorted percentiles; where it would print two alike, which
 * differ in the sixth digit, they are printed exactly here.
 *
 * @param probabilities numbers from 0 to 1, all different, in the order to name
 * @returns one name per probability
 *
 * @example A third is rounded to one decimal, as long as nothing lies near it
 * ```ts
 * import { percentileNames } from "lib/nuisance/percentile_names.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(percentileNames([0.05, 1 / 3]), ["5%", "33.3%"]);
 * assertEquals(percentileNames([0.3301, 1 / 3]), ["33.0%", "33.3%"]);
 * assertEquals(percentileNames([0.33301, 1 / 3]), ["33.3%", "33.33%"]);
 * ```
 */
export function percentileNames(probabilities: readonly number[]): string[] {
  const percentiles = probabilities.map((probability) => 100 * probability);
  const decimals = decimalsOf(percentiles);
  const isWhole = (percentile: number) =>
    isClose(Math.trunc(roundedTo(percentile, decimals)), percentile);
  const names = percentiles.map((percentile) =>
    isWhole(percentile)
      ? String(roundedToEven(percentile))
      : decimalText(roundedTo(percentile, decimals))
  );
  return names.map((name, at) =>
    `${names.indexOf(name) === names.lastIndexOf(name) ? name : percentiles[at]}%`
  );
}

/** The decimals that tell percentiles apart, and from 0 and 100. */
function decimalsOf(percentiles: readonly number[]): number {
  const limits = [...new Set([0, ...percentiles, 100])].sort((a, b) => a - b);
  const gaps = limits.slice(1).map((limit, at) => limit - limits[at]!);
  return Math.max(1, -Math.floor(Math.log10(Math.min(...gaps))));
}

/** NumPy's `isclose` of a number to another. */
function isClose(value: number, other: number): boolean {
  return Math.abs(value - other) <= 1e-8 + 1e-5 * Math.abs(other);
}

/** NumPy's `round`: scaled, rounded, scaled back. */
function roundedTo(value: number, decimals: number): number {
  return roundedToEven(value * 10 ** decimals) / 10 ** decimals;
}

function roundedToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || rest === 0.5 && below % 2 === 1 ? below + 1 : below;
}

/** A number as Python prints it: with a decimal, and with an exponent below a ten-thousandth. */
function decimalText(value: number): string {
  if (Number.isInteger(value)) return `${value}.0`;
  return value < 1e-4 ? value.toExponential().replace(/e-(\d)$/, "e-0$1") : String(value);
}
