/**
 * How strong an unobserved cause would be that is like covariates that were recorded.
 *
 * @module
 */

import { requireRecord } from "lib/argument_checks.ts";
import type { AipwInputs } from "lib/effects/aipw.ts";
import { partsOf, requireWeight, type SupposedCause } from "lib/effects/confounding.ts";

/** Nuisance predictions of the same rows by models with fewer covariates. */
export type ReducedPredictions = Pick<
  AipwInputs,
  "propensity" | "outcomeTreated" | "outcomeControl"
>;

/** The strength of covariates that were left out, as a cause to suppose. */
export interface ConfoundingBenchmark extends SupposedCause {
  /** What leaving the covariates out adds to the estimate, in units of the outcome. */
  readonly change: number;
  /**
   * The change over the most that covariates of their strength could make, from −1 to 1, with the sign of
   * the change. Next to 0 what they do to the outcome has little to do with what they do to the treatment;
   * ±1 also where one of the models is no worse without them, so that nothing is left to divide by.
   */
  readonly adversity: number;
  /** The share that, taken for both, moves the estimate as far: one number to compare strengths by. */
  readonly equalStrength: number;
}

/**
 * Confounding benchmark: what leaving recorded covariates out does to the fit of both nuisance models and
 * to the estimate.
 *
 * With σ² the mean squared error of the outcome's predictions and ν² the mean square of the weights, as in
 * `confoundingBounds`,
 *
 * ```text
 * ofOutcome     σ²(reduced) / σ²(full) − 1
 * ofTreatment   1 − ν²(reduced) / ν²(full)
 * adversity     change / √((σ²(reduced) − σ²(full)) (ν²(full) − ν²(reduced)))
 * equalStrength s with s² / (1 − s) = c d / (1 − d), for the shares c and d
 * ```
 *
 * the shares kept from 0 to 1, the adversity from −1 to 1. What `confoundingBounds` says of a cause of these
 * shares holds for one nobody recorded that is as strong as the covariates, at an adversity of 1, the worst.
 * The treatment's is the share of the mean square of the weights that is there with the covariates and not
 * without, so that d / (1 − d) is by how much it grows. Sources: Cinelli and Hazlett (2020), "Making sense of
 * sensitivity", JRSS B 82(1), section 4.4, for the idea in linear models; Chernozhukov, Cinelli, Newey,
 * Sharma and Syrgkanis (2022), "Long story short", NBER 30302, for any; the figures are those of
 * `sensitivity_benchmark` of DoubleML 0.11.4 (cf_y, rho, delta_theta); its cf_d is the growth d / (1 − d), at most 1.
 *
 * It says how strong the recorded covariates are, and no more: what was not recorded may be stronger. Where
 * a covariate tells what others tell as well, leaving it out alone shows little; leave such ones out
 * together.
 *
 * @param inputs outcome, treatment and the full models' predictions, propensities above 0 and below 1
 * @param reduced predictions of models with the same form and the same folds, without the covariates
 * @returns the strength of the covariates as a supposed cause, and what they do to the estimate
 * @throws {InputError} if an input is unsound, or the propensities fit the treatments so badly that the
 *   mean square of the weights is not above 0
 *
 * @example A covariate that tells nothing is a benchmark of strength 0
 * ```ts
 * import { confoundingBenchmark } from "lib/effects/confounding_benchmark.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const predictions = {
 *   propensity: Float64Array.of(0.5, 0.5, 0.5, 0.5),
 *   outcomeTreated: Float64Array.of(0.5, 0.5, 0.5, 0.5),
 *   outcomeControl: Float64Array.of(0.5, 0.5, 0.5, 0.5),
 * };
 * const { ofOutcome, ofTreatment, change } = confoundingBenchmark({
 *   outcome: Uint8Array.of(1, 0, 1, 0),
 *   treatment: Uint8Array.of(1, 1, 0, 0),
 *   ...predictions,
 * }, predictions);
 * assertEquals([ofOutcome, ofTreatment, change], [0, 0, 0]);
 * ```
 */
export function confoundingBenchmark(
  inputs: AipwInputs,
  reduced: ReducedPredictions,
): ConfoundingBenchmark {
  requireRecord(reduced, "predictions", "{ propensity, outcomeTreated, outcomeControl }");
  const full = partsOf(inputs);
  const { propensity, outcomeTreated, outcomeControl } = reduced;
  const without = partsOf({ ...inputs, propensity, outcomeTreated, outcomeControl });
  requireWeight(full.squaredWeight, "full");
  requireWeight(without.squaredWeight, "reduced");
  const ofOutcome = without.squaredError - full.squaredError;
  const ofTreatment = full.squaredWeight - without.squaredWeight;
  const change = without.lift - full.lift;
  const most = Math.sqrt(Math.max(0, ofOutcome) * Math.max(0, ofTreatment));
  const strength: SupposedCause = {
    // Predictions without any error leave nothing to compare with.
    ofOutcome: ofOutcome <= 0 ? 0 : Math.min(1, ofOutcome / full.squaredError),
    ofTreatment: Math.max(0, ofTreatment / full.squaredWeight),
  };
  return {
    ...strength,
    equalStrength: equalStrength(strength),
    change,
    adversity: Math.sign(change) * (most > 0 ? Math.min(1, Math.abs(change) / most) : 1),
  };
}

/** The s with s² / (1 − s) = c d / (1 − d). */
function equalStrength({ ofOutcome, ofTreatment }: SupposedCause): number {
  if (ofTreatment === 1) return ofOutcome > 0 ? 1 : 0;
  const product = ofOutcome * ofTreatment / (1 - ofTreatment);
  return (Math.sqrt(product * (product + 4)) - product) / 2;
}
