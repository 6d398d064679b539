/**
 * Means of segments with other errors than their own: the larger of the estimated one and the null error.
 *
 * @module
 */

import type { Contrast } from "lib/inference/contrasts.ts";
import { errorColumn } from "lib/inference/evidence_checks.ts";
import { requireMeans, type SegmentMeans } from "lib/inference/segment_means.ts";
import { Matrix } from "ml-matrix";

/**
 * Means with the larger of both errors: those of segments, each with its standard error or its null error,
 * whichever is larger, and with the same correlations.
 *
 * A segment with too few treated clicks by chance has an estimate and a standard error that are too small
 * together, and seems to differ from all others; its null error is not. Where a treatment has an effect, the
 * null error is too small instead. To compare segments with each other, take the larger. It is a rule for
 * careful use and not an estimate: an interval of one segment is never narrower than with either error. A
 * difference of two segments can be: where their scores move together, an error that grows on one side alone
 * can take from the variance of the difference. Take the wider of the interval by the means as they are and by these.
 *
 * @param means the means of all segments, by `segmentMeans`
 * @param nullErrors their null errors, by `nullErrors`
 * @returns the same means with larger errors and the covariance that goes with them
 * @throws {InputError} if there is not one null error a segment, or one is not above 0
 *
 * @example
 * ```ts
 * import { withLargerErrors } from "lib/inference/larger_errors.ts";
 * import { segmentMeans } from "lib/inference/segment_means.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const topic = { name: "topic", levels: ["news", "sports"], codes: Int32Array.of(0, 0, 1, 1) };
 * const means = segmentMeans(
 *   Float64Array.of(4, 6, -3, 5),
 *   indexSegments([topic]),
 *   Int32Array.of(0, 1, 2, 3),
 * );
 * const { segments } = withLargerErrors(means, Float64Array.of(2, 2));
 * assertEquals(segments.map(({ standardError }) => standardError), [2, 4]);
 * ```
 */
export function withLargerErrors(means: SegmentMeans, nullErrors: Float64Array): SegmentMeans {
  requireMeans(means);
  const errors = errorColumn(nullErrors, means.segments.length);
  return rescaled(
    means,
    means.segments.map((_, at) => at),
    Float64Array.from(means.segments, (own, at) => Math.max(own.standardError, errors[at]!)),
  );
}

/** A contrast of the means as they are, or with larger errors, whichever is wider. */
export function widerContrast(
  means: SegmentMeans,
  larger: SegmentMeans,
  of: (means: SegmentMeans) => Contrast,
): Contrast {
  const [own, careful] = [of(means), of(larger)];
  return careful.standardError > own.standardError ? careful : own;
}

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
