/**
 * The place of the page that leads to all writeups.
 *
 * @module
 */

import { existsSync } from "node:fs";
import { CommandError } from "lib/command/mod.ts";

/** By what a page of ours is known; every release of it has had this line. */
const OURS = '<header class="masthead"><h1>Writeups</h1></header>';

/**
 * Refuses a place at which something stands that is no page of ours.
 *
 * @param path where the page shall go
 * @throws CommandError that names it
 */
export async function requireIndexPlace(path: string): Promise<void> {
  if (!existsSync(path) || await isOurs(path)) return;
  throw new CommandError(
    `${path} is no page that a run of ours wrote`,
    "The page that leads to the results would replace it: move it away, or name another folder " +
      "with --out.",
  );
}

/** Whether a page that a run of ours wrote stands there. */
export async function isOurs(path: string): Promise<boolean> {
  const found = await Deno.stat(path).catch(() => undefined);
  return found?.isFile === true && (await Deno.readTextFile(path)).includes(OURS);
}
