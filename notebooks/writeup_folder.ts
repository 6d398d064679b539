/**
 * Replacing a topic's results as a whole.
 *
 * A run writes into a folder beside the target and takes the target's place when it is complete, so
 * that whatever stands there is the result of one whole run: of the earlier one until the next is
 * complete, also where that one fails or is killed. Of the earlier one only what a run wrote is
 * removed.
 *
 * @module
 */

import { basename, dirname, join, relative } from "node:path";
import { CommandError } from "lib/command/mod.ts";
import { ignoreAbsence } from "lib/system_error.ts";
import {
  type FileLock,
  holdPartials,
  isPartial,
  lockBeside,
  temporaryStem,
  throughLinks,
  tryFileLock,
} from "lib/files/mod.ts";

/**
 * Lists what a run wrote, a path a line, relative to the folder: only that is ever removed. The
 * notebooks' own writeup (lib/notebook/writeup.ts) begins the list; here it is completed.
 */
const RECORD = ".written";

/** What systems and editors put into a folder that somebody looks at. */
const UNASKED = [".DS_Store", "Thumbs.db", "desktop.ini"];

/** How complete results take their place. */
export interface ReplaceOptions {
  /** Does what has to be done about the earlier results, moves the new ones, and tells of them. */
  readonly publish?: (move: () => Promise<void>) => Promise<void>;
}

/**
 * Lets something write a topic's results, and puts them in place when they are complete.
 *
 * @param target the results' folder; a link to one stays a link
 * @param write receives the absolute path of the folder to write into; should it throw, that folder
 * is removed and the target stays as it is
 * @throws CommandError if the target is no folder, or another disk's, or holds files that no run
 * wrote, or another run is at work on it
 */
export async function replaceWriteup(
  target: string,
  write: (folder: string) => Promise<void>,
  { publish = (move) => move() }: ReplaceOptions = {},
): Promise<void> {
  const place = await throughLinks(target);
  await refuseMount(place);
  const lock = await lockOf(place);
  if (lock === undefined) {
    throw new CommandError(
      `Another run is writing ${target}`,
      "Wait until it ends, or write elsewhere with --out.",
    );
  }
  try {
    await finishReplacing(place);
    await refuseForeignFiles(place);
    const partials = await holdPartials([place]);
    try {
      const staging = partials.paths[0]!;
      await Deno.mkdir(staging);
      await write(staging);
      const written = (await filesIn(staging)).filter((file) => file !== RECORD);
      await Deno.writeTextFile(
        join(staging, RECORD),
        written.map((file) => `${file}\n`).join(""),
      );
      await publish(() => takePlace(staging, place));
    } finally {
      await partials.release();
    }
  } finally {
    await lock.release();
  }
}

/**
 * Puts back the earlier results where a run was killed in the instant of replacing them, unless
 * another run is at work there.
 *
 * @param target the results' folder
 */
