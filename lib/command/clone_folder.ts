/**
 * Where this clone of the project lies.
 *
 * @module
 */

import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The clone's root, absolute: the folder that holds `deno.json`. */
export const cloneFolder: string = resolve(fileURLToPath(new URL("../../", import.meta.url)));

/** A place in the clone, by its path from the root, as seen from the current folder. */
export function inClone(path: string): string {
  return relative(Deno.cwd(), resolve(cloneFolder, path));
}
