import { assert, assertAlmostEquals, assertEquals, assertGreater, assertLess } from "@std/assert";
import {
  drawShuffledClicks,
  listTerms,
  popularity,
  rankedClicks,
  rankingWeight,
  relevance,
} from "lib/simulation/impressions/clicks.ts";
import { seededSource } from "lib/random/seeded.ts";

Deno.test("articles of a logged list are clicked as often as their probabilities say", () => {
  const draws = 60_000;
  // Bounds of the mean squared score, on both sides: lists of two and five have few scores.
  const cases: readonly (readonly [attractions: number[], lower: number, upper: number])[] = [
    [[1, 3], 0.0001, 7],
    [[0.5, 1, 2, 1, 1.5], 0.02, 4.5],
    [Array.from({ length: 80 }, (_, i) => 1 + i % 4), 0.45, 1.8],
  ];
  for (const [attractions, lower, upper] of cases) {
    const weights = Float64Array.from(attractions);
    const source = seededSource("clicks", String(weights.length));
    const clicked = new Uint8Array(weights.length);
    const probability = new Float64Array(weights.length);
    const counts = new Float64Array(weights.length);
    for (let draw = 0; draw < draws; draw++) {
      drawShuffledClicks(weights, source, clicked, probability);
      assert(clicked.includes(1));
      clicked.forEach((click, i) => counts[i]! += click);
    }
    let statistic = 0;
    probability.forEach((p, i) => {
      const z = (counts[i]! - draws * p) / Math.sqrt(draws * p * (1 - p));
      assertLess(Math.abs(z), 4.5);
      statistic += z * z / weights.length;
    });
    assertLess(statistic, upper);
    assertGreater(statistic, lower);
  }
});

Deno.test("only relative attraction counts in a shuffled list", () => {
  const small = new Float64Array(3);
  const large = new Float64Array(3);
  drawShuffledClicks(Float64Array.of(1, 2, 3), seededSource(1), new Uint8Array(3), small);
  drawShuffledClicks(Float64Array.of(10, 20, 30), seededSource(1), new Uint8Array(3), large);
  small.forEach((p, i) => assertAlmostEquals(p, large[i]!, 1e-12));
});

Deno.test("what the first places gain differs by topic, list, history and hour", () => {
  const gain = (positionGain: number, history: number, length: number, hour: number) => {
    const { top3, rank4Plus } = rankedClicks(0, positionGain, listTerms(history, length, hour));
    return Math.log(top3 / (1 - top3)) - Math.log(rank4Plus / (1 - rank4Plus));
  };
  assertGreater(gain(0.5, 18, 24, 9), gain(0, 18, 24, 9));
  assertGreater(gain(0, 2, 24, 9), gain(0, 200, 24, 9));
  assertGreater(gain(0, 18, 200, 9), gain(0, 18, 5, 9));
  assertGreater(gain(0, 18, 24, 9), gain(0, 18, 24, 21));
});

Deno.test("popularity is a share of the lists and stays within −4 and 2.5", () => {
  assertAlmostEquals(popularity(600, 20_000), popularity(60, 2_000), 1e-9);
  assertEquals([popularity(0, 20_000), popularity(20_000, 20_000)], [-4, 2.5]);
});

Deno.test("an article is relevant by appeal and popularity, and ranked by that", () => {
  assertEquals(relevance(0.4, 0), 0.4);
  assertGreater(relevance(0, 1), relevance(0, 0));
  assertEquals(rankingWeight(0), 1);
  assertAlmostEquals(rankingWeight(0.5), Math.E, 1e-12);
  assertEquals([rankingWeight(-9), rankingWeight(9)], [Math.exp(-2), Math.exp(2)]);
});
