/**
 * How well predicted probabilities rank and calibrate binary outcomes.
 *
 * @module
 */

import { binaryColumn, probabilityColumn, requireBothClasses, requireLengths } from "lib/checks.ts";
import { countFolds, foldColumn } from "lib/nuisance/folds.ts";

/** Discrimination and calibration of predicted probabilities. */
export interface PredictionMetrics {
  /** Area under the receiver operating characteristic, 0.5 for a coin. */
  readonly rocAuc: number;
  /** Average precision, the base rate for a coin. */
  readonly averagePrecision: number;
  /** Mean squared difference between probability and outcome. */
  readonly brierScore: number;
}

/**
 * ROC area, average precision and Brier score of predicted probabilities.
 *
 * The area is the probability that a random 1 outranks a random 0, ties counting half (Hanley and
 * McNeil 1982, Radiology 143). Average precision sums precision × gain in recall over the
 * distinct thresholds, without interpolation (as scikit-learn's `average_precision_score`). The
 * Brier score is the mean squared error, half of Brier's (1950, Monthly Weather Review 78) for two
 * classes; it is summed as it is defined.
 *
 * @param outcomes one 0 or 1 per row; both must occur
 * @param probabilities one predicted probability per row
 * @returns the three figures, each from 0 to 1
 * @throws {InputError} if lengths differ, if an outcome is neither 0 nor 1 (false and true are read as
 *   these) or all are one, or if a probability is missing or outside 0 to 1
 *
 * @example
 * ```ts
 * import { predictionMetrics } from "lib/nuisance/metrics.ts";
 * import { assertEquals } from "@std/assert";
 *
 * // Of four articles two were clicked; of the four pairs one is ranked the wrong way round.
 * const clicked = Uint8Array.of(0, 0, 1, 1);
 * const { rocAuc } = predictionMetrics(clicked, Float64Array.of(0.1, 0.4, 0.35, 0.8));
 * assertEquals(rocAuc, 0.75);
 * ```
 */
export function predictionMetrics(
  outcomes: Uint8Array,
  probabilities: Float64Array,
): PredictionMetrics {
  outcomes = binaryColumn(outcomes, "outcomes");
  const rows = outcomes.length;
  requireLengths({ probabilities }, rows);
  probabilities = probabilityColumn(probabilities, "probabilities");
  let positives = 0;
  let squares = 0;
  for (let i = 0; i < rows; i++) {
    positives += outcomes[i]!;
    const misfit = probabilities[i]! - outcomes[i]!;
    squares += misfit * misfit;
  }
  const negatives = rows - positives;
  requireBothClasses(positives, rows, {
    noun: "outcomes",
    remedy: "Give rows of both kinds: there is nothing to rank.",
  });
  const scoresOfOnes = new Float64Array(positives);
  const scoresOfZeros = new Float64Array(negatives);
  for (let i = 0, one = 0, zero = 0; i < rows; i++) {
    if (outcomes[i] === 1) scoresOfOnes[one++] = probabilities[i]!;
    else scoresOfZeros[zero++] = probabilities[i]!;
  }
  scoresOfOnes.sort();
  scoresOfZeros.sort();

  // Walk the distinct thresholds from the highest score down, both classes at once.
  let truePositives = 0;
  let falsePositives = 0;
  let orderedPairs = 0;
  let precisionArea = 0;
  while (truePositives < positives || falsePositives < negatives) {
    const nextOne = truePositives < positives
      ? scoresOfOnes[positives - 1 - truePositives]!
      : -Infinity;
    const nextZero = falsePositives < negatives
      ? scoresOfZeros[negatives - 1 - falsePositives]!
      : -Infinity;
    const threshold = Math.max(nextOne, nextZero);
    let ones = 0;
    let zeros = 0;
    while (
      truePositives + ones < positives &&
      scoresOfOnes[positives - 1 - truePositives - ones] === threshold
    ) ones++;
    while (
      falsePositives + zeros < negatives &&
      scoresOfZeros[negatives - 1 - falsePositives - zeros] === threshold
    ) zeros++;
    truePositives += ones;
    falsePositives += zeros;
    // A 0 at this threshold is outranked by the ones above it and tied with the ones beside it.
    orderedPairs += zeros * (truePositives - ones / 2);
    if (ones > 0) {
      precisionArea += ones * (truePositives / (truePositives + falsePositives));
    }
  }
  return {
    rocAuc: orderedPairs / (positives * negatives),
    averagePrecision: precisionArea / positives,
    brierScore: squares / rows,
  };
}

/** The figures of one fold's held-out predictions. */
export interface FoldMetrics extends PredictionMetrics {
  /** The fold, from 1. */
  readonly fold: number;
}

/**
 * Prediction metrics of held-out predictions, fold by fold: those of {@linkcode predictionMetrics}
 * among the rows that a fold held out.
 *
 * @param outcomes one 0 or 1 per row
 * @param probabilities one held-out probability per row
 * @param foldOfRow for every row the number of the fold that held it out, from 0
 * @returns the figures of each fold, in order
 * @throws {InputError} if a fold has one class only, or for what {@linkcode predictionMetrics} refuses
 *
 * @example
 * ```ts
 * import { foldMetrics } from "lib/nuisance/metrics.ts";
 * import { assertEquals } from "@std/assert";
 *
 * // In the first fold the clicked article has the higher probability, in the second the lower.
 * const clicked = Uint8Array.of(0, 1, 1, 0);
 * const predicted = Float64Array.of(0.1, 0.9, 0.2, 0.8);
 * const metrics = foldMetrics(clicked, predicted, Uint8Array.of(0, 0, 1, 1));
 * assertEquals(metrics.map(({ fold, rocAuc }) => [fold, rocAuc]), [[1, 1], [2, 0]]);
 * ```
 */
export function foldMetrics(
  outcomes: Uint8Array,
  probabilities: Float64Array,
  foldOfRow: Uint8Array,
): FoldMetrics[] {
  outcomes = binaryColumn(outcomes, "outcomes");
  requireLengths({ probabilities, foldOfRow }, outcomes.length);
  probabilities = probabilityColumn(probabilities, "probabilities");
  foldOfRow = foldColumn(foldOfRow);
  return Array.from({ length: countFolds(foldOfRow) }, (_, fold) => {
    const heldOut = outcomes.filter((_, row) => foldOfRow[row] === fold);
    const ones = heldOut.reduce((sum, outcome) => sum + outcome, 0);
    requireBothClasses(ones, heldOut.length, {
      noun: `outcomes of fold ${fold + 1}`,
      remedy: "Give more rows or fewer folds: there is nothing to rank.",
    });
    const predicted = probabilities.filter((_, row) => foldOfRow[row] === fold);
    return { fold: fold + 1, ...predictionMetrics(heldOut, predicted) };
  });
}
