/**
 * How large an effect has to be for a test to find it, and how many rows it would take for a smaller one.
 *
 * @module
 */

import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { requireKnownOptions } from "lib/argument_checks.ts";
import { shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { CRITICAL_VALUE_95 } from "lib/inference/critical_value.ts";
import {
  type DesignRows,
  plannedVariances,
  valueOf,
  type VariancePolynomial,
} from "lib/inference/planned_errors.ts";
import { skewedCriticalValue } from "lib/inference/skewed_tails.ts";
import type { IndexedSegment, SegmentIndex } from "lib/inference/segment_index.ts";

/** What is asked of a test. */
export interface DetectionDemands {
  /** Probability of finding the effect, above 0 and below 1; 0.8 unless told otherwise. */
  readonly power?: number;
  /** How many standard errors the estimate has to reach; 1.96 for one test at 5 %. */
  readonly criticalValue?: number;
}

/** What is asked of the tests of all segments. */
export interface SegmentDemands extends DetectionDemands {
  /** A gain to compare with, above 0, in units of the outcome. */
  readonly compared: number;
  /**
   * The error that the estimate has to exceed so many times: its own, unless told otherwise, or the null error,
   * with the null skewness.
   */
  readonly judgedBy?: "own error" | "null error";
}

/** A segment with the smallest effect that can be found in it. */
export interface DetectableSegment extends IndexedSegment {
  /** In units of the outcome; infinite where not even certain outcomes of all treated rows would be found. */
  readonly detectable: number;
  /** How many times the rows it takes to find the effect to compare with. */
  readonly timesRows: number;
}

/**
 * Detectable segments: the smallest effect that a two-sided test finds in each segment with the power asked for,
 * and how many times its rows it would take for another effect.
 *
 * With c the critical value, the larger the more tests are made, and z the normal quantile of the power, it is
 * the δ with δ = c s(δ) + z σ(δ): σ is the error that the estimate has under that effect, by `plannedErrors`, and s the
 * error that it is judged by, the same or the null error among so many outcomes, which by its skewness asks for
 * more errors than c. Bloom (1995),
 * "Minimum detectable effects", Evaluation Review 19(5), has (c + z) σ with one error for all effects; where
 * outcomes are rare that of no effect is too small for it. Both rest on the design: the error that was estimated
 * is small where the estimate is, and would call any estimate detectable.
 *
 * @param rows probabilities of every row, and outcomes if rates are to be those of each segment
 * @param index the segments of the same rows
 * @param demands the effect to compare with, the power, the critical value, and the error to judge by
 * @returns per segment the smallest effect, and the rows for the other as multiples of those that there are
 * @throws {InputError} if the rows are unsound, or a demand is none it can be
 *
 * @example A thousand displays, half of them at the top, one in ten clicked
 * ```ts
 * import { detectableSegments } from "lib/inference/detectable.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const index = indexSegments([{ name: "topic", levels: ["news"], codes: new Int32Array(1000) }]);
 * const [news] = detectableSegments({
 *   propensity: new Float64Array(1000).fill(0.5),
 *   outcomeRate: new Float64Array(1000).fill(0.1),
 * }, index, { compared: 0.03 });
 * assertEquals([news!.detectable.toFixed(4), news!.timesRows.toFixed(1)], ["0.0593", "3.5"]);
 * ```
 */
export function detectableSegments(
  rows: DesignRows,
  index: SegmentIndex,
  demands: SegmentDemands,
): DetectableSegment[] {
  const { compared, judgedBy = "own error", ...test } = requireKnownOptions(demands, [
    "power",
    "criticalValue",
    "compared",
    "judgedBy",
  ]);
  if (!(Number.isFinite(compared) && compared > 0)) {
    throw new InputError(`the effect to compare with is ${shown(compared)}`, {
      remedy: "Give a number above 0, such as 0.01.",
    });
  }
  if (judgedBy !== "own error" && judgedBy !== "null error") {
    throw new InputError(`there is no ${shown(judgedBy)} to judge by`, {
      remedy: 'Give "own error" or "null error".',
    });
  }
  const { critical, quantile } = soundDemands(test);
  const { own, ofDraws, skewness, highestRates } = plannedVariances(rows, index);
  return index.segments.map((segment, at): DetectableSegment => {
    const isOwn = judgedBy === "own error";
    // Of so many times the rows; skewness shrinks with their root.
    const barOf = (times: number) =>
      isOwn ? critical : skewedCriticalValue(critical, skewness[at]! / Math.sqrt(times));
    const reach = (effect: number, bar: number) =>
      reachOf(own[at]!, isOwn ? own[at]! : ofDraws[at]!, { critical: bar, quantile }, effect);
    const bar = barOf(1);
    const most = 1 - highestRates[at]!;
    return {
      ...segment,
      detectable: smallestBeyond((effect) => reach(effect, bar), most),
      timesRows: compared > most
        ? Infinity
        : smallestTimes((times) => (reach(compared, barOf(times)) / compared) ** 2),
    };
  });
}

/** The number that is as large as what it asks for, which is the less the larger it is. */
function smallestTimes(asked: (times: number) => number): number {
  let times = asked(1);
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = asked(times);
    if (Math.abs(next - times) <= 1e-12 * times) return next;
    times = next;
  }
  return times;
}

