/**
 * What a notebook says between its cells.
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
  const prose = cells
    .filter((cell) => cell.cell_type === "markdown")
    .map((cell) => wholeText(cell.source)).join("\n")
    // The formatter breaks lines where it likes, within quotes too.
    .replace(/\n(> )? */g, " ");
  return (text) => assert(prose.includes(text), `the prose no longer says: ${text}`);
}
