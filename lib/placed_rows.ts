/**
 * Rows of lists, as far as their places and clicks go.
 *
 * @module
 */

import { binaryColumn, soundColumns, wholeColumn } from "lib/checks.ts";

/** Displayed articles, each in a place of a list; one value a row in every column. */
export interface PlacedRows {
  /** Number of the list, from 0 and below the number of rows, in any order; −1 where it is unknown. */
  readonly list: Int32Array;
  /** 1 where the article stands in one of the first three places, else 0. */
  readonly topThree: Uint8Array;
  /** 1 where it was clicked, else 0. */
  readonly clicked: Uint8Array;
}

/** What each column of placed rows may hold. */
const ROW_CHECKS = {
  list: (values: ArrayLike<unknown>, column: string) =>
    wholeColumn(values, column, {
      least: -1,
      most: values.length - 1,
      what: "no number of a list",
      remedy:
        "Number the lists from 0, below the number of rows, and write -1 where one is unknown.",
    }),
  topThree: binaryColumn,
  clicked: binaryColumn,
};

/** The rows, checked: a number of a list or −1, and 0 or 1 for arm and click. */
export function soundPlacedRows(rows: PlacedRows): PlacedRows {
  return soundColumns(rows, ROW_CHECKS, rows?.list?.length ?? 0);
}

/** Counts of each list's rows, of those in the first three places, of clicks, and of clicks there. */
export interface ListCounts {
  readonly rows: Int32Array;
  readonly topThree: Int32Array;
  readonly clicks: Int32Array;
  readonly clicksInTopThree: Int32Array;
  readonly rowsWithoutList: number;
}

/** The counts of each list of sound rows. */
export function countByList({ list, topThree, clicked }: PlacedRows): ListCounts {
  const lists = list.reduce((most, number) => Math.max(most, number), -1) + 1;
  const counts = {
    rows: new Int32Array(lists),
    topThree: new Int32Array(lists),
    clicks: new Int32Array(lists),
    clicksInTopThree: new Int32Array(lists),
  };
  let rowsWithoutList = 0;
  for (let row = 0; row < list.length; row++) {
    const number = list[row]!;
    if (number < 0) {
      rowsWithoutList++;
      continue;
    }
    counts.rows[number]!++;
    counts.topThree[number]! += topThree[row]!;
    counts.clicks[number]! += clicked[row]!;
    counts.clicksInTopThree[number]! += topThree[row]! & clicked[row]!;
  }
  return { ...counts, rowsWithoutList };
}
