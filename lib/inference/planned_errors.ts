/**
 * The error that each segment's estimate can be expected to have, before any outcome is seen.
 *
 * @module
 */

import { probabilityColumn, soundColumns } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { requireIndex, type SegmentIndex } from "lib/inference/segment_index.ts";

/** What fixes the error before any estimate is seen. */
export interface DesignRows {
  /** Probability of treatment, above 0 and below 1. */
  readonly propensity: Float64Array;
  /** Probability of the outcome, whichever arm the row is in. */
  readonly outcomeRate: Float64Array;
}

/**
 * Planned errors: the standard error that every segment's weighted effect is expected to have if the
 * treatment changes nothing, from probabilities alone.
 *
 * With e and μ the probabilities of treatment and outcome of each of n rows, the variance of the mean AIPW
 * score with μ as its outcome model is Σ μ (1 − μ) (1 / e + 1 / (1 − e)) / n²: given the covariates, that of
 * (t / e − (1 − t) / (1 − e)) (y − μ), whose square has the mean 1/e + 1/(1 − e) times the variance of y. No
 * outcome enters it but by its rate, so it can say beforehand what a log could show (`smallestDetectableEffect`); once there
 * are outcomes, `nullErrors` is the one to judge with. It takes rows to be independent.
 * Source: Hahn (1998), "On the role of the propensity score in efficient semiparametric estimation of average
 * treatment effects", Econometrica 66(2), theorem 1, with one outcome rate for both arms and no effect.
 *
 * @param rows probabilities of every row
 * @param index the segments of the same rows
 * @returns one standard error per segment, in units of the outcome
 * @throws {InputError} if lengths differ, a probability is missing or not from 0 to 1, or a propensity is 0
 *   or 1
 *
 * @example A hundred displays, half of them at the top, one in ten clicked
 * ```ts
 * import { plannedErrors } from "lib/inference/planned_errors.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const index = indexSegments([{ name: "topic", levels: ["news"], codes: new Int32Array(100) }]);
 * const [error] = plannedErrors({
 *   propensity: new Float64Array(100).fill(0.5),
 *   outcomeRate: new Float64Array(100).fill(0.1),
 * }, index);
 * assertAlmostEquals(error!, 0.06, 1e-15); // that of a difference between two rates of fifty displays
 * ```
 */
export function plannedErrors(rows: DesignRows, index: SegmentIndex): Float64Array {
  const length = rows?.propensity?.length ?? 0;
  const { propensity, outcomeRate } = soundColumns(rows, CHECKS, length);
  requireBothArms(propensity);
  requireIndex(index, length);
  const variances = new Float64Array(index.segments.length);
  for (const codes of index.divisions) {
    for (let row = 0; row < length; row++) {
      if (codes[row]! < 0) continue;
      const [e, mu] = [propensity[row]!, outcomeRate[row]!];
      variances[codes[row]!]! += mu * (1 - mu) / (e * (1 - e));
    }
  }
  return variances.map((variance, at) => Math.sqrt(variance) / index.segments[at]!.rows);
}

const CHECKS = { propensity: probabilityColumn, outcomeRate: probabilityColumn };

/** Refuses rows that could stand in one arm only: no score can be had of them. */
export function requireBothArms(propensity: Float64Array): void {
  const certain = propensity.reduce((count, e) => count + (e === 0 || e === 1 ? 1 : 0), 0);
  if (certain === 0) return;
  throw new InputError(`${certain} of ${propensity.length} rows are possible in one arm only`, {
    column: "propensity",
    count: certain,
    remedy: "Leave out the rows whose propensity is 0 or 1.",
  });
}
