/**
 * What depends on where the user stood when calling a command.
 *
 * @module
 */

import { fromCaller } from "lib/caller_path.ts";

/** The user's choice of input, IMPRESSIONS, as the cells shall see it; empty if there is none. */
export function inputVariables(): Record<string, string> {
  const path = Deno.env.get("IMPRESSIONS");
  return path === undefined || path === "" ? {} : { IMPRESSIONS: fromCaller(path) };
}