/** More than it takes: each step brings the next digit. */
const MOST_STEPS = 100;

/** How far from zero an estimate has to lie in the mean to be found with the power. */
function reachOf(
  own: VariancePolynomial,
  judging: VariancePolynomial,
  { critical, quantile }: { readonly critical: number; readonly quantile: number },
  effect: number,
): number {
  return critical * Math.sqrt(valueOf(judging, effect)) +
    quantile * Math.sqrt(valueOf(own, effect));
}

/** The smallest effect that lies beyond its reach, by halving; infinite where none does up to the most. */
function smallestBeyond(reach: (effect: number) => number, most: number): number {
  if (!(most > 0 && reach(most) <= most)) return Infinity;
  let [below, beyond] = [0, most];
  for (;;) {
    const middle = (below + beyond) / 2;
    if (middle <= below || middle >= beyond) return beyond;
    if (reach(middle) <= middle) beyond = middle;
    else below = middle;
  }
}

/**
 * Rows needed to find an effect, if the further ones are like those that there are: variances shrink as rows
 * grow, so that it is the square of Bloom's (1995) minimum detectable effect over the effect, times the rows.
 *
 * @param rows how many rows the error rests on
 * @param error the standard error on so many rows under that effect, such as one of `plannedErrors`, above 0
 * @param effect the effect to be found, of either sign, not 0
 * @param demands the power, and the critical value
 * @returns a whole number of rows, of the first ones and the further ones together
 * @throws {InputError} if a number is none it can be
 *
 * @example Half the error takes a quarter of the rows
 * ```ts
 * import { rowsToDetect } from "lib/inference/detectable.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([rowsToDetect(1000, 0.01, 0.02), rowsToDetect(1000, 0.005, 0.02)], [1963, 491]);
 * ```
 */
export function rowsToDetect(
  rows: number,
  error: number,
  effect: number,
  demands: DetectionDemands = {},
): number {
  if (!(Number.isFinite(rows) && rows > 0)) {
    throw new InputError(`${shown(rows)} is no number of rows`, {
      remedy: "Give a number above 0.",
    });
  }
  requireEffect(effect);
  if (!(Number.isFinite(error) && error > 0)) {
    throw new InputError(`the error is ${shown(error)}`, { remedy: "Give a number above 0." });
  }
  const { critical, quantile } = soundDemands(demands);
  const exact = rows * ((critical + quantile) * error / effect) ** 2;
  // What rounding added shall not ask for a row more.
  return Math.ceil(exact * (1 - 1e-12));
}

/** Refuses an effect that is none: nothing finds an effect of 0. */
export function requireEffect(effect: number): void {
  if (Number.isFinite(effect) && effect !== 0) return;
  throw new InputError(`the effect is ${shown(effect)}`, {
    remedy: "Give a number other than 0: no number of rows finds an effect of 0.",
  });
}

/** The critical value, and the normal quantile of the power. */
function soundDemands(demands: DetectionDemands) {
  const { power = 0.8, criticalValue = CRITICAL_VALUE_95 } = requireKnownOptions(demands, [
    "power",
    "criticalValue",
  ]);
  if (!(typeof power === "number" && power > 0 && power < 1)) {
    throw new InputError(`the power is ${shown(power)}`, {
      remedy: "Give a number between 0 and 1, such as 0.8.",
    });
  }
  if (!(Number.isFinite(criticalValue) && criticalValue > 0)) {
    throw new InputError(`the critical value is ${shown(criticalValue)}`, {
      remedy: "Give a positive number, such as 1.96.",
    });
  }
  return { critical: criticalValue, quantile: normalQuantile(power, 0, 1) };
}
