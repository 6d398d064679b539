/**
 * The penalised log-loss of a logistic regression and its first two derivatives.
 *
 * With η = β₀ + Xβ the rows' log-odds, p = 1 / (1 + exp(−η)) their probabilities and λ the penalty:
 *
 * ```text
 * objective   Σ (log(1 + exp(η)) − y η) + ½ λ ‖β‖²
 * gradient    g = Xᵀ(p − y) + λ β
 * Hessian     H = Xᵀ diag(p (1 − p)) X + λ I
 * ```
 *
 * In g and H the intercept is one more column of X, all ones; it is free: λ adds nothing to its
 * entries. Source: Hastie, Tibshirani and Friedman (2009), "The Elements of Statistical Learning",
 * sections 4.4.1 (the derivatives) and 18.3.2 (the penalty).
 *
 * What the indicators contribute is summed cell by cell (see `DesignMatrix`): a row costs the
 * products of its numeric columns and one addition per column, however many levels there are.
 *
 * @module
 */

import { type DesignMatrix, designWidth } from "lib/nuisance/design_matrix.ts";

/** Rows worked on at a time: their intermediate values stay in the processor's nearest cache. */
const CHUNK = 512;

/** The objective at some parameters, its gradient, and the weights that its Hessian is made of. */
export interface LogLoss {
  /** The sum of the rows' log-losses plus the penalty. */
  readonly objective: number;
  /** The derivative by the intercept, then by each coefficient. */
  readonly gradient: Float64Array;
  /** p(1 − p) of each row. */
  readonly weights: Float64Array;
}

/** The part of the log-odds that the rows of each cell share: intercept and indicators. */
export function predictCells(
  { indicatorsOfCell, numeric }: DesignMatrix,
  intercept: number,
  coefficients: Float64Array,
): Float64Array {
  return Float64Array.from(
    indicatorsOfCell,
    (indicators) =>
      indicators.reduce((sum, column) => sum + coefficients[numeric.length + column]!, intercept),
  );
}

/**
 * Penalised log-loss, gradient and weights at some parameters.
 *
 * @param design the columns, `n` rows
 * @param response one 0 or 1 per row
 * @param penalty λ, the weight of ½‖β‖²; 0 or more
 * @param parameters the intercept, then one coefficient per column: log-odds per unit
 * @param weights where the weights are put, `n` entries; new memory if not given
 * @returns the objective, its gradient (one entry per parameter) and the `n` weights
 *
 * @example
 * ```ts
 * import { evaluateLogLoss } from "lib/nuisance/log_loss.ts";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * // Two readers, of whom nothing is known, clicked; the model still gives even odds.
 * const readers = {
 *   rows: 2, numeric: [], indicatorWidth: 0, cellOfRow: new Int32Array(2), indicatorsOfCell: [[]],
 * };
 * const clicked = Uint8Array.of(1, 1);
 * const { objective, gradient, weights } = evaluateLogLoss(readers, clicked, 1, Float64Array.of(0));
 * assertAlmostEquals(objective, 2 * Math.LN2, 1e-15);
 * assertEquals([gradient[0], weights[0]], [-1, 0.25]);
 * ```
 */
export function evaluateLogLoss(
  design: DesignMatrix,
  response: Uint8Array,
  penalty: number,
  parameters: Float64Array,
  weights: Float64Array = new Float64Array(design.rows),
): LogLoss {
  const { cellOfRow, indicatorsOfCell, numeric, rows } = design;
  const cellPredictor = predictCells(design, parameters[0]!, parameters.subarray(1));
  const cellResidual = new Float64Array(indicatorsOfCell.length);
  const numericGradient = new Float64Array(numeric.length);
  const eta = new Float64Array(CHUNK);
  const residual = new Float64Array(CHUNK);
  let objective = 0;
  for (let from = 0; from < rows; from += CHUNK) {
    const length = Math.min(CHUNK, rows - from);
    for (let j = 0; j < length; j++) eta[j] = cellPredictor[cellOfRow[from + j]!]!;
    for (let a = 0; a < numeric.length; a++) {
      addScaled(eta, numeric[a]!, parameters[a + 1]!, from, length);
    }
    // The log-losses' sum is the log of a product; multiplying first saves a logarithm per row.
    // A factor is at most 2, so a chunk of them stays far below the largest double.
    let product = 1;
    for (let j = 0; j < length; j++) {
      const x = eta[j]!;
      const small = Math.exp(-Math.abs(x));
      const larger = 1 / (1 + small);
      const smaller = small * larger;
      const y = response[from + j]!;
      weights[from + j] = larger * smaller;
      // p − y without cancellation: for y = 1 it is minus the other class's probability.
      const misfit = y === 1 ? -(x >= 0 ? smaller : larger) : (x >= 0 ? larger : smaller);
      residual[j] = misfit;
      cellResidual[cellOfRow[from + j]!]! += misfit;
      product *= 1 + small;
      objective += (x > 0 ? x : 0) - y * x;
    }
    objective += Math.log(product);
    for (let a = 0; a < numeric.length; a++) {
      numericGradient[a]! += dot(residual, numeric[a]!, from, length);
    }
  }
  const gradient = new Float64Array(parameters.length);
  gradient.set(numericGradient, 1);
  indicatorsOfCell.forEach((indicators, cell) => {
    gradient[0]! += cellResidual[cell]!;
    for (const column of indicators) gradient[1 + numeric.length + column]! += cellResidual[cell]!;
  });
  for (let a = 1; a < parameters.length; a++) {
    gradient[a]! += penalty * parameters[a]!;
    objective += 0.5 * penalty * parameters[a]! * parameters[a]!;
  }
  return { objective, gradient, weights };
}

