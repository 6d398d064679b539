/**
 * What is known of each kept user.
 *
 * @module
 */

import { calendarYear } from "lib/raw/movielens/calendar_year.ts";
import type { UserHistories } from "lib/raw/movielens/user_histories.ts";

/** A rating of at least this many half stars, 4 stars, says that the user liked the movie. */
export const LIKED_HALF_STARS = 8;

const DAY_SECONDS = 86_400;

/** One entry per kept user, by ascending id. */
export interface UserFeatures {
  /** How many movies the user rated. */
  readonly ratings: Int32Array;
  /** Mean rating in stars. */
  readonly meanRating: Float64Array;
  /** Share of ratings of at least 4 stars. */
  readonly likedRate: Float64Array;
  /** In how many calendar years (UTC) the user rated. */
  readonly activeYears: Int32Array;
  /** How many different primary genres the rated movies have. */
  readonly primaryGenres: Int32Array;
  /** The first rating, in seconds since 1970-01-01 00:00 UTC. */
  readonly firstSeconds: Float64Array;
  /** The last rating, in seconds since 1970-01-01 00:00 UTC. */
  readonly lastSeconds: Float64Array;
  /** Whole days from the first to the last rating. */
  readonly spanDays: Int32Array;
}

/**
 * Describes every user by all their ratings.
 *
 * @param histories the ratings by user; every user has at least one
 * @param genreCodes per movie: the code of its primary genre, from 0
 * @returns the features, one entry per user
 *
 * @example
 * ```ts
 * import { userFeatures } from "lib/raw/movielens/user_features.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const features = userFeatures({
 *   userIds: Float64Array.of(7),
 *   starts: Int32Array.of(0, 2),
 *   moviePlaces: Int32Array.of(0, 1),
 *   halfStars: Uint8Array.of(10, 7),
 *   seconds: Uint32Array.of(0, 86_399),
 * }, Int32Array.of(3, 3));
 * assertEquals([features.meanRating[0], features.likedRate[0]], [4.25, 0.5]);
 * assertEquals([features.primaryGenres[0], features.spanDays[0]], [1, 0]);
 * ```
 */
export function userFeatures(histories: UserHistories, genreCodes: Int32Array): UserFeatures {
  const { starts, moviePlaces, halfStars, seconds } = histories;
  const users = histories.userIds.length;
  const features = {
    ratings: new Int32Array(users),
    meanRating: new Float64Array(users),
    likedRate: new Float64Array(users),
    activeYears: new Int32Array(users),
    primaryGenres: new Int32Array(users),
    firstSeconds: new Float64Array(users),
    lastSeconds: new Float64Array(users),
    spanDays: new Int32Array(users),
  };
  const seenYears = new DistinctCodes(calendarYear(0xffff_ffff) + 1);
  const seenGenres = new DistinctCodes(
    genreCodes.reduce((most, code) => Math.max(most, code), 0) + 1,
  );
  for (let user = 0; user < users; user++) {
    const start = starts[user]!, end = starts[user + 1]!;
    let sum = 0, liked = 0, first = seconds[start]!, last = first;
    seenYears.clear();
    seenGenres.clear();
    for (let i = start; i < end; i++) {
      const time = seconds[i]!;
      sum += halfStars[i]!;
      if (halfStars[i]! >= LIKED_HALF_STARS) liked++;
      if (time < first) first = time;
      if (time > last) last = time;
      seenYears.add(calendarYear(time));
      seenGenres.add(genreCodes[moviePlaces[i]!]!);
    }
    features.ratings[user] = end - start;
    features.meanRating[user] = sum / 2 / (end - start);
    features.likedRate[user] = liked / (end - start);
    features.activeYears[user] = seenYears.size;
    features.primaryGenres[user] = seenGenres.size;
    features.firstSeconds[user] = first;
    features.lastSeconds[user] = last;
    features.spanDays[user] = Math.floor((last - first) / DAY_SECONDS);
  }
  return features;
}

/** Counts the different codes of one user after another without emptying anything between. */
class DistinctCodes {
  readonly #roundOf: Int32Array;
  #round = 0;
  size = 0;

  constructor(codes: number) {
    this.#roundOf = new Int32Array(codes);
  }

  clear(): void {
    this.#round++;
    this.size = 0;
  }

  add(code: number): void {
    if (this.#roundOf[code] === this.#round) return;
    this.#roundOf[code] = this.#round;
    this.size++;
  }
}
