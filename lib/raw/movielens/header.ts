/**
 * The line that names the columns of a comma-separated file.
 *
 * @module
 */

import { InputError } from "lib/errors.ts";

const SHOWN_CHARACTERS = 60;

/**
 * Refuses a file whose first line does not name the columns that are read.
 *
 * @param line the first line; `undefined` where it is not UTF-8
 * @param wanted the line as it must be
 * @param file the file's name, as the user knows it
 * @throws {InputError} if they differ
 *
 * @example
 * ```ts
 * import { requireHeader } from "lib/raw/movielens/header.ts";
 * import { assertThrows } from "@std/assert";
 *
 * requireHeader("movieId,title,genres", "movieId,title,genres", "movies.csv");
 * assertThrows(() => requireHeader("1,Somewhere (1975),Drama", "movieId,title,genres", "movies.csv"));
 * ```
 */
export function requireHeader(line: string | undefined, wanted: string, file: string): void {
  if (line === wanted) return;
  const shown = line === undefined
    ? "not UTF-8"
    : `"${line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line}"`;
  throw new InputError(`the first line is ${shown}, not the header "${wanted}"`, {
    file,
    remedy: "Use the file as released, with its header.",
  });
}
