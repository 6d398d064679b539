/**
 * Which releases of Deno can run the notebooks.
 *
 * @module
 */

import { CommandError } from "lib/command/mod.ts";
import { compareVersions } from "./versions.ts";

/** The oldest release that works, and the one the documentation names. */
export const OLDEST_DENO = "2.8.1";

/** Releases whose kernel swallows a cell's error: a broken notebook would look whole. */
const SWALLOW_ERRORS: readonly string[] = ["2.8.2", "2.8.3"];

/**
 * Refuses a Deno whose Jupyter kernel cannot be trusted.
 *
 * @param version such as `Deno.version.deno`
 * @throws CommandError for releases older than 2.8.1, and for 2.8.2 and 2.8.3
 */
export function checkDenoVersion(version: string): void {
  const remedy = `Use Deno ${OLDEST_DENO} (npx -y deno@${OLDEST_DENO} …) or 2.9 and newer.`;
  if (compareVersions(version, OLDEST_DENO) < 0) {
    throw new CommandError(`Deno ${version} is too old for the notebooks`, remedy);
  }
  if (SWALLOW_ERRORS.includes(version)) {
    throw new CommandError(`The Jupyter kernel of Deno ${version} swallows errors`, remedy);
  }
}
