/**
 * The values of options.
 *
 * @module
 */

import { UsageError } from "lib/command/errors.ts";

/** The bounds of an option that is a whole number, and what it must be in words. */
export interface WholeNumberOption {
  /** The smallest value that is usable, 0 unless given. */
  readonly least?: number;
  /** The largest value that is usable. */
  readonly most?: number;
  /** What it must be, for the message; made from the bounds unless given. */
  readonly wanted?: string;
}

/** The whole number that an option was given; anything else throws a {@linkcode UsageError}. */
export function wholeNumber(
  option: string,
  text: string,
  { least = 0, most = Number.MAX_SAFE_INTEGER, wanted }: WholeNumberOption = {},
): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`;
  throw new UsageError(`${option} is "${text}": give ${wanted ?? `a whole number ${range}`}`);
}

/** The text that an option was given; an empty one throws a {@linkcode UsageError}. */
export function nonEmpty(option: string, text: string, wanted: string): string {
  if (text === "") throw new UsageError(`${option} is empty: ${wanted}`);
  return text;
}
