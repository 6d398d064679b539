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
import type { IndexedSegment } from "lib/inference/segment_index.ts";

/** What is asked of a test. */
export interface DetectionDemands {
  /** Probability of finding the effect, above 0 and below 1; 0.8 unless told otherwise. */
  readonly power?: number;
  /** How many standard errors the estimate has to reach; 1.96 for one test at 5 %. */
  readonly criticalValue?: number;
}

/** A segment with the smallest effect that can be found in it. */
export interface DetectableSegment extends IndexedSegment {
  /** In units of the outcome. */
  readonly detectable: number;
}

/**
 * Smallest detectable effect of a segment: the effect that a two-sided test finds with the power asked for.
 *
 * It is (c + z) · error, with c the critical value, the larger the more tests are made, and z the normal
 * quantile of the power: Bloom (1995), "Minimum detectable effects", Evaluation Review 19(5). The error must
 * come from the design (`plannedErrors`): the one that was estimated is small where the estimate is, and would
 * call any estimate detectable.
 *
 * @param error the standard error by design, above 0
 * @param demands the power, and the critical value
 * @returns the effect, in units of the error
 * @throws {InputError} if the error is not above 0, or a demand is no number it can be
 *
 * @example
 * ```ts
 * import { smallestDetectableEffect } from "lib/inference/detectable.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(smallestDetectableEffect(0.01).toFixed(4), "0.0280");
 * ```
 */
export function smallestDetectableEffect(error: number, demands: DetectionDemands = {}): number {
  if (!(Number.isFinite(error) && error > 0)) {
    throw new InputError(`the error is ${shown(error)}`, { remedy: "Give a number above 0." });
  }
  return reachOf(demands) * error;
}

/**
 * Rows needed to find an effect, if the further ones are like those that there are: variances shrink as rows
 * grow, so that it is the square of Bloom's (1995) minimum detectable effect over the effect, times the rows.
 *
 * @param rows how many rows the error rests on
 * @param error the standard error by design on so many rows, above 0
 * @param effect the effect to be found, of either sign, not 0
 * @param demands the power, and the critical value
 * @returns a whole number of rows, of the first ones and the further ones together
 * @throws {InputError} if a number is none it can be
 *
 * @example Half the effect takes four times the rows
 * ```ts
 * import { rowsToDetect, smallestDetectableEffect } from "lib/inference/detectable.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const effect = smallestDetectableEffect(0.01);
 * assertEquals(rowsToDetect(1000, 0.01, effect / 2), 4000);
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
  if (!(Number.isFinite(effect) && effect !== 0)) {
    throw new InputError(`the effect is ${shown(effect)}`, {
      remedy: "Give a number other than 0: no number of rows finds an effect of 0.",
    });
  }
  const exact = rows * (smallestDetectableEffect(error, demands) / effect) ** 2;
  // What rounding added shall not ask for a row more.
  return Math.ceil(exact * (1 - 1e-12));
}

/** How many errors lie between no effect and one that is found with the power. */
function reachOf(demands: DetectionDemands): number {
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
  return criticalValue + normalQuantile(power, 0, 1);
}
