/**
 * L2-penalised logistic regression by Newton's method, carried to its exact optimum.
 *
 * With the objective, the gradient g and the Hessian H of `log_loss.ts`,
 *
 * ```text
 * objective   Σ log-loss + ½ λ ‖β‖²             the intercept is free
 * gradient    g = Xᵀ(p − y) + λ β
 * Hessian     H = Xᵀ diag(p (1 − p)) X + λ I
 * step        β ← β − s H⁻¹ g                   s = 1, halved while the fit does not improve
 * ```
 *
 * until no entry of g is larger than the tolerance. The objective is scikit-learn's with C = 1/λ.
 * With a positive penalty it is strictly convex, so its minimum is one point, and Newton's method
 * reaches it to rounding error in a handful of passes. (Quasi-Newton solvers with loose tolerances
 * stop earlier, at a place that changes from release to release.)
 *
 * @module
 */

import { requireKnownOptions } from "lib/argument_checks.ts";
import { binaryColumn, requireBothClasses, requireLengths, shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { type DesignMatrix, designWidth } from "lib/nuisance/design_matrix.ts";
import {
  evaluateLogLoss,
  type LogLoss,
  logLossHessian,
  predictCells,
} from "lib/nuisance/log_loss.ts";

/** Options for {@linkcode fitLogistic}. */
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
  readonly objective: number;
}

/**
 * The failure of a logistic regression that has no optimum or did not reach it.
 *
 * @example
 * ```ts
 * import { fitLogistic, LogisticFitError } from "lib/nuisance/logistic.ts";
 * import { assertThrows } from "@std/assert";
 *
 * // Whoever has read for more than two minutes clicks: without penalty the slope grows for ever.
 * const readers = {
 *   rows: 4, numeric: [Float64Array.of(1, 2, 3, 4)], indicatorWidth: 0,
 *   cellOfRow: new Int32Array(4), indicatorsOfCell: [[]],
 * };
 * const clicked = Uint8Array.of(0, 0, 1, 1);
 * assertThrows(() => fitLogistic(readers, clicked, { penalty: 0 }), LogisticFitError, "separable");
 * ```
 */
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

/** The default gradient tolerance: far below the tolerance of any figure derived from a fit. */
export const DEFAULT_GRADIENT_TOLERANCE = 1e-9;

const OPTIONS: readonly (keyof LogisticOptions)[] = [
  "penalty",
  "gradientTolerance",
  "maximumIterations",
  "start",
];
const DEFAULT_MAXIMUM_ITERATIONS = 100;
const SMALLEST_STEP = 2 ** -40;
/** The furthest a parameter may move in one step: a flat objective would send it anywhere. */
const LARGEST_MOVE = 20;
/** Below this penalty rows may be separable: then the gradient vanishes on the way to infinity. */
const SMALL_PENALTY = 1e-3;
/** The furthest that Newton would still go from an optimum, where its steps are all but zero. */
const LARGEST_MOVE_AT_REST = 1e-3;

/**
 * Penalised maximum-likelihood fit of a logistic regression.
 *
 * Each Newton step is halved until the objective does not rise, so a bad start cannot make it
 * diverge, and a fit that does not arrive throws. Source of the method: Boyd and Vandenberghe
 * (2004), "Convex Optimization", section 9.5.
 *
 * @param design the columns, `n` rows
 * @param response one 0 or 1 per row; both must occur
 * @param options penalty, tolerance, start
 * @returns the fit (log-odds, and log-odds per unit), whose largest gradient entry is at most the
 *   tolerance
 * @throws {InputError} if the response has another length than the design, holds anything but 0 and 1
 *   (false and true are read as these), or has one class only; if an option is unknown or no
 *   number it can be; or if the start has not the model's length
 * @throws {LogisticFitError} if the Hessian is singular (which takes a penalty of 0), or if the steps
 *   end before the tolerance is reached, as they do without penalty on separable rows
 *
 * @example
 * ```ts
 * import { fitLogistic } from "lib/nuisance/logistic.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * // Three articles further down the list and three at its top. Without penalty the fit reproduces
 * // both groups' log-odds of a click.
 * const articles = {
 *   rows: 6, numeric: [Float64Array.of(0, 0, 0, 1, 1, 1)], indicatorWidth: 0,
 *   cellOfRow: new Int32Array(6), indicatorsOfCell: [[]],
 * };
 * const clicked = Uint8Array.of(0, 0, 1, 0, 1, 1);
 * const { intercept, coefficients } = fitLogistic(articles, clicked, { penalty: 0 });
 * assertAlmostEquals(intercept, Math.log(1 / 2), 1e-12);
 * assertAlmostEquals(coefficients[0]!, Math.log(2) - Math.log(1 / 2), 1e-12);
 * ```
 */
