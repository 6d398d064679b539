import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { RatingSample } from "lib/raw/movielens/rating_sample.ts";
import { groupByUser } from "lib/raw/movielens/user_histories.ts";

const MOVIES = 6;
const rating = fc.record({
  userId: fc.constantFrom(5, 30, 31, 2 ** 40),
  place: fc.integer({ min: 0, max: MOVIES - 1 }),
  halfStars: fc.integer({ min: 1, max: 10 }),
});

Deno.test("each user has each movie once, as first rated, in the order of the file", () => {
  fc.assert(
    fc.property(fc.array(rating, { maxLength: 40 }), (ratings) => {
      const sample = new RatingSample(1);
      ratings.forEach(({ userId, place, halfStars }, index) =>
        sample.add(userId, place, halfStars, 1000 + index, index + 2)
      );
      const { histories, repeatedLines } = groupByUser(sample.kept(), MOVIES);

      const first = new Map<string, number>();
      const repeated: number[] = [];
      ratings.forEach(({ userId, place }, index) => {
        const pair = `${userId} ${place}`;
        if (first.has(pair)) repeated.push(index + 2);
        else first.set(pair, index);
      });
      const expected = [...first.values()].sort((a, b) =>
        ratings[a]!.userId - ratings[b]!.userId || a - b
      );
      const rows = [...histories.userIds].flatMap((userId, user) =>
        Array.from(
          histories.moviePlaces.subarray(histories.starts[user], histories.starts[user + 1]),
          (place, offset) => {
            const row = histories.starts[user]! + offset;
            return [userId, place, histories.halfStars[row]!, histories.seconds[row]! - 1000];
          },
        )
      );
      assertEquals(
        rows,
        expected.map((index) => {
          const { userId, place, halfStars } = ratings[index]!;
          return [userId, place, halfStars, index];
        }),
      );
      assertEquals([...repeatedLines], repeated);
      assertEquals(histories.moviePlaces.length, expected.length);
    }),
    { seed: 2_015, numRuns: 300 },
  );
});
