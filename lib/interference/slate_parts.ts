/**
 * What a promotion does to the parts of a slate: the truth, and what one experiment shows of it.
 *
 * @module
 */

import { binaryColumn, probabilityColumn, soundColumns } from "lib/checks.ts";
import { type ArmDifference, armDifference } from "lib/interference/arm_difference.ts";
import { exposureOfRow, type ExposureRule } from "lib/interference/exposure.ts";
import { mapExposure } from "lib/interference/exposure_mapping.ts";
import { meanOf } from "lib/interference/means.ts";
import type { ClickOutcomes, PotentialClicks } from "lib/interference/outcomes.ts";
import type { PromotionAssignment } from "lib/interference/promotion.ts";
import { type Slates, soundSlates } from "lib/interference/slates.ts";
import { soundAssignment } from "lib/interference/sound_assignment.ts";

/** The parts of a slate by what its promotion would mean for them, and the slate as a whole. */
export const SLATE_PARTS = [
  "promoted_item",
  "same_cluster_items",
  "other_items",
  "whole_slate",
] as const;

/** Name of a part of a slate. */
export type SlatePartName = typeof SLATE_PARTS[number];

/** The effect of a promotion on one part of the average slate, in clicks a slate. */
export interface SlatePart {
  readonly part: SlatePartName;
  /** The mean over all slates, whichever arm they are in, of what promoting the focal item changes. */
  readonly truth: number;
  /** The difference of the clicks between the arms; undefined where an arm has fewer than two slates. */
  readonly shown: ArmDifference | undefined;
}

/**
 * Effects of a promotion on the focal items, on those of their cluster, on all others and on whole
 * slates.
 *
 * The parts are formed alike in both arms, by what a promotion would mean for each row, so that their
 * difference in clicks is due to the promotion and to chance only. The first three truths add up to
 * the fourth, and so do the first three differences.
 *
 * @param slates the slates
 * @param assignment focal row and promotion of every slate
 * @param potential both click probabilities of each row
 * @param outcomes the clicks that were drawn under the assignment
 * @param rule what a promotion means for one row; that of the exposure mapping, if it has its own
 * @returns one effect a part, in the order of {@linkcode SLATE_PARTS}
 * @throws {InputError} if slates and assignment do not fit together, if a column has not one entry per
 *   row, if a probability is missing or not from 0 to 1, or if a click is neither 0 nor 1
 *
 * @example "Top Secret!" would be promoted above "Airplane!", which is a comedy too
 * ```ts
 * import { slateParts } from "lib/interference/slate_parts.ts";
 * import { checkSlates } from "lib/interference/slates.ts";
 * import { drawClicks, ORIGINAL_CLICK_DRAW } from "lib/interference/outcomes.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const slates = checkSlates({
 *   slates: 1,
 *   slateOfRow: Int32Array.of(0, 0), // Airplane!, Top Secret!
 *   seedPosition: Int32Array.of(1, 2),
 *   cluster: Int32Array.of(0, 0),
 * });
 * const assignment = { focalRow: Int32Array.of(1), promoted: Uint8Array.of(0) };
 * const potential = { unchanged: Float64Array.of(0.5, 0.25), promoted: Float64Array.of(0.25, 1) };
 * const stars = Float64Array.of(5, 5);
 * const outcomes = drawClicks(slates, assignment, potential, stars, ORIGINAL_CLICK_DRAW);
 * const parts = slateParts(slates, assignment, potential, outcomes);
 * assertEquals(parts.map(({ truth }) => truth), [0.75, -0.25, 0, 0.5]);
 * ```
 */
export function slateParts(
  slates: Slates,
  assignment: PromotionAssignment,
  potential: PotentialClicks,
  outcomes: Pick<ClickOutcomes, "click">,
  rule: ExposureRule = exposureOfRow,
): SlatePart[] {
  slates = soundSlates(slates);
  const { focalRow, promoted } = soundAssignment(slates, assignment);
  const { rows, slateOfRow } = slates;
  const probabilities = soundColumns(potential, POTENTIAL_CHECKS, rows);
  const { click } = soundColumns(outcomes, { click: binaryColumn }, rows);
  const everywhere = { focalRow, promoted: new Uint8Array(slates.slates).fill(1) };
  const { directTreatment, sameClusterSpillover } = mapExposure(slates, everywhere, rule);

  const columns = () => SLATE_PARTS.map(() => new Float64Array(slates.slates));
  const [effects, clicks] = [columns(), columns()];
  const whole = SLATE_PARTS.indexOf("whole_slate");
  for (let row = 0; row < rows; row++) {
    const slate = slateOfRow[row]!;
    const own = directTreatment[row] === 1 ? 0 : sameClusterSpillover[row] === 1 ? 1 : 2;
    const effect = probabilities.promoted[row]! - probabilities.unchanged[row]!;
    for (const part of [own, whole]) {
      effects[part]![slate]! += effect;
      clicks[part]![slate]! += click[row]!;
    }
  }
  return SLATE_PARTS.map((part, at) => ({
    part,
    truth: meanOf(effects[at]!),
    shown: armDifference(clicks[at]!, promoted),
  }));
}

const POTENTIAL_CHECKS = { unchanged: probabilityColumn, promoted: probabilityColumn };
