/**
 * The means of scores in many segments, which share rows and clusters, and how they vary together.
 *
 * @module
 */

import { requireMade } from "lib/argument_checks.ts";
import { measureColumn, requireLengths } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { type Clusters, clustersOf, requireSeveral } from "lib/inference/clusters.ts";
import {
  type IndexedSegment,
  requireIndex,
  type SegmentIndex,
} from "lib/inference/segment_index.ts";
import { Matrix } from "ml-matrix";

/** The mean of one segment. */
export interface SegmentMean extends IndexedSegment {
  /** In units of the scores. */
  readonly lift: number;
  /** By clusters, with the factor G / (G − 1) for the clusters of the segment. */
  readonly standardError: number;
  /** How many clusters the segment has rows in. */
  readonly clusters: number;
}

/** The means of all segments, and the covariance of their errors. */
export interface SegmentMeans {
  /** In the order of the index. */
  readonly segments: readonly SegmentMean[];
  /** The covariance of the means; its diagonal holds the squares of the standard errors. */
  readonly covariance: Matrix;
  readonly clusters: number;
}

/**
 * Means of scores by segment, with the covariance of all of them by clusters.
 *
 * With the influence of row i on segment s, 1{i in s} (ψᵢ − θˢ) / nˢ, and its sum over the rows of each
 * cluster, the covariance of two segments is the sum over clusters of the products of their sums: Liang and
 * Zeger (1986), Biometrika 73(1), for several means at once. Each segment's sums are multiplied by
 * √(G / (G − 1)), with G the clusters that it has rows in. Segments that share rows, or clusters, are
 * correlated by that.
 *
 * @param scores one score a row; or one column for each division of the index, as of `weightedScores`, where a
 *   score depends on its segment
 * @param index the segments of the same rows
 * @param cluster one number of a cluster a row, from 0
 * @returns means, standard errors and covariance, in units of the scores
 * @throws {InputError} if lengths or the number of columns differ, a score is missing or infinite, a row has no cluster, or a
 *   segment lies in one cluster
 *
 * @example Two topics, each of two readers
 * ```ts
 * import { segmentMeans } from "lib/inference/segment_means.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const topic = { name: "topic", levels: ["news", "sports"], codes: Int32Array.of(0, 1, 0, 1) };
 * const { segments, covariance } = segmentMeans(
 *   Float64Array.of(1, 5, 3, 7),
 *   indexSegments([topic]),
 *   Int32Array.of(0, 0, 1, 1),
 * );
 * assertEquals(segments.map(({ lift, standardError }) => [lift, standardError]), [[2, 1], [6, 1]]);
 * assertAlmostEquals(covariance.get(0, 1), 1, 1e-15); // both are high for the second reader
 * ```
 */
export function segmentMeans(
  scores: Float64Array | readonly Float64Array[],
  index: SegmentIndex,
  cluster: ArrayLike<number>,
): SegmentMeans {
  const values = columnsOf(scores, index);
  requireLengths({ cluster }, values[0]!.length, "scores");
  const clusters = clustersOf(cluster);
  requireSeveral(clusters);
  const lifts = liftsOf(values, index);
  const { products, counts } = productsOf(values, lifts, index, clusters);
  requireClusters(index, counts);
  const scales = counts.map((count) => Math.sqrt(count / (count - 1)));
  const covariance = new Matrix(products.rows, products.columns);
  for (let a = 0; a < scales.length; a++) {
    for (let b = 0; b < scales.length; b++) {
      covariance.set(a, b, products.get(a, b) * (scales[a]! * scales[b]!));
    }
  }
  return {
    segments: index.segments.map((segment, at) => ({
      ...segment,
      lift: lifts[at]!,
      standardError: Math.sqrt(covariance.get(at, at)),
      clusters: counts[at]!,
    })),
    covariance,
    clusters: clusters.count,
  };
}

/** Checks that an argument is the means of segments. */
export function requireMeans(means: SegmentMeans): void {
  requireMade(means, ["segments", "covariance"], {
    noun: "means of segments",
    maker: "segmentMeans",
  });
}

