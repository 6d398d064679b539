import { assertAlmostEquals, assertEquals } from "@std/assert";
import type { DesignMatrix } from "lib/nuisance/design_matrix.ts";
import { evaluateLogLoss, logLossHessian } from "lib/nuisance/log_loss.ts";
import { seededSource } from "lib/random/seeded.ts";

const ROWS = 1500; // three chunks, the last one not full
const PENALTY = 0.7;

const { uniform, integerBelow } = seededSource("log-loss");
const DESIGN: DesignMatrix = {
  rows: ROWS,
  numeric: [Float64Array.from({ length: ROWS }, () => 2 * uniform() - 1)],
  indicatorWidth: 2,
  cellOfRow: Int32Array.from({ length: ROWS }, () => integerBelow(3)),
  indicatorsOfCell: [[0], [1], []],
};
const RESPONSE = Uint8Array.from({ length: ROWS }, () => uniform() < 0.3 ? 1 : 0);
const PARAMETERS = Float64Array.of(-0.5, 0.4, 1.5, -0.8);

/** The rows as the formula has them: intercept, numeric columns, indicators. */
const X = Array.from({ length: ROWS }, (_, i) => {
  const indicators = DESIGN.indicatorsOfCell[DESIGN.cellOfRow[i]!]!;
  return [
    1,
    DESIGN.numeric[0]![i]!,
    indicators.includes(0) ? 1 : 0,
    indicators.includes(1) ? 1 : 0,
  ];
});
const P = X.map((x) => 1 / (1 + Math.exp(-x.reduce((eta, v, a) => eta + v * PARAMETERS[a]!, 0))));
const sumOfRows = (term: (i: number) => number) => P.reduce((sum, _, i) => sum + term(i), 0);

Deno.test("objective, gradient and weights are the formula's", () => {
  const { objective, gradient, weights } = evaluateLogLoss(DESIGN, RESPONSE, PENALTY, PARAMETERS);
  const squares = PARAMETERS.subarray(1).reduce((sum, value) => sum + value * value, 0);
  const logLoss = sumOfRows((i) => -Math.log(RESPONSE[i] === 1 ? P[i]! : 1 - P[i]!));
  assertAlmostEquals(objective, logLoss + PENALTY / 2 * squares, 1e-9);
  PARAMETERS.forEach((value, a) => {
    const sum = sumOfRows((i) => X[i]![a]! * (P[i]! - RESPONSE[i]!));
    assertAlmostEquals(gradient[a]!, sum + (a === 0 ? 0 : PENALTY * value), 1e-10);
  });
  P.forEach((p, i) => assertAlmostEquals(weights[i]!, p * (1 - p), 1e-15));
});

Deno.test("the Hessian is the formula's", () => {
  const { weights } = evaluateLogLoss(DESIGN, RESPONSE, PENALTY, PARAMETERS);
  const hessian = logLossHessian(DESIGN, weights, PENALTY);
  const size = PARAMETERS.length;
  assertEquals(hessian.length, size * size);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      const sum = sumOfRows((i) => X[i]![a]! * P[i]! * (1 - P[i]!) * X[i]![b]!);
      const penalty = a === b && a > 0 ? PENALTY : 0;
      assertAlmostEquals(hessian[a * size + b]!, sum + penalty, 1e-10);
    }
  }
});

Deno.test("an evaluation touches neither its parameters nor an earlier result", () => {
  const earlier = evaluateLogLoss(DESIGN, RESPONSE, PENALTY, PARAMETERS);
  const kept = structuredClone(earlier);
  const parameters = PARAMETERS.slice();
  evaluateLogLoss(DESIGN, RESPONSE, PENALTY, new Float64Array(4));
  assertEquals(earlier, kept);
  assertEquals(PARAMETERS, parameters);
});
