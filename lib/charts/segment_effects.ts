/**
 * Chart of effects by segment with their intervals.
 *
 * @module
 */

import type { Chart, ChartOptions } from "lib/charts/chart.ts";
import type { JsonObject } from "lib/charts/vega_lite.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { points, rules, ticks, zeroRule } from "lib/charts/marks.ts";
import { EFFECT_TOOLTIP, NO_SEGMENTS } from "lib/charts/segment_series.ts";
import { along, chartOf, dataRow, type FromTo, listAxis, quantity } from "lib/charts/spec.ts";
import { COLORS } from "lib/charts/theme.ts";
import type { SegmentEffect } from "lib/effects/segments.ts";
import { formatFixed } from "lib/text/format_fixed.ts";

/** Options for {@linkcode segmentEffectsChart}. */
export interface SegmentEffectsChartOptions extends ChartOptions {
  readonly title: string;
  /** Draw at most this many segments, the first of the table; 15 by default. */
  readonly maxSegments?: number;
}

/**
 * Chart of the effect in each segment, a point on its 95 % interval, the largest on top.
 *
 * Segments without a finite effect and interval are left out.
 *
 * @param effects the effects, largest lift first; lifts and their limits in click probability
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

  return chartOf(captionOf(title, drawn), {
    title,
    width: 600,
    height: Math.max(160, 27 * drawn.length),
    data: { values: labeled(drawn) },
    layer: [
      zeroRule("x"),
      ...intervals(["lower", "upper"]),
      points({ ...LOOK, size: 70, opacity: 1 }, { x: liftAxis("lift"), ...LINE }),
    ],
  });
}

const LOOK = { color: COLORS.estimate };

/** What all marks of a segment share: its line in the chart, and what pointing at them tells. */
const LINE = { y: listAxis("label", "Segment"), tooltip: EFFECT_TOOLTIP };

/** The layers of intervals: lines, and a cap at either end. */
function intervals(ends: FromTo): readonly JsonObject[] {
  const cap = { ...LOOK, orient: "vertical", size: 9 };
  return [
    rules(LOOK, { ...along("x", liftAxis, ends), ...LINE }),
    ...ends.map((end) => ticks(cap, { x: liftAxis(end), ...LINE })),
  ];
}

function liftAxis(field: string): JsonObject {
  const count = 8;
  return quantity(field, "Doubly robust lift in click probability", {
    scale: { nice: count },
    axis: { grid: true, tickCount: count },
  });
}

/**
 * The rows, labelled with the column too where two segments would otherwise share a line, and
 * numbered where even that leaves two the same.
 */
function labeled(effects: readonly SegmentEffect[]): readonly JsonObject[] {
  const isUnique = new Set(effects.map(({ segment }) => segment)).size === effects.length;
  const taken = new Set<string>();
  return effects.map((effect) => {
    const name = isUnique ? effect.segment : `${effect.segment} (${effect.segmentColumn})`;
    let label = name;
    for (let number = 2; taken.has(label); number++) label = `${name} (${number})`;
    taken.add(label);
    return { ...dataRow(effect), label };
  });
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
