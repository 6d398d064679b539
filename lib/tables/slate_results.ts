/**
 * The results that later analyses start from: a row per item, and a row per slate.
 *
 * @module
 */

import pl, { type DataFrame } from "nodejs-polars";
import { tableOf } from "lib/frames/displayed.ts";
import {
  decodedColumn,
  flagColumn,
  integerColumn,
  realColumn,
  textColumn,
} from "lib/frames/frame_columns.ts";
import type { SlateOutcomes } from "lib/interference/slate_outcomes.ts";
import { EXPOSURE_GROUPS } from "lib/interference/exposure.ts";
import type { Exposure } from "lib/interference/exposure_mapping.ts";
import type { ClickOutcomes, ItemPopularity, PotentialClicks } from "lib/interference/outcomes.ts";
import { ASSIGNMENT_ARMS, type PromotionAssignment } from "lib/interference/promotion.ts";
import { ASSIGNMENT_COLUMNS } from "lib/slates/schema.ts";
import type { SlateTable } from "lib/slates/table.ts";

/** All that is known of the rows under one assignment. */
export interface SlateResults {
  readonly table: SlateTable;
  readonly assignment: PromotionAssignment;
  /** As `focalItemTable` lays them out. */
  readonly focalItems: DataFrame;
  readonly exposure: Exposure;
  readonly popularity: ItemPopularity;
  readonly potential: PotentialClicks;
  readonly outcomes: ClickOutcomes;
}

/**
 * The table of every row's exposure and outcomes.
 *
 * @param results what is known of the rows
 * @returns one row per item, in the order of the slates' table: its columns, seven of its slate's
 *   assignment, then flags, positions, visibility, exposure group, popularity, probabilities, click
 *   and engagement under the originals' names
 *
 * @example Twenty slates of twelve movies
 * ```ts
 * import { analyzeSlates } from "lib/tables/slate_analysis.ts";
 * import { slatePaths } from "lib/slates/schema.ts";
 * import { writeSlateSample } from "lib/simulation/ratings/sample_files.ts";
 * import { openSlates } from "lib/slates/table.ts";
 * import { exposureMappingTable } from "lib/tables/slate_results.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * await writeSlateSample(folder, { users: 30, slates: 20 });
 * const results = analyzeSlates(openSlates(slatePaths(folder)));
 * assertEquals(exposureMappingTable(results).height, 20 * 12);
 * Deno.removeSync(folder, { recursive: true });
 * ```
 */
export function exposureMappingTable(results: SlateResults): DataFrame {
  const { table, focalItems, exposure, popularity, potential, outcomes } = results;
  const slate = pl.Series("slate", table.slates.slateOfRow, pl.Int32);
  const assigned = focalItems.select(
    ...ASSIGNMENT_COLUMNS.map((name) => pl.col(name).gather(slate)),
  );
  return tableOf([
    ...table.frame.getColumns(),
    ...assigned.getColumns(),
    flagColumn("is_focal_item", exposure.isFocal),
    flagColumn("direct_treatment", exposure.directTreatment),
    flagColumn("same_slate_spillover", exposure.sameSlateSpillover),
    flagColumn("same_cluster_spillover", exposure.sameClusterSpillover),
    flagColumn("displaced_by_promotion", exposure.displaced),
    integerColumn("final_position", exposure.finalPosition),
    realColumn("baseline_visibility", exposure.baselineVisibility),
    realColumn("final_visibility", exposure.finalVisibility),
    realColumn("visibility_gain", exposure.visibilityGain),
    integerColumn("position_change", exposure.positionChange),
    decodedColumn("exposure_group", exposure.group, EXPOSURE_GROUPS),
    realColumn("log_item_popularity", popularity.logarithm),
    realColumn("log_item_popularity_z", popularity.standardized),
    realColumn("p_no_promotion", potential.unchanged),
    realColumn("p_observed", outcomes.probability),
    realColumn("known_probability_lift", outcomes.lift),
    flagColumn("simulated_click", outcomes.click),
    pl.Series("simulated_engagement_score", outcomes.engagement, pl.Float32),
  ]);
}

