/**
 * Ratings as the preparation holds them between reading and writing, for tests.
 *
 * @module
 */

import pl, { type DataFrame } from "nodejs-polars";
import { firstRatings, moviesFrame, type RatingFrames } from "lib/raw/movielens/rating_frames.ts";
import { RatingSample } from "lib/raw/movielens/rating_sample.ts";
import type { Row } from "./definition.ts";

/** A rating: user, movie by its place, half stars, seconds. */
export type RatingRow = readonly [userId: number, movie: number, halfStars: number, time: number];

/**
 * Frames of ratings without repetition.
 *
 * @param rows the ratings in the order of the file
 * @param genres the movies' primary genres; their ids are 1, 11, 21, …
 */
export function framesOf(rows: readonly RatingRow[], genres: readonly string[]): RatingFrames {
  const sample = new RatingSample(1);
  rows.forEach(([userId, movie, halfStars, time], index) =>
    sample.add(userId, movie, halfStars, time, index + 2)
  );
  const { ratings, users } = sample.kept();
  const movies = moviesFrame(genres.map((primaryGenre, place) => ({
    movieId: 10 * place + 1,
    title: `Movie ${place}`,
    genres: primaryGenre,
    primaryGenre,
    releaseYear: null,
  })));
  return { ratings: firstRatings(ratings).ratings, users, movies };
}

/** The rows of a frame; times in microseconds, because the time zone of a `Date` must not matter. */
export function rowsOf(frame: DataFrame): Row[] {
  const times = frame.columns.filter((name) => name.endsWith("_datetime"));
  return frame.withColumns(
    ...times.map((name) => pl.col(name).cast(pl.Datetime("us")).cast(pl.Int64)),
  ).toRecords() as Row[];
}
