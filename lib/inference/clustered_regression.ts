/**
 * Linear regression with standard errors that allow rows of a cluster to depend on each other.
 *
 * @module
 */

import { requireListOf } from "lib/argument_checks.ts";
import { measureColumn, requireLengths, shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { type Clusters, clustersOf, requireSeveral } from "lib/inference/clusters.ts";
import { CholeskyDecomposition, EigenvalueDecomposition, Matrix } from "ml-matrix";

/** How residuals are corrected for having been fitted. */
export type ClusterCorrection = "CR0" | "CR1" | "CR1S" | "CR2" | "CR3";

/** One coefficient of a regression. */
export interface RegressionCoefficient {
  /** In units of the response per unit of its column. */
  readonly coefficient: number;
  /** NaN where there are no degrees of freedom: one cluster alone tells the coefficient, and nothing its error. */
  readonly standardError: number;
  /**
   * By Satterthwaite, under the working assumption of independent rows that are alike; 0 where the column differs
   * in one cluster alone, as one that stands for a cluster does.
   */
  readonly degreesOfFreedom: number;
}

/** A fitted regression. */
export interface ClusteredRegression {
  readonly rows: number;
  readonly clusters: number;
  /** One for each column, in their order. */
  readonly coefficients: readonly RegressionCoefficient[];
}

/**
 * Least-squares regression with cluster-robust standard errors.
 *
 * With X the columns, M = (X′X)⁻¹, and for each cluster g its rows X₉, residuals r₉ and H₉₉ = X₉MX₉′, the
 * covariance is M (Σ X₉′A₉r₉r₉′A₉X₉) M, where
 *
 * ```text
 * CR0    A = I
 * CR1    A = I · √(G / (G − 1))
 * CR1S   A = I · √(G / (G − 1) · (n − 1) / (n − k))
 * CR2    A = (I − H₉₉)^(−½)
 * CR3    A = (I − H₉₉)⁻¹
 * ```
 *
 * Sources: Liang and Zeger (1986), Biometrika 73(1); Bell and McCaffrey (2002), Survey Methodology 28(2),
 * for CR2, its degrees of freedom, and CR3; the names are those of Pustejovsky and Tipton (2018), JBES
 * 36(4). With every row a cluster of its own CR2 is HC2, and CR3 is HC3.
 *
 * @param columns the columns, a constant among them if there shall be one; one value a row each
 * @param response one number a row
 * @param cluster one number of a cluster a row, from 0
 * @param correction how residuals are corrected
 * @returns coefficients, standard errors and degrees of freedom; without an error are columns that one cluster
 *   alone tells, such as those that stand for clusters
 * @throws {InputError} if lengths differ, a value is missing or infinite, a row has no cluster, there are
 *   fewer than two clusters, no more rows than columns, if the columns determine each other, or if every
 *   coefficient is told by a cluster alone
 *
 * @example Two schools with a prize and two without: what the prize adds to the pass rate
 * ```ts
 * import { clusteredRegression } from "lib/inference/clustered_regression.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const prize = Float64Array.of(1, 1, 1, 1, 0, 0, 0, 0);
 * const passed = Float64Array.of(1, 1, 1, 0, 1, 0, 0, 0);
 * const school = Int32Array.of(0, 0, 1, 1, 2, 2, 3, 3);
 * const constant = new Float64Array(8).fill(1);
 * const [, effect] = clusteredRegression([constant, prize], passed, school, "CR2").coefficients;
 * assertAlmostEquals(effect!.coefficient, 0.5, 1e-14);
 * ```
 */
export function clusteredRegression(
  columns: readonly Float64Array[],
  response: Float64Array,
  cluster: ArrayLike<number>,
  correction: ClusterCorrection,
): ClusteredRegression {
  requireListOf(columns, "columns");
  const y = measureColumn(response, "response");
  const x = columns.map((column, at) => measureColumn(column, `column ${at + 1}`));
  requireLengths(Object.fromEntries(x.map((column, at) => [`column ${at + 1}`, column])), y.length);
  requireLengths({ cluster }, y.length);
  if (!CORRECTIONS.includes(correction)) {
    throw new InputError(`there is no correction ${shown(correction)}`, {
      remedy: `Give one of ${CORRECTIONS.join(", ")}.`,
    });
  }
  if (!(y.length > x.length) || x.length === 0) {
    throw new InputError(`${y.length} rows cannot tell ${x.length} coefficients and their errors`, {
      count: y.length,
      remedy: "Give at least one column, and more rows than columns.",
    });
  }
  const clusters = clustersOf(cluster);
  requireSeveral(clusters);
  return estimate(x, y, clusters, correction);
}

const CORRECTIONS: readonly ClusterCorrection[] = ["CR0", "CR1", "CR1S", "CR2", "CR3"];

/** Below this an eigenvalue of I − H is taken for 0: the cluster alone determines a coefficient. */
const SINGULAR = 1e-10;

function estimate(
  x: readonly Float64Array[],
  y: Float64Array,
  clusters: Clusters,
  correction: ClusterCorrection,
): ClusteredRegression {
  const inverse = inverseOf(crossProducts(x));
  const coefficients = inverse.mmul(Matrix.columnVector(x.map((column) => dot(column, y))))
    .to1DArray();
  const residuals = y.map((value, row) =>
    value - x.reduce((sum, column, k) => sum + column[row]! * coefficients[k]!, 0)
  );
  const [n, k, g] = [y.length, x.length, clusters.count];
  const factor = correction === "CR1"
    ? g / (g - 1)
    : correction === "CR1S"
    ? g / (g - 1) * (n - 1) / (n - k)
    : 1;
  // Of each cluster the scores A r, and A² of the columns, in the space of the coefficients.
  const groups = rowsOf(clusters).map((rows) => adjust(rows, x, residuals, inverse, correction));
  const meat = groups.reduce(
    (sum, { score }) => sum.add(score.mmul(score.transpose())),
    Matrix.zeros(k, k),
  );
  const covariance = inverse.mmul(meat).mmul(inverse).mul(factor);
  const freedoms = coefficients.map((_, at) => {
    const own = freedom(groups, inverse, at);
    return own > NO_FREEDOM ? own : 0;
  });
  requireFreedom(freedoms);
  return {
    rows: n,
    clusters: g,
    coefficients: coefficients.map((coefficient, at) => ({
      coefficient,
      standardError: freedoms[at] === 0 ? NaN : Math.sqrt(covariance.get(at, at)),
      degreesOfFreedom: freedoms[at]!,
    })),
  };
}

/** Refuses a regression of which every coefficient is decided by a cluster alone. */
function requireFreedom(freedoms: readonly number[]): void {
  if (freedoms.some((freedom) => freedom > 0)) return;
  throw new InputError("the error of no coefficient has degrees of freedom", {
    count: freedoms.length,
    remedy:
      "Give more clusters in which a column differs: one cluster alone tells its coefficient.",
  });
}

/** Degrees of freedom that rounding leaves of none. */
const NO_FREEDOM = 1e-6;

/** A cluster as the variance sees it. */
interface AdjustedCluster {
  /** X′A r, one entry a coefficient. */
  readonly score: Matrix;
  /** X′AAX and X′AX. */
  readonly squared: Matrix;
  readonly once: Matrix;
}

/** A cluster's rows adjusted, with I − H taken apart in the space of the coefficients. */
function adjust(
  rows: readonly number[],
  x: readonly Float64Array[],
  residuals: Float64Array,
  inverse: Matrix,
  correction: ClusterCorrection,
): AdjustedCluster {
  const own = new Matrix(x.map((column) => rows.map((row) => column[row]!)));
  const r = Matrix.columnVector(rows.map((row) => residuals[row]!));
  const products = own.mmul(own.transpose());
  const plain = own.mmul(r);
  if (correction !== "CR2" && correction !== "CR3") {
    return { score: plain, squared: products, once: products };
  }
  // H = ZZ′ with Z = X′L and M = LL′; f(I − ZZ′) = I + Z W h(λ) W′Z′ for the eigenvalues λ of Z′Z.
  const root = new CholeskyDecomposition(inverse).lowerTriangularMatrix;
  const inner = symmetric(root.transpose().mmul(products).mmul(root));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(inner, {
    assumeSymmetric: true,
  });
  const shares = Matrix.diag(realEigenvalues.map((value) => change(1 - value, correction)));
  const turned = root.mmul(eigenvectorMatrix);
  const middle = turned.mmul(shares).mmul(turned.transpose());
  // A = I + X middle X′, so X′A = X′ + (X′X) middle X′.
  const left = Matrix.eye(products.rows).add(products.mmul(middle));
  return {
    score: left.mmul(plain),
    squared: left.mmul(products).mmul(left.transpose()),
    once: left.mmul(products),
  };
}

/** (f(κ) − 1) / (1 − κ) for κ an eigenvalue of I − H, without cancellation. */
function change(kept: number, correction: "CR2" | "CR3"): number {
  // The inverse of what is not there is left out.
  if (kept < SINGULAR) return -1;
  return correction === "CR3" ? 1 / kept : 1 / (Math.sqrt(kept) * (1 + Math.sqrt(kept)));
}

/** (tr P)² / tr P², with P the matrix of the variance as a quadratic form in independent errors. */
function freedom(groups: readonly AdjustedCluster[], inverse: Matrix, at: number): number {
  const weights = inverse.getColumnVector(at);
  const [k, size] = [inverse.rows, groups.length];
  const diagonal = new Float64Array(size);
  const crossed = new Float64Array(size);
  const sum = Matrix.zeros(k, k);
  groups.forEach(({ squared, once }, g) => {
    diagonal[g] = weights.transpose().mmul(squared).mmul(weights).get(0, 0);
    const v = once.transpose().mmul(weights);
    crossed[g] = v.transpose().mmul(inverse).mmul(v).get(0, 0);
    sum.add(v.mmul(v.transpose()));
  });
  const both = inverse.mmul(sum);
  let [trace, squares] = [0, both.mmul(both).trace()];
  for (let g = 0; g < size; g++) {
    trace += diagonal[g]! - crossed[g]!;
    squares += diagonal[g]! ** 2 - 2 * diagonal[g]! * crossed[g]!;
  }
  return trace ** 2 / squares;
}

function rowsOf({ count, ofRow }: Clusters): number[][] {
  const rows: number[][] = Array.from({ length: count }, () => []);
  ofRow.forEach((cluster, row) => rows[cluster]!.push(row));
  return rows;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < a.length; row++) sum += a[row]! * b[row]!;
  return sum;
}

function crossProducts(x: readonly Float64Array[]): Matrix {
  return new Matrix(x.map((a) => x.map((b) => dot(a, b))));
}

function inverseOf(products: Matrix): Matrix {
  const scale = products.diagonal().map((value) => 1 / Math.sqrt(value));
  if (!scale.every(Number.isFinite)) throw determined();
  const scaled = symmetric(Matrix.diag(scale).mmul(products).mmul(Matrix.diag(scale)));
  const { realEigenvalues } = new EigenvalueDecomposition(scaled, { assumeSymmetric: true });
  if (!(Math.min(...realEigenvalues) > 1e-12)) throw determined();
  const solved = new CholeskyDecomposition(scaled).solve(Matrix.eye(products.rows));
  return symmetric(Matrix.diag(scale).mmul(solved).mmul(Matrix.diag(scale)));
}

function determined(): InputError {
  return new InputError("the columns determine each other, or one is 0 throughout", {
    remedy: "Leave out what follows from the others, such as one level of each category.",
  });
}

/** The matrix with what rounding made of it taken back. */
function symmetric(matrix: Matrix): Matrix {
  return Matrix.add(matrix, matrix.transpose()).mul(0.5);
}
