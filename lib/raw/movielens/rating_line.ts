/**
 * One line of the ratings, read with care.
 *
 * @module
 */

import { parseIsoTime } from "lib/raw/clock_time.ts";
import {
  type FieldPlaces,
  placesInOrder,
  splitQuoted,
  unquoted,
} from "lib/raw/movielens/fields.ts";
import { parseId } from "lib/raw/movielens/source.ts";

/** The faults that a line of the ratings can have by itself. */
export type RatingLineFault =
  | "no text"
  | "bytes that are not UTF-8"
  | "other than 4 fields"
  | "another number of fields than the header"
  | "a user id that is no whole number from 1 to 2^53 - 1"
  | "a movie id that is no whole number from 1 to 2^53 - 1"
  | "a rating that is not a number"
  | "a rating outside 0.5 to 5 in half stars"
  | "a timestamp that is not in whole seconds since 1970, or like 2005-04-02 23:53:47";

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

/** The columns of the ratings, in the order of the releases. */
export const RATING_COLUMNS = ["userId", "movieId", "rating", "timestamp"] as const;

/** The places of the fields in a line of the ratings. */
export type RatingPlaces = FieldPlaces<typeof RATING_COLUMNS[number]>;

/** The places in the files of the releases. */
export const RELEASED_PLACES: RatingPlaces = placesInOrder(RATING_COLUMNS);

/** The rating of a line without its end (`undefined` if not UTF-8), or what is wrong with it. */
export function parseRatingLine(
  text: string | undefined,
  separator: string,
  places: RatingPlaces = RELEASED_PLACES,
): Rating | RatingLineFault {
  if (text === undefined) return "bytes that are not UTF-8";
  if (text === "") return "no text";
  const fields = splitFields(text, separator, places.fields);
  if (fields.length !== places.fields) {
    return places.fields === RATING_COLUMNS.length
      ? "other than 4 fields"
      : "another number of fields than the header";
  }
  const field = (column: typeof RATING_COLUMNS[number]) => fields[places[column]]!;
  const userId = parseId(field("userId"));
  if (userId === undefined) return "a user id that is no whole number from 1 to 2^53 - 1";
  const movieId = parseId(field("movieId"));
  if (movieId === undefined) return "a movie id that is no whole number from 1 to 2^53 - 1";
  const ratingText = field("rating");
  if (!/^-?\d+(\.\d+)?$/.test(ratingText)) return "a rating that is not a number";
  const halfStars = 2 * Number(ratingText);
  if (!(Number.isInteger(halfStars) && halfStars >= 1 && halfStars <= MOST_HALF_STARS)) {
    return "a rating outside 0.5 to 5 in half stars";
  }
  const seconds = parseSeconds(field("timestamp"));
  if (seconds === undefined) {
    return "a timestamp that is not in whole seconds since 1970, or like 2005-04-02 23:53:47";
  }
  return { userId, movieId, halfStars, seconds };
}

/** The fields; only where commas separate them may they stand in quotes. */
function splitFields(text: string, separator: string, wanted: number): string[] {
  const fields = text.split(separator);
  if (separator !== "," || !text.includes('"')) return fields;
  if (fields.length === wanted) return fields.map(unquoted);
  return splitQuoted(text, separator) ?? fields;
}

/** A time in seconds, or as Kaggle writes it, which is UTC. */
function parseSeconds(text: string): number | undefined {
  const seconds = /^\d+$/.test(text) ? Number(text) : (parseIsoTime(text) ?? NaN) / 1000;
  return Number.isInteger(seconds) && seconds >= 0 && seconds <= LATEST_SECOND
    ? seconds
    : undefined;
}
