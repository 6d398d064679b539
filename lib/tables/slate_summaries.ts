/**
 * Summaries as readers see them, under the originals' column names.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { tableOf } from "lib/frames/displayed.ts";
import { integerColumn, realColumn, textColumn } from "lib/frames/frame_columns.ts";
import type { ArmOutcome } from "lib/interference/slate_outcomes.ts";
import type { ClusterExposure } from "lib/interference/clusters.ts";
import type { GroupExposure, GroupOutcome } from "lib/interference/exposure_groups.ts";

/**
 * The table of named numbers, one a row.
 *
 * @param entries name and value, in the order to list
 * @param kind whether the values are shown as whole numbers or with decimals; where one of them is
 *   not whole, all are shown with decimals
 * @returns the columns `metric` and `value`, NaN as missing
 *
 * @example How many lists of movies there are, for how many users
 * ```ts
 * import { metricTable } from "lib/tables/slate_summaries.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const table = metricTable([["unique_slates", 3_000], ["unique_users", 610]], "integer");
 * assertEquals(table.toRecords()[1], { metric: "unique_users", value: 610 });
 * ```
 */
export function metricTable(
  entries: readonly (readonly [metric: string, value: number])[],
  kind: "integer" | "real",
): DataFrame {
  const values = entries.map(([, value]) => value);
  return tableOf([
    textColumn("metric", entries.map(([metric]) => metric)),
    kind === "integer" &&
      values.every((value) => Number.isNaN(value) || Number.isSafeInteger(value))
      ? integerColumn("value", values)
      : realColumn("value", values),
  ]);
}

/**
 * The table of the exposure groups: how large they are and where they stand.
 *
 * @param groups the groups, in the order to list
 * @returns `exposure_group`, `rows`, `slates`, `mean_seed_position`, `mean_final_position`,
 *   `mean_visibility_gain`, `mean_relevance`
 *
 * @example Four promoted movies came up by six places
 * ```ts
 * import { exposureTable } from "lib/tables/slate_summaries.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const table = exposureTable([
 *   { group: "direct_promoted", place: 0, rows: 4, slates: 4, rowShare: 1 / 24, slateShare: 0.5,
 *     meanSeedPosition: 7, meanFinalPosition: 1, meanVisibilityGain: 2 / 3, meanRelevance: 3.5 },
 * ]);
 * assertEquals(table.getColumn("mean_final_position").toArray(), [1]);
 * ```
 */
export function exposureTable(groups: readonly GroupExposure[]): DataFrame {
  return tableOf([
    textColumn("exposure_group", groups.map(({ group }) => group)),
    integerColumn("rows", groups.map(({ rows }) => rows)),
    integerColumn("slates", groups.map(({ slates }) => slates)),
    realColumn("mean_seed_position", groups.map((group) => group.meanSeedPosition)),
    realColumn("mean_final_position", groups.map((group) => group.meanFinalPosition)),
    realColumn("mean_visibility_gain", groups.map((group) => group.meanVisibilityGain)),
    realColumn("mean_relevance", groups.map((group) => group.meanRelevance)),
  ]);
}

/**
 * The table of the exposure groups with their shares of all rows and slates.
 *
 * @param groups the groups, in the order to list
 * @returns the columns of {@linkcode exposureTable}, then `row_share` and `slate_share`
 *
 * @example One of twelve movies is promoted in every other slate
 * ```ts
 * import { exposureShareTable } from "lib/tables/slate_summaries.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const table = exposureShareTable([
 *   { group: "direct_promoted", place: 0, rows: 4, slates: 4, rowShare: 1 / 24, slateShare: 0.5,
 *     meanSeedPosition: 7, meanFinalPosition: 1, meanVisibilityGain: 2 / 3, meanRelevance: 3.5 },
 * ]);
 * assertEquals(table.getColumn("slate_share").toArray(), [0.5]);
 * ```
 */
