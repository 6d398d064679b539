/**
 * The error that each segment's estimate can be expected to have, before it is known who was treated.
 *
 * @module
 */

import { binaryColumn, probabilityColumn, shown, soundColumns } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { requireIndex, type SegmentIndex } from "lib/inference/segment_index.ts";

/** What fixes the error before any estimate is seen. */
export interface DesignRows {
  /** Probability of treatment, above 0 and below 1. */
  readonly propensity: Float64Array;
  /** Probability of the outcome if the treatment changes nothing. */
  readonly outcomeRate: Float64Array;
  /**
   * Outcomes, if there are any: the rates of every segment are then scaled to its number of outcomes, in both
   * arms together. In which arm they happened is not asked.
   */
  readonly outcome?: Uint8Array | undefined;
}

/**
 * Planned errors: the standard error that every segment's weighted effect is expected to have if the
 * treatment adds the same to the outcome's probability in every row.
 *
 * A row has the outcome with probability μ under control and μ + δ under treatment, e is its probability of
 * treatment, and the estimate takes m = μ + e δ for both arms. The score (t − e) (y − m) / (e (1 − e)) has the
 * mean δ, and n rows have the variance
 *
 * ```text
 * Σ (μ (1 − μ) / (e (1 − e)) + δ (1 − 2 μ) / e − δ² (3 − 4 e) / (1 − e)) / n²
 * ```
 *
 * which grows with δ where outcomes and treatment are rare: more happens where each event counts 1 / e. Without
 * effect it is the bound of Hahn (1998), "On the role of the propensity score in efficient semiparametric
 * estimation of average treatment effects", Econometrica 66(2), theorem 1. It rests on who could have been
 * treated and not on who was, so it can say beforehand what a log could show (`detectableSegments`); once
 * there are outcomes, `nullErrors` is the one to judge with. It takes rows to be independent.
 *
 * @param rows probabilities of every row, and outcomes if rates are to be those of each segment
 * @param index the segments of the same rows
 * @param effect δ, in units of the outcome; 0 unless told otherwise
 * @returns one standard error per segment, in units of the outcome
 * @throws {InputError} if lengths differ, a probability is missing or not from 0 to 1, a propensity is 0
 *   or 1, or a row would need a probability below 0 or above 1 to have the effect
 *
 * @example A hundred displays, half of them at the top, one in ten clicked
 * ```ts
 * import { plannedErrors } from "lib/inference/planned_errors.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const index = indexSegments([{ name: "topic", levels: ["news"], codes: new Int32Array(100) }]);
 * const rows = {
 *   propensity: new Float64Array(100).fill(0.5),
 *   outcomeRate: new Float64Array(100).fill(0.1),
 * };
 * // Those of a difference between two rates of fifty displays: both 0.1, then 0.2 and 0.1.
 * assertAlmostEquals(plannedErrors(rows, index)[0]!, 0.06, 1e-15);
 * assertAlmostEquals(plannedErrors(rows, index, 0.1)[0]!, Math.sqrt((0.16 + 0.09) / 50), 1e-15);
 * ```
 */
export function plannedErrors(rows: DesignRows, index: SegmentIndex, effect = 0): Float64Array {
  const { own, highestRates, lowestRates } = plannedVariances(rows, index);
  if (!(typeof effect === "number" && Number.isFinite(effect))) {
    throw new InputError(`the effect is ${shown(effect)}`, {
      remedy: "Give a number, such as 0.01.",
    });
  }
  const impossible =
    index.segments.filter((_, at) =>
      highestRates[at]! + effect > 1 || lowestRates[at]! + effect < 0
    ).length;
  if (impossible > 0) {
    throw new InputError(
      `${impossible} of ${index.segments.length} segments hold rows whose rate cannot change by ${effect}`,
      {
        column: "outcomeRate",
        count: impossible,
        remedy: "Give an effect with which every rate stays between 0 and 1.",
      },
    );
  }
  return Float64Array.from(own, (polynomial) => Math.sqrt(valueOf(polynomial, effect)));
}

/** A variance as a polynomial in the effect: its value at 0, and what goes with δ and with δ². */
export type VariancePolynomial = readonly [number, number, number];

/** The polynomial's value, not below 0, where rounding may have led it. */
export function valueOf([constant, linear, square]: VariancePolynomial, effect: number): number {
  return Math.max(0, constant + effect * (linear + effect * square));
}

