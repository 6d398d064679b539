/**
 * The focal items: one row per slate, with its arm.
 *
 * @module
 */

import pl, { type DataFrame } from "nodejs-polars";
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
} from "lib/interference/promotion.ts";
import type { SlateTable } from "lib/slates/table.ts";

/** What the focal items' columns are called in the table of slates. */
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
 * Lays out the focal item of every slate with its assignment.
 *
 * @param table the slates
 * @param assignment focal row and promotion of every slate
 * @param design what the assignment was drawn with
 * @returns one row per slate, in the order of the slates' names: `slate_id`, `userId`, six columns
 *   of the focal item, `promotion_probability`, `promotion_applied`, `assignment_arm`
 *
 * @example
 * ```ts
 * import pl from "nodejs-polars";
 * import { focalItemTable } from "lib/tables/focal_items.ts";
 * import { ORIGINAL_PROMOTION_DESIGN } from "lib/interference/promotion.ts";
 * import type { SlateTable } from "lib/slates/table.ts";
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
 * const table = { frame } as unknown as SlateTable;
 * const focal = focalItemTable(table, assignment, ORIGINAL_PROMOTION_DESIGN);
 * assertEquals(focal.getColumn("assignment_arm").toArray(), ["promote_focal_item"]);
 * ```
 */
export function focalItemTable(
  { frame }: SlateTable,
  { focalRow, promoted }: PromotionAssignment,
  { promotionProbability }: PromotionDesign,
): DataFrame {
  const focal = pl.Series("row", focalRow, pl.Int32);
  const items = frame.select(
    ...["slate_id", "userId"].map((name) => pl.col(name).gather(focal)),
    ...FOCAL_COLUMNS.map(([alias, name]) => pl.col(name).gather(focal).alias(alias)),
  );
  const probability = new Float64Array(focalRow.length).fill(promotionProbability);
  return pl.DataFrame([
    ...items.getColumns(),
    realColumn("promotion_probability", probability),
    flagColumn("promotion_applied", promoted),
    decodedColumn("assignment_arm", promoted, ASSIGNMENT_ARMS),
  ]);
}

/**
 * Compares the focal items of both arms before the promotion.
 *
 * @param table the slates
 * @param assignment focal row and promotion of every slate
 * @returns one row per feature: its name, its mean over the focal items of either arm, and the
 *   difference; a missing feature is left out of its mean
 *
 * @example
 * ```ts
 * import pl from "nodejs-polars";
 * import { balanceTable } from "lib/tables/focal_items.ts";
 * import type { SlateTable } from "lib/slates/table.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const names = ["slate_position_seed", "observed_relevance", "high_relevance"];
 * const features = ["sample_rating_count", "sample_mean_rating", "sample_liked_rate"];
 * const users = ["n_ratings", "mean_rating", "liked_rate", "unique_primary_genres"];
 * const columns = [...names, ...features, ...users];
 * const frame = pl.DataFrame(Object.fromEntries(columns.map((name) => [name, [5, 7]])));
 * const balance = balanceTable({ frame } as unknown as SlateTable, {
 *   focalRow: Int32Array.of(0, 1),
 *   promoted: Uint8Array.of(1, 0),
 * });
 * assertEquals(balance.getColumn("promoted_minus_control").get(0), -2);
 * ```
 */
export function balanceTable(
  { frame }: SlateTable,
  { focalRow, promoted }: PromotionAssignment,
): DataFrame {
  const row = pl.Series("row", focalRow, pl.Int32);
  const focal = frame.select(...BALANCE_FEATURES.map(([, name]) => pl.col(name).gather(row)));
  const features = BALANCE_FEATURES.map(([, name]) => numericColumn(focal, name));
  const [control, treated] = [0, 1].map((arm) =>
    features.map((values) => armMean(values, promoted, arm))
  ) as [number[], number[]];
  return pl.DataFrame([
    textColumn("feature", BALANCE_FEATURES.map(([alias]) => alias)),
    realColumn(ASSIGNMENT_ARMS[0], control),
    realColumn(ASSIGNMENT_ARMS[1], treated),
    realColumn("promoted_minus_control", treated.map((mean, i) => mean - control[i]!)),
  ]);
}
