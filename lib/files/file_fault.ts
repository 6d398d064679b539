/**
 * Faults of the file system, told to the person whose folder it is.
 *
 * @module
 */

import { errorText, InputError } from "lib/errors.ts";
import { systemFault } from "lib/system_error.ts";

/** What to say where files cannot be read or written. */
export interface FileFault {
  /** What cannot be done, such as `The writeup cannot be written`. */
  readonly what: string;
  /** The folder in question. */
  readonly folder: string;
  /** What the user can do about it: one imperative sentence. */
  readonly remedy: string;
}

/**
 * Does file work, and says of a fault of the file system which folder it was in and what to do.
 *
 * @param fault what to say
 * @param work reads or writes files in the folder
 * @returns what the work returns
 * @throws {InputError} for a folder that is missing, closed, full or no folder at all; anything else
 * that `work` throws is thrown on
 *
 * @example
 * ```ts
 * import { explainFileFaults } from "lib/files/file_fault.ts";
 * import { InputError } from "lib/errors.ts";
 * import { assertRejects } from "@std/assert";
 *
 * const folder = "/nowhere";
 * const fault = { what: "The notes cannot be read", folder, remedy: "Make the folder." };
 * await assertRejects(
 *   () => explainFileFaults(fault, () => Deno.readTextFile(`${folder}/notes.txt`)),
 *   InputError,
 *   "The notes cannot be read: No such file or directory",
 * );
 * ```
 */
export async function explainFileFaults<T>(
  fault: FileFault,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isFileSystemError(error)) throw error;
    throw new InputError(`${fault.what}: ${errorText(error)}`, {
      file: fault.folder,
      remedy: fault.remedy,
    });
  }
}

function isFileSystemError(error: unknown): error is Error {
  // The parquet writer gives its failures a code, and not always the system's words.
  return systemFault(error) !== undefined || error instanceof Error && "code" in error;
}
