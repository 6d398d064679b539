/**
 * One line of the ratings, read with care.
 *
 * @module
 */

import { parseId } from "lib/raw/movielens/source.ts";

/** The faults that a line of the ratings can have by itself. */
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
  readonly userId: number;
  readonly movieId: number;
  /** 1 to 10. */
  readonly halfStars: number;
  /** Since 1970-01-01 00:00 UTC. */
  readonly seconds: number;
}

/** The latest time that fits 32 bits; milliseconds taken for seconds lie far beyond it. */
export const LATEST_SECOND = 2 ** 32 - 1;

/** The best rating in half stars. */
export const MOST_HALF_STARS = 10;

/** The rating of a line without its end (`undefined` if not UTF-8), or what is wrong with it. */
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
