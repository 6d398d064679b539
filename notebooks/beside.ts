/**
 * What a notebook's prose shows or links by a relative path, and copies that take it along.
 *
 * @module
 */

import { type PendingFile, writeTogether } from "lib/files/mod.ts";
import { basename, dirname, join } from "node:path";
import { type Cell, type Notebook, wholeText } from "./execution/notebook_format.ts";

/** A Markdown link or picture; the target begins with neither a scheme, an anchor nor a slash. */
const RELATIVE = /(!?\[[^\]]*\]\()(?![a-z][a-z0-9+.-]*:|[#/])([^)\s#]+)/gi;

/**
 * The files that a notebook's prose shows or links by a relative path, as written there.
 *
 * @param notebook the notebook
 * @param only "pictures" leaves out what is linked
 * @returns each path once; whether the files exist is not looked at
 */
export function relativeTargets(
  notebook: Notebook,
  only: "pictures" | "everything" = "everything",
): string[] {
  const targets = notebook.cells.filter(({ cell_type }) => cell_type === "markdown")
    .flatMap(({ source }) => [...wholeText(source).matchAll(RELATIVE)])
    .filter(([, start]) => only === "everything" || start!.startsWith("!"))
    .map(([, , target]) => target!);
  return [...new Set(targets)];
}

/**
 * The notebook with each relative target at its side: `../glossary.md` becomes `glossary.md`.
 *
 * @param notebook the notebook
 * @returns a copy that refers to files in its own folder only
 */
export function withTargetsBeside(notebook: Notebook): Notebook {
  const beside = (cell: Cell): Cell =>
    cell.cell_type !== "markdown" ? cell : {
      ...cell,
      source: wholeText(cell.source).replace(
        RELATIVE,
        (_, start: string, target: string) => start + basename(target),
      ).split(/(?<=\n)/),
    };
  return { ...notebook, cells: notebook.cells.map(beside) };
}

/**
 * Files that a notebook refers to, to be written into another folder under their own names.
 *
 * @param path the notebook's absolute path
 * @param targets relative paths, from the notebook's folder
 * @param folder the folder that receives them
 * @returns how to write each; what does not exist is left out
 */
export async function pendingTargets(
  path: string,
  targets: readonly string[],
  folder: string,
): Promise<PendingFile[]> {
  const pending = new Map<string, PendingFile>();
  for (const target of targets) {
    const file = join(dirname(path), decodeURIComponent(target));
    const exists = await Deno.stat(file).then(({ isFile }) => isFile, () => false);
    const place = join(folder, basename(file));
    if (!exists || pending.has(place)) continue;
    pending.set(place, { path: place, write: (temporary) => Deno.copyFile(file, temporary) });
  }
  return [...pending.values()];
}

/**
 * Copies files that a notebook refers to into another folder, under their own names.
 *
 * @param path the notebook's absolute path
 * @param targets relative paths, from the notebook's folder
 * @param folder the folder that receives them; what does not exist is left out
 */
export async function copyTargets(
  path: string,
  targets: readonly string[],
  folder: string,
): Promise<void> {
  await writeTogether(await pendingTargets(path, targets, folder));
}
