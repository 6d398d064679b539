/**
 * Effects to draw: the original analysis' largest categories and two buckets, as printed there.
 *
 * @module
 */

import type { EffectEstimate } from "lib/effects/aipw.ts";
import type { JudgedSegment, Standing } from "lib/effects/judged_segment.ts";
import type { SegmentEffect } from "lib/effects/segments.ts";

const effect = (
  [segmentColumn, segment]: readonly [string, string],
  [rows, treatedRows]: readonly [number, number],
  [treatedClickRate, controlClickRate]: readonly [number, number],
  [lift, standardError]: readonly [number, number],
): SegmentEffect => ({
  segmentColumn,
  segment,
  rows,
  treatedRows,
  controlRows: rows - treatedRows,
  treatedClickRate,
  controlClickRate,
  naiveLift: treatedClickRate - controlClickRate,
  lift,
  standardError,
  lower: lift - 1.96 * standardError,
  upper: lift + 1.96 * standardError,
});

/** Four categories, largest lift first: two intervals above zero, one below, one around it. */
export const CATEGORIES: readonly SegmentEffect[] = [
  effect(["category", "weather"], [2229, 282], [0.1915, 0.037], [0.0501, 0.0122]),
  effect(["category", "tv"], [6458, 594], [0.1734, 0.0425], [0.0341, 0.0088]),
  effect(["category", "movies"], [3442, 249], [0.0683, 0.0263], [0.0309, 0.03]),
  effect(["category", "autos"], [7047, 391], [0.0332, 0.0263], [-0.0274, 0.0095]),
];

/** The categories and two buckets of other columns. */
export const ALL_SEGMENTS: readonly SegmentEffect[] = [
  ...CATEGORIES,
  effect(["history_bucket", "1-10"], [39649, 3573], [0.1184, 0.0311], [0.0168, 0.004]),
  effect(["candidate_set_bucket", "1-10"], [5865, 3068], [0.2627, 0.1376], [0.2275, 0.0161]),
];

/** The effect over all rows that the original prints. */
export const OVERALL: EffectEstimate = {
  rows: 150_000,
  lift: 0.0146,
  standardError: 0.003,
  lower: 0.0087,
  upper: 0.0205,
};

/** The effects with one standing and no known truth, unless told otherwise. */
export function judged(
  effects: readonly SegmentEffect[],
  { standing = "sound", truth }: { readonly standing?: Standing; readonly truth?: number } = {},
): JudgedSegment[] {
  return effects.map((effect) => ({ effect, standing, truth }));
}