export function fitLogistic(
  design: DesignMatrix,
  response: Uint8Array,
  options: LogisticOptions = {},
): LogisticFit {
  requireKnownOptions(options, OPTIONS);
  const {
    penalty = DEFAULT_PENALTY,
    gradientTolerance = DEFAULT_GRADIENT_TOLERANCE,
    maximumIterations = DEFAULT_MAXIMUM_ITERATIONS,
  } = options;
  requireLengths({ response }, design.rows);
  const problem: Problem = {
    design,
    response: binaryColumn(response, "response"),
    penalty,
    tolerance: gradientTolerance,
    maximumIterations,
    room: new Float64Array(design.rows),
  };
  checkProblem(problem);
  const size = designWidth(design) + 1;
  const { start } = options;
  if (start !== undefined) {
    if (start.length !== size) {
      throw new InputError(`the start has ${start.length} entries, the model ${size}`, {
        count: start.length,
        remedy: "Give the intercept and one coefficient per column.",
      });
    }
    try {
      return descend(problem, start);
    } catch (error) {
      // A start only saves steps: where it leads nowhere, the plain one decides.
      if (!(error instanceof LogisticFitError)) throw error;
    }
  }
  return descend(problem, new Float64Array(size));
}

/** The log-odds that a fit predicts for rows laid out by the encoding it was trained with. */
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

/** The probability that belongs to a log-odds, 1 / (1 + exp(−x)), without overflow. */
export function inverseLogit(logOdds: number): number {
  const small = Math.exp(-Math.abs(logOdds));
  return logOdds >= 0 ? 1 / (1 + small) : small / (1 + small);
}

/** What is minimised, and when that is done. */
interface Problem {
  readonly design: DesignMatrix;
  readonly response: Uint8Array;
  readonly penalty: number;
  readonly tolerance: number;
  readonly maximumIterations: number;
  /** Where all points' weights are put: a copy each would cost a large fit 2 % more memory. */
  readonly room: Float64Array;
}

/** A place on the way to the optimum. */
interface Point extends LogLoss {
  /** The intercept, then one coefficient per column. */
  readonly parameters: Float64Array;
  readonly largestGradient: number;
  /** p(1 − p) of each row, for the Hessian; only until the next point is evaluated. */
  readonly weights: Float64Array;
}

function checkProblem({ response, penalty, tolerance, maximumIterations }: Problem): void {
  demand("penalty", penalty, Number.isFinite(penalty) && penalty >= 0, "a number, 0 or more");
  demand(
    "gradientTolerance",
    tolerance,
    typeof tolerance === "number" && tolerance > 0,
    "positive",
  );
  const isCount = Number.isInteger(maximumIterations) && maximumIterations >= 0;
  demand("maximumIterations", maximumIterations, isCount, "a whole number, 0 or more");
  let ones = 0;
  for (let i = 0; i < response.length; i++) ones += response[i]!;
  requireBothClasses(ones, response.length, {
    noun: "responses",
    remedy: "Give rows of both kinds: with one class only the intercept has no optimum.",
  });
}

function demand(name: string, value: number, isMet: boolean, demanded: string): void {
  if (isMet) return;
  throw new InputError(`the ${name} is ${shown(value)}`, { remedy: `Make it ${demanded}.` });
}

