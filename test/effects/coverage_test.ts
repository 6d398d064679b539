/**
 * The global lift's interval covers the truth as often as it promises, and misses on both sides as
 * often as it should.
 *
 * The full study, on tables of the notebook's size, is `deno task bench coverage`. Here the tables
 * are small, which makes the scores' skewness show: under this placement it is about 30, so with n
 * of about 11,000 rows an interval that takes their mean for normal misses more often below the
 * truth than above. By Edgeworth's expansion, with γ = 30 / √n and z = 1.96, the first term moves
 * γ (2z² + 1) φ(z) / 6 = 0.024 from the upper tail's 0.025 to the lower, and the second adds about
 * 0.008 to each (Hall, "The Bootstrap and Edgeworth Expansion", section 2.6).
 */

import { assertAlmostEquals, assertGreater, assertLess } from "@std/assert";
import { mean, standardDeviation } from "simple-statistics";
import { countCoverage, populationTruth, replicateCoverage } from "../bench/coverage.ts";

const REPLICATIONS = 200;
const replications = replicateCoverage({
  replications: REPLICATIONS,
  impressions: 300,
  seed: "coverage test",
});

/** Standard deviations that chance may make up: a right count lies beyond once in a thousand. */
const CHANCE = 3.3;

function assertBinomial(count: number, probability: number): void {
  const expected = REPLICATIONS * probability;
  const deviation = Math.sqrt(REPLICATIONS * probability * (1 - probability));
  assertGreater(count, expected - CHANCE * deviation);
  assertLess(count, expected + CHANCE * deviation);
}

Deno.test("95 % of the intervals cover the true lift of their rows", () => {
  assertBinomial(countCoverage(replications).covered, 0.95);
});

Deno.test("intervals miss below the truth and above it as often as the scores' skewness says", () => {
  const { below, above } = countCoverage(replications);
  assertBinomial(below, 0.025 + 0.024 + 0.008);
  assertBinomial(above, 0.025 - 0.024 + 0.008);
});

Deno.test("95 % of the intervals cover the lift of the population that the lists come from", () => {
  const truth = populationTruth(replications);
  const { covered } = countCoverage(
    replications.map(({ lower, upper }) => ({ lower, upper, truth })),
  );
  assertBinomial(covered, 0.95);
});

Deno.test("the lift is unbiased and the standard error is the error's standard deviation", () => {
  const errors = replications.map(({ lift, truth }) => lift - truth);
  const deviation = standardDeviation(errors);
  assertAlmostEquals(mean(errors), 0, CHANCE * deviation / Math.sqrt(REPLICATIONS));
  // The standard deviation of a sample's standard deviation is about 1 / √(2n) of it.
  assertAlmostEquals(
    mean(replications.map(({ standardError }) => standardError)) / deviation,
    1,
    CHANCE / Math.sqrt(2 * REPLICATIONS),
  );
});

Deno.test("the difference of click rates, which adjusts for nothing, covers the truth never", () => {
  const { covered } = countCoverage(
    replications.map(({ naiveLift, standardError, truth }) => ({
      lower: naiveLift - 1.96 * standardError,
      upper: naiveLift + 1.96 * standardError,
      truth,
    })),
  );
  assertLess(covered, 1);
});
