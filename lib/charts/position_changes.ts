/**
 * How far the rows of each exposure group move in their slates.
 *
 * @module
 */

import { Chart, type Json } from "lib/charts/chart.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { armChannel, armOfGroup, colorOfArm, groupAxis, wordsOf } from "lib/charts/slate_series.ts";
import { COLORS, SCHEMA, THEME } from "lib/charts/theme.ts";
import { formatFixed } from "lib/text/format_fixed.ts";
import type { PositionChangeBox } from "lib/interference/distributions.ts";
import { EXPOSURE_GROUPS } from "lib/interference/exposure.ts";

/** What a chart of position changes says. */
export interface PositionChangesChartOptions {
  /** The chart's title; the original's by default. */
  readonly title?: string;
  /** What to say if there is no row, as a sentence. */
  readonly whenEmpty?: string;
}

/** Widths in pixels: Vega-Lite 5.6 knows no ticks that fill a share of their group's room. */
const [WIDTH, BOX, CAP] = [640, 54, 28];

/**
 * Draws a box plot of the position change in each exposure group, without outliers.
 *
 * @param boxes the five numbers of each group that has rows, in any order
 * @param options what the chart says
 * @returns the chart; groups without rows keep their place
 *
 * @example
 * ```ts
 * import { positionChangesChart } from "lib/charts/position_changes.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const chart = positionChangesChart([{
 *   group: "direct_promoted",
 *   rows: 1505,
 *   lowerWhisker: -11,
 *   lowerQuartile: -9,
 *   median: -8,
 *   upperQuartile: -6,
 *   upperWhisker: -4,
 * }]);
 * assertStringIncludes(chart.caption, "direct promoted -8 (quartiles -9 to -6)");
 * ```
 */
export function positionChangesChart(
  boxes: readonly PositionChangeBox[],
  options: PositionChangesChartOptions = {},
): Chart {
  const { title = "Position Change After Simulated Promotion" } = options;
  if (boxes.length === 0) return emptyChart(title, options.whenEmpty || "There is no row.");

  const caption = captionOf(title, boxes);
  const arms = boxes.map(({ group }) => armOfGroup(group));
  const x = groupAxis(boxes);
  const y = verticalAxis(boxes);
  const line = { type: "rule", strokeWidth: 1.5 } as const;
  const cap = {
    type: "tick",
    orient: "horizontal",
    size: CAP,
    thickness: 1.5,
    opacity: 1,
  } as const;
  // Without a scale and so without a symbol in the legend, which shows the boxes.
  const color = { field: "colour", type: "nominal", scale: null } as const;
  const layer = (
    mark: { readonly [key: string]: Json },
    [from, to]: readonly [string, string?],
    channels: { readonly [key: string]: Json },
  ): Json => ({
    mark,
    encoding: {
      x,
      y: { field: from, ...y },
      ...(to === undefined ? {} : { y2: { field: to } }),
      ...channels,
      tooltip: TOOLTIP,
    },
  });
  return new Chart({
    $schema: SCHEMA,
    description: caption,
    config: THEME,
    title,
    width: WIDTH,
    height: 320,
    data: { values: boxes.map(rowOf) },
    layer: [
      {
        data: { values: [{}] },
        mark: { type: "rule", color: COLORS.zero },
        encoding: { y: { datum: 0, type: "quantitative" } },
      },
      layer(line, ["lowerWhisker", "lowerQuartile"], { color }),
      layer(line, ["upperQuartile", "upperWhisker"], { color }),
      layer(cap, ["lowerWhisker"], { color }),
      layer(cap, ["upperWhisker"], { color }),
      layer({ type: "bar", width: BOX, strokeWidth: 1.5, opacity: 1 }, [
        "lowerQuartile",
        "upperQuartile",
      ], { fill: armChannel("tint", arms), stroke: armChannel("color", arms) }),
      layer(
        { type: "tick", orient: "horizontal", size: BOX, thickness: 4, opacity: 1 },
        ["median"],
        {
          color,
        },
      ),
      layer({ type: "text", dy: -11, color: COLORS.text }, ["upperWhisker"], {
        text: { field: "medianInWords", type: "nominal" },
      }),
    ],
  }, caption);
}

function rowOf(box: PositionChangeBox): { readonly [key: string]: Json } {
  const arm = armOfGroup(box.group);
  const medianInWords = `median ${numberOf(box.median).replace("-", "−")}`;
  return { ...box, arm, colour: colorOfArm(arm), medianInWords };
}

const TOOLTIP: readonly Json[] = [
  { field: "group", type: "nominal", title: "Exposure group" },
  { field: "rows", type: "quantitative", title: "Rows", format: ",d" },
  ...([
    ["lowerWhisker", "Lower whisker"],
    ["lowerQuartile", "Lower quartile"],
    ["median", "Median"],
    ["upperQuartile", "Upper quartile"],
    ["upperWhisker", "Upper whisker"],
  ] as const).map(([field, title]) => ({ field, type: "quantitative", title, format: "~f" })),
];

function verticalAxis(boxes: readonly PositionChangeBox[]): { readonly [key: string]: Json } {
  const lowest = Math.min(0, ...boxes.map(({ lowerWhisker }) => lowerWhisker));
  const highest = Math.max(0, ...boxes.map(({ upperWhisker }) => upperWhisker));
  // Room for a line of text above the highest box; all zeros have a scale too.
  const margin = Math.ceil(Math.max(1, 0.08 * (highest - lowest)));
  return {
    type: "quantitative",
    title: "Final position minus seed position",
    scale: { domain: [lowest - margin, highest + margin], nice: false },
    axis: { grid: true, tickMinStep: 1, tickCount: 8, domain: false, ticks: false },
  };
}

function numberOf(value: number): string {
  return String(Number(formatFixed(value, 2)));
}

function captionOf(title: string, boxes: readonly PositionChangeBox[]): string {
  const medians = EXPOSURE_GROUPS.flatMap((group) =>
    boxes.filter((box) => box.group === group).map((box) =>
      `${wordsOf(group)} ${numberOf(box.median)} ` +
      `(quartiles ${numberOf(box.lowerQuartile)} to ${numberOf(box.upperQuartile)})`
    )
  );
  return `${title}. Final position minus seed position, negative is upward; medians: ` +
    `${medians.join(", ")}.`;
}
