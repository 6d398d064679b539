/**
 * Replacing a topic's results as a whole.
 *
 * A run writes into a folder beside the target and takes the target's place when it is complete, so
 * that whatever stands there is the result of one whole run. The earlier result is removed before
 * the run starts: after an interruption nothing stands there that could pass for current.
 *
 * @module
 */

import { basename, dirname, join, relative } from "node:path";
import { CommandError } from "lib/command/mod.ts";

/**
 * Lists what a run wrote, a path a line, relative to the folder: only that is ever removed. The
 * notebooks' own writeup (lib/notebook/writeup.ts) begins the list; here it is completed.
 */
const RECORD = ".written";
const LOCK = ".lock";

/**
 * Lets something write a topic's results, and puts them in place when they are complete.
 *
 * @param target the results' folder
 * @param write receives the absolute path of the folder to write into; should it throw, that folder
 * is removed and the target stays absent
 * @throws CommandError if the target holds files that no run wrote, or another run is at work on it
 */
export async function replaceWriteup(
  target: string,
  write: (folder: string) => Promise<void>,
): Promise<void> {
  await refuseForeignFiles(target);
  const staging = join(dirname(target), `${basename(target)}.partial`);
  await Deno.mkdir(staging, { recursive: true });
  using lock = await Deno.open(join(staging, LOCK), { create: true, write: true });
  if (!await lock.tryLock(true)) {
    throw new CommandError(
      `Another run is writing ${target}`,
      "Wait until it ends, or write elsewhere with --out.",
    );
  }
  try {
    await empty(staging);
    await Deno.remove(target, { recursive: true }).catch(ignoreAbsence);
    await write(staging);
    const written = (await filesIn(staging)).filter((file) => file !== LOCK && file !== RECORD);
    await Deno.writeTextFile(
      join(staging, RECORD),
      written.map((file) => `${file}\n`).join(""),
    );
    await Deno.remove(join(staging, LOCK));
    await Deno.rename(staging, target);
  } catch (error) {
    await Deno.remove(staging, { recursive: true }).catch(() => {});
    throw error;
  }
}

/**
 * Moves one notebook's results in among those of its topic's other notebooks.
 *
 * @param part the folder of its results, which is removed
 * @param folder the topic's folder
 * @throws CommandError if another notebook left a file of the same name
 */
export async function moveResults(part: string, folder: string): Promise<void> {
  const moved = (await filesIn(part)).filter((file) => file !== RECORD);
  const present = new Set(await filesIn(folder));
  const twice = moved.filter((file) => present.has(file));
  if (twice.length > 0) {
    throw new CommandError(
      `Two notebooks of a topic save results of the same name: ${twice.join(", ")}`,
      "Give one of them another name in its notebook.",
    );
  }
  for (const file of moved) {
    await Deno.mkdir(dirname(join(folder, file)), { recursive: true });
    await Deno.rename(join(part, file), join(folder, file));
  }
  await Deno.remove(part, { recursive: true });
}

/**
 * Refuses a folder that holds anything besides an earlier run's results, of ours or of a notebook
 * that was stepped through by hand.
 */
async function refuseForeignFiles(target: string): Promise<void> {
  const files = await filesIn(target);
  const listed = new Set(await readRecord(target));
  const foreign = files.filter((file) => !listed.has(file) && !file.endsWith(".partial"));
  const first = foreign[0];
  if (first === undefined) return;
  const count = `${foreign.length} file${foreign.length === 1 ? "" : "s"}`;
  throw new CommandError(
    `${target} holds ${count} that no run of ours wrote, such as ${first}`,
    "A run replaces that folder: move these files away, or name another folder with --out.",
  );
}

async function readRecord(target: string): Promise<readonly string[]> {
  const text = await Deno.readTextFile(join(target, RECORD)).catch(() => "");
  return [...text.split("\n"), RECORD];
}

/** All files below a folder, sorted; none if there is no such folder. */
async function filesIn(folder: string, root: string = folder): Promise<string[]> {
  const files: string[] = [];
  try {
    for await (const entry of Deno.readDir(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory) files.push(...await filesIn(path, root));
      else files.push(relative(root, path));
    }
  } catch (error) {
    ignoreAbsence(error);
  }
  return files.sort();
}

async function empty(folder: string): Promise<void> {
  for await (const entry of Deno.readDir(folder)) {
    if (entry.name !== LOCK) await Deno.remove(join(folder, entry.name), { recursive: true });
  }
}

/** Lets go of an error that says something is not there, and of no other. */
export function ignoreAbsence(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
