/**
 * What may not matter: the order of the rows, the numbers of clusters and lists, and rows told twice.
 */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { weightedEffect } from "lib/effects/weighted_effect.ts";
import { clickedLists } from "lib/inference/clicked_lists.ts";
import { clusteredMean, twoWayMean } from "lib/inference/clustered_mean.ts";
import { matchedOdds } from "lib/inference/conditional_odds.ts";
import { heterogeneityTests } from "lib/inference/contrasts.ts";
import { multipleComparisons } from "lib/inference/multiple_comparisons.ts";
import { nullErrors } from "lib/inference/null_errors.ts";
import { plannedErrors } from "lib/inference/planned_errors.ts";
import { testPlacesByLot } from "lib/inference/places_by_lot.ts";
import { segmentFamily } from "lib/inference/segment_family.ts";
import { indexSegments } from "lib/inference/segment_index.ts";
import { segmentMeans } from "lib/inference/segment_means.ts";
import { seededSource } from "lib/random/seeded.ts";

/** Sums of some hundred terms in another order. */
const OTHER_ORDER = 1e-12;
const [LISTS, SIZE] = [60, 8];
const ROWS = LISTS * SIZE;

interface Rows {
  readonly list: Int32Array;
  readonly reader: Int32Array;
  readonly article: Int32Array;
  readonly topThree: Uint8Array;
  readonly clicked: Uint8Array;
  readonly topic: Int32Array;
}

function drawn(): Rows {
  const source = seededSource(3, "symmetries");
  const rows = Array.from({ length: ROWS }, (_, row) => row);
  const whole = (of: (row: number) => number) => Int32Array.from(rows, of);
  return {
    list: whole((row) => Math.floor(row / SIZE)),
    reader: whole((row) => Math.floor(row / SIZE) % 17),
    article: whole(() => Math.floor(40 * source.uniform())),
    topThree: Uint8Array.from(rows, (row) => row % SIZE < 3 ? 1 : 0),
    clicked: Uint8Array.from(rows, () => source.uniform() < 0.25 ? 1 : 0),
    topic: whole(() => Math.floor(4 * source.uniform())),
  };
}

/** The same rows in another order. */
function reordered(rows: Rows, order: readonly number[]): Rows {
  const pick = <Column extends Int32Array | Uint8Array>(column: Column) =>
    column.map((_, at) => column[order[at]!]!) as Column;
  return {
    list: pick(rows.list),
    reader: pick(rows.reader),
    article: pick(rows.article),
    topThree: pick(rows.topThree),
    clicked: pick(rows.clicked),
    topic: pick(rows.topic),
  };
}

const PROPENSITY = 3 / SIZE;
const rateOf = ({ clicked }: Rows) =>
  new Float64Array(clicked.length).fill(clicked.reduce((sum, y) => sum + y, 0) / clicked.length);
const scoresOf = (rows: Rows) =>
  Float64Array.from(
    rows.clicked,
    (y, row) =>
      (rows.topThree[row]! - PROPENSITY) * (y - rateOf(rows)[row]!) /
      (PROPENSITY * (1 - PROPENSITY)),
  );
const indexOf = ({ topic }: Rows) =>
  indexSegments([{ name: "topic", levels: ["a", "b", "c", "d"], codes: topic }]);

/** Every figure that the order of rows could touch. */
function figures(rows: Rows): Record<string, number> {
  const [scores, index] = [scoresOf(rows), indexOf(rows)];
  const means = segmentMeans(scores, index, rows.reader);
  const { mean, cr0, cr1, cr2 } = clusteredMean(scores, rows.reader);
  const outcomeRate = rateOf(rows);
  const design = {
    propensity: new Float64Array(rows.list.length).fill(PROPENSITY),
    outcomeRate,
  };
  const weighted = weightedEffect({
    treatment: rows.topThree,
    outcome: rows.clicked,
    propensity: design.propensity,
    outcomeTreated: outcomeRate,
    outcomeControl: outcomeRate,
  }, { estimand: "overlap", estimator: "doubly robust" });
  return {
    mean,
    cr0,
    cr1,
    cr2,
    twoWay: twoWayMean(scores, rows.reader, rows.article).standardError,
    overlap: weighted.lift,
    wald: heterogeneityTests(means)[0]!.statistic,
    ...Object.fromEntries(means.segments.flatMap(({ segment, lift, standardError }) => [
      [`lift of ${segment}`, lift],
      [`error of ${segment}`, standardError],
    ])),
    ...Object.fromEntries(
      Array.from(nullErrors({ ...design, outcome: rows.clicked }, index), (error, at) => [
        `null error ${at}`,
        error,
      ]),
    ),
    ...Object.fromEntries(
      Array.from(plannedErrors(design, index), (error, at) => [`planned error ${at}`, error]),
    ),
  };
}

