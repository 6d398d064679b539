/**
 * `deno task notebook:restore [TOPIC…]`: the notebooks as they were before somebody stepped through
 * them.
 *
 * @module
 */

import { basename, join, relative } from "node:path";
import {
  cloneFolder,
  CommandError,
  type Report,
  runCommand,
  terminalReport,
} from "lib/command/mod.ts";
import { writeAtomically } from "lib/files/mod.ts";
import { deliveredText } from "./delivered.ts";
import { findTopics, notebookName, selectTopics, type Topic } from "./topics.ts";

const USAGE = `Usage: deno task notebook:restore [TOPIC…]

Brings back the notebooks of every topic, or of the topics named, as they were committed: running
cells and saving changes them. What you made of one is kept in notebooks/TOPIC/kept/, under its name
and the time.

  --help, -h  shows this text`;

/**
 * Brings back a topic's notebooks, and keeps the changed ones.
 *
 * @param topic the topic
 * @param report told of every file
 * @param clone the clone's root
 * @param now the time that the kept ones are named by
 * @returns the paths of those that were kept
 * @throws CommandError for a topic none of whose notebooks came with the clone
 */
export async function restoreTopic(
  topic: Topic,
  report: Report,
  clone: string = cloneFolder,
  now: Date = new Date(),
): Promise<string[]> {
  const shown = (path: string) => relative(clone, path);
  const kept: string[] = [];
  let found = 0;
  for (const notebook of topic.notebooks) {
    const delivered = await deliveredText(notebook, clone);
    if (delivered === undefined) {
      report.say(`${shown(notebook)}: not committed, left as it is`);
      continue;
    }
    found++;
    if (delivered === await Deno.readTextFile(notebook)) {
      report.say(`${shown(notebook)}: as committed`);
      continue;
    }
    const copy = await freeName(join(topic.folder, "kept"), notebookName(notebook), now);
    await writeAtomically(copy, (temporary) => Deno.copyFile(notebook, temporary));
    await writeAtomically(notebook, (temporary) => Deno.writeTextFile(temporary, delivered));
    report.say(`${shown(notebook)}: restored; yours is kept in ${shown(copy)}`);
    kept.push(copy);
  }
  if (found > 0) return kept;
  throw new CommandError(
    `There is nothing to restore ${topic.name} from: git knows none of its notebooks, and no copy ` +
      "was kept when this clone was set up",
    "Compute its outputs again with deno task notebook:refresh, or take the notebook from a new " +
      "clone.",
  );
}

/** A name that is free, made of a notebook's and the local time. */
async function freeName(folder: string, name: string, now: Date): Promise<string> {
  const two = (part: number) => String(part).padStart(2, "0");
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(".");
  for (let next = 1;; next++) {
    const path = join(folder, `${name} ${day} ${time}${next === 1 ? "" : ` (${next})`}.ipynb`);
    if (!await Deno.lstat(path).then(() => true, () => false)) return path;
  }
}

if (import.meta.main) {
  await runCommand({
    usage: USAGE,
    options: {},
    allowPositionals: true,
    run: async ({ positionals }) => {
      const kept: string[] = [];
      for (const topic of selectTopics(await findTopics(), positionals)) {
        kept.push(...await restoreTopic(topic, terminalReport));
      }
      if (kept.length > 0) {
        const names = kept.map((path) => basename(path)).join(", ");
        terminalReport.say(`Where one is open in JupyterLab, reload it there. Kept: ${names}`);
      }
      return 0;
    },
  });
}
