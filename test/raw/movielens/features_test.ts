import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { calendarYear } from "lib/raw/movielens/calendar_year.ts";
import { popularityBuckets } from "lib/raw/movielens/item_features.ts";
import { userFeatures } from "lib/raw/movielens/user_features.ts";

Deno.test("the calendar year is that of a date, to the second", () => {
  for (let year = 1970; year <= 2106; year++) {
    const first = Date.UTC(year, 0, 1) / 1000;
    assertEquals(calendarYear(first), year);
    if (year > 1970) assertEquals(calendarYear(first - 1), year - 1);
  }
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (seconds) => {
      assertEquals(calendarYear(seconds), new Date(1000 * seconds).getUTCFullYear());
    }),
    { seed: 1_970, numRuns: 1000 },
  );
});

/** What `pandas.qcut(pandas.Series(counts).rank(method="first"), 4, labels=False)` returns. */
const QCUT: readonly (readonly [counts: readonly number[], buckets: readonly number[]])[] = [
  [[5, 5], [0, 3]],
  [[9, 1, 4], [3, 0, 1]],
  [[1, 1, 1, 1], [0, 1, 2, 3]],
  [[7, 1, 1, 1, 1], [3, 0, 0, 1, 2]],
  [[3, 1, 4, 1, 5, 9, 2, 6, 5, 3], [1, 0, 2, 0, 2, 3, 0, 3, 3, 1]],
];

for (const [counts, buckets] of QCUT) {
  Deno.test(`popularity of ${counts.join(", ")}`, () => {
    assertEquals([...popularityBuckets(Int32Array.from(counts))], buckets);
  });
}

Deno.test("one movie alone is in the lowest group, and none is no error", () => {
  assertEquals([...popularityBuckets(Int32Array.of(8))], [0]);
  assertEquals([...popularityBuckets(new Int32Array())], []);
});

Deno.test("groups of popularity differ by at most one movie and rise with the count", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 4 }), (counts) => {
      const buckets = popularityBuckets(Int32Array.from(counts));
      const sizes = [0, 1, 2, 3].map((bucket) => buckets.filter((each) => each === bucket).length);
      assertEquals(Math.max(...sizes) - Math.min(...sizes) <= 1, true);
      counts.forEach((count, a) =>
        counts.forEach((other, b) => {
          if (count < other) assertEquals(buckets[a]! <= buckets[b]!, true);
        })
      );
    }),
    { seed: 4, numRuns: 200 },
  );
});

Deno.test("years and genres are counted anew for each user, and days rounded down", () => {
  const day = 86_400;
  const features = userFeatures({
    userIds: Float64Array.of(1, 2),
    starts: Int32Array.of(0, 3, 5),
    moviePlaces: Int32Array.of(0, 1, 2, 0, 1),
    halfStars: Uint8Array.of(8, 7, 10, 1, 1),
    seconds: Uint32Array.of(400 * day, 10 * day, 5 * day, 2 * day, 3 * day - 1),
  }, Int32Array.of(0, 4, 0));
  assertEquals(features, {
    ratings: Int32Array.of(3, 2),
    meanRating: Float64Array.of(25 / 6, 0.5),
    likedRate: Float64Array.of(2 / 3, 0),
    activeYears: Int32Array.of(2, 1),
    primaryGenres: Int32Array.of(2, 2),
    firstSeconds: Float64Array.of(5 * day, 2 * day),
    lastSeconds: Float64Array.of(400 * day, 3 * day - 1),
    spanDays: Int32Array.of(395, 0),
  });
});
