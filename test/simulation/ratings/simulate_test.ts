import { assert, assertEquals, assertGreater, assertMatch, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import {
  type RatingSimulationOptions,
  simulateMovieLens,
} from "lib/simulation/ratings/simulate.ts";

const options = { users: 200, seed: 5 } as const;
const { ratings, movies } = simulateMovieLens(options);
const placeOf = new Map(Array.from(movies.movieId, (id, place) => [id, place]));
const year = (seconds: number) => new Date(seconds * 1000).getUTCFullYear();
const releaseYear = (title: string) => /\((\d{4})\)$/.exec(title)?.[1];

/** The ratings of each user, as places in the columns. */
const histories = [...Map.groupBy(ratings.userId.keys(), (i) => ratings.userId[i]!).values()];

Deno.test("the columns of ratings and of movies have one length each", () => {
  const { userId, movieId, halfStars, timestamp } = ratings;
  for (const column of [movieId, halfStars, timestamp]) assertEquals(column.length, userId.length);
  assertEquals(movies.titles.length, movies.movieId.length);
  assertEquals(movies.genres.length, movies.movieId.length);
});

Deno.test("users are the multiples of 50, one after the other", () => {
  assertEquals([...new Set(ratings.userId)], Array.from({ length: 200 }, (_, i) => 50 * (i + 1)));
  assertEquals(ratings.userId, ratings.userId.toSorted());
});

Deno.test("each user rates at least 10 movies, each once, by ascending id", () => {
  for (const history of histories) {
    const ids = history.map((i) => ratings.movieId[i]!);
    assert(ids.length >= 10);
    assert(ids.every((id, i) => placeOf.has(id) && id > (ids[i - 1] ?? 0)));
  }
});

Deno.test("ratings are half stars on the scale, whole ones before 18 February 2003", () => {
  assertEquals([...new Set(ratings.halfStars)].sort((a, b) => a - b), [
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  ]);
  const since = Date.UTC(2003, 1, 18) / 1000;
  const early = histories.filter((history) => history.every((i) => ratings.timestamp[i]! < since))
    .flat();
  assertGreater(early.length, 1_000);
  assert(early.every((i) => ratings.halfStars[i]! % 2 === 0));
});

Deno.test("nobody rates a movie before the year of its release", () => {
  let withYear = 0;
  ratings.movieId.forEach((id, i) => {
    const released = releaseYear(movies.titles[placeOf.get(id)!]!);
    if (released === undefined) return;
    withYear++;
    assert(Number(released) <= year(ratings.timestamp[i]!));
  });
  assertGreater(withYear, 0.98 * ratings.movieId.length);
});

Deno.test("most users rate on one day, some come back for years", () => {
  const days = histories.map((history) => {
    const times = history.map((i) => ratings.timestamp[i]!);
    return (Math.max(...times) - Math.min(...times)) / 86_400;
  });
  assertGreater(days.filter((span) => span < 1).length, 0.6 * days.length);
  assertGreater(days.filter((span) => span > 365).length, 0.05 * days.length);
  const years = new Set(Array.from(ratings.timestamp, year));
  assertEquals([Math.min(...years), Math.max(...years)], [1996, 2019]);
});

Deno.test("movies stand by ascending id", () => {
  assert(movies.movieId.every((id, i) => id > (movies.movieId[i - 1] ?? 0)));
});

Deno.test("genres stand in the order of the alphabet, each once", () => {
  for (const genres of movies.genres) {
    const listed = genres.split("|");
    assertEquals(listed, [...new Set(listed)].sort());
    if (listed.length > 1) assert(!listed.includes("(no genres listed)"));
  }
  assertEquals(new Set(movies.genres.map((genres) => genres.split("|")[0])).size, 19);
});

Deno.test("titles need quoting, put articles last, and lack a year or a genre now and then", () => {
  const count = (has: (title: string) => boolean) => movies.titles.filter(has).length;
  const total = movies.titles.length;
  assertGreater(count((title) => /, The \(\d{4}\)$/.test(title)), 0.1 * total);
  assertGreater(count((title) => title.includes('"')), 0.005 * total);
  const withoutYear = count((title) => releaseYear(title) === undefined);
  assert(withoutYear > 20 && withoutYear < 100);
  const withoutGenre = movies.genres.filter((genres) => genres === "(no genres listed)").length;
  assert(withoutGenre > 100 && withoutGenre < 300);
  assertGreater(new Set(movies.titles).size, 0.98 * total);
});

Deno.test("the same seed gives the same ratings, another one others of the same movies", () => {
  assertEquals(simulateMovieLens(options), { ratings, movies });
  assertEquals(simulateMovieLens({ ...options, seed: "5" }), { ratings, movies });
  const other = simulateMovieLens({ ...options, seed: 6 });
  assertEquals(other.movies, movies);
  assert(String(other.ratings.movieId) !== String(ratings.movieId));
});

Deno.test("progress goes from the first users to all", () => {
  const seen: number[] = [];
  simulateMovieLens({
    ...options,
    onProgress: ({ done, total }) => {
      assertEquals(total, 200);
      seen.push(done);
    },
  });
  assertEquals(seen, Array.from({ length: 100 }, (_, i) => 2 * (i + 1)));
});

Deno.test("unusable options are refused", () => {
  for (const users of [0, 1.5, NaN, 200_001]) {
    const error = assertThrows(() => simulateMovieLens({ users, seed: 1 }), InputError);
    assertMatch(error.message, /^The number of users is .*\. Give a whole number from 1 to 200000/);
  }
  const seedless = { users: 5 } as unknown as RatingSimulationOptions;
  assertThrows(() => simulateMovieLens(seedless), InputError, "The seed is undefined");
  for (const options of [undefined, null, 5, "users", []] as unknown as RatingSimulationOptions[]) {
    assertThrows(() => simulateMovieLens(options), InputError, "no record of options");
  }
  for (const users of [5n, Object.create(null), Symbol("5")] as unknown as number[]) {
    assertThrows(() => simulateMovieLens({ users, seed: 1 }), InputError, "The number of users is");
  }
});