/** Newton's method from a start to the optimum. */
function descend(problem: Problem, start: Float64Array): LogisticFit {
  let point = startingPoint(problem, start);
  let iterations = 0;
  while (!isOptimum(problem, point)) {
    const step = newtonStep(problem, point);
    if (iterations === problem.maximumIterations) {
      throw new LogisticFitError(
        `after ${iterations} Newton steps the largest gradient entry is still ` +
          `${point.largestGradient}, above ${problem.tolerance}`,
      );
    }
    point = searchLine(problem, point, step);
    iterations++;
  }
  const { parameters, largestGradient, objective } = point;
  return {
    intercept: parameters[0]!,
    coefficients: parameters.slice(1),
    iterations,
    largestGradient,
    objective,
  };
}

function pointAt(problem: Problem, parameters: Float64Array): Point {
  const { design, response, penalty, room } = problem;
  const logLoss = evaluateLogLoss(design, response, penalty, parameters, room);
  return { ...logLoss, parameters, largestGradient: largestAbsolute(logLoss.gradient) };
}

/** The point where the descent begins; from one that is not finite it would never return. */
function startingPoint(problem: Problem, start: Float64Array): Point {
  const point = pointAt(problem, start);
  if (!Number.isFinite(point.objective)) {
    throw new LogisticFitError("the design matrix or the start holds values that are not finite");
  }
  return point;
}

/** Whether the gradient has vanished, and not merely because the optimum is infinitely far. */
function isOptimum(problem: Problem, point: Point): boolean {
  const { penalty, tolerance } = problem;
  const isFlat = point.largestGradient <= tolerance;
  if (!isFlat) return false;
  if (penalty >= SMALL_PENALTY) return true;
  // At an optimum Newton has nowhere to go; on the way to infinity it goes on.
  if (largestAbsolute(newtonStep(problem, point)) <= LARGEST_MOVE_AT_REST) return true;
  throw new LogisticFitError(
    `the classes are separable: with penalty ${penalty} the coefficients grow without end`,
  );
}

/** Newton's full step H⁻¹ g, by the Cholesky decomposition of the Hessian. */
function newtonStep({ design, penalty }: Problem, { gradient, weights }: Point): Float64Array {
  const size = gradient.length;
  const hessian = logLossHessian(design, weights, penalty);
  // The rows are typed arrays: ml-matrix copies whatever is indexable, its types say number[].
  const rows = Array.from(
    { length: size },
    (_, a) => hessian.subarray(a * size, (a + 1) * size) as unknown as number[],
  );
  const cholesky = new CholeskyDecomposition(new Matrix(rows));
  if (!cholesky.isPositiveDefinite()) {
    throw new LogisticFitError(
      `the Hessian is singular with penalty ${penalty}: some columns are combinations of others`,
    );
  }
  return Float64Array.from(cholesky.solve(Matrix.columnVector(gradient)).to1DArray());
}

/** The first point that improves the fit: a full step away, or a half, a quarter, … of one. */
function searchLine(problem: Problem, from: Point, step: Float64Array): Point {
  let length = Math.min(1, LARGEST_MOVE / largestAbsolute(step));
  do {
    const parameters = from.parameters.map((value, i) => value - length * step[i]!);
    const candidate = pointAt(problem, parameters);
    if (improves(candidate, from)) return candidate;
    length /= 2;
  } while (length >= SMALLEST_STEP);
  throw new LogisticFitError(
    `no Newton step improves the fit although its largest gradient entry is ` +
      `${from.largestGradient}, above ${problem.tolerance}: the tolerance is below rounding error`,
  );
}

/**
 * Whether a point fits better than another.
 *
 * Near the optimum the objective moves by less than its own rounding; there the gradient decides.
 */
function improves(candidate: Point, from: Point): boolean {
  const rounding = 1e-12 * Math.abs(from.objective);
  return candidate.objective <= from.objective - rounding ||
    (candidate.objective <= from.objective + rounding &&
      candidate.largestGradient < from.largestGradient);
}

/** The largest absolute value; `Math.max` keeps a NaN, which must not pass for a small gradient. */
function largestAbsolute(values: Float64Array): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}
