/**
 * Whether files are there, told apart from whether the file system answers at all.
 *
 * @module
 */

import { errorText, InputError } from "lib/errors.ts";
import { ignoreAbsence, isAbsence } from "lib/system_error.ts";

/**
 * Whether a file stands at a path; what keeps the file system from answering, such as links that
 * lead in a circle, is told by an {@linkcode InputError}.
 */
export async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch (error) {
    if (isAbsence(error)) return false;
    throw new InputError("the place of the data cannot be looked at", {
      file: path,
      remedy: `Name another, or mend this one; the system said: ${errorText(error)}.`,
    });
  }
}

/** The end of a file or empty folder that may be there. */
export async function removeIfThere(path: string): Promise<void> {
  await Deno.remove(path).catch(ignoreAbsence);
}

/** The end of a file, or of a folder with all that is in it, that may be there. */
export async function removeWhole(path: string): Promise<void> {
  await Deno.remove(path, { recursive: true }).catch(ignoreAbsence);
}
