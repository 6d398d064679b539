/**
 * Outcomes of whole slates: what a promotion gains and what it costs the others.
 *
 * @module
 */

import {
  binaryColumn,
  finiteColumn,
  probabilityColumn,
  requireLengths,
  soundColumns,
} from "lib/checks.ts";
import type { Exposure } from "lib/interference/exposure_mapping.ts";
import type { ClickOutcomes, PotentialClicks } from "lib/interference/outcomes.ts";
import { armMean } from "lib/interference/means.ts";
import {
  ASSIGNMENT_ARMS,
  type AssignmentArm,
  type PromotionAssignment,
} from "lib/interference/promotion.ts";
import { type Slates, soundSlates } from "lib/interference/slates.ts";

/** Sums over the rows of each slate, in the order of the slates' numbers. */
export interface SlateOutcomes {
  readonly clicks: Int32Array;
  readonly expectedClicks: Float64Array;
  /** Without promotion. */
  readonly expectedClicksUnchanged: Float64Array;
  /** `expectedClicks` minus `expectedClicksUnchanged`: the sum of the three parts below. */
  readonly lift: Float64Array;
  /** Of the promoted focal item. */
  readonly directLift: Float64Array;
  /** Of its competitors of the same cluster. */
  readonly sameClusterLift: Float64Array;
  /** Of all other rows of the promoted slate. */
  readonly otherLift: Float64Array;
}

/** What the columns that are summed may hold. */
const FLAG_CHECKS = {
  directTreatment: binaryColumn,
  sameSlateSpillover: binaryColumn,
  sameClusterSpillover: binaryColumn,
};
const OUTCOME_CHECKS = { probability: probabilityColumn, lift: finiteColumn, click: binaryColumn };
const TOTAL_CHECKS = {
  clicks: finiteColumn,
  expectedClicks: finiteColumn,
  expectedClicksUnchanged: finiteColumn,
  lift: finiteColumn,
  directLift: finiteColumn,
  sameClusterLift: finiteColumn,
  otherLift: finiteColumn,
};

/** Means over the slates of one arm, which has slates; their columns are {@linkcode SlateOutcomes}. */
export interface ArmOutcome {
  readonly arm: AssignmentArm;
  readonly slates: number;
  readonly meanClicks: number;
  readonly meanExpectedClicks: number;
  readonly meanExpectedClicksUnchanged: number;
  readonly meanLift: number;
  readonly meanDirectLift: number;
  readonly meanSameClusterLift: number;
  readonly meanOtherLift: number;
}

/**
 * The outcomes of whole slates: clicks, expected clicks, and the lift taken apart by exposure.
 *
 * @param slates the slates
 * @param exposure what the assignment means for each row
 * @param potential both click probabilities of each row
 * @param outcomes what was drawn under the assignment
 * @returns one entry per slate in every column
 * @throws {InputError} if a column has not one entry per row of the slates, if a flag or click is
 *   neither 0 nor 1, if a probability is missing or not from 0 to 1, or if a lift is missing or
 *   infinite
 *
 * @example What "Top Secret!" gains from its promotion, "Airplane!" loses in part
 * ```ts
 * import { aggregateSlates } from "lib/interference/slate_outcomes.ts";
 * import { mapExposure } from "lib/interference/exposure_mapping.ts";
 * import { drawClicks, ORIGINAL_CLICK_DRAW } from "lib/interference/outcomes.ts";
 * import { checkSlates } from "lib/interference/slates.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const slates = checkSlates({
 *   slates: 1,
 *   slateOfRow: Int32Array.of(0, 0), // Airplane!, Top Secret!
 *   seedPosition: Int32Array.of(1, 2),
 *   cluster: Int32Array.of(0, 0),
 * });
 * const assignment = { focalRow: Int32Array.of(1), promoted: Uint8Array.of(1) };
 * const potential = { unchanged: Float64Array.of(0.5, 0.25), promoted: Float64Array.of(0.25, 1) };
 * const stars = Float64Array.of(5, 5);
 * const outcomes = drawClicks(slates, assignment, potential, stars, ORIGINAL_CLICK_DRAW);
 * const totals = aggregateSlates(slates, mapExposure(slates, assignment), potential, outcomes);
 * assertEquals([...totals.directLift, ...totals.sameClusterLift, ...totals.lift], [0.75, -0.25, 0.5]);
 * ```
 */
