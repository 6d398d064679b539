import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { InputError } from "lib/errors.ts";
import { type AipwInputs, aipwScores, averageEffect } from "lib/effects/aipw.ts";
import { seededSource } from "lib/random/seeded.ts";

function randomInputs(rows: number, seed: number): AipwInputs {
  const { uniform } = seededSource(seed);
  const draw = () => Float64Array.from({ length: rows }, uniform);
  const bits = () => Uint8Array.from({ length: rows }, () => uniform() < 0.4 ? 1 : 0);
  return {
    outcome: bits(),
    treatment: bits(),
    propensity: draw(),
    outcomeTreated: draw(),
    outcomeControl: draw(),
  };
}

Deno.test("the score is the formula, with the propensity clipped and counted", () => {
  fc.assert(
    fc.property(fc.integer(), fc.double({ min: 0.001, max: 0.49, noNaN: true }), (seed, clip) => {
      const inputs = randomInputs(50, seed);
      const { scores, raised, lowered } = aipwScores(inputs, clip);
      let low = 0;
      let high = 0;
      scores.forEach((score, i) => {
        const p = inputs.propensity[i]!;
        if (p < clip) low++;
        if (p > 1 - clip) high++;
        const e = Math.min(Math.max(p, clip), 1 - clip);
        const [t, y] = [inputs.treatment[i]!, inputs.outcome[i]!];
        const [mu1, mu0] = [inputs.outcomeTreated[i]!, inputs.outcomeControl[i]!];
        const expected = (mu1 - mu0) + t * (y - mu1) / e - (1 - t) * (y - mu0) / (1 - e);
        assertAlmostEquals(score, expected, 1e-9);
      });
      assertEquals([raised, lowered], [low, high]);
    }),
    { seed: 3, numRuns: 100 },
  );
});

Deno.test("swapping the arms changes the sign", () => {
  const inputs = randomInputs(100, 1);
  const swapped = aipwScores({
    outcome: inputs.outcome,
    treatment: inputs.treatment.map((t) => 1 - t),
    propensity: inputs.propensity.map((e) => 1 - e),
    outcomeTreated: inputs.outcomeControl,
    outcomeControl: inputs.outcomeTreated,
  }, 0.05);
  aipwScores(inputs, 0.05).scores.forEach((score, i) =>
    assertAlmostEquals(swapped.scores[i]!, -score, 1e-12)
  );
});

Deno.test("with the true propensity the mean is unbiased under any outcome model", () => {
  // All 2 × 2 potential worlds of one row, weighted by their probability: the expectation is exact.
  for (const [mu1, mu0] of [[0, 0], [0.9, 0.1], [0.2, 0.7]] as const) {
    const e = 0.3;
    const [p1, p0] = [0.25, 0.1];
    let expectation = 0;
    for (const t of [0, 1]) {
      for (const y of [0, 1]) {
        const p = t === 1 ? p1 : p0;
        const weight = (t === 1 ? e : 1 - e) * (y === 1 ? p : 1 - p);
        const { scores } = aipwScores({
          outcome: Uint8Array.of(y),
          treatment: Uint8Array.of(t),
          propensity: Float64Array.of(e),
          outcomeTreated: Float64Array.of(mu1),
          outcomeControl: Float64Array.of(mu0),
        }, 0.01);
        expectation += weight * scores[0]!;
      }
    }
    assertAlmostEquals(expectation, p1 - p0, 1e-15);
  }
});

Deno.test("impossible propensities and bounds are refused, not divided by", () => {
  const inputs = randomInputs(3, 2);
  const propensity = Float64Array.of(0.5, 0, 0.5);
  assertThrows(
    () => aipwScores({ ...inputs, propensity }, 0),
    InputError,
    "row 1 counted from 0, is 0",
  );
  assertEquals(aipwScores({ ...inputs, propensity }, 0.01).raised, 1);
  assertThrows(
    () => aipwScores({ ...inputs, propensity: Float64Array.of(0.5, NaN, 0.5) }, 0.01),
    InputError,
    "row 1 counted from 0, is NaN",
  );
  for (const clip of [-0.1, 0.5, NaN, "0.01", null]) {
    assertThrows(() => aipwScores(inputs, clip as number), InputError, "clipping bound");
  }
  assertThrows(
    () => aipwScores({ ...inputs, outcomeTreated: new Float64Array(2) }, 0.01),
    InputError,
    '2 values for 3 rows (column "outcomeTreated")',
  );
});

Deno.test("the average's error is that of a sample mean", () => {
  // Published check: the standard error of 1 … n is sqrt((n + 1) / 12).
  const n = 1000;
  const { lift, standardError, lower, upper, rows } = averageEffect(
    Float64Array.from({ length: n }, (_, i) => i + 1),
  );
  assertEquals([rows, lift], [n, (n + 1) / 2]);
  assertAlmostEquals(standardError, Math.sqrt((n + 1) / 12), 1e-12);
  assertAlmostEquals(upper - lower, 2 * 1.96 * standardError, 1e-12);
  assertThrows(() => averageEffect(Float64Array.of(1)), InputError, "1 scores");
});
