/**
 * The seed slates: each user's best-rated movies.
 *
 * @module
 */

import type { UserHistories } from "lib/raw/movielens/user_histories.ts";

/** Slates of one size, one after the other. */
export interface SeedSlates {
  /** Per slate: index of its user among the kept users, ascending. */
  readonly users: Int32Array;
  /** Per slate and position: index of the rating among all kept ratings. */
  readonly ratings: Int32Array;
  /** How many users have enough ratings for a slate, whether they were given one or not. */
  readonly qualifyingUsers: number;
}

/**
 * Gives the first users that have rated enough movies a slate of their best-rated ones.
 *
 * A slate is ordered by rating from the best, equal ratings from the most recent, and ratings of
 * the same second by ascending movie id.
 *
 * @param histories the ratings by user
 * @param size how many movies a slate has
 * @param most how many slates there shall be at most
 * @returns the slates by ascending user id
 *
 * @example
 * ```ts
 * import { seedSlates } from "lib/raw/movielens/seed_slates.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const slates = seedSlates({
 *   userIds: Float64Array.of(7, 8),
 *   starts: Int32Array.of(0, 1, 4),
 *   moviePlaces: Int32Array.of(5, 0, 1, 2),
 *   halfStars: Uint8Array.of(10, 7, 9, 9),
 *   seconds: Uint32Array.of(0, 30, 10, 20),
 * }, 2, 100);
 * assertEquals([[...slates.users], [...slates.ratings]], [[1], [3, 2]]);
 * ```
 */
export function seedSlates(histories: UserHistories, size: number, most: number): SeedSlates {
  const { starts, moviePlaces, halfStars, seconds } = histories;
  const qualifying = Int32Array.from(histories.userIds.keys())
    .filter((user) => starts[user + 1]! - starts[user]! >= size);
  const users = qualifying.slice(0, most);
  const ratings = new Int32Array(users.length * size);
  users.forEach((user, slate) => {
    const start = starts[user]!;
    const history = Int32Array.from(
      { length: starts[user + 1]! - start },
      (_, index) => start + index,
    ).sort((a, b) =>
      halfStars[b]! - halfStars[a]! || seconds[b]! - seconds[a]! ||
      moviePlaces[a]! - moviePlaces[b]!
    );
    ratings.set(history.subarray(0, size), slate * size);
  });
  return { users, ratings, qualifyingUsers: qualifying.length };
}
