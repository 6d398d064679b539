/**
 * Known probabilities of treatment held against the treatments.
 *
 * @module
 */

import { InputError } from "lib/errors.ts";

/**
 * Checks that no row stands where its known probability of treatment rules it out: at 0 a row is never
 * treated, at 1 always.
 */
export function requirePossible(
  propensity: Float64Array,
  treatment: Uint8Array,
  column: string,
): void {
  let impossible = 0;
  for (let row = 0; row < propensity.length; row++) {
    const e = propensity[row]!;
    if ((e === 0 || e === 1) && e !== treatment[row]) impossible++;
  }
  if (impossible === 0) return;
  throw new InputError(
    `${impossible} of ${propensity.length} rows stand in the arm that their propensity rules out`,
    {
      column,
      count: impossible,
      remedy: "Correct the propensities: a row with 1 is always treated, one with 0 never.",
    },
  );
}
