/** On how many clicks an estimate rests: against Kish's formula over all draws, and where it is known by hand. */

import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { effectiveClicks, effectiveClicksOfRest } from "lib/inference/effective_clicks.ts";
import { indexSegments } from "lib/inference/segment_index.ts";

const propensity = Float64Array.of(0.1, 0.3, 0.6, 0.2, 0.45, 0.8, 0.15, 0.5, 0.7);
const outcome = Uint8Array.of(1, 0, 1, 1, 1, 1, 0, 1, 1);
const codes = Int32Array.of(0, 0, 1, 0, 1, 1, 0, 2, -1);
const index = indexSegments([{ name: "topic", levels: ["a", "b", "c"], codes }]);

/** The mean of a sum over the rows of some segments, over every draw of the treatments. */
function overDraws(
  chosen: (code: number) => boolean,
  of: (row: number, treated: boolean) => number,
) {
  let sum = 0;
  for (let draw = 0; draw < 2 ** propensity.length; draw++) {
    let [probability, own] = [1, 0];
    propensity.forEach((e, row) => {
      const treated = (draw >> row & 1) === 1;
      probability *= treated ? e : 1 - e;
      if (outcome[row] === 1 && codes[row]! >= 0 && chosen(codes[row]!)) own += of(row, treated);
    });
    sum += probability * own;
  }
  return sum;
}

/** Kish's number of each arm with the means over draws of both its sums, and of these the smaller. */
function byDraws(chosen: (code: number) => boolean): number {
  const arms = [true, false].map((arm) => {
    const weight = (row: number) => 1 / (arm ? propensity[row]! : 1 - propensity[row]!);
    const sum = (power: number) =>
      overDraws(chosen, (row, treated) => treated === arm ? weight(row) ** power : 0);
    return sum(1) ** 2 / sum(2);
  });
  return Math.min(...arms);
}

Deno.test("they are Kish's number with what draws make of its sums, in the arm that has fewer", () => {
  const [own, rest] = [effectiveClicks, effectiveClicksOfRest]
    .map((of) => of({ propensity, outcome }, index));
  for (const segment of [0, 1, 2]) {
    assertAlmostEquals(own![segment]!, byDraws((code) => code === segment), 1e-12);
    assertAlmostEquals(rest![segment]!, byDraws((code) => code !== segment), 1e-12);
  }
});

Deno.test("with one chance for all they are the expected clicks of the smaller arm", () => {
  for (const e of [0.05, 0.3, 0.5, 0.8]) {
    const [clicks] = effectiveClicks({ propensity: new Float64Array(9).fill(e), outcome }, index);
    assertAlmostEquals(clicks!, 2 * Math.min(e, 1 - e), 1e-14);
  }
});

Deno.test("one unlikely click makes them fewer, and never as many as without it", () => {
  const all = indexSegments([{ name: "all", levels: ["all"], codes: new Int32Array(101) }]);
  const clicked = new Uint8Array(101).fill(1);
  const even = new Float64Array(101).fill(0.3);
  const rare = even.map((e, row) => row === 0 ? 0.001 : e);
  const without = clicked.map((y, row) => row === 0 ? 0 : y);
  const [one, other] = [clicked, without].map((y) =>
    effectiveClicks({ propensity: rare, outcome: y }, all)[0]!
  );
  assert(one! < 0.3 * other!, `${one} and ${other}`);
});

Deno.test("nothing clicked rests on nothing; the only segment has no rest; certain rows are refused", () => {
  const none = new Uint8Array(9);
  assertEquals([...effectiveClicks({ propensity, outcome: none }, index)], [0, 0, 0]);
  const single = indexSegments([{ name: "all", levels: ["all"], codes: new Int32Array(9) }]);
  assertEquals([...effectiveClicksOfRest({ propensity, outcome }, single)], [0]);
  for (const  of of[effectiveClicks, effectiveClicksOfRest]) {
    assertThrows(
      () => of({ propensity: propensity.map((e, row) => row === 1 ? 1 : e), outcome }, index),
      InputError,
      "1 of 9 rows are possible in one arm only",
    );
  }
});
