/**
 * Writing files whole or not at all.
 *
 * @module
 */

import { removeIfThere } from "lib/files/presence.ts";

/** A file that is to be written, and how. */
export interface PendingFile {
  /** Where the file shall stand; its folder is made if it is missing. */
  readonly path: string;
  /** Receives a temporary path and writes the whole file there. */
  readonly write: (temporaryPath: string) => void | Promise<void>;
}

/** Options for {@linkcode writeTogether}. */
export interface TogetherOptions {
  /**
   * Earlier files to remove when all new ones are complete, before the first takes its name: the one
   * whose presence stands for the set must not stand beside files of another. They are lost if a
   * renaming fails.
   */
  readonly removeFirst?: readonly string[];
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
 * No file system renames several files at once, though: should a rename fail after others succeeded
 * (the folder was closed to writing in that instant), or the machine stop between two of them, the
 * files named first are new and the rest are still the earlier ones, each of them whole. So name
 * last the file whose presence stands for the set. A program that is killed can leave temporary
 * files; their names end in `.partial`.
 *
 * @param files what to write, each to a place of its own, in the order of renaming
 * @param options which earlier files to remove before the first renaming
 * @throws {RangeError} if two files have the same path
 * @throws whatever a `write` throws, or the renaming, after removing the temporary files
 */
export async function writeTogether(
  files: readonly PendingFile[],
  { removeFirst = [] }: TogetherOptions = {},
): Promise<void> {
  if (new Set(files.map(({ path }) => path)).size < files.length) {
    throw new RangeError(`a path is named twice: ${files.map(({ path }) => path).join(", ")}`);
  }
  const pending = files.map((file) => ({
    ...file,
    temporary: `${file.path}.${crypto.randomUUID()}.partial`,
  }));
  try {
    for (const { path, temporary, write } of pending) {
      await Deno.mkdir(folderOf(path), { recursive: true });
      await write(temporary);
    }
    for (const path of removeFirst) await removeIfThere(path);
    // What stands in the way of a rename is found before the first one.
    for (const { path } of pending) await refuseFolder(path);
    for (const { path, temporary } of pending) await Deno.rename(temporary, path);
  } catch (error) {
    for (const { temporary } of pending) await Deno.remove(temporary).catch(() => {});
    throw error;
  }
}

function folderOf(path: string): string {
  const cut = path.lastIndexOf("/");
  return cut < 0 ? "." : path.slice(0, cut) || "/";
}

async function refuseFolder(path: string): Promise<void> {
  const found = await Deno.stat(path).catch(() => undefined);
  if (found?.isDirectory) throw new Deno.errors.IsADirectory(`a folder has the name ${path}`);
}
