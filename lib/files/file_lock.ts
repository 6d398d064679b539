/**
 * Locks between processes, held by a file and let go when their process ends, however it ends.
 *
 * @module
 */

import { removeIfThere } from "lib/files/presence.ts";

/** A lock that this process holds. */
export interface FileLock {
  /** Whether no other process can hold it; not where the file system knows no locks. */
  readonly isSure: boolean;
  /** Lets the lock go and removes its file. */
  release(): Promise<void>;
}

/** The lock of a file that is made for it, or `undefined` while another process holds it. */
export async function tryFileLock(path: string): Promise<FileLock | undefined> {
  return await acquire(path, (file) => file.tryLock(true));
}

/** The lock of a file that is made for it; waits while another process holds it. */
export async function fileLock(path: string): Promise<FileLock> {
  const lock = await acquire(path, async (file) => {
    await file.lock(true);
    return true;
  });
  return lock!;
}

async function acquire(
  path: string,
  lock: (file: Deno.FsFile) => Promise<boolean>,
): Promise<FileLock | undefined> {
  while (true) {
    const file = await Deno.open(path, { create: true, write: true });
    try {
      // Some network folders know no locks: there one process at a time is the user's affair.
      const isOurs = await lock(file).catch(() => "unsure" as const);
      if (isOurs === false) {
        file.close();
        return undefined;
      }
      if (await standsAt(file, path)) return held(file, path, isOurs === true);
    } catch (error) {
      file.close();
      throw error;
    }
    // Whoever held it removed the file: what is locked now, nobody else can find.
    file.close();
  }
}

function held(file: Deno.FsFile, path: string, isSure: boolean): FileLock {
  return {
    isSure,
    async release() {
      // Removed while it is still held, so that no two processes hold two files of one name.
      await removeIfThere(path);
      file.close();
    },
  };
}

async function standsAt(file: Deno.FsFile, path: string): Promise<boolean> {
  const [ours, found] = [await file.stat(), await Deno.lstat(path).catch(() => undefined)];
  return found !== undefined && found.ino === ours.ino && found.dev === ours.dev;
}
