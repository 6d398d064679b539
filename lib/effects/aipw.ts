/**
 * Doubly robust scores: one number per row whose mean estimates the average treatment effect.
 *
 * @module
 */

import { binaryColumn, measureColumn, probabilityColumn, shown, soundColumns } from "lib/checks.ts";
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

/** What each input may hold. */
const INPUT_CHECKS = {
  outcome: binaryColumn,
  treatment: binaryColumn,
  propensity: probabilityColumn,
  outcomeTreated: probabilityColumn,
  outcomeControl: probabilityColumn,
};

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
 * @throws {InputError} if `clip` is no number in its range; if lengths differ; if treatment or outcome
 *   hold anything but 0 and 1 (false and true are read as these); if a prediction is missing or
 *   outside 0 to 1; or if a propensity is 0 or 1 and not clipped
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
  const { outcome, treatment, propensity, outcomeTreated, outcomeControl } = soundInputs(inputs);
  if (typeof clip !== "number" || !(clip >= 0 && clip < 0.5)) {
    throw new InputError(`the clipping bound is ${shown(clip)}`, {
      remedy: "Give a number from 0 (no clipping) to below 0.5.",
    });
  }
  if (clip === 0) requireOverlap(propensity);
  const rows = outcome.length;
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
    const mu1 = outcomeTreated[i]!;
    const mu0 = outcomeControl[i]!;
    const y = outcome[i]!;
    scores[i] = mu1 - mu0 + (treatment[i] === 1 ? (y - mu1) / e : -(y - mu0) / (1 - e));
  }
  return { scores, raised, lowered };
}

/** The inputs, each in the numbers that are computed with. */
export function soundInputs(inputs: AipwInputs): AipwInputs {
  return soundColumns(inputs, INPUT_CHECKS, inputs?.outcome?.length ?? 0);
}

/** Without clipping every row must be possible in both arms. */
function requireOverlap(propensity: Float64Array): void {
  const count = propensity.reduce((sum, e) => sum + (e === 0 || e === 1 ? 1 : 0), 0);
  if (count === 0) return;
  const row = propensity.findIndex((e) => e === 0 || e === 1);
  throw new InputError(
    `${count} of ${propensity.length} rows are possible in one arm only: the propensity of the ` +
      `first, row ${row} counted from 0, is ${propensity[row]}`,
    { column: "propensity", count, remedy: "Clip the propensities: give a bound above 0." },
  );
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
 * @throws {InputError} if there are fewer than two scores, if one is missing or infinite, or if the
 *   critical value is no positive number
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
  scores = measureColumn(scores, "scores");
  if (scores.length < 2) {
    throw new InputError(`${scores.length} scores have no standard error`, {
      column: "scores",
      count: scores.length,
      remedy: "Give two or more.",
    });
  }
  if (!(Number.isFinite(criticalValue) && criticalValue > 0)) {
    throw new InputError(`the critical value is ${shown(criticalValue)}`, {
      remedy: "Give a positive number, such as 1.96 for 95 %.",
    });
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
