/**
 * Doubly robust scores: one number per row whose mean estimates the average treatment effect.
 *
 * @module
 */

import { InputError } from "lib/errors.ts";
import { mean, sampleStandardDeviation } from "simple-statistics";

/** Outcomes, treatments and nuisance predictions, one value per row each. */
export interface AipwInputs {
  /** The outcome, 0 or 1. */
  readonly outcome: Uint8Array;
  /** The treatment, 0 or 1. */
  readonly treatment: Uint8Array;
  /** Probability of treatment given the covariates, known or estimated. */
  readonly propensity: Float64Array;
  /** Expected outcome under treatment given the covariates. */
  readonly outcomeTreated: Float64Array;
  /** Expected outcome under control given the covariates. */
  readonly outcomeControl: Float64Array;
}

/** The doubly robust scores, and how often the propensity was clipped for them. */
export interface AipwScores {
  /** One score per row, in units of the outcome. */
  readonly scores: Float64Array;
  /** Rows whose propensity was raised to the clipping bound. */
  readonly raised: number;
  /** Rows whose propensity was lowered to one minus the clipping bound. */
  readonly lowered: number;
}

/** An average with its sampling error. */
export interface EffectEstimate {
  /** The number of scores averaged. */
  readonly rows: number;
  /** The mean score: the estimated effect, in units of the outcome. */
  readonly lift: number;
  /** The mean's standard error, taking rows as independent. */
  readonly standardError: number;
  /** Lower end of the confidence interval. */
  readonly lower: number;
  /** Upper end of the confidence interval. */
  readonly upper: number;
}

/** The originals' critical value for 95 % intervals: the normal quantile rounded to 1.96. */
export const CRITICAL_VALUE_95 = 1.96;

/**
 * Augmented inverse-propensity-weighted (AIPW) score of every row.
 *
 * With e the clipped propensity, t the treatment, y the outcome, μ₁ and μ₀ its expectations under
 * treatment and control, the score is
 *
 * ```text
 * μ₁ − μ₀ + t (y − μ₁) / e − (1 − t) (y − μ₀) / (1 − e)
 * ```
 *
 * Its mean estimates the average treatment effect if either the propensity or the outcome model is
 * right. Source: Robins, Rotnitzky and Zhao (1994), JASA 89(427); in this form Chernozhukov et al. (2018),
 * The Econometrics Journal 21(1), section 5.1.
 *
 * @param inputs outcome, treatment and nuisance predictions, all of the same length
 * @param clip propensities are kept within [clip, 1 − clip]; from 0 (no clipping) to below 0.5
 * @returns the scores in units of the outcome, and how many propensities were clipped at either end
 * @throws {InputError} if `clip` is no number in its range
 * @throws {RangeError} if lengths differ, or if a clipped propensity is not strictly between 0 and 1
 *
 * @example
 * ```ts
 * import { aipwScores } from "lib/effects/aipw.ts";
 * import { assertEquals } from "@std/assert";
 *
 * // Two articles: the first stood at the top of its list and was clicked, the second did neither,
 * // and it stood at the top so rarely that its propensity is raised to the bound.
 * const { scores, raised } = aipwScores({
 *   outcome: Uint8Array.of(1, 0),
 *   treatment: Uint8Array.of(1, 0),
 *   propensity: Float64Array.of(0.5, 0.001),
 *   outcomeTreated: Float64Array.of(0.5, 0.5),
 *   outcomeControl: Float64Array.of(0.25, 0),
 * }, 0.01);
 * assertEquals([...scores], [1.25, 0.5]);
 * assertEquals(raised, 1);
 * ```
 */
export function aipwScores(inputs: AipwInputs, clip: number): AipwScores {
  const { outcome, treatment, propensity, outcomeTreated, outcomeControl } = inputs;
  const rows = outcome.length;
  const columns = { treatment, propensity, outcomeTreated, outcomeControl };
  for (const [name, values] of Object.entries(columns)) {
    if (values.length !== rows) {
      throw new RangeError(`${name} has ${values.length} values, outcome has ${rows}`);
    }
  }
  if (typeof clip !== "number" || !(clip >= 0 && clip < 0.5)) {
    throw new InputError(`the clipping bound is ${Deno.inspect(clip)}`, {
      remedy: "Give a number from 0 (no clipping) to below 0.5.",
    });
  }
  const scores = new Float64Array(rows);
  let raised = 0;
  let lowered = 0;
  for (let i = 0; i < rows; i++) {
    let e = propensity[i]!;
    if (e < clip) {
      e = clip;
      raised++;
    } else if (e > 1 - clip) {
      e = 1 - clip;
      lowered++;
    }
    if (!(e > 0 && e < 1)) {
      throw new RangeError(
        `the propensity of row ${i} is ${e}: without both arms possible it has no score`,
      );
    }
    const mu1 = outcomeTreated[i]!;
    const mu0 = outcomeControl[i]!;
    const y = outcome[i]!;
    scores[i] = mu1 - mu0 + (treatment[i] === 1 ? (y - mu1) / e : -(y - mu0) / (1 - e));
  }
  return { scores, raised, lowered };
}

/**
 * Average effect: the mean score with its standard error and normal confidence interval.
 *
 * The standard error is the sample standard deviation (divisor n − 1) over √n, which takes rows as
 * independent. Source: Chernozhukov et al. (2018), The Econometrics Journal 21(1), theorem 5.1, for
 * the scores of {@linkcode aipwScores}.
 *
 * @param scores one score per row, at least two
 * @param criticalValue how many standard errors the interval reaches to either side
 * @returns mean, standard error and interval in units of the scores
 * @throws {RangeError} if there are fewer than two scores
 *
 * @example
 * ```ts
 * import { averageEffect } from "lib/effects/aipw.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const scoresOfArticles = Float64Array.of(1, 3);
 * const { lift, standardError } = averageEffect(scoresOfArticles);
 * assertEquals([lift, standardError], [2, 1]);
 * ```
 */
export function averageEffect(
  scores: Float64Array,
  criticalValue: number = CRITICAL_VALUE_95,
): EffectEstimate {
  if (scores.length < 2) {
    throw new RangeError(`${scores.length} scores have no standard error: two are needed`);
  }
  // simple-statistics reads any indexable list of numbers; its types only name number[].
  const values = scores as unknown as number[];
  const lift = mean(values);
  const standardError = sampleStandardDeviation(values) / Math.sqrt(scores.length);
  return {
    rows: scores.length,
    lift,
    standardError,
    lower: lift - criticalValue * standardError,
    upper: lift + criticalValue * standardError,
  };
}
