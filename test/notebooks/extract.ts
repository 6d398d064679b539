/**
 * Turning a notebook's cells into a script that can be type checked: the kernel itself strips types
 * without looking at them.
 *
 * @module
 */

import { join } from "node:path";
import {
  headingAbove,
  isExecutable,
  type Notebook,
  readNotebook,
  wholeText,
} from "../../notebooks/execution/notebook_format.ts";
import { notebookName, type Topic } from "../../notebooks/topics.ts";

/**
 * The code cells of a notebook, in their order, as one module.
 *
 * Before each cell stands a comment with its number, so that an error's line leads back to it.
 *
 * @param notebook the notebook
 * @returns TypeScript with top-level await
 */
export function extractScript(notebook: Notebook): string {
  const parts: string[] = [];
  notebook.cells.forEach((cell, index) => {
    if (!isExecutable(cell)) return;
    const heading = headingAbove(notebook, index);
    const place = `cell ${parts.length + 1}${heading === undefined ? "" : `: ${heading}`}`;
    parts.push(`// ${place}\n${wholeText(cell.source).trimEnd()}\n`);
  });
  // Even without imports it shall be a module: only there may await stand at the top level.
  return [...parts, "export {};\n"].join("\n");
}

/**
 * Writes one script a notebook.
 *
 * @param topics the topics whose notebooks are extracted
 * @param folder where the scripts go, in a folder per topic
 * @returns the scripts' paths
 */
export async function extractScripts(
  topics: readonly Topic[],
  folder: string,
): Promise<string[]> {
  const scripts: string[] = [];
  for (const topic of topics) {
    await Deno.mkdir(join(folder, topic.name), { recursive: true });
    for (const notebook of topic.notebooks) {
      const script = join(folder, topic.name, `${notebookName(notebook)}.ts`);
      await Deno.writeTextFile(script, extractScript(await readNotebook(notebook)));
      scripts.push(script);
    }
  }
  return scripts;
}
