/**
 * What depends on where the user stood when calling a command.
 *
 * @module
 */

import { resolve } from "node:path";

/**
 * A path the user gave, made absolute: Deno's tasks run at the clone's root and a kernel in its
 * notebook's folder, but a user means the folder the command was called from.
 *
 * @param path absolute, or relative to the caller's folder
 */
export function fromCaller(path: string): string {
  return resolve(Deno.env.get("INIT_CWD") ?? Deno.cwd(), path);
}

/** The user's choice of input, IMPRESSIONS, as the cells shall see it; empty if there is none. */
export function inputVariables(): Record<string, string> {
  const path = Deno.env.get("IMPRESSIONS");
  return path === undefined || path === "" ? {} : { IMPRESSIONS: fromCaller(path) };
}
