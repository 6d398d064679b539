/**
 * What may not matter to segments: the order of rows, of divisions and of levels, the numbers of clusters,
 * clusters told twice, and the unit of the outcome.
 */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { contrast, heterogeneityTests } from "lib/inference/contrasts.ts";
import { rowsToDetect } from "lib/inference/detectable.ts";
import { multipleComparisons } from "lib/inference/multiple_comparisons.ts";
import { nullErrors } from "lib/inference/null_errors.ts";
import { plannedErrors } from "lib/inference/planned_errors.ts";
import { segmentFacts } from "lib/inference/segment_facts.ts";
import { segmentFamily } from "lib/inference/segment_family.ts";
import { indexSegments } from "lib/inference/segment_index.ts";
import { segmentMeans } from "lib/inference/segment_means.ts";
import { simultaneousIntervals } from "lib/inference/simultaneous.ts";
import { testableSegments } from "lib/inference/testable_segments.ts";
import { effectiveClicks, effectiveClicksOfRest } from "lib/inference/effective_clicks.ts";
import { treatedClicksBySegment } from "lib/inference/treated_clicks_by_segment.ts";
import { seededSource } from "lib/random/seeded.ts";
import { lottery } from "./lottery.ts";

/** Sums of some hundred terms in another order. */
const OTHER_ORDER = 1e-12;
const [LISTS, SIZE] = [70, 7];
const ROWS = LISTS * SIZE;
/** The first row of a list in the middle. */
const MIDDLE = 37 * SIZE;
const every = Array.from({ length: ROWS }, (_, row) => row);
const order = [...every];
seededSource(42, "another order").shuffle(order);

function drawn() {
  const source = seededSource(41, "segment symmetries");
  const { list, topThree, clicked } = lottery({ lists: LISTS, size: SIZE, seed: 41 });
  const whole = (of: (row: number) => number) => Int32Array.from(every, of);
  // One topic has the rows of one kind and one some of them; one has too few rows, one those of one list.
  const kind = whole((row) => row === MIDDLE ? 0 : Math.floor(3 * source.uniform()));
  return {
    list: Int32Array.from(list),
    reader: whole((row) => Math.floor(row / SIZE) % 19),
    topThree: Uint8Array.from(topThree),
    clicked: Uint8Array.from(clicked),
    topic: whole((row) => {
      if (kind[row] === 2) return 4;
      if (row === MIDDLE) return 2;
      return row > MIDDLE && row < MIDDLE + SIZE ? 3 : kind[row] === 1 && row > 99 ? 1 : 0;
    }),
    kind,
    scores: Float64Array.from(every, (row) => source.normal() + kind[row]! / 2),
    rate: Float64Array.from(every, () => 0.1 + 0.2 * source.uniform()),
  };
}
type Rows = ReturnType<typeof drawn>;

function chosen(rows: Rows, by: readonly number[]): Rows {
  const whole = (column: Int32Array) => Int32Array.from(by, (row) => column[row]!);
  const real = (column: Float64Array) => Float64Array.from(by, (row) => column[row]!);
  const binary = (column: Uint8Array) => Uint8Array.from(by, (row) => column[row]!);
  return {
    list: whole(rows.list),
    reader: whole(rows.reader),
    topThree: binary(rows.topThree),
    clicked: binary(rows.clicked),
    topic: whole(rows.topic),
    kind: whole(rows.kind),
    scores: real(rows.scores),
    rate: real(rows.rate),
  };
}

const TOPICS = ["news", "golf", "rare", "alone", "same"];
const KINDS = ["short", "long", "film"];
const divisionsOf = ({ topic, kind }: Rows) => [
  { name: "topic", levels: TOPICS, codes: topic },
  { name: "kind", levels: KINDS, codes: kind },
];
const testableOf = (rows: Rows, divisions = divisionsOf(rows)) =>
  testableSegments(divisions, {
    cluster: rows.list,
    treatment: rows.topThree,
    outcomeRate: rows.rate,
  }, 0.005);
