/**
 * Writing files whole or not at all.
 *
 * @module
 */

import { fileLock } from "lib/files/file_lock.ts";
import { throughLinks } from "lib/files/link_target.ts";
import { holdPartials, lockBeside } from "lib/files/partial.ts";
import { removeIfThere } from "lib/files/presence.ts";

/** A file that is to be written, and how. */
export interface PendingFile {
  /** Where the file shall stand; its folder is made if it is missing. */
  readonly path: string;
  /** Receives a temporary path and writes the whole file there. */
  readonly write: (temporaryPath: string) => void | Promise<void>;
}

/**
 * A file written whole or not at all: an interruption leaves the earlier one, if there was one,
 * untouched.
 */
export async function writeAtomically(
  path: string,
  write: (temporaryPath: string) => void | Promise<void>,
): Promise<void> {
  await writeTogether([{ path, write }]);
}

/**
 * Files that belong together, written so that all are complete under temporary names before the first
 * takes its own.
 *
 * A failure while they are being written leaves every earlier file as it was, and no temporary one.
 * No file system renames several files at once, though: so the file named last stands for the set.
 * An earlier one is taken away before the first renaming, and the new one comes last: where it
 * stands, all stand that belong to it. Two processes that write the same set rename one after the
 * other. A place that is a link keeps its target: that is what is written. What a killed process
 * left under temporary names goes with the next writing to the same places.
 *
 * @param files what to write, each to a place of its own, in the order of renaming
 * @throws {RangeError} if two files have the same path
 * @throws whatever a `write` throws, or the renaming, after removing the temporary files
 */
export async function writeTogether(files: readonly PendingFile[]): Promise<void> {
  const places = await Promise.all(files.map(({ path }) => throughLinks(path)));
  if (new Set(places).size < files.length) {
    throw new RangeError(`a path is named twice: ${files.map(({ path }) => path).join(", ")}`);
  }
  const partials = await holdPartials(places);
  try {
    for (const [at, { write }] of files.entries()) await write(partials.paths[at]!);
    await replace(places, partials.paths);
  } finally {
    await partials.release();
  }
}

/** Gives complete files their names, the last of which stands for all. */
async function replace(places: readonly string[], complete: readonly string[]): Promise<void> {
  // What stands in the way of a rename is found before the first one.
  for (const place of places) await refuseFolder(place);
  for (const path of complete) await Deno.stat(path);
  const last = places.at(-1);
  if (last === undefined) return;
  if (places.length === 1) return await Deno.rename(complete[0]!, last);
  const lock = await fileLock(lockBeside(last, "renaming"));
  try {
    await removeIfThere(last);
    for (const [at, place] of places.entries()) await Deno.rename(complete[at]!, place);
  } finally {
    await lock.release();
  }
}

async function refuseFolder(path: string): Promise<void> {
  const found = await Deno.stat(path).catch(() => undefined);
  if (found?.isDirectory) throw new Deno.errors.IsADirectory(`a folder has the name ${path}`);
}
