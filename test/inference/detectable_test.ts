import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { aipwScores } from "lib/effects/aipw.ts";
import { InputError } from "lib/errors.ts";
import { detectableSegments, rowsToDetect } from "lib/inference/detectable.ts";
import { nullErrors } from "lib/inference/null_errors.ts";
import { nullSkewness } from "lib/inference/null_skewness.ts";
import { gainErrors } from "lib/inference/gain_errors.ts";
import { plannedErrors } from "lib/inference/planned_errors.ts";
import { indexSegments, type SegmentIndex } from "lib/inference/segment_index.ts";
import { segmentMeans } from "lib/inference/segment_means.ts";
import { skewedZ } from "lib/inference/skewed_tails.ts";
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

Deno.test("under an effect the planned error is the spread over worlds with that effect", () => {
  const { rows, index } = twoSegments(400);
  const [effect, worlds] = [0.2, 4000];
  const errors = plannedErrors(rows, index, effect);
  const source = seededSource(5, "effect");
  const estimates = Array.from({ length: worlds }, () => estimated(rows, index, effect, source));
  for (const segment of [0, 1] as const) {
    const own = estimates.map(({ lifts }) => lifts[segment]);
    const spread = Math.sqrt(sampleVariance(own));
    assertAlmostEquals(mean(own), effect, 4 * spread / Math.sqrt(worlds));
    // As above; without the effect in it, the error is a fifth and more too small.
    assertAlmostEquals(spread / errors[segment]!, 1, 0.05);
    assert(spread / plannedErrors(rows, index)[segment]! > 1.2);
  }
});

Deno.test("a test finds the smallest detectable effect as often as its power says, by either error", () => {
  const { rows, index } = twoSegments(1800);
  const worlds = 1000;
  for (
    const [judgedBy, power, criticalValue] of [
      ["own error", 0.8, 1.959963984540054],
      ["null error", 0.8, 1.959963984540054],
      ["null error", 0.6, 3],
    ] as const
  ) {
    const demands = { compared: 0.1, judgedBy, power, criticalValue };
    const segments = detectableSegments(rows, index, demands);
    for (const segment of [0, 1] as const) {
      const effect = segments[segment]!.detectable;
      const source = seededSource(`${judgedBy} ${power} ${segment}`, "power");
      const found = Array.from({ length: worlds }, () => {
        const { lifts, errors, nullErrors, skewness } = estimated(rows, index, effect, source);
        const z = judgedBy === "own error"
          ? lifts[segment] / errors[segment]
          : skewedZ(lifts[segment] / nullErrors[segment], skewness[segment]);
        return Math.abs(z) > criticalValue ? 1 : 0;
      });
      // Four standard errors of so many tests, and two percent for the normal distribution.
      const tolerance = 4 * Math.sqrt(power * (1 - power) / worlds) + 0.02;
      assertAlmostEquals(mean(found), power, tolerance, `${judgedBy}, ${power}`);
    }
  }
});

Deno.test("with two arms of equal size it is the textbook's difference of two proportions", () => {
  // Fleiss, Levin and Paik (2003), section 4.3: z² (p₁ q₁ + p₂ q₂) / (p₁ − p₂)² in either arm.
  const index = indexSegments([{ name: "all", levels: ["all"], codes: new Int32Array(2000) }]);
  const rows = {
    propensity: new Float64Array(2000).fill(0.5),
    outcomeRate: new Float64Array(2000).fill(0.1),
  };
  const reach = 1.959963984540054 + 0.8416212335729143;
  for (const compared of [0.01, 0.05, 0.3]) {
    const [own] = detectableSegments(rows, index, { compared });
    const treated = 0.1 + compared;
    const perArm = reach ** 2 * (treated * (1 - treated) + 0.09) / compared ** 2;
    assertAlmostEquals(own!.timesRows * 1000 / perArm, 1, 1e-12);
    const { detectable } = own!;
    const again = (0.1 + detectable) * (0.9 - detectable) + 0.09;
    assertAlmostEquals(reach ** 2 * again / 1000 / detectable ** 2, 1, 1e-12);
  }
});

