/**
 * The error that each segment's estimate has over draws of the treatment, if no place changed any click.
 *
 * @module
 */

import { binaryColumn, probabilityColumn, soundColumns } from "lib/checks.ts";
import { listColumn, requireStretches } from "lib/inference/drawn_lists.ts";
import { requireBothArms } from "lib/inference/planned_errors.ts";
import { requireIndex, type SegmentIndex } from "lib/inference/segment_index.ts";

/** Rows whose outcomes stay what they are while the treatment is drawn anew. */
export interface NullRows {
  /** Probability of treatment, above 0 and below 1. */
  readonly propensity: Float64Array;
  readonly outcome: Uint8Array;
  /** The probability of the outcome that the estimate takes for both arms. */
  readonly outcomeRate: Float64Array;
  /**
   * Number of each row's list, from 0, each list one stretch of rows and whole: as many of its rows are
   * treated in every draw. Rows are drawn independently where it is not given.
   */
  readonly list?: Int32Array | undefined;
}

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
 * with the outer sum over lists, the inner ones over a list's rows in the segment, and the last over all
 * rows of the list. Where all rows of a list are alike to the lot it is exact (Cochran 1977, "Sampling
 * Techniques", theorem 2.2); where their probabilities differ it is the approximation for a fixed number
 * drawn (Hájek 1964, "Asymptotic theory of rejective sampling with varying probabilities from a finite population",
 * Annals of Mathematical Statistics 35(4), times
 * k / (k − 1), so that it is exact where chances are alike). In lists of four that a ranker draws place by
 * place it is too large rather than too small.
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
  const length = rows?.propensity?.length ?? 0;
  const { propensity, outcome, outcomeRate } = soundColumns(rows, CHECKS, length);
  requireBothArms(propensity);
  requireIndex(index, length);
  const { list } = rows.list === undefined
    ? { list: undefined }
    : soundColumns({ list: rows.list }, { list: listColumn }, length);
  if (list !== undefined) requireStretches(list);
  const residual = Float64Array.from(outcome, (y, row) => y - outcomeRate[row]!);
  const spread = propensity.map((e) => e * (1 - e));
  const variances = new Float64Array(index.segments.length);
  for (const codes of index.divisions) {
    addVariances({ codes, residual, spread, list }, variances);
  }
  return variances.map((variance, at) => Math.sqrt(variance) / index.segments[at]!.rows);
}

const CHECKS = {
  propensity: probabilityColumn,
  outcome: binaryColumn,
  outcomeRate: probabilityColumn,
};

/** Adds the variance of each segment's sum, for the segments of one division. */
function addVariances({ codes, residual, spread, list }: {
  readonly codes: Int32Array;
  readonly residual: Float64Array;
  /** Per row e (1 − e). */
  readonly spread: Float64Array;
  readonly list: Int32Array | undefined;
}, into: Float64Array): void {
  const [squares, sums] = [new Float64Array(into.length), new Float64Array(into.length)];
  for (let start = 0, end = 0; start < codes.length; start = end) {
    let whole = 0;
    for (
      end = start;
      end < codes.length && (list === undefined || list[end] === list[start]);
      end++
    ) {
      whole += spread[end]!;
      const segment = codes[end]!;
      if (segment < 0) continue;
      squares[segment]! += residual[end]! ** 2 / spread[end]!;
      sums[segment]! += residual[end]!;
    }
    const size = end - start;
    for (let row = start; row < end; row++) {
      const segment = codes[row]!;
      if (segment < 0) continue;
      const [square, sum] = [squares[segment]!, sums[segment]!];
      // A segment's further rows find that it is done.
      squares[segment] = sums[segment] = 0;
      if (list === undefined) into[segment]! += square;
      else {
        // Rounding shall leave no variance where there is none.
        const left = square - sum * sum / whole;
        if (left > 1e-14 * square) into[segment]! += left * size / (size - 1);
      }
    }
  }
}
