/**
 * Kinds of columns that belong to slates: each a check that hands on what the kind may hold.
 *
 * @module
 */

import { finiteColumn, wholeColumn } from "lib/checks.ts";
import { EXPOSURE_GROUPS } from "lib/interference/exposure.ts";

/** A column of numbers of rows. */
export function rowColumn(given: ArrayLike<unknown>, rows: number): Int32Array {
  return wholeColumn(given, "focalRow", {
    least: 0,
    most: rows - 1,
    what: `outside the rows 0 to ${rows - 1}`,
    remedy: "Give per slate the number of one of its own rows, counted from 0.",
  });
}

/** A column of positions, sound or not, but whole. */
export function positionColumn(given: ArrayLike<unknown>, column: string): Int32Array {
  return wholeColumn(given, column, {
    least: -(2 ** 31),
    what: "outside the whole numbers of 32 bits",
    remedy: "Number the items of each slate from 1.",
  });
}

/** A column of the exposure groups' numbers. */
export function groupColumn(given: ArrayLike<unknown>, column: string): Uint8Array {
  if (given instanceof Uint8Array) {
    let most = 0;
    for (let row = 0; row < given.length; row++) if (given[row]! > most) most = given[row]!;
    if (most < EXPOSURE_GROUPS.length) return given;
  }
  return Uint8Array.from(wholeColumn(given, column, {
    least: 0,
    most: EXPOSURE_GROUPS.length - 1,
    what: "outside the numbers of exposure groups",
    remedy: "Give the places of the groups in EXPOSURE_GROUPS.",
  }));
}

/** A column of engagement, which has single precision where it was drawn. */
export function engagementColumn(
  given: ArrayLike<unknown>,
  column: string,
): Float32Array | Float64Array {
  return given instanceof Float32Array ? given : finiteColumn(given, column);
}
