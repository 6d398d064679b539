/**
 * The mean of scores and its standard errors where rows of a cluster depend on each other.
 *
 * @module
 */

import { measureColumn, requireLengths } from "lib/checks.ts";
import {
  type Clusters,
  clustersOf,
  intersectionOf,
  requireSeveral,
} from "lib/inference/clusters.ts";

/** A mean with its standard errors, all in units of the scores. */
export interface ClusteredMean {
  readonly rows: number;
  readonly clusters: number;
  readonly mean: number;
  /** Without correction for the number of clusters. */
  readonly cr0: number;
  /** Times √(G / (G − 1)), for G clusters. */
  readonly cr1: number;
  /**
   * Times √(G / (G − 1) · (n − 1) / (n − k)), for n rows and k coefficients: with k = 1, as here, the
   * same as `cr1`.
   */
  readonly cr1s: number;
  /** Corrected so that it is unbiased where rows are independent and alike. */
  readonly cr2: number;
  /** Degrees of freedom of `cr2` by Satterthwaite, under the same working assumption. */
  readonly degreesOfFreedom: number;
}

/**
 * Mean of scores with cluster-robust standard errors, in closed form.
 *
 * With the scores' deviations r from their mean, Sᵍ their sum over cluster g of nᵍ rows, and n rows in
 * all, the variances are
 *
 * ```text
 * CR0   Σ Sᵍ² / n²
 * CR1   CR0 · G / (G − 1)
 * CR2   Σ Sᵍ² / (1 − nᵍ / n) / n²
 * ```
 *
 * They are those of a regression on a constant: Liang and Zeger (1986), Biometrika 73(1), for CR0; Bell
 * and McCaffrey (2002), Survey Methodology 28(2), for CR2, whose adjustment (I − Hᵍᵍ)^(−½) is here a
 * factor for each cluster; and section 3 there for the degrees of freedom.
 *
 * @param scores one score a row
 * @param cluster one number of a cluster a row, from 0
 * @returns the mean and its standard errors
 * @throws {InputError} if the columns differ in length, a score is missing or infinite, a row has no
 *   cluster, or there are fewer than two clusters
 *
 * @example Four scores of two readers
 * ```ts
 * import { clusteredMean } from "lib/inference/clustered_mean.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { mean, cr2 } = clusteredMean(Float64Array.of(1, 2, 5, 4), Int32Array.of(7, 7, 3, 3));
 * assertEquals([mean, cr2], [3, 1.5]);
 * ```
 */
export function clusteredMean(scores: Float64Array, cluster: ArrayLike<number>): ClusteredMean {
  const values = measureColumn(scores, "scores");
  requireLengths({ cluster }, values.length, "scores");
  const clusters = clustersOf(cluster);
  requireSeveral(clusters);
  const { count, sizes } = clusters;
  const n = values.length;
  const mean = meanOf(values);
  const sums = deviationsBy(clusters, values, mean);
  let [plain, adjusted, d2, du2, u2] = [0, 0, 0, 0, 0];
  for (let g = 0; g < count; g++) {
    const square = sums[g]! * sums[g]!;
    const kept = 1 - sizes[g]! / n;
    plain += square;
    adjusted += square / kept;
    // The weights of the variance as a quadratic form: d on the diagonal, u by pairs.
    const d = sizes[g]! / kept / n;
    const u = sizes[g]! ** 2 / kept / n ** 2;
    d2 += d * d;
    du2 += d * u;
    u2 += u;
  }
  const cr1 = Math.sqrt(corrected(plain, n, count));
  return {
    rows: n,
    clusters: count,
    mean,
    cr0: Math.sqrt(plain) / n,
    cr1,
    cr1s: cr1,
    cr2: Math.sqrt(adjusted) / n,
    degreesOfFreedom: 1 / (d2 - 2 * du2 + u2 * u2),
  };
}

