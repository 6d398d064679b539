import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { aipwScores } from "lib/effects/aipw.ts";
import { InputError } from "lib/errors.ts";
import { clickedLists } from "lib/inference/clicked_lists.ts";
import type { Procedure } from "lib/inference/compared_segment.ts";
import { multipleComparisons } from "lib/inference/multiple_comparisons.ts";
import { testPlacesByLot } from "lib/inference/places_by_lot.ts";
import { segmentFamily } from "lib/inference/segment_family.ts";
import { indexSegments } from "lib/inference/segment_index.ts";
import { segmentMeans } from "lib/inference/segment_means.ts";
import { simultaneousIntervals } from "lib/inference/simultaneous.ts";
import { seededSource } from "lib/random/seeded.ts";
import { closedFormTable } from "./closed_form_table.ts";
import { lottery } from "./lottery.ts";

/** Three of four groups and two of three others of the closed-form table, and the first group once more. */
const table = closedFormTable();
const fourth = table.group.map((group) => group === 3 ? -1 : group);
const third = table.group.map((_, row) => row % 3 === 2 ? -1 : row % 3);
const again = table.group.map((group) => group === 0 ? 0 : -1);
const index = indexSegments([
  { name: "fourth", levels: ["a", "b", "c"], codes: fourth },
  { name: "third", levels: ["d", "e"], codes: third },
  { name: "again", levels: ["a, by another name"], codes: again },
]);
const means = segmentMeans(aipwScores(table, 0).scores, index, table.cluster);
const family = segmentFamily(index);
const draws = 20_000;

/** statsmodels 0.15's `multipletests` (sidak, bonferroni, holm, fdr_bh, fdr_by) of the p-values by clusters. */
const STATSMODELS = {
  pointwise: [
    ...[0.15436113841333426, 0.07008834734029064, 0.03158339720105514, 0.04964251226548744],
    0.009316311396140458,
  ],
  sidak: [
    ...[0.5675611891212178, 0.3046420099512815, 0.14825198035783094, 0.22476208641366494],
    0.045721668772343585,
  ],
  bonferroni: [
    ...[0.7718056920666714, 0.3504417367014532, 0.15791698600527568, 0.2482125613274372],
    0.04658155698070229,
  ],
  holm: [
    ...[0.15436113841333426, 0.1489275367964623, 0.12633358880422055, 0.1489275367964623],
    0.04658155698070229,
  ],
  benjaminiHochberg: [
    ...[0.15436113841333426, 0.0876104341753633, 0.07895849300263784, 0.08273752044247906],
    0.046581556980702286,
  ],
  benjaminiYekutieli: [
    ...[0.35245793271044656, 0.20004382470041285, 0.18028855902268973, 0.1889173383436605],
    0.10636122177260356,
  ],
} satisfies Partial<Record<Procedure, readonly number[]>>;
/** SciPy's `multivariate_normal.cdf` over boxes, with the segments' correlations; stepping down. */
const SCIPY = {
  criticalValue: 2.555754014561701,
  maxTByClusters: [
    ...[0.15436113841333426, 0.13825937314082526, 0.11720895603894865, 0.13825937314082526],
    0.04415819357987272,
  ],
};

Deno.test("adjusted p-values, intervals and findings are those of statsmodels and SciPy", () => {
  const { segments, findings, criticalValues } = multipleComparisons(means, family, {
    draws,
    seed: 1,
  });
  assertEquals(segments.map(({ segment }) => segment), ["a", "b", "c", "d", "e"]);
  segments.forEach(({ p, z, lift, error, intervals, standardError }, at) => {
    for (const [name, expected] of Object.entries(STATSMODELS)) {
      // Errors of 1,200 scores in another order, in the tail of the normal distribution.
      assertAlmostEquals(p[name as Procedure], expected[at]!, 1e-12, name);
    }
    const exact = SCIPY.maxTByClusters[at]!;
    assertAlmostEquals(p.maxTByClusters, exact, 5 * Math.sqrt(exact * (1 - exact) / draws));
    assertEquals([error, z], [standardError, lift / error]);
    assertEquals(p.maxTByPlaces, undefined);
    for (const name of ["pointwise", "sidak", "bonferroni", "maxTByClusters"] as const) {
      const { lower, upper } = intervals[name];
      assertAlmostEquals((upper - lower) / 2, criticalValues[name] * error, 1e-15);
      assertAlmostEquals((upper + lower) / 2, lift, 1e-15);
      // An interval without 0 and a p-value below the level are one finding; only the drawn one steps down.
      if (name !== "maxTByClusters") assertEquals(lower > 0 || upper < 0, p[name] <= 0.05, name);
    }
  });
  assertAlmostEquals(criticalValues.maxTByClusters, SCIPY.criticalValue, 0.02);
  assertAlmostEquals(criticalValues.sidak, 2.568763168, 5e-10);
  assertEquals(findings, {
    pointwise: 3,
    sidak: 1,
    bonferroni: 1,
    holm: 1,
    benjaminiHochberg: 1,
    benjaminiYekutieli: 0,
    maxTByClusters: 1,
  });
});

