/**
 * What may not matter where places were drawn by lot: the numbers of the lists, the order of the rows, which
 * arm is called the first, and what all rows of a list have in common.
 */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { clickedLists } from "lib/inference/clicked_lists.ts";
import { matchedOdds } from "lib/inference/conditional_odds.ts";
import { heterogeneityByLot } from "lib/inference/heterogeneity_by_lot.ts";
import { testPlacesByLot } from "lib/inference/places_by_lot.ts";
import { residualLists } from "lib/inference/residual_lists.ts";
import { testResidualsByLot } from "lib/inference/residuals_by_lot.ts";
import { indexSegments } from "lib/inference/segment_index.ts";
import { treatedClicks } from "lib/inference/treated_clicks.ts";
import { seededSource } from "lib/random/seeded.ts";
import { lottery } from "./lottery.ts";

/** Sums of some hundred terms in another order. */
const OTHER_ORDER = 1e-12;
/** The conditional odds ratio is found by iteration, to its tolerance. */
const BY_ITERATION = 1e-12;
const [LISTS, SIZE, TOPICS] = [80, 7, 4];
const ROWS = LISTS * SIZE;
const OPTIONS = { draws: 499, seed: 5 };

interface Rows {
  readonly list: Int32Array;
  readonly topThree: Uint8Array;
  readonly clicked: Uint8Array;
  readonly topic: Int32Array;
  readonly expected: Float64Array;
}

function drawn(): Rows {
  const source = seededSource(7, "lot symmetries");
  const lift = (row: number) => row % 2 === 0 ? 0.2 : 0;
  const placed = lottery({ lists: LISTS, size: SIZE, seed: 7, lift });
  return {
    ...placed,
    topic: Int32Array.from({ length: ROWS }, () => Math.floor(TOPICS * source.uniform())),
    expected: Float64Array.from({ length: ROWS }, () => 0.1 + 0.3 * source.uniform()),
  } as Rows;
}

/** Rows chosen by their numbers, in that order. */
function chosen(rows: Rows, order: readonly number[]): Rows {
  return {
    list: Int32Array.from(order, (row) => rows.list[row]!),
    topThree: Uint8Array.from(order, (row) => rows.topThree[row]!),
    clicked: Uint8Array.from(order, (row) => rows.clicked[row]!),
    topic: Int32Array.from(order, (row) => rows.topic[row]!),
    expected: Float64Array.from(order, (row) => rows.expected[row]!),
  };
}

function madeOf(rows: Rows) {
  const levels = ["news", "golf", "tv", "music"];
  const index = indexSegments([{ name: "topic", levels, codes: rows.topic }]);
  return {
    index,
    clicks: clickedLists(rows, index),
    residuals: residualLists({ ...rows, outcome: rows.clicked }, index),
  };
}

/** Every figure of the lists, those that are drawn among them. */
async function everything(rows: Rows) {
  const { index, clicks, residuals } = madeOf(rows);
  return {
    places: testPlacesByLot(clicks, index, OPTIONS),
    residuals: await testResidualsByLot(residuals, index, OPTIONS),
    differences: [clicks, residuals].map((lists) => heterogeneityByLot(lists, index, OPTIONS)),
    exact: index.segments.map((_, at) => treatedClicks(clicks, at)),
    odds: matchedOdds(clicks),
  };
}

/** The figures that no draw has a part in: by name, lifts and z apart from what has no sign. */
async function undrawn(rows: Rows) {
  const { places, residuals, differences, exact, odds } = await everything(rows);
  const segments = [...places.segments, ...residuals.segments];
  return {
    lifts: segments.map(({ lift }) => lift),
    zs: segments.map(({ z }) => z),
    errors: segments.map(({ nullError }) => nullError),
    statistics: differences.flatMap((tests) => tests.map(({ statistic }) => statistic)),
    seen: exact.map(({ seen }) => seen),
    variances: exact.map(({ variance }) => variance),
    tails: exact.map(({ atMost, atLeast }) => [atMost, atLeast]),
    mantelHaenszel: odds.mantelHaenszel!.oddsRatio,
    conditional: odds.conditional!.oddsRatio,
  };
}

function assertScaled(own: readonly number[], other: readonly number[], by: number, name: string) {
  assertEquals(other.length, own.length);
  own.forEach((value, at) => assertAlmostEquals(other[at]! / (by * value), 1, OTHER_ORDER, name));
}