/** A mean with its standard error for clusters of two kinds. */
export interface TwoWayMean {
  readonly rows: number;
  readonly mean: number;
  /** The standard errors by either kind alone, with the factor G / (G − 1). */
  readonly byFirst: number;
  readonly bySecond: number;
  /** For both kinds at once. */
  readonly standardError: number;
  /**
   * Whether the three variances add up to less than one kind's alone, as chance can have it; the
   * standard error is then the larger one of a single kind.
   */
  readonly isIndefinite: boolean;
}

/**
 * Mean of scores whose rows may depend on each other through either of two clusters, such as reader and
 * article.
 *
 * The variance is that by the first kind, plus that by the second, minus that by rows that share both,
 * each with its own factor G / (G − 1): Cameron, Gelbach and Miller (2011), "Robust inference with
 * multiway clustering", JBES 29(2), section 2.3. Where one kind lies within the other, the result is
 * that of the larger alone, bit by bit.
 *
 * @param scores one score a row
 * @param first one number of a cluster a row, from 0
 * @param second another, such as that of the article
 * @returns the mean and its standard errors
 * @throws {InputError} if the columns differ in length, a score is missing or infinite, a row has no
 *   cluster, or there are fewer than two clusters of a kind
 *
 * @example Impressions lie within readers, so that they add nothing
 * ```ts
 * import { clusteredMean, twoWayMean } from "lib/inference/clustered_mean.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const scores = Float64Array.of(1, 2, 5, 4);
 * const [reader, impression] = [Int32Array.of(0, 0, 1, 1), Int32Array.of(0, 1, 2, 2)];
 * assertEquals(
 *   twoWayMean(scores, reader, impression).standardError,
 *   clusteredMean(scores, reader).cr1,
 * );
 * ```
 */
export function twoWayMean(
  scores: Float64Array,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): TwoWayMean {
  const values = measureColumn(scores, "scores");
  requireLengths({ first, second }, values.length, "scores");
  const [a, b] = [clustersOf(first, "first"), clustersOf(second, "second")];
  requireSeveral(a, "first");
  requireSeveral(b, "second");
  const both = intersectionOf(a, b);
  const mean = meanOf(values);
  const variance = (clusters: Clusters) => {
    const sums = deviationsBy(clusters, values, mean);
    const squares = sums.reduce((total, sum) => total + sum * sum, 0);
    return corrected(squares, values.length, clusters.count);
  };
  const [byA, byB, byBoth] = [a, b, both].map(variance) as [number, number, number];
  const [byFirst, bySecond] = [byA, byB].map(Math.sqrt) as [number, number];
  const given = { rows: values.length, mean, byFirst, bySecond };
  // Of a kind that lies within the other, its own variance and that of both cancel.
  if (both.count === b.count) return { ...given, standardError: byFirst, isIndefinite: false };
  if (both.count === a.count) return { ...given, standardError: bySecond, isIndefinite: false };
  const sum = byA + byB - byBoth;
  return sum < Math.max(byA, byB)
    ? { ...given, standardError: Math.max(byFirst, bySecond), isIndefinite: true }
    : { ...given, standardError: Math.sqrt(sum), isIndefinite: false };
}

/** CR1 from the sum of the clusters' squares. */
function corrected(squares: number, rows: number, clusters: number): number {
  return squares / (rows * rows) * (clusters / (clusters - 1));
}

/** The mean, by Neumaier's sum, whose error does not grow with the number of rows. */
function meanOf(values: Float64Array): number {
  let [sum, rest] = [0, 0];
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    const next = sum + value;
    rest += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return (sum + rest) / values.length;
}

/** The sum of the deviations from the mean in each cluster. */
function deviationsBy(
  { count, ofRow }: Clusters,
  values: Float64Array,
  mean: number,
): Float64Array {
  const sums = new Float64Array(count);
  for (let row = 0; row < values.length; row++) sums[ofRow[row]!]! += values[row]! - mean;
  return sums;
}
