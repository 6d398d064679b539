/** Larger errors of two kinds, and differences that they may and may not narrow. */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { contrast } from "lib/inference/contrasts.ts";
import { widerContrast, withLargerErrors } from "lib/inference/larger_errors.ts";
import { indexSegments } from "lib/inference/segment_index.ts";
import { segmentFacts } from "lib/inference/segment_facts.ts";
import { segmentMeans } from "lib/inference/segment_means.ts";
import { seededSource } from "lib/random/seeded.ts";

// Two topics whose scores move together within a reader, one of them far more.
const READERS = 400;
const source = seededSource("larger errors", "scores");
const common = Float64Array.from({ length: READERS }, () => source.normal());
const index = indexSegments([{
  name: "topic",
  levels: ["loud", "quiet"],
  codes: Int32Array.from({ length: 2 * READERS }, (_, row) => row % 2),
}]);
const scores = Float64Array.from(
  { length: 2 * READERS },
  (_, row) =>
    (row % 2 === 0 ? 3 : 1) * common[Math.floor(row / 2)]! + 0.2 * source.normal() +
    (row % 2 === 0 ? 0.2 : 0),
);
const reader = Int32Array.from({ length: 2 * READERS }, (_, row) => Math.floor(row / 2));
const means = segmentMeans(scores, index, reader);
const [loud, quiet] = means.segments.map(({ standardError }) => standardError) as [number, number];
const nullErrors = Float64Array.of(0.9 * loud, 2 * quiet);
const larger = withLargerErrors(means, nullErrors);

Deno.test("of either error the larger stays, with the correlations of the scores", () => {
  assertEquals(larger.segments.map(({ standardError }) => standardError), [loud, 2 * quiet]);
  const correlation = (of: typeof means) =>
    of.covariance.get(0, 1) / Math.sqrt(of.covariance.get(0, 0) * of.covariance.get(1, 1));
  assertAlmostEquals(correlation(larger), correlation(means), 1e-14);
  assertAlmostEquals(larger.covariance.get(1, 1), 4 * quiet ** 2, 1e-15);
});

Deno.test("a larger error on one side can narrow a difference, and then it is judged as it was", () => {
  const [own, careful] = [means, larger].map((of) => contrast(of, 0, 1));
  assert(careful!.standardError < own!.standardError);
  assertEquals(widerContrast(means, larger, (of) => contrast(of, 0, 1)), own);
  const wide = withLargerErrors(means, Float64Array.of(3 * loud, quiet));
  assertEquals(widerContrast(means, wide, (of) => contrast(of, 0, 1)), contrast(wide, 0, 1));
  const { largest, shortest } = segmentFacts({
    ...{ means, nullErrors, gainErrors: nullErrors },
    ...{ effectiveClicks: [99, 99], effectiveClicksOfRest: [99, 99] },
  }, { floor: 30, compared: 0.1, orderedDivision: "topic", fineDivision: "topic" });
  assertAlmostEquals(shortest!.standardError, own!.standardError, 1e-15);
  assertEquals(largest!.gap.standardError, own!.standardError);
});
