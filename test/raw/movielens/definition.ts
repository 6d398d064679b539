/**
 * The three prepared tables as their definition gives them, row by row, with nothing of the library.
 *
 * @module
 */

import type { RawMovie, RawRating, RawRelease } from "./raw_movielens.ts";

/** A row of a table. */
export type Row = Readonly<Record<string, string | number | null>>;

/** The rows of the three tables. */
export interface Tables {
  readonly slateSeed: readonly Row[];
  readonly items: readonly Row[];
  readonly userFeatures: readonly Row[];
}

/** What of a release is prepared. */
export interface Wanted {
  readonly userStride: number;
  readonly slates: number;
  readonly slateSize: number;
}

const NO_GENRE = "(no genres listed)";
const LABELS = ["low", "medium", "high", "very_high"];

/** Times are in microseconds, as the files hold them. */
export function tablesByDefinition(
  { ratings, movies }: RawRelease,
  { userStride, slates, slateSize }: Wanted,
): Tables {
  const movieOf = new Map(movies.map((movie) => [movie.movieId, movie]));
  const sample = ratings.filter(({ userId }) => userId % userStride === 0);
  const byUser = grouped(sample, ({ userId }) => userId);
  const byMovie = grouped(sample, ({ movieId }) => movieId);
  const primary = (movieId: number) => genresOf(movieOf.get(movieId)!).split("|")[0]!;
  return {
    slateSeed: byUser.filter(([, own]) => own.length >= slateSize).slice(0, slates).flatMap(
      ([userId, own]) =>
        own.toSorted((a, b) =>
          b.rating - a.rating || b.timestamp - a.timestamp || a.movieId - b.movieId
        ).slice(0, slateSize).map(({ movieId, rating, timestamp }, index) => ({
          slate_id: `user_${userId}_seed`,
          userId,
          movieId,
          title: movieOf.get(movieId)!.title,
          genres: genresOf(movieOf.get(movieId)!),
          primary_genre: primary(movieId),
          spillover_cluster: primary(movieId),
          slate_position_seed: index + 1,
          observed_relevance: rating,
          high_relevance: rating >= 4 ? 1 : 0,
          rating_datetime: timestamp * 1e6,
          rating_year: yearOf(timestamp),
        })),
    ),
    items: withPopularity(byMovie.map(([movieId, own]) => ({
      movieId,
      title: movieOf.get(movieId)!.title,
      genres: genresOf(movieOf.get(movieId)!),
      primary_genre: primary(movieId),
      release_year: Number(/\((\d\d\d\d)\) *$/.exec(movieOf.get(movieId)!.title)?.[1] ?? 0) || null,
      sample_rating_count: own.length,
      sample_mean_rating: mean(own.map(({ rating }) => rating)),
      sample_liked_rate: mean(own.map(({ rating }) => rating >= 4 ? 1 : 0)),
    }))),
    userFeatures: byUser.map(([userId, own]) => {
      const times = own.map(({ timestamp }) => timestamp).sort((a, b) => a - b);
      const first = times[0]!, last = times.at(-1)!;
      return {
        userId,
        n_ratings: own.length,
        mean_rating: mean(own.map(({ rating }) => rating)),
        liked_rate: mean(own.map(({ rating }) => rating >= 4 ? 1 : 0)),
        active_years: new Set(times.map(yearOf)).size,
        unique_primary_genres: new Set(own.map(({ movieId }) => primary(movieId))).size,
        first_rating_datetime: first * 1e6,
        last_rating_datetime: last * 1e6,
        activity_span_days: Math.floor((last - first) / 86_400),
      };
    }),
  };
}

function grouped(
  ratings: readonly RawRating[],
  key: (rating: RawRating) => number,
): [number, RawRating[]][] {
  const groups = new Map<number, RawRating[]>();
  for (const rating of ratings) {
    const group = groups.get(key(rating));
    if (group === undefined) groups.set(key(rating), [rating]);
    else group.push(rating);
  }
  return [...groups].sort(([a], [b]) => a - b);
}

/** Quartiles of the ranks by linear interpolation; a rank belongs to the first that reaches it. */
function withPopularity(rows: readonly Row[]): Row[] {
  const count = (row: Row) => Number(row.sample_rating_count);
  const ranked = rows.toSorted((a, b) => count(a) - count(b)); // stable: first come, first ranked
  const rankOf = new Map(ranked.map((row, index) => [row, index + 1]));
  const quartiles = [1, 2, 3, 4].map((k) => 1 + (rows.length - 1) * k / 4);
  return rows.map((row) => ({
    ...row,
    popularity_bucket: LABELS[quartiles.findIndex((quartile) => rankOf.get(row)! <= quartile)]!,
  }));
}

const genresOf = ({ genres }: RawMovie) => genres === "" ? NO_GENRE : genres;
const yearOf = (timestamp: number) => new Date(1000 * timestamp).getUTCFullYear();
const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
