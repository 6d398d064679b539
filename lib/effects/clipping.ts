/**
 * What the clipping bound does to an estimate.
 *
 * @module
 */

import { requireListOf } from "lib/argument_checks.ts";
import { shown } from "lib/checks.ts";
import {
  type AipwInputs,
  aipwScores,
  averageEffect,
  type EffectEstimate,
} from "lib/effects/aipw.ts";
import { InputError } from "lib/errors.ts";

/** The average effect under one clipping bound. */
export interface ClippedEffect {
  /** The bound: propensities are kept within [clip, 1 − clip]. */
  readonly clip: number;
  /** The average effect under it, in units of the outcome. */
  readonly effect: EffectEstimate;
  /** Rows whose propensity was raised to the bound. */
  readonly raised: number;
  /** Rows whose propensity was lowered to one minus the bound. */
  readonly lowered: number;
}

/** Into how many steps the way from zero to the given bound is divided. */
const FINENESS = 5;

/** How many times the given bound the largest one is, if that leaves room for propensities. */
const REACH = 10;

/** The largest bound tried; at one half nothing would be left of the propensities. */
const LARGEST = 0.49;

/** The step between bounds where none is given to go by. */
const STEP_FROM_ZERO = 0.0025;

/**
 * Clipping bounds to compare one with: evenly spaced from a fifth of it to ten times of it, itself
 * among them, all below one half. Around 0, which is no clipping, from 0 to 0.1.
 *
 * @param clip the bound that an analysis uses, from 0 to below 0.5
 * @returns the bounds, ascending
 * @throws {InputError} if `clip` is no number in its range
 *
 * @example
 * ```ts
 * import { clippingBounds } from "lib/effects/clipping.ts";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const bounds = clippingBounds(0.01);
 * assertEquals([bounds[0], bounds.at(-1), bounds.length], [0.002, 0.1, 50]);
 * assert(bounds.includes(0.01));
 * ```
 */
export function clippingBounds(clip: number): number[] {
  if (typeof clip !== "number" || !(clip >= 0 && clip < 0.5)) {
    throw new InputError(`the clipping bound is ${shown(clip)}`, {
      remedy: "Give a number from 0 (no clipping) to below 0.5.",
    });
  }
  if (clip === 0) return Array.from({ length: 41 }, (_, k) => k * STEP_FROM_ZERO);
  const multiples = Array.from({ length: FINENESS * REACH }, (_, k) => k + 1);
  return multiples
    // The bound itself is kept to the last bit.
    .map((k) => k === FINENESS ? clip : k * clip / FINENESS)
    .filter((bound) => bound === clip || bound <= LARGEST);
}

/**
 * Average effect under each of several clipping bounds, from the same nuisance predictions.
 *
 * A larger bound caps the weights 1 / e and 1 / (1 − e) lower: it narrows the interval and biases the
 * estimate towards what the outcome model says. Source: Crump, Hotz, Imbens and Mitnik (2009),
 * "Dealing with limited overlap in estimation of average treatment effects", Biometrika 96(1), on
 * leaving such rows out instead.
 *
 * @param inputs outcome, treatment and nuisance predictions, all of the same length
 * @param bounds the clipping bounds, each from 0 (no clipping) to below 0.5
 * @returns per bound, in the given order, the average effect and how many propensities it touched
 * @throws {InputError} if a bound or the inputs are unsound, as `aipwScores` and `averageEffect` say
 *
 * @example An article that stood at the top although that was rare weighs less under a larger bound
 * ```ts
 * import { clippedEffects } from "lib/effects/clipping.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const articles = {
 *   outcome: Uint8Array.of(1, 0),
 *   treatment: Uint8Array.of(1, 0),
 *   propensity: Float64Array.of(0.125, 0.5),
 *   outcomeTreated: Float64Array.of(0, 0),
 *   outcomeControl: Float64Array.of(0, 0),
 * };
 * const effects = clippedEffects(articles, [0.1, 0.25]);
 * assertEquals(effects.map(({ effect, raised }) => [effect.lift, raised]), [[4, 0], [2, 1]]);
 * ```
 */
export function clippedEffects(inputs: AipwInputs, bounds: readonly number[]): ClippedEffect[] {
  requireListOf(bounds, "clipping bounds");
  return bounds.map((clip) => {
    const { scores, raised, lowered } = aipwScores(inputs, clip);
    return { clip, effect: averageEffect(scores), raised, lowered };
  });
}
