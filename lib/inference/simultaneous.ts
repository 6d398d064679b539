/**
 * Intervals that hold for all segments at once, by how far the largest of their errors reaches.
 *
 * @module
 */

import { requireKnownOptions, requireLevel } from "lib/argument_checks.ts";
import { requireDraws } from "lib/inference/draw_count.ts";
import { requireMeans, type SegmentMean, type SegmentMeans } from "lib/inference/segment_means.ts";
import { seededSource, seedText } from "lib/random/seeded.ts";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** A segment with an interval and a p-value that hold for all segments together. */
export interface SimultaneousSegment extends SegmentMean {
  /** Lift over its error; 0, and the p-value 1, where the scores do not vary and there is none. */
  readonly z: number;
  readonly lower: number;
  readonly upper: number;
  /** By the largest |z| of the segments not yet passed. */
  readonly adjustedP: number;
}

/** All segments, and the critical value that they share. */
export interface SimultaneousIntervals {
  readonly segments: readonly SimultaneousSegment[];
  /** How many standard errors the intervals reach to either side; NaN where there is no segment. */
  readonly criticalValue: number;
  readonly draws: number;
}

/** How many draws share a stream. */
const DRAWS_A_STREAM = 250;

/**
 * Simultaneous intervals of all segments by the multiplier bootstrap over clusters.
 *
 * Each draw multiplies every cluster's influence on all segments by one standard normal number and looks
 * for the largest |z|; given the data, what is drawn is exactly normal with the segments' covariance, and
 * so it is drawn from that, at a cost that does not grow with the clusters. The critical value is the
 * quantile of the largest |z|; p-values step down. Sources: Chernozhukov, Chetverikov and Kato (2013),
 * "Gaussian approximations and multiplier bootstrap for maxima", Annals of Statistics 41(6); Belloni,
 * Chernozhukov, Chetverikov and Wei (2018), Annals of Statistics 46(6B), for joint intervals.
 *
 * It takes the means to be normal: with a handful of treated clicks they are not, and no draw shows it.
 *
 * @param means the means of all segments, by `segmentMeans`
 * @param options how many draws, from which seed, and the error allowed to all intervals together
 * @returns the segments with intervals and adjusted p-values, in the order given
 * @throws {InputError} if an option is no number it can be
 *
 * @example Two topics that have nothing in common
 * ```ts
 * import { simultaneousIntervals } from "lib/inference/simultaneous.ts";
 * import { segmentMeans } from "lib/inference/segment_means.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assert } from "@std/assert";
 *
 * const topic = { name: "topic", levels: ["news", "sports"], codes: Int32Array.of(0, 0, 1, 1) };
 * const means = segmentMeans(
 *   Float64Array.of(1, 3, 5, 7),
 *   indexSegments([topic]),
 *   Int32Array.of(0, 1, 2, 3),
 * );
 * const { criticalValue } = simultaneousIntervals(means, { draws: 2000, seed: 1 });
 * assert(criticalValue > 2.1 && criticalValue < 2.4); // 2.24 for two independent ones
 * ```
 */
export function simultaneousIntervals(
  means: SegmentMeans,
  options: { readonly draws: number; readonly seed: number | string; readonly level?: number },
): SimultaneousIntervals {
  const { draws, seed, level = 0.05 } = requireKnownOptions(options, ["draws", "seed", "level"]);
  requireDraws(draws, 1, 2000);
  seedText(seed);
  requireLevel(level);
  requireMeans(means);
  const { segments } = means;
  if (segments.length === 0) return { segments: [], criticalValue: NaN, draws };
  const zs = segments.map(({ lift, standardError }) =>
    standardError > 0 ? lift / standardError : 0
  );
  const order = zs.map((_, at) => at)
    .filter((at) => segments[at]!.standardError > 0)
    .sort((a, b) => Math.abs(zs[b]!) - Math.abs(zs[a]!) || a - b);
  const root = rootOf(means);
  const largest = new Float64Array(draws);
  const stepped = new Float64Array(segments.length).fill(1);
  const [normals, drawn] = [new Float64Array(root.columns), new Float64Array(segments.length)];
  for (let draw = 0, source = seededSource(seed, "simultaneous/0"); draw < draws; draw++) {
    if (draw > 0 && draw % DRAWS_A_STREAM === 0) {
      source = seededSource(seed, `simultaneous/${draw / DRAWS_A_STREAM}`);
    }
    for (let at = 0; at < normals.length; at++) normals[at] = source.normal();
    multiply(root, normals, drawn);
    let most = 0;
    for (let from = order.length - 1; from >= 0; from--) {
      const at = order[from]!;
      most = Math.max(most, Math.abs(drawn[at]!));
      if (most >= Math.abs(zs[at]!)) stepped[at]!++;
    }
    largest[draw] = most;
  }
  const criticalValue = quantileOf(largest, 1 - level);
  const adjusted = new Float64Array(segments.length).fill(1);
  let highest = 0;
  for (const at of order) {
    highest = Math.max(highest, stepped[at]! / (draws + 1));
    adjusted[at] = highest;
  }
  return {
    segments: segments.map((segment, at) => ({
      ...segment,
      z: zs[at]!,
      lower: segment.lift - criticalValue * segment.standardError,
      upper: segment.lift + criticalValue * segment.standardError,
      adjustedP: adjusted[at]!,
    })),
    criticalValue,
    draws,
  };
}

/** A root of the correlations: what it makes of independent normal numbers has them. */
function rootOf({ covariance, segments }: SegmentMeans): Matrix {
  const scales = segments.map(({ standardError }) => standardError > 0 ? 1 / standardError : 0);
  const correlations = new Matrix(
    scales.map((a, at) => scales.map((b, to) => covariance.get(at, to) * a * b)),
  );
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    Matrix.add(correlations, correlations.transpose()).mul(0.5),
    { assumeSymmetric: true },
  );
  // Equal segments make it singular; rounding puts some eigenvalues below 0.
  const roots = realEigenvalues.map((value) => Math.sqrt(Math.max(0, value)));
  return eigenvectorMatrix.mmul(Matrix.diag(roots));
}

function multiply(root: Matrix, normals: Float64Array, drawn: Float64Array): void {
  for (let row = 0; row < drawn.length; row++) {
    let sum = 0;
    for (let column = 0; column < normals.length; column++) {
      sum += root.get(row, column) * normals[column]!;
    }
    drawn[row] = sum;
  }
}

/** The smallest value that at least such a share of the values does not exceed. */
function quantileOf(values: Float64Array, share: number): number {
  const ascending = values.slice().sort();
  return ascending[Math.max(0, Math.ceil(share * values.length) - 1)]!;
}
