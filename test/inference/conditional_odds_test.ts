import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { clickedLists } from "lib/inference/clicked_lists.ts";
import { matchedOdds } from "lib/inference/conditional_odds.ts";
import { indexSegments } from "lib/inference/segment_index.ts";
import { seededSource } from "lib/random/seeded.ts";

/** Lists of given sizes with clicks in given places. */
function listsOf(
  lists: readonly { readonly size: number; readonly clicks: ReadonlySet<number> }[],
) {
  const rows = lists.flatMap(({ size, clicks }, list) =>
    Array.from({ length: size }, (_, place) => ({
      list,
      topThree: place < 3 ? 1 : 0,
      clicked: clicks.has(place) ? 1 : 0,
    }))
  );
  const index = indexSegments([{
    name: "all",
    levels: ["all"],
    codes: new Int32Array(rows.length),
  }]);
  return clickedLists({
    list: Int32Array.from(rows, ({ list }) => list),
    topThree: Uint8Array.from(rows, ({ topThree }) => topThree),
    clicked: Uint8Array.from(rows, ({ clicked }) => clicked),
  }, index);
}

Deno.test("on lists without random numbers both are those of statsmodels and SciPy", () => {
  const lists = listsOf(Array.from({ length: 60 }, (_, list) => {
    const size = 4 + (list * 7) % 9;
    const clicks = new Set([(list * 5 + 3) % size]);
    if (list % 3 === 0) clicks.add((list * 11 + 1) % size);
    return { size, clicks };
  }));
  const { mantelHaenszel, conditional } = matchedOdds(lists);
  // StratifiedTable: oddsratio_pooled and logodds_pooled_se.
  assertAlmostEquals(mantelHaenszel!.oddsRatio, 0.5128284287242136, 1e-14);
  assertAlmostEquals(mantelHaenszel!.standardError, 0.27944517874761765, 1e-14);
  // SciPy's noncentral hypergeometric means, whose root statsmodels' ConditionalLogit stops short of: at
  // -0.682173 with an error of 0.281870.
  assertAlmostEquals(Math.log(conditional!.oddsRatio), -0.6821825326466827, 1e-12);
  assertAlmostEquals(conditional!.standardError, 0.28187030178389005, 1e-12);
});

Deno.test("where places change the odds by a known factor, both intervals cover it in 95 %", () => {
  const truth = 2;
  const worlds = 200;
  let [byMantelHaenszel, byConditional] = [0, 0];
  for (let world = 0; world < worlds; world++) {
    const source = seededSource(world, "odds");
    const lists = listsOf(Array.from({ length: 150 }, () => {
      const size = 5 + source.integerBelow(10);
      const base = 0.05 + 0.2 * source.uniform();
      const clicks = new Set<number>();
      for (let place = 0; place < size; place++) {
        const odds = base / (1 - base) * (place < 3 ? truth : 1);
        if (source.uniform() < odds / (1 + odds)) clicks.add(place);
      }
      return { size, clicks };
    }));
    const { mantelHaenszel, conditional } = matchedOdds(lists);
    const covers = ({ lower, upper }: { lower: number; upper: number }) =>
      lower <= truth && truth <= upper;
    byMantelHaenszel += covers(mantelHaenszel!) ? 1 : 0;
    byConditional += covers(conditional!) ? 1 : 0;
  }
  for (const covering of [byMantelHaenszel, byConditional]) {
    // Four standard errors of 200 worlds on both sides of 95 %.
    assertAlmostEquals(covering / worlds, 0.95, 4 * Math.sqrt(0.05 * 0.95 / worlds));
  }
});

Deno.test("clicks in one arm only have no odds ratio; counts are told all the same", () => {
  const all = matchedOdds(
    listsOf([{ size: 4, clicks: new Set([0]) }, { size: 5, clicks: new Set([2]) }]),
  );
  assertEquals([all.clicks, all.treatedClicks], [2, 2]);
  assertEquals([all.mantelHaenszel, all.conditional], [undefined, undefined]);
  const none = matchedOdds(listsOf([{ size: 3, clicks: new Set([0]) }]));
  assertEquals([none.clicks, none.mantelHaenszel, none.conditional], [0, undefined, undefined]);
  const both = matchedOdds(
    listsOf([{ size: 6, clicks: new Set([0]) }, { size: 6, clicks: new Set([4]) }]),
  );
  assert(both.mantelHaenszel!.lower < 1 && both.conditional!.upper > 1);
});
