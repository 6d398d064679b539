/**
 * Chart of where in their slates the focal items come from, arm by arm.
 *
 * @module
 */

import { max, sum } from "d3-array";
import type { Chart, ChartOptions } from "lib/charts/chart.ts";
import type { JsonObject } from "lib/charts/vega_lite.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { textWidth } from "lib/charts/fonts.ts";
import { bars, labels, LINE_WIDTH } from "lib/charts/marks.ts";
import { armChannel, wordsOf } from "lib/charts/slate_series.ts";
import { category, chartOf, printed, quantity } from "lib/charts/spec.ts";
import type { FocalPositionCount } from "lib/interference/focal_positions.ts";
import { ASSIGNMENT_ARMS } from "lib/interference/promotion.ts";
import { formatCount } from "lib/text/counts.ts";
import { formatFixed } from "lib/text/format_fixed.ts";

/** Options for {@linkcode focalPositionsChart}. */
export type FocalPositionsChartOptions = ChartOptions;

/** Size of the numbers on the bars, in pixels. */
const NUMBER_SIZE = 11;

/** The share of a position's room that lies between its bars and the neighbour's. */
const GAP = 0.25;

/** Width of the widest chart that fits a page, in pixels. */
const WIDEST = 1000;

/**
 * Chart of how many slates of each arm have their focal item at each eligible position.
 *
 * Numbers stand on the bars as long as every bar has room for its own.
 *
 * @param counts slates by position and arm, also where there are none; positions count from 1
 * @param options what the chart says
 * @returns the chart, two bars a position
 *
 * @example
 * ```ts
 * import { focalPositionsChart } from "lib/charts/focal_positions.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const chart = focalPositionsChart([
 *   { position: 5, arm: "leave_slate_unchanged", slates: 185 },
 *   { position: 5, arm: "promote_focal_item", slates: 181 },
 * ]);
 * assertStringIncludes(chart.caption, "mean position 5.0000");
 * ```
 */
export function focalPositionsChart(
  counts: readonly FocalPositionCount[],
  options: FocalPositionsChartOptions = {},
): Chart {
  const { title = "Focal Item Seed Positions by Assignment Arm" } = options;
  if (slatesOf(counts) === 0) {
    return emptyChart(title, options.whenEmpty || "No slate has a focal item.");
  }

  const { width, hasNumbers } = horizontalRoom(counts);
  const place = {
    x: {
      field: "position",
      type: "ordinal",
      title: "Seed position before promotion",
      scale: { paddingInner: GAP, paddingOuter: 0.15 },
      axis: { labelAngle: 0, ticks: false },
    },
    xOffset: { field: "arm", type: "nominal", scale: { domain: [...ASSIGNMENT_ARMS] } },
    y: quantity("slates", "Number of slates", {
      // Room for the number on the highest bar.
      scale: { domain: [0, 1.08 * max(counts, ({ slates }) => slates)!], nice: false },
      // Grid lines would strike through the numbers that the bars bear.
      axis: { tickMinStep: 1, tickCount: 6, grid: !hasNumbers },
    }),
    tooltip: TOOLTIP,
  };
  const numbers = labels(
    { dy: -8, fontSize: NUMBER_SIZE },
    { ...place, text: printed("slates", ",d") },
  );
  return chartOf(captionOf(title, counts), {
    title,
    width,
    height: 300,
    data: { values: withShares(counts) },
    layer: [
      bars({ strokeWidth: LINE_WIDTH }, {
        ...place,
        fill: armChannel("fill", ASSIGNMENT_ARMS),
        stroke: armChannel("color", ASSIGNMENT_ARMS),
      }),
      ...(hasNumbers ? [numbers] : []),
    ],
  });
}

const TOOLTIP: readonly JsonObject[] = [
  quantity("position", "Seed position"),
  category("arm", "Assignment arm"),
  quantity("slates", "Slates", { format: ",d" }),
  quantity("share", "Share of the arm's slates", { format: ".2%" }),
];

/** How wide the chart is, in pixels, and whether every bar has room for its number. */
function horizontalRoom(
  counts: readonly FocalPositionCount[],
): { readonly width: number; readonly hasNumbers: boolean } {
  const positions = new Set(counts.map(({ position }) => position)).size;
  const widest = max(counts, ({ slates }) => textWidth(formatCount(slates), NUMBER_SIZE, 400))!;
  const needed = ASSIGNMENT_ARMS.length * (widest + 6) / (1 - GAP);
  const width = Math.max(420, Math.min(positions * Math.max(80, needed), WIDEST));
  return { width, hasNumbers: positions * needed <= width };
}

function withShares(counts: readonly FocalPositionCount[]): readonly JsonObject[] {
  return counts.map((one) => {
    const all = slatesOf(counts.filter(({ arm }) => arm === one.arm));
    return { ...one, share: all === 0 ? null : one.slates / all };
  });
}

function slatesOf(counts: readonly FocalPositionCount[]): number {
  return sum(counts, ({ slates }) => slates);
}

function captionOf(title: string, counts: readonly FocalPositionCount[]): string {
  const arms = ASSIGNMENT_ARMS.map((arm) => {
    const ofArm = counts.filter((one) => one.arm === arm);
    const slates = slatesOf(ofArm);
    const named = `${formatCount(slates)} (${wordsOf(arm)})`;
    if (slates === 0) return named;
    const numbers = ofArm.map((one) => one.slates);
    const mean = sum(ofArm, (one) => one.position * one.slates) / slates;
    return `${named}, from ${formatCount(Math.min(...numbers))} to ` +
      `${formatCount(Math.max(...numbers))} a position, mean position ${formatFixed(mean, 4)}`;
  });
  return `${title}. Slates by arm: ${arms.join("; ")}.`;
}
