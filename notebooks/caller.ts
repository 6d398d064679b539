/**
 * What depends on where the user stood when calling a command.
 *
 * @module
 */

import { fromCaller } from "lib/command/mod.ts";
import { allInputs } from "./inputs.ts";

/** The data that the user chose, by variable, as the cells shall see their paths: absolute. */
export function inputVariables(): Record<string, string> {
  const chosen = allInputs.flatMap(({ variable }) => {
    const path = Deno.env.get(variable);
    return path === undefined || path === "" ? [] : [[variable, fromCaller(path)]];
  });
  return Object.fromEntries(chosen);
}
