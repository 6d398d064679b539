import { assertEquals, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { type AipwInputs, aipwScores, averageEffect } from "lib/effects/aipw.ts";
import { segmentEffects } from "lib/effects/segments.ts";
import { seededSource } from "lib/random/seeded.ts";

const ROWS = 60;
const { uniform } = seededSource(7);
const bits = (share: number) => Uint8Array.from({ length: ROWS }, () => uniform() < share ? 1 : 0);
const shares = () => Float64Array.from({ length: ROWS }, uniform);
const inputs: AipwInputs = {
  outcome: bits(0.3),
  treatment: bits(0.5),
  propensity: shares(),
  outcomeTreated: shares(),
  outcomeControl: shares(),
};
const category = { name: "category", levels: ["news"], codes: new Int32Array(ROWS) };
const ANY = { minimumRows: 2, minimumTreated: 0, minimumControl: 0 };

/** The forms in which users have columns of 0 and 1; none of them can mean anything else. */
const CERTAIN: readonly [string, (column: Uint8Array) => ArrayLike<unknown>][] = [
  ["booleans", (column) => Array.from(column, (value) => value === 1)],
  ["a plain array", (column) => Array.from(column)],
  ["doubles", (column) => Float64Array.from(column)],
  ["signed bytes", (column) => Int8Array.from(column)],
  ["32 bits", (column) => Int32Array.from(column)],
  ["64 bits", (column) => BigInt64Array.from(column, BigInt)],
];

/** Forms that can mean something else, or nothing, with the number of values at fault. */
const REFUSED: readonly [string, (column: Uint8Array) => ArrayLike<unknown>, count?: number][] = [
  ["1 and 2", (column) => column.map((value) => value + 1)],
  ["texts", (column) => Array.from(column, String), ROWS],
  ["a null", (column) => Array.from(column, (value, row) => row === 3 ? null : value), 1],
  ["a NaN", (column) => Float64Array.from(column, (value, row) => row === 3 ? NaN : value), 1],
  ["a half", (column) => Float64Array.from(column, (value, row) => row < 2 ? 0.5 : value), 2],
  ["minus one", (column) => Int8Array.from(column, (value) => value === 0 ? -1 : 1)],
];

function fault(work: () => unknown, column: string): InputError {
  const error = assertThrows(work, InputError);
  assertEquals(error.column, column);
  return error;
}

Deno.test("columns of 0 and 1 in any array give the figures of bytes, all else is refused", () => {
  const right = aipwScores(inputs, 0.05);
  const { scores } = right;
  const { treatment, outcome } = inputs;
  const { effects } = segmentEffects(category, { treatment, outcome, scores }, ANY);
  for (const name of ["treatment", "outcome"] as const) {
    for (const [, form] of CERTAIN) {
      const given = form(inputs[name]) as Uint8Array;
      assertEquals(aipwScores({ ...inputs, [name]: given }, 0.05), right);
      const rows = { treatment, outcome, scores, [name]: given };
      assertEquals(segmentEffects(category, rows, ANY).effects, effects);
    }
    for (const [what, form, count] of REFUSED) {
      const given = form(inputs[name]) as Uint8Array;
      const error = fault(() => aipwScores({ ...inputs, [name]: given }, 0.05), name);
      if (count !== undefined) assertEquals([what, error.count], [what, count]);
      const rows = { treatment, outcome, scores, [name]: given };
      fault(() => segmentEffects(category, rows, ANY), name);
    }
  }
});

Deno.test("missing and impossible predictions are refused with row and count", () => {
  for (const name of ["propensity", "outcomeTreated", "outcomeControl"] as const) {
    for (const odd of [NaN, null, undefined, "0.5", true, -0.01, 1.01, Infinity]) {
      const given = Array.from<unknown>(inputs[name]);
      given[4] = odd;
      given[9] = odd;
      const changed = { ...inputs, [name]: given };
      const error = fault(() => aipwScores(changed as unknown as AipwInputs, 0.05), name);
      assertEquals(error.count, 2);
      assertEquals(error.message.includes("in row 4 counted from 0"), true, error.message);
    }
    fault(
      () => aipwScores({ ...inputs, [name]: undefined as unknown as Float64Array }, 0.05),
      name,
    );
    assertEquals(
      aipwScores({ ...inputs, [name]: [...inputs[name]] as unknown as Float64Array }, 0.05),
      aipwScores(inputs, 0.05),
    );
  }
});

Deno.test("missing scores, and critical values that are none, are refused", () => {
  const { treatment, outcome } = inputs;
  for (const odd of [NaN, Infinity, -Infinity]) {
    const scores = shares();
    scores[5] = odd;
    assertEquals(fault(() => averageEffect(scores), "scores").count, 1);
    fault(() => segmentEffects(category, { treatment, outcome, scores }, ANY), "scores");
  }
  for (const critical of [null, NaN, 0, -1, "1.96", Infinity]) {
    assertThrows(() => averageEffect(shares(), critical as number), InputError, "critical value");
  }
});
