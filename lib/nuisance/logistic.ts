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

import { requireBothClasses } from "lib/checks.ts";
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { type DesignMatrix, designWidth } from "lib/nuisance/design_matrix.ts";
import { evaluateLogLoss, logLossHessian, predictCells } from "lib/nuisance/log_loss.ts";

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

  /** @param message why there is no optimum, or how far the fit came */
  constructor(message: string) {
    super(message);
    // The cause lies in the rows: a trace through this library would only hide the message.
    this.stack = `${this.name}: ${message}`;
  }
}

/** The originals' penalty: scikit-learn's default `C = 1`. */
export const DEFAULT_PENALTY = 1;

/** How small every gradient entry must be: far below the tolerance of any figure derived from it. */
export const DEFAULT_GRADIENT_TOLERANCE = 1e-9;

const DEFAULT_MAXIMUM_ITERATIONS = 100;
const SMALLEST_STEP = 2 ** -40;
/** The furthest a parameter may move in one step: a flat objective would send it anywhere. */
const LARGEST_MOVE = 20;
/** Below this penalty rows may be separable: then the gradient vanishes on the way to infinity. */
const SMALL_PENALTY = 1e-3;

/**
 * Fits a logistic regression to its optimum.
 *
 * Each Newton step is halved until the objective does not rise, so a bad start cannot make it
 * diverge, and a fit that does not arrive throws. Source of the method: Boyd and Vandenberghe, "Convex Optimization", section 9.5.
 *
 * @param design the columns, `n` rows
 * @param response one 0 or 1 per row; both must occur
 * @param options penalty, tolerance, start
 * @returns the fit, whose largest gradient entry is at most the tolerance
 * @throws {InputError} if the response has one class only
 * @throws {LogisticFitError} if the Hessian is singular (which takes a penalty of 0), or if the steps
 *   end before the tolerance is reached, as they do without penalty on separable rows
 * @throws {RangeError} if lengths or options do not fit together
 *
 * @example
 * ```ts
 * import { fitLogistic } from "lib/nuisance/logistic.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * // One binary column, no penalty: the fit reproduces the two groups' log-odds.
 * const design = {
 *   rows: 6, numeric: [Float64Array.of(0, 0, 0, 1, 1, 1)], indicatorWidth: 0,
 *   cellOfRow: new Int32Array(6), indicatorsOfCell: [[]],
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
  const size = designWidth(design) + 1;
  const { start } = options;
  if (start !== undefined && start.length !== size) {
    throw new RangeError(`the start has ${start.length} entries, the model ${size}`);
  }
  const descend = (from: Float64Array) =>
    descendFrom(from, { design, response, penalty, tolerance, maximumIterations });
  if (start !== undefined) {
    try {
      return descend(start);
    } catch (error) {
      // A start only saves steps: where it leads nowhere, the plain one decides.
      if (!(error instanceof LogisticFitError)) throw error;
    }
  }
  return descend(new Float64Array(size));
}

interface Problem {
  readonly design: DesignMatrix;
  readonly response: Uint8Array;
  readonly penalty: number;
  readonly tolerance: number;
  readonly maximumIterations: number;
}

function descendFrom(
  start: Float64Array,
  { design, response, penalty, tolerance, maximumIterations }: Problem,
): LogisticFit {
  const size = start.length;
  const weights = new Float64Array(design.rows);
  let parameters = start;
  let gradient = new Float64Array(size);
  let objective = evaluateLogLoss(design, response, penalty, parameters, gradient, weights);
  if (!Number.isFinite(objective)) {
    throw new LogisticFitError("the design matrix or the start holds values that are not finite");
  }
  for (let iterations = 0;; iterations++) {
    const largestGradient = largestAbsolute(gradient);
    const isFlat = largestGradient <= tolerance;
    if (isFlat && penalty >= SMALL_PENALTY) {
      return finish(parameters, iterations, largestGradient, objective);
    }
    const step = newtonStep(logLossHessian(design, weights, penalty), gradient, penalty);
    if (isFlat) {
      // At an optimum Newton has nowhere to go; on the way to infinity it goes on.
      if (largestAbsolute(step) <= 1e-3) {
        return finish(parameters, iterations, largestGradient, objective);
      }
      throw new LogisticFitError(
        `the classes are separable: with penalty ${penalty} the coefficients grow without end`,
      );
    }
    if (iterations === maximumIterations) {
      throw new LogisticFitError(
        `after ${iterations} Newton steps the largest gradient entry is still ` +
          `${largestGradient}, above ${tolerance}`,
      );
    }
    let length = Math.min(1, LARGEST_MOVE / largestAbsolute(step));
    for (;;) {
      const candidate = parameters.map((value, i) => value - length * step[i]!);
      const candidateGradient = new Float64Array(size);
      const value = evaluateLogLoss(
        design,
        response,
        penalty,
        candidate,
        candidateGradient,
        weights,
      );
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

function finish(
  parameters: Float64Array,
  iterations: number,
  largestGradient: number,
  objective: number,
): LogisticFit {
  const [intercept] = parameters;
  return {
    intercept: intercept!,
    coefficients: parameters.slice(1),
    iterations,
    largestGradient,
    objective,
  };
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
 *   rows: 1, numeric: [Float64Array.of(3)], indicatorWidth: 0,
 *   cellOfRow: Int32Array.of(0), indicatorsOfCell: [[]],
 * };
 * const fit = {
 *   intercept: 1, coefficients: Float64Array.of(2), iterations: 0, largestGradient: 0, objective: 0,
 * };
 * assertEquals([...linearPredictor(design, fit)], [7]);
 * ```
 */
export function linearPredictor(design: DesignMatrix, fit: LogisticFit): Float64Array {
  const { cellOfRow, numeric, rows } = design;
  const cellPredictor = predictCells(design, fit.intercept, fit.coefficients);
  const predictor = new Float64Array(rows);
  for (let i = 0; i < rows; i++) predictor[i] = cellPredictor[cellOfRow[i]!]!;
  numeric.forEach((column, a) => {
    const coefficient = fit.coefficients[a]!;
    for (let i = 0; i < rows; i++) predictor[i] = predictor[i]! + coefficient * column[i]!;
  });
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
  requireBothClasses(ones, response.length, {
    noun: "responses",
    remedy: "Give rows of both kinds: with one class only the intercept has no optimum.",
  });
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

function largestAbsolute(values: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    // A NaN must not pass for a small gradient.
    if (!(size <= largest)) largest = size;
  }
  return largest;
}
