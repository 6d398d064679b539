/** Balance by length and by segment: means of weights from their definitions, row by row. */

import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { balanceByLength } from "lib/effects/length_balance.ts";
import { balanceBySegment } from "lib/effects/segment_balance.ts";
import { InputError } from "lib/errors.ts";
import { seededSource } from "lib/random/seeded.ts";

const source = seededSource("balance", "rows");
const ROWS = 6_000;
const listSize = Float64Array.from({ length: ROWS }, () => 4 + source.integerBelow(96));
const known = listSize.map((size) => 3 / size);
const fitted = listSize.map((size) => 0.3 - 0.002 * size);
const treatment = Uint8Array.from(known, (e) => source.uniform() < e ? 1 : 0);

Deno.test("ranges of lengths hold every row once, with the means of their definition", () => {
  const balance = balanceByLength({ listSize, treatment, fitted, known }, 7);
  assertEquals(balance.reduce((sum, { rows }) => sum + rows, 0), ROWS);
  // The same from scratch, by the same borders.
  const step = Math.log(99 / 4) / 7;
  balance.forEach((own) => {
    const range = Math.min(6, Math.floor(Math.log(own.length / 4) / step));
    const rows = [...listSize.keys()].filter((row) =>
      Math.min(6, Math.floor(Math.log(listSize[row]! / 4) / step)) === range
    );
    const mean = (of: (row: number) => number) =>
      rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
    assertEquals(own.rows, rows.length);
    assertAlmostEquals(own.fitted, mean((row) => fitted[row]!), 1e-12);
    assertAlmostEquals(own.knownWeight, mean((row) => treatment[row]! / known[row]!), 1e-12);
    assertAlmostEquals(own.fittedWeight, mean((row) => treatment[row]! / fitted[row]!), 1e-12);
    // Right probabilities balance: within five standard errors of the mean weight.
    const error = Math.sqrt(mean((row) => 1 / known[row]! - 1) / rows.length);
    assertAlmostEquals(own.knownWeight, 1, 5 * error);
  });
  assert(balance[0]!.fittedWeight > 1.3 && balance[0]!.knownWeight < 1.3);
});

Deno.test("segments: weights, effective rows, clipped rows and those without a counterpart", () => {
  const codes = Int32Array.from(listSize, (size) => size < 20 ? 0 : size < 60 ? 1 : -1);
  const certain = known.map((e, row) => codes[row] === 0 && row % 2 === 0 ? 1 : e);
  const t = Uint8Array.from(treatment, (own, row) => certain[row] === 1 ? 1 : own);
  const [short, long] = balanceBySegment(
    { name: "length", levels: ["short", "long", "none"], codes },
    { treatment: t, fitted, known: certain },
    0.25,
  );
  const rows = [...codes.keys()].filter((row) => codes[row] === 0);
  assertEquals(short!.withoutCounterpart, rows.filter((row) => row % 2 === 0).length);
  assertEquals(short!.clipped, rows.filter((row) => fitted[row]! < 0.25).length);
  const weights = rows.filter((row) => certain[row]! < 1 && t[row] === 1).map((row) =>
    1 / certain[row]!
  );
  const sum = weights.reduce((a, b) => a + b, 0);
  assertAlmostEquals(
    short!.known.treated.effectiveRows,
    sum ** 2 / weights.reduce((a, b) => a + b * b, 0),
    1e-9,
  );
  assertAlmostEquals(short!.known.treated.largestShare, Math.max(...weights) / sum, 1e-12);
  assertEquals(long!.withoutCounterpart, 0);
});

Deno.test("impossible probabilities, bounds and numbers of ranges are refused", () => {
  const rows = { listSize, treatment, fitted, known };
  assertThrows(
    () => balanceByLength({ ...rows, known: known.map(() => 0) }),
    InputError,
    "probability of 0",
  );
  assertThrows(() => balanceByLength({ ...rows, fitted: fitted.map(() => 1.2) }), InputError);
  assertThrows(() => balanceByLength(rows, 0), InputError, "no number of ranges");
  const division = { name: "all", levels: ["all"], codes: new Int32Array(ROWS) };
  assertThrows(() => balanceBySegment(division, rows, 0.6), InputError, "the clipping bound is");
  assertThrows(
    () => balanceBySegment(division, { ...rows, known: known.slice(1) }, 0.01),
    InputError,
  );
});
