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
  // Two means, of a quarter and of three quarters of the rows: p (1 − p) / (n e (1 − e)).
  const rows = (1.959963984540054 + 0.8416212335729143) ** 2 * rate * (1 - rate) /
    (0.25 * 0.75) / effect ** 2;
  for (const count of [10, 700]) {
    assertEquals(listsToExplore(listsOf(size, count, rate), effect), Math.ceil(rows / size));
  }
  assertEquals(listsToExplore(listsOf(size, 10, rate), -effect), Math.ceil(rows / size));
});

Deno.test("so many lists in random order find the effect four times in five", () => {
  const [size, rate, effect] = [6, 0.2, 0.06];
  const lists = listsToExplore(listsOf(size, 50, rate), effect);
  const source = seededSource("explore", "power");
  const found = Array.from({ length: 2_000 }, () => {
    const scores = Array.from({ length: lists }, () => {
      let sum = 0;
      for (let row = 0; row < size; row++) {
        // Which three stand first is a lot; that they come first here changes nothing.
        const t = row < 3 ? 1 : 0;
        const y = source.uniform() < rate + effect * (t - 0.5) ? 1 : 0;
        sum += (t - 0.5) * (y - rate) / 0.25;
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

Deno.test("no lists, one arm, no effect and rates of 0 alone are refused", () => {
  const sound = listsOf(6, 4, 0.1);
  const refused = (verb: () => unknown, words: string) => assertThrows(verb, InputError, words);
  refused(() => listsToExplore(listsOf(6, 0, 0.1), 0.01), "no lists to plan with");
  refused(() => listsToExplore({ ...sound, byLot: sound.byLot.fill(1) }, 0.01), "one arm only");
  refused(() => listsToExplore(listsOf(6, 4, 0.1), 0), "the effect is 0");
  refused(() => listsToExplore(listsOf(6, 4, 0), 0.01), "the error is 0");
});
