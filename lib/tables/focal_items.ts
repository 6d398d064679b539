/**
 * The focal items: one row per slate, with its arm.
 *
 * @module
 */

import pl, { type DataFrame } from "nodejs-polars";
import { tableOf } from "lib/frames/displayed.ts";
import { binaryColumn, requireLengths } from "lib/checks.ts";
import {
  decodedColumn,
  flagColumn,
  numericColumn,
  realColumn,
  textColumn,
} from "lib/frames/frame_columns.ts";
import { armMean } from "lib/interference/means.ts";
import {
  ASSIGNMENT_ARMS,
  type PromotionAssignment,
  type PromotionDesign,
  requireProbability,
} from "lib/interference/promotion.ts";
import { rowColumn } from "lib/interference/sound_columns.ts";
import type { SlateTable } from "lib/slates/table.ts";

/** The focal items' columns and what they are called in the table of slates. */
const FOCAL_COLUMNS = [
  ["focal_movieId", "movieId"],
  ["focal_title", "title"],
  ["focal_spillover_cluster", "spillover_cluster"],
  ["focal_seed_position", "slate_position_seed"],
  ["focal_observed_relevance", "observed_relevance"],
  ["focal_high_relevance", "high_relevance"],
] as const;

/** The features that both arms should share on average, in the order of the original. */
const BALANCE_FEATURES = [
  ...FOCAL_COLUMNS.filter(([, name]) => /position|relevance/.test(name)),
  ...[
    "sample_rating_count",
    "sample_mean_rating",
    "sample_liked_rate",
    "n_ratings",
    "mean_rating",
    "liked_rate",
    "unique_primary_genres",
  ].map((name) => [name, name] as const),
];

/**
 * The table of the slates' focal items, each with its slate's assignment.
 *
 * @param table the slates
 * @param assignment focal row and promotion of every slate
 * @param design what the assignment was drawn with
 * @returns one row per slate, in the order of the slates' names: `slate_id`, `userId`, six columns
 *   of the focal item, `promotion_probability`, `promotion_applied`, `assignment_arm`
 * @throws {InputError} if a focal row is none of the table's, a promotion neither 0 nor 1, or the
 *   probability not from 0 to 1
 *
 * @example "Alien", fifth in the list of user 50, is promoted
 * ```ts
 * import pl from "nodejs-polars";
 * import { ORIGINAL_PROMOTION_DESIGN } from "lib/interference/promotion.ts";
 * import { focalItemTable } from "lib/tables/focal_items.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const frame = pl.DataFrame({
 *   slate_id: ["user_50_seed"],
 *   userId: [50],
 *   movieId: [1214],
 *   title: ["Alien (1979)"],
 *   spillover_cluster: ["Horror"],
 *   slate_position_seed: [5],
 *   observed_relevance: [5],
 *   high_relevance: [1],
 * });
 * const assignment = { focalRow: Int32Array.of(0), promoted: Uint8Array.of(1) };
 * const focal = focalItemTable({ frame }, assignment, ORIGINAL_PROMOTION_DESIGN);
 * assertEquals(focal.select("focal_title", "assignment_arm").toRecords(), [
 *   { focal_title: "Alien (1979)", assignment_arm: "promote_focal_item" },
 * ]);
 * ```
 */
export function focalItemTable(
  { frame }: Pick<SlateTable, "frame">,
  assignment: PromotionAssignment,
  { promotionProbability }: PromotionDesign,
): DataFrame {
  const { focalRow, promoted } = soundAssignmentOf(frame, assignment);
  requireProbability(promotionProbability);
  const focal = pl.Series("row", focalRow, pl.Int32);
  const items = frame.select(
    ...["slate_id", "userId"].map((name) => pl.col(name).gather(focal)),
    ...FOCAL_COLUMNS.map(([alias, name]) => pl.col(name).gather(focal).alias(alias)),
  );
  const probability = new Float64Array(focalRow.length).fill(promotionProbability);
  return tableOf([
    ...items.getColumns(),
    realColumn("promotion_probability", probability),
    flagColumn("promotion_applied", promoted),
    decodedColumn("assignment_arm", promoted, ASSIGNMENT_ARMS),
  ]);
}

/**
 * The table of balance: the focal items' features before the promotion, compared between the arms.
 *
 * @param table the slates
 * @param assignment focal row and promotion of every slate
 * @returns one row per feature: its name, its mean over the focal items of either arm, and the
 *   difference; a missing feature is left out of its mean
 * @throws {InputError} if a focal row is none of the table's, or a promotion neither 0 nor 1
 *
 * @example "Alien" is promoted from the fifth place, "Airplane!" left in the seventh
 * ```ts
 * import pl from "nodejs-polars";
 * import { balanceTable } from "lib/tables/focal_items.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const frame = pl.DataFrame({
 *   slate_position_seed: [5, 7],
 *   observed_relevance: [5, 4.5],
 *   high_relevance: [1, 1],
 *   sample_rating_count: [230, 210],
 *   sample_mean_rating: [4.1, 3.9],
 *   sample_liked_rate: [0.8, 0.7],
 *   n_ratings: [310, 45],
 *   mean_rating: [2.8, 4.2],
 *   liked_rate: [0.3, 0.9],
 *   unique_primary_genres: [14, 9],
 * });
 * const assignment = { focalRow: Int32Array.of(0, 1), promoted: Uint8Array.of(1, 0) };
 * assertEquals(balanceTable({ frame }, assignment).toRecords()[0], {
 *   feature: "focal_seed_position",
 *   leave_slate_unchanged: 7,
 *   promote_focal_item: 5,
 *   promoted_minus_control: -2,
 * });
 * ```
 */
export function balanceTable(
  { frame }: Pick<SlateTable, "frame">,
  assignment: PromotionAssignment,
): DataFrame {
  const { focalRow, promoted } = soundAssignmentOf(frame, assignment);
  const row = pl.Series("row", focalRow, pl.Int32);
  const focal = frame.select(...BALANCE_FEATURES.map(([, name]) => pl.col(name).gather(row)));
  const features = BALANCE_FEATURES.map(([, name]) => numericColumn(focal, name));
  const [control, treated] = [0, 1].map((arm) =>
    features.map((values) => armMean(values, promoted, arm))
  ) as [number[], number[]];
  return tableOf([
    textColumn("feature", BALANCE_FEATURES.map(([alias]) => alias)),
    realColumn(ASSIGNMENT_ARMS[0], control),
    realColumn(ASSIGNMENT_ARMS[1], treated),
    realColumn("promoted_minus_control", treated.map((mean, i) => mean - control[i]!)),
  ]);
}

/** An assignment whose focal rows a frame has. */
function soundAssignmentOf(frame: DataFrame, given: PromotionAssignment): PromotionAssignment {
  const { focalRow, promoted } = given;
  requireLengths({ focalRow, promoted }, focalRow?.length, "slates");
  return {
    focalRow: rowColumn(focalRow, frame.height),
    promoted: binaryColumn(promoted, "promoted"),
  };
}
