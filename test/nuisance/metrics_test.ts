import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { InputError } from "lib/errors.ts";
import { foldMetrics, predictionMetrics } from "lib/nuisance/metrics.ts";

/** The definitions, pair by pair and threshold by threshold. */
function byDefinition(outcomes: readonly number[], probabilities: readonly number[]) {
  const ones = probabilities.filter((_, i) => outcomes[i] === 1);
  const zeros = probabilities.filter((_, i) => outcomes[i] === 0);
  let pairs = 0;
  for (const one of ones) {
    for (const zero of zeros) pairs += one > zero ? 1 : one === zero ? 0.5 : 0;
  }
  let precisionArea = 0;
  let recallBefore = 0;
  for (const threshold of [...new Set(probabilities)].sort((a, b) => b - a)) {
    const flagged = probabilities.filter((p) => p >= threshold).length;
    const hits = ones.filter((p) => p >= threshold).length;
    precisionArea += (hits / ones.length - recallBefore) * (hits / flagged);
    recallBefore = hits / ones.length;
  }
  return { rocAuc: pairs / (ones.length * zeros.length), averagePrecision: precisionArea };
}

Deno.test("area and average precision follow their definitions, ties included", () => {
  const row = fc.record({
    outcome: fc.integer({ min: 0, max: 1 }),
    score: fc.integer({ max: 9, min: 0 }),
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 40 }), (rows) => {
      const outcomes = [0, 1, ...rows.map(({ outcome }) => outcome)];
      const probabilities = [0.3, 0.3, ...rows.map(({ score }) => score / 10)];
      const metrics = predictionMetrics(
        Uint8Array.from(outcomes),
        Float64Array.from(probabilities),
      );
      const expected = byDefinition(outcomes, probabilities);
      assertAlmostEquals(metrics.rocAuc, expected.rocAuc, 1e-12);
      assertAlmostEquals(metrics.averagePrecision, expected.averagePrecision, 1e-12);
    }),
    { seed: 2, numRuns: 200 },
  );
});

Deno.test("perfect, reversed and constant predictions give the known figures", () => {
  const outcomes = Uint8Array.of(0, 0, 0, 1);
  assertEquals(predictionMetrics(outcomes, Float64Array.of(0, 0, 0, 1)), {
    rocAuc: 1,
    averagePrecision: 1,
    brierScore: 0,
  });
  assertEquals(predictionMetrics(outcomes, Float64Array.of(1, 1, 1, 0)).rocAuc, 0);
  assertEquals(predictionMetrics(outcomes, new Float64Array(4).fill(0.25)), {
    rocAuc: 0.5,
    averagePrecision: 0.25,
    brierScore: (3 * 0.25 ** 2 + 0.75 ** 2) / 4,
  });
});

Deno.test("one class only, a NaN or other lengths are refused", () => {
  assertThrows(
    () => predictionMetrics(Uint8Array.of(1, 1), Float64Array.of(0.5, 0.5)),
    InputError,
    "all 2 outcomes are 1",
  );
  assertThrows(
    () => predictionMetrics(Uint8Array.of(0, 1), Float64Array.of(0.5, NaN)),
    InputError,
    "row 1",
  );
  assertThrows(() => predictionMetrics(Uint8Array.of(0, 1), Float64Array.of(0.5)), InputError);
  assertThrows(
    () => foldMetrics(Uint8Array.of(0, 1, 1, 1), new Float64Array(4), Uint8Array.of(0, 0, 1, 1)),
    InputError,
    "all 2 outcomes of fold 2 are 1",
  );
});
