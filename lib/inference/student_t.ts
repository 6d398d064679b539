/**
 * Student's t distribution: what statistics with few degrees of freedom are compared with.
 *
 * @module
 */

import gammaln from "@stdlib/math-base-special-gammaln";
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";

/** From so many degrees of freedom on the normal distribution, corrected, is the closer one. */
const MANY = 1e7;

/** Where a continued fraction ends: two steps that differ by less change nothing. */
const PRECISION = 2 ** -52;
const TINY = 1e-300;

/**
 * The probability that Student's t lies beyond a value, on both sides together.
 *
 * It is the regularised incomplete beta function I(ν/2, ½) at ν / (ν + t²): Abramowitz and Stegun
 * (1964), "Handbook of Mathematical Functions", 26.5.27, by the continued fraction 26.5.8. It has
 * twelve digits up to 5,000 degrees of freedom and ten up to a million.
 *
 * @param t the statistic, of either sign
 * @param degreesOfFreedom ν, any number above 0
 * @returns the two-sided p-value, from 0 to 1
 * @throws {InputError} if the statistic is no number, or the degrees of freedom are not above 0
 *
 * @example
 * ```ts
 * import { twoSidedT } from "lib/inference/student_t.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(twoSidedT(1, 1), 0.5, 1e-15); // the quartiles of Cauchy's distribution
 * ```
 */
export function twoSidedT(t: number, degreesOfFreedom: number): number {
  requireFreedom(degreesOfFreedom);
  if (typeof t !== "number" || Number.isNaN(t)) {
    throw new InputError(`the statistic is ${shown(t)}`, { remedy: "Give a number." });
  }
  const square = t * t;
  if (square === 0) return 1;
  if (square === Infinity) return 0;
  if (degreesOfFreedom > MANY) return nearNormal(Math.abs(t), degreesOfFreedom);
  const a = degreesOfFreedom / 2;
  // Two numbers that add up to 1, each without cancellation.
  const x = degreesOfFreedom / (degreesOfFreedom + square);
  const rest = square / (degreesOfFreedom + square);
  // xᵃ (1 − x)^½ / B(a, ½), whose gamma functions of large a cancel.
  const front = Math.exp(a * Math.log1p(-rest) + 0.5 * Math.log(rest) - logBetaHalf(a));
  // Each of the two fractions converges fast on its side.
  return x < (a + 1) / (a + 2.5)
    ? Math.min(1, front * betaFraction(a, 0.5, x, rest) / a)
    : Math.max(0, 1 - front * betaFraction(0.5, a, rest, x) / 0.5);
}

/**
 * The value that Student's t leaves with a given probability, on both sides together.
 *
 * It is the inverse of `twoSidedT`: Student (1908), "The probable error of a mean", Biometrika 6(1), whose
 * distribution has the form of Fisher (1925), "Applications of Student's distribution", Metron 5(3).
 *
 * @param level the probability outside, above 0 and below 1; 0.05 for 95 % intervals
 * @param degreesOfFreedom ν, any number above 0
 * @returns the critical value, above 0
 * @throws {InputError} if one of them is no such number
 *
 * @example
 * ```ts
 * import { criticalT } from "lib/inference/student_t.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(criticalT(0.5, 1), 1, 1e-14);
 * ```
 */
export function criticalT(level: number, degreesOfFreedom: number): number {
  requireFreedom(degreesOfFreedom);
  if (!(typeof level === "number" && level > 0 && level < 1)) {
    throw new InputError(`the level is ${shown(level)}`, {
      remedy: "Give a number between 0 and 1, such as 0.05.",
    });
  }
  let [low, high] = [0, 1];
  while (twoSidedT(high, degreesOfFreedom) > level) [low, high] = [high, 2 * high];
  // Halving ends when no double lies between.
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) return high;
    if (twoSidedT(middle, degreesOfFreedom) > level) low = middle;
    else high = middle;
  }
}

/** Fisher's expansion about the normal distribution: Abramowitz and Stegun, 26.7.5, two terms. */
function nearNormal(t: number, freedom: number): number {
  const square = t * t;
  const density = Math.exp(-square / 2) / Math.sqrt(2 * Math.PI);
  const first = t * (square + 1) / (4 * freedom);
  const second = t * (3 * square ** 3 - 7 * square ** 2 - 5 * square - 3) / (96 * freedom ** 2);
  return Math.min(1, 2 * (normalCdf(-t, 0, 1) + density * (first + second)));
}

function requireFreedom(degreesOfFreedom: number): void {
  if (typeof degreesOfFreedom === "number" && degreesOfFreedom > 0) return;
  throw new InputError(`${shown(degreesOfFreedom)} degrees of freedom`, {
    remedy: "Give a number above 0.",
  });
}

/** The logarithm of B(a, ½); the difference of two large gamma functions by Stirling's series. */
function logBetaHalf(a: number): number {
  const logRootPi = 0.5 * Math.log(Math.PI);
  if (a < 20) return gammaln(a) + logRootPi - gammaln(a + 0.5);
  // ln Γ(a + ½) − ln Γ(a) = ½ ln a − 1/(8a) + 1/(192a³) − 1/(640a⁵) + 17/(14336a⁷) − …
  const inverse = 1 / a;
  const square = inverse * inverse;
  const series = inverse *
    (-1 / 8 +
      square * (1 / 192 + square * (-1 / 640 + square * (17 / 14336 - square * 31 / 18432))));
  return logRootPi - (0.5 * Math.log(a) + series);
}

/** The continued fraction of the incomplete beta function, by Lentz's method; `rest` is 1 − x. */
function betaFraction(a: number, b: number, x: number, rest: number): number {
  let c = 1;
  // 1 − (a + b) x / (a + 1), where x is next to 1.
  let d = (1 - b + (a + b) * rest) / (a + 1);
  if (Math.abs(d) < TINY) d = TINY;
  d = 1 / d;
  let value = d;
  for (let m = 1; m < 10_000; m++) {
    for (
      const term of [
        m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
        -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
      ]
    ) {
      d = 1 + term * d;
      if (Math.abs(d) < TINY) d = TINY;
      c = 1 + term / c;
      if (Math.abs(c) < TINY) c = TINY;
      d = 1 / d;
      value *= d * c;
    }
    if (Math.abs(d * c - 1) < PRECISION) return value;
  }
  return value;
}
