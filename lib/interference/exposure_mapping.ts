/**
 * The exposure mapping: an exposure rule applied to every row of the slates.
 *
 * @module
 */

import { requireLengths } from "lib/checks.ts";
import { exposureOfRow, type ExposureRule } from "lib/interference/exposure.ts";
import type { PromotionAssignment } from "lib/interference/promotion.ts";
import { rememberRule } from "lib/interference/remembered_rule.ts";
import { type Slates, soundSlates } from "lib/interference/slates.ts";
import { soundAssignment } from "lib/interference/sound_assignment.ts";
import { positionColumn } from "lib/interference/sound_columns.ts";

/** The `RowExposure` of every row as columns, and what follows from it; flags are 1 or 0. */
export interface Exposure {
  /** The row is its slate's focal item, promoted or not. */
  readonly isFocal: Uint8Array;
  readonly directTreatment: Uint8Array;
  readonly sameSlateSpillover: Uint8Array;
  readonly sameClusterSpillover: Uint8Array;
  readonly displaced: Uint8Array;
  readonly finalPosition: Int32Array;
  /** Final position minus seed position: negative is upward. */
  readonly positionChange: Int32Array;
  /** Visibility of the seed position. */
  readonly baselineVisibility: Float64Array;
  readonly finalVisibility: Float64Array;
  /** Final minus baseline visibility. */
  readonly visibilityGain: Float64Array;
  /** Number of the row's group in `EXPOSURE_GROUPS`. */
  readonly group: Uint8Array;
}

/**
 * The exposure of every row under an assignment.
 *
 * @param slates the slates
 * @param assignment focal row and promotion of every slate
 * @param rule what an assignment means for one row; {@linkcode exposureOfRow} unless given
 * @returns one entry per row in every column
 * @throws {InputError} if slates or assignment do not fit together, such as a focal row outside its
 *   slate or a promotion that is neither 0 nor 1; if the rule returns a position that is no whole
 *   number from 1 to the slate size, a flag that is neither true nor false, or an unknown group
 *
 * @example The third of three movies is promoted: the others make room, or the first alone does
 * ```ts
 * import { checkSlates } from "lib/interference/slates.ts";
 * import { type AssignedRow, exposureOfRow } from "lib/interference/exposure.ts";
 * import { mapExposure } from "lib/interference/exposure_mapping.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const slates = checkSlates({
 *   slates: 1,
 *   slateOfRow: Int32Array.of(0, 0, 0), // Alien, The Thing, Airplane!
 *   seedPosition: Int32Array.of(1, 2, 3),
 *   cluster: Int32Array.of(0, 0, 1), // horror, horror, comedy
 * });
 * const assignment = { focalRow: Int32Array.of(2), promoted: Uint8Array.of(1) };
 * assertEquals([...mapExposure(slates, assignment).finalPosition], [2, 3, 1]);
 *
 * const tradingPlaces = (row: AssignedRow) => {
 *   const exposure = exposureOfRow(row);
 *   if (exposure.directTreatment) return exposure;
 *   const displaced = row.slateIsPromoted && row.seedPosition === 1;
 *   const finalPosition = displaced ? row.focalSeedPosition : row.seedPosition;
 *   return { ...exposure, displaced, finalPosition };
 * };
 * assertEquals([...mapExposure(slates, assignment, tradingPlaces).finalPosition], [3, 2, 1]);
 * ```
 */
export function mapExposure(
  slates: Slates,
  assignment: PromotionAssignment,
  rule: ExposureRule = exposureOfRow,
): Exposure {
  slates = soundSlates(slates);
  const { rows, slateOfRow } = slates;
  const { focalRow, promoted } = soundAssignment(slates, assignment);
  const exposureOf = rememberRule(slates, focalRow, rule);
  const isFocal = new Uint8Array(rows);
  const directTreatment = new Uint8Array(rows);
  const sameSlateSpillover = new Uint8Array(rows);
  const sameClusterSpillover = new Uint8Array(rows);
  const displaced = new Uint8Array(rows);
  const finalPosition = new Int32Array(rows);
  const positionChange = new Int32Array(rows);
  const baselineVisibility = new Float64Array(rows);
  const finalVisibility = new Float64Array(rows);
  const visibilityGain = new Float64Array(rows);
  const group = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const exposure = exposureOf(row, promoted[slateOfRow[row]!] === 1);
    isFocal[row] = exposure.isFocal;
    directTreatment[row] = exposure.directTreatment;
    sameSlateSpillover[row] = exposure.sameSlateSpillover;
    sameClusterSpillover[row] = exposure.sameClusterSpillover;
    displaced[row] = exposure.displaced;
    finalPosition[row] = exposure.finalPosition;
    positionChange[row] = exposure.positionChange;
    baselineVisibility[row] = exposure.baselineVisibility;
    finalVisibility[row] = exposure.finalVisibility;
    visibilityGain[row] = exposure.visibilityGain;
    group[row] = exposure.group;
  }
  return {
    isFocal,
    directTreatment,
    sameSlateSpillover,
    sameClusterSpillover,
    displaced,
    finalPosition,
    positionChange,
    baselineVisibility,
    finalVisibility,
    visibilityGain,
    group,
  };
}

/**
 * The slates whose final positions are not the numbers from 1 to the slate size, each once.
 *
 * @param slates the slates
 * @param finalPosition per row its place after the promotion
 * @returns the numbers of these slates, ascending; none if the mapping is sound
 * @throws {InputError} if there is not one whole number for each row of the slates
 *
 * @example Two movies share the first place of the second slate
 * ```ts
 * import { checkSlates } from "lib/interference/slates.ts";
 * import { invalidPositionSlates } from "lib/interference/exposure_mapping.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const slates = checkSlates({
 *   slates: 2,
 *   slateOfRow: Int32Array.of(0, 0, 1, 1), // Alien, Airplane!; Vertigo, Psycho
 *   seedPosition: Int32Array.of(1, 2, 1, 2),
 *   cluster: new Int32Array(4),
 * });
 * assertEquals([...invalidPositionSlates(slates, Int32Array.of(2, 1, 1, 1))], [1]);
 * ```
 */
export function invalidPositionSlates(slates: Slates, finalPosition: Int32Array): Int32Array {
  slates = soundSlates(slates);
  const { rows, slateSize, slateOfRow } = slates;
  requireLengths({ finalPosition }, rows);
  finalPosition = positionColumn(finalPosition, "finalPosition");
  const taken = new Uint8Array(rows);
  const distinct = new Int32Array(slates.slates);
  for (let row = 0; row < rows; row++) {
    const position = finalPosition[row]!;
    if (!(position >= 1 && position <= slateSize)) continue;
    const place = slateOfRow[row]! * slateSize + position - 1;
    if (taken[place] === 1) continue;
    taken[place] = 1;
    distinct[slateOfRow[row]!]!++;
  }
  const invalid: number[] = [];
  distinct.forEach((count, slate) => count !== slateSize && invalid.push(slate));
  return Int32Array.from(invalid);
}
