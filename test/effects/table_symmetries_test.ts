/**
 * What may not matter to overlap, clipping, benchmarks, balance and divisions: the order of rows, which arm is
 * called the treated, and rows told twice.
 */

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { aipwScores } from "lib/effects/aipw.ts";
import { clippedEffects } from "lib/effects/clipping.ts";
import { confoundingBenchmark } from "lib/effects/confounding_benchmark.ts";
import { judgeSegments } from "lib/effects/judged_segment.ts";
import { balanceByLength } from "lib/effects/length_balance.ts";
import { overlapOf } from "lib/effects/overlap.ts";
import { bucketSegments, rankSegments } from "lib/effects/segmentations.ts";
import { segmentEffects } from "lib/effects/segments.ts";
import { seededSource } from "lib/random/seeded.ts";
import { chosen, drawn, exchanged, ROWS, type Rows } from "./drawn_rows.ts";

/** Sums of some hundred terms in another order. */
const OTHER_ORDER = 1e-12;
const BOUNDS = [0, 0.1, 0.2, 0.3];
const rows = drawn();
const every = Array.from({ length: ROWS }, (_, row) => row);
const order = [...every];
seededSource(33, "another order").shuffle(order);
const [shuffled, twice] = [chosen(rows, order), chosen(rows, [...every, ...every])];

/** Without covariates: one half, and the arms' means in sixty-fourths. */
function benchmarkOf(given: Rows, [treated, control] = [26 / 64, 19 / 64] as const) {
  const of = (value: number) => new Float64Array(given.outcome.length).fill(value);
  return confoundingBenchmark(given, {
    propensity: of(0.5),
    outcomeTreated: of(treated),
    outcomeControl: of(control),
  });
}

const lengths = (given: Rows) =>
  balanceByLength({
    listSize: given.listSize,
    treatment: given.treatment,
    fitted: given.propensity.map((e) => 0.9 * e + 0.05),
    known: given.propensity,
  }, 5);

/** That two records have the same numbers, but for rounding. */
function assertAlike(other: object, own: object, what: string) {
  const [others, owns] = [other, own] as Record<string, number>[];
  assertEquals(Object.keys(others!), Object.keys(owns!));
  for (const [name, value] of Object.entries(owns!)) {
    assertAlmostEquals(
      others![name]!,
      value,
      OTHER_ORDER * Math.max(1, Math.abs(value)),
      `${what}: ${name}`,
    );
  }
}

Deno.test("rows in another order give the same overlap, clipped effects, benchmark and balance", () => {
  const [own, other] = [overlapOf(rows), overlapOf(shuffled)];
  assertEquals([other.rows, other.withoutCounterpart], [own.rows, own.withoutCounterpart]);
  for (const arm of ["treated", "control"] as const) assertAlike(other[arm], own[arm], arm);
  const clipped = clippedEffects(shuffled, BOUNDS);
  clippedEffects(rows, BOUNDS).forEach(({ effect, raised, lowered }, at) => {
    assertEquals([clipped[at]!.raised, clipped[at]!.lowered], [raised, lowered]);
    assertAlike(clipped[at]!.effect, effect, `clipped at ${BOUNDS[at]}`);
  });
  assertAlike(benchmarkOf(shuffled), benchmarkOf(rows), "benchmark");
  const balance = lengths(shuffled);
  lengths(rows).forEach((range, at) => assertAlike(balance[at]!, range, `lengths ${at}`));
});

