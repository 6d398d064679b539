/** Errors under the hypothesis of no effect, against enumeration, draws, and closed forms written again. */

import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { nullErrors } from "lib/inference/null_errors.ts";
import { residualMoments } from "lib/inference/residual_draws.ts";
import { residualLists } from "lib/inference/residual_lists.ts";
import { indexSegments } from "lib/inference/segment_index.ts";
import { seededSource } from "lib/random/seeded.ts";

/** Every way to choose so many of the rows from 0. */
function choices(rows: number, chosen: number): number[][] {
  if (chosen === 0) return [[]];
  if (rows < chosen) return [];
  return [
    ...choices(rows - 1, chosen),
    ...choices(rows - 1, chosen - 1).map((set) => [...set, rows - 1]),
  ];
}

/** The deviation of a segment's effect over all draws of each list, each draw with its probability. */
function enumerated(
  lists: readonly { probability: (set: number[]) => number; size: number; treated: number }[],
  effectOf: (list: number, treatment: Uint8Array) => number,
): number {
  // Lists are drawn independently, so that their variances add up.
  const variance = lists.reduce((total, { probability, size, treated }, list) => {
    let [whole, first, second] = [0, 0, 0];
    for (const set of choices(size, treated)) {
      const treatment = new Uint8Array(size);
      for (const row of set) treatment[row] = 1;
      const [p, effect] = [probability(set), effectOf(list, treatment)];
      whole += p;
      first += p * effect;
      second += p * effect ** 2;
    }
    return total + second / whole - (first / whole) ** 2;
  }, 0);
  return Math.sqrt(variance);
}

/** Lists of rows with clicks, rates and topics of their own. */
function drawnLists(sizes: readonly number[], seed: string) {
  const source = seededSource(seed, "null errors");
  const rows = sizes.reduce((sum, size) => sum + size, 0);
  const list = Int32Array.from(sizes.flatMap((size, at) => new Array(size).fill(at)));
  return {
    list,
    outcome: Uint8Array.from({ length: rows }, () => source.uniform() < 0.3 ? 1 : 0),
    outcomeRate: Float64Array.from({ length: rows }, () => 0.1 + 0.3 * source.uniform()),
    index: indexSegments([
      { name: "all", levels: ["every row"], codes: new Int32Array(rows) },
      {
        name: "topic",
        levels: ["a", "b", "c"],
        codes: Int32Array.from({ length: rows }, () => source.integerBelow(4) - 1),
      },
    ]),
    start: sizes.map((_, at) => sizes.slice(0, at).reduce((sum, size) => sum + size, 0)),
  };
}

Deno.test("where a lot gives places list by list, it is the deviation over every draw there is", () => {
  const sizes = [4, 5, 6, 7, 4];
  const { list, outcome, outcomeRate, index, start } = drawnLists(sizes, "lot");
  const propensity = Float64Array.from(list, (at) => 3 / sizes[at]!);
  const errors = nullErrors({ propensity, outcome, outcomeRate, list }, index);
  index.segments.forEach((segment, number) => {
    const codes = index.divisions[segment.segmentColumn === "all" ? 0 : 1]!;
    const own = enumerated(
      sizes.map((size) => ({ size, treated: 3, probability: () => 1 })),
      (at, treatment) =>
        treatment.reduce((sum, t, place) => {
          const row = start[at]! + place;
          const e = propensity[row]!;
          return codes[row] === number
            ? sum + (t - e) * (outcome[row]! - outcomeRate[row]!) / (e * (1 - e)) / segment.rows
            : sum;
        }, 0),
    );
    assertAlmostEquals(errors[number]! / own, 1, 1e-12, segment.segment);
  });
});

Deno.test("where a lot gives places list by list, it is what draws of all rows are scaled by", () => {
  const sizes = Array.from({ length: 60 }, (_, at) => 4 + at % 17);
  const { list, outcome, outcomeRate, index } = drawnLists(sizes, "draws");
  const place = list.map((at, row) => row - list.indexOf(at));
  const lists = residualLists({
    list,
    topThree: Uint8Array.from(place, (at) => at < 3 ? 1 : 0),
    outcome,
    expected: outcomeRate,
  }, index);
  const { variances } = residualMoments(lists, index.segments.length);
  const propensity = Float64Array.from(list, (at) => 3 / sizes[at]!);
  const errors = nullErrors({ propensity, outcome, outcomeRate, list }, index);
  // Sums of some hundred terms, in another order.
  errors.forEach((error, at) =>
    assertAlmostEquals(error * index.segments[at]!.rows / Math.sqrt(variances[at]!), 1, 1e-13)
  );
});

