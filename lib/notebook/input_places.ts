/**
 * Where notebooks look for their data, and how they name what they found.
 *
 * @module
 */

import { join, relative } from "node:path";
import { fromCaller } from "lib/command/caller_path.ts";
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

/** The folders that a path is shown from; by default the user's. */
export interface Surroundings {
  /** The folder that the user called from, absolute. */
  readonly caller?: string;
  /** The user's home folder. */
  readonly home?: string | undefined;
}

/**
 * A path as a notebook and its page may show it, so that they do not tell where the user's home is:
 * inside the project counted from its root, elsewhere from the folder that the user called from. A
 * path that has no folder in common with that one is shown from the home folder, as `~/…`, or as it
 * is.
 */
export function shownPath(
  path: string,
  dataFolder: string,
  { caller = fromCaller("."), home = Deno.env.get("HOME") }: Surroundings = {},
): string {
  if (!path.startsWith("/")) return path;
  const project = join(dataFolder, "..");
  if (isBelow(path, project)) return relative(project, path);
  if (home?.startsWith("/") && isBelow(path, home) && !isBelow(join(caller, "any"), home)) {
    return join("~", relative(home, path));
  }
  // With nothing in common the way up to the root says less than the path.
  return path.split("/")[1] === caller.split("/")[1] ? relative(caller, path) || "." : path;
}

/** Whether a path lies below a folder; both are absolute. */
function isBelow(path: string, folder: string): boolean {
  const inside = relative(folder, path);
  return inside !== "" && inside !== ".." && !inside.startsWith("../");
}
