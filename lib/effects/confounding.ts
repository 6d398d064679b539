/**
 * Sensitivity to an unobserved common cause of treatment and outcome.
 *
 * @module
 */

import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { requireKnownOptions, requireRecord } from "lib/argument_checks.ts";
import { isProbability, shown } from "lib/checks.ts";
import { type AipwInputs, aipwScores, soundInputs } from "lib/effects/aipw.ts";
import { InputError } from "lib/errors.ts";

/** How strong a cause is supposed that nobody recorded. */
export interface SupposedCause {
  /** Share of what is left of the outcome's variance that it would explain, from 0 to 1. */
  readonly ofOutcome: number;
  /**
   * Share of the variance of the weights (the Riesz representer) that it would add, from 0 to below 1; for a
   * treatment with two arms about the gain in the precision with which it is predicted.
   */
  readonly ofTreatment: number;
}

/** What an estimate becomes under a supposed cause, in units of the outcome. */
export interface ConfoundingBounds {
  readonly lift: number;
  /** The lowest and the highest effect that agree with the data and the supposed cause. */
  readonly lowest: number;
  readonly highest: number;
  /** Ends of one-sided intervals, each at the level, below the lowest and above the highest. */
  readonly lower: number;
  readonly upper: number;
  /**
   * How strong a cause of both would have to be, each by this share, to bring the estimate to the null
   * value; and to bring the end of its interval there.
   */
  readonly robustnessValue: number;
  readonly robustnessValueOfInterval: number;
}

/** Bounds under one strength. */
export interface BoundsAtStrength {
  /** Share of what is left of the click that the cause would explain, and of the weights that it would add, from 0 to below 1. */
  readonly strength: number;
  readonly bounds: ConfoundingBounds;
}

/**
 * Bounds of an average effect under an unobserved common cause, and how strong one would have to be.
 *
 * With σ² the mean squared error of the outcome's predictions and ν² the mean square of the weights
 * t / e − (1 − t) / (1 − e), a cause that explains a share c of the one and a share d of the other moves the
 * estimate by at most √(σ² ν² c d / (1 − d)). Source: Chernozhukov, Cinelli, Newey, Sharma and Syrgkanis
 * (2022), "Long story short: omitted variable bias in causal machine learning", NBER 30302, corollary 1
 * and section 5; ν² is estimated by its debiased form, the mean of 2 (1/e + 1/(1 − e)) − weight², and the
 * intervals by the influence of each row on the bound. (DoubleML 0.11.4 takes the influence on the estimate
 * with the other sign, and so has the two intervals' widths exchanged; the jackknife agrees with this one.)
 *
 * @param inputs outcome, treatment and nuisance predictions, propensities above 0 and below 1
 * @param cause how strong a cause is supposed
 * @param options the value that the effect is compared with, 0 unless told otherwise, and the level of the
 *   one-sided intervals, 0.95 unless told otherwise
 * @returns bounds, intervals and robustness values
 * @throws {InputError} if an input is unsound, propensities contradict the treatments, a share is not from 0 to 1 (the treatment's below 1), or an
 *   option is no number it can be
 *
 * @example A cause that acts on neither changes nothing
 * ```ts
 * import { confoundingBounds } from "lib/effects/confounding.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { lift, lowest, highest } = confoundingBounds({
 *   outcome: Uint8Array.of(1, 0, 1, 0),
 *   treatment: Uint8Array.of(1, 1, 0, 0),
 *   propensity: Float64Array.of(0.5, 0.5, 0.5, 0.5),
 *   outcomeTreated: Float64Array.of(0.5, 0.5, 0.5, 0.5),
 *   outcomeControl: Float64Array.of(0.5, 0.5, 0.5, 0.5),
 * }, { ofOutcome: 0, ofTreatment: 0 });
 * assertEquals([lift, lowest, highest], [0, 0, 0]);
 * ```
 */
export function confoundingBounds(
  inputs: AipwInputs,
  cause: SupposedCause,
  options: { readonly nullValue?: number; readonly level?: number } = {},
): ConfoundingBounds {
  const { nullValue = 0, level = 0.95 } = requireKnownOptions(options, ["nullValue", "level"]);
  requireRecord(cause, "shares", "{ ofOutcome: 0.01, ofTreatment: 0.01 }");
  requireOptions(cause, nullValue, level);
  const parts = partsOf(inputs);
  requireWeight(parts.squaredWeight, "given");
  const z = normalQuantile(level, 0, 1);
  const strength = strengthOf(cause.ofOutcome, cause.ofTreatment);
  const { lift, bias } = parts;
  const [low, high] = [lift - strength * bias, lift + strength * bias];
  const side = lift >= nullValue ? -1 : 1;
  return {
    lift,
    lowest: low,
    highest: high,
    lower: low - z * errorOf(parts, -strength),
    upper: high + z * errorOf(parts, strength),
    robustnessValue: smallestShare((share) => {
      const moved = lift + side * strengthOf(share, share) * bias;
      return side * (moved - nullValue) >= 0;
    }),
    robustnessValueOfInterval: smallestShare((share) => {
      const own = side * strengthOf(share, share);
      const moved = lift + own * bias + side * z * errorOf(parts, own);
      return side * (moved - nullValue) >= 0;
    }),
  };
}

