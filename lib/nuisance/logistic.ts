/**
 * L2-penalised logistic regression by Newton's method, carried to its exact optimum.
 *
 * The objective is scikit-learn's: the sum of the log-losses plus ½ · penalty · ‖coefficients‖²,
 * the intercept unpenalised. With a positive penalty it is strictly convex, so its minimum is one
 * point, and Newton's method reaches it to rounding error in a handful of passes. (Quasi-Newton
 * solvers with loose tolerances stop earlier, at a place that changes from release to release.)
 *
 * @module
 */

import { CholeskyDecomposition, Matrix } from "ml-matrix";
import type { DesignMatrix } from "./design_matrix.ts";

/** What a logistic regression is fitted with. */
export interface LogisticOptions {
  /** Weight of ½‖coefficients‖² against the sum of the log-losses; 0 or more. */
  readonly penalty?: number;
  /** The fit ends when no entry of the gradient is larger than this in absolute value. */
  readonly gradientTolerance?: number;
  /** The most Newton steps it may take. */
  readonly maximumIterations?: number;
  /** Where to start: intercept first, then one coefficient per column. Zeros if not given. */
  readonly start?: Float64Array;
}

/** A fitted logistic regression. */
export interface LogisticFit {
  /** The log-odds where all columns are zero. */
  readonly intercept: number;
  /** One coefficient per column of the design matrix: log-odds per unit. */
  readonly coefficients: Float64Array;
  /** Newton steps taken. */
  readonly iterations: number;
  /** The largest absolute entry of the objective's gradient at the fit. */
  readonly largestGradient: number;
  /** The objective's value at the fit. */
  readonly objective: number;
}

/** A logistic regression that has no optimum or did not reach it. */
export class LogisticFitError extends Error {
  override readonly name = "LogisticFitError";
}

/** The originals' penalty: scikit-learn's default `C = 1`. */
export const DEFAULT_PENALTY = 1;

/** How small every gradient entry must be: far below the tolerance of any figure derived from it. */
export const DEFAULT_GRADIENT_TOLERANCE = 1e-9;

const DEFAULT_MAXIMUM_ITERATIONS = 100;
const SMALLEST_STEP = 2 ** -40;

/**
 * Fits a logistic regression to its optimum.
 *
 * Each Newton step is halved until the objective does not rise, so the fit converges from any
 * start. Source of the method: Boyd and Vandenberghe, "Convex Optimization", section 9.5.
 *
 * @param design the columns, `n` rows
 * @param response one 0 or 1 per row; both must occur
 * @param options penalty, tolerance, start
 * @returns the fit, whose largest gradient entry is at most the tolerance
 * @throws {LogisticFitError} if the response has one class only, if the Hessian is singular (which
 *   takes a penalty of 0), or if the steps end before the tolerance is reached, as they do without
 *   penalty on separable rows
 * @throws {RangeError} if lengths or options do not fit together
 *
 * @example
 * ```ts
 * import { fitLogistic } from "lib/nuisance/logistic.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * // One binary column, no penalty: the fit reproduces the two groups' log-odds.
 * const design = {
 *   rows: 6, numericWidth: 1, stride: 1, width: 1, blocks: [],
 *   numeric: Float64Array.of(0, 0, 0, 1, 1, 1),
 * };
 * const fit = fitLogistic(design, Uint8Array.of(0, 0, 1, 0, 1, 1), { penalty: 0 });
 * assertAlmostEquals(fit.intercept, Math.log(1 / 2), 1e-12);
 * assertAlmostEquals(fit.coefficients[0]!, Math.log(2) - Math.log(1 / 2), 1e-12);
 * ```
 */
