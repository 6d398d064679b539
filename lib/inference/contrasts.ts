/**
 * Whether segments differ from each other, which is not whether they differ from zero.
 *
 * @module
 */

import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { chiSquareTail } from "lib/inference/chi_square.ts";
import { CRITICAL_VALUE_95 } from "lib/inference/critical_value.ts";
import { requireMeans, type SegmentMeans } from "lib/inference/segment_means.ts";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** A difference of two means that may share rows and clusters. */
export interface Contrast {
  readonly difference: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
  /** Difference over its error; NaN where there is no error, for scores that do not vary. */
  readonly z: number;
  /** Two-sided, by the normal distribution; 1 where there is no error to judge by. */
  readonly p: number;
}

/**
 * Contrast of two segments: the difference of their means, with the covariance that they have through
 * shared rows and clusters.
 *
 * Its variance is that of a linear combination, V₁₁ + V₂₂ − 2 V₁₂, of means whose covariance clusters give
 * (Liang and Zeger 1986, "Longitudinal data analysis using generalized linear models", Biometrika 73(1)).
 *
 * @param means the means of all segments, by `segmentMeans`
 * @param first number of a segment
 * @param second number of another, which is subtracted
 * @returns the difference, in units of the scores
 * @throws {InputError} if there is no such segment
 *
 * @example
 * ```ts
 * import { contrast } from "lib/inference/contrasts.ts";
 * import { segmentMeans } from "lib/inference/segment_means.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertEquals } from "@std/assert";
 *
 * // Both topics are high for the second reader, so that their difference is known the better.
 * const topic = { name: "topic", levels: ["news", "sports"], codes: Int32Array.of(0, 1, 0, 1) };
 * const means = segmentMeans(
 *   Float64Array.of(1, 5, 3, 7),
 *   indexSegments([topic]),
 *   Int32Array.of(0, 0, 1, 1),
 * );
 * const { difference, standardError } = contrast(means, 1, 0);
 * assertEquals([difference, standardError], [4, 0]);
 * ```
 */
export function contrast(means: SegmentMeans, first: number, second: number): Contrast {
  requireMeans(means);
  for (const number of [first, second]) {
    if (means.segments[number] === undefined) {
      throw new InputError(`there is no segment ${shown(number)}`, {
        remedy: `Give a number from 0 to ${means.segments.length - 1}.`,
      });
    }
  }
  const { covariance, segments } = means;
  const variance = covariance.get(first, first) + covariance.get(second, second) -
    2 * covariance.get(first, second);
  return contrastOf(segments[first]!.lift - segments[second]!.lift, variance);
}

/**
 * Contrast of a segment with its complement: all other rows of its division that are in a segment.
 *
 * The complement's mean is that of its segments by their rows; the variance of the difference is w′ V w, as
 * in `contrast`.
 *
 * @param means the means of all segments, by `segmentMeans`
 * @param number the segment
 * @returns the difference to the mean of the division's other segments, weighted by their rows
 * @throws {InputError} if there is no such segment, or its division has no other
 *
 * @example
 * ```ts
 * import { contrastWithRest } from "lib/inference/contrasts.ts";
 * import { segmentMeans } from "lib/inference/segment_means.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const codes = Int32Array.of(0, 1, 2, 0, 1, 2);
 * const topic = { name: "topic", levels: ["news", "sports", "music"], codes };
 * const means = segmentMeans(
 *   Float64Array.of(5, 1, 3, 7, 1, 3),
 *   indexSegments([topic]),
 *   Int32Array.of(0, 0, 0, 1, 1, 1),
 * );
 * assertEquals(contrastWithRest(means, 0).difference, 4);
 * ```
 */
export function contrastWithRest(means: SegmentMeans, number: number): Contrast {
  requireMeans(means);
  const own = means.segments[number];
  if (own === undefined) {
    throw new InputError(`there is no segment ${shown(number)}`, {
      remedy: `Give a number from 0 to ${means.segments.length - 1}.`,
    });
  }
  const others = numbersOf(means, own.segmentColumn).filter((other) => other !== number);
  const rows = others.reduce((sum, other) => sum + means.segments[other]!.rows, 0);
  if (rows === 0) {
    throw new InputError(`${own.segment} is the only segment of its division`, {
      column: own.segmentColumn,
      remedy: "Compare it with another division, or give more rows.",
    });
  }
  const weights = new Map<number, number>([[number, 1]]);
  for (const other of others) weights.set(other, -means.segments[other]!.rows / rows);
  let [difference, variance] = [0, 0];
  for (const [a, weight] of weights) {
    difference += weight * means.segments[a]!.lift;
    for (const [b, other] of weights) variance += weight * other * means.covariance.get(a, b);
  }
  return contrastOf(difference, variance);
}

