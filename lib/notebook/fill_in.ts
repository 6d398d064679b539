/**
 * The gap that a student fills in.
 *
 * @module
 */

import { InputError } from "lib/errors.ts";

/**
 * A gap in a handout's code: running it says what is still to be written.
 *
 * `deno task notebook:clean --without-answers` puts it where a notebook's own line was taken out. It
 * stands for a value of any type, so an editor underlines nothing around it.
 *
 * @param task what belongs in its place, in words
 * @returns never: it is there to be replaced
 * @throws InputError always, naming the task
 *
 * @example A difference left to the class
 * ```ts
 * import { fillIn } from "lib/notebook/mod.ts";
 * import { assertThrows } from "@std/assert";
 *
 * const clickRates = { promoted: 0.36, unchanged: 0.18 };
 * const difference = () => fillIn(`the difference of ${Object.keys(clickRates).join(" and ")}`);
 * assertThrows(difference, Error, "the difference of promoted and unchanged");
 * ```
 */
export function fillIn(task: string): never {
  throw new InputError(`This line is yours to write: ${task}`, {
    remedy: "Replace fillIn(…) by your code, then run this cell again and go on from it.",
  });
}
