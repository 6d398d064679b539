/**
 * Chart of the estimates of one division, raw and drawn towards their mean.
 *
 * @module
 */

import { mean } from "d3-array";
import type { Chart } from "lib/charts/chart.ts";
import { EFFECT_AXIS } from "lib/charts/effect_marks.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { labels, points, rules, zeroRule } from "lib/charts/marks.ts";
import { along, category, chartOf, quantity } from "lib/charts/spec.ts";
import { CHART_WIDTH, COLORS, FIT_WIDTH } from "lib/charts/theme.ts";
import type { JsonObject } from "lib/charts/vega_lite.ts";
import { clicksPerHundred } from "lib/text/clicks_per_hundred.ts";
import { segmentationInWords, segmentBelowHeading } from "lib/text/segment_in_words.ts";

/** One segment's estimate, raw and shrunk. */
export interface ShrunkSegment {
  readonly segmentColumn: string;
  readonly segment: string;
  /** In click probability. */
  readonly raw: number;
  readonly shrunk: number;
  readonly truth: number | undefined;
}

/** Options for {@linkcode shrunkEffectsChart}. */
export interface ShrunkEffectsOptions {
  /** Draw at most this many, those with the largest raw estimates first; 20 by default. */
  readonly maxSegments?: number;
  /** The common mean, in click probability. */
  readonly mean: number;
}

/**
 * Chart of raw estimates as hollow circles, joined to what is left of them after shrinkage, with the truth
 * as a diamond where it is known.
 *
 * @param segments the segments of one division, in any order
 * @param options how many to draw, and the common mean
 * @returns the chart, one line a segment, in clicks per 100 displays
 *
 * @example
 * ```ts
 * import { shrunkEffectsChart } from "lib/charts/shrunk_effects.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const tv = { segmentColumn: "category", segment: "tv", raw: 0.06, shrunk: 0.03, truth: 0.025 };
 * const news = { segmentColumn: "category", segment: "news", raw: 0.01, shrunk: 0.015, truth: 0.01 };
 * const { caption } = shrunkEffectsChart([tv, news], { mean: 0.02 });
 * assertStringIncludes(caption, "Shrinkage brings the estimates nearer to the truth");
 * ```
 */
