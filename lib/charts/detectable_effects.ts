/**
 * Chart of the smallest effect that a log could have shown in each segment.
 *
 * @module
 */

import type { Chart } from "lib/charts/chart.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { labels, points } from "lib/charts/marks.ts";
import { chartOf, quantity } from "lib/charts/spec.ts";
import { CHART_WIDTH, COLORS, FIT_WIDTH } from "lib/charts/theme.ts";
import type { JsonObject } from "lib/charts/vega_lite.ts";
import type { DetectableSegment } from "lib/inference/detectable.ts";
import { clicksPerHundred } from "lib/text/clicks_per_hundred.ts";
import { segmentInWords } from "lib/text/segment_in_words.ts";
import { shortened } from "lib/text/shortened.ts";

/** Ticks of logarithmic axes: 1, 2 and 5 and their multiples by powers of ten. */
const ROUND = [-2, -1, 0, 1, 2, 3, 4, 5, 6, 7].flatMap((power) =>
  [1, 2, 5].map((digit) => Number(`${digit}e${power}`))
);

/** Options for {@linkcode detectableEffectsChart}. */
export interface DetectableEffectsOptions {
  /** The probability of finding such an effect. */
  readonly power: number;
  /** An effect to compare with, such as that over all displays, in click probability. */
  readonly compared: number;
  /** What it is called. */
  readonly comparedName: string;
}

/**
 * Chart of the smallest detectable effect of every segment by its size, with a line at an effect to compare
 * with: what lies above the line could not have been found.
 *
 * @param segments the segments, in click probability
 * @param options the power, and the effect to compare with
 * @returns the chart, in clicks per 100 displays, both axes logarithmic
 *
 * @example
 * ```ts
 * import { detectableEffectsChart } from "lib/charts/detectable_effects.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const { caption } = detectableEffectsChart([
 *   { segmentColumn: "category", segment: "tv", rows: 900, detectable: 0.06, timesRows: 9 },
 *   { segmentColumn: "category", segment: "news", rows: 90_000, detectable: 0.006, timesRows: 0.2 },
 * ], { power: 0.8, compared: 0.018, comparedName: "true effect" });
 * assertStringIncludes(caption, "An effect of 1.8 clicks per 100 displays could be found in 1 of 2 segments");
 * ```
 */
export function detectableEffectsChart(
  segments: readonly DetectableSegment[],
  { power, compared, comparedName }: DetectableEffectsOptions,
): Chart {
  const drawn = segments.filter(({ detectable }) => Number.isFinite(detectable));
  if (drawn.length === 0) return emptyChart("There is no segment", "No segment has enough rows.");
  const size = Math.abs(compared);
  const found = drawn.filter(({ detectable }) => detectable <= size);
  const title = `An effect of ${
    clicksPerHundred(size)
  } clicks per 100 displays could be found in ${found.length} of ${segments.length} segments`;
  const rows = drawn.map((segment): JsonObject => ({
    rows: segment.rows,
    detectable: 100 * segment.detectable,
    isFound: segment.detectable <= size,
    name: segmentInWords(segment.segmentColumn, segment.segment),
    label: shortened(segmentInWords(segment.segmentColumn, segment.segment)),
  }));
  const byEffect = rows.toSorted((a, b) =>
    (b["detectable"] as number) - (a["detectable"] as number)
  );
  const named = [byEffect[0]!, byEffect.at(-1)!].filter((row, at, all) => all.indexOf(row) === at);
  const x = quantity("rows", "Displays in the segment", {
    scale: { type: "log", nice: false, padding: 20 },
    axis: { grid: true, values: ROUND, format: "," },
  });
  const y = (field: string) =>
    quantity(
      field,
      `Smallest effect found in ${Math.round(100 * power)} of 100 logs, clicks per 100 displays`,
      {
        scale: { type: "log", nice: false, padding: 14 },
        axis: {
          grid: true,
          tickCount: 6,
          titleAngle: 0,
          titleAlign: "left",
          titleBaseline: "bottom",
          titleX: -32,
          titleY: -7,
        },
      },
    );
  return chartOf(
    `${title}. Smallest detectable effects from ${
      clicksPerHundred(Math.min(...drawn.map(({ detectable }) => detectable)))
    } to ${clicksPerHundred(Math.max(...drawn.map(({ detectable }) => detectable)))}.`,
    {
      title,
      width: CHART_WIDTH,
      autosize: FIT_WIDTH,
      height: 270,
      layer: [
        ...(size > 0
          ? [
            {
              data: { values: [{ compared: 100 * size }] },
              mark: { type: "rule", color: COLORS.truth, strokeDash: [5, 4] },
              encoding: { y: y("compared") },
            },
            {
              data: { values: [{ compared: 100 * size }] },
              ...labels({ align: "right", baseline: "bottom", dy: -4 }, {
                x: { value: "width" },
                y: y("compared"),
                text: { value: `${comparedName} ${clicksPerHundred(size)}` },
              }),
            },
          ]
          : []),
        {
          data: { values: rows },
          ...points({ size: 50, opacity: 0.9 }, {
            x,
            y: y("detectable"),
            color: {
              condition: { test: "datum.isFound", value: COLORS.estimate },
              value: COLORS.reference,
            },
            tooltip: [
              { field: "name", type: "nominal", title: "Segment" },
              quantity("rows", "Displays", { format: "," }),
              quantity("detectable", "Smallest detectable effect", { format: ".2f" }),
            ],
          }),
        },
        ...named.map((row, at) => ({
          data: { values: [row] },
          ...labels({
            align: at === 0 ? "left" : "right",
            dx: at === 0 ? 8 : -8,
            dy: at === 0 ? -9 : 4,
            fontSize: 11,
          }, { x, y: y("detectable"), text: { field: "label" } }),
        })),
      ],
    },
    "Each mark is a segment; further down is better. Blue: an effect of the size of the line would be found four " +
      "times in five. It follows from the chances and the clicks in both arms together, never from the estimates. " +
      "Above the line such an effect would often be missed; whether it is excluded, the segment's interval says.",
  );
}
