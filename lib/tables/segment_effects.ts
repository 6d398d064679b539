/**
 * Segment effects as the table that readers see.
 *
 * @module
 */

import pl, { type DataFrame } from "nodejs-polars";
import type { SegmentEffect } from "lib/effects/segments.ts";

/**
 * Lays out segment effects under the originals' column names.
 *
 * @param effects the effects, in the order to list
 * @returns one row per segment: `segment_col`, `segment`, `rows`, `treated_rows`, `control_rows`,
 *   `treated_ctr`, `control_ctr`, `naive_lift`, `dr_lift`, `standard_error`, `ci_95_lower`,
 *   `ci_95_upper`; no rows, but all columns, where there are no effects
 *
 * @example
 * ```ts
 * import { effectTable } from "lib/tables/segment_effects.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const table = effectTable([]);
 * assertEquals([table.height, table.columns[8]], [0, "dr_lift"]);
 * ```
 */
export function effectTable(effects: readonly SegmentEffect[]): DataFrame {
  const text = (name: string, of: (effect: SegmentEffect) => string) =>
    pl.Series(name, effects.map(of), pl.String);
  const count = (name: string, of: (effect: SegmentEffect) => number) =>
    pl.Series(name, effects.map(of), pl.Int64);
  const real = (name: string, of: (effect: SegmentEffect) => number) =>
    pl.Series(name, effects.map(of), pl.Float64);
  return pl.DataFrame([
    text("segment_col", (effect) => effect.segmentColumn),
    text("segment", (effect) => effect.segment),
    count("rows", (effect) => effect.rows),
    count("treated_rows", (effect) => effect.treatedRows),
    count("control_rows", (effect) => effect.controlRows),
    real("treated_ctr", (effect) => effect.treatedClickRate),
    real("control_ctr", (effect) => effect.controlClickRate),
    real("naive_lift", (effect) => effect.naiveLift),
    real("dr_lift", (effect) => effect.lift),
    real("standard_error", (effect) => effect.standardError),
    real("ci_95_lower", (effect) => effect.lower),
    real("ci_95_upper", (effect) => effect.upper),
  ]);
}
