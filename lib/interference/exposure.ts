/**
 * The exposure mapping: what a slate's assignment means for each of its items.
 *
 * An exposure mapping sums up everything through which the assignment can act on a unit (Aronow and
 * Samii 2017, "Estimating average causal effects under general interference", Annals of Applied
 * Statistics 11(4)). Here the units are the items of a slate, and what reaches an item is
 * whether it was promoted itself, whether another item of its slate was, whether that one belongs to
 * its own cluster, and whether it had to move down.
 *
 * @module
 */

import type { PromotionAssignment } from "lib/interference/promotion.ts";
import type { Slates } from "lib/interference/slates.ts";

/** The exposure groups, of which every row belongs to exactly one, in the order the charts use. */
export const EXPOSURE_GROUPS = [
  "direct_promoted",
  "focal_control",
  "same_cluster_spillover",
  "other_slate_spillover",
  "unchanged_non_focal",
] as const;

/** Name of an exposure group. */
export type ExposureGroup = typeof EXPOSURE_GROUPS[number];

/** What the assignment means for each row; flags are 1 or 0. */
export interface Exposure {
  /** The row is its slate's focal item, promoted or not. */
  readonly isFocal: Uint8Array;
  /** The row is a focal item that was promoted. */
  readonly directTreatment: Uint8Array;
  /** Another row of the slate was promoted. */
  readonly sameSlateSpillover: Uint8Array;
  /** Another row of the slate was promoted that belongs to the row's own cluster. */
  readonly sameClusterSpillover: Uint8Array;
  /** Another row was promoted from below and pushed this one down. */
  readonly displaced: Uint8Array;
  /** Place in the slate after the promotion, from 1. */
  readonly finalPosition: Int32Array;
  /** Final position minus seed position: negative is upward. */
  readonly positionChange: Int32Array;
  /** Visibility of the seed position. */
  readonly baselineVisibility: Float64Array;
  /** Visibility of the final position. */
  readonly finalVisibility: Float64Array;
  /** Final minus baseline visibility. */
  readonly visibilityGain: Float64Array;
  /** Number of the row's group in {@linkcode EXPOSURE_GROUPS}. */
  readonly group: Uint8Array;
}

/**
 * How visible a position is: 1 / log₂(position + 1).
 *
 * That is the discount of discounted cumulative gain in its usual form (Burges and others 2005,
 * "Learning to Rank using Gradient Descent", ICML), a variant of Järvelin and Kekäläinen
 * (2002, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4)), who with base 2 leave
 * the second position undiscounted. It is a convention, not measured attention.
 *
 * @param position place in the slate, from 1
 * @returns a number without unit: 1 at the top, falling towards 0
 *
 * @example
 * ```ts
 * import { visibilityAt } from "lib/interference/exposure.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([visibilityAt(1), visibilityAt(3)], [1, 0.5]);
 * ```
 */
export function visibilityAt(position: number): number {
  return 1 / Math.log2(position + 1);
}

/**
 * Maps an assignment to the exposure of every row.
 *
 * A promoted focal item moves to position 1; the rows that stood above it move down by one; the
 * rows below it and all rows of slates without a promotion stay.
 *
 * @param slates the slates
 * @param assignment focal row and promotion of every slate
 * @returns one entry per row in every column
 *
 * @example
 * ```ts
 * import { checkSlates } from "lib/interference/slates.ts";
 * import { mapExposure } from "lib/interference/exposure.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const slates = checkSlates({
 *   slates: 1,
 *   slateOfRow: Int32Array.of(0, 0, 0),
 *   seedPosition: Int32Array.of(1, 2, 3),
 *   cluster: Int32Array.of(4, 4, 9),
 * });
 * const exposure = mapExposure(slates, {
 *   focalRow: Int32Array.of(1),
 *   promoted: Uint8Array.of(1),
 * });
 * assertEquals([...exposure.finalPosition], [2, 1, 3]);
 * assertEquals([...exposure.sameClusterSpillover], [1, 0, 0]);
 * ```
 */
