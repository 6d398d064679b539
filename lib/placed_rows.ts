/**
 * Rows of lists, as far as their places and clicks go.
 *
 * @module
 */

/** Displayed articles, each in a place of a list; one value a row in every column. */
export interface PlacedRows {
  /** Number of the list, from 0 and below the number of rows, in any order; −1 where it is unknown. */
  readonly list: Int32Array;
  /** 1 where the article stands in one of the first three places, else 0. */
  readonly topThree: Uint8Array;
  /** 1 where it was clicked, else 0. */
  readonly clicked: Uint8Array;
}
