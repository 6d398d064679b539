/**
 * Lists whose places can be drawn anew.
 *
 * @module
 */

import { binaryColumn, probabilityColumn, soundColumns, wholeColumn } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";

/** Lists whose places can be drawn anew; each list is one stretch of rows. */
export interface DrawnLists {
  /** Number of each row's list, from 0, ascending. */
  readonly list: Int32Array;
  /** 1 where the row stands in a first place. */
  readonly topThree: Uint8Array;
  readonly clicked: Uint8Array;
  /** Expected click rate of each row, the same for all rows of a list. */
  readonly outcomeRate: Float64Array;
}

/** Numbers of lists, from 0, none missing. */
export const listColumn = (values: ArrayLike<unknown>, column: string) =>
  wholeColumn(values, column, {
    least: 0,
    what: "no number of a list",
    remedy: "Number the lists from 0, and leave out rows whose list is not known.",
  });

const CHECKS = {
  list: listColumn,
  topThree: binaryColumn,
  clicked: binaryColumn,
  outcomeRate: probabilityColumn,
};

/** The lists, checked: every row of a list, which is one stretch, with 0 or 1 and a rate. */
export function soundDrawnLists(lists: DrawnLists): DrawnLists {
  const sound = soundColumns(lists, CHECKS, lists?.list?.length ?? 0);
  requireStretches(sound.list);
  return sound;
}

/** Refuses lists whose rows do not stand together. */
export function requireStretches(list: Int32Array): void {
  const ended = new Set<number>();
  for (let row = 1; row < list.length; row++) {
    if (list[row] === list[row - 1]) continue;
    ended.add(list[row - 1]!);
    if (!ended.has(list[row]!)) continue;
    throw new InputError(`list ${list[row]} does not stand in one stretch of rows`, {
      column: "list",
      remedy: "Sort the rows by list, as `wholeLists` does.",
    });
  }
}

/** Per row the share of first places in its list. */
export function sharesByList({ list, topThree }: DrawnLists): Float64Array {
  const shares = new Float64Array(list.length);
  for (let start = 0, end = 0; start < list.length; start = end) {
    let first = 0;
    for (end = start; end < list.length && list[end] === list[start]; end++) {
      first += topThree[end]!;
    }
    shares.fill(first / (end - start), start, end);
  }
  return shares;
}
