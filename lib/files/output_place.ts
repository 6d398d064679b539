/**
 * Finding out before anything is read whether an output would take the place of something else.
 *
 * @module
 */

import { resolve } from "node:path";
import { InputError } from "lib/errors.ts";
import { specialKind } from "lib/files/special_file.ts";
import { unwritable } from "lib/files/writable_folder.ts";
import { isAbsence } from "lib/system_error.ts";

/** The first bytes of every parquet file. */
const PARQUET = "PAR1";

/**
 * Refusal, by an {@linkcode InputError}, of a place for a parquet file where a folder, a pipe or a
 * device stands, one of the files that are to be read, or any file that is not empty and neither
 * parquet by its content nor by its name.
 */
export async function requireTablePlace(
  path: string,
  sources: readonly string[] = [],
): Promise<void> {
  await requireOutputPlace(path);
  const found = await Deno.stat(path).catch(() => undefined);
  if (found === undefined) return;
  const refused = (what: string) =>
    new InputError(what, { file: path, remedy: "Choose another place for the output." });
  if (found.isDirectory) throw refused("a folder stands where the output shall");
  for (const source of sources) {
    if (await isSame(found, path, source)) {
      throw refused(`the output would overwrite ${source}, which is to be read`);
    }
  }
  if (found.size === 0 || path.endsWith(".parquet") || await beginsLikeParquet(path)) return;
  throw refused("the output would overwrite a file that is no table");
}

/**
 * Refusal, by an {@linkcode InputError}, of a pipe, a device, the system's own folders, and of places
 * that cannot be.
 */
export async function requireOutputPlace(path: string): Promise<void> {
  const found = await Deno.stat(path).catch((error) => {
    // A file in the folder's place is found where the folder is looked at.
    if (isAbsence(error)) return undefined;
    // Links in a circle, a name too long: nothing can be made there.
    throw unwritable(path, error);
  });
  const special = found === undefined ? undefined : specialKind(found);
  // Such as /dev/stdout, behind which a file may stand.
  const isSystem = /^\/(dev|proc|sys)(\/|$)/.test(resolve(path)) &&
    !resolve(path).startsWith("/dev/shm/");
  if (special === undefined && !isSystem) return;
  throw new InputError(
    `cannot be written: it ${special === undefined ? "belongs to the system" : `is ${special}`}`,
    { file: path, remedy: "Choose another place for the output." },
  );
}

async function isSame(found: Deno.FileInfo, path: string, source: string): Promise<boolean> {
  if (resolve(path) === resolve(source)) return true;
  const other = await Deno.stat(source).catch(() => undefined);
  return other !== undefined && found.ino !== null && found.ino === other.ino &&
    found.dev === other.dev;
}

async function beginsLikeParquet(path: string): Promise<boolean> {
  try {
    using file = await Deno.open(path);
    const head = new Uint8Array(PARQUET.length);
    await file.read(head);
    return new TextDecoder().decode(head) === PARQUET;
  } catch {
    return false;
  }
}
