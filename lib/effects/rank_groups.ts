/**
 * Groups of nearly equal size by rank.
 *
 * @module
 */

/**
 * Rank groups: the place of each value's group when the values, in ascending order, are cut into
 * groups of nearly equal size.
 *
 * The n values have the ranks 0 … n − 1, equal ones in the order given. Group k holds the ranks
 * above k (n − 1) / groups and up to (k + 1) (n − 1) / groups, group 0 the rank 0 besides: the ranks
 * are cut at their linear quantiles (definition 7 of Hyndman and Fan 1996, The American Statistician
 * 50(4)), a rank on a border falling into the lower group. The comparisons are of whole numbers, so
 * that no border moves by rounding, whatever the number of groups.
 *
 * This is what `pandas.qcut(values.rank(method="first"), groups)` is meant to be, but pandas computes
 * the borders in floating point, and its releases round a rank on a border to different sides: seven
 * values fall into three groups as 0011222 in pandas 2.3.3, and as 0001122 in pandas 3.1.1 and here.
 *
 * Values are equal if they are the same number (0 and −0 are); ±Infinity are values like others.
 *
 * @param values one number per row; NaN where it is missing
 * @param groups how many groups, at least 1
 * @returns per row its group from 0, the smallest values first; −1 where the value is missing
 *
 * @example
 * ```ts
 * import { rankGroups } from "lib/effects/rank_groups.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const timesRated = [7, 1, 1, 1, 1]; // of five movies
 * assertEquals([...rankGroups(timesRated, 4)], [3, 0, 0, 1, 2]);
 * ```
 */
export function rankGroups(values: ArrayLike<number>, groups: number): Int32Array {
  const sorted = Float64Array.from(values).filter((value) => !Number.isNaN(value)).sort();
  const nextRank = new Map<number, number>();
  for (let rank = 0; rank < sorted.length; rank++) {
    if (!nextRank.has(sorted[rank]!)) nextRank.set(sorted[rank]!, rank);
  }
  const last = sorted.length - 1;
  const group = new Int32Array(values.length).fill(-1);
  for (let row = 0; row < values.length; row++) {
    const rank = nextRank.get(values[row]!);
    if (rank === undefined) continue;
    nextRank.set(values[row]!, rank + 1);
    group[row] = rank === 0 ? 0 : Math.ceil(groups * rank / last) - 1;
  }
  return group;
}
