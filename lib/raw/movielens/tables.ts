/**
 * From typed arrays to the three prepared tables.
 *
 * @module
 */

import pl, { type DataFrame, type Series } from "nodejs-polars";
import { type ColumnDescription, polarsType } from "lib/frames/columns.ts";
import { calendarYear } from "lib/raw/movielens/calendar_year.ts";
import { type ItemFeatures, POPULARITY_BUCKETS } from "lib/raw/movielens/item_features.ts";
import type { Movie } from "lib/raw/movielens/movies.ts";
import type { SeedSlates } from "lib/raw/movielens/seed_slates.ts";
import { LIKED_HALF_STARS, type UserFeatures } from "lib/raw/movielens/user_features.ts";
import type { UserHistories } from "lib/raw/movielens/user_histories.ts";
import { ITEM_COLUMNS, SLATE_SEED_COLUMNS, USER_FEATURE_COLUMNS } from "lib/slates/schema.ts";

const MICROSECONDS = 1_000_000;

/**
 * Lays the seed slates out as a table.
 *
 * @param slates the slates
 * @param histories the ratings that they refer to
 * @param movies the movies that the ratings refer to
 * @returns one slate place a row, in the order of users and positions
 *
 * @example
 * ```ts
 * import { slateSeedTable } from "lib/raw/movielens/tables.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const table = slateSeedTable(
 *   { users: Int32Array.of(0), ratings: Int32Array.of(0), qualifyingUsers: 1 },
 *   {
 *     userIds: Float64Array.of(7),
 *     starts: Int32Array.of(0, 1),
 *     moviePlaces: Int32Array.of(0),
 *     halfStars: Uint8Array.of(9),
 *     seconds: Uint32Array.of(964982703),
 *   },
 *   [{
 *     movieId: 1,
 *     title: "Toy Story (1995)",
 *     genres: "Adventure|Animation",
 *     primaryGenre: "Adventure",
 *     releaseYear: 1995,
 *   }],
 * );
 * assertEquals(table.getColumn("slate_id").toArray(), ["user_7_seed"]);
 * assertEquals(table.getColumn("observed_relevance").toArray(), [4.5]);
 * ```
 */
export function slateSeedTable(
  slates: SeedSlates,
  histories: UserHistories,
  movies: readonly Movie[],
): DataFrame {
  const { users, ratings } = slates;
  const size = ratings.length / users.length;
  const userOf = (row: number) => histories.userIds[users[Math.floor(row / size)]!]!;
  const numbers = (value: (rating: number, row: number) => number) =>
    Float64Array.from(ratings, value);
  const texts = (value: (movie: Movie) => string) =>
    Array.from(ratings, (rating) => value(movies[histories.moviePlaces[rating]!]!));
  return frameOf(SLATE_SEED_COLUMNS, {
    slate_id: Array.from(ratings, (_, row) => `user_${userOf(row)}_seed`),
    userId: numbers((_, row) => userOf(row)),
    movieId: numbers((rating) => movies[histories.moviePlaces[rating]!]!.movieId),
    title: texts(({ title }) => title),
    genres: texts(({ genres }) => genres),
    primary_genre: texts(({ primaryGenre }) => primaryGenre),
    spillover_cluster: texts(({ primaryGenre }) => primaryGenre),
    slate_position_seed: numbers((_, row) => row % size + 1),
    observed_relevance: numbers((rating) => histories.halfStars[rating]! / 2),
    high_relevance: numbers((rating) => histories.halfStars[rating]! >= LIKED_HALF_STARS ? 1 : 0),
    rating_datetime: numbers((rating) => histories.seconds[rating]! * MICROSECONDS),
    rating_year: numbers((rating) => calendarYear(histories.seconds[rating]!)),
  });
}

