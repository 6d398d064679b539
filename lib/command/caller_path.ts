/**
 * Paths as the caller of a command means them.
 *
 * @module
 */

import { resolve } from "node:path";

/**
 * A path made absolute, counting from the folder that a command was called from.
 *
 * Deno runs a task at the clone's root, and a kernel runs in its notebook's folder; a user means the
 * folder they stood in, which Deno hands on in the variable `INIT_CWD`.
 */
export function fromCaller(path: string): string {
  return resolve(Deno.env.get("INIT_CWD") ?? Deno.cwd(), path);
}

/** The same as the user wrote it where it leads there already, else absolute: for messages. */
export function asNamed(path: string): string {
  return resolve(path) === fromCaller(path) ? path : fromCaller(path);
}
