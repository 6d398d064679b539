/**
 * Slates' records to draw: the original analysis' groups and clusters as printed there, and lifts
 * of about its distribution.
 *
 * @module
 */

import type { ClusterExposure } from "lib/interference/clusters.ts";
import { type ArmDensity, liftDensities } from "lib/interference/lift_densities.ts";
import type { PositionMoves } from "lib/interference/position_moves.ts";
import type { SlatePart } from "lib/interference/slate_parts.ts";
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

const moves = (
  group: ExposureGroup,
  ...pairs: readonly (readonly [change: number, rows: number])[]
): PositionMoves => ({
  group,
  rows: pairs.reduce((sum, [, rows]) => sum + rows, 0),
  moves: pairs.map(([change, rows]) => ({ change, rows })),
});

/** The moves of each exposure group. */
export const MOVES: readonly PositionMoves[] = [
  moves("direct_promoted", [-11, 405], [-8, 700], [-4, 400]),
  moves("focal_control", [0, 1495]),
  moves("same_cluster_spillover", [0, 1309], [1, 3000]),
  moves("other_slate_spillover", [0, 4246], [1, 8000]),
  moves("unchanged_non_focal", [0, 16445]),
];

const part = (
  name: SlatePart["part"],
  truth: number,
  [difference, standardError]: readonly [number, number],
): SlatePart => ({
  part: name,
  truth,
  shown: {
    difference,
    standardError,
    lower: difference - 2 * standardError,
    upper: difference + 2 * standardError,
  },
});

/** The effects on the parts of a slate; the second interval misses its truth. */
export const PARTS: readonly SlatePart[] = [
  part("promoted_item", 0.18, [0.19, 0.02]),
  part("same_cluster_items", -0.2, [-0.1, 0.03]),
  part("other_items", -0.29, [-0.33, 0.05]),
  part("whole_slate", -0.31, [-0.24, 0.06]),
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
