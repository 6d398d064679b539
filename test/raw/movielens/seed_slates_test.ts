import { assertEquals } from "@std/assert";
import { seedSlates } from "lib/raw/movielens/seed_slates.ts";

/** Users 1 to 4 with 3, 2, 4 and 3 ratings. */
const HISTORIES = {
  userIds: Float64Array.of(1, 2, 3, 4),
  starts: Int32Array.of(0, 3, 5, 9, 12),
  moviePlaces: Int32Array.of(0, 1, 2, 0, 1, 3, 2, 1, 0, 2, 1, 0),
  halfStars: Uint8Array.of(6, 9, 9, 10, 10, 8, 8, 8, 10, 1, 1, 1),
  seconds: Uint32Array.of(9, 1, 2, 1, 1, 5, 5, 5, 1, 3, 2, 2 ** 32 - 1),
};

Deno.test("the best-rated come first, then the most recent, then the smallest id", () => {
  const slates = seedSlates(HISTORIES, 3, 10);
  assertEquals([...slates.users], [0, 2, 3]);
  assertEquals([...slates.ratings], [2, 1, 0, 8, 7, 6, 11, 9, 10]);
  assertEquals(slates.qualifyingUsers, 3);
});

Deno.test("the first users have the slates, and all that qualify are counted", () => {
  const slates = seedSlates(HISTORIES, 2, 2);
  assertEquals([...slates.users], [0, 1]);
  assertEquals([...slates.ratings], [2, 1, 3, 4]);
  assertEquals(slates.qualifyingUsers, 4);
});

Deno.test("nobody qualifies for a slate larger than every history", () => {
  assertEquals(seedSlates(HISTORIES, 5, 2), {
    users: new Int32Array(),
    ratings: new Int32Array(),
    qualifyingUsers: 0,
  });
});
