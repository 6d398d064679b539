/**
 * What an experiment on slates shows by itself: the difference of an outcome between its arms.
 *
 * @module
 */

import { sampleVariance } from "simple-statistics";
import { binaryColumn, finiteColumn, requireLengths } from "lib/checks.ts";
import { meanOf } from "lib/interference/means.ts";

/** Normal quantile of 95 % intervals, as the originals round it. */
const CRITICAL_VALUE_95 = 1.96;

/** A difference between the promoted slates and the others, with its sampling error. */
export interface ArmDifference {
  /** Mean of the promoted slates minus mean of the others, in units of the outcome. */
  readonly difference: number;
  /** The difference's standard error, taking slates as independent. */
  readonly standardError: number;
  /** Lower end of the 95 % interval. */
  readonly lower: number;
  /** Upper end of the 95 % interval. */
  readonly upper: number;
}

/**
 * Arm difference: the mean outcome of the promoted slates minus that of the others, with a 95 %
 * interval.
 *
 * Slates are what the lot was drawn for, so they, not their rows, are what the error is counted by.
 * The standard error is Neyman's, √(s₁²/n₁ + s₀²/n₀) with the divisors n − 1: Imbens and Rubin (2015),
 * "Causal Inference for Statistics, Social, and Biomedical Sciences", section 6.5.
 *
 * @param outcome the outcome of every slate, such as its clicks
 * @param promoted per slate 1 where its focal item was promoted, else 0
 * @returns the difference; undefined where an arm has fewer than two slates
 * @throws {InputError} if lengths differ, if an outcome is missing or infinite, or if a promotion is
 *   neither 0 nor 1
 *
 * @example Four slates, two of them promoted
 * ```ts
 * import { armDifference } from "lib/interference/arm_difference.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const clicks = Int32Array.of(1, 3, 4, 2);
 * const shown = armDifference(clicks, Uint8Array.of(1, 1, 0, 0));
 * assertEquals([shown?.difference, shown?.standardError], [-1, Math.SQRT2]);
 * ```
 */
export function armDifference(
  outcome: Float64Array | Int32Array,
  promoted: Uint8Array,
): ArmDifference | undefined {
  const values = finiteColumn(outcome, "outcome");
  const arm = binaryColumn(promoted, "promoted");
  requireLengths({ promoted: arm }, values.length, "slates");
  const [control, treated] = [0, 1].map((code) =>
    values.filter((_, slate) => arm[slate] === code)
  ) as [
    Float64Array,
    Float64Array,
  ];
  if (control.length < 2 || treated.length < 2) return undefined;
  const difference = meanOf(treated) - meanOf(control);
  const standardError = Math.sqrt(squaredError(treated) + squaredError(control));
  return {
    difference,
    standardError,
    lower: difference - CRITICAL_VALUE_95 * standardError,
    upper: difference + CRITICAL_VALUE_95 * standardError,
  };
}

/** The squared standard error of a mean. */
function squaredError(values: Float64Array): number {
  // simple-statistics reads any indexable list of numbers; its types only name number[].
  return sampleVariance(values as unknown as number[]) / values.length;
}
