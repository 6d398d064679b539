/**
 * Finding out before long work whether its results can be written.
 *
 * @module
 */

import { dirname, resolve } from "node:path";

/**
 * Makes a file in a folder, or where the folder is missing in the nearest one above it, and removes
 * it again.
 *
 * Polars stops the program's thread where it may not write a file, so it must not be the first to
 * find out.
 *
 * @param folder the folder
 * @throws {Deno.errors.PermissionDenied} if files cannot be made there, or whatever else the system
 *   answers
 *
 * @example
 * ```ts
 * import { tryWriting } from "lib/files/writable_folder.ts";
 * import { assertRejects } from "@std/assert";
 *
 * await tryWriting(`${Deno.makeTempDirSync()}/processed`);
 * await assertRejects(() => tryWriting(`${Deno.makeTempFileSync()}/processed`));
 * ```
 */
export async function tryWriting(folder: string): Promise<void> {
  let place = resolve(folder);
  while (!await isThere(place)) place = dirname(place);
  await Deno.remove(await Deno.makeTempFile({ dir: place, suffix: ".partial" }));
}

async function isThere(path: string): Promise<boolean> {
  return await Deno.lstat(path).then(() => true, () => false);
}
