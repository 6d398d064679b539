/**
 * Chart of how often intervals cover the truth, by the effective clicks that they rest on.
 *
 * @module
 */

import type { Chart } from "lib/charts/chart.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { labels } from "lib/charts/marks.ts";
import { category, chartOf, quantity } from "lib/charts/spec.ts";
import { CHART_WIDTH, COLORS, FIT_WIDTH, PALETTE } from "lib/charts/theme.ts";
import type { JsonObject } from "lib/charts/vega_lite.ts";
import type { CoverageClass, NullStudy } from "lib/inference/null_study_summary.ts";

/** Fewer intervals say little. */
const FEWEST = 20;

/**
 * Chart of the coverage of 95 % intervals by classes of effective clicks, with the estimated error and with
 * that under the hypothesis of no effect.
 *
 * @param study the study of tables in which nothing happens
 * @returns the chart, in percent of the intervals, with a line at 95 %
 *
 * @example
 * ```ts
 * import { coverageByClicksChart } from "lib/charts/coverage_by_clicks.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const few = { least: 6, most: 10, intervals: 80, covering: 50, coveringByNullError: 79 };
 * const many = { least: 201, most: Infinity, intervals: 400, covering: 380, coveringByNullError: 380 };
 * const { caption } = coverageByClicksChart({
 *   ...{ tables: 200, level: 0.05, floor: 30, rates: [], coverage: [few, many] },
 *   ...{ coverageBelowFloor: few, coverageFromFloor: many },
 *   overallCovering: 190,
 * });
 * assertStringIncludes(caption, "With 6 to 10 effective clicks 95 % intervals cover 63 times in 100");
 * ```
 */
export function coverageByClicksChart({ coverage, floor, tables }: NullStudy): Chart {
  const drawn = coverage.filter(({ intervals }) => intervals >= FEWEST);
  if (drawn.length === 0) {
    return emptyChart("Too few intervals to tell how often they cover", "Draw more tables.");
  }
  const [first] = drawn as [CoverageClass];
  const share = (part: number, whole: number) => 100 * part / whole;
  const title = `With ${classInWords(first)} effective clicks 95 % intervals cover ${
    Math.round(share(first.covering, first.intervals))
  } times in 100`;
  const kinds = ["estimated error", "null error"];
  const rows = drawn.flatMap((own): JsonObject[] =>
    ([["estimated error", own.covering], ["null error", own.coveringByNullError]] as const).map((
      [kind, covering],
    ) => ({
      clicks: classInWords(own),
      kind,
      percent: share(covering, own.intervals),
      intervals: own.intervals,
      isBelow: own.most < floor,
    }))
  );
  const classes = drawn.map(classInWords);
  const x = category("clicks", "Effective clicks of the segment", {
    sort: null,
    scale: { domain: classes, paddingInner: 0 },
    axis: { grid: false, labelAngle: 0 },
  });
  const lowest = Math.min(...rows.map((row) => row["percent"] as number), 90);
  const y = quantity("percent", "Intervals that cover the truth, in %", {
    scale: { domain: [Math.max(0, Math.floor(lowest / 5) * 5 - 5), 100], nice: false },
    axis: {
      grid: true,
      titleAngle: 0,
      titleAlign: "left",
      titleBaseline: "bottom",
      titleX: -40,
      titleY: -7,
    },
  });
  const color = {
    field: "kind",
    type: "nominal",
    scale: { domain: kinds, range: [COLORS.estimate, PALETTE[1]!] },
    legend: { title: null, orient: "top", labelLimit: 0, offset: 26 },
  };
  const shape = { ...color, scale: { domain: kinds, range: ["circle", "square"] } };
  const below = classes.filter((_, at) => drawn[at]!.most < floor);
  return chartOf(
    `${title}. ${
      drawn.map((own) =>
        `${classInWords(own)}: ${
          share(own.covering, own.intervals).toFixed(1)
        } % of ${own.intervals} ` +
        `(null error ${share(own.coveringByNullError, own.intervals).toFixed(1)} %)`
      ).join("; ")
    }.`,
    {
      title,
      width: CHART_WIDTH,
      autosize: FIT_WIDTH,
      height: 250,
      layer: [
        {
          data: { values: below.map((clicks) => ({ clicks })) },
          mark: { type: "bar", color: COLORS.grid, width: { band: 1 }, opacity: 0.55 },
          encoding: { x, y: { value: 0 }, y2: { value: "height" } },
        },
        {
          data: { values: [{ percent: 95 }] },
          mark: { type: "rule", color: COLORS.zero, strokeDash: [5, 4] },
          encoding: { y },
        },
        {
          data: { values: rows },
          mark: { type: "line", strokeWidth: 2 },
          encoding: { x, y, color },
        },
        {
          data: { values: rows },
          mark: { type: "point", filled: true, size: 70, opacity: 1 },
          encoding: {
            x,
            y,
            color,
            shape,
            tooltip: [
              category("clicks", "Effective clicks"),
              category("kind", "Error"),
              quantity("percent", "Covering, in %", { format: ".1f" }),
              quantity("intervals", "Intervals", { format: "," }),
            ],
          },
        },
        {
          data: { values: [{ percent: 95 }] },
          ...labels({ align: "right", baseline: "bottom", dy: -3, dx: -4 }, {
            x: { value: "width" },
            y,
            text: { value: "95 %" },
          }),
        },
      ],
    },
    `All intervals of all segments in ${tables} logs in which the truth is zero, by the ` +
      `effective clicks that each rests on: so many of equal weight would tell as much. Grey: fewer than ${floor}. The null error is that over draws of the places: ` +
      "a segment's clicks enter it, and not in which places they happened; with it goes their skewness.",
  );
}

function classInWords({ least, most }: CoverageClass): string {
  return most === Infinity ? `over ${least - 1}` : `${least} to ${most}`;
}
