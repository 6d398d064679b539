/**
 * What pip says where it cannot install.
 *
 * @module
 */

import { shortened } from "lib/system_error.ts";
import { lastLines } from "./run.ts";

/**
 * What pip said of its failure: its last lines, of its many attempts only why the last one failed.
 *
 * @param said all that it printed
 */
export function pipFailure(said: string): string {
  const lines = said.split("\n");
  const retries = lines.filter((line) => line.startsWith("WARNING: Retrying"));
  const why = /connection broken by '(.*?)(?:': \/|$)/.exec(retries.at(-1) ?? "")?.[1]
    // The addresses of Python's own objects.
    ?.replace(/<[^>]*>: /g, "");
  const others = lastLines(lines.filter((line) => !retries.includes(line)).join("\n"), 4);
  return why === undefined ? others : `No connection: ${shortened(why)}\n${others}`;
}
