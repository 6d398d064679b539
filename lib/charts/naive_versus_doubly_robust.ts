/**
 * Chart of unadjusted against adjusted effects.
 *
 * @module
 */

import { extent } from "d3-array";
import type { Chart, ChartOptions } from "lib/charts/chart.ts";
import type { JsonObject } from "lib/charts/vega_lite.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { points, zeroRule } from "lib/charts/marks.ts";
import { EFFECT_TOOLTIP, NO_SEGMENTS } from "lib/charts/segment_series.ts";
import { category, chartOf, dataRow, quantity, rangeWithZero } from "lib/charts/spec.ts";
import { COLORS, PALETTE, SHAPES } from "lib/charts/theme.ts";
import type { SegmentEffect } from "lib/effects/segments.ts";
import { formatFixed } from "lib/text/format_fixed.ts";

const TITLE = "Naive Versus Doubly Robust Segment Lift";

/** Options for {@linkcode naiveVersusDoublyRobustChart}: what it says if there is no segment. */
export type NaiveVersusDoublyRobustOptions = Pick<ChartOptions, "whenEmpty">;

/**
 * Chart of each segment's naive against its doubly robust lift, with the line where both agree.
 *
 * Colour and shape tell the segment columns apart; a click on the legend singles one out. Segments
 * without either lift are left out.
 *
 * @param effects the effects, in any order; lifts in click probability
 * @param options what to say if there is nothing to compare
 * @returns the chart, with the same scale on both axes
 *
 * @example
 * ```ts
 * import { naiveVersusDoublyRobustChart } from "lib/charts/naive_versus_doubly_robust.ts";
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
 * const { caption } = naiveVersusDoublyRobustChart([weather]);
 * assertStringIncludes(caption, "adjustment lowers the lift in 1 of 1");
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
  const axes = axesOver([low, high]);
  return chartOf(captionOf(drawn, columns.length), {
    title: TITLE,
    width: 460,
    height: 460,
    layer: [
      zeroRule("x", COLORS.reference),
      zeroRule("y", COLORS.reference),
      {
        data: { values: [{ limit: low }, { limit: high }] },
        mark: { type: "line", color: "black", strokeWidth: 1, strokeDash: [5, 4] },
        encoding: axes("limit", "limit"),
      },
      {
        data: { values: drawn.map(dataRow) },
        params: [{
          name: "segmentColumn",
          select: { type: "point", fields: ["segmentColumn"] },
          bind: "legend",
        }],
        ...points({ size: 64, stroke: "white", strokeWidth: 0.75 }, {
          ...axes("naiveLift", "lift"),
          color: columnChannel(columns, PALETTE),
          shape: columnChannel(columns, SHAPES),
          opacity: { condition: { param: "segmentColumn", value: 0.9 }, value: 0.12 },
          tooltip: EFFECT_TOOLTIP,
        }),
      },
    ],
  });
}

/** Both axes, which span the joint limits and zero, so that the diagonal rises at 45 degrees. */
function axesOver(limits: readonly number[]): (x: string, y: string) => JsonObject {
  const [from, to] = rangeWithZero(limits);
  const margin = to > from ? 0.05 * (to - from) : 0.01;
  const look = {
    scale: { domain: [from - margin, to + margin], nice: false, zero: false },
    axis: { grid: true, tickCount: 8 },
  };
  return (x, y) => ({
    x: quantity(x, "Naive lift", look),
    y: quantity(y, "Doubly robust lift", look),
  });
}

/** A channel that tells the segment columns apart, under the name that these have in the tables. */
function columnChannel(columns: readonly string[], range: readonly string[]): JsonObject {
  return category("segmentColumn", "segment_col", {
    scale: { domain: columns, range: columns.map((_, at) => range[at % range.length]!) },
  });
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
