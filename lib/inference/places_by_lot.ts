/**
 * Test of every segment at once against the hypothesis that no place changes any click, where places within
 * lists were drawn by lot.
 *
 * Under that hypothesis the clicks are what they are wherever their rows stand, and only the draw of the
 * places is random: m of the k rows of a list without replacement, each set alike. So the distribution of
 * any statistic is known, whatever the clicks depend on and however they hang together (Fisher 1935, "The
 * Design of Experiments"; Rosenbaum 2002, "Observational Studies", section 2.4).
 *
 * @module
 */

import { requireKnownOptions } from "lib/argument_checks.ts";
import { sumsOfChosen } from "lib/inference/chosen_rows.ts";
import { clickedChoices, clickedMoments, weighedClicks } from "lib/inference/clicked_draws.ts";
import type { ClickedLists } from "lib/inference/clicked_lists.ts";
import { requireDraws } from "lib/inference/draw_count.ts";
import { requireClickedLists, requireSameSegments } from "lib/inference/lot_lists.ts";
import {
  type DrawnFamily,
  type DrawnP,
  type DrawOptions,
  type LotSegment,
  lotSegment,
} from "lib/inference/lot_segment.ts";
import type { SegmentIndex } from "lib/inference/segment_index.ts";
import { countDraws, extremeFirst, familyOf, pValuesOf } from "lib/inference/step_down.ts";

/** What the places of one segment's clicks say; the lift is in click probability. */
export interface PlacedSegment extends LotSegment {
  /** Clicks in lists that tell something, and those of them in the first places. */
  readonly clicks: number;
  readonly treatedClicks: number;
}

/** The same after many draws of the places. */
export interface DrawnSegment extends PlacedSegment, DrawnP {}

/** Test of all segments by draws of the places. */
export interface PlacesByLot extends DrawnFamily {
  /** In the order of the index. */
  readonly segments: readonly DrawnSegment[];
}

/**
 * Lift and null error of every segment, in closed form.
 *
 * With e = m / k in a list, a row's weight is a = clicked / (e (1 − e)), the segment's sum T = Σ a (t − e),
 * and its variance is the sum over lists of m (1 − m / k) S², with S² the variance (divisor k − 1) of a
 * within the list: sampling without replacement, as in Cochran (1977), "Sampling Techniques", theorem 2.2.
 * The lift, the inverse-propensity-weighted difference, is T over the segment's rows.
 *
 * @param lists the lists that tell something
 * @param index the segments of the same rows
 * @returns one result per segment, in the order of the index
 * @throws {InputError} if lists and index were not made with each other
 *
 * @example Two lists of four, in both of which the first article of three was clicked
 * ```ts
 * import { clickedLists } from "lib/inference/clicked_lists.ts";
 * import { placedSegments } from "lib/inference/places_by_lot.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const index = indexSegments([{ name: "topic", levels: ["news"], codes: new Int32Array(8) }]);
 * const lists = clickedLists({
 *   list: Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1),
 *   topThree: Uint8Array.of(1, 1, 1, 0, 1, 1, 1, 0),
 *   clicked: Uint8Array.of(1, 0, 0, 0, 1, 0, 0, 0),
 * }, index);
 * const [news] = placedSegments(lists, index);
 * // Each click counts 1/e = 4/3, over eight rows; by lot it would stand there three times in four.
 * assertEquals([news!.lift.toFixed(6), news!.treatedClicks], ["0.333333", 2]);
 * assertEquals(news!.z.toFixed(6), "0.816497");
 * ```
 */
export function placedSegments(lists: ClickedLists, index: SegmentIndex): PlacedSegment[] {
  requireClickedLists(lists);
  requireSameSegments(lists, index);
  const { sums, variances, clicks, treatedClicks } = clickedMoments(lists, index.segments.length);
  return index.segments.map((segment, at) => ({
    ...lotSegment(segment, sums[at]!, variances[at]!),
    clicks: clicks[at]!,
    treatedClicks: treatedClicks[at]!,
  }));
}

/**
 * Test of all segments at once by drawing the places anew, list by list.
 *
 * Each draw gives every clicked row a place as the lot would have: only clicked rows matter, for all others
 * have weight 0. A p-value counts the actual places as one of the draws, so that it is exact for any number
 * of draws (Phipson and Smyth 2010, "Permutation p-values should never be zero"); the adjusted ones step
 * down from the largest |z|, and bound the probability of any false finding (Westfall and Young 1993,
 * "Resampling-Based Multiple Testing", algorithm 4.1).
 *
 * @param lists the lists that tell something
 * @param index the segments of the same rows
 * @param options how many draws, from which seed, and of which segments the largest |z| is taken
 * @returns the segments with their p-values, the global one, and the critical value of the largest |z|
 * @throws {InputError} if the number of draws is no whole number from 1, the seed is none, or there is no
 *   such segment
 *
 * @example
 * ```ts
 * import { clickedLists } from "lib/inference/clicked_lists.ts";
 * import { testPlacesByLot } from "lib/inference/places_by_lot.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assert } from "@std/assert";
 *
 * // Forty lists of six, each with a click in a place of its own.
 * const rows = Array.from({ length: 240 }, (_, row) => row);
 * const index = indexSegments([{ name: "topic", levels: ["news"], codes: new Int32Array(240) }]);
 * const lists = clickedLists({
 *   list: Int32Array.from(rows, (row) => Math.floor(row / 6)),
 *   topThree: Uint8Array.from(rows, (row) => row % 6 < 3 ? 1 : 0),
 *   clicked: Uint8Array.from(rows, (row) => row % 6 === Math.floor(row / 6) % 6 ? 1 : 0),
 * }, index);
 * assert(testPlacesByLot(lists, index, { draws: 199, seed: 7 }).globalP > 0.05);
 * ```
 */
export function testPlacesByLot(
  lists: ClickedLists,
  index: SegmentIndex,
  options: DrawOptions,
): PlacesByLot {
  const { draws, seed, among } = requireKnownOptions(options, ["draws", "seed", "among"]);
  requireDraws(draws);
  const placed = placedSegments(lists, index);
  const family = familyOf(placed.length, among);
  const moments = clickedMoments(lists, placed.length);
  const order = extremeFirst(moments, family);
  const open = sumsOfChosen(weighedClicks(lists), clickedChoices(lists, seed));
  const counts = countDraws(moments, order, open, { from: 0, to: draws });
  const { drawn, adjusted, global, criticalValue } = pValuesOf(moments, order, [counts]);
  return {
    segments: placed.map((segment, at) => ({
      ...segment,
      drawnP: drawn[at]!,
      adjustedP: adjusted[at]!,
    })),
    family,
    draws,
    globalP: global,
    criticalValue,
  };
}
