/**
 * The kept ratings, user by user.
 *
 * @module
 */

import type { KeptRatings } from "lib/raw/movielens/rating_sample.ts";

/** Every kept user's ratings, each movie once. */
export interface UserHistories {
  /** The users' ids, ascending. */
  readonly userIds: Float64Array;
  /** Where each user's ratings begin; one entry more, their total, at the end. */
  readonly starts: Int32Array;
  /** Per rating: the movie's place among the movies. */
  readonly moviePlaces: Int32Array;
  /** Per rating: half stars, 1 to 10. */
  readonly halfStars: Uint8Array;
  /** Per rating: seconds since 1970-01-01 00:00 UTC. */
  readonly seconds: Uint32Array;
}

/** What {@linkcode groupByUser} returns. */
export interface GroupedRatings {
  /** The ratings by user. */
  readonly histories: UserHistories;
  /** The lines, ascending, that rate a movie which an earlier line of the same user rates. */
  readonly repeatedLines: Int32Array;
}

/**
 * Groups the ratings by user; of a user's ratings of one movie the first in the file stands.
 *
 * @param kept the ratings in the order of the file
 * @param movies how many movies there are
 * @returns the ratings by ascending user id, within a user in the order of the file
 *
 * @example
 * ```ts
 * import { groupByUser } from "lib/raw/movielens/user_histories.ts";
 * import { RatingSample } from "lib/raw/movielens/rating_sample.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const sample = new RatingSample(1);
 * sample.add(9, 0, 8, 964982703, 2);
 * sample.add(4, 0, 9, 964982704, 3);
 * sample.add(9, 0, 7, 964982705, 4);
 * const { histories, repeatedLines } = groupByUser(sample.kept(), 1);
 * assertEquals([...histories.userIds], [4, 9]);
 * assertEquals([...histories.halfStars], [9, 8]);
 * assertEquals([...repeatedLines], [4]);
 * ```
 */
export function groupByUser(kept: KeptRatings, movies: number): GroupedRatings {
  const { userIds, userCodes } = kept;
  const users = userIds.length;
  const codes = Int32Array.from({ length: users }, (_, code) => code)
    .sort((a, b) => userIds[a]! - userIds[b]!);
  const rows = rowsByUser(userCodes, codes);

  const moviePlaces = new Int32Array(rows.order.length);
  const halfStars = new Uint8Array(rows.order.length);
  const seconds = new Uint32Array(rows.order.length);
  const starts = new Int32Array(users + 1);
  const repeated: number[] = [];
  const lastUser = new Int32Array(movies).fill(-1);
  let length = 0;
  for (let user = 0; user < users; user++) {
    starts[user] = length;
    for (let i = rows.starts[user]!; i < rows.starts[user + 1]!; i++) {
      const row = rows.order[i]!;
      const place = kept.moviePlaces[row]!;
      if (lastUser[place] === user) {
        repeated.push(kept.lineNumbers[row]!);
        continue;
      }
      lastUser[place] = user;
      moviePlaces[length] = place;
      halfStars[length] = kept.halfStars[row]!;
      seconds[length] = kept.seconds[row]!;
      length++;
    }
  }
  starts[users] = length;
  return {
    histories: {
      userIds: Float64Array.from(codes, (code) => userIds[code]!),
      starts,
      moviePlaces: moviePlaces.subarray(0, length),
      halfStars: halfStars.subarray(0, length),
      seconds: seconds.subarray(0, length),
    },
    repeatedLines: Int32Array.from(repeated).sort(),
  };
}

/** A counting sort: it keeps the order of the file within a user, which a repetition needs. */
function rowsByUser(
  userCodes: Int32Array,
  codes: Int32Array,
): { order: Int32Array; starts: Int32Array } {
  const users = codes.length;
  const userOf = new Int32Array(users);
  codes.forEach((code, user) => userOf[code] = user);
  const starts = new Int32Array(users + 1);
  for (let row = 0; row < userCodes.length; row++) starts[userOf[userCodes[row]!]! + 1]!++;
  for (let user = 0; user < users; user++) starts[user + 1]! += starts[user]!;
  const next = starts.slice(0, users);
  const order = new Int32Array(userCodes.length);
  for (let row = 0; row < userCodes.length; row++) order[next[userOf[userCodes[row]!]!]!++] = row;
  return { order, starts };
}
