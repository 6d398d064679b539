/**
 * A column of names as numbers: what frames hand to the numerical cores.
 *
 * @module
 */

/**
 * A column of names, each row's as a code into a list of levels.
 *
 * A categorical covariate is one, and so is a division of the rows into segments.
 */
export interface CodedColumn {
  /** The column's name. */
  readonly name: string;
  /** Per row the place of its level in `levels`, from 0; −1 where the row has none. */
  readonly codes: Int32Array;
  /** The levels' names: sorted by code point, or in an order of their own such as low to high. */
  readonly levels: readonly string[];
}