const rows = drawn();

/** All that is said of the segments without a draw. */
function judged(rows: Rows) {
  const { index } = testableOf(rows);
  const treatedClicks = treatedClicksBySegment(
    { treatment: rows.topThree, outcome: rows.clicked },
    index,
  );
  const means = segmentMeans(rows.scores, index, rows.reader);
  const design = {
    propensity: new Float64Array(rows.list.length).fill(3 / SIZE),
    outcomeRate: rows.rate,
  };
  const clicked = { propensity: design.propensity, outcome: rows.clicked };
  return {
    index,
    treatedClicks,
    effectiveClicks: effectiveClicks(clicked, index),
    effectiveClicksOfRest: effectiveClicksOfRest(clicked, index),
    means,
    errors: {
      nullErrors: nullErrors({ ...design, outcome: rows.clicked }, index),
      plannedErrors: plannedErrors(design, index),
    },
  };
}

Deno.test("rows in another order have the same segments, obstacles, repetitions and clicks, to the bit", () => {
  const own = testableOf(rows);
  assertEquals(own.leftOut.map(({ segment, obstacle }) => [segment, obstacle]), [
    ["rare", "too few rows"],
    ["alone", "one cluster"],
  ]);
  assertEquals(own.repeated.map(({ repeated }) => repeated.segment), ["film"]);
  const said = ({ index, treatedClicks }: ReturnType<typeof judged>) => ({
    treatedClicks,
    family: segmentFamily(index, { clicks: treatedClicks, fewest: 20 }),
  });
  for (const by of [order, every.toReversed()]) {
    const other = chosen(rows, by);
    const again = testableOf(other);
    assertEquals([again.leftOut, again.repeated], [own.leftOut, own.repeated]);
    assertEquals(again.index.segments, own.index.segments);
    again.index.divisions.forEach((codes, at) => {
      assertEquals(codes, Int32Array.from(by, (row) => own.index.divisions[at]![row]!));
    });
    assertEquals(said(judged(other)), said(judged(rows)));
  }
});

Deno.test("facts about segments are the same in any order of rows", () => {
  const factsOf = (given: Rows) => {
    const { means, errors: { nullErrors, plannedErrors }, ...clicks } = judged(given);
    const { effectiveClicks, effectiveClicksOfRest } = clicks;
    const errors = { nullErrors, gainErrors: plannedErrors };
    return segmentFacts({ means, ...errors, effectiveClicks, effectiveClicksOfRest }, {
      floor: 3,
      compared: 0.3,
      orderedDivision: "kind",
      fineDivision: "topic",
    });
  };
  const [own, other] = [factsOf(rows), factsOf(chosen(rows, order))];
  assertAlmostEquals(other.shortest!.z / own.shortest!.z, 1, OTHER_ORDER);
  assertAlmostEquals(other.moreRows / own.moreRows, 1, OTHER_ORDER);
  const said = ({ shortest: _shortest, moreRows: _moreRows, largest, ...counts }: typeof own) => ({
    ...counts,
    largest: [largest!.first.segment, largest!.rival.segment],
  });
  assertEquals(said(other), said(own));
});

