import { assertAlmostEquals, assertGreater, assertGreaterOrEqual, assertLess } from "@std/assert";
import fc from "fast-check";
import { clusteredMean } from "lib/inference/clustered_mean.ts";
import {
  confoundedExploration,
  confoundedWeight,
} from "lib/simulation/impressions/models/confounded.ts";
import { rankedPropensities } from "lib/simulation/impressions/ranking.ts";
import { byLength, comparable, meanOf, scoresOf, simulate } from "./estimates.ts";

Deno.test("both arms stay possible: propensities of lists above three lie in [.006, .95)", () => {
  const relevances = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
    minLength: 4,
    maxLength: 299,
  });
  fc.assert(
    fc.property(relevances, (list) => {
      const weights = Float64Array.from(list, confoundedWeight);
      const propensities = rankedPropensities(weights, confoundedExploration);
      assertAlmostEquals(propensities.reduce((sum, e) => sum + e, 0), 3, 1e-9);
      assertGreaterOrEqual(Math.min(...propensities), 0.006 - 1e-15);
      assertLess(Math.max(...propensities), 0.95);
    }),
    { seed: 31, numRuns: 200 },
  );
});

Deno.test("the arms' difference, and that within lists of one length, are far off the truth", () => {
  for (const seed of [1, 2, 3]) {
    const columns = simulate(2_000, seed, "confounded");
    const rows = comparable(columns);
    const truth = meanOf(scoresOf(columns, rows).truth);
    const rate = (arm: number) =>
      meanOf(Float64Array.from(
        rows.filter((row) => columns.treatment[row] === arm),
        (row) => columns.outcome[row]!,
      ));
    assertGreater(rate(1) - rate(0), 4 * truth);
    const { scores } = scoresOf(columns, rows, byLength(columns));
    const { mean, cr2 } = clusteredMean(scores, rows.map((row) => columns.impression[row]!));
    assertGreater(mean, 2 * truth);
    assertGreater((mean - truth) / cr2, 4);
  }
});
