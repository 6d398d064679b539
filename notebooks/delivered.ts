/**
 * The notebooks as they came with the clone, whatever stepping through them has made of them.
 *
 * They come from git's history. A clone without one, such as an unpacked archive, keeps a copy of
 * its notebooks when it is set up.
 *
 * @module
 */

import { basename, dirname, join, relative } from "node:path";
import { writeAtomically } from "lib/files/mod.ts";
import { environmentFolders } from "./environment/folders.ts";
import { run } from "./environment/run.ts";
import { findTopics } from "./topics.ts";

/**
 * The text of a notebook as it was committed or delivered.
 *
 * @param notebook its absolute path
 * @param clone the clone's root
 * @returns undefined for a notebook that did not come with the clone
 */
export async function deliveredText(notebook: string, clone: string): Promise<string | undefined> {
  const committed = await fromHistory(notebook);
  if (committed !== undefined) return committed;
  return await Deno.readTextFile(copyOf(notebook, clone)).catch(() => undefined);
}

/**
 * Keeps copies of the notebooks of a clone that has no history, once.
 *
 * @param clone the clone's root
 */
export async function keepDelivered(clone: string): Promise<void> {
  const { delivered } = environmentFolders(clone);
  if (await Deno.stat(delivered).then(() => true, () => false)) return;
  for (const { notebooks } of await findTopics(join(clone, "notebooks"))) {
    for (const notebook of notebooks) {
      if (await fromHistory(notebook) !== undefined) continue;
      await writeAtomically(
        copyOf(notebook, clone),
        (temporary) => Deno.copyFile(notebook, temporary),
      );
    }
  }
}

function copyOf(notebook: string, clone: string): string {
  return join(environmentFolders(clone).delivered, relative(join(clone, "notebooks"), notebook));
}

async function fromHistory(notebook: string): Promise<string | undefined> {
  const { code, stdout } = await run("git", ["show", `HEAD:./${basename(notebook)}`], {
    cwd: dirname(notebook),
  });
  return code === 0 ? stdout : undefined;
}