const rows = drawn();
const every = Array.from({ length: ROWS }, (_, row) => row);
const own = await undrawn(rows);

Deno.test("other numbers for the lists, in the same order, change no bit of any figure or draw", async () => {
  const renumbered = { ...rows, list: rows.list.map((list) => 3 * list + 2) };
  assertEquals(await everything(renumbered), await everything(rows));
});

Deno.test("rows and lists in another order change only what is drawn, and that by the draws' error", async () => {
  const order = [...every];
  seededSource(8, "another order").shuffle(order);
  const shuffled = chosen({ ...rows, list: rows.list.map((list) => LISTS - 1 - list) }, order);
  const other = await undrawn(shuffled);
  for (const name of ["lifts", "zs", "errors", "statistics", "variances"] as const) {
    assertScaled(own[name], other[name], 1, name);
  }
  assertEquals(other.seen, own.seen);
  assertScaled(own.tails.flat(), other.tails.flat(), 1, "tails");
  const [one, another] = [await everything(rows), await everything(shuffled)];
  const pairs = [
    ...one.places.segments.map(({ drawnP }, at) => [drawnP, another.places.segments[at]!.drawnP]),
    ...one.residuals.segments.map(({ drawnP }, at) => [
      drawnP,
      another.residuals.segments[at]!.drawnP,
    ]),
  ] as [number, number][];
  // Five errors of a difference of two shares of 499 draws.
  for (const [p, q] of pairs) {
    assert(Math.abs(p - q) < 5 * Math.sqrt(2 * Math.max(p * (1 - p), 0.002) / OPTIONS.draws));
  }
});

Deno.test("where the other arm is called the first, effects have the other sign and the same error", async () => {
  const other = await undrawn({ ...rows, topThree: rows.topThree.map((place) => 1 - place) });
  assertScaled(own.lifts, other.lifts, -1, "lifts");
  assertScaled(own.zs, other.zs, -1, "zs");
  for (const name of ["errors", "statistics", "variances"] as const) {
    assertScaled(own[name], other[name], 1, name);
  }
  // At most as many in one arm is at least as many in the other.
  assertScaled(
    own.tails.flatMap(([most, least]) => [least!, most!]),
    other.tails.flat(),
    1,
    "tails",
  );
  assertAlmostEquals(own.mantelHaenszel * other.mantelHaenszel, 1, OTHER_ORDER);
  assertAlmostEquals(own.conditional * other.conditional, 1, BY_ITERATION);
});

Deno.test("lists told twice keep the lift, and halve the variance that lots give it", async () => {
  const twice = {
    ...chosen(rows, [...every, ...every]),
    list: Int32Array.of(...rows.list, ...rows.list.map((list) => list + LISTS)),
  };
  const other = await undrawn(twice);
  assertScaled(own.lifts, other.lifts, 1, "lifts");
  assertScaled(own.errors, other.errors, Math.SQRT1_2, "errors");
  assertScaled(own.zs, other.zs, Math.SQRT2, "zs");
  assertScaled(own.statistics, other.statistics, 2, "statistics");
  assertScaled(own.variances, other.variances, 2, "variances");
  assertEquals(other.seen, own.seen.map((seen) => 2 * seen));
  assertAlmostEquals(other.mantelHaenszel / own.mantelHaenszel, 1, OTHER_ORDER);
  assertAlmostEquals(other.conditional / own.conditional, 1, BY_ITERATION);
});

Deno.test("what is expected of all rows of a list alike changes nothing where segments hold whole lists", async () => {
  const whole = { ...rows, topic: rows.list.map((list) => list % TOPICS) };
  const [some, other] = [0, 1].map((share) => ({
    ...whole,
    expected: Float64Array.from(rows.list, (list, row) => rows.expected[row]! + share * (list % 9)),
  }));
  const [before, after] = [await undrawn(some!), await undrawn(other!)];
  // Residuals of up to 9 that take each other away leave lifts of some hundredths.
  const room = 1e-12;
  for (const name of ["lifts", "zs", "errors"] as const) {
    before[name].forEach((value, at) =>
      assertAlmostEquals(after[name][at]! / value, 1, room, name)
    );
  }
});