/**
 * Hessian of the penalised log-loss.
 *
 * Indicators are constant within a cell: their second derivatives are sums of the cells' weights
 * and of the cells' weighted numeric columns.
 *
 * @param design the columns, `n` rows
 * @param weights p(1 − p) of each of the `n` rows
 * @param penalty λ, the weight of ½‖β‖²; 0 or more
 * @returns the square matrix row after row, intercept first
 *
 * @example
 * ```ts
 * import { logLossHessian } from "lib/nuisance/log_loss.ts";
 * import { assertEquals } from "@std/assert";
 *
 * // Two readers who read for 1 and for 3 minutes, both with even odds of a click.
 * const readers = {
 *   rows: 2, numeric: [Float64Array.of(1, 3)], indicatorWidth: 0,
 *   cellOfRow: new Int32Array(2), indicatorsOfCell: [[]],
 * };
 * assertEquals([...logLossHessian(readers, Float64Array.of(0.25, 0.25), 1)], [0.5, 1, 1, 3.5]);
 * ```
 */
export function logLossHessian(
  design: DesignMatrix,
  weights: Float64Array,
  penalty: number,
): Float64Array {
  const { cellOfRow, indicatorsOfCell, numeric, rows } = design;
  const size = designWidth(design) + 1;
  const dense = numeric.length + 1;
  const result = new Float64Array(size * size);
  // Per cell: the sum of weights, then the weighted sum of each numeric column.
  const cellSums = new Float64Array(indicatorsOfCell.length * dense);
  const weighted = new Float64Array(CHUNK);
  for (let from = 0; from < rows; from += CHUNK) {
    const length = Math.min(CHUNK, rows - from);
    for (let j = 0; j < length; j++) {
      cellSums[cellOfRow[from + j]! * dense]! += weights[from + j]!;
    }
    for (let a = 0; a < numeric.length; a++) {
      const column = numeric[a]!;
      for (let j = 0; j < length; j++) {
        const value = weights[from + j]! * column[from + j]!;
        weighted[j] = value;
        cellSums[cellOfRow[from + j]! * dense + a + 1]! += value;
      }
      for (let b = 0; b <= a; b++) {
        result[(a + 1) * size + b + 1]! += dot(weighted, numeric[b]!, from, length);
      }
    }
  }
  indicatorsOfCell.forEach((indicators, cell) => {
    const sums = cellSums.subarray(cell * dense, (cell + 1) * dense);
    for (let a = 0; a < dense; a++) result[a * size]! += sums[a]!;
    indicators.forEach((column, k) => {
      const row = (dense + column) * size;
      for (let a = 0; a < dense; a++) result[row + a]! += sums[a]!;
      for (let m = 0; m <= k; m++) result[row + dense + indicators[m]!]! += sums[0]!;
    });
  });
  for (let a = 0; a < size; a++) {
    if (a > 0) result[a * size + a]! += penalty;
    for (let b = 0; b < a; b++) result[b * size + a] = result[a * size + b]!;
  }
  return result;
}

function addScaled(
  target: Float64Array,
  column: Float64Array,
  factor: number,
  from: number,
  length: number,
): void {
  for (let j = 0; j < length; j++) target[j]! += factor * column[from + j]!;
}

/** The product sum of a chunk and a piece of a column; four sums run side by side. */
function dot(chunk: Float64Array, column: Float64Array, from: number, length: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const whole = length - (length & 3);
  for (let j = 0; j < whole; j += 4) {
    s0 += chunk[j]! * column[from + j]!;
    s1 += chunk[j + 1]! * column[from + j + 1]!;
    s2 += chunk[j + 2]! * column[from + j + 2]!;
    s3 += chunk[j + 3]! * column[from + j + 3]!;
  }
  for (let j = whole; j < length; j++) s0 += chunk[j]! * column[from + j]!;
  return s0 + s1 + (s2 + s3);
}