export function exposureShareTable(groups: readonly GroupExposure[]): DataFrame {
  return tableOf([
    ...exposureTable(groups).getColumns(),
    realColumn("row_share", groups.map(({ rowShare }) => rowShare)),
    realColumn("slate_share", groups.map(({ slateShare }) => slateShare)),
  ]);
}

/**
 * The table of the clusters, as the original computes it.
 *
 * Two of its columns are not what their names say: `promoted_slates` counts the rows of the
 * promoted slates, and `mean_focal_relevance` is the mean over all rows of the slates.
 * {@linkcode correctedClusterTable} adds the right figures.
 *
 * @param clusters the clusters, in the order to list
 * @returns `promoted_focal_cluster`, `randomized_slates`, `promoted_slates`, `direct_rows`,
 *   `same_cluster_spillover_rows`, `same_slate_spillover_rows`, `mean_focal_relevance`,
 *   `same_cluster_share_of_spillover`
 *
 * @example Two of three focal comedies are promoted, in slates of twelve movies
 * ```ts
 * import { clusterTable } from "lib/tables/slate_summaries.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const table = clusterTable([
 *   { cluster: "Comedy", place: 0, randomizedSlates: 3, promotedSlates: 2,
 *     rowsOfPromotedSlates: 24, directRows: 2, sameClusterRows: 11, sameSlateRows: 22,
 *     meanFocalRelevance: 3.5, meanSlateRelevance: 4, sameClusterShare: 0.5 },
 * ]);
 * assertEquals(table.getColumn("promoted_slates").toArray(), [24]);
 * ```
 */
export function clusterTable(clusters: readonly ClusterExposure[]): DataFrame {
  return tableOf([
    textColumn("promoted_focal_cluster", clusters.map(({ cluster }) => cluster)),
    integerColumn("randomized_slates", clusters.map((each) => each.randomizedSlates)),
    integerColumn("promoted_slates", clusters.map((each) => each.rowsOfPromotedSlates)),
    integerColumn("direct_rows", clusters.map((each) => each.directRows)),
    integerColumn("same_cluster_spillover_rows", clusters.map((each) => each.sameClusterRows)),
    integerColumn("same_slate_spillover_rows", clusters.map((each) => each.sameSlateRows)),
    realColumn("mean_focal_relevance", clusters.map((each) => each.meanSlateRelevance)),
    realColumn("same_cluster_share_of_spillover", clusters.map((each) => each.sameClusterShare)),
  ]);
}

/**
 * The table of the clusters as the original has it, and what two of its columns should say.
 *
 * @param clusters the clusters, in the order to list
 * @returns the columns of {@linkcode clusterTable}, then `promoted_slates_counted_once` and
 *   `mean_relevance_of_focal_items`
 *
 * @example Two of three focal comedies are promoted, in slates of twelve movies
 * ```ts
 * import { correctedClusterTable } from "lib/tables/slate_summaries.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const table = correctedClusterTable([
 *   { cluster: "Comedy", place: 0, randomizedSlates: 3, promotedSlates: 2,
 *     rowsOfPromotedSlates: 24, directRows: 2, sameClusterRows: 11, sameSlateRows: 22,
 *     meanFocalRelevance: 3.5, meanSlateRelevance: 4, sameClusterShare: 0.5 },
 * ]);
 * assertEquals(table.getColumn("promoted_slates_counted_once").toArray(), [2]);
 * ```
 */
export function correctedClusterTable(clusters: readonly ClusterExposure[]): DataFrame {
  return tableOf([
    ...clusterTable(clusters).getColumns(),
    integerColumn("promoted_slates_counted_once", clusters.map((each) => each.promotedSlates)),
    realColumn("mean_relevance_of_focal_items", clusters.map((each) => each.meanFocalRelevance)),
  ]);
}