export async function recoverWriteup(target: string): Promise<void> {
  const place = await throughLinks(target);
  if (await earlierResults(place) === undefined) return;
  const lock = await lockOf(place);
  if (lock === undefined) return;
  try {
    await finishReplacing(place);
  } finally {
    await lock.release();
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

async function lockOf(place: string): Promise<FileLock | undefined> {
  await Deno.mkdir(dirname(place), { recursive: true });
  return await tryFileLock(lockBeside(place, "writing"));
}

/** The name under which the earlier results stand aside while the new ones take their place. */
function aside(place: string): string {
  return join(dirname(place), `${temporaryStem(place)}.replaced-${crypto.randomUUID()}`);
}

/** The earlier results that stand aside because a run was killed, if there are any. */
async function earlierResults(place: string): Promise<string | undefined> {
  const beginning = `${temporaryStem(place)}.replaced-`;
  for await (const { name, isDirectory } of readIfThere(dirname(place))) {
    const isOurs = isDirectory && name.startsWith(beginning) &&
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name.slice(beginning.length));
    if (isOurs) return join(dirname(place), name);
  }
}

/** Ends what a killed run began: the earlier results come back, or go if the new ones stand. */
async function finishReplacing(place: string): Promise<void> {
  for (;;) {
    const earlier = await earlierResults(place);
    if (earlier === undefined) return;
    if (await Deno.lstat(place).catch(ignoreAbsence) === undefined) {
      await Deno.rename(earlier, place);
    } else {
      await dissolve(earlier, place);
    }
  }
}

/** Puts complete results in the place of earlier ones, and removes those. */
async function takePlace(staging: string, place: string): Promise<void> {
  const isNew = new Set(await filesIn(staging));
  const clash = (await foreignFiles(place)).find((file) => isNew.has(file));
  if (clash !== undefined) {
    throw new CommandError(
      `${place} holds ${clash}, which came there during the run and which the results would replace`,
      "Move it away and run the command again; the earlier results are untouched.",
    );
  }
  const earlier = aside(place);
  const isReplaced = await Deno.rename(place, earlier).then(() => true, ignoreAbsence);
  try {
    await Deno.rename(staging, place);
  } catch (error) {
    if (isReplaced === true) await Deno.rename(earlier, place);
    throw error;
  }
  if (isReplaced === true) await dissolve(earlier, place);
}

/** Removes what a run wrote in a folder, and the folder; whatever else is in it moves elsewhere. */
async function dissolve(folder: string, elsewhere: string): Promise<void> {
  const listed = new Set(await readRecord(folder));
  const foldersOfOurs = new Set([...listed].flatMap(foldersOf));
  const walk = async (part: string) => {
    for await (const { name, isDirectory } of readIfThere(join(folder, part))) {
      const path = join(part, name);
      const isOurs = listed.has(path) || isPartial(name);
      if (isDirectory && foldersOfOurs.has(path)) await walk(path);
      else if (isOurs && !isDirectory) await Deno.remove(join(folder, path));
      else await moveAside(join(folder, path), join(elsewhere, path));
    }
    await Deno.remove(join(folder, part));
  };
  await walk("");
}

/** The folders that lead to a file, the closest first. */
function foldersOf(file: string): string[] {
  const folder = dirname(file);
  return folder === "." || folder === "/" ? [] : [folder, ...foldersOf(folder)];
}

/** Moves something to a place, under a name beside it if something stands there. */
async function moveAside(from: string, to: string): Promise<void> {
  await Deno.mkdir(dirname(to), { recursive: true });
  let free = to;
  for (let next = 2; await Deno.lstat(free).catch(ignoreAbsence) !== undefined; next++) {
    free = `${to} (${next})`;
  }
  await Deno.rename(from, free);
}

/**
 * Refuses a folder that holds anything besides an earlier run's results, of ours or of a notebook
 * that was stepped through by hand.
 */
async function refuseForeignFiles(target: string): Promise<void> {
  const found = await Deno.stat(target).catch(ignoreAbsence);
  if (found !== undefined && !found.isDirectory) {
    throw new CommandError(
      `${target} is no folder, so that the results cannot take its place`,
      "Move it away, or name another folder with --out.",
    );
  }
  const foreign = await foreignFiles(target);
  const first = foreign[0];
  if (first === undefined) return;
  const count = `${foreign.length} file${foreign.length === 1 ? "" : "s"}`;
  throw new CommandError(
    `${target} holds ${count} that no run of ours wrote, such as ${first}`,
    "A run replaces that folder: move these files away, or name another folder with --out.",
  );
}

/** Refuses a folder at which another disk is mounted: the system lets nothing take its place. */
async function refuseMount(place: string): Promise<void> {
  const device = async (path: string) =>
    (await Deno.stat(path).catch(ignoreAbsence) as Deno.FileInfo | undefined)?.dev;
  const [own, above] = [await device(place), await device(dirname(place))];
  if (own === undefined || above === undefined || own === above) return;
  throw new CommandError(
    `At ${place} another disk is mounted, so that the results cannot take its place as a whole`,
    "Name a folder on that disk with --out.",
  );
}

/** The files in a folder of results that no run wrote. */
async function foreignFiles(target: string): Promise<string[]> {
  const listed = new Set(await readRecord(target));
  return (await filesIn(target)).filter((file) =>
    !listed.has(file) && !isPartial(basename(file)) && !UNASKED.includes(basename(file))
  );
}

async function readRecord(target: string): Promise<readonly string[]> {
  const text = await Deno.readTextFile(join(target, RECORD)).catch(() => "");
  return [...text.split("\n").filter((line) => line !== ""), RECORD];
}

/** All files below a folder, sorted; none if there is no such folder. */
async function filesIn(folder: string, root: string = folder): Promise<string[]> {
  const files: string[] = [];
  for await (const entry of readIfThere(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory) files.push(...await filesIn(path, root));
    else files.push(relative(root, path));
  }
  return files.sort();
}

async function* readIfThere(folder: string): AsyncGenerator<Deno.DirEntry> {
  try {
    yield* Deno.readDir(folder);
  } catch (error) {
    ignoreAbsence(error);
  }
}