export function shrunkEffectsChart(
  segments: readonly ShrunkSegment[],
  { maxSegments = 20, mean: common }: ShrunkEffectsOptions,
): Chart {
  const known = segments.filter(({ raw, shrunk }) => Number.isFinite(raw + shrunk))
    .toSorted((a, b) => b.raw - a.raw);
  const [first] = known;
  if (first === undefined) {
    return emptyChart("There is no estimate to shrink", "No segment is left.");
  }
  const half = Math.ceil(maxSegments / 2);
  const drawn = known.length <= maxSegments
    ? known
    : [...known.slice(0, half), ...known.slice(-(maxSegments - half))];
  const heading = segmentationInWords(first.segmentColumn);
  const title = titleOf(known);
  const names = drawn.map(({ segmentColumn, segment }) =>
    segmentBelowHeading(segmentColumn, segment)
  );
  const rows = drawn.map((own, at): JsonObject => ({
    name: names[at]!,
    raw: 100 * own.raw,
    shrunk: 100 * own.shrunk,
    truth: own.truth === undefined ? null : 100 * own.truth,
  }));
  const y = category("name", heading, {
    sort: null,
    axis: {
      grid: false,
      ticks: false,
      domain: false,
      titleAngle: 0,
      titleAlign: "right",
      titleBaseline: "bottom",
      titleX: -6,
      titleY: -5,
    },
  });
  const x = (field: string) =>
    quantity(field, EFFECT_AXIS, {
      scale: { nice: false, zero: true, padding: 12 },
      axis: { grid: true, tickCount: 8 },
    });
  const kinds = ["raw estimate", "after shrinkage", "true effect"]
    .slice(0, rows.some((row) => row["truth"] !== null) ? 3 : 2);
  const marked = rows.flatMap((row): JsonObject[] =>
    ([["raw estimate", "raw"], ["after shrinkage", "shrunk"], ["true effect", "truth"]] as const)
      .flatMap(([kind, field]) => row[field] === null ? [] : [{ ...row, kind, at: row[field]! }])
  );
  const channel = (range: readonly string[]): JsonObject => ({
    field: "kind",
    type: "nominal",
    sort: null,
    scale: { domain: kinds, range: range.slice(0, kinds.length) },
    legend: { title: null, orient: "top", labelLimit: 0, offset: 24 },
  });
  return chartOf(
    `${title}. ${
      drawn.map(({ raw, shrunk }, at) =>
        `${names[at]} ${clicksPerHundred(raw)} to ${clicksPerHundred(shrunk)}`
      ).join(", ")
    }.`,
    {
      title,
      width: CHART_WIDTH,
      autosize: FIT_WIDTH,
      height: Math.max(110, 21 * rows.length),
      layer: [
        zeroRule("x"),
        {
          data: { values: [{ mean: 100 * common }] },
          ...rules({ color: COLORS.text, strokeDash: [5, 4] }, { x: x("mean") }),
        },
        {
          data: { values: [{ mean: 100 * common }] },
          ...labels({ align: "left", baseline: "bottom", dx: -4, dy: -5 }, {
            x: x("mean"),
            y: { value: 0 },
            text: { value: `common mean ${clicksPerHundred(common)}` },
          }),
        },
        {
          data: { values: rows },
          ...rules({ color: COLORS.reference, strokeWidth: 1 }, {
            y,
            ...along("x", x, ["raw", "shrunk"]),
          }),
        },
        {
          data: { values: marked },
          ...points({ size: 80, strokeWidth: 1.6, opacity: 1 }, {
            x: x("at"),
            y,
            shape: channel(["circle", "circle", "diamond"]),
            fill: channel([COLORS.ground, COLORS.estimate, COLORS.truth]),
            stroke: channel([COLORS.reference, COLORS.estimate, COLORS.ground]),
            tooltip: [
              category("name", heading),
              quantity("raw", "Raw estimate", { format: ".2f" }),
              quantity("shrunk", "After shrinkage", { format: ".2f" }),
              quantity("truth", "True effect", { format: ".2f" }),
            ],
          }),
        },
      ],
    },
    "A hollow circle is the raw estimate, the filled one what is left of it: the larger its error, the " +
      `closer it comes to the common mean (dashed)${
        drawn.length < known.length
          ? `. Drawn are the ${half} largest and the ${
            maxSegments - half
          } smallest of ${known.length}`
          : ""
      }.${
        known.every(({ truth }) => truth !== undefined)
          ? " Off by: the root of the mean squared distance to the truth, over all of them."
          : ""
      }`,
  );
}

/** The finding: by how much the estimates are off on average, or what is left of the largest. */
function titleOf(known: readonly ShrunkSegment[]): string {
  const errorOf = (estimate: (segment: ShrunkSegment) => number) =>
    Math.sqrt(mean(known, (segment) => (estimate(segment) - segment.truth!) ** 2)!);
  if (known.every(({ truth }) => truth !== undefined)) {
    const [before, after] = [errorOf(({ raw }) => raw), errorOf(({ shrunk }) => shrunk)];
    const size = (error: number) => clicksPerHundred(error, 2);
    return after < before
      ? `Shrinkage brings the estimates nearer to the truth: off by ${size(after)} instead of ${
        size(before)
      } clicks per 100 displays`
      : `Shrinkage does not bring these estimates nearer to the truth: off by ${
        size(after)
      } instead of ${size(before)} clicks per 100 displays`;
  }
  const [first] = known;
  return `Of the largest estimate, ${
    clicksPerHundred(first!.raw)
  } clicks per 100 displays, shrinkage ` +
    `leaves ${clicksPerHundred(first!.shrunk)}`;
}
