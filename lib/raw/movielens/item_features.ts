/**
 * What is known of each movie that the kept users rate.
 *
 * @module
 */

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
    popularity: popularityBuckets(ratingCount),
  };
}

/**
 * Divides movies into four groups of equal size by how often they are rated.
 *
 * Movies are ranked by count, those of equal count in the order given; the groups are cut at the
 * quartiles of the ranks, a rank on the border falling into the lower group. This is `pandas.qcut`
 * of `rank(method="first")`.
 *
 * @param counts how often each movie is rated
 * @returns per movie an index into {@linkcode POPULARITY_BUCKETS}
 *
 * @example
 * ```ts
 * import { popularityBuckets } from "lib/raw/movielens/item_features.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...popularityBuckets(Int32Array.of(7, 1, 1, 1, 1))], [3, 0, 0, 1, 2]);
 * ```
 */
export function popularityBuckets(counts: Int32Array): Uint8Array {
  const order = Int32Array.from(counts.keys()).sort((a, b) => counts[a]! - counts[b]! || a - b);
  const buckets = new Uint8Array(counts.length);
  const groups = POPULARITY_BUCKETS.length;
  for (let rank = 0; rank < order.length; rank++) {
    // Ranks from 0 have their k-th quartile at k (n - 1) / 4: compared without a division.
    let bucket = 0;
    while (bucket < groups - 1 && groups * rank > (bucket + 1) * (order.length - 1)) bucket++;
    buckets[order[rank]!] = bucket;
  }
  return buckets;
}