/** The scores as one column for each division, the same for all where there is one. */
function columnsOf(
  scores: Float64Array | readonly Float64Array[],
  index: SegmentIndex,
): readonly Float64Array[] {
  if (!Array.isArray(scores) || !ArrayBuffer.isView(scores[0])) {
    const values = measureColumn(scores as Float64Array, "scores");
    requireIndex(index, values.length, "scores");
    return index.divisions.map(() => values);
  }
  requireIndex(index, (scores[0] as Float64Array).length, "scores");
  const columns: readonly Float64Array[] = scores;
  if (columns.length !== index.divisions.length) {
    throw new InputError(
      `there are ${columns.length} columns of scores for ${index.divisions.length} divisions`,
      { column: "scores", remedy: "Give one column for each division of the index, in its order." },
    );
  }
  return columns.map((column, at) => {
    requireLengths({ [`scores ${at}`]: column }, columns[0]!.length, "scores");
    return measureColumn(column, `scores ${at}`);
  });
}

function liftsOf(
  values: readonly Float64Array[],
  { segments, divisions }: SegmentIndex,
): Float64Array {
  const sums = new Float64Array(segments.length);
  divisions.forEach((codes, division) => {
    const own = values[division]!;
    for (let row = 0; row < own.length; row++) {
      if (codes[row]! >= 0) sums[codes[row]!]! += own[row]!;
    }
  });
  return sums.map((sum, at) => sum / segments[at]!.rows);
}

/** The sums over clusters of the products of their influences, and each segment's number of clusters. */
function productsOf(
  values: readonly Float64Array[],
  lifts: Float64Array,
  { segments, divisions }: SegmentIndex,
  clusters: Clusters,
): { readonly products: Matrix; readonly counts: Float64Array } {
  const size = segments.length;
  const products = new Float64Array(size * size);
  const counts = new Float64Array(size);
  const shares = segments.map(({ rows }) => 1 / rows);
  const sums = new Float64Array(size);
  const isTouched = new Uint8Array(size);
  const touched = new Int32Array(size);
  const { rows, end } = rowsByCluster(clusters);
  for (let cluster = 0, next = 0; cluster < clusters.count; cluster++) {
    let count = 0;
    for (; next < end[cluster]!; next++) {
      const row = rows[next]!;
      for (let division = 0; division < divisions.length; division++) {
        const segment = divisions[division]![row]!;
        if (segment < 0) continue;
        if (isTouched[segment] === 0) {
          isTouched[segment] = 1;
          touched[count++] = segment;
        }
        sums[segment]! += (values[division]![row]! - lifts[segment]!) * shares[segment]!;
      }
    }
    for (let a = 0; a < count; a++) {
      const first = touched[a]!;
      counts[first]!++;
      for (let b = 0; b < count; b++) {
        products[first * size + touched[b]!]! += sums[first]! * sums[touched[b]!]!;
      }
    }
    for (let a = 0; a < count; a++) {
      sums[touched[a]!] = 0;
      isTouched[touched[a]!] = 0;
    }
  }
  return { products: Matrix.from1DArray(size, size, products), counts };
}

/** The rows in the order of their clusters, and where each cluster's end. */
function rowsByCluster({ count, ofRow, sizes }: Clusters) {
  const end = new Int32Array(count);
  for (let cluster = 0, sum = 0; cluster < count; cluster++) end[cluster] = sum += sizes[cluster]!;
  const next = end.map((last, cluster) => last - sizes[cluster]!);
  const rows = new Int32Array(ofRow.length);
  for (let row = 0; row < ofRow.length; row++) rows[next[ofRow[row]!]!++] = row;
  return { rows, end };
}

function requireClusters({ segments }: SegmentIndex, counts: Float64Array): void {
  const alone = segments.filter((_, at) => counts[at]! < 2);
  if (alone.length === 0) return;
  const [{ segmentColumn, segment }] = alone as [IndexedSegment];
  throw new InputError(
    `${alone.length} of ${segments.length} segments lie in one cluster, the first of them ${segment}`,
    {
      column: segmentColumn,
      count: alone.length,
      remedy: "Leave such segments out, for example by asking for more rows.",
    },
  );
}
