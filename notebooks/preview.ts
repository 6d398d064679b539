/**
 * The picture that stands for a topic, on the project's front page for instance.
 *
 * A notebook can name the figure in its metadata: `"preview": "10_slate_level_known_lift"`.
 *
 * @module
 */

import { join, relative } from "node:path";
import { CommandError } from "lib/command/mod.ts";
import { isAbsence } from "lib/system_error.ts";
import type { Notebook } from "./execution/notebook_format.ts";

/** A figure of a notebook that can stand for its topic. */
export interface Preview {
  /** The picture. */
  readonly png: Uint8Array<ArrayBuffer>;
  /** Whether the notebook names it, rather than it being the first of its figures. */
  readonly named: boolean;
}

/**
 * Finds the figure that can stand for a notebook's topic: the one that its metadata name, else its
 * first.
 *
 * @param path the notebook's path, for the message
 * @param notebook the notebook
 * @param figures the folder in which its run saved the figures
 * @returns undefined if it saved none and names none
 * @throws CommandError if it names a figure that it did not save
 */
export async function figureFor(
  path: string,
  notebook: Notebook,
  figures: string,
): Promise<Preview | undefined> {
  const saved = (await picturesIn(figures)).sort();
  const { preview } = notebook.metadata;
  const name = preview === undefined ? saved[0] : `${preview}.png`;
  if (name === undefined) return undefined;
  if (!saved.includes(name)) {
    throw new CommandError(
      `${relative(Deno.cwd(), path)} names "${preview}" as its preview in its metadata, ` +
        "but saves no figure of that name",
      `Its figures are: ${saved.map((file) => file.replace(/\.png$/, "")).join(", ") || "none"}.`,
    );
  }
  return { png: await Deno.readFile(join(figures, name)), named: preview !== undefined };
}

/**
 * Decides which figure stands for a topic of several notebooks.
 *
 * @param previews the notebooks' figures, in the notebooks' order
 * @returns the first that a notebook names, else the first; undefined if there is none
 */
export function selectPreview(previews: readonly Preview[]): Preview | undefined {
  return previews.find(({ named }) => named) ?? previews[0];
}

async function picturesIn(folder: string): Promise<string[]> {
  try {
    const names = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
    return names.filter((name) => name.endsWith(".png"));
  } catch (error) {
    if (isAbsence(error)) return [];
    throw error;
  }
}
