import { assertEquals } from "@std/assert";
import pl from "nodejs-polars";
import fc from "fast-check";
import { firstRatings, moviesFrame } from "lib/raw/movielens/rating_frames.ts";
import { RatingSample } from "lib/raw/movielens/rating_sample.ts";
import { itemFeatures, seedSlates, userFeatures } from "lib/raw/movielens/tables.ts";
import { framesOf, type RatingRow, rowsOf } from "./frames.ts";

const DAY = 86_400;

/** Years of times: each is rated by a user of its own, who has a slate of that one movie. */
function yearsOf(times: readonly number[]): number[] {
  const frames = framesOf(times.map((time, user): RatingRow => [user + 1, 0, 8, time]), ["Drama"]);
  const slates = seedSlates(frames, userFeatures(frames), 1);
  return slates.getColumn("rating_year").toArray() as number[];
}

Deno.test("the calendar year is that of a date, to the second", () => {
  const borders = Array.from({ length: 137 }, (_, index) => Date.UTC(1970 + index, 0, 1) / 1000)
    .flatMap((first) => first === 0 ? [first] : [first - 1, first]);
  const random = fc.sample(fc.integer({ min: 0, max: 2 ** 32 - 1 }), {
    seed: 1_970,
    numRuns: 1000,
  });
  const times = [...borders, ...random, 2 ** 32 - 1];
  assertEquals(yearsOf(times), times.map((time) => new Date(1000 * time).getUTCFullYear()));
});

Deno.test("years and genres are counted anew for each user, and days rounded down", () => {
  const features = userFeatures(framesOf([
    [2, 0, 1, 2 * DAY],
    [1, 0, 8, 400 * DAY],
    [1, 1, 7, 10 * DAY],
    [2, 1, 1, 3 * DAY - 1],
    [1, 2, 10, 5 * DAY],
  ], ["Drama", "War", "Drama"]));
  assertEquals(rowsOf(features), [{
    userId: 1,
    n_ratings: 3,
    mean_rating: 25 / 6,
    liked_rate: 2 / 3,
    active_years: 2,
    unique_primary_genres: 2,
    first_rating_datetime: 5 * DAY * 1e6,
    last_rating_datetime: 400 * DAY * 1e6,
    activity_span_days: 395,
  }, {
    userId: 2,
    n_ratings: 2,
    mean_rating: 0.5,
    liked_rate: 0,
    active_years: 1,
    unique_primary_genres: 2,
    first_rating_datetime: 2 * DAY * 1e6,
    last_rating_datetime: (3 * DAY - 1) * 1e6,
    activity_span_days: 0,
  }]);
});

Deno.test("the longest span that 32 bits of seconds allow is counted to the day", () => {
  const last = 2 ** 32 - 1;
  const [row] = rowsOf(userFeatures(framesOf([[7, 0, 8, last], [7, 1, 8, 0]], ["War", "War"])));
  assertEquals(row!.activity_span_days, Math.floor(last / DAY));
  assertEquals([row!.first_rating_datetime, row!.last_rating_datetime], [0, last * 1e6]);
});

Deno.test("ids up to the largest whole double stay exact, in the slates' names too", () => {
  const ids = [Number.MAX_SAFE_INTEGER - 2, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER - 1];
  const frames = framesOf(ids.map((id, index): RatingRow => [id, index, 8, 1]), ["A", "B", "C"]);
  const sorted = ids.toSorted((a, b) => a - b);
  const features = userFeatures(frames);
  assertEquals(features.getColumn("userId").toArray(), sorted);
  const slates = seedSlates(frames, features, 1);
  assertEquals(slates.getColumn("userId").toArray(), sorted);
  assertEquals(slates.getColumn("slate_id").toArray(), sorted.map((id) => `user_${id}_seed`));

  const movies = moviesFrame([{
    ...{
      movieId: Number.MAX_SAFE_INTEGER,
      title: "Cosmos",
      genres: "Drama",
      primaryGenre: "Drama",
    },
    releaseYear: 1980,
  }]);
  assertEquals(movies.getColumn("movieId").toArray(), [Number.MAX_SAFE_INTEGER]);
});

Deno.test("features of more ratings than are asked for at a time are those of all", () => {
  const USERS = 1_600, MOVIES = 900, REPEATED = [37, 1_234_567, 1_300_000];
  const line = (user: number, movie: number) => movie * USERS + user;
  const halfStars = (user: number, movie: number) => 1 + (7 * user + 3 * movie + user * movie) % 10;
  const sample = new RatingSample(1);
  const add = (user: number, movie: number, at: number) =>
    sample.add(10 * (USERS - user), movie, halfStars(user, movie), 1e9 + user * movie, at);
  for (let movie = 0; movie < MOVIES; movie++) {
    for (let user = 0; user < USERS; user++) {
      if ((user + movie) % 9 !== 0) add(user, movie, line(user, movie));
      if (REPEATED.includes(line(user, movie))) {
        add(user, movie, USERS * MOVIES + line(user, movie));
      }
    }
  }
  const kept = sample.kept();
  const { ratings, repeatedLines } = firstRatings(kept.ratings);
  assertEquals([...repeatedLines], REPEATED.map((at) => USERS * MOVIES + at));

  const movies = moviesFrame(Array.from({ length: MOVIES }, (_, place) => ({
    ...{ movieId: place + 1, title: "Movie", genres: "Drama", primaryGenre: `${place % 7}` },
    releaseYear: null,
  })));
  const frames = { ratings, users: kept.users, movies };
  /** Count, mean and share liked of those on the other side. */
  const expected = (others: number, value: (other: number) => number, first: number) => {
    let count = 0, sum = 0, liked = 0;
    for (let other = 0; other < others; other++) {
      if ((first + other) % 9 === 0) continue;
      count++;
      sum += value(other) / 2;
      if (value(other) >= 8) liked++;
    }
    return [count, sum / count, liked / count];
  };
  const columns = (frame: pl.DataFrame, names: readonly string[]) =>
    frame.select(...names).rows() as number[][];
  assertEquals(
    columns(userFeatures(frames), ["userId", "n_ratings", "mean_rating", "liked_rate"]),
    Array.from({ length: USERS }, (_, index) => {
      const user = USERS - 1 - index;
      return [10 * (index + 1), ...expected(MOVIES, (movie) => halfStars(user, movie), user)];
    }),
  );
  assertEquals(
    columns(itemFeatures(frames), [
      ...["movieId", "sample_rating_count", "sample_mean_rating", "sample_liked_rate"],
    ]),
    Array.from(
      { length: MOVIES },
      (_, movie) => [movie + 1, ...expected(USERS, (user) => halfStars(user, movie), movie)],
    ),
  );
});
