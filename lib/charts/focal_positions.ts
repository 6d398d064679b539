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
import { armChannel } from "lib/charts/slate_series.ts";
import { category, chartOf, printed, quantity } from "lib/charts/spec.ts";
import { CHART_WIDTH, FIT_WIDTH } from "lib/charts/theme.ts";
import type { FocalPositionCount } from "lib/interference/focal_positions.ts";
import { ASSIGNMENT_ARMS, type AssignmentArm } from "lib/interference/promotion.ts";
import { formatCount } from "lib/text/counts.ts";
import { armInWords } from "lib/text/exposure_in_words.ts";
import { decimalText } from "lib/text/reader_numbers.ts";

/** Options for {@linkcode focalPositionsChart}. */
export type FocalPositionsChartOptions = ChartOptions;

/** Size of the numbers on the bars, in pixels. */
const NUMBER_SIZE = 11;

/** The share of a position's room that lies between its bars and the neighbour's. */
const GAP = 0.25;

/** Room beside the plot for the vertical axis, in pixels. */
const MARGINS = 90;

/**
 * Chart of how many slates of each arm have their focal item at each eligible position.
 *
 * Numbers stand on the bars as long as every bar has room for its own.
 *
 * @param counts slates by position and arm, also where there are none; positions count from 1
 * @param options what the chart says; its title is the finding by default
 * @returns the chart, two bars a position
 *
 * @example
 * ```ts
 * import { focalPositionsChart } from "lib/charts/focal_positions.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const { caption } = focalPositionsChart([
 *   { position: 5, arm: "leave_slate_unchanged", slates: 185 },
 *   { position: 5, arm: "promote_focal_item", slates: 181 },
 * ]);
 * assertStringIncludes(caption, "mean place is 5.00 where promoted, 5.00 where not");
 * ```
 */
export function focalPositionsChart(
  counts: readonly FocalPositionCount[],
  options: FocalPositionsChartOptions = {},
): Chart {
  if (slatesOf(counts) === 0) {
    const title = options.title ?? "Where the Focal Movies Come From";
    return emptyChart(title, options.whenEmpty || "No slate has a focal item.");
  }

  const { title = titleOf(counts) } = options;
  const hasNumbers = everyBarHasRoom(counts);
  const place = {
    x: {
      field: "position",
      type: "ordinal",
      title: "Place of the focal movie before any promotion",
      scale: { paddingInner: GAP, paddingOuter: 0.15 },
      axis: { labelAngle: 0, ticks: false, labelOverlap: true },
    },
    xOffset: { field: "arm", type: "nominal", scale: { domain: [...ASSIGNMENT_ARMS] } },
    y: quantity("slates", "Slates", {
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
    width: CHART_WIDTH,
    autosize: FIT_WIDTH,
    height: 250,
    data: { values: withShares(counts) },
    layer: [
      bars({ strokeWidth: LINE_WIDTH }, {
        ...place,
        fill: armChannel("fill", ASSIGNMENT_ARMS),
        stroke: armChannel("color", ASSIGNMENT_ARMS),
      }),
      ...(hasNumbers ? [numbers] : []),
    ],
  }, READING);
}

const READING =
  "Two bars a place: how many slates of either arm have their focal movie there. Where " +
  "lots decide both, the two differ by chance only.";

const TOOLTIP: readonly JsonObject[] = [
  quantity("position", "Place"),
  category("armInWords", "Arm"),
  quantity("slates", "Slates", { format: ",d" }),
  quantity("share", "Of the arm's slates, in %", { format: ".1f" }),
];

/** Whether every bar has room for its number. */
function everyBarHasRoom(counts: readonly FocalPositionCount[]): boolean {
  const positions = new Set(counts.map(({ position }) => position)).size;
  const widest = max(counts, ({ slates }) => textWidth(formatCount(slates), NUMBER_SIZE, 400))!;
  const needed = ASSIGNMENT_ARMS.length * (widest + 6) / (1 - GAP);
  return positions * needed <= CHART_WIDTH - MARGINS;
}

function withShares(counts: readonly FocalPositionCount[]): readonly JsonObject[] {
  return counts.map((one) => {
    const all = slatesOf(counts.filter(({ arm }) => arm === one.arm));
    const share = all === 0 ? null : 100 * one.slates / all;
    return { ...one, armInWords: armInWords(one.arm), share };
  });
}

function slatesOf(counts: readonly FocalPositionCount[]): number {
  return sum(counts, ({ slates }) => slates);
}

/** The finding: from where the focal movies of both arms come. */
function titleOf(counts: readonly FocalPositionCount[]): string {
  const [unchanged, promoted] = ASSIGNMENT_ARMS.map((arm) => meanPlace(counts, arm));
  const lead = (place: number) => `The focal movies' mean place is ${decimalText(place, 2)}`;
  if (unchanged === undefined) return `All slates are promoted. ${lead(promoted!)}`;
  if (promoted === undefined) return `No slate is promoted. ${lead(unchanged)}`;
  return `${lead(promoted)} where promoted, ${decimalText(unchanged, 2)} where not`;
}

/** The mean place of the focal movies of an arm; undefined where it has no slates. */
function meanPlace(counts: readonly FocalPositionCount[], arm: AssignmentArm): number | undefined {
  const own = counts.filter((one) => one.arm === arm);
  const slates = slatesOf(own);
  return slates === 0 ? undefined : sum(own, (one) => one.position * one.slates) / slates;
}

function captionOf(title: string, counts: readonly FocalPositionCount[]): string {
  const arms = ASSIGNMENT_ARMS.map((arm) => {
    const own = counts.filter((one) => one.arm === arm);
    const slates = slatesOf(own);
    const named = `${formatCount(slates)} (${armInWords(arm)})`;
    if (slates === 0) return named;
    const numbers = own.map((one) => one.slates);
    return `${named}, from ${formatCount(Math.min(...numbers))} to ` +
      `${formatCount(Math.max(...numbers))} a place`;
  });
  return `${title}. Slates by arm: ${arms.join("; ")}.`;
}
