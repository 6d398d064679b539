/**
 * How many lists in random order it takes to find an effect of a place.
 *
 * @module
 */

import { probabilityColumn, soundColumns } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { type DetectionDemands, requireEffect, rowsToDetect } from "lib/inference/detectable.ts";
import { listColumn } from "lib/inference/drawn_lists.ts";
import { plannedErrors } from "lib/inference/planned_errors.ts";
import { indexSegments } from "lib/inference/segment_index.ts";

/** Lists of a log, as a plan for an experiment needs them. */
export interface PlannedLists {
  /** Number of each row's list. */
  readonly list: Int32Array;
  /** Probability of a first place if the list's order were drawn at random, such as 3 / length. */
  readonly byLot: Float64Array;
  /** Expected click rate of each row, if its place changes nothing. */
  readonly outcomeRate: Float64Array;
}

/**
 * Lists to explore: how many lists like a log's own, in an order drawn at random, it takes to find an effect
 * over all displays.
 *
 * The error of the effect is `plannedErrors` with the chances of the random order, under that effect; lists are
 * needed in the proportion of `rowsToDetect`. It rests on lengths of lists and click rates alone, so that it can
 * be asked of any log, whatever its order was. Source of the reach in errors: Bloom (1995), "Minimum detectable
 * effects", Evaluation Review 19(5).
 *
 * @param lists rows of whole lists, without those that could stand in one arm only
 * @param effect the effect to be found, of either sign, not 0, in units of the outcome
 * @param demands the power, and the critical value
 * @returns a whole number of lists
 * @throws {InputError} if lengths differ, there is no row, a value is unsound, a number is none it can be,
 *   or a rate cannot change by the effect
 *
 * @example Lists of six, one in ten clicked: two arms of three rows each
 * ```ts
 * import { listsToExplore } from "lib/inference/exploration.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const lists = {
 *   list: Int32Array.from({ length: 60 }, (_, row) => Math.floor(row / 6)),
 *   byLot: new Float64Array(60).fill(0.5),
 *   outcomeRate: new Float64Array(60).fill(0.1),
 * };
 * assertEquals(listsToExplore(lists, 0.03), 591); // 1,772 displays in either arm
 * ```
 */
export function listsToExplore(
  lists: PlannedLists,
  effect: number,
  demands: DetectionDemands = {},
): number {
  const length = lists?.list?.length ?? 0;
  const { list, byLot, outcomeRate } = soundColumns(lists, CHECKS, length);
  if (length === 0) {
    throw new InputError("there are no lists to plan with", {
      count: 0,
      remedy: "Give the rows of whole lists of four or more.",
    });
  }
  const all = indexSegments([{ name: "all", levels: ["all"], codes: new Int32Array(length) }]);
  requireEffect(effect);
  const [error] = plannedErrors({ propensity: byLot, outcomeRate }, all, effect);
  const rows = rowsToDetect(length, error!, effect, demands);
  return Math.ceil(rows / (length / new Set(list).size));
}

const CHECKS = { list: listColumn, byLot: probabilityColumn, outcomeRate: probabilityColumn };