export function mapExposure(slates: Slates, assignment: PromotionAssignment): Exposure {
  const { rows, slateSize, slateOfRow, seedPosition, cluster } = slates;
  const { focalRow, promoted } = assignment;
  const visibility = Float64Array.from(
    { length: slateSize + 1 },
    (_, position) => visibilityAt(position),
  );
  const isFocal = new Uint8Array(rows);
  const directTreatment = new Uint8Array(rows);
  const sameSlateSpillover = new Uint8Array(rows);
  const sameClusterSpillover = new Uint8Array(rows);
  const displaced = new Uint8Array(rows);
  const finalPosition = Int32Array.from(seedPosition);
  const positionChange = new Int32Array(rows);
  const baselineVisibility = new Float64Array(rows);
  const finalVisibility = new Float64Array(rows);
  const visibilityGain = new Float64Array(rows);
  const group = new Uint8Array(rows);

  for (let row = 0; row < rows; row++) {
    const slate = slateOfRow[row]!;
    const focal = focalRow[slate]!;
    const position = seedPosition[row]!;
    const isPromoted = promoted[slate] === 1;
    const isFocalRow = row === focal;
    const isExposed = isPromoted && !isFocalRow;
    const sharesCluster = isExposed && cluster[row]! >= 0 && cluster[row] === cluster[focal];
    const isDisplaced = isExposed && position < seedPosition[focal]!;

    if (isFocalRow) isFocal[row] = 1;
    if (isFocalRow && isPromoted) {
      directTreatment[row] = 1;
      finalPosition[row] = 1;
    }
    if (isExposed) sameSlateSpillover[row] = 1;
    if (sharesCluster) sameClusterSpillover[row] = 1;
    if (isDisplaced) {
      displaced[row] = 1;
      finalPosition[row] = position + 1;
    }
    group[row] = isFocalRow ? (isPromoted ? 0 : 1) : sharesCluster ? 2 : isExposed ? 3 : 4;

    const final = finalPosition[row]!;
    positionChange[row] = final - position;
    baselineVisibility[row] = visibility[position]!;
    finalVisibility[row] = visibility[final]!;
    visibilityGain[row] = visibility[final]! - visibility[position]!;
  }
  return {
    isFocal,
    directTreatment,
    sameSlateSpillover,
    sameClusterSpillover,
    displaced,
    finalPosition,
    positionChange,
    baselineVisibility,
    finalVisibility,
    visibilityGain,
    group,
  };
}

/**
 * Finds the slates whose final positions are not the numbers from 1 to the slate size, each once.
 *
 * @param slates the slates
 * @param finalPosition per row its place after the promotion
 * @returns the numbers of these slates, ascending; none if the mapping is sound
 *
 * @example
 * ```ts
 * import { checkSlates } from "lib/interference/slates.ts";
 * import { invalidPositionSlates } from "lib/interference/exposure.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const slates = checkSlates({
 *   slates: 2,
 *   slateOfRow: Int32Array.of(0, 0, 1, 1),
 *   seedPosition: Int32Array.of(1, 2, 1, 2),
 *   cluster: Int32Array.of(0, 0, 0, 0),
 * });
 * assertEquals([...invalidPositionSlates(slates, Int32Array.of(2, 1, 1, 1))], [1]);
 * ```
 */
export function invalidPositionSlates(slates: Slates, finalPosition: Int32Array): Int32Array {
  const { rows, slateSize, slateOfRow } = slates;
  const taken = new Uint8Array(rows);
  const distinct = new Int32Array(slates.slates);
  for (let row = 0; row < rows; row++) {
    const position = finalPosition[row]!;
    if (!(position >= 1 && position <= slateSize)) continue;
    const place = slateOfRow[row]! * slateSize + position - 1;
    if (taken[place] === 1) continue;
    taken[place] = 1;
    distinct[slateOfRow[row]!]!++;
  }
  const invalid: number[] = [];
  distinct.forEach((count, slate) => count !== slateSize && invalid.push(slate));
  return Int32Array.from(invalid);
}
