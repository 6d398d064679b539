import { assertEquals } from "@std/assert";
import {
  MANY_USERS,
  RatingSample,
  STRIDE_FOR_MANY_USERS,
} from "lib/raw/movielens/rating_sample.ts";

/** Two ratings by each of so many users: of movie 0, all in turn, then of movie 1. */
function sampleOf(users: number, userStride?: number) {
  const sample = new RatingSample(userStride);
  for (const movie of [0, 1]) {
    for (let user = 1; user <= users; user++) {
      sample.add(user, movie, 1 + user % 10, user + movie, movie * users + user);
    }
  }
  return sample.kept();
}

Deno.test("without a stride all users of a small release are kept", () => {
  const kept = sampleOf(MANY_USERS);
  assertEquals(kept.userStride, 1);
  assertEquals([kept.usersOfRelease, kept.userIds.length], [MANY_USERS, MANY_USERS]);
  assertEquals(kept.userCodes.length, 2 * MANY_USERS);
});

Deno.test("one user more, and the ratings kept are those of an explicit stride", () => {
  const users = MANY_USERS + 1;
  const thinned = sampleOf(users);
  assertEquals(thinned.userStride, STRIDE_FOR_MANY_USERS);
  assertEquals(thinned, sampleOf(users, STRIDE_FOR_MANY_USERS));
  assertEquals(thinned.usersOfRelease, users);
  assertEquals([...thinned.userIds].slice(0, 3), [50, 100, 150]);
  assertEquals(thinned.userCodes.length, 2 * MANY_USERS / STRIDE_FOR_MANY_USERS);
});

Deno.test("a stride that is named stays, however many users there are", () => {
  const kept = sampleOf(MANY_USERS + 1, 1);
  assertEquals([kept.userStride, kept.userIds.length], [1, MANY_USERS + 1]);
});

Deno.test("every column keeps its row", () => {
  const { userIds, userCodes, moviePlaces, halfStars, seconds, lineNumbers } = sampleOf(100, 50);
  assertEquals([...userCodes].map((code) => userIds[code]), [50, 100, 50, 100]);
  assertEquals([...moviePlaces], [0, 0, 1, 1]);
  assertEquals([...halfStars], [1, 1, 1, 1]);
  assertEquals([...seconds], [50, 100, 51, 101]);
  assertEquals([...lineNumbers], [50, 100, 150, 200]);
});