/** Test of the hypothesis that all segments of a division have one mean. */
export interface HeterogeneityTest {
  readonly segmentColumn: string;
  readonly segments: number;
  /** Wald's statistic. */
  readonly statistic: number;
  /** Segments less one, or fewer where some of their differences follow from others. */
  readonly degreesOfFreedom: number;
  /** By the chi-square distribution; 1 where there is nothing to compare, or no error to do it by. */
  readonly p: number;
}

/**
 * Heterogeneity test of each division: whether its segments' means differ by more than noise.
 *
 * Wald's statistic is d′ V⁻¹ d for the differences d of all segments to the first and their covariance V;
 * it does not depend on which is first. Where V is singular, its generalised inverse is used, and its rank
 * are the degrees of freedom (Rao and Mitra 1971, "Generalized Inverse of Matrices", section 9.2). With few
 * clusters or few treated clicks the chi-square distribution is too short.
 *
 * @param means the means of all segments, by `segmentMeans`
 * @returns one test a division, in the order of the index
 *
 * @example
 * ```ts
 * import { heterogeneityTests } from "lib/inference/contrasts.ts";
 * import { segmentMeans } from "lib/inference/segment_means.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const topic = { name: "topic", levels: ["news", "sports"], codes: Int32Array.of(0, 1, 0, 1) };
 * const means = segmentMeans(
 *   Float64Array.of(1, 5, 3, 3),
 *   indexSegments([topic]),
 *   Int32Array.of(0, 1, 2, 3),
 * );
 * const [test] = heterogeneityTests(means);
 * // The differences are 2 with an error of √2.
 * assertEquals([test!.statistic.toFixed(6), test!.degreesOfFreedom], ["2.000000", 1]);
 * ```
 */
export function heterogeneityTests(means: SegmentMeans): HeterogeneityTest[] {
  requireMeans(means);
  const columns = [...new Set(means.segments.map(({ segmentColumn }) => segmentColumn))];
  return columns.map((segmentColumn) => {
    const [first, ...others] = numbersOf(means, segmentColumn);
    const { statistic, rank } = others.length === 0
      ? { statistic: 0, rank: 0 }
      : waldOf(means, first!, others);
    return {
      segmentColumn,
      segments: others.length + 1,
      statistic,
      degreesOfFreedom: rank,
      p: rank === 0 ? 1 : chiSquareTail(statistic, rank),
    };
  });
}

/** Below this share of the largest an eigenvalue is taken for 0. */
const SINGULAR = 1e-10;

function waldOf(means: SegmentMeans, first: number, others: readonly number[]) {
  const { covariance, segments } = means;
  const differences = Matrix.columnVector(
    others.map((other) => segments[other]!.lift - segments[first]!.lift),
  );
  const v = new Matrix(
    others.map((a) =>
      others.map((b) =>
        covariance.get(a, b) - covariance.get(a, first) - covariance.get(first, b) +
        covariance.get(first, first)
      )
    ),
  );
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    Matrix.add(v, v.transpose()).mul(0.5),
    { assumeSymmetric: true },
  );
  const turned = eigenvectorMatrix.transpose().mmul(differences).to1DArray();
  const least = SINGULAR * Math.max(0, ...realEigenvalues);
  let [statistic, rank] = [0, 0];
  realEigenvalues.forEach((value, at) => {
    if (!(value > least)) return;
    rank++;
    statistic += turned[at]! ** 2 / value;
  });
  return { statistic, rank };
}

function numbersOf({ segments }: SegmentMeans, column: string): number[] {
  return Array.from(segments.keys()).filter((at) => segments[at]!.segmentColumn === column);
}

function contrastOf(difference: number, variance: number): Contrast {
  // Rounding can leave less than nothing of two variances that cancel.
  const standardError = Math.sqrt(Math.max(0, variance));
  const z = standardError === 0 ? NaN : difference / standardError;
  return {
    difference,
    standardError,
    lower: difference - CRITICAL_VALUE_95 * standardError,
    upper: difference + CRITICAL_VALUE_95 * standardError,
    z,
    p: Number.isNaN(z) ? 1 : Math.min(1, 2 * normalCdf(-Math.abs(z), 0, 1)),
  };
}