Deno.test("equal segments are counted once, and which division comes first does not matter", () => {
  assertEquals(family.numbers, [0, 1, 2, 3, 4]);
  assertEquals(family.repeated, [{
    segmentColumn: "again",
    segment: "a, by another name",
    rows: 300,
    sameAs: 0,
  }]);
  assertEquals(family.belowFloor, []);
  const turned = indexSegments([
    { name: "again", levels: ["a, by another name"], codes: again },
    { name: "third", levels: ["d", "e"], codes: third },
    { name: "fourth", levels: ["a", "b", "c"], codes: fourth },
  ]);
  const other = multipleComparisons(
    segmentMeans(aipwScores(table, 0).scores, turned, table.cluster),
    segmentFamily(turned),
    { draws: 99, seed: 1 },
  );
  const names = ["a, by another name", "d", "e", "b", "c"];
  assertEquals(other.segments.map(({ segment }) => segment), names);
  const { segments } = multipleComparisons(means, family, { draws: 99, seed: 1 });
  assertEquals(other.segments.find(({ segment }) => segment === "e")!.p.holm, segments[4]!.p.holm);
});

Deno.test("a floor leaves segments out by name, and the fewer that are left are judged more mildly", () => {
  const clicks = [12, 40, 30, 90, 29, 12];
  const floored = segmentFamily(index, { clicks, fewest: 30 });
  assertEquals(floored.numbers, [1, 2, 3]);
  assertEquals(floored.belowFloor.map(({ segment, clicks }) => [segment, clicks]), [
    ["a", 12],
    ["e", 29],
  ]);
  assertEquals(floored.repeated, []);
  const [all, some] = [family, floored].map((chosen) =>
    multipleComparisons(means, chosen, { draws, seed: 1 })
  );
  assertEquals(some!.segments.map(({ number }) => number), [1, 2, 3]);
  some!.segments.forEach(({ p, number }) => {
    const { p: other } = all!.segments.find((segment) => segment.number === number)!;
    assertAlmostEquals(p.bonferroni, 3 * p.pointwise, 1e-15);
    assert(p.sidak < other.sidak && p.maxTByClusters <= other.maxTByClusters + 0.02);
  });
  assert(some!.criticalValues.maxTByClusters < all!.criticalValues.maxTByClusters);
  const none = multipleComparisons(
    means,
    segmentFamily(index, { clicks, fewest: 1000 }),
    { draws: 9, seed: 1 },
  );
  assertEquals([none.segments.length, none.findings.pointwise], [0, 0]);
  assertEquals(none.criticalValues.sidak, NaN);
});

Deno.test("null errors take the place of standard errors, with the same correlations", () => {
  const nullErrors = means.segments.map(({ standardError }) => 2 * standardError);
  const twice = multipleComparisons(means, family, { draws, seed: 1, nullErrors });
  const once = multipleComparisons(means, family, { draws, seed: 1 });
  twice.segments.forEach(({ z, error, standardError, intervals }, at) => {
    assertEquals([error, standardError], [nullErrors[at]!, once.segments[at]!.error]);
    assertAlmostEquals(z, once.segments[at]!.z / 2, 1e-15);
    const width = ({ lower, upper }: { lower: number; upper: number }) => upper - lower;
    const ratio = width(intervals.maxTByClusters) /
      width(once.segments[at]!.intervals.maxTByClusters);
    assertAlmostEquals(ratio, 2, 1e-9);
  });
  // The same draws of the same correlations.
  assertAlmostEquals(twice.criticalValues.maxTByClusters, once.criticalValues.maxTByClusters, 1e-9);
  const drawn = simultaneousIntervals(means, { draws, seed: 1 });
  assertAlmostEquals(once.criticalValues.maxTByClusters, drawn.criticalValue, 0.03);
});

