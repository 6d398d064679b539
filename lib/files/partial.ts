/**
 * Temporary names beside the places they are for, and the clearing of those whose process was killed.
 *
 * Such a name is the place's, a UUID and `.partial`. As long as the process that took it lives, it
 * holds the lock of the hidden file `.UUID.partial` beside it; so what bears such a name and is not
 * held was left by a killed process, and nothing of the user's looks like it.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { type FileLock, fileLock, tryFileLock } from "lib/files/file_lock.ts";
import { removeWhole } from "lib/files/presence.ts";

const PARTIAL = /^(.*)\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.partial$/;

/** Temporary names that this process holds. */
export interface Partials {
  /** The temporary paths, in the order of the places. */
  readonly paths: readonly string[];
  /** Removes what still stands under the names, and lets them go. */
  release(): Promise<void>;
}

/**
 * Temporary names beside places; what killed processes left for the same places is removed first.
 *
 * Nothing stands under the names yet. The places' folders are made if they are missing.
 */
export async function holdPartials(places: readonly string[]): Promise<Partials> {
  const id = crypto.randomUUID();
  const paths = places.map((place) =>
    join(dirname(place), `${temporaryStem(place)}.${id}.partial`)
  );
  const folders = [...new Set(places.map((place) => dirname(place)))];
  const locks: FileLock[] = [];
  const release = async () => {
    for (const path of paths) await removeWhole(path);
    for (const lock of locks) await lock.release();
  };
  try {
    for (const folder of folders) {
      await Deno.mkdir(folder, { recursive: true });
      await removeAbandoned(folder, places);
      locks.push(await fileLock(join(folder, `.${id}.partial`)));
    }
  } catch (error) {
    await release().catch(() => {});
    throw error;
  }
  return { paths, release };
}

/**
 * The end of what killed processes left in a folder: for the places named, and whatever else has a
 * lock file of its own there.
 */
export async function removeAbandoned(
  folder: string,
  places: readonly string[] = [],
): Promise<void> {
  const stems = places.map(temporaryStem);
  const left = new Map<string, string[]>();
  const isSurelyOurs = new Set<string>();
  for await (const { name } of Deno.readDir(folder)) {
    const [, stem, id] = PARTIAL.exec(name) ?? [];
    if (stem === undefined || id === undefined) continue;
    left.set(id, [...left.get(id) ?? [], name]);
    if (stem === "" || stems.includes(stem)) isSurelyOurs.add(id);
  }
  for (const id of isSurelyOurs) {
    const lock = await tryFileLock(join(folder, `.${id}.partial`));
    if (lock === undefined || !lock.isSure) continue;
    for (const name of left.get(id) ?? []) {
      if (name !== `.${id}.partial`) await removeWhole(join(folder, name));
    }
    await lock.release();
  }
}

/** The hidden file beside a place whose lock is held for one purpose. */
export function lockBeside(place: string, purpose: "writing" | "renaming"): string {
  return join(dirname(place), `.${temporaryStem(place)}.${purpose}.partial`);
}

/** How many bytes of a name leave room for what marks a temporary file, where 255 are allowed. */
const LONGEST_STEM = 200;

/** What a temporary name begins with: the place's own name, or a short one for it. */
export function temporaryStem(place: string): string {
  const name = basename(place);
  return new TextEncoder().encode(name).length <= LONGEST_STEM
    ? name
    : createHash("sha256").update(name).digest("hex");
}

/** Whether a file's name is a temporary one. */
export function isPartial(name: string): boolean {
  return PARTIAL.test(name);
}
