/**
 * The project's own files, found without Deno's patterns: those of `deno.json` name nothing in a clone
 * whose path holds brackets.
 *
 * @module
 */

import { join, relative } from "node:path";
import { cloneFolder } from "lib/command/mod.ts";

/** Folders that runs and commands fill, from the clone's root: what lies there is no code of ours. */
const FILLED =
  /^data\/(raw|processed|sample)$|^notebooks\/(.*\/)?(writeup|draft|handout|kept|saved)$|\/screenshots$/;

/**
 * The files at or below a path whose name a pattern takes, but for those that runs leave behind.
 *
 * @param path a file or folder
 * @param wanted what a file's name holds
 */
export async function* filesBelow(path: string, wanted: RegExp): AsyncGenerator<string> {
  if ((await Deno.stat(path)).isFile) {
    if (wanted.test(path)) yield path;
    return;
  }
  for await (const { name, isDirectory } of Deno.readDir(path)) {
    const inner = join(path, name);
    if (isDirectory && (name.startsWith(".") || FILLED.test(relative(cloneFolder, inner)))) {
      continue;
    }
    if (isDirectory || wanted.test(name)) yield* filesBelow(inner, wanted);
  }
}
