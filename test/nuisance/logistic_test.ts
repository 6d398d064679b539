import { assert, assertAlmostEquals, assertLessOrEqual, assertThrows } from "@std/assert";
import fc from "fast-check";
import { type DesignMatrix, designWidth } from "lib/nuisance/design_matrix.ts";
import {
  fitLogistic,
  inverseLogit,
  linearPredictor,
  type LogisticFit,
  LogisticFitError,
} from "lib/nuisance/logistic.ts";
import { InputError } from "lib/errors.ts";
import { seededSource } from "lib/random/seeded.ts";

/** The design as a dense matrix with the intercept first: what the library never builds. */
function denseRows(design: DesignMatrix): number[][] {
  return Array.from({ length: design.rows }, (_, i) => {
    const indicators = new Array<number>(design.indicatorWidth).fill(0);
    for (const column of design.indicatorsOfCell[design.cellOfRow[i]!]!) indicators[column] = 1;
    return [1, ...design.numeric.map((column) => column[i]!), ...indicators];
  });
}

/** The objective's gradient from its definition, summed with compensation. */
function gradientByDefinition(
  design: DesignMatrix,
  response: Uint8Array,
  penalty: number,
  fit: LogisticFit,
): number[] {
  const parameters = [fit.intercept, ...fit.coefficients];
  const sums = parameters.map((value, a) => a === 0 ? 0 : penalty * value);
  const lost = parameters.map(() => 0);
  const cellColumns = design.indicatorsOfCell;
  for (let i = 0; i < design.rows; i++) {
    const entries: [number, number][] = [[0, 1]];
    design.numeric.forEach((column, a) => entries.push([a + 1, column[i]!]));
    for (const column of cellColumns[design.cellOfRow[i]!]!) {
      entries.push([1 + design.numeric.length + column, 1]);
    }
    const eta = entries.reduce((sum, [a, x]) => sum + parameters[a]! * x, 0);
    const residual = 1 / (1 + Math.exp(-eta)) - response[i]!;
    for (const [a, x] of entries) {
      const term = residual * x - lost[a]!;
      const next = sums[a]! + term;
      lost[a] = next - sums[a]! - term;
      sums[a] = next;
    }
  }
  return sums;
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function randomDesign(
  rows: number,
  numericWidth: number,
  widths: number[],
  seed: string | number,
) {
  const { uniform } = seededSource(seed);
  const numeric = Array.from(
    { length: numericWidth },
    () => Float64Array.from({ length: rows }, () => 4 * uniform() - 2),
  );
  const cells = widths.reduce((product, width) => product * (width + 1), 1);
  const indicatorsOfCell = Array.from({ length: cells }, (_, cell) => {
    const indicators: number[] = [];
    let rest = cell;
    let offset = 0;
    for (const width of widths) {
      const column = rest % (width + 1);
      rest = Math.floor(rest / (width + 1));
      if (column < width) indicators.push(offset + column);
      offset += width;
    }
    return indicators;
  });
  const design: DesignMatrix = {
    rows,
    numeric,
    indicatorWidth: widths.reduce((sum, width) => sum + width, 0),
    cellOfRow: Int32Array.from({ length: rows }, () => Math.floor(uniform() * cells)),
    indicatorsOfCell,
  };
  const slope = 0.3;
  const response = Uint8Array.from({ length: rows }, (_, i) => {
    const eta = numeric.reduce((sum, column) => sum + slope * column[i]!, -2);
    return uniform() < inverseLogit(eta) ? 1 : 0;
  });
  response[0] = 0;
  response[1] = 1;
  return { design, response };
}

Deno.test("a fit on 100,000 rows ends with every gradient entry at most 1e-8", () => {
  const { design, response } = randomDesign(100_000, 7, [17, 120], "large");
  const fit = fitLogistic(design, response);
  assertLessOrEqual(fit.largestGradient, 1e-8);
  assertLessOrEqual(largest(gradientByDefinition(design, response, 1, fit)), 1e-8);
  assertLessOrEqual(fit.iterations, 9);
});

Deno.test("the optimum has a zero gradient by the definition, for random designs", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 300 }),
      fc.integer({ min: 0, max: 4 }),
      fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
      fc.double({ min: 0.01, max: 20, noNaN: true }),
      fc.integer(),
      (rows, width, widths, penalty, seed) => {
        const { design, response } = randomDesign(rows, width, widths, seed);
        const fit = fitLogistic(design, response, { penalty });
        return fit.coefficients.length === designWidth(design) &&
          largest(gradientByDefinition(design, response, penalty, fit)) <= 1e-8;
      },
    ),
    { seed: 1, numRuns: 60 },
  );
});

