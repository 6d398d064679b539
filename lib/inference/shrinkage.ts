/**
 * Estimates of one division drawn towards their common mean, by how much of their spread is noise.
 *
 * @module
 */

import { measureColumn, requireLengths } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";

/** One estimate, raw and shrunk. */
export interface ShrunkEstimate {
  readonly raw: number;
  /** Between the raw estimate and the common mean. */
  readonly shrunk: number;
  /** How much of the way to the mean it went, from 0 to 1. */
  readonly share: number;
  /** Of the shrunk estimate, for the uncertainty of mean and spread as well. */
  readonly standardError: number;
}

/** The estimates of a division, and what they were drawn to. */
export interface Shrinkage {
  readonly estimates: readonly ShrunkEstimate[];
  /** The common mean. */
  readonly mean: number;
  /** The estimated variance of the true effects, 0 where noise alone explains the spread. */
  readonly spread: number;
}

/**
 * Empirical Bayes shrinkage of estimates with known errors.
 *
 * True effects are taken to be normal around a common mean μ with variance A, estimates Yᵢ to be normal
 * around them with variance Vᵢ. With weights wᵢ = 1 / (Vᵢ + A), μ = Σ w Y / Σ w and
 *
 * ```text
 * A = max(0, Σ w (k / (k − 1) (Y − μ)² − V) / Σ w)        repeated until it stays
 * B = (k − 3) / (k − 1) · V / (V + A)                     the share of the way to μ
 * s² = V (1 − (k − 1) / k · B) + 2 / (k − 3) · B² (Y − μ)²
 * ```
 *
 * Source: Morris (1983), "Parametric empirical Bayes inference: theory and applications", JASA 78(381),
 * sections 1 and 5; the error is his for equal variances, taken for each estimate with its own.
 * What stands far out with a large error is drawn furthest, which is the cure for the winner's curse that an
 * average of many segments deserves; an error that is too small itself, as where clicks are few, it cannot
 * see: give it the error under the hypothesis of no effect.
 *
 * @param estimates one estimate a segment, of one division; at least four
 * @param errors their standard errors, above 0
 * @returns the shrunk estimates in the same order
 * @throws {InputError} if lengths differ, a number is missing or infinite, an error is not above 0, or there
 *   are fewer than four estimates
 *
 * @example Where the spread is all noise, every estimate goes most of the way
 * ```ts
 * import { shrink } from "lib/inference/shrinkage.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { mean, spread, estimates } = shrink(
 *   Float64Array.of(-1, 1, -1, 1, 0),
 *   Float64Array.of(2, 2, 2, 2, 2),
 * );
 * assertEquals([mean, spread, estimates[0]!.share, estimates[0]!.shrunk], [0, 0, 0.5, -0.5]);
 * ```
 */
export function shrink(estimates: Float64Array, errors: Float64Array): Shrinkage {
  const y = measureColumn(estimates, "estimates");
  const se = measureColumn(errors, "errors");
  requireLengths({ errors: se }, y.length, "estimates");
  const k = y.length;
  if (k < 4) {
    throw new InputError(`${k} estimates do not tell how much true effects differ`, {
      count: k,
      remedy: "Give four or more of one division.",
    });
  }
  const faulty = se.reduce((count, error) => count + (error > LEAST_ERROR ? 0 : 1), 0);
  if (faulty > 0) {
    throw new InputError(`${faulty} of ${k} errors are not above 0, or too small to be squared`, {
      column: "errors",
      count: faulty,
      remedy: "Leave such estimates out.",
    });
  }
  const variances = se.map((error) => error * error);
  const { mean, spread } = commonOf(y, variances);
  return {
    mean,
    spread,
    estimates: Array.from(y, (raw, at) => {
      const variance = variances[at]!;
      const share = (k - 3) / (k - 1) * variance / (variance + spread);
      const away = raw - mean;
      return {
        raw,
        shrunk: raw - share * away,
        share,
        standardError: Math.sqrt(
          variance * (1 - (k - 1) / k * share) + 2 / (k - 3) * share * share * away * away,
        ),
      };
    }),
  };
}

/** Errors below this have squares that are 0, or inverses of squares that are infinite. */
const LEAST_ERROR = 1e-100;

/** How often the spread is computed anew at most; it settles in a few dozen rounds. */
const MOST_ROUNDS = 10_000;

function commonOf(y: Float64Array, variances: Float64Array) {
  const k = y.length;
  let [mean, spread] = [0, 0];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const weights = variances.map((variance) => 1 / (variance + spread));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    mean = weights.reduce((sum, weight, at) => sum + weight * y[at]!, 0) / total;
    const next = Math.max(
      0,
      weights.reduce(
        (sum, weight, at) => sum + weight * (k / (k - 1) * (y[at]! - mean) ** 2 - variances[at]!),
        0,
      ) / total,
    );
    const isSettled = Math.abs(next - spread) <= 1e-14 * Math.max(next, spread);
    spread = next;
    if (isSettled) break;
  }
  return { mean, spread };
}
