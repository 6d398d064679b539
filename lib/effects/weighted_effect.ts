/**
 * Effects by weighting with probabilities of treatment that are known, or taken to be.
 *
 * @module
 */

import { requireKnownOptions } from "lib/argument_checks.ts";
import { binaryColumn, measureColumn, probabilityColumn, shown, soundColumns } from "lib/checks.ts";
import { requirePossible } from "lib/possible_arms.ts";
import { InputError } from "lib/errors.ts";

/** What is averaged over. */
export type Estimand =
  /** Every row counts alike. */
  | "per row"
  /** Every list counts alike, its rows by one over their number. */
  | "per list"
  /** Rows count as they are likely to be treated: the effect on the treated. */
  | "treated"
  /** Rows count by e (1 − e): those that could well stand in either arm. */
  | "overlap";

/** How outcomes are weighted. */
export type Estimator =
  /** Horvitz and Thompson's: by the inverse of the probability, over the known number. */
  | "inverse probability"
  /** Hájek's: the same over the sum of the weights, arm by arm. */
  | "normalized"
  /** With predicted outcomes, whose errors alone are weighted. */
  | "doubly robust";

/** Rows to estimate from, one value each. */
export interface WeightedRows {
  /** The outcome, 0 or 1. */
  readonly outcome: Uint8Array;
  /** The treatment, 0 or 1. */
  readonly treatment: Uint8Array;
  /** Probability of treatment; rows for which it is 0 or 1 have no counterpart and are left out. */
  readonly propensity: Float64Array;
  /** Expected outcome under treatment, for the doubly robust estimator. */
  readonly outcomeTreated?: Float64Array;
  /** Expected outcome under control, for the doubly robust estimator. */
  readonly outcomeControl?: Float64Array;
  /** How many rows the row's list has, for the effect per list; at least 1. */
  readonly listSize?: Float64Array;
}

/** An effect as the mean of scores, and who was left out. */
export interface WeightedEffect {
  /** The estimate, in units of the outcome: the mean of the scores. */
  readonly lift: number;
  /** One score for each row of `kept`; their spread, by rows or by clusters, is the estimate's error. */
  readonly scores: Float64Array;
  /** The rows that have a counterpart, ascending. */
  readonly kept: Int32Array;
  /** Rows that could stand in the treated arm only, and in the control arm only. */
  readonly certainlyTreated: number;
  readonly certainlyControl: number;
}

/** How much each estimand counts a row with probability e in a list of so many rows. */
const COUNTS: Readonly<Record<Estimand, (e: number, size: number) => number>> = {
  "per row": () => 1,
  "per list": (_, size) => 1 / size,
  "treated": (e) => e,
  "overlap": (e) => e * (1 - e),
};

const ESTIMATORS: readonly Estimator[] = ["inverse probability", "normalized", "doubly robust"];

/**
 * Weighted effect: the average effect for an estimand, by one of three estimators.
 *
 * With h what a row counts, e its probability of treatment, t and y treatment and outcome,
 *
 * ```text
 * inverse probability   Σ h (t y / e − (1 − t) y / (1 − e)) / Σ h
 * normalized            Σ h t y / e / Σ h t / e − Σ h (1 − t) y / (1 − e) / Σ h (1 − t) / (1 − e)
 * doubly robust         Σ h ψ / Σ h, with ψ the score of `aipwScores`
 * ```
 *
 * Each is the mean of scores, the estimate plus the row's influence on it, so that its error can be
 * counted by clusters. For effects by segment take `weightedScores`. Sources: Horvitz and Thompson (1952), JASA 47(260); Hájek (1971), in "Foundations
 * of Statistical Inference"; Robins, Rotnitzky and Zhao (1994), JASA 89(427); for h, Li, Morgan and
 * Zaslavsky (2018), "Balancing covariates via propensity score weighting", JASA 113(521), table 1.
 *
 * @param rows outcome, treatment and probability of every row, and what else the choice needs
 * @param choice what is averaged over, and how
 * @returns the estimate, its scores, and the rows that were left out
 * @throws {InputError} if a column is missing that the choice needs, if lengths differ, if treatment or
 *   outcome are not 0 or 1, a probability is not from 0 to 1, a row stands in the arm that its
 *   probability rules out, or no two rows of both arms are left
 *
 * @example Two displays at the top, each half as likely as not, one of them clicked
 * ```ts
 * import { weightedEffect } from "lib/effects/weighted_effect.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = {
 *   outcome: Uint8Array.of(1, 0, 0, 1),
 *   treatment: Uint8Array.of(1, 1, 0, 1),
 *   propensity: Float64Array.of(0.5, 0.5, 0.5, 1),
 * };
 * const choice = { estimand: "per row", estimator: "normalized" } as const;
 * const { lift, certainlyTreated } = weightedEffect(rows, choice);
 * assertEquals([lift, certainlyTreated], [0.5, 1]);
 * ```
 */
