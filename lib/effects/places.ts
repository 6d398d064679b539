/**
 * Whether clicks depend on the place within the list.
 *
 * @module
 */

import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { countByList, type ListCounts, type PlacedRows, soundPlacedRows } from "lib/placed_rows.ts";

/** Outcome of {@linkcode testPlaces}. */
export interface PlaceTest {
  /** Number of lists that have a row here. */
  readonly lists: number;
  /** Number of lists that tell something: rows of both arms, and both clicked and unclicked ones. */
  readonly telling: number;
  /** Number of rows whose list is unknown; they are left out. */
  readonly rowsWithoutList: number;
  /**
   * Difference of click probability between the first three places and the others within lists, by
   * Mantel and Haenszel; NaN where no list has both.
   */
  readonly difference: number;
  /** Standard normal statistic, above 0 where the first three are clicked more; NaN if no list tells. */
  readonly z: number;
  /**
   * Two-sided p-value, from 0 (it is below 10⁻³⁰⁰) to 1; undefined if no list tells anything.
   */
  readonly p: number | undefined;
  /**
   * Whether there are clicks enough for the normal approximation, by the rule of Mantel and Fleiss;
   * where there are not, the p-value is rough and shows little.
   */
  readonly isLarge: boolean;
}

/** By how much the count must be able to leave its expectation, on both sides. */
const MANTEL_FLEISS = 5;

/**
 * Test of the hypothesis that within each list the places were given by lot, whatever the lists
 * differ in: length, reader, hour.
 *
 * Each list is a stratum. Of its k rows here, m stand in the first three places and c are clicked;
 * with both fixed and the places exchangeable, the number a of clicked rows in the first three is
 * hypergeometric, with expectation c·m/k and variance c·(k − c)/(k − 1) · (m/k)·(1 − m/k). The
 * statistic is z = Σ(a − E) / √ΣV, and the p-value is two-sided by the normal distribution. A list
 * without clicks, with clicks only, or with one arm only has variance 0 and tells nothing.
 *
 * z² is the statistic of Cochran (1954), "Some methods for strengthening the common χ² tests",
 * Biometrics 10(4), with the variance of Mantel and Haenszel (1959), "Statistical aspects of the
 * analysis of data from retrospective studies of disease", JNCI 22(4), and without their correction
 * for continuity. The difference is the one of Greenland and Robins (1985), "Estimation of a common
 * effect parameter from sparse follow-up data", Biometrics 41(1). The approximation is trusted by
 * the rule of Mantel and Fleiss (1980), American Journal of Epidemiology 112(1).
 *
 * A small effect, a short table, or effects that cancel between lists can go unnoticed: a large
 * p-value does not prove that the places were given by lot. Rows that stand twice count twice, which
 * makes it too small.
 *
 * @param rows list, arm and click of every row; rows of a list need not stand together
 * @returns difference, statistic and p-value, and how many lists they rest on
 * @throws {InputError} if lengths differ, if a list's number is no whole number from −1 to below the
 *   number of rows, or if the arm or the click is anything but 0 and 1 (false and true are read so)
 *
 * @example Ten lists of four articles, in all of which the first one is clicked
 * ```ts
 * import { testPlaces } from "lib/effects/places.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = Array.from({ length: 40 }, (_, row) => row);
 * const { telling, difference, z } = testPlaces({
 *   list: Int32Array.from(rows, (row) => Math.floor(row / 4)),
 *   topThree: Uint8Array.from(rows, (row) => row % 4 < 3 ? 1 : 0),
 *   clicked: Uint8Array.from(rows, (row) => row % 4 === 0 ? 1 : 0),
 * });
 * assertEquals([telling, difference], [10, 1 / 3]);
 * assertEquals(z.toFixed(4), "1.8257");
 * ```
 */
export function testPlaces(rows: PlacedRows): PlaceTest {
  return combine(countByList(soundPlacedRows(rows)));
}

function combine(counts: ListCounts): PlaceTest {
  let [lists, telling, excess, variance, weight, roomBelow, roomAbove] = [0, 0, 0, 0, 0, 0, 0];
  for (let number = 0; number < counts.rows.length; number++) {
    const k = counts.rows[number]!;
    const m = counts.topThree[number]!;
    const c = counts.clicks[number]!;
    if (k === 0) continue;
    lists++;
    if (m === 0 || m === k) continue;
    weight += m * (k - m) / k;
    if (c === 0 || c === k) continue;
    telling++;
    const expected = c * m / k;
    excess += counts.clicksInTopThree[number]! - expected;
    variance += c * (k - c) / (k - 1) * (m / k) * (1 - m / k);
    roomBelow += expected - Math.max(0, c + m - k);
    roomAbove += Math.min(c, m) - expected;
  }
  const z = telling === 0 ? NaN : excess / Math.sqrt(variance);
  return {
    lists,
    telling,
    rowsWithoutList: counts.rowsWithoutList,
    difference: weight === 0 ? NaN : excess / weight,
    z,
    p: telling === 0 ? undefined : Math.min(1, 2 * normalCdf(-Math.abs(z), 0, 1)),
    isLarge: Math.min(roomBelow, roomAbove) >= MANTEL_FLEISS,
  };
}
