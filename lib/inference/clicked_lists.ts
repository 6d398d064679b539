/**
 * Lists as far as a draw of places by lot can tell something: their sizes, and their clicked rows.
 *
 * @module
 */

import { requireLengths, wholeColumn } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { requireIndex, type SegmentIndex } from "lib/inference/segment_index.ts";
import { countByList, type PlacedRows, soundPlacedRows } from "lib/placed_rows.ts";

/** The lists that tell something, and what the others are. */
export interface ClickedLists {
  /** How many lists tell something: rows of both arms, and both clicked and unclicked ones. */
  readonly lists: number;
  /** Per list its rows, and how many of them stand in the first places. */
  readonly size: Int32Array;
  readonly treated: Int32Array;
  /** Where the clicked rows of each list begin, and after the last list where they end. */
  readonly start: Int32Array;
  /** Per clicked row 1 where it stands in the first places, else 0. */
  readonly isTreated: Uint8Array;
  /** Per division, for every clicked row the number of its segment; −1 where it has none. */
  readonly divisions: readonly Int32Array[];
  /** How many segments the index has that they were made with. */
  readonly segments: number;
  /** Lists of one arm only, such as those of three articles or fewer, and the rows in them. */
  readonly listsOfOneArm: number;
  readonly rowsOfOneArm: number;
  /** Lists without a click, or with clicks only. */
  readonly listsWithoutContrast: number;
  /** Rows whose list is not known; they are left out. */
  readonly rowsWithoutList: number;
}

/**
 * Clicked lists: what a test needs that compares rows of one list with each other.
 *
 * @param rows list, arm and click of every row; rows of a list need not stand together
 * @param index the segments of the same rows
 * @param listLength per row how many rows its list has in full, where that is known: lists of which rows
 *   are missing are then refused, for a lot was drawn over the whole list
 * @returns the lists that tell something
 * @throws {InputError} if lengths do not fit, if an arm or a click is neither 0 nor 1, or if lists are
 *   torn apart
 *
 * @example A list of four articles, of which the first was clicked
 * ```ts
 * import { clickedLists } from "lib/inference/clicked_lists.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const topic = { name: "topic", levels: ["news"], codes: new Int32Array(4) };
 * const { lists, size, treated } = clickedLists({
 *   list: new Int32Array(4),
 *   topThree: Uint8Array.of(1, 1, 1, 0),
 *   clicked: Uint8Array.of(1, 0, 0, 0),
 * }, indexSegments([topic]));
 * assertEquals([lists, size[0], treated[0]], [1, 4, 3]);
 * ```
 */
export function clickedLists(
  rows: PlacedRows,
  index: SegmentIndex,
  listLength?: ArrayLike<number>,
): ClickedLists {
  const sound = soundPlacedRows(rows);
  const { list, topThree, clicked } = sound;
  requireIndex(index, list.length);
  const known = countByList(sound);
  if (listLength !== undefined) requireWhole(list, known.rows, listLength);
  const tells = (number: number) =>
    known.topThree[number]! > 0 && known.topThree[number]! < known.rows[number]! &&
    known.clicks[number]! > 0 && known.clicks[number]! < known.rows[number]!;

  const place = new Int32Array(known.rows.length).fill(-1);
  let [lists, listsOfOneArm, rowsOfOneArm, listsWithoutContrast] = [0, 0, 0, 0];
  for (let number = 0; number < known.rows.length; number++) {
    if (known.rows[number] === 0) continue;
    if (tells(number)) place[number] = lists++;
    else if (known.topThree[number] === 0 || known.topThree[number] === known.rows[number]) {
      listsOfOneArm++;
      rowsOfOneArm += known.rows[number]!;
    } else listsWithoutContrast++;
  }
  const [size, treated] = [new Int32Array(lists), new Int32Array(lists)];
  const start = new Int32Array(lists + 1);
  for (let number = 0; number < place.length; number++) {
    const at = place[number]!;
    if (at < 0) continue;
    size[at] = known.rows[number]!;
    treated[at] = known.topThree[number]!;
    start[at + 1] = known.clicks[number]!;
  }
  for (let at = 0; at < lists; at++) start[at + 1]! += start[at]!;

  const next = start.slice();
  const isTreated = new Uint8Array(start[lists]!);
  const divisions = index.divisions.map(() => new Int32Array(start[lists]!));
  for (let row = 0; row < list.length; row++) {
    const at = list[row]! < 0 ? -1 : place[list[row]!]!;
    if (at < 0 || clicked[row] === 0) continue;
    const to = next[at]!++;
    isTreated[to] = topThree[row]!;
    divisions.forEach((codes, division) => codes[to] = index.divisions[division]![row]!);
  }
  return {
    lists,
    size,
    treated,
    start,
    isTreated,
    divisions,
    segments: index.segments.length,
    listsOfOneArm,
    rowsOfOneArm,
    listsWithoutContrast,
    rowsWithoutList: known.rowsWithoutList,
  };
}

/** Refuses lists of which rows are missing, or of which there are more than they say. */
export function requireWhole(
  list: Int32Array,
  rows: Int32Array,
  listLength: ArrayLike<number>,
): void {
  requireLengths({ listLength }, list.length);
  const said = wholeColumn(listLength, "listLength", {
    least: 1,
    what: "no number of rows that a list can have",
    remedy: "Give for every row how many rows its list has in full.",
  });
  const torn = new Set<number>();
  for (let row = 0; row < list.length; row++) {
    if (list[row]! >= 0 && said[row] !== rows[list[row]!]) torn.add(list[row]!);
  }
  if (torn.size === 0) return;
  const all = rows.reduce((count, size) => count + (size > 0 ? 1 : 0), 0);
  throw new InputError(
    `${torn.size} of ${all} lists have another number of rows than they say: they are torn apart`,
    {
      column: "listLength",
      count: torn.size,
      remedy: "Draw whole lists instead of rows: the lot was drawn over all of a list.",
    },
  );
}
