/**
 * Mean outcome of each row's group, the simplest model of an outcome there is.
 *
 * @module
 */

import { binaryColumn, requireLengths, wholeColumn } from "lib/checks.ts";

/**
 * Group rates: for every row the share of its group's rows with the outcome.
 *
 * Constant in a list where the groups are lists of one length: where a lot gives the places, any such model
 * leaves the estimate as it is and only its noise smaller (Rosenbaum 2002, "Covariance adjustment in randomized
 * experiments and observational studies", Statistical Science 17(3), section 3).
 *
 * @param outcome 0 or 1 for every row
 * @param group a whole number from 0 for every row, such as the length of its list
 * @returns one share a row, from 0 to 1
 * @throws {InputError} if lengths differ, an outcome is not 0 or 1, or a group is no whole number from 0
 *
 * @example Two lists of two articles and one of three
 * ```ts
 * import { groupRates } from "lib/nuisance/group_rates.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const rates = groupRates(
 *   Uint8Array.of(1, 0, 0, 0, 1, 1, 1),
 *   Int32Array.of(2, 2, 2, 2, 3, 3, 3),
 * );
 * assertEquals([...rates], [0.25, 0.25, 0.25, 0.25, 1, 1, 1]);
 * ```
 */
export function groupRates(outcome: Uint8Array, group: ArrayLike<number>): Float64Array {
  const y = binaryColumn(outcome, "outcome");
  requireLengths({ group }, y.length);
  const groups = wholeColumn(group, "group", {
    least: 0,
    what: "no whole number from 0",
    remedy: "Number the groups from 0, or leave rows without one out.",
  });
  const [rows, sums] = [new Map<number, number>(), new Map<number, number>()];
  for (let row = 0; row < y.length; row++) {
    const own = groups[row]!;
    rows.set(own, (rows.get(own) ?? 0) + 1);
    sums.set(own, (sums.get(own) ?? 0) + y[row]!);
  }
  return Float64Array.from(groups, (own) => sums.get(own)! / rows.get(own)!);
}
