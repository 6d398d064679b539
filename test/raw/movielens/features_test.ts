import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { calendarYear } from "lib/raw/movielens/calendar_year.ts";
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
