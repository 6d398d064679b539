/**
 * Chart of how far each segment's effect is from zero, beside what a lot alone can do.
 *
 * @module
 */

import type { Chart } from "lib/charts/chart.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { labels, points } from "lib/charts/marks.ts";
import { chartOf, quantity } from "lib/charts/spec.ts";
import { CHART_WIDTH, COLORS, FIT_WIDTH } from "lib/charts/theme.ts";
import type { JsonObject } from "lib/charts/vega_lite.ts";
import { bonferroniCriticalValue } from "lib/inference/multiple_testing.ts";
import type { PlacesByLot } from "lib/inference/places_by_lot.ts";
import { formatP } from "lib/text/p_value.ts";
import { segmentInWords } from "lib/text/segment_in_words.ts";
import { shortened } from "lib/text/shortened.ts";

/**
 * Chart of all segments by |z|, largest first, with the borders for one test, by Bonferroni, and by draws
 * of the places.
 *
 * @param placed the test of all segments by draws of the places
 * @returns the chart, in standard deviations over draws of the places
 *
 * @example
 * ```ts
 * import { largestByLotChart } from "lib/charts/largest_by_lot.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const segment = {
 *   ...{ segmentColumn: "category", segment: "tv", rows: 900, clicks: 40, treatedClicks: 9 },
 *   ...{ lift: 0.01, nullError: 0.004, z: 2.5, normalP: 0.012, drawnP: 0.02, adjustedP: 0.4 },
 * };
 * const { caption } = largestByLotChart({
 *   ...{ segments: [segment], family: [0], draws: 999, globalP: 0.4, criticalValue: 3.4 },
 * });
 * assertStringIncludes(caption, "No segment is further from zero than chance brings the furthest in 95 of 100 draws");
 * ```
 */
export function largestByLotChart(placed: PlacesByLot): Chart {
  const { criticalValue, globalP, draws } = placed;
  const known = placed.segments.filter(({ z }) => Number.isFinite(z))
    .toSorted((a, b) => Math.abs(b.z) - Math.abs(a.z));
  if (known.length === 0) {
    return emptyChart("No list tells anything about places", "Every list has one arm or no click.");
  }
  const beyond = known.filter(({ adjustedP }) => adjustedP <= 0.05).length;
  const pointwise = known.filter(({ z }) => Math.abs(z) > 1.96).length;
  const title = `${
    beyond === 0
      ? "No segment is"
      : `${beyond} of ${known.length} segments ${beyond === 1 ? "is" : "are"}`
  } further from zero than chance brings the furthest in 95 of 100 draws`;
  const rows = known.map((segment, at): JsonObject => ({
    at: at + 1,
    z: Math.abs(segment.z),
    isBeyond: segment.adjustedP <= 0.05,
    name: segmentInWords(segment.segmentColumn, segment.segment),
    label: shortened(segmentInWords(segment.segmentColumn, segment.segment)),
    adjusted: segment.adjustedP,
    treatedClicks: segment.treatedClicks,
  }));
  const borders = [
    { z: 1.96, name: "one test, 5 %: 1.96" },
    {
      z: bonferroniCriticalValue(known.length, 0.05),
      name: `Bonferroni: ${bonferroniCriticalValue(known.length, 0.05).toFixed(2)}`,
    },
    { z: criticalValue, name: `draws of the places: ${criticalValue.toFixed(2)}` },
  ].filter(({ z }) => Number.isFinite(z));
  const highest = Math.max(...rows.map((row) => row["z"] as number), ...borders.map(({ z }) => z));
  const y = (field: string) =>
    quantity(field, "Distance from zero, in standard deviations over draws of the places", {
      scale: { domain: [0, 1.12 * highest], nice: false },
      axis: {
        grid: true,
        tickCount: 5,
        titleAngle: 0,
        titleAlign: "left",
        titleBaseline: "bottom",
        titleX: -26,
        titleY: -7,
      },
    });
  const x = quantity("at", "Segments, the most distant first", {
    scale: { domain: [0, known.length + 1], nice: false },
    axis: { grid: false, tickCount: 8 },
  });
  return chartOf(
    `${title}. Global ${formatP(globalP)}. ${
      rows.slice(0, 5).map((row) => `${row["name"]} ${(row["z"] as number).toFixed(2)}`).join(", ")
    }.`,
    {
      title,
      width: CHART_WIDTH,
      autosize: FIT_WIDTH,
      height: 260,
      layer: [
        ...borders.flatMap(({ z, name }, at) => {
          // Two borders may lie close to each other.
          const isClose = at > 0 && z - borders[at - 1]!.z < 0.35;
          return [
            {
              data: { values: [{ z }] },
              mark: {
                type: "rule",
                color: at === borders.length - 1 ? COLORS.truth : COLORS.reference,
                strokeDash: [5, 4],
              },
              encoding: { y: y("z") },
            },
            {
              data: { values: [{ z }] },
              ...labels({
                align: "right",
                baseline: isClose || at === borders.length - 1 ? "bottom" : "top",
                dy: isClose || at === borders.length - 1 ? -4 : 5,
              }, { x: { value: "width" }, y: y("z"), text: { value: name } }),
            },
          ];
        }),
        {
          data: { values: rows },
          ...points({ size: 46, opacity: 1 }, {
            x,
            y: y("z"),
            color: {
              condition: { test: "datum.isBeyond", value: COLORS.estimate },
              value: COLORS.reference,
            },
            tooltip: [
              { field: "name", type: "nominal", title: "Segment" },
              quantity("z", "Distance", { format: ".2f" }),
              quantity("adjusted", "Adjusted p-value", { format: ".3f" }),
              quantity("treatedClicks", "Clicks at the top", { format: "," }),
            ],
          }),
        },
        {
          data: { values: namedOf(rows) },
          ...labels({ align: "left", dx: 8, baseline: "middle", fontSize: 11 }, {
            x,
            y: y("z"),
            text: { field: "label" },
          }),
        },
      ],
    },
    `Each mark is a segment. Of ${known.length}, ${pointwise} lie beyond the border for one test; ` +
      `one in twenty, ${
        Math.round(known.length / 20)
      }, would by chance. The upper border is what the ` +
      `largest of all distances stays below in 95 % of ${draws} draws of the places: ` +
      `${formatP(globalP)} for the table as a whole.`,
  );
}

/** The most distant segments whose names no other mark crosses. */
function namedOf(rows: readonly JsonObject[]): readonly JsonObject[] {
  const z = (at: number) => (rows[at]?.["z"] ?? 0) as number;
  return rows.slice(0, 3).filter((_, at) => z(at) - z(at + 1) > 0.15);
}
