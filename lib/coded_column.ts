/**
 * A column of names as numbers: what frames hand to the numerical cores.
 *
 * @module
 */

import { requireMade, requireNames } from "lib/argument_checks.ts";
import { requireDistinct, wholeColumn } from "lib/checks.ts";

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

/** The column, checked: no level stands twice, and every code names a level or, as −1, none. */
export function soundCoded(column: CodedColumn): CodedColumn {
  requireMade(column, ["name", "codes", "levels"], {
    noun: "division or column of names",
    maker: "bucketSegments or rankSegments",
  });
  const { name, levels } = column;
  requireNames([name], "names of a column");
  requireNames(levels, "levels", name);
  requireDistinct(levels, "levels", name);
  const codes = wholeColumn(column.codes, name, {
    least: -1,
    most: levels.length - 1,
    what: `outside the codes of ${levels.length} levels`,
    remedy: "Give every code its level, or −1 where the level is missing.",
  });
  return codes === column.codes ? column : { ...column, codes };
}
