/**
 * The numbers in MovieLens' files.
 *
 * @module
 */

/**
 * Reads the id of a user or a movie.
 *
 * @param text digits alone
 * @returns the id, or `undefined` if the text is no positive whole number
 *
 * @example
 * ```ts
 * import { parseId } from "lib/raw/movielens/number_text.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([parseId("610"), parseId("0"), parseId("-1")], [610, undefined, undefined]);
 * ```
 */
export function parseId(text: string): number | undefined {
  const id = /^\d+$/.test(text) ? Number(text) : 0;
  return id > 0 && Number.isSafeInteger(id) ? id : undefined;
}
