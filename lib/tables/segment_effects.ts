/**
 * Segment effects as the table that readers see.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { tableOf } from "lib/frames/displayed.ts";
import type { SegmentEffect } from "lib/effects/segments.ts";
import { integerColumn, realColumn, textColumn } from "lib/frames/frame_columns.ts";

/**
 * The table of segment effects, under the originals' column names.
 *
 * @param effects the effects, in the order to list
 * @returns one row per segment: `segment_col`, `segment`, `rows`, `treated_rows`, `control_rows`,
 *   `treated_ctr`, `control_ctr`, `naive_lift`, `dr_lift`, `standard_error`, `ci_95_lower`,
 *   `ci_95_upper`, NaN as missing; no rows, but all columns, where there are no effects
 *
 * @example Readers of sports click more on what stands high than readers of news
 * ```ts
 * import { segmentEffects } from "lib/effects/segments.ts";
 * import { effectTable } from "lib/tables/segment_effects.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const category = {
 *   name: "category",
 *   levels: ["news", "sports"],
 *   codes: Int32Array.of(0, 0, 1, 1),
 * };
 * const { effects } = segmentEffects(category, {
 *   treatment: Uint8Array.of(1, 0, 1, 0),
 *   outcome: Uint8Array.of(0, 0, 1, 0),
 *   scores: Float64Array.of(0.5, 0.25, 1, 2),
 * }, { minimumRows: 2, minimumTreated: 1, minimumControl: 1 });
 * assertEquals(effectTable(effects).select("segment", "rows", "dr_lift").toRecords(), [
 *   { segment: "sports", rows: 2, dr_lift: 1.5 },
 *   { segment: "news", rows: 2, dr_lift: 0.375 },
 * ]);
 * ```
 */
export function effectTable(effects: readonly SegmentEffect[]): DataFrame {
  return tableOf([
    textColumn("segment_col", effects.map((effect) => effect.segmentColumn)),
    textColumn("segment", effects.map((effect) => effect.segment)),
    integerColumn("rows", effects.map((effect) => effect.rows)),
    integerColumn("treated_rows", effects.map((effect) => effect.treatedRows)),
    integerColumn("control_rows", effects.map((effect) => effect.controlRows)),
    realColumn("treated_ctr", effects.map((effect) => effect.treatedClickRate)),
    realColumn("control_ctr", effects.map((effect) => effect.controlClickRate)),
    realColumn("naive_lift", effects.map((effect) => effect.naiveLift)),
    realColumn("dr_lift", effects.map((effect) => effect.lift)),
    realColumn("standard_error", effects.map((effect) => effect.standardError)),
    realColumn("ci_95_lower", effects.map((effect) => effect.lower)),
    realColumn("ci_95_upper", effects.map((effect) => effect.upper)),
  ]);
}