Deno.test("rates follow a segment's own outcomes, in whichever arm; what cannot be found is infinite", () => {
  const { rows, index } = twoSegments(600);
  const outcome = Uint8Array.from(rows.outcomeRate, (_, row) => row % 4 === 0 ? 1 : 0);
  const [own] = detectableSegments({ ...rows, outcome }, index, { compared: 0.1 });
  const inFirst = (values: ArrayLike<number>) =>
    Array.from(values).filter((_, row) => index.divisions[0]![row] === 0);
  const ratio = mean(inFirst(outcome)) / mean(inFirst(rows.outcomeRate));
  const scaled = {
    ...rows,
    outcomeRate: rows.outcomeRate.map((rate) => Math.min(1, ratio * rate)),
  };
  const [other] = detectableSegments(scaled, index, { compared: 0.1 });
  assertAlmostEquals(own!.detectable / other!.detectable, 1, 1e-12);
  const few = indexSegments([{ name: "all", levels: ["all"], codes: new Int32Array(6) }]);
  const tiny = {
    propensity: new Float64Array(6).fill(0.1),
    outcomeRate: new Float64Array(6).fill(0.5),
  };
  const [none] = detectableSegments(tiny, few, { compared: 0.6 });
  assertEquals([none!.detectable, none!.timesRows], [Infinity, Infinity]);
});

Deno.test("as many times the rows as are asked for make the effect the smallest detectable one", () => {
  const { rows, index } = twoSegments(600);
  const demands = { compared: 0.06, judgedBy: "null error", criticalValue: 3 } as const;
  const [first] = detectableSegments(rows, index, demands);
  // Whole copies of the rows, of whom the number is rounded.
  const times = Math.round(first!.timesRows);
  const repeated = (values: Float64Array) =>
    Float64Array.from({ length: times * 600 }, (_, row) => values[row % 600]!);
  const many = indexSegments([{
    name: "topic",
    levels: ["a", "b"],
    codes: Int32Array.from({ length: times * 600 }, (_, row) => row % 600 % 3 === 0 ? 0 : 1),
  }]);
  const [again] = detectableSegments(
    { propensity: repeated(rows.propensity), outcomeRate: repeated(rows.outcomeRate) },
    many,
    demands,
  );
  assert(times > 2);
  assertAlmostEquals(again!.timesRows * times / first!.timesRows, 1, 1e-9);
  assertAlmostEquals(again!.detectable / 0.06, Math.sqrt(first!.timesRows / times), 0.02);
});

Deno.test("as many rows as are asked for bring the reach down to the effect", () => {
  const [rows, error, effect] = [5000, 0.02, 0.013];
  const needed = rowsToDetect(rows, error, effect);
  const reach = (count: number) => 2.801585218112968 * error * Math.sqrt(rows / count);
  assert(reach(needed) <= effect * (1 + 1e-9) && reach(needed - 1) > effect);
  assert(rowsToDetect(rows, error, -effect) === needed);
});

/** Rows of two segments with chances and rates that vary. */
function twoSegments(count: number) {
  const every = { length: count };
  return {
    rows: {
      propensity: Float64Array.from(every, (_, row) => 0.1 + 0.4 * (row % 7) / 6),
      outcomeRate: Float64Array.from(every, (_, row) => 0.05 + 0.1 * (row % 5) / 4),
    },
    index: indexSegments([{
      name: "topic",
      levels: ["a", "b"],
      codes: Int32Array.from(every, (_, row) => row % 3 === 0 ? 0 : 1),
    }]),
  };
}

