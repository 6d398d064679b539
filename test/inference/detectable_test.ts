import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import { aipwScores } from "lib/effects/aipw.ts";
import { InputError } from "lib/errors.ts";
import { rowsToDetect, smallestDetectableEffect } from "lib/inference/detectable.ts";
import { plannedErrors } from "lib/inference/planned_errors.ts";
import { indexSegments } from "lib/inference/segment_index.ts";
import { seededSource } from "lib/random/seeded.ts";
import { mean, sampleVariance } from "simple-statistics";

Deno.test("the planned error is the spread of the estimates over worlds without effect", () => {
  const [rows, worlds] = [300, 4000];
  const propensity = Float64Array.from({ length: rows }, (_, row) => 0.1 + 0.8 * (row % 7) / 6);
  const outcomeRate = Float64Array.from({ length: rows }, (_, row) => 0.02 + 0.3 * (row % 5) / 4);
  const index = indexSegments([{
    name: "topic",
    levels: ["a", "b"],
    codes: Int32Array.from({ length: rows }, (_, row) => row % 3 === 0 ? 0 : 1),
  }]);
  const errors = plannedErrors({ propensity, outcomeRate }, index);
  const source = seededSource(3, "null");
  const estimates: [number[], number[]] = [[], []];
  for (let world = 0; world < worlds; world++) {
    const { scores } = aipwScores({
      outcome: Uint8Array.from(outcomeRate, (p) => source.uniform() < p ? 1 : 0),
      treatment: Uint8Array.from(propensity, (p) => source.uniform() < p ? 1 : 0),
      propensity,
      outcomeTreated: outcomeRate,
      outcomeControl: outcomeRate,
    }, 0);
    for (const segment of [0, 1] as const) {
      estimates[segment].push(
        mean([...scores].filter((_, row) => index.divisions[0]![row] === segment)),
      );
    }
  }
  for (const segment of [0, 1] as const) {
    // A standard deviation over 4,000 worlds has a relative error of about 1.1 %, more with long tails.
    assertAlmostEquals(Math.sqrt(sampleVariance(estimates[segment])) / errors[segment]!, 1, 0.05);
  }
});

Deno.test("a test finds the smallest detectable effect as often as its power says", () => {
  for (const [power, criticalValue] of [[0.8, 1.96], [0.5, 3.4], [0.95, 2.5]] as const) {
    const effect = smallestDetectableEffect(1, { power, criticalValue });
    const source = seededSource(power, "power");
    const found = Array.from(
      { length: 20_000 },
      () => Math.abs(effect + source.normal()) > criticalValue ? 1 : 0,
    );
    // Four standard errors of 20,000 tests.
    assertAlmostEquals(mean(found), power, 4 * Math.sqrt(power * (1 - power) / 20_000));
  }
});

Deno.test("as many rows as are asked for make the effect the smallest detectable one", () => {
  const [rows, error, effect] = [5000, 0.02, 0.013];
  const needed = rowsToDetect(rows, error, effect);
  const at = (count: number) => smallestDetectableEffect(error * Math.sqrt(rows / count));
  assert(at(needed) <= effect * (1 + 1e-9) && at(needed - 1) > effect);
  assert(rowsToDetect(rows, error, -effect) === needed);
});

Deno.test("what is no design is refused", () => {
  const refused = (verb: () => unknown, words: string) => assertThrows(verb, InputError, words);
  refused(() => smallestDetectableEffect(0), "the error is 0");
  refused(() => smallestDetectableEffect(1, { power: 1 }), "the power is 1");
  refused(() => smallestDetectableEffect(1, { criticalValue: -2 }), "the critical value is -2");
  refused(() => rowsToDetect(10, 1, 0), "the effect is 0");
  refused(() => rowsToDetect(0, 1, 1), "0 is no number of rows");
  const index = indexSegments([{ name: "a", levels: ["x"], codes: new Int32Array(2) }]);
  const rows = { propensity: Float64Array.of(0.5, 1), outcomeRate: Float64Array.of(0.1, 0.1) };
  refused(() => plannedErrors(rows, index), "1 of 2 rows are possible in one arm only");
  refused(
    () => plannedErrors({ ...rows, outcomeRate: Float64Array.of(0.1) }, index),
    "1 values for 2",
  );
});
