/**
 * What a notebook says between its cells, and what a page of the documentation says.
 *
 * @module
 */

import { assert } from "@std/assert";
import { join } from "node:path";
import { cloneFolder } from "lib/command/mod.ts";
import { readNotebook, wholeText } from "../../notebooks/execution/notebook_format.ts";

/**
 * Reads a notebook's prose, to hold its sentences against computed figures.
 *
 * @param notebook the notebook's path from the clone's root
 * @returns a function that fails unless the prose contains a text
 */
export async function readProse(notebook: string): Promise<(text: string) => void> {
  const { cells } = await readNotebook(join(cloneFolder, notebook));
  return saysOf(
    cells
      .filter((cell) => cell.cell_type === "markdown")
      .map((cell) => wholeText(cell.source)).join("\n"),
  );
}

/**
 * Reads a page of Markdown, to hold its sentences against computed figures.
 *
 * @param page the page's path from the clone's root
 * @returns a function that fails unless the page contains a text
 */
export async function readPage(page: string): Promise<(text: string) => void> {
  return saysOf(await Deno.readTextFile(join(cloneFolder, page)));
}

/**
 * A notebook's prose without the marks of what holds only for the built-in sample.
 *
 * @param markdown the source of its cells
 */
export function withoutMarks(markdown: string): string {
  // Only these marks are spans and divisions with a class; nothing else of either kind is in the prose.
  return markdown.replace(/<div class="sample-only[^"]*">\n\n|\n\n<\/div>/g, "")
    .replace(/<span class="sample-only[^"]*">|<\/span>/g, "");
}

/**
 * A notebook's prose as it is left where the results are not those of the built-in sample.
 *
 * @param markdown the source of its cells
 */
export function withoutSampleOnly(markdown: string): string {
  return markdown.replace(/<div class="sample-only[^"]*">\n\n[^]*?\n\n<\/div>/g, "")
    .replace(/<span class="sample-only[^"]*">[^]*?<\/span>/g, "");
}

function saysOf(markdown: string): (text: string) => void {
  // The formatter breaks lines where it likes, within quotes too.
  const prose = withoutMarks(markdown).replace(/\n(> )? */g, " ");
  return (text) => assert(prose.includes(text), `the prose no longer says: ${text}`);
}