/** One world in which treatment adds an effect: estimates, and both errors. */
function estimated(
  { propensity, outcomeRate }: ReturnType<typeof twoSegments>["rows"],
  index: SegmentIndex,
  effect: number,
  source: ReturnType<typeof seededSource>,
) {
  const treatment = Uint8Array.from(propensity, (e) => source.uniform() < e ? 1 : 0);
  const outcome = Uint8Array.from(
    outcomeRate,
    (p, row) => source.uniform() < p + effect * treatment[row]! ? 1 : 0,
  );
  const expected = outcomeRate.map((p, row) => p + propensity[row]! * effect);
  const { scores } = aipwScores({
    outcome,
    treatment,
    propensity,
    outcomeTreated: expected,
    outcomeControl: expected,
  }, 0);
  const { segments } = segmentMeans(scores, index, Int32Array.from(scores.keys()));
  const [a, b] = segments;
  const drawn = { propensity, outcome, outcomeRate: expected };
  const nulls = nullErrors(drawn, index);
  const skewness = nullSkewness(drawn, index);
  return {
    lifts: [a!.lift, b!.lift] as const,
    errors: [a!.standardError, b!.standardError] as const,
    nullErrors: [nulls[0]!, nulls[1]!] as const,
    skewness: [skewness[0]!, skewness[1]!] as const,
  };
}

Deno.test("what is no design is refused", () => {
  const refused = (verb: () => unknown, words: string) => assertThrows(verb, InputError, words);
  refused(() => rowsToDetect(10, 0, 1), "the error is 0");
  refused(() => rowsToDetect(10, 1, 1, { power: 1 }), "the power is 1");
  refused(() => rowsToDetect(10, 1, 1, { criticalValue: -2 }), "the critical value is -2");
  refused(() => rowsToDetect(10, 1, 0), "the effect is 0");
  refused(() => rowsToDetect(0, 1, 1), "0 is no number of rows");
  const index = indexSegments([{ name: "a", levels: ["x"], codes: new Int32Array(2) }]);
  const rows = { propensity: Float64Array.of(0.5, 1), outcomeRate: Float64Array.of(0.1, 0.1) };
  refused(() => plannedErrors(rows, index), "1 of 2 rows are possible in one arm only");
  refused(
    () => plannedErrors({ ...rows, outcomeRate: Float64Array.of(0.1) }, index),
    "1 values for 2",
  );
  const sound = { ...rows, propensity: Float64Array.of(0.5, 0.5) };
  refused(() => plannedErrors(sound, index, -0.2), "1 of 1 segments hold rows whose rate cannot");
  refused(() => plannedErrors(sound, index, 0.95), "cannot change by 0.95");
  refused(() => plannedErrors(sound, index, NaN), "the effect is NaN");
  refused(
    () => detectableSegments(sound, index, { compared: 0 }),
    "the effect to compare with is 0",
  );
  refused(() => detectableSegments(sound, index, { compared: -0.1 }), "Give a number above 0");
  refused(
    () => detectableSegments(sound, index, { compared: 1, judgedBy: "none" as "own error" }),
    'there is no "none" to judge by',
  );
});

Deno.test("gain errors are planned errors under the gain, or under the largest for which there is room", () => {
  const index = indexSegments([
    { name: "topic", levels: ["roomy", "full"], codes: Int32Array.of(0, 0, 1, 1) },
  ]);
  const rows = {
    propensity: Float64Array.of(0.2, 0.4, 0.2, 0.4),
    outcomeRate: Float64Array.of(0.1, 0.3, 0.1, 0.995),
  };
  const errors = gainErrors(rows, index, 0.01);
  assertAlmostEquals(
    errors[0]!,
    plannedErrors({ ...rows, outcomeRate: Float64Array.of(0.1, 0.3, 0.1, 0.3) }, index, 0.01)[0]!,
    1e-15,
  );
  assertAlmostEquals(errors[1]!, plannedErrors(rows, index, 0.005)[1]!, 1e-12);
  for (const gain of [0, -0.01, NaN, Infinity, "0.01" as never]) {
    assertThrows(() => gainErrors(rows, index, gain), InputError, "the gain is");
  }
});
