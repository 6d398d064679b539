/** Which segments can be tested, and the facts that claims rest on. */

import { bonferroniCriticalValue } from "lib/inference/multiple_testing.ts";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { segmentFacts } from "lib/inference/segment_facts.ts";
import { distinctSegments, indexSegments } from "lib/inference/segment_index.ts";
import { segmentMeans } from "lib/inference/segment_means.ts";
import { testableSegments } from "lib/inference/testable_segments.ts";
import { seededSource } from "lib/random/seeded.ts";

const rows = {
  cluster: Int32Array.of(0, 0, 1, 1, 2, 2, 0, 0, 3, 3),
  treatment: Uint8Array.of(1, 0, 1, 0, 1, 1, 1, 0, 1, 0),
  outcomeRate: Float64Array.of(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0, 0),
};

Deno.test("each obstacle leaves a segment out, with the first reason there is", () => {
  const topic = {
    name: "topic",
    levels: ["good", "one list", "one arm", "small", "no row"],
    codes: Int32Array.of(0, 0, 0, 2, 2, 0, 1, 1, 3, -1),
  };
  const { index, leftOut } = testableSegments([topic], rows, 0.15);
  assertEquals(index.segments.map(({ segment }) => segment), ["good", "one arm"]);
  assertEquals(leftOut.map(({ segment, obstacle }) => [segment, obstacle]), [
    ["one list", "one cluster"],
    ["small", "too few rows"],
  ]);
  assertEquals([...index.divisions[0]!], [0, 0, 0, 1, 1, 0, -1, -1, -1, -1]);
  const silent = testableSegments(
    [{ name: "kind", levels: ["a", "b"], codes: Int32Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 1) }],
    { ...rows, cluster: Int32Array.of(0, 0, 1, 1, 2, 2, 0, 0, 3, 4) },
    0,
  );
  assertEquals(silent.leftOut.map(({ obstacle }) => obstacle), ["no click"]);
});

Deno.test("a table of which nothing can be tested, and a share that is none, are refused", () => {
  const topic = { name: "topic", levels: ["all"], codes: new Int32Array(10) };
  const alone = { ...rows, cluster: new Int32Array(10) };
  assertThrows(
    () => testableSegments([topic], alone, 0),
    InputError,
    "none of 1 segments can be tested",
  );
  for (const share of [-0.1, 2, NaN]) {
    assertThrows(() => testableSegments([topic], rows, share), InputError, "the smallest share is");
  }
});

Deno.test("of segments with the same rows the first stays, and the numbers close up", () => {
  const codes = Int32Array.of(0, 1, 0, 1, 2);
  const first = { name: "category", levels: ["weather", "tv", "news"], codes };
  const second = {
    name: "subcategory",
    levels: ["stories", "weathertopstories", "rest"],
    codes: Int32Array.of(1, 0, 1, 2, 2),
  };
  const { index, repeated } = distinctSegments(indexSegments([first, second]));
  assertEquals(repeated.map(({ kept, repeated }) => [kept.segment, repeated.segment]), [
    ["weather", "weathertopstories"],
  ]);
  assertEquals(index.segments.map(({ segment }) => segment), [
    ...["weather", "tv", "news", "stories", "rest"],
  ]);
  assertEquals([...index.divisions[1]!], [-1, 3, -1, 4, 4]);
});

Deno.test("facts: what was put there is found, what is too small is passed over", () => {
  const source = seededSource("facts", "scores");
  const count = 4_000;
  const length = Int32Array.from({ length: count }, (_, row) => row % 4);
  const topic = Int32Array.from({ length: count }, (_, row) => Math.floor(row / 7) % 5);
  const scores = Float64Array.from(
    { length: count },
    (_, row) => source.normal() + (length[row] === 0 ? 0.5 : 0) + (topic[row] === 2 ? 1 : 0),
  );
  const index = indexSegments([
    { name: "length", levels: ["4-10", "11-25", "26-50", "51+"], codes: length },
    { name: "topic", levels: ["a", "b", "c", "d", "e"], codes: topic },
  ]);
  const list = Int32Array.from({ length: count }, (_, row) => Math.floor(row / 4));
  const means = segmentMeans(scores, index, list);
  const choices = { floor: 30, compared: 0.3, orderedDivision: "length", fineDivision: "topic" };
  const effectiveClicks = [99, 99, 99, 99, 99, 99, 99, 12, 99];
  const errors = Float64Array.from(means.segments, ({ standardError }) => standardError);
  const given = {
    ...{ means, nullErrors: errors, gainErrors: errors, effectiveClicks },
    effectiveClicksOfRest: new Array(9).fill(99),
  };
  const facts = segmentFacts(given, choices);
  assertEquals([facts.count, facts.passedOver, facts.divisions], [9, 1, 2]);
  assertEquals(facts.unequalDivisions, 2);
  assertAlmostEquals(facts.shortest!.difference, 0.5, 4 * facts.shortest!.standardError);
  assertEquals(facts.largest!.first.segment, "c");
  assert(facts.largest!.gap.difference / facts.largest!.gap.standardError > 5);
  // By Holm every one of the eight with enough clicks, counted here by hand; the noisy ones do not all.
  const beyond = (error: number) =>
    means.segments.filter(({ lift }, at) => at !== 7 && Math.abs(lift) > error * errors[at]!)
      .length;
  assertEquals(facts.holm.tested, 8);
  assert(facts.holm.found >= beyond(bonferroniCriticalValue(8, 0.05)));
  assert(facts.holm.found <= beyond(1.96));
  assertEquals(facts.intervals.holdingZero, 8 - beyond(1.959963984540054));
  assert(facts.intervals.notExcluding <= facts.intervals.holdingZero);
  const noisy = segmentFacts(
    { ...given, nullErrors: errors.map((error) => 4 * error) },
    { ...choices, compared: 0.1 },
  );
  assert(noisy.intervals.notExcluding > 0 && noisy.moreRows > 1);
  // With larger errors nothing is nearer to being excluded, and nothing is found that was not before.
  assert(noisy.holm.found < facts.holm.found);
  const of = (changed: Partial<typeof choices>, clicks: Partial<typeof given> = {}) =>
    segmentFacts({ ...given, ...clicks }, { ...choices, ...changed });
  assertEquals(of({ orderedDivision: "hour" }).shortest, undefined);
  // On either side of the contrast there have to be enough clicks.
  const of9 = (first: number) => [first, ...new Array(8).fill(99)];
  assertEquals(of({}, { effectiveClicks: of9(12) }).shortest, undefined);
  assertEquals(of({}, { effectiveClicksOfRest: of9(29) }).shortest, undefined);
  assert(of({}, { effectiveClicksOfRest: of9(30) }).shortest !== undefined);
  // What a gain itself would blur excludes no gain, however sharp the estimate is.
  const blurred = of({ compared: 0.1 }, { gainErrors: errors.map((error) => 10 * error) });
  assertEquals(blurred.intervals.notExcluding, blurred.intervals.holdingZero);
  assert(blurred.moreRows > of({ compared: 0.1 }).moreRows);
});
