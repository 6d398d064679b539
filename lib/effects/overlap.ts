/**
 * Overlap: whether the rows of both arms can stand for each other, as their weights tell.
 *
 * @module
 */

import { binaryColumn, probabilityColumn, soundColumns } from "lib/checks.ts";
import { requirePossible } from "lib/possible_arms.ts";

/** What the weights of one arm say. */
export interface ArmOverlap {
  readonly rows: number;
  /** Mean over all rows of the arm's weights; 1 where the propensities are right, up to chance. */
  readonly meanWeight: number;
  /** As many rows of equal weight would tell as much (Kish 1965). */
  readonly effectiveRows: number;
  /** The largest weight's share of the sum of the weights, from 0 to 1. */
  readonly largestShare: number;
}

/** What the weights of both arms say of their overlap. */
export interface Overlap {
  /** Rows with a propensity above 0 and below 1. */
  readonly rows: number;
  /** With weights t / e. */
  readonly treated: ArmOverlap;
  /** With weights (1 − t) / (1 − e). */
  readonly control: ArmOverlap;
  /** Rows whose propensity is 0 or 1: they have no counterpart, and are left out above. */
  readonly withoutCounterpart: number;
}

/**
 * Overlap of two arms under given propensities.
 *
 * Where the propensities are right, the weights t / e and (1 − t) / (1 − e) each average to 1, in every
 * group of rows; how far they are off shows a wrong propensity that no model fit shows. The effective
 * number of rows is (Σ w)² / Σ w²: Kish (1965), "Survey Sampling", section 11.7.
 *
 * @param rows treatment and propensity of every row
 * @returns what the weights say; NaN where an arm has no rows
 * @throws {InputError} if lengths differ, a treatment is not 0 or 1, a propensity not from 0 to 1, or
 *   a row stands in the arm that its propensity rules out
 *
 * @example
 * ```ts
 * import { overlapOf } from "lib/effects/overlap.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { treated, withoutCounterpart } = overlapOf({
 *   treatment: Uint8Array.of(1, 0, 1),
 *   propensity: Float64Array.of(0.5, 0.5, 1),
 * });
 * assertEquals([treated.meanWeight, treated.effectiveRows, withoutCounterpart], [1, 1, 1]);
 * ```
 */
export function overlapOf(
  rows: { readonly treatment: Uint8Array; readonly propensity: Float64Array },
): Overlap {
  const { treatment, propensity } = soundColumns(rows, CHECKS, rows?.treatment?.length ?? 0);
  requirePossible(propensity, treatment, "propensity");
  const arms = [newSums(), newSums()] as const;
  let kept = 0;
  for (let row = 0; row < treatment.length; row++) {
    const e = propensity[row]!;
    if (e === 0 || e === 1) continue;
    kept++;
    const t = treatment[row]! as 0 | 1;
    const weight = t === 1 ? 1 / e : 1 / (1 - e);
    const arm = arms[t];
    arm.rows++;
    arm.sum += weight;
    arm.squares += weight * weight;
    arm.largest = Math.max(arm.largest, weight);
  }
  const [control, treated] = arms.map(({ rows, sum, squares, largest }) => ({
    rows,
    meanWeight: sum / kept,
    effectiveRows: sum * sum / squares,
    largestShare: largest / sum,
  })) as [ArmOverlap, ArmOverlap];
  return { rows: kept, treated, control, withoutCounterpart: treatment.length - kept };
}

const CHECKS = { treatment: binaryColumn, propensity: probabilityColumn };

function newSums() {
  return { rows: 0, sum: 0, squares: 0, largest: 0 };
}
