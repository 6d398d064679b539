/**
 * What is known of each movie that the kept users rate.
 *
 * @module
 */

import { rankGroups } from "lib/effects/rank_groups.ts";
import { LIKED_HALF_STARS } from "lib/raw/movielens/user_features.ts";
import type { UserHistories } from "lib/raw/movielens/user_histories.ts";

/** Four groups of movies of equal size, from the least to the most often rated. */
export const POPULARITY_BUCKETS = ["low", "medium", "high", "very_high"] as const;

/** One entry per rated movie, by ascending movie id. */
export interface ItemFeatures {
  /** The movie's place among the movies. */
  readonly places: Int32Array;
  /** How many of the kept users rate it. */
  readonly ratingCount: Int32Array;
  /** Their mean rating in stars. */
  readonly meanRating: Float64Array;
  /** The share of their ratings of at least 4 stars. */
  readonly likedRate: Float64Array;
  /** Index into {@linkcode POPULARITY_BUCKETS}. */
  readonly popularity: Uint8Array;
}

/**
 * Describes every movie that is rated at least once.
 *
 * @param histories the ratings by user
 * @param movies how many movies there are
 * @returns the features, one entry per rated movie
 *
 * @example
 * ```ts
 * import { itemFeatures } from "lib/raw/movielens/item_features.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { places, meanRating, likedRate } = itemFeatures({
 *   userIds: Float64Array.of(7, 8),
 *   starts: Int32Array.of(0, 1, 2),
 *   moviePlaces: Int32Array.of(2, 2),
 *   halfStars: Uint8Array.of(10, 7),
 *   seconds: Uint32Array.of(0, 0),
 * }, 5);
 * assertEquals([[...places], [...meanRating], [...likedRate]], [[2], [4.25], [0.5]]);
 * ```
 */
export function itemFeatures(histories: UserHistories, movies: number): ItemFeatures {
  const { moviePlaces, halfStars } = histories;
  const counts = new Int32Array(movies);
  const sums = new Float64Array(movies);
  const liked = new Int32Array(movies);
  for (let i = 0; i < moviePlaces.length; i++) {
    const place = moviePlaces[i]!;
    counts[place]!++;
    sums[place]! += halfStars[i]!;
    if (halfStars[i]! >= LIKED_HALF_STARS) liked[place]!++;
  }
  const places = Int32Array.from(counts.keys()).filter((place) => counts[place]! > 0);
  const ratingCount = places.map((place) => counts[place]!);
  return {
    places,
    ratingCount,
    meanRating: Float64Array.from(places, (place) => sums[place]! / 2 / counts[place]!),
    likedRate: Float64Array.from(places, (place) => liked[place]! / counts[place]!),
    popularity: Uint8Array.from(rankGroups(ratingCount, POPULARITY_BUCKETS.length)),
  };
}