/**
 * The table of the exposure groups' outcomes.
 *
 * @param groups the groups, in the order to list
 * @returns `exposure_group`, `rows`, `mean_probability`, `mean_no_promotion_probability`,
 *   `mean_probability_lift`, `simulated_click_rate`, `mean_engagement_score`
 *
 * @example Four promoted movies, three of them clicked
 * ```ts
 * import { outcomeTable } from "lib/tables/slate_summaries.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const table = outcomeTable([
 *   { group: "direct_promoted", place: 0, rows: 4, meanProbability: 0.625,
 *     meanUnchangedProbability: 0.375, meanLift: 0.25, clickRate: 0.75, meanEngagement: 1.2 },
 * ]);
 * assertEquals(table.getColumn("simulated_click_rate").toArray(), [0.75]);
 * ```
 */
export function outcomeTable(groups: readonly GroupOutcome[]): DataFrame {
  return tableOf([
    textColumn("exposure_group", groups.map(({ group }) => group)),
    integerColumn("rows", groups.map(({ rows }) => rows)),
    realColumn("mean_probability", groups.map((group) => group.meanProbability)),
    realColumn(
      "mean_no_promotion_probability",
      groups.map((group) => group.meanUnchangedProbability),
    ),
    realColumn("mean_probability_lift", groups.map((group) => group.meanLift)),
    realColumn("simulated_click_rate", groups.map((group) => group.clickRate)),
    realColumn("mean_engagement_score", groups.map((group) => group.meanEngagement)),
  ]);
}

/**
 * The table of the arms' outcomes.
 *
 * @param arms the arms, in the order to list
 * @returns `assignment_arm`, `slates` and seven means over the slates of the arm
 *
 * @example A promotion gains a quarter of a click and costs the other movies half of that
 * ```ts
 * import { armTable } from "lib/tables/slate_summaries.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const table = armTable([
 *   { arm: "promote_focal_item", slates: 4, meanClicks: 5, meanExpectedClicks: 5.125,
 *     meanExpectedClicksUnchanged: 5, meanLift: 0.125, meanDirectLift: 0.25,
 *     meanSameClusterLift: -0.0625, meanOtherLift: -0.0625 },
 * ]);
 * assertEquals(table.getColumn("mean_direct_expected_lift").toArray(), [0.25]);
 * ```
 */
export function armTable(arms: readonly ArmOutcome[]): DataFrame {
  return tableOf([
    textColumn("assignment_arm", arms.map(({ arm }) => arm)),
    integerColumn("slates", arms.map(({ slates }) => slates)),
    realColumn("mean_simulated_clicks", arms.map((each) => each.meanClicks)),
    realColumn("mean_expected_clicks", arms.map((each) => each.meanExpectedClicks)),
    realColumn(
      "mean_expected_clicks_no_promotion",
      arms.map((each) => each.meanExpectedClicksUnchanged),
    ),
    realColumn("mean_total_known_lift", arms.map((each) => each.meanLift)),
    realColumn("mean_direct_expected_lift", arms.map((each) => each.meanDirectLift)),
    realColumn(
      "mean_same_cluster_spillover_expected_lift",
      arms.map((each) => each.meanSameClusterLift),
    ),
    realColumn("mean_other_spillover_expected_lift", arms.map((each) => each.meanOtherLift)),
  ]);
}

/** One line of a list of checks: what was found, and what it should be. */
export interface ReadinessCheck {
  readonly check: string;
  readonly value: number;
  readonly notes: string;
}

/**
 * The table of checks that a later analysis can rely on.
 *
 * @param checks the checks, in the order to list
 * @returns the columns `check`, `value` and `notes`
 *
 * @example Half of the slates were to be promoted
 * ```ts
 * import { readinessTable } from "lib/tables/slate_summaries.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const checks = [{ check: "promotion_probability", value: 0.5, notes: "By design." }];
 * assertEquals(readinessTable(checks).toRecords(), checks);
 * ```
 */
export function readinessTable(checks: readonly ReadinessCheck[]): DataFrame {
  return tableOf([
    textColumn("check", checks.map(({ check }) => check)),
    realColumn("value", checks.map(({ value }) => value)),
    textColumn("notes", checks.map(({ notes }) => notes)),
  ]);
}
