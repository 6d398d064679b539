/**
 * Checks that several rooms make, each written once.
 *
 * @module
 */

import { InputError, type InputErrorDetails } from "lib/errors.ts";

/** Where a column of 0 and 1 stands, and what to do if it holds only one of them. */
export interface ClassesPlace extends Omit<InputErrorDetails, "count"> {
  /** What the values are, in the plural: `values` unless given, or such as `drawn values`. */
  readonly noun?: string;
}

/** Checks by their number that 0 and 1 both occur: without either there is nothing to compare. */
export function requireBothClasses(ones: number, rows: number, place: ClassesPlace): void {
  if (ones > 0 && ones < rows) return;
  const { noun = "values", ...details } = place;
  throw new InputError(`all ${rows} ${noun} are ${ones === 0 ? 0 : 1}`, {
    ...details,
    count: rows,
  });
}
