/**
 * Rows of data that charts of effects draw, all in clicks per 100 displays.
 *
 * @module
 */

import type { EffectEstimate } from "lib/effects/aipw.ts";
import type { JudgedSegment } from "lib/effects/judged_segment.ts";
import { type EffectKind, excludesZero, kindOf } from "lib/charts/effect_kinds.ts";
import { category, dataRow, quantity } from "lib/charts/spec.ts";
import type { JsonObject } from "lib/charts/vega_lite.ts";
import { segmentationInWords, segmentBelowHeading } from "lib/text/segment_in_words.ts";

/** What is said of a table without segments, where the caller knows no better. */
export const NO_SEGMENTS = "No segment has enough rows in both arms.";

/** An effect as charts draw it; effects and rates are per 100 displays. */
export interface EffectRow {
  readonly segmentation: string;
  readonly segment: string;
  readonly kind: EffectKind;
  readonly rows: number;
  readonly treatedRows?: number;
  readonly treatedClicks?: number;
  readonly controlClickRate?: number;
  readonly naiveLift?: number;
  readonly lift: number;
  readonly lower: number;
  readonly upper: number;
  /** The true effect; undefined where nobody knows it. */
  readonly truth: number | undefined;
}

/** The row of a segment. */
export function effectRow(judged: JudgedSegment): EffectRow {
  const { effect, truth } = judged;
  return {
    segmentation: segmentationInWords(effect.segmentColumn),
    segment: segmentBelowHeading(effect.segmentColumn, effect.segment),
    kind: kindOf(judged),
    rows: effect.rows,
    treatedRows: effect.treatedRows,
    // A rate is clicks over rows, so their product is a whole number but for the rounding.
    treatedClicks: Math.round(effect.treatedRows * effect.treatedClickRate),
    controlClickRate: 100 * effect.controlClickRate,
    naiveLift: 100 * effect.naiveLift,
    ...perHundred(effect),
    truth: truth === undefined ? undefined : 100 * truth,
  };
}

/** The row of the effect over all displays. */
export function overallRow(overall: EffectEstimate, truth: number | undefined): EffectRow {
  return {
    segmentation: "All displays",
    segment: "all displays",
    kind: excludesZero(overall) ? "interval excludes zero" : "interval holds zero",
    rows: overall.rows,
    ...perHundred(overall),
    truth: truth === undefined ? undefined : 100 * truth,
  };
}

/** The segments that have an estimate and an interval. */
export function drawable(judged: readonly JudgedSegment[]): readonly JudgedSegment[] {
  return judged.filter(({ effect: { lift, lower, upper } }) =>
    [lift, lower, upper].every(Number.isFinite)
  );
}

/** The row as data, without what nobody knows. */
export function asData(row: EffectRow): JsonObject {
  const known = Object.entries(row).filter(([, value]) => value !== undefined);
  return dataRow(Object.fromEntries(known));
}

/** What a reader sees on pointing at an effect. */
export function effectTooltip(isTruthKnown: boolean): readonly JsonObject[] {
  const count = { format: ",d" };
  const rate = { format: ".2f" };
  return [
    category("segmentation", "Division"),
    category("segment", "Segment"),
    category("kind", "Mark"),
    quantity("lift", "Estimated effect per 100", rate),
    quantity("lower", "95 % interval from", rate),
    quantity("upper", "95 % interval to", rate),
    ...(isTruthKnown ? [quantity("truth", "True effect per 100", rate)] : []),
    quantity("naiveLift", "Naive difference per 100", rate),
    quantity("rows", "Displays", count),
    quantity("treatedRows", "Displays in the top three", count),
    quantity("treatedClicks", "Clicks in the top three", count),
    quantity("controlClickRate", "Clicks per 100 further down", rate),
  ];
}

function perHundred(
  { lift, lower, upper }: Pick<EffectEstimate, "lift" | "lower" | "upper">,
): Pick<EffectRow, "lift" | "lower" | "upper"> {
  return { lift: 100 * lift, lower: 100 * lower, upper: 100 * upper };
}
