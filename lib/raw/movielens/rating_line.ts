/**
 * One line of the ratings, read with care.
 *
 * @module
 */

import { parseId } from "lib/raw/movielens/number_text.ts";

/** What can be wrong with a line of the ratings, taken by itself. */
export type RatingLineFault =
  | "no text"
  | "bytes that are not UTF-8"
  | "other than 4 fields"
  | "a user id that is not a positive whole number"
  | "a movie id that is not a positive whole number"
  | "a rating that is not a number"
  | "a rating outside 0.5 to 5 in half stars"
  | "a timestamp that is not in whole seconds since 1970";

/** One rating. */
export interface Rating {
  /** Who rated. */
  readonly userId: number;
  /** What was rated. */
  readonly movieId: number;
  /** How, in half stars: 1 to 10. */
  readonly halfStars: number;
  /** When, in seconds since 1970-01-01 00:00 UTC. */
  readonly seconds: number;
}

/** The latest time that fits 32 bits; milliseconds taken for seconds lie far beyond it. */
export const LATEST_SECOND = 2 ** 32 - 1;

/** The best rating in half stars. */
export const MOST_HALF_STARS = 10;

/**
 * Reads one line of the ratings.
 *
 * @param text the line without its end; `undefined` where it is not UTF-8
 * @param separator what stands between two fields
 * @returns the rating, or what is wrong with the line
 *
 * @example
 * ```ts
 * import { parseRatingLine } from "lib/raw/movielens/rating_line.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseRatingLine("1,47,4.5,964983815", ","), {
 *   userId: 1,
 *   movieId: 47,
 *   halfStars: 9,
 *   seconds: 964983815,
 * });
 * assertEquals(parseRatingLine("1::47::6::964983815", "::"), "a rating outside 0.5 to 5 in half stars");
 * ```
 */
export function parseRatingLine(
  text: string | undefined,
  separator: string,
): Rating | RatingLineFault {
  if (text === undefined) return "bytes that are not UTF-8";
  if (text === "") return "no text";
  const fields = text.split(separator);
  if (fields.length !== 4) return "other than 4 fields";
  const [userText, movieText, ratingText, secondsText] = fields as [string, string, string, string];
  const userId = parseId(userText);
  if (userId === undefined) return "a user id that is not a positive whole number";
  const movieId = parseId(movieText);
  if (movieId === undefined) return "a movie id that is not a positive whole number";
  if (!/^-?\d+(\.\d+)?$/.test(ratingText)) return "a rating that is not a number";
  const halfStars = 2 * Number(ratingText);
  if (!(Number.isInteger(halfStars) && halfStars >= 1 && halfStars <= MOST_HALF_STARS)) {
    return "a rating outside 0.5 to 5 in half stars";
  }
  const seconds = Number(secondsText);
  if (!(/^\d+$/.test(secondsText) && seconds <= LATEST_SECOND)) {
    return "a timestamp that is not in whole seconds since 1970";
  }
  return { userId, movieId, halfStars, seconds };
}
