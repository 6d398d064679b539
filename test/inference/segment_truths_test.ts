/** What is true of segments: each fact on effects that show it. */

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { segmentTruths } from "lib/inference/segment_truths.ts";

const segmentOf = (segmentColumn: string, segment: string, rows: number) => ({
  segmentColumn,
  segment,
  rows,
});
const SEGMENTS = [
  segmentOf("length", "short", 100),
  segmentOf("length", "middle", 300),
  segmentOf("length", "long", 100),
  segmentOf("topic", "news", 250),
  segmentOf("topic", "golf", 250),
];
const CHOSEN = { ordered: [0, 1, 2], ranked: [3, 4], holdingZero: [1, 4], compared: 0.01 };

Deno.test("truths: the shortest against the others by their rows, and which divisions differ", () => {
  const truths = segmentTruths(SEGMENTS, Float64Array.of(0.05, 0.02, 0.01, 0.02, 0.02), CHOSEN);
  assertAlmostEquals(truths.shortest!, 0.05 - (0.02 * 300 + 0.01 * 100) / 400, 1e-16);
  assertEquals([truths.unequalDivisions, truths.reacting, truths.missed], [1, 5, 2]);
  // Two that gain alike: neither gains most.
  assertEquals(truths.isLargest, false);
});

Deno.test("truths: the largest estimate is right if its effect is above all it was picked from", () => {
  const lifts = Float64Array.of(0, 0, 0, 0.03, 0.02);
  assertEquals(segmentTruths(SEGMENTS, lifts, CHOSEN).isLargest, true);
  assertEquals(segmentTruths(SEGMENTS, lifts, { ...CHOSEN, ranked: [4, 3] }).isLargest, false);
  assertEquals(segmentTruths(SEGMENTS, lifts, { ...CHOSEN, ranked: [3] }).isLargest, undefined);
});

Deno.test("truths: rounding is no difference and no effect; what is not there is not judged", () => {
  const lifts = Float64Array.of(0, 1e-17, -1e-17, 0.1 + 0.2 - 0.3, 0);
  const truths = segmentTruths(SEGMENTS, lifts, { ...CHOSEN, ordered: [0] });
  assertEquals([truths.unequalDivisions, truths.reacting, truths.missed], [0, 0, 0]);
  assertEquals(truths.shortest, undefined);
});
