/**
 * Estimates where the effect is known to be zero.
 *
 * @module
 */

import { requireKnownOptions } from "lib/argument_checks.ts";
import { shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { requireDraws } from "lib/inference/draw_count.ts";
import type { OnProgress } from "lib/progress.ts";
import { type Seed, seedText } from "lib/random/seeded.ts";

/** Estimates of an effect that is zero, one a draw. */
export interface PlaceboEstimates {
  readonly estimates: Float64Array;
  readonly mean: number;
  /** Their standard deviation (divisor n − 1): what the estimator's error is where there is no effect. */
  readonly standardDeviation: number;
  /**
   * The mean over its own error, the standard deviation over the root of the number of draws. Far from 0,
   * beyond 3 say, it tells that the estimator finds an effect where there is none; NaN where all estimates
   * are 0, infinite where they are all another number.
   */
  readonly z: number;
}

/** How many placebos are drawn, and from where. */
export interface PlaceboOptions {
  /** How often, from 2. */
  readonly draws: number;
  readonly seed: Seed;
  /** Called after every draw. */
  readonly onProgress?: OnProgress;
}

/** The options of a placebo, checked before anything is estimated. */
export function soundPlacebo(options: PlaceboOptions): PlaceboOptions {
  const sound = requireKnownOptions(options, ["draws", "seed", "onProgress"]);
  requireDraws(sound.draws, 2, 199);
  seedText(sound.seed);
  return sound;
}

/** Estimates by draws, one after the other. */
export async function placeboEstimates(
  options: PlaceboOptions,
  estimate: (draw: number) => number | Promise<number>,
): Promise<PlaceboEstimates> {
  const { draws, onProgress } = soundPlacebo(options);
  const estimates = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    estimates[draw] = requireEstimate(await estimate(draw), `draw ${draw + 1} of ${draws}`);
    onProgress?.({
      step: "placebo",
      text: "Estimating where there is no effect",
      done: draw + 1,
      total: draws,
    });
  }
  const mean = estimates.reduce((sum, value) => sum + value, 0) / draws;
  const squares = estimates.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const standardDeviation = Math.sqrt(squares / (draws - 1));
  return { estimates, mean, standardDeviation, z: mean / (standardDeviation / Math.sqrt(draws)) };
}

/** An estimate, which must be a finite number. */
export function requireEstimate(estimate: number, where: string): number {
  if (Number.isFinite(estimate)) return estimate;
  throw new InputError(`the estimate of ${where} is ${shown(estimate)}`, {
    remedy: "Give a function that returns a number for every draw.",
  });
}
