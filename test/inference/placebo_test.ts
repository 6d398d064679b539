import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertRejects,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { aipwScores } from "lib/effects/aipw.ts";
import { InputError } from "lib/errors.ts";
import { placeboOutcome } from "lib/inference/placebo_outcome.ts";
import { placeboTreatment } from "lib/inference/placebo_treatment.ts";
import { seededSource } from "lib/random/seeded.ts";
import { mean } from "simple-statistics";
import { lottery } from "./lottery.ts";
import { dividedLists, everyDraw } from "./random_lists.ts";

Deno.test("on lists so short that all draws can be counted the draws are those, each as often", async () => {
  await fc.assert(
    fc.asyncProperty(dividedLists(2), fc.integer(), async ({ rows }, seed) => {
      const source = seededSource(seed, "value");
      const value = Float64Array.from(rows.list, () => source.uniform());
      const estimate = (topThree: Uint8Array) =>
        topThree.reduce((sum, place, row) => sum + place * value[row]!, 0);
      const all = everyDraw(rows).map(estimate);
      const draws = 2000;
      const result = await placeboTreatment(rows, estimate, { draws, seed: 1 });
      const actual = estimate(rows.topThree);
      assertEquals(result.actual, actual);
      const share = (isBeyond: (value: number) => boolean) =>
        all.filter(isBeyond).length / all.length;
      const room = (p: number) => 5 * Math.sqrt(p * (1 - p) / draws) + 1 / draws + 1e-12;
      const [low, high] = [
        share((own) => own <= actual + 1e-12),
        share((own) => own >= actual - 1e-12),
      ];
      const exact = Math.min(1, 2 * Math.min(low, high));
      assertAlmostEquals(result.p, exact, 2 * room(Math.min(low, high)) + 1 / draws);
      assertAlmostEquals((result.rank - 1) / draws, 1 - high, room(high));
      const spread = Math.sqrt(mean(all.map((own) => (own - mean(all)) ** 2)));
      assertAlmostEquals(result.mean, mean(all), 5 * spread / Math.sqrt(draws) + 1e-12);
    }),
    { seed: 20260428, numRuns: 60 },
  );
});

Deno.test("where places were drawn by lot the p-values are uniform, on both tails", async () => {
  const tables = 400;
  const ps: number[] = [];
  for (let table = 0; table < tables; table++) {
    const rows = lottery({ lists: 30, size: 7, seed: 3000 + table });
    const source = seededSource(table, "weight");
    const weight = Float64Array.from(rows.list, () => source.uniform());
    const estimate = (topThree: Uint8Array) =>
      topThree.reduce((sum, place, row) => sum + place * rows.clicked[row]! * weight[row]!, 0);
    ps.push((await placeboTreatment(rows, estimate, { draws: 199, seed: table })).p);
  }
  for (const level of [0.05, 0.1, 0.25, 0.5, 0.75, 0.9]) {
    const below = ps.filter((p) => p <= level).length / tables;
    // Four standard errors of 400 tables.
    assertLess(Math.abs(below - level), 4 * Math.sqrt(level * (1 - level) / tables), `${level}`);
  }
});

/** Lists of four and of twelve, the short ones clicked more: length confounds. */
function confounded() {
  const source = seededSource(8, "confounded");
  const [list, topThree, rate, propensity]: [number[], number[], number[], number[]] = [
    [],
    [],
    [],
    [],
  ];
  for (let number = 0; number < 200; number++) {
    const size = number % 2 === 0 ? 4 : 12;
    for (let place = 0; place < size; place++) {
      list.push(number);
      topThree.push(place < 3 ? 1 : 0);
      rate.push(1 / size);
      propensity.push(3 / size);
    }
  }
  return {
    list: Int32Array.from(list),
    topThree: Uint8Array.from(topThree),
    rate: Float64Array.from(rate),
    propensity: Float64Array.from(propensity),
    clicked: Uint8Array.from(rate, (p) => source.uniform() < p ? 1 : 0),
  };
}
const table = confounded();
const difference = (topThree: Uint8Array, clicked: Uint8Array) => {
  const clicks = [0, 0];
  const rows = [0, 0];
  topThree.forEach((place, row) => {
    clicks[place]! += clicked[row]!;
    rows[place]!++;
  });
  return clicks[1]! / rows[1]! - clicks[0]! / rows[0]!;
};
const doublyRobust = (topThree: Uint8Array, clicked: Uint8Array) =>
  mean([
    ...aipwScores({
      outcome: clicked,
      treatment: topThree,
      propensity: table.propensity,
      outcomeTreated: table.rate,
      outcomeControl: table.rate,
    }, 0).scores,
  ]);

Deno.test("an estimator that mistakes how lists differ for an effect is caught, a sound one is not", async () => {
  const options = { draws: 400, seed: 2 };
  const tried = async (estimator: typeof difference) => [
    await placeboTreatment(table, (topThree) => estimator(topThree, table.clicked), options),
    await placeboOutcome(table.rate, (clicked) => estimator(table.topThree, clicked), options),
  ];
  // Half of the top rows stand in lists of four with rate 1/4, a tenth of the others.
  const expected = (1 / 4 + 1 / 12) / 2 - (0.1 / 4 + 0.9 / 12);
  for (const { mean, z, standardDeviation } of await tried(difference)) {
    assertAlmostEquals(mean, expected, 0.02);
    assert(z > 10, `${z}`);
    assertAlmostEquals(z, mean / (standardDeviation / 20), 1e-12);
  }
  for (const { z } of await tried(doublyRobust)) assertLess(Math.abs(z), 4);
});

Deno.test("more draws begin with the same, and rows without a list keep their arm", async () => {
  const rows = { list: Int32Array.of(0, 0, 0, 0, -1), topThree: Uint8Array.of(1, 1, 1, 0, 1) };
  const seen: number[][] = [];
  const estimate = (topThree: Uint8Array) => {
    seen.push([...topThree]);
    return topThree[0]!;
  };
  const few = await placeboTreatment(rows, estimate, { draws: 20, seed: 3 });
  const more = await placeboTreatment(rows, estimate, { draws: 50, seed: 3 });
  assertEquals(more.estimates.slice(0, 20), few.estimates);
  assertEquals(few.rowsWithoutList, 1);
  for (const places of seen) {
    assertEquals([places.slice(0, 4).reduce((sum, place) => sum + place), places[4]], [3, 1]);
  }
  assertEquals(seen[0], [1, 1, 1, 0, 1]);
});

Deno.test("estimates that are none, and draws and probabilities that are none, are refused", async () => {
  const rows = { list: new Int32Array(4), topThree: Uint8Array.of(1, 1, 1, 0) };
  const options = { draws: 9, seed: 1 };
  const rejected = (verb: () => Promise<unknown>, words: string) =>
    assertRejects(verb, InputError, words);
  await rejected(() => placeboTreatment(rows, () => NaN, options), "of the actual places is NaN");
  await rejected(
    () => placeboOutcome([0.5], (clicked) => 1 / clicked[0]! - 1, options),
    "is Infinity",
  );
  await rejected(
    () => placeboTreatment(rows, () => 0, { draws: 1, seed: 1 }),
    "no number of draws",
  );
  await rejected(() => placeboTreatment(rows, () => 0, { draws: 9, seed: "" }), "an empty text");
  assertThrows(() => placeboOutcome([1.5], () => 0, options), InputError, "not from 0 to 1");
  // Estimators may take their time.
  const { mean } = await placeboOutcome([1], (clicked) => Promise.resolve(clicked[0]!), options);
  assertEquals(mean, 1);
});
