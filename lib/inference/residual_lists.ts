/**
 * Lists with what a model of the outcome leaves of every row, for draws of places in which all rows matter.
 *
 * @module
 */

import { binaryColumn, finiteColumn, soundColumns } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { requireWhole } from "lib/inference/clicked_lists.ts";
import { requireIndex, type SegmentIndex } from "lib/inference/segment_index.ts";
import { countByList, soundPlacedRows } from "lib/placed_rows.ts";

/** Rows of lists with an outcome and what was expected of it. */
export interface ExpectedRows {
  /** Number of the list, from 0 and below the number of rows, in any order; −1 where it is unknown. */
  readonly list: Int32Array;
  /** 1 where the article stands in one of the first places, else 0. */
  readonly topThree: Uint8Array;
  /** The outcome: a click, or any number that is not missing. */
  readonly outcome: ArrayLike<number>;
  /** What a model expects of it that was fitted without the places. */
  readonly expected: ArrayLike<number>;
}

/** The lists of both arms, list by list, with each row's residual as a weight. */
export interface ResidualLists {
  readonly lists: number;
  /** Per list its rows, and how many of them stand in the first places. */
  readonly size: Int32Array;
  readonly treated: Int32Array;
  /** Where the rows of each list begin, and after the last list where they end. */
  readonly start: Int32Array;
  /** Per row 1 where it stands in the first places, else 0. */
  readonly isTreated: Uint8Array;
  /** Per row its residual over e (1 − e). */
  readonly weights: Float64Array;
  /** Per division, for every row the number of its segment; −1 where it has none. */
  readonly divisions: readonly Int32Array[];
  /** How many segments the index has that they were made with. */
  readonly segments: number;
  /** Lists of one arm only, such as those of three articles or fewer, and the rows in them. */
  readonly listsOfOneArm: number;
  readonly rowsOfOneArm: number;
  /** Rows whose list is not known; they are left out. */
  readonly rowsWithoutList: number;
}

/**
 * Residual lists: rows with outcome less expectation, arranged list by list.
 *
 * The doubly robust score with the known probability e = m / k of a list is linear in the treatment t: less
 * its expectation over the lot it is (t − e) (y − μ) / (e (1 − e)), with μ = (1 − e) μ₁ + e μ₀. So this μ
 * is the expectation to give where a model has predictions for both arms. Draws of the treatment with residuals
 * for outcomes: Rosenbaum (2002), "Covariance adjustment in randomized experiments and observational studies",
 * Statistical Science 17(3). What is fitted must not have seen
 * the places: else it would be another one in another draw.
 *
 * @param rows list, arm, outcome and expectation of every row; rows of a list need not stand together
 * @param index the segments of the same rows
 * @param listLength per row how many rows its list has in full, where that is known: lists of which rows
 *   are missing are then refused, for a lot was drawn over the whole list
 * @returns the lists that have rows in both arms
 * @throws {InputError} if lengths do not fit, an arm is neither 0 nor 1, an outcome or an expectation is
 *   missing or infinite, or if lists are torn apart
 *
 * @example A list of four, of which one in four was expected to be clicked
 * ```ts
 * import { residualLists } from "lib/inference/residual_lists.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const topic = { name: "topic", levels: ["news"], codes: new Int32Array(4) };
 * const { weights } = residualLists({
 *   list: new Int32Array(4),
 *   topThree: Uint8Array.of(1, 1, 1, 0),
 *   outcome: Uint8Array.of(1, 0, 0, 0),
 *   expected: new Float64Array(4).fill(0.25),
 * }, indexSegments([topic]));
 * assertEquals([...weights], [4, -4 / 3, -4 / 3, -4 / 3]); // over e (1 − e) = 3/16
 * ```
 */
export function residualLists(
  rows: ExpectedRows,
  index: SegmentIndex,
  listLength?: ArrayLike<number>,
): ResidualLists {
  const length = rows?.list?.length ?? 0;
  const { outcome, expected } = soundColumns(rows, NUMBERS, length);
  // Lists are counted as those of clicks are; which rows were clicked does not matter here.
  const placed = soundPlacedRows({
    list: rows.list,
    topThree: rows.topThree,
    clicked: new Uint8Array(length),
  });
  const { list, topThree } = placed;
  requireIndex(index, length);
  const known = countByList(placed);
  if (listLength !== undefined) requireWhole(list, known.rows, listLength);

  const place = new Int32Array(known.rows.length).fill(-1);
  let [lists, listsOfOneArm, rowsOfOneArm] = [0, 0, 0];
  for (let number = 0; number < known.rows.length; number++) {
    const [k, m] = [known.rows[number]!, known.topThree[number]!];
    if (k === 0) continue;
    if (m > 0 && m < k) place[number] = lists++;
    else {
      listsOfOneArm++;
      rowsOfOneArm += k;
    }
  }
  const [size, treated] = [new Int32Array(lists), new Int32Array(lists)];
  const start = new Int32Array(lists + 1);
  for (let number = 0; number < place.length; number++) {
    const at = place[number]!;
    if (at < 0) continue;
    size[at] = known.rows[number]!;
    treated[at] = known.topThree[number]!;
    start[at + 1] = size[at]!;
  }
  for (let at = 0; at < lists; at++) start[at + 1]! += start[at]!;

  const next = start.slice();
  const all = start[lists]!;
  const [isTreated, weights] = [new Uint8Array(all), new Float64Array(all)];
  const divisions = index.divisions.map(() => new Int32Array(all));
  for (let row = 0; row < length; row++) {
    const at = list[row]! < 0 ? -1 : place[list[row]!]!;
    if (at < 0) continue;
    const [k, m] = [size[at]!, treated[at]!];
    const to = next[at]!++;
    isTreated[to] = topThree[row]!;
    weights[to] = (outcome[row]! - expected[row]!) * (k * k / (m * (k - m)));
    divisions.forEach((codes, division) => codes[to] = index.divisions[division]![row]!);
  }
  requireFinite(weights);
  return {
    lists,
    size,
    treated,
    start,
    isTreated,
    weights,
    divisions,
    segments: index.segments.length,
    listsOfOneArm,
    rowsOfOneArm,
    rowsWithoutList: known.rowsWithoutList,
  };
}

/** A click may be given as true or false; all else as a finite number. */
const NUMBERS = {
  outcome: (values: ArrayLike<unknown>, column: string) =>
    typeof values?.[0] === "boolean"
      ? Float64Array.from(binaryColumn(values, column))
      : finiteColumn(values, column),
  expected: finiteColumn,
};

/** Refuses numbers so large that their squares are none. */
function requireFinite(weights: Float64Array): void {
  const count = weights.reduce((sum, weight) => sum + (Math.abs(weight) < 1e100 ? 0 : 1), 0);
  if (count === 0) return;
  throw new InputError(`${count} of ${weights.length} residuals are too large to compute with`, {
    column: "outcome",
    count,
    remedy: "Give the outcome in a larger unit.",
  });
}
