/**
 * What estimates of segments rest on, checked: treated clicks and errors, one number a segment.
 *
 * @module
 */

import { measureColumn, requireLengths } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";

/** Numbers of treated clicks, seen or expected, one a segment, none missing and none below 0. */
export function clickColumn(treatedClicks: ArrayLike<unknown>, segments: number): Float64Array {
  requireLengths({ treatedClicks }, segments, "segments");
  const clicks = measureColumn(treatedClicks, "treatedClicks");
  const count = clicks.reduce((sum, own) => sum + (own >= 0 ? 0 : 1), 0);
  if (count === 0) return clicks;
  throw new InputError(`${count} of ${segments} segments have fewer than 0 treated clicks`, {
    column: "treatedClicks",
    count,
    remedy: "Give the clicks of each segment's rows in first places, as they were counted.",
  });
}

/** Errors under the hypothesis of no effect, one a segment, all above 0. */
export function errorColumn(nullErrors: ArrayLike<unknown>, segments: number): Float64Array {
  requireLengths({ nullErrors }, segments, "segments");
  const errors = measureColumn(nullErrors, "nullErrors");
  const count = errors.reduce((sum, error) => sum + (error > 0 ? 0 : 1), 0);
  if (count === 0) return errors;
  throw new InputError(`${count} of ${segments} null errors are not above 0`, {
    column: "nullErrors",
    count,
    remedy: "Leave these segments out of the index: no click can be told in them.",
  });
}

/** Skewnesses under the hypothesis of no effect, one a segment, none missing. */
export function skewnessColumn(nullSkewness: ArrayLike<number>, segments: number): Float64Array {
  requireLengths({ nullSkewness }, segments, "segments");
  return measureColumn(nullSkewness, "nullSkewness");
}