export function fitLogistic(
  design: DesignMatrix,
  response: Uint8Array,
  options: LogisticOptions = {},
): LogisticFit {
  const penalty = options.penalty ?? DEFAULT_PENALTY;
  const tolerance = options.gradientTolerance ?? DEFAULT_GRADIENT_TOLERANCE;
  const maximumIterations = options.maximumIterations ?? DEFAULT_MAXIMUM_ITERATIONS;
  if (!(penalty >= 0) || penalty === Infinity) {
    throw new RangeError(`the penalty must be a number of 0 or more, not ${penalty}`);
  }
  if (!(tolerance > 0)) throw new RangeError(`the tolerance must be positive, not ${tolerance}`);
  checkResponse(design, response);

  const size = design.width + 1;
  let parameters = new Float64Array(size);
  if (options.start !== undefined) {
    if (options.start.length !== size) {
      throw new RangeError(`the start has ${options.start.length} entries, the model ${size}`);
    }
    parameters.set(options.start);
  }
  const weights = new Float64Array(design.rows);
  let gradient = new Float64Array(size);
  let objective = evaluate(design, response, penalty, parameters, gradient, weights);
  if (!Number.isFinite(objective)) {
    throw new LogisticFitError("the design matrix or the start holds values that are not finite");
  }

  for (let iterations = 0;; iterations++) {
    const largestGradient = largestAbsolute(gradient);
    if (largestGradient <= tolerance) {
      return {
        intercept: parameters[0]!,
        coefficients: parameters.slice(1),
        iterations,
        largestGradient,
        objective,
      };
    }
    if (iterations === maximumIterations) {
      throw new LogisticFitError(
        `after ${iterations} Newton steps the largest gradient entry is still ` +
          `${largestGradient}, above ${tolerance}: are the classes separable, with penalty ` +
          `${penalty}?`,
      );
    }
    const step = newtonStep(hessian(design, weights, penalty), gradient, penalty);
    let length = 1;
    for (;;) {
      const candidate = parameters.map((value, i) => value - length * step[i]!);
      const candidateGradient = new Float64Array(size);
      const value = evaluate(design, response, penalty, candidate, candidateGradient, weights);
      // Near the optimum the objective moves by less than its own rounding; there the gradient
      // decides.
      const rounding = 1e-12 * Math.abs(objective);
      if (
        value <= objective - rounding ||
        (value <= objective + rounding && largestAbsolute(candidateGradient) < largestGradient)
      ) {
        parameters = candidate;
        gradient = candidateGradient;
        objective = value;
        break;
      }
      length /= 2;
      if (length < SMALLEST_STEP) {
        throw new LogisticFitError(
          `no Newton step improves the fit although its largest gradient entry is ` +
            `${largestGradient}, above ${tolerance}: the tolerance is below rounding error`,
        );
      }
    }
  }
}

/**
 * The log-odds that a fit predicts for the rows of a design matrix.
 *
 * @param design the rows, laid out by the encoding that the fit was trained with
 * @param fit the fitted regression
 * @returns one log-odds per row
 *
 * @example
 * ```ts
 * import { linearPredictor } from "lib/nuisance/logistic.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const design = {
 *   rows: 1, numericWidth: 1, stride: 1, width: 1, blocks: [], numeric: Float64Array.of(3),
 * };
 * const fit = {
 *   intercept: 1, coefficients: Float64Array.of(2), iterations: 0, largestGradient: 0, objective: 0,
 * };
 * assertEquals([...linearPredictor(design, fit)], [7]);
 * ```
 */
export function linearPredictor(design: DesignMatrix, fit: LogisticFit): Float64Array {
  const { numeric, numericWidth, stride, blocks } = design;
  const { coefficients } = fit;
  const predictor = new Float64Array(design.rows);
  for (let i = 0, base = 0; i < design.rows; i++, base += stride) {
    let sum = fit.intercept;
    for (let a = 0; a < numericWidth; a++) sum += numeric[base + a]! * coefficients[a]!;
    predictor[i] = sum;
  }
  let offset = numericWidth;
  for (const { column, width } of blocks) {
    for (let i = 0; i < design.rows; i++) {
      const c = column[i]!;
      if (c >= 0) predictor[i] = predictor[i]! + coefficients[offset + c]!;
    }
    offset += width;
  }
  return predictor;
}

