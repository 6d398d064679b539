import { assertEquals } from "@std/assert";
import {
  MANY_USERS,
  RatingSample,
  STRIDE_FOR_MANY_USERS,
} from "lib/raw/movielens/rating_sample.ts";

/** Three ratings by each of so many users: of movie 0, all in turn, then of movies 1 and 2. */
function sampleOf(users: number, userStride?: number) {
  const sample = new RatingSample(userStride);
  for (const movie of [0, 1, 2]) {
    for (let user = 1; user <= users; user++) {
      sample.add(user, movie, 1 + user % 10, user + movie, movie * users + user);
    }
  }
  const { ratings, users: userFrame, ...rest } = sample.kept();
  const rows = ratings.join(userFrame, { on: "user" }).sort("line")
    .select("line", "userId", "movie", "half_stars", "seconds").rows();
  return { ...rest, rows, usersOfRelease: userFrame.height };
}

Deno.test("without a stride all users of a small release are kept", () => {
  const kept = sampleOf(MANY_USERS);
  assertEquals(kept.userStride, 1);
  assertEquals([kept.usersOfRelease, kept.keptUsers], [MANY_USERS, MANY_USERS]);
  assertEquals(kept.rows.length, 3 * MANY_USERS);
});

Deno.test("one user more, and the ratings kept are those of an explicit stride", () => {
  const users = MANY_USERS + 1;
  const thinned = sampleOf(users);
  assertEquals(thinned.userStride, STRIDE_FOR_MANY_USERS);
  assertEquals(thinned, sampleOf(users, STRIDE_FOR_MANY_USERS));
  assertEquals(thinned.usersOfRelease, users);
  assertEquals(thinned.rows.slice(0, 3).map(([, userId]) => userId), [50, 100, 150]);
  assertEquals(thinned.keptUsers, MANY_USERS / STRIDE_FOR_MANY_USERS);
  assertEquals(thinned.rows.length, 3 * MANY_USERS / STRIDE_FOR_MANY_USERS);
});

Deno.test("a sample is thinned out to the last rating, however many there are", () => {
  const sample = new RatingSample();
  let line = 0;
  for (let user = 1; user <= MANY_USERS + 99; user++) {
    for (let movie = 0; movie < 7; movie++) sample.add(user, movie, 1 + movie, user, ++line);
  }
  const { ratings, users } = sample.kept();
  const kept = MANY_USERS / STRIDE_FOR_MANY_USERS + 1;
  assertEquals(
    ratings.join(users, { on: "user" }).sort("line").select("line", "userId", "movie").rows(),
    Array.from({ length: 7 * kept }, (_, row) => {
      const userId = STRIDE_FOR_MANY_USERS * (1 + Math.floor(row / 7));
      return [7 * (userId - 1) + 1 + row % 7, userId, row % 7];
    }),
  );
});

Deno.test("a stride that is named stays, however many users there are", () => {
  const kept = sampleOf(MANY_USERS + 1, 1);
  assertEquals([kept.userStride, kept.keptUsers], [1, MANY_USERS + 1]);
});

Deno.test("every column keeps its row", () => {
  assertEquals(sampleOf(100, 50).rows, [
    [50, 50, 0, 1, 50],
    [100, 100, 0, 1, 100],
    [150, 50, 1, 1, 51],
    [200, 100, 1, 1, 101],
    [250, 50, 2, 1, 52],
    [300, 100, 2, 1, 102],
  ]);
});

Deno.test("a sample without ratings has its columns all the same", () => {
  const { ratings, users, keptUsers } = new RatingSample().kept();
  assertEquals([ratings.height, users.height, keptUsers], [0, 0, 0]);
  assertEquals(ratings.columns, ["user", "movie", "half_stars", "seconds", "line"]);
});
