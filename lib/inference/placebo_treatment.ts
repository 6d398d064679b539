/**
 * An estimator tried on places that were drawn by lot after the clicks.
 *
 * @module
 */

import { requireFunction } from "lib/argument_checks.ts";
import {
  type PlaceboEstimates,
  placeboEstimates,
  type PlaceboOptions,
  requireEstimate,
  soundPlacebo,
} from "lib/inference/placebo_estimates.ts";
import { type PlacedRows, soundPlacedRows } from "lib/placed_rows.ts";
import { seededSource } from "lib/random/seeded.ts";

/** Estimates with places that cannot have had any effect, beside the actual one. */
export interface PlaceboTreatment extends PlaceboEstimates {
  /** The estimate with the places as they were. */
  readonly actual: number;
  /** Its rank among the draws and itself: 1 where no draw lies below. */
  readonly rank: number;
  /**
   * Two-sided p-value: twice the share of draws, the actual one among them, that lie as low or as high; at
   * most 1. Exact where the actual places were drawn by lot and change nothing.
   */
  readonly p: number;
  /** Rows whose list is not known: they keep their arm in every draw. */
  readonly rowsWithoutList: number;
}

/**
 * Placebo treatment: what an estimator finds when the first places are drawn anew by lot within each list.
 *
 * The clicks are kept and were made before the draw, so that the effect is zero, whatever else is true. Two
 * things can be read off. The mean of the estimates should be zero to within its own error: where it is not
 * (`z`), the estimator makes an effect of how lists differ, for example of short ones that are clicked more
 * and have more of their rows at the top. And if places were in truth drawn by lot, the actual estimate's
 * rank among them is a test of no effect at all, for any estimator (Fisher 1935, "The Design of
 * Experiments"). Where they were ranked by how promising they are the rank says no such thing: the actual
 * places are then no draw of that lot. As a refutation: Sharma and Kiciman (2020), "DoWhy",
 * arXiv:2011.04216.
 *
 * An estimator that fits models has to fit them anew in each draw, as far as they saw the places.
 *
 * @param rows list and arm of every row; rows of a list need not stand together
 * @param estimate the estimator: from an arm for every row to one number; its argument is overwritten by
 *   the next draw
 * @param options how many draws, from which seed
 * @returns the estimates, their mean and spread, and where the actual one lies among them
 * @throws {InputError} if rows are unsound, an estimate is no finite number, or an option is no number it
 *   can be
 *
 * @example In lists of four and of eight with one click each, the plain difference finds what is not there
 * ```ts
 * import { placeboTreatment } from "lib/inference/placebo_treatment.ts";
 * import { assert } from "@std/assert";
 *
 * const rows = Array.from({ length: 120 }, (_, row) => row);
 * const size = (row: number) => row < 40 ? 4 : 8;
 * const placeOf = (row: number) => row % size(row);
 * const list = Int32Array.from(rows, (row) => row < 40 ? Math.floor(row / 4) : 5 + Math.floor(row / 8));
 * const clicked = rows.map((row) => placeOf(row) === list[row]! % size(row) ? 1 : 0);
 * const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
 * const { z } = await placeboTreatment(
 *   { list, topThree: Uint8Array.from(rows, (row) => placeOf(row) < 3 ? 1 : 0) },
 *   (topThree) =>
 *     meanOf(clicked.filter((_, row) => topThree[row] === 1)) -
 *     meanOf(clicked.filter((_, row) => topThree[row] === 0)),
 *   { draws: 99, seed: 1 },
 * );
 * assert(z > 3);
 * ```
 */
export async function placeboTreatment(
  rows: Pick<PlacedRows, "list" | "topThree">,
  estimate: (topThree: Uint8Array) => number | Promise<number>,
  options: PlaceboOptions,
): Promise<PlaceboTreatment> {
  const { list, topThree } = soundPlacedRows({
    ...rows,
    clicked: new Uint8Array(rows?.list?.length ?? 0),
  });
  requireFunction(estimate, "estimator", "(topThree) => effectOf(topThree)");
  soundPlacebo(options);
  const { order, start, places } = rowsByList(list, topThree);
  const drawn = topThree.slice();
  const actual = requireEstimate(await estimate(drawn), "the actual places");
  const result = await placeboEstimates(options, (draw) => {
    // A stream a draw: each is the same however many there are.
    const source = seededSource(options.seed, `placebo treatment/${draw}`);
    drawn.set(topThree);
    for (let number = 0; number < places.length; number++) {
      const [from, end] = [start[number]!, start[number + 1]!];
      // Rows stand in the order of the table in every draw, so that none depends on an earlier one.
      const own = order.slice(from, end);
      source.shuffle(own);
      own.forEach((row, place) => drawn[row] = place < places[number]! ? 1 : 0);
    }
    return estimate(drawn);
  });
  const { draws } = options;
  const count = (isBeyond: (value: number) => boolean) =>
    result.estimates.reduce((sum, value) => sum + (isBeyond(value) ? 1 : 0), 0);
  const tail = Math.min(
    count((value) => value <= actual + rounding(actual)),
    count((value) => value >= actual - rounding(actual)),
  );
  return {
    ...result,
    actual,
    rank: 1 + count((value) => value < actual - rounding(actual)),
    p: Math.min(1, 2 * (1 + tail) / (draws + 1)),
    rowsWithoutList: list.length - order.length,
  };
}

/** Estimates that differ by no more than rounding are the same. */
function rounding(estimate: number): number {
  return 1e-9 * Math.abs(estimate) + 1e-15;
}

/** The rows list by list, where each list begins, and how many first places it has. */
function rowsByList(list: Int32Array, topThree: Uint8Array) {
  const lists = list.reduce((most, number) => Math.max(most, number), -1) + 1;
  const start = new Int32Array(lists + 1);
  const places = new Int32Array(lists);
  for (let row = 0; row < list.length; row++) {
    if (list[row]! < 0) continue;
    start[list[row]! + 1]!++;
    places[list[row]!]! += topThree[row]!;
  }
  for (let number = 0; number < lists; number++) start[number + 1]! += start[number]!;
  const order = new Int32Array(start[lists]!);
  const next = start.slice();
  for (let row = 0; row < list.length; row++) {
    if (list[row]! >= 0) order[next[list[row]!]!++] = row;
  }
  return { order, start, places };
}
