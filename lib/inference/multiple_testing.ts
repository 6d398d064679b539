/**
 * Many tests at once: p-values adjusted so that a bound on errors holds for all of them together.
 *
 * Bonferroni, Šidák and Holm bound the probability of any false finding; Benjamini and Hochberg, and
 * Benjamini and Yekutieli, bound the expected share of false ones among the findings. Šidák asks for
 * statistics that do not fall together more seldom than independent ones would, as normal ones never do
 * (Šidák 1967); Benjamini and Hochberg for positive regression dependence; the other three for nothing.
 *
 * @module
 */

import { probabilityColumn, shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";

/**
 * Bonferroni's p-values: each times the number of tests.
 *
 * Source: Dunn (1961), "Multiple comparisons among means", JASA 56(293).
 *
 * @param pValues one p-value a test, from 0 to 1
 * @returns the adjusted p-values in the same order, at most 1
 * @throws {InputError} if a p-value is missing or not from 0 to 1
 *
 * @example
 * ```ts
 * import { bonferroni } from "lib/inference/multiple_testing.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...bonferroni(Float64Array.of(0.125, 0.75))], [0.25, 1]);
 * ```
 */
export function bonferroni(pValues: Float64Array): Float64Array {
  const p = probabilityColumn(pValues, "pValues");
  return p.map((value) => Math.min(1, value * p.length));
}

/**
 * Šidák's p-values: the probability that the smallest of as many independent ones lies so low.
 *
 * Source: Šidák (1967), "Rectangular confidence regions for the means of multivariate normal
 * distributions", JASA 62(318).
 *
 * @param pValues one p-value a test, from 0 to 1
 * @returns 1 − (1 − p)ᵐ for each of m tests, without cancellation for small p
 * @throws {InputError} if a p-value is missing or not from 0 to 1
 *
 * @example
 * ```ts
 * import { sidak } from "lib/inference/multiple_testing.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...sidak(Float64Array.of(0.5, 1))], [0.75, 1]);
 * ```
 */
export function sidak(pValues: Float64Array): Float64Array {
  const p = probabilityColumn(pValues, "pValues");
  return p.map((value) => -Math.expm1(p.length * Math.log1p(-value)));
}

/**
 * Holm's p-values: Bonferroni's, stepping down, the k-th smallest times the tests not yet passed.
 *
 * Source: Holm (1979), "A simple sequentially rejective multiple test procedure", Scandinavian Journal
 * of Statistics 6(2).
 *
 * @param pValues one p-value a test, from 0 to 1
 * @returns the adjusted p-values in the same order, at most 1
 * @throws {InputError} if a p-value is missing or not from 0 to 1
 *
 * @example
 * ```ts
 * import { holm } from "lib/inference/multiple_testing.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...holm(Float64Array.of(0.5, 0.125, 0.25))], [0.5, 0.375, 0.5]);
 * ```
 */
export function holm(pValues: Float64Array): Float64Array {
  const p = probabilityColumn(pValues, "pValues");
  const adjusted = new Float64Array(p.length);
  let largest = 0;
  ascending(p).forEach((test, passed) => {
    largest = Math.max(largest, Math.min(1, p[test]! * (p.length - passed)));
    adjusted[test] = largest;
  });
  return adjusted;
}

/**
 * Benjamini and Hochberg's p-values: a test is found at level q if its own is at most q.
 *
 * Source: Benjamini and Hochberg (1995), "Controlling the false discovery rate", JRSS B 57(1).
 *
 * @param pValues one p-value a test, from 0 to 1
 * @returns the adjusted p-values in the same order, at most 1
 * @throws {InputError} if a p-value is missing or not from 0 to 1
 *
 * @example
 * ```ts
 * import { benjaminiHochberg } from "lib/inference/multiple_testing.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...benjaminiHochberg(Float64Array.of(0.5, 0.125, 0.25))], [0.5, 0.375, 0.375]);
 * ```
 */
export function benjaminiHochberg(pValues: Float64Array): Float64Array {
  return stepUp(probabilityColumn(pValues, "pValues"), 1);
}

/**
 * Benjamini and Yekutieli's p-values: Benjamini and Hochberg's times 1 + ½ + … + 1/m, which hold
 * however the m tests depend on each other.
 *
 * Source: Benjamini and Yekutieli (2001), "The control of the false discovery rate in multiple testing
 * under dependency", Annals of Statistics 29(4), theorem 1.3.
 *
 * @param pValues one p-value a test, from 0 to 1
 * @returns the adjusted p-values in the same order, at most 1
 * @throws {InputError} if a p-value is missing or not from 0 to 1
 *
 * @example
 * ```ts
 * import { benjaminiYekutieli } from "lib/inference/multiple_testing.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...benjaminiYekutieli(Float64Array.of(0.125, 1))], [0.375, 1]);
 * ```
 */
export function benjaminiYekutieli(pValues: Float64Array): Float64Array {
  const p = probabilityColumn(pValues, "pValues");
  return stepUp(p, p.reduce((sum, _, place) => sum + 1 / (place + 1), 0));
}

/**
 * Bonferroni's critical value: how many standard errors an interval reaches to either side so that all
 * of several intervals together cover their targets.
 *
 * Source: Dunn (1961), "Multiple comparisons among means", JASA 56(293).
 *
 * @param tests how many intervals there are, at least 1
 * @param level the error allowed to all of them together, above 0 and below 1
 * @returns the normal quantile of 1 − level / (2 · tests)
 * @throws {InputError} if one of them is no such number
 *
 * @example
 * ```ts
 * import { bonferroniCriticalValue } from "lib/inference/multiple_testing.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(bonferroniCriticalValue(10).toFixed(3), "2.807");
 * ```
 */
export function bonferroniCriticalValue(tests: number, level = 0.05): number {
  requireTests(tests, level);
  return -normalQuantile(level / (2 * tests), 0, 1);
}

/**
 * Šidák's critical value, a little below Bonferroni's: exact where the intervals are independent.
 *
 * Source: Šidák (1967), JASA 62(318), corollary 1.
 *
 * @param tests how many intervals there are, at least 1
 * @param level the error allowed to all of them together, above 0 and below 1
 * @returns the normal quantile that as many independent statistics stay within
 * @throws {InputError} if one of them is no such number
 *
 * @example
 * ```ts
 * import { sidakCriticalValue } from "lib/inference/multiple_testing.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(sidakCriticalValue(5).toFixed(3), "2.569");
 * ```
 */
export function sidakCriticalValue(tests: number, level = 0.05): number {
  requireTests(tests, level);
  return -normalQuantile(-Math.expm1(Math.log1p(-level) / tests) / 2, 0, 1);
}

function requireTests(tests: number, level: number): void {
  if (!Number.isInteger(tests) || tests < 1) {
    throw new InputError(`${shown(tests)} is no number of tests`, {
      remedy: "Give a whole number from 1.",
    });
  }
  if (!(typeof level === "number" && level > 0 && level < 1)) {
    throw new InputError(`the level is ${shown(level)}`, {
      remedy: "Give a number between 0 and 1, such as 0.05.",
    });
  }
}

/** The tests' numbers, smallest p-value first; equal ones in their order. */
function ascending(p: Float64Array): number[] {
  return Array.from(p.keys()).sort((a, b) => p[a]! - p[b]! || a - b);
}

/** The k-th smallest of m times m / k and the factor, and never above a larger one's. */
function stepUp(p: Float64Array, factor: number): Float64Array {
  const adjusted = new Float64Array(p.length);
  let smallest = 1;
  ascending(p).reverse().forEach((test, above) => {
    const rank = p.length - above;
    smallest = Math.min(smallest, p[test]! * p.length / rank * factor);
    adjusted[test] = smallest;
  });
  return adjusted;
}