Deno.test("the optimum does not depend on the start or on the rows' order", () => {
  const { design, response } = randomDesign(400, 3, [4, 5], "start");
  const fit = fitLogistic(design, response);
  const start = Float64Array.from(
    { length: designWidth(design) + 1 },
    (_, i) => Math.sin(7 * i) * 5,
  );
  const other = fitLogistic(design, response, { start });
  const order = Array.from({ length: 400 }, (_, i) => (i * 37) % 400);
  const shuffled = fitLogistic(
    {
      ...design,
      numeric: design.numeric.map((column) => Float64Array.from(order, (row) => column[row]!)),
      cellOfRow: Int32Array.from(order, (row) => design.cellOfRow[row]!),
    },
    Uint8Array.from(order, (row) => response[row]!),
  );
  for (const same of [other, shuffled]) {
    assertAlmostEquals(same.intercept, fit.intercept, 1e-10);
    fit.coefficients.forEach((value, a) => assertAlmostEquals(same.coefficients[a]!, value, 1e-10));
  }
});

Deno.test("separable rows converge with a penalty and are refused without one", () => {
  const separable: DesignMatrix = {
    rows: 6,
    numeric: [Float64Array.of(-3, -2, -1, 1, 2, 3)],
    indicatorWidth: 0,
    cellOfRow: new Int32Array(6),
    indicatorsOfCell: [[]],
  };
  const response = Uint8Array.of(0, 0, 0, 1, 1, 1);
  const fit = fitLogistic(separable, response);
  assertLessOrEqual(largest(gradientByDefinition(separable, response, 1, fit)), 1e-9);
  for (const penalty of [0, 1e-12]) {
    assertThrows(
      () => fitLogistic(separable, response, { penalty }),
      LogisticFitError,
      "separable",
    );
  }
  // A category that occurs in one class only separates its own rows.
  const { design, response: mixed } = randomDesign(200, 1, [2], "quasi");
  for (let i = 0; i < 200; i++) if (design.cellOfRow[i] === 0) mixed[i] = 1;
  assertThrows(() => fitLogistic(design, mixed, { penalty: 0 }), LogisticFitError);
  assertLessOrEqual(fitLogistic(design, mixed).largestGradient, 1e-9);
});

Deno.test("without a penalty a fit that exists is found", () => {
  const { design, response } = randomDesign(500, 2, [], "unpenalised");
  const fit = fitLogistic(design, response, { penalty: 0 });
  assertLessOrEqual(largest(gradientByDefinition(design, response, 0, fit)), 1e-9);
});

Deno.test("a singular Hessian is refused without a penalty and harmless with one", () => {
  const { design, response } = randomDesign(200, 2, [], "singular");
  const twins: DesignMatrix = { ...design, numeric: [design.numeric[0]!, design.numeric[0]!] };
  assertThrows(() => fitLogistic(twins, response, { penalty: 0 }), LogisticFitError, "singular");
  const fit = fitLogistic(twins, response);
  // The penalty shares the weight of equal columns equally.
  assertAlmostEquals(fit.coefficients[0]!, fit.coefficients[1]!, 1e-10);
});

Deno.test("far-off starts lead to the same optimum", () => {
  const { design, response } = randomDesign(300, 2, [3], "far");
  const fit = fitLogistic(design, response);
  for (const far of [5, 60, 1e4]) {
    const start = new Float64Array(designWidth(design) + 1).fill(far);
    assertAlmostEquals(fitLogistic(design, response, { start }).intercept, fit.intercept, 1e-9);
  }
});

Deno.test("an unusable problem is refused with its reason", () => {
  const { design, response } = randomDesign(20, 1, [2], "refused");
  assertThrows(
    () => fitLogistic(design, new Uint8Array(20)),
    InputError,
    "all 20 responses are 0",
  );
  assertThrows(() => fitLogistic(design, new Uint8Array(19)), InputError, "19 values for 20 rows");
  assertThrows(() => fitLogistic(design, response, { penalty: -1 }), InputError, "penalty");
  assertThrows(() => fitLogistic(design, response, { penalty: NaN }), InputError, "penalty");
  assertThrows(
    () => fitLogistic(design, response, { gradientTolerance: 0 }),
    InputError,
    "gradientTolerance",
  );
  assertThrows(
    () => fitLogistic(design, response, { start: new Float64Array(1) }),
    InputError,
    "start",
  );
  assertThrows(
    () => fitLogistic(design, response, { maximumIterations: 1 }),
    LogisticFitError,
    "after 1 Newton steps",
  );
  assertThrows(
    () => fitLogistic(design, response, { gradientTolerance: 1e-300 }),
    LogisticFitError,
    "rounding error",
  );
  const broken = { ...design, numeric: [new Float64Array(20).fill(NaN)] };
  assertThrows(() => fitLogistic(broken, response), LogisticFitError, "not finite");
});

Deno.test("the linear predictor is the dense product", () => {
  const { design, response } = randomDesign(50, 2, [3, 2], "product");
  const fit = fitLogistic(design, response);
  const parameters = [fit.intercept, ...fit.coefficients];
  const predictor = linearPredictor(design, fit);
  denseRows(design).forEach((row, i) => {
    const product = row.reduce((sum, x, a) => sum + x * parameters[a]!, 0);
    assertAlmostEquals(predictor[i]!, product, 1e-13);
  });
  assert(predictor.length === 50);
});
