/** What may not matter where many estimates are judged together: their order, their sign and their unit. */

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { contrast, contrastWithRest, heterogeneityTests } from "lib/inference/contrasts.ts";
import * as testing from "lib/inference/multiple_testing.ts";
import { indexSegments } from "lib/inference/segment_index.ts";
import { type SegmentMeans, segmentMeans } from "lib/inference/segment_means.ts";
import { shrink } from "lib/inference/shrinkage.ts";
import { simultaneousIntervals } from "lib/inference/simultaneous.ts";
import { seededSource } from "lib/random/seeded.ts";

const SEGMENTS = 24;
const source = seededSource(21, "adjustment symmetries");
const draw = (of: () => number) => Float64Array.from({ length: SEGMENTS }, of);
const order = Array.from({ length: SEGMENTS }, (_, at) => at);
source.shuffle(order);
const reordered = (values: Float64Array) => Float64Array.from(order, (at) => values[at]!);

Deno.test("p-values in another order are adjusted alike, to the bit, ties and ends among them", () => {
  const pValues = draw(() => source.uniform() ** 3);
  pValues.set([0, 1, 1, 0.01, 0.01, 0.01]);
  for (
    const adjusted of [
      testing.bonferroni,
      testing.sidak,
      testing.holm,
      testing.benjaminiHochberg,
      testing.benjaminiYekutieli,
    ]
  ) {
    assertEquals(adjusted(reordered(pValues)), reordered(adjusted(pValues)), adjusted.name);
  }
});

const estimates = draw(() => 0.02 + 0.03 * source.normal());
const errors = draw(() => 0.01 + 0.02 * source.uniform());

Deno.test("shrinkage follows order, sign, unit and origin of the estimates", () => {
  const own = shrink(estimates, errors);
  const shrunk = (given: ReturnType<typeof shrink>) => given.estimates.map(({ shrunk }) => shrunk);
  const inOrder = shrink(reordered(estimates), reordered(errors));
  order.forEach((at, place) => {
    // Found by iteration over sums in another order.
    assertAlmostEquals(shrunk(inOrder)[place]!, shrunk(own)[at]!, 1e-12);
    const [error, again] = [own.estimates[at]!, inOrder.estimates[place]!];
    assertAlmostEquals(again.standardError / error.standardError, 1, 1e-12);
  });
  const negated = shrink(estimates.map((value) => -value), errors);
  assertEquals(shrunk(negated), shrunk(own).map((value) => -value));
  assertEquals(negated.spread, own.spread);
  const moved = shrink(estimates.map((value) => value + 1), errors);
  // Estimates of some hundredths beside 1 have two digits less.
  shrunk(moved).forEach((value, at) => assertAlmostEquals(value, shrunk(own)[at]! + 1, 1e-12));
  const doubled = shrink(estimates.map((value) => 2 * value), errors.map((value) => 2 * value));
  shrunk(doubled).forEach((value, at) => assertAlmostEquals(value, 2 * shrunk(own)[at]!, 1e-12));
});

const ROWS = 400;
const scores = Float64Array.from({ length: ROWS }, () => source.normal());
const reader = Int32Array.from({ length: ROWS }, (_, row) => row % 31);
function meansOf(given: Float64Array, levels = 4): SegmentMeans {
  const codes = Int32Array.from({ length: ROWS }, (_, row) => Math.floor(row / 7) % levels);
  const names = ["news", "golf", "tv", "music"].slice(0, levels);
  return segmentMeans(given, indexSegments([{ name: "topic", levels: names, codes }]), reader);
}

Deno.test("a contrast the other way round is the same with the other sign, to the bit", () => {
  const means = meansOf(scores);
  const [there, back] = [contrast(means, 0, 2), contrast(means, 2, 0)];
  assertEquals(
    [back.difference, back.standardError, back.lower, back.upper, back.p],
    [-there.difference, there.standardError, -there.upper, -there.lower, there.p],
  );
});

Deno.test("of two segments the rest is the other, and their difference is all there is to test", () => {
  const means = meansOf(scores, 2);
  const [one, rest] = [contrast(means, 0, 1), contrastWithRest(means, 0)];
  assertEquals(rest.difference, one.difference);
  assertAlmostEquals(rest.standardError / one.standardError, 1, 1e-12);
  assertAlmostEquals(heterogeneityTests(means)[0]!.statistic / one.z ** 2, 1, 1e-11);
});

Deno.test("an effect that all have in common changes no difference between segments", () => {
  const [own, moved] = [meansOf(scores), meansOf(scores.map((score) => score + 1))];
  const [test, other] = [own, moved].map((means) => heterogeneityTests(means)[0]!);
  assertAlmostEquals(other!.statistic / test!.statistic, 1, 1e-12);
  assertAlmostEquals(contrast(moved, 0, 1).z / contrast(own, 0, 1).z, 1, 1e-12);
});

Deno.test("effects of the other sign have the mirrored intervals and the same p-values, to the bit", () => {
  const options = { draws: 400, seed: 3 };
  const [own, mirrored] = [scores, scores.map((score) => -score)]
    .map((given) => simultaneousIntervals(meansOf(given), options));
  assertEquals(mirrored!.criticalValue, own!.criticalValue);
  own!.segments.forEach(({ lower, upper, adjustedP }, at) => {
    const other = mirrored!.segments[at]!;
    assertEquals([other.lower, other.upper, other.adjustedP], [-upper, -lower, adjustedP]);
  });
});