/**
 * The table of both potential outcomes of every row, whichever arm its slate is in.
 *
 * @param results what is known of the rows
 * @returns one row per item, in the order of the slates' table: `slate_id`, `userId`, `movieId`,
 *   `is_focal_item`, `p_no_promotion`, `p_promotion`
 *
 * @example The two probabilities of a click on each of twenty times twelve movies
 * ```ts
 * import { analyzeSlates } from "lib/tables/slate_analysis.ts";
 * import { slatePaths } from "lib/slates/schema.ts";
 * import { writeSlateSample } from "lib/simulation/ratings/sample_files.ts";
 * import { openSlates } from "lib/slates/table.ts";
 * import { potentialOutcomeTable } from "lib/tables/slate_results.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * await writeSlateSample(folder, { users: 30, slates: 20 });
 * const results = analyzeSlates(openSlates(slatePaths(folder)));
 * assertEquals(potentialOutcomeTable(results).columns.slice(-2), ["p_no_promotion", "p_promotion"]);
 * Deno.removeSync(folder, { recursive: true });
 * ```
 */
export function potentialOutcomeTable({ table, exposure, potential }: SlateResults): DataFrame {
  return tableOf([
    ...table.frame.select("slate_id", "userId", "movieId").getColumns(),
    flagColumn("is_focal_item", exposure.isFocal),
    realColumn("p_no_promotion", potential.unchanged),
    realColumn("p_promotion", potential.promoted),
  ]);
}

/**
 * The table of every slate's outcomes.
 *
 * @param results what is known of the rows
 * @param totals the slates' outcomes
 * @returns one row per slate, in the order of the slates' names: `slate_id`, `userId`,
 *   `assignment_arm`, `promotion_applied`, four columns of the focal item, clicks, expected clicks
 *   with and without promotion, and the lift with its three parts
 *
 * @example Twenty slates of twelve movies
 * ```ts
 * import { aggregateSlates } from "lib/interference/slate_outcomes.ts";
 * import { analyzeSlates } from "lib/tables/slate_analysis.ts";
 * import { slatePaths } from "lib/slates/schema.ts";
 * import { writeSlateSample } from "lib/simulation/ratings/sample_files.ts";
 * import { openSlates } from "lib/slates/table.ts";
 * import { slateOutcomeTable } from "lib/tables/slate_results.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * await writeSlateSample(folder, { users: 30, slates: 20 });
 * const results = analyzeSlates(openSlates(slatePaths(folder)));
 * const { exposure, potential, outcomes, table } = results;
 * const totals = aggregateSlates(table.slates, exposure, potential, outcomes);
 * assertEquals(slateOutcomeTable(results, totals).height, 20);
 * Deno.removeSync(folder, { recursive: true });
 * ```
 */
export function slateOutcomeTable(
  { table, assignment, focalItems }: SlateResults,
  totals: SlateOutcomes,
): DataFrame {
  const focal = focalItems.select(
    "focal_movieId",
    "focal_title",
    "focal_spillover_cluster",
    "focal_seed_position",
  );
  return tableOf([
    textColumn("slate_id", table.slateIds),
    // Through a double, ids of 2⁵³ and more would become others.
    focalItems.getColumn("userId").cast(pl.Int64),
    decodedColumn("assignment_arm", assignment.promoted, ASSIGNMENT_ARMS),
    flagColumn("promotion_applied", assignment.promoted),
    ...focal.getColumns(),
    integerColumn("total_simulated_clicks", totals.clicks),
    realColumn("total_expected_clicks", totals.expectedClicks),
    realColumn("total_expected_clicks_no_promotion", totals.expectedClicksUnchanged),
    realColumn("total_known_probability_lift", totals.lift),
    realColumn("direct_expected_lift", totals.directLift),
    realColumn("same_cluster_spillover_expected_lift", totals.sameClusterLift),
    realColumn("other_spillover_expected_lift", totals.otherLift),
  ]);
}
