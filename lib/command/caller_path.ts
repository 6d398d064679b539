/**
 * Paths as the caller of a command means them.
 *
 * @module
 */

import { resolve } from "node:path";

/**
 * Makes a path absolute, counting from the folder that a command was called from.
 *
 * Deno runs a task at the clone's root, and a kernel runs in its notebook's folder; a user means the
 * folder they stood in, which Deno hands on in the variable `INIT_CWD`.
 *
 * @param path absolute, or relative to the caller's folder
 * @returns the absolute path
 *
 * @example
 * ```ts
 * import { fromCaller } from "lib/command/caller_path.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(fromCaller("/data/impressions.parquet"), "/data/impressions.parquet");
 * ```
 */
export function fromCaller(path: string): string {
  return resolve(Deno.env.get("INIT_CWD") ?? Deno.cwd(), path);
}