/** How the variances of every segment's effect grow with the effect. */
interface PlannedVariances {
  /** Of the estimate. */
  readonly own: readonly VariancePolynomial[];
  /** Of the estimate over draws of the treatment, as `nullErrors` will find it among so many outcomes. */
  readonly ofDraws: readonly VariancePolynomial[];
  /** The skewness over draws of the treatment without effect, as `nullSkewness` will find it. */
  readonly skewness: Float64Array;
  /** The highest and the lowest rate of a row without effect. */
  readonly highestRates: Float64Array;
  readonly lowestRates: Float64Array;
}

/** The variances of every segment, from checked rows. */
export function plannedVariances(rows: DesignRows, index: SegmentIndex): PlannedVariances {
  const length = rows?.propensity?.length ?? 0;
  const { propensity, outcomeRate } = soundColumns(rows, CHECKS, length);
  const outcome = rows.outcome === undefined
    ? undefined
    : soundColumns({ outcome: rows.outcome }, { outcome: binaryColumn }, length).outcome;
  requireBothArms(propensity);
  requireIndex(index, length);
  const scales = scalesOf(outcomeRate, outcome, index);
  const zeros = () => index.segments.map((): [number, number, number] => [0, 0, 0]);
  const [own, ofDraws] = [zeros(), zeros()];
  const cubes = new Float64Array(index.segments.length);
  const highestRates = new Float64Array(index.segments.length).fill(-Infinity);
  const lowestRates = new Float64Array(index.segments.length).fill(Infinity);
  for (const codes of index.divisions) {
    for (let row = 0; row < length; row++) {
      const at = codes[row]!;
      if (at < 0) continue;
      const e = propensity[row]!;
      const mu = Math.min(1, scales[at]! * outcomeRate[row]!);
      const none = mu * (1 - mu) / (e * (1 - e));
      const [sums, sumsOfDraws] = [own[at]!, ofDraws[at]!];
      sums[0] += none;
      sums[1] += (1 - 2 * mu) / e;
      sums[2] -= (3 - 4 * e) / (1 - e);
      // m (1 − m) / (e (1 − e)) with m = μ + e δ.
      sumsOfDraws[0] += none;
      sumsOfDraws[1] += (1 - 2 * mu) / (1 - e);
      sumsOfDraws[2] -= e / (1 - e);
      cubes[at]! += none * (1 - 2 * mu) * (1 - 2 * e) / (e * (1 - e));
      highestRates[at] = Math.max(highestRates[at]!, mu);
      lowestRates[at] = Math.min(lowestRates[at]!, mu);
    }
  }
  const perSquare = (sums: readonly [number, number, number], at: number): VariancePolynomial => {
    const square = index.segments[at]!.rows ** 2;
    return [sums[0] / square, sums[1] / square, sums[2] / square];
  };
  return {
    own: own.map(perSquare),
    ofDraws: ofDraws.map(perSquare),
    skewness: cubes.map((cube, at) => ofDraws[at]![0] > 0 ? cube / ofDraws[at]![0] ** 1.5 : 0),
    highestRates,
    lowestRates,
  };
}

const CHECKS = { propensity: probabilityColumn, outcomeRate: probabilityColumn };

/** By how much every segment's rates are scaled to its outcomes; 1 where none are given or expected. */
function scalesOf(
  outcomeRate: Float64Array,
  outcome: Uint8Array | undefined,
  { segments, divisions }: SegmentIndex,
): Float64Array {
  const [seen, expected] = [new Float64Array(segments.length), new Float64Array(segments.length)];
  if (outcome === undefined) return seen.fill(1);
  for (const codes of divisions) {
    for (let row = 0; row < codes.length; row++) {
      if (codes[row]! < 0) continue;
      seen[codes[row]!]! += outcome[row]!;
      expected[codes[row]!]! += outcomeRate[row]!;
    }
  }
  return seen.map((count, at) => expected[at]! > 0 ? count / expected[at]! : 1);
}

/** Refuses rows that could stand in one arm only: no score can be had of them. */
export function requireBothArms(propensity: Float64Array): void {
  const certain = propensity.reduce((count, e) => count + (e === 0 || e === 1 ? 1 : 0), 0);
  if (certain === 0) return;
  throw new InputError(`${certain} of ${propensity.length} rows are possible in one arm only`, {
    column: "propensity",
    count: certain,
    remedy: "Leave out the rows whose propensity is 0 or 1.",
  });
}