/**
 * Lays the rated movies out as a table.
 *
 * @param features the rated movies
 * @param movies all movies
 * @returns one rated movie a row, by ascending id
 *
 * @example
 * ```ts
 * import { itemsTable } from "lib/raw/movielens/tables.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const table = itemsTable({
 *   places: Int32Array.of(0),
 *   ratingCount: Int32Array.of(2),
 *   meanRating: Float64Array.of(4.25),
 *   likedRate: Float64Array.of(0.5),
 *   popularity: Uint8Array.of(3),
 * }, [{ movieId: 1, title: "Cosmos", genres: "Drama", primaryGenre: "Drama", releaseYear: null }]);
 * assertEquals(table.getColumn("popularity_bucket").toArray(), ["very_high"]);
 * assertEquals(table.getColumn("release_year").nullCount(), 1);
 * ```
 */
export function itemsTable(features: ItemFeatures, movies: readonly Movie[]): DataFrame {
  const rated = Array.from(features.places, (place) => movies[place]!);
  return frameOf(ITEM_COLUMNS, {
    movieId: Float64Array.from(rated, ({ movieId }) => movieId),
    title: rated.map(({ title }) => title),
    genres: rated.map(({ genres }) => genres),
    primary_genre: rated.map(({ primaryGenre }) => primaryGenre),
    release_year: rated.map(({ releaseYear }) => releaseYear),
    sample_rating_count: Float64Array.from(features.ratingCount),
    sample_mean_rating: features.meanRating,
    sample_liked_rate: features.likedRate,
    popularity_bucket: Array.from(features.popularity, (bucket) => POPULARITY_BUCKETS[bucket]!),
  });
}

/**
 * Lays the kept users out as a table.
 *
 * @param features what is known of them
 * @param userIds their ids, ascending
 * @returns one user a row
 *
 * @example
 * ```ts
 * import { userFeaturesTable } from "lib/raw/movielens/tables.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const table = userFeaturesTable({
 *   ratings: Int32Array.of(20),
 *   meanRating: Float64Array.of(4.25),
 *   likedRate: Float64Array.of(0.5),
 *   activeYears: Int32Array.of(1),
 *   primaryGenres: Int32Array.of(4),
 *   firstSeconds: Float64Array.of(964982703),
 *   lastSeconds: Float64Array.of(964982703),
 *   spanDays: Int32Array.of(0),
 * }, Float64Array.of(7));
 * assertEquals(table.getColumn("n_ratings").toArray(), [20]);
 * ```
 */
export function userFeaturesTable(features: UserFeatures, userIds: Float64Array): DataFrame {
  const microseconds = (seconds: number) => seconds * MICROSECONDS;
  return frameOf(USER_FEATURE_COLUMNS, {
    userId: userIds,
    n_ratings: Float64Array.from(features.ratings),
    mean_rating: features.meanRating,
    liked_rate: features.likedRate,
    active_years: Float64Array.from(features.activeYears),
    unique_primary_genres: Float64Array.from(features.primaryGenres),
    first_rating_datetime: features.firstSeconds.map(microseconds),
    last_rating_datetime: features.lastSeconds.map(microseconds),
    activity_span_days: Float64Array.from(features.spanDays),
  });
}

/** A column's values: texts, or numbers as doubles, which hold every id and microsecond exactly. */
type Values = Float64Array | readonly string[] | readonly (number | null)[];

/** Puts the values under their columns, in file order and in the types that the project writes. */
function frameOf(
  columns: readonly ColumnDescription[],
  values: Readonly<Record<string, Values>>,
): DataFrame {
  return pl.DataFrame(columns.map(({ name, kind }): Series => {
    const column = values[name];
    if (column === undefined) throw new Error(`the table is made without ${name}`);
    if (column instanceof Float64Array) {
      const series = pl.Series(name, column);
      // A double is no time to Polars, an integer is.
      return (kind === "timestamp" ? series.cast(pl.Int64) : series).cast(polarsType(kind));
    }
    const type = kind === "string" ? pl.String : pl.Float64;
    return pl.Series(name, [...column], type).cast(polarsType(kind));
  }));
}
