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
import { CommandError } from "./environment/command_error.ts";

/** Lists what a run wrote: only what is listed is ever removed. */
const CONTENTS = ".writeup.json";
const LOCK = ".lock";

interface Contents {
  /** Paths relative to the folder, with forward slashes. */
  readonly files: readonly string[];
}

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
    const contents: Contents = { files: (await filesIn(staging)).filter((file) => file !== LOCK) };
    await Deno.writeTextFile(
      join(staging, CONTENTS),
      JSON.stringify({ files: [...contents.files, CONTENTS] }, null, 2) + "\n",
    );
    await Deno.remove(join(staging, LOCK));
    await Deno.rename(staging, target);
  } catch (error) {
    await Deno.remove(staging, { recursive: true }).catch(() => {});
    throw error;
  }
}

/**
 * Refuses a folder that holds anything besides an earlier run's results.
 *
 * Notebooks that are stepped through by hand write their tables and figures into the topic's own
 * `writeup/`, without a list: those are known by their kind.
 */
async function refuseForeignFiles(target: string): Promise<void> {
  const files = await filesIn(target);
  const listed = new Set(await readContents(target));
  const foreign = files.filter((file) => !listed.has(file) && !isNotebookResult(target, file));
  const first = foreign[0];
  if (first === undefined) return;
  throw new CommandError(
    `${target} holds ${foreign.length} file${foreign.length === 1 ? "" : "s"} that no run of ` +
      `ours wrote, such as ${first}`,
    "A run replaces that folder: move these files away, or name another folder with --out.",
  );
}

function isNotebookResult(target: string, file: string): boolean {
  return basename(target) === "writeup" &&
    /^(tables\/[^/]+\.(csv|parquet)|figures\/[^/]+\.(svg|png)|[^/]+\.parquet)$/.test(file);
}

async function readContents(target: string): Promise<readonly string[]> {
  const text = await Deno.readTextFile(join(target, CONTENTS)).catch(() => undefined);
  return text === undefined ? [] : (JSON.parse(text) as Contents).files;
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

function ignoreAbsence(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
