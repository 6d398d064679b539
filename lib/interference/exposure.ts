/**
 * The exposure of one item: what the promotions that were drawn mean for it.
 *
 * An exposure mapping sums up everything through which the assignment can act on a unit (Aronow and
 * Samii 2017, "Estimating average causal effects under general interference", Annals of Applied
 * Statistics 11(4)). Here the units are the items of a slate, and what reaches an item is
 * whether it was promoted itself, whether another item of its slate was, whether that one belongs to
 * its own cluster, and whether it had to move down.
 *
 * @module
 */

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

/** What an exposure rule sees of one row: its place, and what was drawn for its slate. */
export interface AssignedRow {
  /** The row's place in its slate before any promotion, from 1. */
  readonly seedPosition: number;
  /** The place of its slate's focal item before any promotion, from 1. */
  readonly focalSeedPosition: number;
  /** The row is the focal item. */
  readonly isFocal: boolean;
  /** The focal item of the row's slate is promoted. */
  readonly slateIsPromoted: boolean;
  /** The row has a cluster, and it is the focal item's; so for the focal item itself. */
  readonly sharesFocalCluster: boolean;
}

/** What the promotions mean for one row. */
export interface RowExposure {
  /** Place in the slate after the promotion, from 1. */
  readonly finalPosition: number;
  /** The row is a focal item that was promoted. */
  readonly directTreatment: boolean;
  /** Another row of the slate was promoted. */
  readonly sameSlateSpillover: boolean;
  /** Another row of the slate was promoted that belongs to the row's own cluster. */
  readonly sameClusterSpillover: boolean;
  /** Another row was promoted from below and pushed this one down. */
  readonly displaced: boolean;
  /** The group that the row belongs to. */
  readonly group: ExposureGroup;
}

/** A rule of exposure: it must answer equal rows equally, for it is asked once for all of them. */
export type ExposureRule = (row: AssignedRow) => RowExposure;

/**
 * The exposure of one row: where it stands after the promotion, what reaches it, and its group.
 *
 * A promoted focal item moves to position 1; the rows that stood above it move down by one; the
 * rows below it and all rows of slates without a promotion stay. This rule is the original's.
 *
 * @param row the row's place, and what was drawn for its slate
 * @returns its final position from 1, four flags and the name of its group
 *
 * @example A promotion pushes a movie of the same genre down
 * ```ts
 * import { exposureOfRow } from "lib/interference/exposure.ts";
 * import { assertEquals } from "@std/assert";
 *
 * // "Alien" stands third; "The Thing", a horror movie as well, comes up from the seventh place.
 * const alien = exposureOfRow({
 *   seedPosition: 3,
 *   focalSeedPosition: 7,
 *   isFocal: false,
 *   slateIsPromoted: true,
 *   sharesFocalCluster: true,
 * });
 * assertEquals([alien.finalPosition, alien.displaced], [4, true]);
 * assertEquals(alien.group, "same_cluster_spillover");
 * ```
 */
export function exposureOfRow(row: AssignedRow): RowExposure {
  const { seedPosition, focalSeedPosition, isFocal, slateIsPromoted, sharesFocalCluster } = row;
  const directTreatment = isFocal && slateIsPromoted;
  const sameSlateSpillover = !isFocal && slateIsPromoted;
  const sameClusterSpillover = sameSlateSpillover && sharesFocalCluster;
  const displaced = sameSlateSpillover && seedPosition < focalSeedPosition;
  return {
    finalPosition: directTreatment ? 1 : displaced ? seedPosition + 1 : seedPosition,
    directTreatment,
    sameSlateSpillover,
    sameClusterSpillover,
    displaced,
    group: directTreatment
      ? "direct_promoted"
      : isFocal
      ? "focal_control"
      : sameClusterSpillover
      ? "same_cluster_spillover"
      : sameSlateSpillover
      ? "other_slate_spillover"
      : "unchanged_non_focal",
  };
}

/**
 * The visibility of a position: 1 / log₂(position + 1).
 *
 * That is the discount of discounted cumulative gain in its usual form (Burges and others 2005,
 * "Learning to Rank using Gradient Descent", ICML), a variant of Järvelin and Kekäläinen
 * (2002, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4)), who with base 2 leave
 * the second position undiscounted. It is a convention, not measured attention.
 *
 * @param position place in the slate, from 1
 * @returns a number without unit: 1 at the top, falling towards 0
 *
 * @example The third movie is half as visible as the first
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
