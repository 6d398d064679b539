/**
 * Where notebooks look for their data, and how they name what they found.
 *
 * @module
 */

import { join, relative } from "node:path";
import { cloneFolder } from "lib/command/clone_folder.ts";

/** Where an input is looked for. */
export interface InputPlaces {
  /** The project's `data` folder, absolute; this project's own by default. */
  readonly dataFolder?: string;
  /** The value of the variable that names the input; read from the environment by default. */
  readonly named?: string;
}

/** The `data` folder of this project. */
export const PROJECT_DATA: string = join(cloneFolder, "data");

/**
 * A path as a committed notebook may show it: inside the project counted from its root, so that no
 * machine's folders are told, and elsewhere as it is.
 */
export function shownPath(path: string, dataFolder: string): string {
  if (!path.startsWith("/")) return path;
  const inside = relative(join(dataFolder, ".."), path);
  return inside === "" || inside === ".." || inside.startsWith("../") ? path : inside;
}

/** Whether a file stands at a path; whatever keeps the file system from answering is thrown. */
export async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return false;
    }
    throw error;
  }
}