/** The estimate, what a unit of strength moves it by, and the moments of the rows' influence on both. */
interface Parts {
  readonly lift: number;
  /** σ², the mean squared error of the outcome's predictions. */
  readonly squaredError: number;
  /** ν², the mean square of the weights; chance and a poor fit can bring its estimate below 0. */
  readonly squaredWeight: number;
  readonly bias: number;
  readonly rows: number;
  readonly ofLift: number;
  readonly ofBias: number;
  readonly ofBoth: number;
}

/** The parts that bounds and benchmarks are made of; inputs are checked as scores need them. */
export function partsOf(inputs: AipwInputs): Parts {
  const sound = soundInputs(inputs);
  const { scores } = aipwScores(sound, 0);
  const { outcome, treatment, propensity, outcomeTreated, outcomeControl } = sound;
  const rows = scores.length;
  if (rows === 0) {
    throw new InputError("there are no rows", { count: 0, remedy: "Give one row or more." });
  }
  const squares = new Float64Array(rows);
  const weights = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const [t, e] = [treatment[row]!, propensity[row]!];
    squares[row] = (outcome[row]! - (t === 1 ? outcomeTreated : outcomeControl)[row]!) ** 2;
    weights[row] = 2 * (1 / e + 1 / (1 - e)) - (t === 1 ? 1 / e : 1 / (1 - e)) ** 2;
  }
  const [lift, sigma, nu] = [scores, squares, weights].map(meanOf) as [number, number, number];
  const bias = Math.sqrt(sigma * Math.max(0, nu));
  let [ofLift, ofBias, ofBoth] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const onLift = scores[row]! - lift;
    // The derivative of √(σ² ν²).
    const onBias = bias === 0
      ? 0
      : (sigma * (weights[row]! - nu) + nu * (squares[row]! - sigma)) / (2 * bias);
    ofLift += onLift * onLift;
    ofBias += onBias * onBias;
    ofBoth += onLift * onBias;
  }
  return { lift, squaredError: sigma, squaredWeight: nu, bias, rows, ofLift, ofBias, ofBoth };
}

/** The standard error of the estimate moved by a strength of either sign. */
function errorOf({ rows, ofLift, ofBias, ofBoth }: Parts, strength: number): number {
  return Math.sqrt(ofLift + 2 * strength * ofBoth + strength * strength * ofBias) / rows;
}

/** √(c d / (1 − d)). */
function strengthOf(ofOutcome: number, ofTreatment: number): number {
  return Math.sqrt(ofOutcome * ofTreatment / (1 - ofTreatment));
}

/** The smallest share for which something holds that holds for all larger ones; 1 if for none. */
function smallestShare(holds: (share: number) => boolean): number {
  if (holds(0)) return 0;
  let [low, high] = [0, 1];
  // Sixty halvings leave nothing that a double near 1 shows.
  for (let step = 0;; step++) {
    const middle = (low + high) / 2;
    if (step === 60 || middle === low || middle === high) return high;
    if (holds(middle)) high = middle;
    else low = middle;
  }
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function requireOptions(
  { ofOutcome, ofTreatment }: SupposedCause,
  nullValue: number,
  level: number,
): void {
  const share = (name: string, value: number, isMet: boolean) => {
    if (isMet) return;
    throw new InputError(`${name} is ${shown(value)}`, {
      remedy: "Give a share from 0 to 1; that of the treatment stays below 1.",
    });
  };
  share("ofOutcome", ofOutcome, isProbability(ofOutcome));
  share("ofTreatment", ofTreatment, isProbability(ofTreatment) && ofTreatment < 1);
  if (!Number.isFinite(nullValue)) {
    throw new InputError(`the null value is ${shown(nullValue)}`, { remedy: "Give a number." });
  }
  if (!(typeof level === "number" && level > 0.5 && level < 1)) {
    throw new InputError(`the level is ${shown(level)}`, {
      remedy: "Give a number above 0.5 and below 1, such as 0.95.",
    });
  }
}

/** Refuses weights whose mean square is not above 0: propensities that contradict the treatments. */
export function requireWeight(squaredWeight: number, models: string): void {
  if (squaredWeight > 0) return;
  throw new InputError(
    `the mean square of the ${models} models' weights is ${
      squaredWeight.toPrecision(3)
    }, not above 0`,
    {
      column: "propensity",
      remedy: "Give propensities that fit the treatments: these are wrong for most rows.",
    },
  );
}
