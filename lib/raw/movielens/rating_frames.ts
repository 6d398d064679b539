/**
 * The kept ratings as frames, and questions to them.
 *
 * @module
 */

import pl, { type DataFrame, type LazyDataFrame } from "nodejs-polars";
import type { Movie } from "lib/raw/movielens/movies.ts";

/** The ratings that the tables are made of, with who rates and what is rated. */
export interface RatingFrames {
  /** One rating a row, each movie of a user once, as {@linkcode firstRatings} gives them. */
  readonly ratings: DataFrame;
  /** The codes and ids of users, as the sample gives them. */
  readonly users: DataFrame;
  /** The movies, as {@linkcode moviesFrame} lays them out. */
  readonly movies: DataFrame;
}

/** The number of ratings, about, that are asked at a time. */
const RATINGS_AT_A_TIME = 1 << 20;

/** The ratings that are their user's first of their movie, and the lines, ascending, of the others. */
export function firstRatings(kept: DataFrame): { ratings: DataFrame; repeatedLines: Int32Array } {
  const isRepeat = pl.col("movie").isFirstDistinct().over("user").not();
  const repeats = byKey(
    kept,
    "user",
    (some) => some.select(pl.col("line"), isRepeat.alias("is_repeat")).filter(pl.col("is_repeat")),
  );
  const lines = repeats.select("line").sort("line");
  return {
    ratings: lines.height === 0 ? kept : kept.join(lines, { on: "line", how: "anti" }),
    repeatedLines: lines.getColumn("line").toTypedArray() as Int32Array,
  };
}

/** The movies, each under the code `movie` that is its place, the columns named as in the tables. */
export function moviesFrame(movies: readonly Movie[]): DataFrame {
  const texts = (name: string, text: (movie: Movie) => string) =>
    pl.Series(name, movies.map(text), pl.String);
  const years = movies.map(({ releaseYear }) => releaseYear);
  return pl.DataFrame([
    pl.Series("movie", Int32Array.from(movies.keys())),
    pl.Series("movieId", Float64Array.from(movies, ({ movieId }) => movieId)).cast(pl.Int64),
    texts("title", ({ title }) => title),
    texts("genres", ({ genres }) => genres),
    texts("primary_genre", ({ primaryGenre }) => primaryGenre),
    // The type is said, not guessed: there may be no year at all.
    pl.Series("release_year", years, pl.Float64),
  ]);
}

/**
 * The rows that a query has for every user, or for every movie, in any order.
 *
 * Some codes are asked at a time, because of those who keep all 25 million ratings of a release:
 * their preparation peaks at 0.9 GiB this way, at 2.1 where Polars groups the ratings at once, at
 * 2.4 by its streaming engine. Loops over typed arrays took 1.0 and 4 seconds less of 13.
 */
export function byKey(
  ratings: DataFrame,
  key: "user" | "movie",
  query: (some: LazyDataFrame) => LazyDataFrame,
): DataFrame {
  const blocks = Math.ceil(ratings.height / RATINGS_AT_A_TIME) || 1;
  const codes = 1 + (ratings.getColumn(key).max() ?? 0);
  // A bare number is a double, for which Polars would copy the whole column into doubles.
  const bound = (block: number) => pl.lit(Math.ceil(codes * block / blocks)).cast(pl.Int32);
  return pl.concat(Array.from({ length: blocks }, (_, block) => {
    const isAsked = pl.col(key).gtEq(bound(block)).and(pl.col(key).lt(bound(block + 1)));
    return query(ratings.lazy().filter(isAsked)).collectSync();
  }));
}
