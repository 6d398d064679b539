/**
 * The error that each segment's estimate has over draws of the treatment, if no place changed any click.
 *
 * @module
 */

import { nullMoments, type NullRows } from "lib/inference/null_moments.ts";
import type { SegmentIndex } from "lib/inference/segment_index.ts";

/**
 * Null errors: the standard deviation of every segment's weighted effect over draws of the treatment, if
 * it changes no outcome.
 *
 * The effect is the mean of (t − e) r / (e (1 − e)), with r = y − μ the residual of each of n rows. Under
 * the hypothesis of no effect r is what it is in every draw, and the variance is that of the treatment t:
 *
 * ```text
 * rows one by one     Σ r² / (e (1 − e)) / n²
 * lists of k rows     Σ k / (k − 1) (Σ r² / (e (1 − e)) − (Σ r)² / Σ e (1 − e)) / n²
 * ```
 *
 * with the outer sum over lists, the inner ones over a list's rows in the segment, and the last over all rows of the
 * list. Where all rows of a list are alike to the lot it is exact (Cochran 1977, "Sampling Techniques", theorem
 * 2.2); where their probabilities differ it is the approximation for a fixed number drawn (Hájek 1964, "Asymptotic
 * theory of rejective sampling with varying probabilities from a finite population", Annals of Mathematical
 * Statistics 35(4), times k / (k − 1), so that it is exact where chances are alike). It is too small for a click
 * whose chance is nearer to one half than most others of its list, by up to 18 % in lists of four and 29 % in longer
 * ones of which all but two rows are nearly certain, and too large for one that is itself nearly certain. Where most
 * chances of a list are uncertain, longer lists are nearer to it.
 *
 * Where few treated rows were clicked the spread of the scores is, like the estimate, too small by chance;
 * this error is not: it counts the clicks of a segment, not in which arm they happened.
 *
 * @param rows probabilities and outcomes of every row, and the lists where places are drawn list by list
 * @param index the segments of the same rows
 * @returns one standard error per segment, in units of the outcome; 0 where no draw could change the effect
 * @throws {InputError} if lengths differ, a value is missing or unsound, a propensity is 0 or 1, or a list
 *   is no stretch of rows
 *
 * @example A list of four with three first places, and a click
 * ```ts
 * import { nullErrors } from "lib/inference/null_errors.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const index = indexSegments([{ name: "topic", levels: ["news"], codes: new Int32Array(4) }]);
 * const [error] = nullErrors({
 *   propensity: new Float64Array(4).fill(0.75),
 *   outcome: Uint8Array.of(1, 0, 0, 0),
 *   outcomeRate: new Float64Array(4).fill(0.25),
 *   list: new Int32Array(4),
 * }, index);
 * // The click counts 4/3 with a chance of 3/4 and −4 else, over four rows.
 * assertAlmostEquals(error!, Math.sqrt(0.75 * (4 / 3) ** 2 + 0.25 * 4 ** 2) / 4, 1e-15);
 * ```
 */
export function nullErrors(rows: NullRows, index: SegmentIndex): Float64Array {
  const { variances } = nullMoments(rows, index);
  return variances.map((variance, at) => Math.sqrt(variance) / index.segments[at]!.rows);
}
