/**
 * What depends on where the user stood when calling a command.
 *
 * @module
 */

import { fromCaller } from "lib/caller_path.ts";
import { allInputs } from "./inputs.ts";

/** The user's choices of input, IMPRESSIONS and SLATES, as the cells shall see them: absolute. */
export function inputVariables(): Record<string, string> {
  const chosen = allInputs.flatMap(({ variable }) => {
    const path = Deno.env.get(variable);
    return path === undefined || path === "" ? [] : [[variable, fromCaller(path)]];
  });
  return Object.fromEntries(chosen);
}
