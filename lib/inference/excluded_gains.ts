/**
 * Which segments whose interval holds zero exclude a gain that would matter.
 *
 * @module
 */

import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { median } from "d3-array";
import { CRITICAL_VALUE_95 } from "lib/inference/critical_value.ts";
import { bonferroniCriticalValue } from "lib/inference/multiple_testing.ts";
import type { SegmentMean } from "lib/inference/segment_means.ts";

/** What is needed to judge a gain: estimates, and their errors under both hypotheses. */
interface GainEvidence {
  readonly segments: readonly SegmentMean[];
  readonly nullErrors: Float64Array;
  readonly gainErrors: Float64Array;
}

/** What intervals say of a gain. */
interface ExcludedGains {
  /** Numbers of the segments whose 95 % interval holds zero. */
  readonly holdingZero: readonly number[];
  /** Of these, those in which the gain is not excluded, if all are to be right at once. */
  readonly notExcluding: readonly number[];
  /** How many times the rows half of the latter need to exclude it four times in five, if they gain nothing. */
  readonly moreRows: number;
}

/** The segments among those judged that hold zero, and those that do not exclude the gain. */
export function excludedGains(
  { segments, nullErrors, gainErrors }: GainEvidence,
  judged: readonly number[],
  gain: number,
): ExcludedGains {
  const criticalValue = bonferroniCriticalValue(Math.max(1, judged.length), 0.05);
  // Each can be too small: the estimated one by luck, the null error if there is a gain.
  const errorOf = (at: number) =>
    Math.max(segments[at]!.standardError, nullErrors[at]!, gainErrors[at]!);
  const holdingZero = judged.filter((at) =>
    Math.abs(segments[at]!.lift) <= CRITICAL_VALUE_95 * segments[at]!.standardError
  );
  const notExcluding = holdingZero.filter((at) =>
    Math.abs(segments[at]!.lift - gain) <= criticalValue * errorOf(at)
  );
  return {
    holdingZero,
    notExcluding,
    // If it gains nothing, its estimate errs by the null error.
    moreRows: median(
      notExcluding,
      (at) => ((criticalValue * errorOf(at) + POWER_80 * nullErrors[at]!) / gain) ** 2,
    ) ?? 1,
  };
}

/** By so many errors an estimate has to lie beyond its bar to be there four times in five. */
const POWER_80 = normalQuantile(0.8, 0, 1);