/**
 * The probability that belongs to a log-odds, 1 / (1 + exp(−x)), without overflow.
 *
 * @param logOdds any number
 * @returns a probability from 0 to 1
 *
 * @example
 * ```ts
 * import { inverseLogit } from "lib/nuisance/logistic.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([inverseLogit(0), inverseLogit(-800), inverseLogit(800)], [0.5, 0, 1]);
 * ```
 */
export function inverseLogit(logOdds: number): number {
  const small = Math.exp(-Math.abs(logOdds));
  return logOdds >= 0 ? 1 / (1 + small) : small / (1 + small);
}

function checkResponse(design: DesignMatrix, response: Uint8Array): void {
  if (response.length !== design.rows) {
    throw new RangeError(`${response.length} responses for ${design.rows} rows`);
  }
  let ones = 0;
  for (let i = 0; i < response.length; i++) {
    const value = response[i]!;
    if (value > 1) throw new RangeError(`the response of row ${i} is ${value}, not 0 or 1`);
    ones += value;
  }
  if (ones === 0 || ones === response.length) {
    throw new LogisticFitError(
      `all ${response.length} responses are ${ones === 0 ? 0 : 1}: ` +
        `with one class only the intercept has no optimum`,
    );
  }
}

/** Fills gradient and weights p(1 − p) at the parameters and returns the objective. */
function evaluate(
  design: DesignMatrix,
  response: Uint8Array,
  penalty: number,
  parameters: Float64Array,
  gradient: Float64Array,
  weights: Float64Array,
): number {
  const { numeric, numericWidth, stride, rows } = design;
  const blocks = locateBlocks(design);
  const numericGradient = new Float64Array(numericWidth + 1);
  // The log-losses' sum is the log of a product; multiplying first saves a logarithm per row.
  // A factor is at most 2, so 512 of them stay far below the largest double.
  let product = 1;
  let objective = 0;
  for (let i = 0, base = 0; i < rows; i++, base += stride) {
    let eta = parameters[0]!;
    for (let a = 0; a < numericWidth; a++) eta += numeric[base + a]! * parameters[a + 1]!;
    for (let k = 0; k < blocks.length; k++) {
      const block = blocks[k]!;
      const c = block.column[i]!;
      if (c >= 0) eta += parameters[block.offset + c]!;
    }
    const small = Math.exp(-Math.abs(eta));
    const larger = 1 / (1 + small);
    const smaller = small * larger;
    const probability = eta >= 0 ? larger : smaller;
    weights[i] = larger * smaller;
    const y = response[i]!;
    const residual = y === 1 ? (eta >= 0 ? -smaller : -larger) : probability;
    product *= 1 + small;
    if ((i & 511) === 511) {
      objective += Math.log(product);
      product = 1;
    }
    objective += (eta > 0 ? eta : 0) - y * eta;
    numericGradient[0]! += residual;
    for (let a = 0; a < numericWidth; a++) numericGradient[a + 1]! += residual * numeric[base + a]!;
    for (let k = 0; k < blocks.length; k++) {
      const block = blocks[k]!;
      const c = block.column[i]!;
      if (c >= 0) gradient[block.offset + c]! += residual;
    }
  }
  objective += Math.log(product);
  gradient.set(numericGradient);
  for (let a = 1; a < parameters.length; a++) {
    gradient[a]! += penalty * parameters[a]!;
    objective += 0.5 * penalty * parameters[a]! ** 2;
  }
  return objective;
}

/**
 * The objective's second derivatives, row after row, intercept first.
 *
 * An indicator column meets every other column in few places: itself (a count of weights), the
 * numeric columns (one short sum per row) and the other blocks (one cell per row). So a row costs
 * a handful of additions however many levels there are.
 */
