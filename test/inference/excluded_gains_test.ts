/** Gains that intervals exclude: how often one that is there is excluded, over logs whose truth is known. */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { excludedGains } from "lib/inference/excluded_gains.ts";
import { gainErrors } from "lib/inference/gain_errors.ts";
import { nullErrors } from "lib/inference/null_errors.ts";
import { indexSegments } from "lib/inference/segment_index.ts";
import { segmentMeans } from "lib/inference/segment_means.ts";
import { seededSource } from "lib/random/seeded.ts";

const [LOGS, SEGMENTS, ROWS, RATE, GAIN] = [400, 12, 3_000, 0.02, 0.03];
const every = Array.from({ length: SEGMENTS }, (_, at) => at);
const codes = Int32Array.from({ length: SEGMENTS * ROWS }, (_, row) => row % SEGMENTS);
const index = indexSegments([{ name: "topic", levels: every.map(String), codes }]);
// Displays far down and displays near the top, as in lists of many lengths.
const propensity = Float64Array.from(codes, (_, row) => 0.02 + 0.01 * (row % 7));
const control = new Float64Array(codes.length).fill(RATE);

/** A log in which every place adds as much, and what is judged of it. */
function drawn(source: ReturnType<typeof seededSource>, gain: number) {
  const treatment = propensity.map((e) => source.uniform() < e ? 1 : 0);
  const outcome = Uint8Array.from(
    treatment,
    (t) => source.uniform() < RATE + t * gain ? 1 : 0,
  );
  const rate = outcome.reduce((sum, y) => sum + y, 0) / outcome.length;
  const outcomeRate = control.map(() => rate);
  const scores = Float64Array.from(
    outcome,
    (y, row) => (treatment[row]! - propensity[row]!) * (y - rate) / spreadOf(propensity[row]!),
  );
  const rows = { propensity, outcome, outcomeRate };
  const { segments } = segmentMeans(scores, index, Int32Array.from(codes.keys()));
  return {
    segments,
    nullErrors: nullErrors(rows, index),
    gainErrors: gainErrors(rows, index, GAIN),
  };
}
const spreadOf = (e: number) => e * (1 - e);

/** Segments whose interval holds zero and excludes the gain. */
const excluding = (evidence: ReturnType<typeof drawn>) => {
  const { holdingZero, notExcluding } = excludedGains(evidence, every, GAIN);
  return holdingZero.length - notExcluding.length;
};

Deno.test("a gain that is there is excluded in no more logs than the level allows; by other errors it is", () => {
  const source = seededSource("excluded gains", "logs");
  const logs = Array.from({ length: LOGS }, () => drawn(source, GAIN));
  const share = (of: (log: typeof logs[number]) => number) =>
    logs.filter((log) => of(log) > 0).length / LOGS;
  const wrong = share(excluding);
  // Bonferroni at 5 % for both sides, of which only one excludes a gain.
  assert(wrong <= 0.025 + 3 * Math.sqrt(0.025 * 0.975 / LOGS), `${wrong}`);
  const without = share((log) => excluding({ ...log, gainErrors: log.gainErrors.map(() => 0) }));
  assert(without > 0.05 && without > 2 * wrong, `${without} and ${wrong}`);
});

Deno.test("with so many times the rows a gain that is not there is excluded four times in five", () => {
  const errors = new Float64Array(2).fill(0.02);
  const segments = [0.001, 0.002].map((lift) => ({
    ...{
      segmentColumn: "topic",
      segment: "a",
      rows: 100,
      clusters: 100,
      lift,
      standardError: 0.02,
    },
  }));
  const { moreRows, notExcluding } = excludedGains(
    { segments, nullErrors: errors, gainErrors: errors.map((error) => 1.5 * error) },
    [0, 1],
    0.03,
  );
  assertEquals(notExcluding, [0, 1]);
  // With Bonferroni's 2.2414 for two segments: the bar in errors under the gain, 0.8416 in those without.
  assertAlmostEquals(moreRows, ((2.241402728 * 0.03 + 0.841621234 * 0.02) / 0.03) ** 2, 1e-8);
});