Deno.test("where the control arm is called the treated, overlap and clipping exchange their sides, to the bit", () => {
  const turned = exchanged(rows);
  const [own, other] = [overlapOf(rows), overlapOf(turned)];
  assertEquals([other.treated, other.control], [own.control, own.treated]);
  // Bounds in eighths, so that 1 − bound has no rounding either.
  const bounds = [0, 1 / 8, 1 / 4, 3 / 8];
  const clipped = clippedEffects(turned, bounds);
  clippedEffects(rows, bounds).forEach(({ effect, raised, lowered }, at) => {
    const its = clipped[at]!;
    assertEquals([its.raised, its.lowered], [lowered, raised]);
    const { lift, standardError, lower, upper } = effect;
    assertEquals(
      [its.effect.lift, its.effect.standardError, its.effect.lower, its.effect.upper],
      [-lift, standardError, -upper, -lower],
    );
  });
  const [benchmark, mirrored] = [benchmarkOf(rows), benchmarkOf(turned, [19 / 64, 26 / 64])];
  assertEquals(mirrored, {
    ...benchmark,
    change: -benchmark.change,
    adversity: -benchmark.adversity,
  });
});

Deno.test("rows told twice are worth twice as many, and change neither benchmark nor balance", () => {
  const [own, other] = [overlapOf(rows), overlapOf(twice)];
  for (const arm of ["treated", "control"] as const) {
    assertAlike(other[arm], {
      rows: 2 * own[arm].rows,
      meanWeight: own[arm].meanWeight,
      effectiveRows: 2 * own[arm].effectiveRows,
      largestShare: own[arm].largestShare / 2,
    }, arm);
  }
  assertAlike(benchmarkOf(twice), benchmarkOf(rows), "benchmark");
  const balance = lengths(twice);
  lengths(rows).forEach((range, at) => {
    assertAlike(balance[at]!, { ...range, rows: 2 * range.rows }, `lengths ${at}`);
  });
});

Deno.test("segments keep their standing in any order of rows, by whatever number their level has", () => {
  const levels = ["news", "golf", "tv"];
  const judged = (given: Rows, numberOf: (code: number) => number) => {
    const codes = given.topic.map(numberOf);
    const division = { name: "topic", levels: levels.map((_, at) => levels[numberOf(at)]!), codes };
    const scored = { ...given, scores: aipwScores(given, 0).scores };
    const any = { minimumRows: 2, minimumTreated: 1, minimumControl: 1 };
    const { effects } = segmentEffects(division, scored, any);
    const withoutCounterpart = Uint8Array.from(given.listSize, (size) => size === 1 ? 1 : 0);
    return judgeSegments(
      effects,
      division,
      { withoutCounterpart, trueLift: given.outcomeTreated },
      {
        mostWithoutCounterpart: 0.3,
        fewestTreatedClicks: 40,
      },
    ).map(({ effect, standing, truth }) => ({ of: effect.segment, standing, truth: truth! }))
      .toSorted((a, b) => a.of.localeCompare(b.of));
  };
  const own = judged(rows, (code) => code);
  // One of each, so that an exchange would show.
  assertEquals(new Set(own.map(({ standing }) => standing)).size, 3);
  for (const other of [judged(shuffled, (code) => code), judged(rows, (code) => 2 - code)]) {
    other.forEach(({ of, standing, truth }, at) => {
      assertEquals([of, standing], [own[at]!.of, own[at]!.standing]);
      assertAlmostEquals(truth, own[at]!.truth, OTHER_ORDER);
    });
  }
});

Deno.test("a row's bucket, and its rank where no two are equal, is its own in any order and unit", () => {
  const source = seededSource(34, "values");
  const values = Float64Array.from(every, (row) => row % 50 === 0 ? NaN : source.normal());
  const buckets = (given: Float64Array, unit: number) =>
    bucketSegments("value", given, {
      edges: [-1, 0, 1, 3].map((edge) => unit * edge),
      labels: ["low", "middle", "high"],
    }).codes;
  const ranks = (given: Float64Array) => rankSegments("value", given, ["1", "2", "3", "4"]).codes;
  for (const codesOf of [buckets, ranks]) {
    const codes = codesOf(values, 1);
    const reordered = Float64Array.from(order, (row) => values[row]!);
    assertEquals(codesOf(reordered, 1), Int32Array.from(order, (row) => codes[row]!));
    assertEquals(codesOf(values.map((value) => 2 * value), 2), codes);
  }
});
