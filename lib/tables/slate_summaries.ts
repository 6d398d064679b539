/**
 * Summaries as readers see them, under the originals' column names.
 *
 * @module
 */

import pl, { type DataFrame } from "nodejs-polars";
import { integerColumn, realColumn, textColumn } from "lib/frames/frame_columns.ts";
import type { ArmOutcome } from "lib/interference/slate_outcomes.ts";
import type { ClusterExposure } from "lib/interference/clusters.ts";
import type { GroupExposure, GroupOutcome } from "lib/interference/exposure_groups.ts";

/**
 * Lays out named numbers as a table of two columns.
 *
 * @param entries name and value, in the order to list
 * @param kind whether the values are shown as whole numbers or with decimals
 * @returns the columns `metric` and `value`
 *
 * @example
 * ```ts
 * import { metricTable } from "lib/tables/slate_summaries.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(metricTable([["unique_slates", 3000]], "integer").height, 1);
 * ```
 */
export function metricTable(
  entries: readonly (readonly [metric: string, value: number])[],
  kind: "integer" | "real",
): DataFrame {
  const values = entries.map(([, value]) => value);
  return pl.DataFrame([
    textColumn("metric", entries.map(([metric]) => metric)),
    kind === "integer" ? integerColumn("value", values) : realColumn("value", values),
  ]);
}

/**
 * Lays out the exposure groups.
 *
 * @param groups the groups, in the order to list
 * @returns `exposure_group`, `rows`, `slates`, `mean_seed_position`, `mean_final_position`,
 *   `mean_visibility_gain`, `mean_relevance`
 *
 * @example
 * ```ts
 * import { exposureTable } from "lib/tables/slate_summaries.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(exposureTable([]).columns[0], "exposure_group");
 * ```
 */
export function exposureTable(groups: readonly GroupExposure[]): DataFrame {
  return pl.DataFrame([
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
 * Lays out the exposure groups with their shares.
 *
 * @param groups the groups, in the order to list
 * @returns the columns of {@linkcode exposureTable}, then `row_share` and `slate_share`
 *
 * @example
 * ```ts
 * import { exposureShareTable } from "lib/tables/slate_summaries.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(exposureShareTable([]).columns.slice(-2), ["row_share", "slate_share"]);
 * ```
 */
export function exposureShareTable(groups: readonly GroupExposure[]): DataFrame {
  return pl.DataFrame([
    ...exposureTable(groups).getColumns(),
    realColumn("row_share", groups.map(({ rowShare }) => rowShare)),
    realColumn("slate_share", groups.map(({ slateShare }) => slateShare)),
  ]);
}

/**
 * Lays out the clusters as the original computes them.
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
 * @example
 * ```ts
 * import { clusterTable } from "lib/tables/slate_summaries.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(clusterTable([]).width, 8);
 * ```
 */
export function clusterTable(clusters: readonly ClusterExposure[]): DataFrame {
  return pl.DataFrame([
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
 * Lays out the clusters as the original does, and what two of its columns should say.
 *
 * @param clusters the clusters, in the order to list
 * @returns the columns of {@linkcode clusterTable}, then `promoted_slates_counted_once` and
 *   `mean_relevance_of_focal_items`
 *
 * @example
 * ```ts
 * import { correctedClusterTable } from "lib/tables/slate_summaries.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(correctedClusterTable([]).width, 10);
 * ```
 */
export function correctedClusterTable(clusters: readonly ClusterExposure[]): DataFrame {
  return pl.DataFrame([
    ...clusterTable(clusters).getColumns(),
    integerColumn("promoted_slates_counted_once", clusters.map((each) => each.promotedSlates)),
    realColumn("mean_relevance_of_focal_items", clusters.map((each) => each.meanFocalRelevance)),
  ]);
}

/**
 * Lays out the outcomes of the exposure groups.
 *
 * @param groups the groups, in the order to list
 * @returns `exposure_group`, `rows`, `mean_probability`, `mean_no_promotion_probability`,
 *   `mean_probability_lift`, `simulated_click_rate`, `mean_engagement_score`
 *
 * @example
 * ```ts
 * import { outcomeTable } from "lib/tables/slate_summaries.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(outcomeTable([]).width, 7);
 * ```
 */
export function outcomeTable(groups: readonly GroupOutcome[]): DataFrame {
  return pl.DataFrame([
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
 * Lays out the outcomes of the arms.
 *
 * @param arms the arms, in the order to list
 * @returns `assignment_arm`, `slates` and seven means over the slates of the arm
 *
 * @example
 * ```ts
 * import { armTable } from "lib/tables/slate_summaries.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(armTable([]).columns.slice(0, 2), ["assignment_arm", "slates"]);
 * ```
 */
export function armTable(arms: readonly ArmOutcome[]): DataFrame {
  return pl.DataFrame([
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

/** One line of a list of checks. */
export interface ReadinessCheck {
  /** What is checked. */
  readonly check: string;
  /** What was found. */
  readonly value: number;
  /** What it means, or should be. */
  readonly notes: string;
}

/**
 * Lays out checks.
 *
 * @param checks the checks, in the order to list
 * @returns the columns `check`, `value` and `notes`
 *
 * @example
 * ```ts
 * import { readinessTable } from "lib/tables/slate_summaries.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const checks = [{ check: "promotion_probability", value: 0.5, notes: "By design." }];
 * assertEquals(readinessTable(checks).columns, ["check", "value", "notes"]);
 * ```
 */
export function readinessTable(checks: readonly ReadinessCheck[]): DataFrame {
  return pl.DataFrame([
    textColumn("check", checks.map(({ check }) => check)),
    realColumn("value", checks.map(({ value }) => value)),
    textColumn("notes", checks.map(({ notes }) => notes)),
  ]);
}
