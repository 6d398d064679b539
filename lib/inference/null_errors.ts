/**
 * The error that each segment's estimate would have if no place changed any click.
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
 * Null errors: the standard error of every segment's weighted effect under the hypothesis of no effect.
 *
 * With e and μ the probabilities of treatment and outcome of each of n rows, the variance of the mean AIPW
 * score with μ as its outcome model is Σ μ (1 − μ) (1 / e + 1 / (1 − e)) / n²: given the covariates, that of
 * (t / e − (1 − t) / (1 − e)) (y − μ), whose square has the mean 1/e + 1/(1 − e) times the variance of y. No
 * outcome enters it. Where few treated rows were clicked the spread of the scores is, like the estimate,
 * too small by chance; this error is not. It takes rows to be independent.
 *
 * @param rows probabilities of every row
 * @param index the segments of the same rows
 * @returns one standard error per segment, in units of the outcome
 * @throws {InputError} if lengths differ, a probability is missing or not from 0 to 1, or a propensity is 0
 *   or 1
 *
 * @example A hundred displays, half of them at the top, one in ten clicked
 * ```ts
 * import { nullErrors } from "lib/inference/null_errors.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const index = indexSegments([{ name: "topic", levels: ["news"], codes: new Int32Array(100) }]);
 * const [error] = nullErrors({
 *   propensity: new Float64Array(100).fill(0.5),
 *   outcomeRate: new Float64Array(100).fill(0.1),
 * }, index);
 * assertAlmostEquals(error!, 0.06, 1e-15); // that of a difference between two rates of fifty displays
 * ```
 */
export function nullErrors(rows: DesignRows, index: SegmentIndex): Float64Array {
  const length = rows?.propensity?.length ?? 0;
  const { propensity, outcomeRate } = soundColumns(rows, CHECKS, length);
  requireIndex(index, length);
  const certain = propensity.reduce((count, e) => count + (e === 0 || e === 1 ? 1 : 0), 0);
  if (certain > 0) {
    throw new InputError(`${certain} of ${length} rows are possible in one arm only`, {
      column: "propensity",
      count: certain,
      remedy: "Leave out the rows whose propensity is 0 or 1.",
    });
  }
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
