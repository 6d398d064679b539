/**
 * What estimates of segments rest on, checked: clicks, errors and skewnesses, one number a segment.
 *
 * @module
 */

import { measureColumn, requireLengths } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";

/** Numbers of clicks, effective or counted, one a segment, none missing and none below 0. */
export function clickColumn(
  given: ArrayLike<unknown>,
  segments: number,
  name: "clicks" | "effectiveClicks" | "effectiveClicksOfRest",
): Float64Array {
  const clicks = columnOf(given, segments, name);
  requireAll(clicks, (own) => own >= 0, {
    column: name,
    fault: "segments have fewer than 0 clicks",
    remedy: "Give what `effectiveClicks` says of the same rows and segments.",
  });
  return clicks;
}

/** Errors under the hypothesis of no effect, one a segment, all above 0. */
export function errorColumn(nullErrors: ArrayLike<unknown>, segments: number): Float64Array {
  const errors = columnOf(nullErrors, segments, "nullErrors");
  requireAll(errors, (error) => error > 0, {
    column: "nullErrors",
    fault: "null errors are not above 0",
    remedy: "Leave these segments out of the index: no click can be told in them.",
  });
  return errors;
}

/** Errors under the hypothesis of a gain, one a segment, none below 0. */
export function gainErrorColumn(gainErrors: ArrayLike<unknown>, segments: number): Float64Array {
  const errors = columnOf(gainErrors, segments, "gainErrors");
  requireAll(errors, (error) => error >= 0, {
    column: "gainErrors",
    fault: "gain errors are below 0",
    remedy: "Give what `gainErrors` says of the same rows and segments.",
  });
  return errors;
}

/** Skewnesses under the hypothesis of no effect, one a segment, none missing. */
export function skewnessColumn(nullSkewness: ArrayLike<number>, segments: number): Float64Array {
  return columnOf(nullSkewness, segments, "nullSkewness");
}

/** As many numbers as segments, none missing. */
function columnOf(given: ArrayLike<unknown>, segments: number, name: string): Float64Array {
  requireLengths({ [name]: given }, segments, "segments");
  return measureColumn(given, name);
}

/** Refuses a column with a value that is none it can be, and says how many there are. */
function requireAll(
  values: Float64Array,
  isSound: (value: number) => boolean,
  { column, fault, remedy }: {
    readonly column: string;
    readonly fault: string;
    readonly remedy: string;
  },
): void {
  const count = values.reduce((sum, value) => sum + (isSound(value) ? 0 : 1), 0);
  if (count === 0) return;
  throw new InputError(`${count} of ${values.length} ${fault}`, { column, count, remedy });
}
