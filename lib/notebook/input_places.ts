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
 * Writes a path as a committed notebook may show it: inside the project counted from its root, so
 * that no machine's folders are told, and elsewhere as it is.
 *
 * @param path absolute, or as the user named it
 * @param dataFolder the project's `data` folder, absolute
 * @returns the path to show
 *
 * @example
 * ```ts
 * import { shownPath } from "lib/notebook/input_places.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(shownPath("/home/me/clone/data/sample", "/home/me/clone/data"), "data/sample");
 * assertEquals(shownPath("/mnt/logs", "/home/me/clone/data"), "/mnt/logs");
 * ```
 */
export function shownPath(path: string, dataFolder: string): string {
  if (!path.startsWith("/")) return path;
  const inside = relative(join(dataFolder, ".."), path);
  return inside === "" || inside === ".." || inside.startsWith("../") ? path : inside;
}

/**
 * Tells whether a file stands at a path.
 *
 * @param path the path
 * @returns whether it is there and a file
 * @throws whatever keeps the file system from answering
 *
 * @example
 * ```ts
 * import { isFile } from "lib/notebook/input_places.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(await isFile("/nowhere.parquet"), false);
 * ```
 */
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