export function weightedEffect(
  rows: WeightedRows,
  choice: { readonly estimand: Estimand; readonly estimator: Estimator },
): WeightedEffect {
  const { estimand, estimator } = requireKnownOptions(choice, ["estimand", "estimator"]);
  requireChoice(estimand, estimator);
  const known = soundColumns(rows, KNOWN, rows?.outcome?.length ?? 0);
  const { outcome, treatment, propensity } = known;
  const length = outcome.length;
  const mu1 = needed(rows, "outcomeTreated", estimator === "doubly robust", length);
  const mu0 = needed(rows, "outcomeControl", estimator === "doubly robust", length);
  const size = needed(rows, "listSize", estimand === "per list", length);
  requireSize(size);
  requirePossible(propensity, treatment, "propensity");
  const overlap = keptRows(propensity);
  const { kept } = overlap;

  const counted = COUNTS[estimand];
  const [h, treated, control] = Array.from({ length: 3 }, () => new Float64Array(kept.length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  kept.forEach((row, at) => {
    const e = propensity[row]!;
    h[at] = counted(e, size?.[row] ?? 1);
    if (treatment[row] === 1) treated[at] = h[at]! / e;
    else control[at] = h[at]! / (1 - e);
  });
  requireBothArms(treated, control);
  const y = (row: number) => outcome[row]!;
  const scores = estimator === "normalized"
    ? normalizedScores(kept, treated, control, y)
    : plainScores(
      kept,
      h,
      (row, at) =>
        treated[at]! * (y(row) - (mu1?.[row] ?? 0)) - control[at]! * (y(row) - (mu0?.[row] ?? 0)) +
        h[at]! * ((mu1?.[row] ?? 0) - (mu0?.[row] ?? 0)),
    );
  return { ...scores, ...overlap };
}

const KNOWN = { outcome: binaryColumn, treatment: binaryColumn, propensity: probabilityColumn };

/** Scores of an estimate that is Σ weighted / Σ h. */
function plainScores(
  kept: Int32Array,
  h: Float64Array,
  weighted: (row: number, at: number) => number,
): { readonly lift: number; readonly scores: Float64Array } {
  const parts = Float64Array.from(kept, weighted);
  const total = sumOf(h);
  const lift = sumOf(parts) / total;
  const scale = kept.length / total;
  return { lift, scores: parts.map((part, at) => lift + scale * (part - h[at]! * lift)) };
}

/** Scores of a difference of two weighted means. */
function normalizedScores(
  kept: Int32Array,
  treated: Float64Array,
  control: Float64Array,
  y: (row: number) => number,
): { readonly lift: number; readonly scores: Float64Array } {
  const [sum1, sum0] = [sumOf(treated), sumOf(control)];
  const weightedMean = (weights: Float64Array, sum: number) =>
    sumOf(weights.map((weight, at) => weight * y(kept[at]!))) / sum;
  const [mean1, mean0] = [weightedMean(treated, sum1), weightedMean(control, sum0)];
  const lift = mean1 - mean0;
  const [scale1, scale0] = [kept.length / sum1, kept.length / sum0];
  return {
    lift,
    scores: Float64Array.from(
      kept,
      (row, at) =>
        lift + scale1 * treated[at]! * (y(row) - mean1) - scale0 * control[at]! * (y(row) - mean0),
    ),
  };
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function requireChoice(estimand: Estimand, estimator: Estimator): void {
  if (!Object.hasOwn(COUNTS, estimand)) {
    throw new InputError(`there is no estimand ${shown(estimand)}`, {
      remedy: `Give one of ${Object.keys(COUNTS).join(", ")}.`,
    });
  }
  if (!ESTIMATORS.includes(estimator)) {
    throw new InputError(`there is no estimator ${shown(estimator)}`, {
      remedy: `Give one of ${ESTIMATORS.join(", ")}.`,
    });
  }
}

/** A column that the choice may need. */
function needed(
  rows: WeightedRows,
  name: "outcomeTreated" | "outcomeControl" | "listSize",
  isNeeded: boolean,
  length: number,
): Float64Array | undefined {
  if (!isNeeded) return undefined;
  const check = name === "listSize" ? measureColumn : probabilityColumn;
  return soundColumns({ [name]: rows[name]! }, { [name]: check }, length)[name]!;
}

function requireSize(size: Float64Array | undefined): void {
  const count = size?.reduce((sum, value) => sum + (value >= 1 ? 0 : 1), 0) ?? 0;
  if (count === 0) return;
  throw new InputError(`${count} of ${size!.length} lists have less than one row`, {
    column: "listSize",
    count,
    remedy: "Give for every row how many rows its list has.",
  });
}

/** The rows that could stand in either arm, and how many could not. */
function keptRows(propensity: Float64Array) {
  let [certainlyTreated, certainlyControl] = [0, 0];
  const kept = new Int32Array(propensity.length);
  let count = 0;
  for (let row = 0; row < propensity.length; row++) {
    const e = propensity[row]!;
    if (e > 0 && e < 1) kept[count++] = row;
    else if (e === 1) certainlyTreated++;
    else certainlyControl++;
  }
  return { kept: kept.slice(0, count), certainlyTreated, certainlyControl };
}

function requireBothArms(treated: Float64Array, control: Float64Array): void {
  for (const [arm, weights] of [["treated", treated], ["control", control]] as const) {
    if (weights.some((weight) => weight > 0)) continue;
    throw new InputError(`no ${arm} row has a counterpart`, {
      column: "treatment",
      count: 0,
      remedy: "Give rows of both arms with propensities above 0 and below 1.",
    });
  }
}
