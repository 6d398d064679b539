import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { firstRatings } from "lib/raw/movielens/rating_frames.ts";
import { RatingSample } from "lib/raw/movielens/rating_sample.ts";

const MOVIES = 6;
const rating = fc.record({
  userId: fc.constantFrom(5, 30, 31, 2 ** 40),
  place: fc.integer({ min: 0, max: MOVIES - 1 }),
  halfStars: fc.integer({ min: 1, max: 10 }),
});

Deno.test("each user has each movie once, as first rated", () => {
  fc.assert(
    fc.property(fc.array(rating, { maxLength: 40 }), (rows) => {
      const sample = new RatingSample(1);
      rows.forEach(({ userId, place, halfStars }, index) =>
        sample.add(userId, place, halfStars, 1000 + index, index + 2)
      );
      const kept = sample.kept();
      const { ratings, repeatedLines } = firstRatings(kept.ratings);

      const first = new Map<string, number>();
      const repeated: number[] = [];
      rows.forEach(({ userId, place }, index) => {
        const pair = `${userId} ${place}`;
        if (first.has(pair)) repeated.push(index + 2);
        else first.set(pair, index);
      });
      const found = ratings.join(kept.users, { on: "user" }).sort("line")
        .select("userId", "movie", "half_stars", "seconds").rows();
      assertEquals(
        found,
        [...first.values()].map((index) => {
          const { userId, place, halfStars } = rows[index]!;
          return [userId, place, halfStars, 1000 + index];
        }),
      );
      assertEquals([...repeatedLines], repeated);
    }),
    { seed: 2_015, numRuns: 300 },
  );
});
