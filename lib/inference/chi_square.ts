/**
 * The upper tail of the chi-square distribution.
 *
 * @module
 */

import gammaln from "@stdlib/math-base-special-gammaln";
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";

/**
 * The probability that chi-square lies above a value: a sum of positive terms, which keeps its digits where
 * one less the distribution function has none left (Abramowitz and Stegun 1964, 26.4.4 and 26.4.5).
 */
export function chiSquareTail(statistic: number, degreesOfFreedom: number): number {
  const x = statistic / 2;
  if (!(x > 0)) return 1;
  if (x === Infinity) return 0;
  const isOdd = degreesOfFreedom % 2 === 1;
  let tail = isOdd ? 2 * normalCdf(-Math.sqrt(statistic), 0, 1) : Math.exp(-x);
  for (let a = isOdd ? 0.5 : 1; a < degreesOfFreedom / 2; a++) {
    tail += Math.exp(a * Math.log(x) - x - gammaln(a + 1));
  }
  return Math.min(1, tail);
}
