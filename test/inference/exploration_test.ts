/** Lists to explore: as many as find the effect as often as asked, by simulation and by the closed form. */

import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { listsToExplore } from "lib/inference/exploration.ts";
import { seededSource } from "lib/random/seeded.ts";
import { mean } from "simple-statistics";

/** Lists of so many rows each, all with one click rate. */
function listsOf(size: number, count: number, rate: number) {
  return {
    list: Int32Array.from({ length: size * count }, (_, row) => Math.floor(row / size)),
    byLot: new Float64Array(size * count).fill(3 / size),
    outcomeRate: new Float64Array(size * count).fill(rate),
  };
}

Deno.test("of equal lists it is the closed form, however many are given", () => {
  const [size, rate, effect] = [12, 0.05, 0.01];
  // Of a quarter of the rows the mean square around m is that of a rate p + d, of the others that of p.
  const [e, reach] = [0.25, 1.959963984540054 + 0.8416212335729143];
  for (const added of [effect, -effect]) {
    const m = rate + e * added;
    const square = (p: number) => p * (1 - m) ** 2 + (1 - p) * m ** 2;
    const variance = square(rate + added) / e + square(rate) / (1 - e) - added ** 2;
    const rows = reach ** 2 * variance / added ** 2;
    for (const count of [10, 700]) {
      assertEquals(listsToExplore(listsOf(size, count, rate), added), Math.ceil(rows / size));
    }
  }
});

Deno.test("so many lists in random order find the effect four times in five", () => {
  // Rare clicks, and places rarer still: what the effect adds to the error counts.
  const [size, rate, effect] = [12, 0.05, 0.04];
  const e = 3 / size;
  const lists = listsToExplore(listsOf(size, 50, rate), effect);
  const source = seededSource("explore", "power");
  const found = Array.from({ length: 2_000 }, () => {
    const scores = Array.from({ length: lists }, () => {
      let sum = 0;
      for (let row = 0; row < size; row++) {
        // Which three stand first is a lot; that they come first here changes nothing.
        const t = row < 3 ? 1 : 0;
        const y = source.uniform() < rate + effect * t ? 1 : 0;
        sum += (t - e) * (y - rate - e * effect) / (e * (1 - e));
      }
      return sum / size;
    });
    const average = mean(scores);
    const error = Math.sqrt(mean(scores.map((own) => (own - average) ** 2)) / (lists - 1));
    return Math.abs(average) > 1.959963984540054 * error ? 1 : 0;
  });
  // Four standard errors of 2,000 experiments, and a percent for the normal distribution.
  assertAlmostEquals(mean(found), 0.8, 4 * Math.sqrt(0.16 / 2_000) + 0.01);
});

Deno.test("no lists, one arm, no effect and one that cannot be are refused", () => {
  const [sound, sound2] = [listsOf(6, 4, 0.1), listsOf(6, 4, 0.1)];
  const refused = (verb: () => unknown, words: string) => assertThrows(verb, InputError, words);
  refused(() => listsToExplore(listsOf(6, 0, 0.1), 0.01), "no lists to plan with");
  refused(() => listsToExplore({ ...sound, byLot: sound.byLot.fill(1) }, 0.01), "one arm only");
  refused(() => listsToExplore(listsOf(6, 4, 0.1), 0), "the effect is 0");
  refused(() => listsToExplore(sound2, -0.2), "cannot change by -0.2");
});
