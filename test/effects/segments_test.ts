import { assertAlmostEquals, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { CodedColumn } from "lib/coded_column.ts";
import { InputError } from "lib/errors.ts";
import {
  MISSING_SEGMENT,
  type ScoredRows,
  segmentEffects,
  sortByLift,
} from "lib/effects/segments.ts";
import { seededSource } from "lib/random/seeded.ts";

const ANY = { minimumRows: 2, minimumTreated: 1, minimumControl: 1 };
const LEVELS = ["a", "b", "c"];

function randomRows(count: number, seed: number): { rows: ScoredRows; segmentation: CodedColumn } {
  const { uniform, integerBelow, normal } = seededSource(seed);
  const bits = () => Uint8Array.from({ length: count }, () => uniform() < 0.5 ? 1 : 0);
  return {
    rows: {
      treatment: bits(),
      outcome: bits(),
      scores: Float64Array.from({ length: count }, normal),
    },
    segmentation: {
      name: "topic",
      levels: LEVELS,
      codes: Int32Array.from({ length: count }, () => integerBelow(4) - 1),
    },
  };
}

Deno.test("every figure is the plain statistic of the segment's rows", () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 120 }), fc.integer(), (count, seed) => {
      const { rows, segmentation } = randomRows(count, seed);
      const { effects } = segmentEffects(segmentation, rows, ANY);
      for (const effect of effects) {
        const code = LEVELS.indexOf(effect.segment);
        assertEquals(code >= 0 || effect.segment === MISSING_SEGMENT, true);
        const members = [...segmentation.codes.keys()].filter((i) =>
          segmentation.codes[i] === code
        );
        const mean = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
        const arm = (t: number) => members.filter((i) => rows.treatment[i] === t);
        const scores = members.map((i) => rows.scores[i]!);
        const squares = scores.map((score) => (score - mean(scores)) ** 2);
        assertEquals(effect.rows, members.length);
        assertEquals([effect.treatedRows, effect.controlRows], [arm(1).length, arm(0).length]);
        const rate = (t: number) => mean(arm(t).map((i) => rows.outcome[i]!));
        assertAlmostEquals(effect.naiveLift, rate(1) - rate(0), 1e-14);
        assertAlmostEquals(effect.lift, mean(scores), 1e-14);
        const variance = squares.reduce((sum, v) => sum + v, 0) / (members.length - 1);
        assertAlmostEquals(effect.standardError, Math.sqrt(variance / members.length), 1e-14);
      }
    }),
    { seed: 4, numRuns: 100 },
  );
});

Deno.test("the segments partition the rows", () => {
  const { rows, segmentation } = randomRows(500, 7);
  const { effects, leftOut } = segmentEffects(segmentation, rows, ANY);
  assertEquals(leftOut, 0);
  assertEquals(effects.reduce((sum, effect) => sum + effect.rows, 0), 500);
  const total = effects.reduce((sum, effect) => sum + effect.rows * effect.lift, 0);
  assertAlmostEquals(total, rows.scores.reduce((sum, score) => sum + score, 0), 1e-10);
});

Deno.test("permuting rows changes nothing; renaming levels changes only names", () => {
  const { rows, segmentation } = randomRows(300, 8);
  const plain = segmentEffects(segmentation, rows, ANY).effects;
  const order = Array.from({ length: 300 }, (_, i) => (i * 7) % 300);
  const permuted = segmentEffects(
    { ...segmentation, codes: Int32Array.from(order, (row) => segmentation.codes[row]!) },
    {
      treatment: Uint8Array.from(order, (row) => rows.treatment[row]!),
      outcome: Uint8Array.from(order, (row) => rows.outcome[row]!),
      scores: Float64Array.from(order, (row) => rows.scores[row]!),
    },
    ANY,
  ).effects;
  plain.forEach((effect, i) => {
    assertEquals(permuted[i]!.segment, effect.segment);
    assertAlmostEquals(permuted[i]!.lift, effect.lift, 1e-14);
  });
  const renamed = segmentEffects({ ...segmentation, levels: ["x", "y", "z"] }, rows, ANY).effects;
  assertEquals(renamed.map(({ lift }) => lift), plain.map(({ lift }) => lift));
});

Deno.test("a segment exactly at the thresholds is kept, one row short is left out", () => {
  const rows: ScoredRows = {
    treatment: Uint8Array.of(1, 1, 0, 0, 0),
    outcome: Uint8Array.of(1, 0, 0, 1, 0),
    scores: Float64Array.of(1, 2, 3, 4, 5),
  };
  const segmentation = { name: "s", levels: ["all"], codes: new Int32Array(5) };
  const at = (minimumRows: number, minimumTreated: number, minimumControl: number) =>
    segmentEffects(segmentation, rows, { minimumRows, minimumTreated, minimumControl });
  assertEquals(at(5, 2, 3).effects.length, 1);
  for (const missed of [at(6, 2, 3), at(5, 3, 3), at(5, 2, 4)]) {
    assertEquals([missed.effects.length, missed.leftOut], [0, 1]);
    assertStringIncludes(missed.reason, "None of the 1 segments of s");
  }
});

Deno.test("equal lifts are ordered by name in either direction", () => {
  const { rows, segmentation } = randomRows(60, 9);
  const [first] = segmentEffects(segmentation, rows, ANY).effects;
  const twins = ["weathertopstories", "weather"].map((segment) => ({ ...first!, segment }));
  for (const direction of ["ascending", "descending"] as const) {
    const names = sortByLift(twins, direction).map(({ segment }) => segment);
    assertEquals(names, ["weather", "weathertopstories"]);
  }
});

Deno.test("columns of other lengths are refused", () => {
  const { rows, segmentation } = randomRows(10, 1);
  assertThrows(
    () => segmentEffects({ ...segmentation, codes: new Int32Array(9) }, rows, ANY),
    InputError,
  );
  for (const code of [3, 4]) {
    assertThrows(
      () => segmentEffects({ ...segmentation, codes: new Int32Array(10).fill(code) }, rows, ANY),
      InputError,
      "outside the codes of 3 levels",
    );
  }
  for (const minimumRows of [NaN, -1, "x" as unknown as number]) {
    assertThrows(
      () => segmentEffects(segmentation, rows, { ...ANY, minimumRows }),
      InputError,
      "minimumRows",
    );
  }
});