const rows = drawn();
const order = Array.from({ length: ROWS }, (_, row) => row);
seededSource(9, "another order").shuffle(order);

Deno.test("rows in another order give the same figures but for rounding", () => {
  const [own, other] = [figures(rows), figures(reordered(rows, order))];
  assertEquals(Object.keys(other), Object.keys(own));
  for (const [name, value] of Object.entries(own)) {
    assertAlmostEquals(other[name]! / value, 1, OTHER_ORDER, name);
  }
});

Deno.test("lists in another order leave counts, and the matched analysis, as they are", () => {
  const lists = (given: Rows) =>
    testPlacesByLot(clickedLists(given, indexOf(given)), indexOf(given), { draws: 99, seed: 1 });
  const [own, other] = [lists(rows), lists(reordered(rows, order))];
  own.segments.forEach((segment, at) => {
    const { clicks, treatedClicks, lift, nullError } = other.segments[at]!;
    assertEquals([clicks, treatedClicks], [segment.clicks, segment.treatedClicks]);
    assertAlmostEquals(lift, segment.lift, OTHER_ORDER);
    assertAlmostEquals(nullError / segment.nullError, 1, OTHER_ORDER);
  });
  const oddsOf = (given: Rows) => matchedOdds(clickedLists(given, indexOf(given)));
  const [matched, again] = [oddsOf(rows), oddsOf(reordered(rows, order))];
  const ratio = (kind: "mantelHaenszel" | "conditional") =>
    again[kind]!.oddsRatio / matched[kind]!.oddsRatio;
  assertAlmostEquals(ratio("mantelHaenszel"), 1, OTHER_ORDER);
  // Found by iteration, to its tolerance.
  assertAlmostEquals(ratio("conditional"), 1, 1e-9);
});

Deno.test("other numbers for the same clusters change no bit", () => {
  const renamed: Rows = {
    ...rows,
    reader: rows.reader.map((name) => 5_000 - 3 * name),
    article: rows.article.map((name) => 7 * name + 1),
  };
  assertEquals(figures(renamed), figures(rows));
});

Deno.test("clusters told twice halve every variance by clusters", () => {
  const twice = (column: Int32Array, apart = 0) =>
    Int32Array.from([...column, ...column.map((name) => name + apart)]);
  const doubled: Rows = {
    list: twice(rows.list, LISTS),
    reader: twice(rows.reader, 17),
    article: twice(rows.article, 40),
    topic: twice(rows.topic),
    topThree: Uint8Array.from([...rows.topThree, ...rows.topThree]),
    clicked: Uint8Array.from([...rows.clicked, ...rows.clicked]),
  };
  const [own, both] = [figures(rows), figures(doubled)];
  for (const name of ["mean", "overlap", "lift of a", "lift of d"]) {
    assertAlmostEquals(both[name]! / own[name]!, 1, OTHER_ORDER, name);
  }
  assertAlmostEquals((both["cr0"]! / own["cr0"]!) ** 2, 1 / 2, OTHER_ORDER);
  // The correction knows 34 clusters in the place of 17.
  assertAlmostEquals((both["cr1"]! / own["cr1"]!) ** 2, (34 / 33) / (17 / 16) / 2, OTHER_ORDER);
  for (const at of [0, 3]) {
    const name = `null error ${at}`;
    assertAlmostEquals((both[name]! / own[name]!) ** 2, 1 / 2, OTHER_ORDER, name);
  }
});

Deno.test("segments in another order are judged alike", () => {
  const flipped = { ...rows, topic: rows.topic.map((code) => 3 - code) };
  const judge = (given: Rows, levels: readonly string[]) => {
    const index = indexSegments([{ name: "topic", levels, codes: given.topic }]);
    const means = segmentMeans(scoresOf(given), index, given.reader);
    return multipleComparisons(means, segmentFamily(index), { draws: 999, seed: 1 }).segments
      .toSorted((a, b) => a.segment.localeCompare(b.segment));
  };
  const [own, other] = [judge(rows, ["a", "b", "c", "d"]), judge(flipped, ["d", "c", "b", "a"])];
  own.forEach(({ segment, p }, at) => {
    assertEquals(other[at]!.segment, segment);
    for (const name of ["pointwise", "holm", "benjaminiHochberg", "benjaminiYekutieli"] as const) {
      assertAlmostEquals(other[at]!.p[name], p[name], OTHER_ORDER, name);
    }
    // Drawn in another order: alike to the error of the draws.
    assert(Math.abs(other[at]!.p.maxTByClusters - p.maxTByClusters) < 0.06);
  });
});
