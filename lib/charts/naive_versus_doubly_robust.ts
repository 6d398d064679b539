/**
 * Unadjusted against adjusted effects.
 *
 * @module
 */

import { extent } from "d3-array";
import { Chart, type Json } from "lib/charts/chart.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { EFFECT_TOOLTIP, NO_SEGMENTS, rowOf } from "lib/charts/segment_effects.ts";
import { COLORS, PALETTE, SCHEMA, SHAPES, THEME } from "lib/charts/theme.ts";
import type { SegmentEffect } from "lib/effects/segments.ts";
import { formatFixed } from "lib/text/format_fixed.ts";

const TITLE = "Naive Versus Doubly Robust Segment Lift";

/** What to say if there is nothing to compare. */
export interface NaiveVersusDoublyRobustOptions {
  /** Why there is no segment, as a sentence. */
  readonly whenEmpty?: string;
}

/**
 * Draws each segment's naive lift against its doubly robust lift, beside the line where both agree.
 *
 * Colour and shape tell the segment columns apart; a click on the legend singles one out.
 *
 * @param effects the effects, in any order
 * @param options what to say if there is nothing to compare
 * @returns the chart, with the same scale on both axes
 *
 * @example
 * ```ts
 * import { naiveVersusDoublyRobustChart } from "lib/charts/naive_versus_doubly_robust.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const chart = naiveVersusDoublyRobustChart([]);
 * assertStringIncludes(chart.caption, "No segment");
 * ```
 */
export function naiveVersusDoublyRobustChart(
  effects: readonly SegmentEffect[],
  options: NaiveVersusDoublyRobustOptions = {},
): Chart {
  const drawn = effects.filter(({ lift, naiveLift }) => Number.isFinite(lift + naiveLift));
  const [low, high] = extent(drawn.flatMap(({ lift, naiveLift }) => [lift, naiveLift]));
  if (low === undefined) return emptyChart(TITLE, options.whenEmpty || NO_SEGMENTS);

  const columns = [...new Set(drawn.map(({ segmentColumn }) => segmentColumn))];
  const caption = captionOf(drawn, columns.length);
  return new Chart({
    $schema: SCHEMA,
    description: caption,
    config: THEME,
    title: TITLE,
    width: 460,
    height: 460,
    layer: [
      zeroLine("x"),
      zeroLine("y"),
      {
        data: { values: [{ limit: low }, { limit: high }] },
        mark: { type: "line", color: "black", strokeWidth: 1, strokeDash: [5, 4] },
        encoding: axesOf("limit", "limit", low, high),
      },
      {
        data: { values: drawn.map(rowOf) },
        params: [{
          name: "segmentColumn",
          select: { type: "point", fields: ["segmentColumn"] },
          bind: "legend",
        }],
        mark: { type: "point", filled: true, size: 64, stroke: "white", strokeWidth: 0.75 },
        encoding: {
          ...axesOf("naiveLift", "lift", low, high),
          color: groupsOf(columns, PALETTE),
          shape: groupsOf(columns, SHAPES),
          opacity: { condition: { param: "segmentColumn", value: 0.9 }, value: 0.12 },
          tooltip: EFFECT_TOOLTIP,
        },
      },
    ],
  }, caption);
}

function zeroLine(channel: "x" | "y"): Json {
  return {
    data: { values: [{}] },
    mark: { type: "rule", color: COLORS.reference },
    encoding: { [channel]: { datum: 0, type: "quantitative" } },
  };
}

function axesOf(x: string, y: string, low: number, high: number): { readonly [key: string]: Json } {
  // Both axes span the joint limits and zero, so that the diagonal rises at 45 degrees.
  const [from, to] = [Math.min(low, 0), Math.max(high, 0)];
  const margin = to > from ? 0.05 * (to - from) : 0.01;
  const scale = { domain: [from - margin, to + margin], nice: false, zero: false };
  const axis = (field: string, title: string): Json => ({
    field,
    type: "quantitative",
    title,
    scale,
    axis: { grid: true, tickCount: 8 },
  });
  return { x: axis(x, "Naive lift"), y: axis(y, "Doubly robust lift") };
}

function groupsOf(columns: readonly string[], range: readonly string[]): Json {
  return {
    field: "segmentColumn",
    type: "nominal",
    // The name that the column has in the tables.
    title: "segment_col",
    scale: { domain: columns, range: columns.map((_, at) => range[at % range.length]!) },
  };
}

function captionOf(effects: readonly SegmentEffect[], columns: number): string {
  const smaller = effects.filter(({ lift, naiveLift }) => lift < naiveLift).length;
  const span = (values: readonly number[]) =>
    `${formatFixed(Math.min(...values), 4)} to ${formatFixed(Math.max(...values), 4)}`;
  return `${TITLE}. ${effects.length} segments of ${columns} segment columns: ` +
    `naive lift from ${span(effects.map(({ naiveLift }) => naiveLift))}, ` +
    `doubly robust lift from ${span(effects.map(({ lift }) => lift))}; ` +
    `adjustment lowers the lift in ${smaller} of ${effects.length}.`;
}
