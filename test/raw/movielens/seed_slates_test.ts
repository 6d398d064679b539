import { assertEquals } from "@std/assert";
import pl from "nodejs-polars";
import { seedSlates, userFeatures } from "lib/raw/movielens/tables.ts";
import { framesOf } from "./frames.ts";

/** Users 1 to 4 with 3, 2, 4 and 3 ratings, not in this order in the file. */
const FRAMES = framesOf([
  [3, 3, 8, 5],
  [3, 2, 8, 5],
  [1, 0, 6, 9],
  [1, 1, 9, 1],
  [4, 2, 1, 3],
  [1, 2, 9, 2],
  [2, 0, 10, 1],
  [2, 1, 10, 1],
  [4, 1, 1, 2],
  [4, 0, 1, 2 ** 32 - 1],
  [3, 1, 8, 5],
  [3, 0, 10, 1],
], ["Drama", "War", "Drama", "Comedy"]);
const USERS = userFeatures(FRAMES);

/** The slates of users with enough ratings, each as the user and the movies' ids. */
function slatesOf(size: number, most: number): number[][] {
  const chosen = USERS.filter(pl.col("n_ratings").gtEq(size)).head(most);
  const rows = seedSlates(FRAMES, chosen, size)
    .select("userId", "movieId", "slate_position_seed").rows() as [number, number, number][];
  const slates: number[][] = [];
  for (const [userId, movieId, position] of rows) {
    if (position === 1) slates.push([userId]);
    assertEquals(position, slates.at(-1)!.push(movieId) - 1);
  }
  return slates;
}

Deno.test("the best-rated come first, then the most recent, then the smallest id", () => {
  assertEquals(slatesOf(3, 10), [[1, 21, 11, 1], [3, 1, 11, 21], [4, 1, 21, 11]]);
});

Deno.test("the first users have the slates", () => {
  assertEquals(slatesOf(2, 2), [[1, 21, 11], [2, 1, 11]]);
});

Deno.test("nobody has a slate larger than every history", () => {
  assertEquals(slatesOf(5, 2), []);
});

Deno.test("a slate's row holds what is known of the movie and of its rating", () => {
  const [, second] = seedSlates(FRAMES, USERS.head(1), 2).toRecords();
  assertEquals({ ...second, rating_datetime: undefined }, {
    slate_id: "user_1_seed",
    userId: 1,
    movieId: 11,
    title: "Movie 1",
    genres: "War",
    primary_genre: "War",
    spillover_cluster: "War",
    slate_position_seed: 2,
    observed_relevance: 4.5,
    high_relevance: 1,
    rating_datetime: undefined,
    rating_year: 1970,
  });
});
