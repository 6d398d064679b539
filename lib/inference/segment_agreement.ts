/**
 * Whether another estimator's segments agree with those of one to be held against.
 *
 * @module
 */

import { requireKnownOptions } from "lib/argument_checks.ts";
import { measureColumn, requireLengths } from "lib/checks.ts";
import { bonferroniCriticalValue } from "lib/inference/multiple_testing.ts";
import type { IndexedSegment } from "lib/inference/segment_index.ts";
import { requireMeans, type SegmentMean, type SegmentMeans } from "lib/inference/segment_means.ts";
import { familyOf } from "lib/inference/step_down.ts";

/** What a comparison of two estimators over the same segments shows. */
export interface SegmentAgreement {
  /** Segments that both have. */
  readonly compared: number;
  /** Those in which they differ by more than chance explains, the furthest first. */
  readonly apart: readonly IndexedSegment[];
  /** Segments of the first that miss the true effect by more than chance explains; undefined where it is not known. */
  readonly missing: number | undefined;
}

/** Which segments of the reference are compared, and what is true of them. */
export interface AgreementOptions {
  /** Numbers of segments of the reference, such as those that rest on enough clicks; all unless told otherwise. */
  readonly among?: readonly number[];
  /** The same of the estimator that is judged, which may rest on fewer rows. */
  readonly judgedAmong?: readonly number[];
  /** The true effect of every segment, where it is known. */
  readonly trueLifts?: ArrayLike<number> | undefined;
}

/**
 * Agreement of two estimators, segment by segment: in which they differ by more than chance explains.
 *
 * They differ if the distance of their estimates is beyond Bonferroni's critical value at 5 % over the segments
 * compared, in units of √(s₁² + s₂²). That is the error of the difference if they rest on different rows; on
 * shared ones both err alike, and it is too large rather than too small. A true effect beyond the same bar is missed
 * by more than chance explains in any of them. Errors that a few clicks make too small break both: give means with the
 * larger of both errors (`withLargerErrors`), of segments that rest on enough clicks by either estimator.
 *
 * @param judged the segments of the estimator that is judged
 * @param reference those that it is held against
 * @param options which segments of the reference are compared, and their true effects
 * @returns how many are compared, which are apart, and how many miss their true effect
 * @throws {InputError} if true effects are not one a segment, or there is no such segment
 *
 * @example The first segment is ten errors off
 * ```ts
 * import { segmentAgreement } from "lib/inference/segment_agreement.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { segmentMeans } from "lib/inference/segment_means.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = Array.from({ length: 400 }, (_, row) => row);
 * const codes = Int32Array.from(rows, (row) => row % 2);
 * const index = indexSegments([{ name: "topic", levels: ["news", "golf"], codes }]);
 * const of = (shift: number) =>
 *   segmentMeans(Float64Array.from(rows, (row) => row % 3 + (row % 2 === 0 ? shift : 0)), index, rows);
 * const { compared, apart } = segmentAgreement(of(1), of(0));
 * assertEquals([compared, apart.map(({ segment }) => segment)], [2, ["news"]]);
 * ```
 */
export function segmentAgreement(
  judged: SegmentMeans,
  reference: SegmentMeans,
  options: AgreementOptions = {},
): SegmentAgreement {
  const { among, judgedAmong, trueLifts } = requireKnownOptions(options, [
    "among",
    "judgedAmong",
    "trueLifts",
  ]);
  requireMeans(judged);
  requireMeans(reference);
  const chosen = new Set(familyOf(reference.segments.length, among));
  if (trueLifts !== undefined) {
    requireLengths({ trueLifts }, reference.segments.length, "segments");
    measureColumn(trueLifts, "trueLifts");
  }
  const key = ({ segmentColumn, segment }: IndexedSegment) =>
    JSON.stringify([segmentColumn, segment]);
  const own = new Map(
    familyOf(judged.segments.length, judgedAmong)
      .map((at) => [key(judged.segments[at]!), judged.segments[at]!]),
  );
  const pairs = reference.segments.flatMap((other, at) => {
    const segment = own.get(key(other));
    return segment === undefined || !chosen.has(at)
      ? []
      : [{ segment, z: distance(segment, other), at }];
  });
  const bar = bonferroniCriticalValue(Math.max(1, pairs.length), 0.05);
  return {
    compared: pairs.length,
    apart: pairs.filter(({ z }) => z > bar).toSorted((a, b) => b.z - a.z)
      .map(({ segment: { segmentColumn, segment, rows } }) => ({ segmentColumn, segment, rows })),
    missing: trueLifts === undefined
      ? undefined
      : pairs.filter(({ segment: { lift, standardError }, at }) =>
        Math.abs(lift - trueLifts[at]!) > bar * standardError
      ).length,
  };
}

/** How many errors of the difference two estimates are apart; 0 where neither varies and they are equal. */
function distance(one: SegmentMean, other: SegmentMean): number {
  const difference = Math.abs(one.lift - other.lift);
  return difference === 0 ? 0 : difference / Math.hypot(one.standardError, other.standardError);
}
