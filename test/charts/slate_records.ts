/**
 * Slates' records to draw: the original analysis' groups and clusters as printed there, and lifts
 * of about its distribution.
 *
 * @module
 */

import type { ClusterExposure } from "lib/interference/clusters.ts";
import {
  type ArmDensity,
  liftDensities,
  type PositionChangeBox,
} from "lib/interference/distributions.ts";
import type { ExposureGroup } from "lib/interference/exposure.ts";
import type { FocalPositionCount } from "lib/interference/focal_positions.ts";
import type { GroupOutcome } from "lib/interference/exposure_groups.ts";

/** Two positions, in both arms. */
export const FOCAL_POSITIONS: readonly FocalPositionCount[] = [
  { position: 5, arm: "leave_slate_unchanged", slates: 1185 },
  { position: 5, arm: "promote_focal_item", slates: 181 },
  { position: 6, arm: "leave_slate_unchanged", slates: 0 },
  { position: 6, arm: "promote_focal_item", slates: 187 },
];

const box = (
  group: ExposureGroup,
  rows: number,
  [lowerWhisker, lowerQuartile, median, upperQuartile, upperWhisker]: readonly [
    number,
    number,
    number,
    number,
    number,
  ],
): PositionChangeBox => ({
  group,
  rows,
  lowerWhisker,
  lowerQuartile,
  median,
  upperQuartile,
  upperWhisker,
});

/** A box for each exposure group. */
export const BOXES: readonly PositionChangeBox[] = [
  box("direct_promoted", 1505, [-11, -9, -8, -6, -4]),
  box("focal_control", 1495, [0, 0, 0, 0, 0]),
  box("same_cluster_spillover", 4309, [0, 0, 1, 1, 1]),
  box("other_slate_spillover", 12246, [0, 0, 1, 1, 1]),
  box("unchanged_non_focal", 16445, [0, 0, 0, 0, 0]),
];

const CLUSTER_ROWS = [
  ["Action", 799, 401, 1692],
  ["Comedy", 658, 338, 1092],
  ["Drama", 636, 317, 974],
  ["Adventure", 318, 168, 282],
  ["Crime", 253, 130, 165],
  ["Animation", 70, 32, 32],
  ["Horror", 65, 31, 29],
  ["Documentary", 42, 16, 20],
  ["Children", 43, 20, 9],
  ["Mystery", 44, 15, 7],
  ["Fantasy", 11, 5, 3],
  ["Film-Noir", 6, 4, 2],
  ["Thriller", 22, 11, 1],
  ["(no genres listed)", 4, 0, 0],
] as const;

/** Fourteen clusters, most same-cluster rows first; the last one has no promotion. */
export const CLUSTERS: readonly ClusterExposure[] = CLUSTER_ROWS.map(
  ([cluster, randomizedSlates, promotedSlates, sameClusterRows], place) => ({
    cluster,
    place,
    randomizedSlates,
    promotedSlates,
    rowsOfPromotedSlates: 12 * promotedSlates,
    directRows: promotedSlates,
    sameClusterRows,
    sameSlateRows: 11 * promotedSlates,
    meanFocalRelevance: 4.5,
    meanSlateRelevance: 4.6,
    sameClusterShare: sameClusterRows / (11 * promotedSlates),
  }),
);

const outcome = (
  group: ExposureGroup,
  rows: number,
  [meanProbability, meanUnchangedProbability, meanLift]: readonly [number, number, number],
  [clickRate, meanEngagement]: readonly [number, number],
): GroupOutcome => ({
  group,
  // Nothing that a chart looks at.
  place: 0,
  rows,
  meanProbability,
  meanUnchangedProbability,
  meanLift,
  clickRate,
  meanEngagement,
});

/** Each exposure group, largest lift first. */
export const OUTCOMES: readonly GroupOutcome[] = [
  outcome("direct_promoted", 1505, [0.3556, 0.1762, 0.1794], [0.3435, 0.5827]),
  outcome("focal_control", 1495, [0.1779, 0.1779, 0], [0.1719, 0.2935]),
  outcome("unchanged_non_focal", 16445, [0.2151, 0.2151, 0], [0.2141, 0.3673]),
  outcome("other_slate_spillover", 12246, [0.1784, 0.2154, -0.037], [0.177, 0.3033]),
  outcome("same_cluster_spillover", 4309, [0.1466, 0.2153, -0.0686], [0.1522, 0.2615]),
];

/** Lifts of promoted slates: a hill between -0.56 and -0.08. */
export const PROMOTED_LIFTS: readonly number[] = Array.from(
  { length: 1505 },
  (_, at) => -0.32 + 0.12 * (Math.sin(at) + Math.cos(2.4 * at)),
);

/**
 * Bins lifts of both arms.
 *
 * @param unchanged the lifts of slates left unchanged
 * @param promoted the lifts of promoted slates
 * @param bins how many bins
 */
export function densitiesOf(
  unchanged: readonly number[],
  promoted: readonly number[],
  bins = 60,
): ArmDensity[] {
  const arms = [...unchanged.map(() => 0), ...promoted.map(() => 1)];
  return liftDensities(Float64Array.of(...unchanged, ...promoted), Uint8Array.from(arms), bins);
}

/** Lifts as the click model gives them: all zero without promotion. */
export const DENSITIES: readonly ArmDensity[] = densitiesOf(
  Array.from({ length: 1495 }, () => 0),
  PROMOTED_LIFTS,
);
