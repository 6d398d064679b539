/**
 * Effects by segment with their intervals.
 *
 * @module
 */

import { Chart, type Json } from "lib/charts/chart.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { COLORS, SCHEMA, THEME } from "lib/charts/theme.ts";
import type { SegmentEffect } from "lib/effects/segments.ts";
import { formatFixed } from "lib/text/format_fixed.ts";

/** What a chart of segment effects says and holds. */
export interface SegmentEffectsChartOptions {
  /** The chart's title. */
  readonly title: string;
  /** Draw at most this many segments, the first of the table; 15 by default. */
  readonly maxSegments?: number;
  /** What to say if there is no segment. */
  readonly whenEmpty?: string;
}

const TICKS = 8;

/** What is said of a table without segments, where the caller knows no better. */
export const NO_SEGMENTS = "No segment has enough rows in both arms.";

/**
 * Draws the effect in each segment as a point on its 95 % interval, the largest on top.
 *
 * @param effects the effects, largest lift first
 * @param options title and number of segments
 * @returns the chart, one line a segment
 *
 * @example
 * ```ts
 * import { segmentEffectsChart } from "lib/charts/segment_effects.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const weather = {
 *   segmentColumn: "category",
 *   segment: "weather",
 *   rows: 2229,
 *   treatedRows: 282,
 *   controlRows: 1947,
 *   treatedClickRate: 0.1915,
 *   controlClickRate: 0.037,
 *   naiveLift: 0.1545,
 *   lift: 0.0501,
 *   standardError: 0.0122,
 *   lower: 0.0261,
 *   upper: 0.0741,
 * };
 * const chart = segmentEffectsChart([weather], { title: "Lift By Category" });
 * assertStringIncludes(chart.caption, "0.0501 (weather)");
 * ```
 */
export function segmentEffectsChart(
  effects: readonly SegmentEffect[],
  options: SegmentEffectsChartOptions,
): Chart {
  const { title, maxSegments = 15 } = options;
  const drawn = effects
    .slice(0, maxSegments)
    .filter(({ lift, lower, upper }) => [lift, lower, upper].every(Number.isFinite))
    .sort((a, b) => b.lift - a.lift);
  if (drawn.length === 0) return emptyChart(title, options.whenEmpty || NO_SEGMENTS);

  const caption = captionOf(title, drawn);
  const cap = { type: "tick", orient: "vertical", size: 9, thickness: 1.5, opacity: 1 } as const;
  const y = {
    field: "label",
    type: "nominal",
    // The order of the data, which is that of the lifts.
    sort: null,
    title: "Segment",
    axis: { grid: false, ticks: false, domain: false },
  } as const;
  return new Chart({
    $schema: SCHEMA,
    description: caption,
    config: THEME,
    title,
    width: 600,
    height: Math.max(160, 27 * drawn.length),
    data: { values: labeled(drawn) },
    layer: [
      {
        data: { values: [{}] },
        mark: { type: "rule", color: COLORS.zero },
        encoding: { x: { datum: 0, type: "quantitative" } },
      },
      layerOf({ type: "rule", strokeWidth: 1.5 }, "lower", { x2: { field: "upper" }, y }),
      layerOf(cap, "lower", { y }),
      layerOf(cap, "upper", { y }),
      layerOf({ type: "point", filled: true, size: 70, opacity: 1 }, "lift", { y }),
    ],
  }, caption);
}

function layerOf(
  mark: { readonly [key: string]: Json },
  field: string,
  encoding: { readonly [key: string]: Json },
): Json {
  return {
    mark: { color: COLORS.estimate, ...mark },
    encoding: {
      x: {
        field,
        type: "quantitative",
        title: "Doubly robust lift in click probability",
        scale: { nice: TICKS },
        axis: { grid: true, tickCount: TICKS },
      },
      ...encoding,
      tooltip: EFFECT_TOOLTIP,
    },
  };
}

/** What a reader sees on pointing at an effect. */
export const EFFECT_TOOLTIP: readonly Json[] = [
  { field: "segmentColumn", type: "nominal", title: "Segment column" },
  { field: "segment", type: "nominal", title: "Segment" },
  { field: "rows", type: "quantitative", title: "Rows", format: ",d" },
  { field: "treatedRows", type: "quantitative", title: "Treated rows", format: ",d" },
  { field: "controlRows", type: "quantitative", title: "Control rows", format: ",d" },
  { field: "treatedClickRate", type: "quantitative", title: "Treated click rate", format: ".4f" },
  { field: "controlClickRate", type: "quantitative", title: "Control click rate", format: ".4f" },
  { field: "naiveLift", type: "quantitative", title: "Naive lift", format: ".4f" },
  { field: "lift", type: "quantitative", title: "Doubly robust lift", format: ".4f" },
  { field: "lower", type: "quantitative", title: "95 % interval from", format: ".4f" },
  { field: "upper", type: "quantitative", title: "95 % interval to", format: ".4f" },
];

/** Names the segment's column too where two segments would otherwise share a line. */
function labeled(effects: readonly SegmentEffect[]): readonly Json[] {
  const isUnique = new Set(effects.map(({ segment }) => segment)).size === effects.length;
  return effects.map((effect) => ({
    ...rowOf(effect),
    label: isUnique ? effect.segment : `${effect.segment} (${effect.segmentColumn})`,
  }));
}

/**
 * Puts an effect into a specification, in which numbers that are none have no place.
 *
 * @param effect the effect
 * @returns its values by name; a rate that does not exist is null
 *
 * @example
 * ```ts
 * import { rowOf } from "lib/charts/segment_effects.ts";
 * import type { SegmentEffect } from "lib/effects/segments.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const effect = { segment: "tv", controlClickRate: NaN } as SegmentEffect;
 * assertEquals(rowOf(effect), { segment: "tv", controlClickRate: null });
 * ```
 */
export function rowOf(effect: SegmentEffect): { readonly [key: string]: Json } {
  const values = Object.entries(effect) as [string, string | number][];
  return Object.fromEntries(
    values.map(([name, value]) => [name, Number.isNaN(value) ? null : value]),
  );
}

function captionOf(title: string, effects: readonly SegmentEffect[]): string {
  const [most, least] = [effects[0]!, effects.at(-1)!];
  const named = ({ lift, segment }: SegmentEffect) => `${formatFixed(lift, 4)} (${segment})`;
  const above = effects.filter(({ lower }) => lower > 0).length;
  const below = effects.filter(({ upper }) => upper < 0).length;
  const range = effects.length === 1
    ? `one segment: ${named(most)}`
    : `${effects.length} segments, from ${named(most)} down to ${named(least)}`;
  return `${title}. Doubly robust lift in click probability with 95 % intervals for ${range}. ` +
    `Intervals entirely above zero: ${above}, entirely below: ${below}, of ${effects.length}.`;
}
