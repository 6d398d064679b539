/**
 * Means of segments with other errors than their own.
 *
 * @module
 */

import type { SegmentMeans } from "lib/inference/segment_means.ts";
import { Matrix } from "ml-matrix";

/** The means of some segments, with other errors and the same correlations. */
export function rescaled(
  { segments, covariance, clusters }: SegmentMeans,
  numbers: readonly number[],
  errors: Float64Array,
): SegmentMeans {
  const scaled = new Matrix(numbers.length, numbers.length);
  numbers.forEach((from, a) => {
    numbers.forEach((to, b) => {
      const product = segments[from]!.standardError * segments[to]!.standardError;
      // Scores that do not vary are correlated with nothing.
      const correlation = a === b ? 1 : product > 0 ? covariance.get(from, to) / product : 0;
      scaled.set(a, b, correlation * errors[from]! * errors[to]!);
    });
  });
  return {
    segments: numbers.map((at) => ({ ...segments[at]!, standardError: errors[at]! })),
    covariance: scaled,
    clusters,
  };
}
