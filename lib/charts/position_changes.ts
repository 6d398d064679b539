/**
 * Chart of how far the rows of each exposure group move in their slates.
 *
 * @module
 */

import type { Chart, ChartOptions } from "lib/charts/chart.ts";
import type { JsonObject } from "lib/charts/vega_lite.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { bars, labels, LINE_WIDTH, rules, ticks, zeroRule } from "lib/charts/marks.ts";
import {
  armChannel,
  armOfGroup,
  colorOfArm,
  groupAxis,
  inGroupOrder,
  wordsOf,
} from "lib/charts/slate_series.ts";
import {
  along,
  type Axis,
  category,
  chartOf,
  type FromTo,
  quantity,
  rangeWithZero,
} from "lib/charts/spec.ts";
import type { PositionChangeBox } from "lib/interference/distributions.ts";
import { formatFixed } from "lib/text/format_fixed.ts";

/** Options for {@linkcode positionChangesChart}. */
export type PositionChangesChartOptions = ChartOptions;

/** Widths in pixels: Vega-Lite 5.6 knows no ticks that fill a share of their group's room. */
const [WIDTH, BOX, CAP] = [640, 54, 28];

/**
 * Box plot of the position change in each exposure group, without outliers.
 *
 * @param boxes the five numbers of each group that has rows, in any order; in positions, negative
 *   is upward
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

  const axis = verticalAxis(boxes);
  const arms = boxes.map(({ group }) => armOfGroup(group));
  const place = { x: groupAxis(boxes), tooltip: TOOLTIP };
  const line = {
    ...place,
    // Without a scale and so without a symbol in the legend, which shows the boxes.
    color: { field: "colour", type: "nominal", scale: null },
  };
  const whisker = (ends: FromTo) => rules({}, { ...line, ...along("y", axis, ends) });
  const tick = (field: string, look: JsonObject) =>
    ticks({ orient: "horizontal", ...look }, { ...line, y: axis(field) });
  return chartOf(captionOf(title, boxes), {
    title,
    width: WIDTH,
    height: 320,
    data: { values: boxes.map(rowOf) },
    layer: [
      zeroRule("y"),
      whisker(["lowerWhisker", "lowerQuartile"]),
      whisker(["upperQuartile", "upperWhisker"]),
      tick("lowerWhisker", { size: CAP }),
      tick("upperWhisker", { size: CAP }),
      bars({ width: BOX, strokeWidth: LINE_WIDTH, opacity: 1 }, {
        ...place,
        ...along("y", axis, ["lowerQuartile", "upperQuartile"]),
        fill: armChannel("tint", arms),
        stroke: armChannel("color", arms),
      }),
      tick("median", { size: BOX, thickness: 4 }),
      labels({ dy: -11 }, {
        ...place,
        y: axis("upperWhisker"),
        text: { field: "medianInWords", type: "nominal" },
      }),
    ],
  });
}

function rowOf(box: PositionChangeBox): JsonObject {
  const arm = armOfGroup(box.group);
  const medianInWords = `median ${numberOf(box.median).replace("-", "−")}`;
  return { ...box, arm, colour: colorOfArm(arm), medianInWords };
}

const POSITIONS = { format: "~f" };

const TOOLTIP: readonly JsonObject[] = [
  category("group", "Exposure group"),
  quantity("rows", "Rows", { format: ",d" }),
  quantity("lowerWhisker", "Lower whisker", POSITIONS),
  quantity("lowerQuartile", "Lower quartile", POSITIONS),
  quantity("median", "Median", POSITIONS),
  quantity("upperQuartile", "Upper quartile", POSITIONS),
  quantity("upperWhisker", "Upper whisker", POSITIONS),
];

function verticalAxis(boxes: readonly PositionChangeBox[]): Axis {
  const whiskers = boxes.flatMap(({ lowerWhisker, upperWhisker }) => [lowerWhisker, upperWhisker]);
  const [lowest, highest] = rangeWithZero(whiskers);
  // Room for a line of text above the highest box; all zeros have a scale too.
  const margin = Math.ceil(Math.max(1, 0.08 * (highest - lowest)));
  return (field) =>
    quantity(field, "Final position minus seed position", {
      scale: { domain: [lowest - margin, highest + margin], nice: false },
      axis: { grid: true, tickMinStep: 1, tickCount: 8, domain: false, ticks: false },
    });
}

function numberOf(value: number): string {
  return String(Number(formatFixed(value, 2)));
}

function captionOf(title: string, boxes: readonly PositionChangeBox[]): string {
  const medians = inGroupOrder(boxes).map(({ group, lowerQuartile, median, upperQuartile }) =>
    `${wordsOf(group)} ${numberOf(median)} ` +
    `(quartiles ${numberOf(lowerQuartile)} to ${numberOf(upperQuartile)})`
  );
  return `${title}. Final position minus seed position, negative is upward; medians: ` +
    `${medians.join(", ")}.`;
}
