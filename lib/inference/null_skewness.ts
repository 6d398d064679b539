/**
 * How lopsided each segment's effect is over draws of the treatment, if it changes no outcome.
 *
 * @module
 */

import { binaryColumn, probabilityColumn, soundColumns } from "lib/checks.ts";
import type { NullRows } from "lib/inference/null_errors.ts";
import { requireBothArms } from "lib/inference/planned_errors.ts";
import { requireIndex, type SegmentIndex } from "lib/inference/segment_index.ts";

/**
 * Null skewness: the skewness of every segment's weighted effect over draws of the treatment, if it changes no
 * outcome.
 *
 * A click that has a chance of 1 in 20 to stand at the top counts 20 there and about −1 further down: estimates
 * that rest on few such clicks lie a little too low mostly, and far too high at times. With r = y − μ the residual
 * of each row and e its probability of treatment, the third central moment of Σ (t − e) r / (e (1 − e)) is
 * Σ r³ (1 − 2 e) / (e (1 − e))²: each row's part takes one
 * of two values, and third central moments of independent parts add. The skewness is it over the power 3/2 of the
 * variance. Lists drawn without replacement have the same but for parts of the order 1 / k. Use of three moments for a
 * distribution over draws of a treatment: Mielke and Berry (2007), "Permutation Methods: A Distance Function
 * Approach", chapter 2.
 *
 * @param rows probabilities and outcomes of every row; lists are not asked for
 * @param index the segments of the same rows
 * @returns one number a segment, 0 where nothing varies
 * @throws {InputError} if lengths differ, a value is missing or unsound, or a propensity is 0 or 1
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
  const length = rows?.propensity?.length ?? 0;
  const { propensity, outcome, outcomeRate } = soundColumns(rows, CHECKS, length);
  requireBothArms(propensity);
  requireIndex(index, length);
  const segments = index.segments.length;
  const [squares, cubes] = [new Float64Array(segments), new Float64Array(segments)];
  for (const codes of index.divisions) {
    for (let row = 0; row < length; row++) {
      const at = codes[row]!;
      if (at < 0) continue;
      const e = propensity[row]!;
      const residual = outcome[row]! - outcomeRate[row]!;
      const weighted = residual * residual / (e * (1 - e));
      squares[at]! += weighted;
      cubes[at]! += weighted * residual * (1 - 2 * e) / (e * (1 - e));
    }
  }
  return cubes.map((cube, at) => squares[at]! > 0 ? cube / squares[at]! ** 1.5 : 0);
}

const CHECKS = {
  propensity: probabilityColumn,
  outcome: binaryColumn,
  outcomeRate: probabilityColumn,
};