Deno.test("without any effect each procedure errs as often as it says, on both tails", () => {
  const [tables, segments, clusters] = [600, 6, 150];
  const codes = Int32Array.from({ length: segments * clusters }, (_, row) => row % segments);
  const cluster = codes.map((_, row) => Math.floor(row / segments));
  const levels = ["a", "b", "c", "d", "e", "f"];
  const own = indexSegments([{ name: "topic", levels, codes }]);
  const wrong = { any: {} as Record<string, number>, pointwise: 0, missed: 0 };
  for (let table = 0; table < tables; table++) {
    const source = seededSource(table, "no effect");
    // Rows of a cluster share half of their variance.
    const shared = Float64Array.from({ length: clusters }, () => source.normal());
    const scores = Float64Array.from(cluster, (at) => shared[at]! + source.normal());
    const result = multipleComparisons(segmentMeans(scores, own, cluster), segmentFamily(own), {
      draws: 500,
      seed: table,
    });
    wrong.pointwise += result.findings.pointwise;
    for (const [name, count] of Object.entries(result.findings)) {
      wrong.any[name] = (wrong.any[name] ?? 0) + (count > 0 ? 1 : 0);
    }
    const isMissed = result.segments.some(({ intervals: { maxTByClusters: { lower, upper } } }) =>
      lower > 0 || upper < 0
    );
    wrong.missed += isMissed ? 1 : 0;
  }
  // Four standard errors of 600 tables, and what 150 clusters and 500 draws add to 5 %.
  const room = 4 * Math.sqrt(0.05 * 0.95 / tables) + 0.006;
  for (const count of [wrong.any.maxTByClusters!, wrong.missed]) {
    assertAlmostEquals(count / tables, 0.05, room);
  }
  assertAlmostEquals(wrong.pointwise / (tables * segments), 0.05, room);
  // Corrections by number alone are stricter where segments hang together.
  for (const name of ["sidak", "bonferroni", "holm", "benjaminiHochberg"]) {
    const share = wrong.any[name]! / tables;
    assert(share > 0.01 && share < 0.05 + room, `${name}: ${share}`);
  }
  assert(wrong.any.benjaminiYekutieli! < wrong.any.benjaminiHochberg!);
  assert(wrong.any.pointwise! / tables > 0.15);
});

Deno.test("draws of the places stand beside, for the same family; scores that do not vary leave it", () => {
  const rows = lottery({ lists: 100, size: 8, seed: 2, lift: (row) => row % 3 === 0 ? 0.4 : 0 });
  const lots = indexSegments([{
    name: "topic",
    levels: ["a", "b", "c"],
    codes: rows.list.map((_, row) => row % 3),
  }]);
  const lists = clickedLists(rows, lots);
  const scores = Float64Array.from(rows.list, (_, row) => {
    const e = 3 / 8;
    return row % 3 === 2
      ? 1
      : rows.clicked[row]! * (rows.topThree[row]! / e - (1 - rows.topThree[row]!) / (1 - e));
  });
  const own = segmentMeans(scores, lots, rows.list);
  const chosen = segmentFamily(lots);
  const places = testPlacesByLot(lists, lots, { draws: 999, seed: 1, among: chosen.numbers });
  const { segments, withoutError, findings } = multipleComparisons(own, chosen, {
    draws: 999,
    seed: 1,
    places,
  });
  assertEquals(withoutError, [{ segmentColumn: "topic", segment: "c", rows: 266 }]);
  assertEquals(
    segments.map(({ p }) => p.maxTByPlaces),
    [0, 1].map((at) => places.segments[at]!.adjustedP),
  );
  assertEquals(findings.maxTByPlaces, 1);
  const refused = (verb: () => unknown, words: string) => assertThrows(verb, InputError, words);
  const options = { draws: 9, seed: 1 };
  const some = testPlacesByLot(lists, lots, { ...options, among: [0] });
  refused(
    () => multipleComparisons(own, chosen, { ...options, places: some }),
    "2 of 3 segments of the family were not tested",
  );
  refused(() => multipleComparisons(means, family, { ...options, places }), "for other segments");
  refused(
    () => multipleComparisons(own, { ...chosen, numbers: [7] }, options),
    "1 of 1 segments of the family are none",
  );
  refused(
    () => multipleComparisons(own, chosen, { ...options, nullErrors: [1, 0, 1] }),
    "1 of 3 null errors are not above 0",
  );
  refused(() => multipleComparisons(own, chosen, { ...options, level: 2 }), "the level is 2");
  refused(() => segmentFamily(lots, { clicks: [1], fewest: 3 }), "1 values for 3 segments");
  refused(() => segmentFamily(lots, { clicks: [1, 2, 3], fewest: NaN }), "fewest clicks");
});