Deno.test("where rows are drawn one by one, it is the deviation over every set of treated rows", () => {
  const { outcome, outcomeRate, index } = drawnLists([9], "rows");
  const propensity = Float64Array.from(outcome, (_, row) => 0.1 + 0.08 * row);
  const errors = nullErrors({ propensity, outcome, outcomeRate }, index);
  index.segments.forEach((segment, number) => {
    const codes = index.divisions[segment.segmentColumn === "all" ? 0 : 1]!;
    let [first, second] = [0, 0];
    for (let set = 0; set < 2 ** 9; set++) {
      let [p, effect] = [1, 0];
      propensity.forEach((e, row) => {
        const t = set >> row & 1;
        p *= t === 1 ? e : 1 - e;
        if (codes[row] === number) {
          effect += (t - e) * (outcome[row]! - outcomeRate[row]!) / (e * (1 - e)) / segment.rows;
        }
      });
      first += p * effect;
      second += p * effect ** 2;
    }
    assertAlmostEquals(errors[number]! / Math.sqrt(second - first ** 2), 1, 1e-12);
  });
});

Deno.test("where a fixed number is drawn with unequal chances, it is near the deviation over every draw", () => {
  // Rejective sampling: sets of three with a probability in proportion to the product of their odds.
  const size = 12;
  const { outcome, outcomeRate, index } = drawnLists([size], "unequal");
  const odds = Float64Array.from({ length: size }, (_, row) => Math.exp(-0.15 * row));
  const probability = (set: number[]) => set.reduce((product, row) => product * odds[row]!, 1);
  const sets = choices(size, 3);
  const whole = sets.reduce((sum, set) => sum + probability(set), 0);
  const propensity = Float64Array.from(
    odds,
    (_, row) =>
      sets.reduce((sum, set) => sum + (set.includes(row) ? probability(set) / whole : 0), 0),
  );
  assertAlmostEquals(propensity.reduce((sum, e) => sum + e, 0), 3, 1e-12);
  const list = new Int32Array(size);
  const errors = nullErrors({ propensity, outcome, outcomeRate, list }, index);
  index.segments.forEach((segment, number) => {
    const codes = index.divisions[segment.segmentColumn === "all" ? 0 : 1]!;
    const own = enumerated(
      [{ size, treated: 3, probability }],
      (_, treatment) =>
        treatment.reduce((sum, t, row) => {
          const e = propensity[row]!;
          return codes[row] === number
            ? sum + (t - e) * (outcome[row]! - outcomeRate[row]!) / (e * (1 - e)) / segment.rows
            : sum;
        }, 0),
    );
    // An approximation: its terms left out are of the order of one over the number drawn.
    assertAlmostEquals(errors[number]! / own, 1, 0.03, segment.segment);
  });
});

Deno.test("it counts clicks and not where they happened, and is 0 where no draw can tell", () => {
  const index = indexSegments([{
    name: "topic",
    levels: ["a", "b"],
    codes: Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1),
  }]);
  const rows = {
    propensity: new Float64Array(8).fill(0.75),
    outcome: Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0),
    outcomeRate: new Float64Array(8).fill(0.1),
    list: Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1),
  };
  const [clicked, none] = nullErrors(rows, index);
  assert(clicked! > 0);
  // All four are alike: as many are treated in every draw, whichever they are.
  assertEquals(none, 0);
  const elsewhere = nullErrors({ ...rows, outcome: Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 0) }, index);
  assertAlmostEquals(elsewhere[0]!, clicked!, 1e-15);
});

Deno.test("rows that no lot could have drawn are refused", () => {
  const index = indexSegments([{ name: "a", levels: ["x"], codes: new Int32Array(3) }]);
  const rows = {
    propensity: Float64Array.of(0.5, 0.5, 0.5),
    outcome: Uint8Array.of(0, 1, 0),
    outcomeRate: Float64Array.of(0.1, 0.1, 0.1),
  };
  const refused = (given: object, words: string) =>
    assertThrows(() => nullErrors({ ...rows, ...given }, index), InputError, words);
  refused({ propensity: Float64Array.of(0.5, 1, 0) }, "2 of 3 rows are possible in one arm only");
  refused({ outcome: Uint8Array.of(0, 2, 0) }, "outcome");
  refused({ outcomeRate: Float64Array.of(0.1, NaN, 0.1) }, "outcomeRate");
  refused({ list: Int32Array.of(0, 1, 0) }, "list 0 does not stand in one stretch of rows");
  refused({ list: Int32Array.of(0, -1, 0) }, "list");
  refused({ list: Int32Array.of(0, 0) }, "2 values for 3");
});
