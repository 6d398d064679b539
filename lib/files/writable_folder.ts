/**
 * Finding out before long work whether its results can be written.
 *
 * @module
 */

import { dirname, join, resolve } from "node:path";
import { errorText, InputError } from "lib/errors.ts";
import { holdPartials } from "lib/files/partial.ts";
import { systemFault } from "lib/system_error.ts";

/**
 * The check that a folder can be written, for what its user can mend.
 *
 * @throws {InputError} if files cannot be made there, in the system's words
 */
export async function requireWritable(folder: string): Promise<void> {
  try {
    await tryWriting(folder);
  } catch (error) {
    throw unwritable(folder, error);
  }
}

/**
 * The fault of a place that cannot be written, found before or while writing, in the system's words;
 * an error of another kind, which has nothing to do with the place, comes back as it is.
 */
export function unwritable(place: string, error: unknown): unknown {
  const fault = systemFault(error);
  // Polars gives its failures a code, and not always the system's words.
  const isForeign = error instanceof Error && "code" in error;
  if (fault === undefined && (!isForeign || error instanceof InputError)) return error;
  const what = fault?.what ?? `writing broke off halfway, as on a full disk (${errorText(error)})`;
  return new InputError(`cannot be written: ${what}`, {
    file: place,
    remedy: "Choose another place, or make room there.",
  });
}

/**
 * The proof that files can be made in a folder, or where it is missing in the nearest one above it:
 * one is made and removed again.
 *
 * Polars stops the program's thread where it may not write a file, so it must not be the first to
 * find out.
 *
 * @throws {Deno.errors.PermissionDenied} if they cannot, or whatever else the system answers
 */
export async function tryWriting(folder: string): Promise<void> {
  let place = resolve(folder);
  while (!await isThere(place)) place = dirname(place);
  // A link that leads nowhere, or in a circle, is said to be so.
  await Deno.stat(place);
  const partials = await holdPartials([join(place, "trial")]);
  await partials.release();
}

/** What cannot be looked at, because its name is too long for instance, cannot be made either. */
async function isThere(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