export function aggregateSlates(
  given: Slates,
  exposure: Exposure,
  potential: PotentialClicks,
  outcomes: ClickOutcomes,
): SlateOutcomes {
  const { slates, rows, slateOfRow } = soundSlates(given);
  const flags = soundColumns(exposure, FLAG_CHECKS, rows);
  const { directTreatment, sameSlateSpillover, sameClusterSpillover } = flags;
  const { unchanged } = soundColumns(potential, { unchanged: probabilityColumn }, rows);
  const drawn = soundColumns(outcomes, OUTCOME_CHECKS, rows);
  const clicks = new Int32Array(slates);
  const expectedClicks = new Float64Array(slates);
  const expectedClicksUnchanged = new Float64Array(slates);
  const lift = new Float64Array(slates);
  const directLift = new Float64Array(slates);
  const sameClusterLift = new Float64Array(slates);
  const otherLift = new Float64Array(slates);
  for (let row = 0; row < rows; row++) {
    const slate = slateOfRow[row]!;
    const rowLift = drawn.lift[row]!;
    clicks[slate]! += drawn.click[row]!;
    expectedClicks[slate]! += drawn.probability[row]!;
    expectedClicksUnchanged[slate]! += unchanged[row]!;
    lift[slate]! += rowLift;
    if (directTreatment[row] === 1) directLift[slate]! += rowLift;
    else if (sameClusterSpillover[row] === 1) sameClusterLift[slate]! += rowLift;
    else if (sameSlateSpillover[row] === 1) otherLift[slate]! += rowLift;
  }
  return {
    clicks,
    expectedClicks,
    expectedClicksUnchanged,
    lift,
    directLift,
    sameClusterLift,
    otherLift,
  };
}

/**
 * The mean outcomes of the slates in each arm.
 *
 * @param totals the slates' outcomes
 * @param assignment focal row and promotion of every slate
 * @returns one entry per arm that has slates, the unchanged one first
 * @throws {InputError} if the columns differ in length, if a promotion is neither 0 nor 1, or if a
 *   total is missing or infinite
 *
 * @example Three clicks in a promoted slate, one in the other
 * ```ts
 * import { summarizeArms } from "lib/interference/slate_outcomes.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const zeros = new Float64Array(2);
 * const totals = {
 *   clicks: Int32Array.of(3, 1),
 *   expectedClicks: zeros,
 *   expectedClicksUnchanged: zeros,
 *   lift: zeros,
 *   directLift: zeros,
 *   sameClusterLift: zeros,
 *   otherLift: zeros,
 * };
 * const arms = summarizeArms(totals, { focalRow: Int32Array.of(0, 1), promoted: Uint8Array.of(1, 0) });
 * assertEquals(arms.map(({ arm, meanClicks }) => [arm, meanClicks]), [
 *   ["leave_slate_unchanged", 1],
 *   ["promote_focal_item", 3],
 * ]);
 * ```
 */
export function summarizeArms(
  given: SlateOutcomes,
  assignment: PromotionAssignment,
): ArmOutcome[] {
  const { focalRow } = assignment;
  const promoted = binaryColumn(assignment.promoted, "promoted");
  requireLengths({ focalRow }, promoted.length, "slates");
  const totals = soundColumns(given, TOTAL_CHECKS, promoted.length, "slates");
  return ASSIGNMENT_ARMS.flatMap((arm, code) => {
    const mean = (values: Float64Array | Int32Array) => armMean(values, promoted, code);
    const slates = promoted.reduce((count, value) => count + (value === code ? 1 : 0), 0);
    return slates === 0 ? [] : [{
      arm,
      slates,
      meanClicks: mean(totals.clicks),
      meanExpectedClicks: mean(totals.expectedClicks),
      meanExpectedClicksUnchanged: mean(totals.expectedClicksUnchanged),
      meanLift: mean(totals.lift),
      meanDirectLift: mean(totals.directLift),
      meanSameClusterLift: mean(totals.sameClusterLift),
      meanOtherLift: mean(totals.otherLift),
    }];
  });
}
