/**
 * Moves of one item to any place of its slate, as rules of exposure.
 *
 * @module
 */

import { shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import {
  type AssignedRow,
  exposureOfRow,
  type ExposureRule,
  type RowExposure,
} from "lib/interference/exposure.ts";

/**
 * The rule of exposure under which a slate's focal item is moved to a place of one's choice.
 *
 * A move up is a promotion: the places from the chosen one down are taken for a slate of their own, in
 * which the item is promoted to the top by the given rule; the rows above them keep their places and
 * are exposed as rows that nothing displaced. A move down promotes nobody: the rows between move up by
 * one, and only their visibility changes. An item that keeps its place leaves its slate unchanged.
 *
 * @param place the place to which the focal item is moved, from 1
 * @param rule what a promotion to the top means for one row
 * @returns the rule; for place 1 it is the given one, but for a focal item that stands there already
 * @throws {InputError} if the place is not a whole number from 1
 *
 * @example The movie in place 7 comes up to place 3: who stood third makes room, who stood second stays
 * ```ts
 * import { movedTo } from "lib/interference/moved_to.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const moved = { focalSeedPosition: 7, slateIsPromoted: true, sharesFocalCluster: false };
 * const placeOf = (seedPosition: number) =>
 *   movedTo(3)({ ...moved, seedPosition, isFocal: seedPosition === 7 }).finalPosition;
 * assertEquals([1, 2, 3, 6, 7, 8].map(placeOf), [1, 2, 4, 7, 3, 8]);
 * ```
 */
export function movedTo(place: number, rule: ExposureRule = exposureOfRow): ExposureRule {
  if (!(Number.isInteger(place) && place >= 1)) {
    throw new InputError(`${shown(place)} is not a place`, {
      remedy: "Give the place to move to as a whole number from 1.",
    });
  }
  return (row) => {
    if (!row.slateIsPromoted) return rule(row);
    const { focalSeedPosition } = row;
    return place < focalSeedPosition ? movedUp(row, place, rule) : movedDown(row, place, rule);
  };
}

/** A row's exposure where the focal item comes up to a place: nothing above it is displaced. */
function movedUp(row: AssignedRow, place: number, rule: ExposureRule): RowExposure {
  const { seedPosition, focalSeedPosition } = row;
  if (seedPosition < place) {
    return { ...rule(row), finalPosition: seedPosition, displaced: false };
  }
  const above = place - 1;
  const exposure = rule({
    ...row,
    seedPosition: seedPosition - above,
    focalSeedPosition: focalSeedPosition - above,
  });
  return { ...exposure, finalPosition: exposure.finalPosition + above };
}

/** A row's exposure where the focal item goes down to a place, or stays: nobody is promoted. */
function movedDown(row: AssignedRow, place: number, rule: ExposureRule): RowExposure {
  const { seedPosition, focalSeedPosition, isFocal } = row;
  const isBetween = focalSeedPosition < seedPosition && seedPosition <= place;
  return {
    ...rule({ ...row, slateIsPromoted: false }),
    finalPosition: isFocal ? place : isBetween ? seedPosition - 1 : seedPosition,
  };
}
