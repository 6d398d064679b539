/**
 * Counting rows by the fold that holds them out.
 *
 * @module
 */

/**
 * How many folds the rows are dealt into.
 *
 * @param foldOfRow for every row the number of the fold that holds it out, from 0
 * @returns the largest number plus one; 0 without rows
 *
 * @example
 * ```ts
 * import { countFolds } from "lib/nuisance/folds.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(countFolds(Uint8Array.of(0, 2, 1, 2)), 3);
 * ```
 */
export function countFolds(foldOfRow: Uint8Array): number {
  let most = -1;
  for (let row = 0; row < foldOfRow.length; row++) {
    if (foldOfRow[row]! > most) most = foldOfRow[row]!;
  }
  return most + 1;
}

/**
 * Adds up a number per row within each fold.
 *
 * @param foldOfRow for every row the number of the fold that holds it out, from 0
 * @param valueOfRow what a row adds
 * @returns one sum per fold
 *
 * @example
 * ```ts
 * import { sumByFold } from "lib/nuisance/folds.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...sumByFold(Uint8Array.of(0, 1, 1), (row) => row)], [0, 3]);
 * ```
 */
export function sumByFold(
  foldOfRow: Uint8Array,
  valueOfRow: (row: number) => number,
): Float64Array {
  const sums = new Float64Array(countFolds(foldOfRow));
  for (let row = 0; row < foldOfRow.length; row++) sums[foldOfRow[row]!]! += valueOfRow(row);
  return sums;
}
