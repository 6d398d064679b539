/**
 * An estimator tried on clicks that no place can have changed.
 *
 * @module
 */

import { requireFunction } from "lib/argument_checks.ts";
import { probabilityColumn } from "lib/checks.ts";
import {
  type PlaceboEstimates,
  placeboEstimates,
  type PlaceboOptions,
} from "lib/inference/placebo_estimates.ts";
import { seededSource } from "lib/random/seeded.ts";

/**
 * Placebo outcome: what an estimator finds in clicks that are drawn from the same probability in either
 * arm.
 *
 * Each draw gives every row a click with the probability that the outcome model expects of it under
 * control. So the effect is zero in every row, while places, covariates and how both hang together stay as
 * they are: what is left of the estimate on average is what the estimator does not take out of that
 * confounding. Whether it could take it out of clicks that depend on something unrecorded, no draw from a
 * model of what was recorded can tell.
 *
 * The other outcome that no place can have changed is a number that was recorded before, such as an
 * article's age. It needs no model and can show what was not recorded, but an estimator for clicks cannot
 * read it: `testResidualsByLot` takes it as the outcome, and tests by it whether places were drawn by lot.
 * Sources: Sharma and Kiciman (2020), "DoWhy", arXiv:2011.04216, for refuting an estimate with a simulated
 * outcome; Schuler, Jung, Tibshirani, Hastie and Shah (2017), "Synth-validation", arXiv:1711.00083, for
 * outcomes drawn from a fitted model.
 *
 * @param expected probability of a click under control, from 0 to 1, one a row, such as a model's
 *   `outcomeControl`
 * @param estimate the estimator: from a click or none for every row to one number; its argument is
 *   overwritten by the next draw, and models of the outcome have to be fitted to it anew
 * @param options how many draws, from which seed
 * @returns the estimates, their mean and spread, and how far the mean lies from zero
 * @throws {InputError} if a probability is missing or not from 0 to 1, an estimate is no finite number, or
 *   an option is no number it can be
 *
 * @example What is likely to be clicked stands at the top: the plain difference takes that for an effect
 * ```ts
 * import { placeboOutcome } from "lib/inference/placebo_outcome.ts";
 * import { assert } from "@std/assert";
 *
 * const isTop = (row: number) => row < 100;
 * const expected = Float64Array.from({ length: 200 }, (_, row) => isTop(row) ? 0.6 : 0.2);
 * const { mean, z } = await placeboOutcome(
 *   expected,
 *   (clicked) => clicked.reduce((sum, click, row) => sum + (isTop(row) ? click : -click), 0) / 100,
 *   { draws: 99, seed: 1 },
 * );
 * assert(Math.abs(mean - 0.4) < 0.05 && z > 3);
 * ```
 */
export function placeboOutcome(
  expected: ArrayLike<number>,
  estimate: (clicked: Uint8Array) => number | Promise<number>,
  options: PlaceboOptions,
): Promise<PlaceboEstimates> {
  requireFunction(estimate, "estimator", "(clicked) => effectOf(clicked)");
  const probabilities = probabilityColumn(expected, "expected");
  const clicked = new Uint8Array(probabilities.length);
  return placeboEstimates(options, (draw) => {
    const { uniform } = seededSource(options.seed, `placebo outcome/${draw}`);
    for (let row = 0; row < clicked.length; row++) {
      clicked[row] = uniform() < probabilities[row]! ? 1 : 0;
    }
    return estimate(clicked);
  });
}
