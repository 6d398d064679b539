/**
 * How lopsided each segment's effect is over draws of the treatment, if it changes no outcome.
 *
 * @module
 */

import { nullMoments, type NullRows } from "lib/inference/null_moments.ts";
import type { SegmentIndex } from "lib/inference/segment_index.ts";

/**
 * Null skewness: the skewness of every segment's weighted effect over draws of the treatment, if it changes no
 * outcome.
 *
 * A click that has a chance of 1 in 20 to stand at the top counts 20 there and about −1 further down: estimates
 * that rest on few such clicks lie a little too low mostly, and far too high at times. With r = y − μ the residual
 * of each row, e its probability of treatment and a = r / (e (1 − e)), the third central moment of Σ (t − e) a is
 *
 * ```text
 * rows one by one     Σ e (1 − e) (1 − 2 e) a³
 * lists of k rows     Σ k² / ((k − 1) (k − 2)) Σ e (1 − e) (1 − 2 e) (a − b)³,  b = Σ r / Σ e (1 − e)
 * ```
 *
 * with the outer sum over lists, the inner ones over all rows of a list, a = r = 0 for those outside the segment.
 * The skewness is it over the power 3/2 of the variance, the square of `nullErrors`. It is exact row by row, and in
 * lists where all rows are alike to the lot (the third moment of a sum drawn without replacement, Irwin and Kendall
 * 1944, "Sampling moments of moments for a finite population", Annals of Eugenics 12; of two rows, with 4 for the
 * factor); where chances differ in longer lists it is an approximation. Use of three moments for a distribution over
 * draws of a treatment: Mielke and Berry (2007), "Permutation Methods: A Distance Function Approach", chapter 2.
 *
 * @param rows probabilities and outcomes of every row, and the lists where places are drawn list by list
 * @param index the segments of the same rows
 * @returns one number a segment, 0 where nothing varies
 * @throws {InputError} if lengths differ, a value is missing or unsound, a propensity is 0 or 1, or a list
 *   is no stretch of rows
 *
 * @example One click with a chance of 1 in 5: the skewness of a single draw
 * ```ts
 * import { nullSkewness } from "lib/inference/null_skewness.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const index = indexSegments([{ name: "topic", levels: ["news"], codes: new Int32Array(3) }]);
 * const [skewness] = nullSkewness({
 *   propensity: new Float64Array(3).fill(0.2),
 *   outcome: Uint8Array.of(1, 0, 0),
 *   outcomeRate: new Float64Array(3),
 * }, index);
 * assertAlmostEquals(skewness!, (1 - 0.4) / Math.sqrt(0.16), 1e-12);
 * ```
 */
export function nullSkewness(rows: NullRows, index: SegmentIndex): Float64Array {
  const { variances, thirdMoments } = nullMoments(rows, index);
  return thirdMoments.map((cube, at) => variances[at]! > 0 ? cube / variances[at]! ** 1.5 : 0);
}
