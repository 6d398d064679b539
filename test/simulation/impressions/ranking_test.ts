import { assertAlmostEquals, assertEquals, assertGreaterOrEqual, assertLess } from "@std/assert";
import fc from "fast-check";
import {
  drawRankedOrder,
  explorationShare,
  rankedPropensities,
  topThreeProbabilities,
} from "lib/simulation/impressions/ranking.ts";
import { seededSource } from "lib/random/seeded.ts";

const weightLists = (minLength: number, maxLength: number) =>
  fc.array(fc.double({ min: Math.exp(-2), max: Math.exp(2), noNaN: true }), {
    minLength,
    maxLength,
  });

/** The definition: the sum over every ordered choice of three. */
function byEnumeration(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const probabilities = weights.map(() => 0);
  weights.forEach((a, i) =>
    weights.forEach((b, j) =>
      weights.forEach((c, k) => {
        if (i === j || j === k || i === k) return;
        const probability = (a / total) * (b / (total - a)) * (c / (total - a - b));
        for (const chosen of [i, j, k]) probabilities[chosen]! += probability;
      })
    )
  );
  return probabilities;
}

Deno.test("the closed form equals the enumeration of every choice of three", () => {
  fc.assert(
    fc.property(weightLists(4, 9), (weights) => {
      const probabilities = topThreeProbabilities(Float64Array.from(weights));
      byEnumeration(weights).forEach((expected, i) =>
        assertAlmostEquals(probabilities[i]!, expected, 1e-12)
      );
    }),
    { seed: 21, numRuns: 100 },
  );
});

Deno.test("propensities sum to three and lie in [0.01, 0.925] in lists of four to 299", () => {
  fc.assert(
    fc.property(weightLists(4, 299), (weights) => {
      const propensities = rankedPropensities(Float64Array.from(weights));
      assertAlmostEquals(propensities.reduce((sum, e) => sum + e, 0), 3, 1e-9);
      assertGreaterOrEqual(Math.min(...propensities), 0.01);
      assertLess(Math.max(...propensities), 0.925);
    }),
    { seed: 22, numRuns: 200 },
  );
});

Deno.test("the bounds hold where one article outweighs all and where one is outweighed by all", () => {
  for (const length of [4, 5, 89, 90, 91, 150, 299]) {
    for (const odd of [Math.exp(2), Math.exp(-2)]) {
      const weights = new Float64Array(length).fill(1 / odd);
      weights[0] = odd;
      for (const e of rankedPropensities(weights)) {
        assertGreaterOrEqual(e, 0.01);
        assertLess(e, 0.925);
      }
    }
  }
});

Deno.test("lists of three or fewer are treated throughout", () => {
  for (const length of [1, 2, 3]) {
    assertEquals([...rankedPropensities(new Float64Array(length).fill(2))], Array(length).fill(1));
  }
});

Deno.test("articles reach the first three places as often as their propensities say", () => {
  const draws = 100_000;
  // The mean squared score is near 1 if the propensities are right, and too close a fit would be as
  // wrong as too poor a one. The bounds are about the 0.1 % points on either side: wide for short
  // lists, whose few scores determine each other.
  const bounds = [[4, 0.005, 4.5], [7, 0.05, 3.5], [60, 0.45, 1.8]] as const;
  for (const [length, lower, upper] of bounds) {
    const weights = Float64Array.from({ length }, (_, i) => Math.exp(2 - 4 * i / (length - 1)));
    const source = seededSource("order", String(length));
    const counts = new Float64Array(length);
    for (let draw = 0; draw < draws; draw++) {
      for (const article of drawRankedOrder(weights, source).subarray(0, 3)) counts[article]!++;
    }
    let statistic = 0;
    rankedPropensities(weights).forEach((e, i) => {
      const z = (counts[i]! - draws * e) / Math.sqrt(draws * e * (1 - e));
      assertLess(Math.abs(z), 4.5);
      statistic += z * z / length;
    });
    assertLess(statistic, upper);
    assertGreaterOrEqual(statistic, lower);
  }
});

Deno.test("an order holds every article once", () => {
  fc.assert(
    fc.property(weightLists(1, 40), fc.integer(), (weights, seed) => {
      const order = drawRankedOrder(Float64Array.from(weights), seededSource(seed));
      assertEquals([...order].toSorted((a, b) => a - b), weights.map((_, i) => i));
    }),
    { seed: 23, numRuns: 200 },
  );
});

Deno.test("exploration takes three lists in ten, and more of lists longer than 90", () => {
  assertEquals([10, 90, 150].map(explorationShare), [0.3, 0.3, 0.5]);
});
