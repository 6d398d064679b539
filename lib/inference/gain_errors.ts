/**
 * The error with which to judge whether a gain of some size is excluded.
 *
 * @module
 */

import { shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { type DesignRows, plannedVariances, valueOf } from "lib/inference/planned_errors.ts";
import type { SegmentIndex } from "lib/inference/segment_index.ts";

/**
 * Gain errors: the standard error that every segment's weighted effect would have if each row gained as much.
 *
 * An interval that leaves out a gain says that an estimate so low would be rare if there were that gain. How rare
 * depends on the error under the gain: it brings clicks where each of them weighs most, and where clicks are rare is
 * larger than the error without effect. The error that was estimated is no measure: where clicks at the top are few
 * by chance, it is small, and the estimate low. The variance is that of `plannedErrors`; a segment in which a row's
 * rate has no room for the gain has the error under the largest for which it has room.
 *
 * @param rows probabilities of every row, and outcomes if rates are to be those of each segment
 * @param index the segments of the same rows
 * @param gain above 0, in units of the outcome
 * @returns one standard error per segment, in units of the outcome; 0 where every outcome is certain
 * @throws {InputError} if the rows are unsound, or the gain is no number above 0
 *
 * @example A hundred displays, half of them at the top, one in ten clicked
 * ```ts
 * import { gainErrors } from "lib/inference/gain_errors.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const index = indexSegments([{ name: "topic", levels: ["news"], codes: new Int32Array(100) }]);
 * const [error] = gainErrors({
 *   propensity: new Float64Array(100).fill(0.5),
 *   outcomeRate: new Float64Array(100).fill(0.1),
 * }, index, 0.1);
 * assertAlmostEquals(error!, Math.sqrt((0.2 * 0.8 + 0.1 * 0.9) / 50), 1e-15);
 * ```
 */
export function gainErrors(rows: DesignRows, index: SegmentIndex, gain: number): Float64Array {
  if (!(Number.isFinite(gain) && gain > 0)) {
    throw new InputError(`the gain is ${shown(gain)}`, {
      remedy: "Give a number above 0, such as 0.01.",
    });
  }
  const { own, highestRates } = plannedVariances(rows, index);
  return Float64Array.from(
    own,
    (polynomial, at) => Math.sqrt(valueOf(polynomial, Math.min(gain, 1 - highestRates[at]!))),
  );
}