function hessian(design: DesignMatrix, weights: Float64Array, penalty: number): Float64Array {
  const { numeric, numericWidth, stride, rows } = design;
  const blocks = locateBlocks(design);
  const size = design.width + 1;
  const dense = numericWidth + 1;
  const result = new Float64Array(size * size);
  const corner = new Float64Array(dense * dense);
  const row = new Float64Array(dense);
  row[0] = 1;
  const crossings = blocks.map((block) => new Float64Array(block.width * dense));
  for (let i = 0, base = 0; i < rows; i++, base += stride) {
    const weight = weights[i]!;
    for (let a = 1; a < dense; a++) row[a] = numeric[base + a - 1]!;
    for (let a = 0, place = 0; a < dense; a++, place += dense) {
      const weighted = weight * row[a]!;
      for (let b = 0; b <= a; b++) corner[place + b]! += weighted * row[b]!;
    }
    for (let k = 0; k < blocks.length; k++) {
      const c = blocks[k]!.column[i]!;
      if (c < 0) continue;
      const crossing = crossings[k]!;
      const place = c * dense;
      for (let a = 0; a < dense; a++) crossing[place + a]! += weight * row[a]!;
    }
  }
  for (let a = 0; a < dense; a++) {
    for (let b = 0; b <= a; b++) {
      result[a * size + b] = corner[a * dense + b]!;
      result[b * size + a] = corner[a * dense + b]!;
    }
  }
  blocks.forEach((block, k) => {
    const crossing = crossings[k]!;
    for (let c = 0; c < block.width; c++) {
      const place = block.offset + c;
      for (let a = 0; a < dense; a++) {
        result[place * size + a] = crossing[c * dense + a]!;
        result[a * size + place] = crossing[c * dense + a]!;
      }
      // Within a block the columns exclude each other: the diagonal is the weights' sum.
      result[place * size + place] = crossing[c * dense]!;
    }
    for (let m = 0; m < k; m++) addBlockCrossing(result, size, weights, block, blocks[m]!);
  });
  for (let a = 1; a < size; a++) result[a * size + a]! += penalty;
  return result;
}

function addBlockCrossing(
  result: Float64Array,
  size: number,
  weights: Float64Array,
  first: LocatedBlock,
  second: LocatedBlock,
): void {
  const cells = new Float64Array(first.width * second.width);
  for (let i = 0; i < weights.length; i++) {
    const c = first.column[i]!;
    const d = second.column[i]!;
    if (c >= 0 && d >= 0) cells[c * second.width + d]! += weights[i]!;
  }
  for (let c = 0; c < first.width; c++) {
    for (let d = 0; d < second.width; d++) {
      const value = cells[c * second.width + d]!;
      result[(first.offset + c) * size + second.offset + d] = value;
      result[(second.offset + d) * size + first.offset + c] = value;
    }
  }
}

function newtonStep(hessian: Float64Array, gradient: Float64Array, penalty: number): Float64Array {
  const size = gradient.length;
  const rows = Array.from(
    { length: size },
    (_, a) => hessian.subarray(a * size, (a + 1) * size) as unknown as number[],
  );
  // The rows are typed arrays: ml-matrix copies whatever is indexable, its types say number[].
  const cholesky = new CholeskyDecomposition(new Matrix(rows));
  if (!cholesky.isPositiveDefinite()) {
    throw new LogisticFitError(
      `the Hessian is singular with penalty ${penalty}: some columns are combinations of others`,
    );
  }
  const step = cholesky.solve(Matrix.columnVector(gradient)).to1DArray();
  return Float64Array.from(step);
}

interface LocatedBlock {
  readonly offset: number;
  readonly width: number;
  readonly column: Int32Array;
}

/** The indicator blocks with their first place among the parameters. */
function locateBlocks(design: DesignMatrix): LocatedBlock[] {
  let offset = design.numericWidth + 1;
  return design.blocks.map(({ width, column }) => {
    const located = { offset, width, column };
    offset += width;
    return located;
  });
}

function largestAbsolute(values: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    // A NaN must not pass for a small gradient.
    if (!(size <= largest)) largest = size;
  }
  return largest;
}
