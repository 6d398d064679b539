import { assert, assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { articleRelevance } from "lib/simulation/impressions/draws.ts";
import { SWAP_PROBABILITY } from "lib/simulation/impressions/models/swaps.ts";
import { simulatedWorld } from "lib/simulation/impressions/simulate.ts";
import { simulate } from "./estimates.ts";

const impressions = 2_000;
const columns = simulate(impressions, 1, "swaps");
const { start } = columns.lists;

Deno.test("the propensity is .7 or .3 at places 3 and 4, 1 above them and 0 below", () => {
  for (let list = 0; list < impressions; list++) {
    const e = [...columns.propensityTop3.subarray(start[list]!, start[list + 1]!)];
    if (e.length <= 3) {
      assertEquals(e, e.map(() => 1));
      continue;
    }
    assertEquals(e.slice(0, 2), [1, 1]);
    assert(e[2] === SWAP_PROBABILITY || e[2] === 1 - SWAP_PROBABILITY);
    assertAlmostEquals(e[2]! + e[3]!, 1, 1e-15);
    assertEquals(e.slice(4), e.slice(4).map(() => 0));
  }
});

Deno.test("articles stand by relevance, but for swaps as often as they are said to be", () => {
  const exposures = new Uint32Array(simulatedWorld().catalogue.items);
  columns.item.forEach((item, row) => exposures[item] = columns.itemExposures[row]!);
  const relevance = articleRelevance(exposures, impressions, simulatedWorld().catalogue);
  let [lists, swapped] = [0, 0];
  for (let list = 0; list < impressions; list++) {
    const shown = [...columns.item.subarray(start[list]!, start[list + 1]!)];
    if (shown.length > 3) {
      lists++;
      const isSwapped = columns.propensityTop3[start[list]! + 2] === SWAP_PROBABILITY;
      if (isSwapped) {
        swapped++;
        [shown[2], shown[3]] = [shown[3]!, shown[2]!];
      }
    }
    assertEquals(shown, shown.toSorted((a, b) => relevance[b]! - relevance[a]! || a - b));
  }
  const spread = Math.sqrt(SWAP_PROBABILITY * (1 - SWAP_PROBABILITY) * lists);
  assertLess(Math.abs(swapped - SWAP_PROBABILITY * lists), 4 * spread);
});
