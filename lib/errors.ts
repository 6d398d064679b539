/**
 * The errors a user can cause and mend: bad files, bad columns, bad parameters, fits that cannot
 * end. Each says what was wrong, where, and what to do.
 *
 * @module
 */

import { shortened, systemFault } from "lib/system_error.ts";
import { visible } from "lib/visible.ts";

/** Where an {@linkcode InputError} arose and what mends it. */
export interface InputErrorDetails {
  /** The file that holds the fault, as the user named it. */
  readonly file?: string;
  /** The column that holds the fault. */
  readonly column?: string;
  /** How many rows, lines or values are at fault. */
  readonly count?: number;
  /** What the user can do about it: one imperative sentence. */
  readonly remedy: string;
}

/**
 * Data or parameters that the analysis cannot use.
 *
 * Its stack is its message: the fault lies in the input, so a notebook shows one readable line
 * instead of a trace through library code.
 *
 * @example
 * ```ts
 * import { InputError } from "lib/errors.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const error = new InputError("3 values are neither 0 nor 1", {
 *   file: "impressions.parquet",
 *   column: "clicked",
 *   count: 3,
 *   remedy: "Recode the column to 0 and 1.",
 * });
 * assertStringIncludes(error.message, 'column "clicked"');
 * ```
 */
export class InputError extends Error {
  override readonly name = "InputError";
  /** What is wrong, without where and remedy. */
  readonly what: string;
  /** The file at fault, where there is one. */
  readonly file: string | undefined;
  /** The column at fault, where there is one. */
  readonly column: string | undefined;
  /** How many rows, lines or values are at fault, where they were counted. */
  readonly count: number | undefined;
  /** What mends it. */
  readonly remedy: string;

  /**
   * @param what what is wrong, without a full stop
   * @param details where it is wrong and what mends it
   */
  constructor(what: string, details: InputErrorDetails) {
    const places = [
      ...(details.column === undefined ? [] : [`column "${details.column}"`]),
      ...(details.file === undefined ? [] : [shortened(details.file)]),
    ];
    const where = places.length === 0 ? "" : ` (${places.join(", ")})`;
    // Names and values may hold what would steer the terminal that shows them.
    super(visible(`${what}${where}. ${details.remedy}`));
    this.what = what;
    this.file = details.file;
    this.column = details.column;
    this.count = details.count;
    this.remedy = details.remedy;
    this.stack = `${this.name}: ${this.message}`;
  }

  /**
   * The same error, told with more or other details.
   *
   * @param details what is known besides, or better
   * @returns a new error
   */
  with(details: Partial<InputErrorDetails>): InputError {
    const { file, column, count, remedy } = this;
    return new InputError(this.what, {
      ...(file === undefined ? {} : { file }),
      ...(column === undefined ? {} : { column }),
      ...(count === undefined ? {} : { count }),
      remedy,
      ...details,
    });
  }
}

/** What a library or the system said when something failed; of the system its words alone. */
export function errorText(error: unknown): string {
  return systemFault(error)?.what ?? (error instanceof Error ? error.message : String(error));
}

/** Does work that knows no files; an {@linkcode InputError} it throws without one gets this file. */
export function inFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InputError) || error.file !== undefined) throw error;
    throw error.with({ file });
  }
}