Deno.test("divisions and levels in another order change only where a segment stands", () => {
  const [own, other] = [
    indexSegments(divisionsOf(rows)),
    indexSegments([
      { name: "kind", levels: KINDS.toReversed(), codes: rows.kind.map((code) => 2 - code) },
      { name: "topic", levels: TOPICS, codes: rows.topic },
    ]),
  ].map((index) => {
    // A segment of one list lies within one reader, and has no error.
    const kept = index.segments.filter(({ rows }) => rows > SIZE);
    const numbers = index.segments.map((segment) => kept.indexOf(segment));
    const divisions = index.divisions.map((codes) =>
      codes.map((code) => code < 0 ? -1 : numbers[code]!)
    );
    return segmentMeans(rows.scores, { segments: kept, divisions }, rows.reader);
  }) as [ReturnType<typeof segmentMeans>, ReturnType<typeof segmentMeans>];
  const place = own.segments.map(({ segmentColumn, segment }) =>
    other.segments.findIndex((its) =>
      its.segmentColumn === segmentColumn && its.segment === segment
    )
  );
  assert(place.some((to, at) => to !== at) && !place.includes(-1));
  own.segments.forEach((segment, at) => {
    assertEquals(other.segments[place[at]!], segment);
    own.segments.forEach((_, to) => {
      assertEquals(other.covariance.get(place[at]!, place[to]!), own.covariance.get(at, to));
    });
  });
  assertEquals(contrast(other, place[0]!, place[1]!), contrast(own, 0, 1));
  const [tests, again] = [heterogeneityTests(own), heterogeneityTests(other)];
  assertEquals(again.map(({ segmentColumn }) => segmentColumn), ["kind", "topic"]);
  for (const test of tests) {
    const its = again.find(({ segmentColumn }) => segmentColumn === test.segmentColumn)!;
    // Differences are taken to the first level, another one here.
    assertAlmostEquals(its.statistic / test.statistic, 1, OTHER_ORDER);
    assertEquals(its.degreesOfFreedom, test.degreesOfFreedom);
  }
});

Deno.test("other numbers for the same clusters change no bit of intervals and corrections that are drawn", () => {
  const options = { draws: 199, seed: 6 };
  const drawnOf = (reader: Int32Array) => {
    const { index } = testableOf(rows);
    const means = segmentMeans(rows.scores, index, reader);
    return [
      simultaneousIntervals(means, options),
      multipleComparisons(means, segmentFamily(index), options),
    ];
  };
  assertEquals(drawnOf(rows.reader.map((name) => 900 - 7 * name)), drawnOf(rows.reader));
});

Deno.test("clusters told twice halve the variance of every segment, but for the factor of its clusters", () => {
  const apart = {
    ...chosen(rows, [...every, ...every]),
    reader: Int32Array.of(...rows.reader, ...rows.reader.map((name) => name + 19)),
    list: Int32Array.of(...rows.list, ...rows.list.map((list) => list + LISTS)),
  };
  const [own, other] = [judged(rows), judged(apart)];
  own.means.segments.forEach(({ segment, segmentColumn, lift, standardError, clusters: g }, at) => {
    // In two lists instead of one, another topic can be tested as well.
    const to = other.means.segments.findIndex((its) =>
      its.segment === segment && its.segmentColumn === segmentColumn
    );
    const its = other.means.segments[to]!;
    assertEquals(its.clusters, 2 * g);
    assertAlmostEquals(its.lift, lift, OTHER_ORDER);
    const factor = (2 * g / (2 * g - 1)) / (g / (g - 1)) / 2;
    assertAlmostEquals((its.standardError / standardError) ** 2 / factor, 1, OTHER_ORDER);
    for (const kind of ["nullErrors", "plannedErrors"] as const) {
      const ratio = other.errors[kind][to]! / own.errors[kind][at]!;
      assertAlmostEquals(ratio ** 2, 1 / 2, OTHER_ORDER, kind);
    }
    assertEquals(other.treatedClicks[to], 2 * own.treatedClicks[at]!);
  });
});

Deno.test("an outcome in twice the unit is found in as many rows", () => {
  const [error, effect] = [0.0123, 0.031];
  for (const demands of [{}, { power: 0.9, criticalValue: 3.1 }]) {
    const needed = rowsToDetect(1000, error, effect, demands);
    assertEquals(rowsToDetect(1000, 2 * error, 2 * effect, demands), needed);
    assertEquals(rowsToDetect(1000, error, -effect, demands), needed);
  }
});
