/**
 * Focal positions: from where in its slate each focal item comes.
 *
 * @module
 */

import {
  ASSIGNMENT_ARMS,
  type AssignmentArm,
  type PromotionAssignment,
  type PromotionDesign,
  requirePosition,
} from "lib/interference/promotion.ts";
import { type Slates, soundSlates } from "lib/interference/slates.ts";
import { soundAssignment } from "lib/interference/sound_assignment.ts";

/** How many slates of one arm have their focal item at one seed position, counted from 1. */
export interface FocalPositionCount {
  readonly position: number;
  readonly arm: AssignmentArm;
  /** It can be 0. */
  readonly slates: number;
}

/**
 * The numbers of slates by arm and by the place of their focal item before any promotion.
 *
 * @param slates the slates
 * @param assignment focal row and promotion of every slate
 * @param design the first position, counted from 1, from which an item can be promoted
 * @returns one entry per eligible position and arm, also where there is no slate; by position, the
 *   unchanged arm first
 * @throws {InputError} if slates or assignment do not fit together, or if there is no such position
 *
 * @example One slate, whose second movie is promoted
 * ```ts
 * import { countFocalPositions } from "lib/interference/focal_positions.ts";
 * import { checkSlates } from "lib/interference/slates.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const slates = checkSlates({
 *   slates: 1,
 *   slateOfRow: Int32Array.of(0, 0), // Alien, Airplane!
 *   seedPosition: Int32Array.of(1, 2),
 *   cluster: Int32Array.of(0, 1), // horror, comedy
 * });
 * const assignment = { focalRow: Int32Array.of(1), promoted: Uint8Array.of(1) };
 * assertEquals(countFocalPositions(slates, assignment, { minPromotablePosition: 2 }), [
 *   { position: 2, arm: "leave_slate_unchanged", slates: 0 },
 *   { position: 2, arm: "promote_focal_item", slates: 1 },
 * ]);
 * ```
 */
export function countFocalPositions(
  slates: Slates,
  assignment: PromotionAssignment,
  { minPromotablePosition }: Pick<PromotionDesign, "minPromotablePosition">,
): FocalPositionCount[] {
  slates = soundSlates(slates);
  const { slateSize, seedPosition } = slates;
  const { focalRow, promoted } = soundAssignment(slates, assignment);
  requirePosition(minPromotablePosition, slateSize);
  const arms = ASSIGNMENT_ARMS.length;
  const counts = new Int32Array(arms * (slateSize + 1));
  focalRow.forEach((row, slate) => counts[arms * seedPosition[row]! + promoted[slate]!]!++);
  const eligible = Array.from(
    { length: slateSize - minPromotablePosition + 1 },
    (_, place) => minPromotablePosition + place,
  );
  return eligible.flatMap((position) =>
    ASSIGNMENT_ARMS.map((arm, code) => ({
      position,
      arm,
      slates: counts[arms * position + code]!,
    }))
  );
}
