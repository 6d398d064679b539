/**
 * Chart of how much a promotion changes whole slates.
 *
 * @module
 */

import { greatest, max, sum } from "d3-array";
import type { Chart, ChartOptions } from "lib/charts/chart.ts";
import type { JsonObject } from "lib/charts/vega_lite.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { labels, points, zeroRule } from "lib/charts/marks.ts";
import { armChannel, colorOfArm } from "lib/charts/slate_series.ts";
import { along, type Axis, chartOf, quantity, rangeWithZero } from "lib/charts/spec.ts";
import { CHART_WIDTH, COLORS, FIT_WIDTH } from "lib/charts/theme.ts";
import type { ArmDensity, DensityBin } from "lib/interference/lift_densities.ts";
import type { AssignmentArm } from "lib/interference/promotion.ts";
import { formatCount } from "lib/text/counts.ts";
import { armInWords } from "lib/text/exposure_in_words.ts";
import { decimalText, signedDecimalText } from "lib/text/reader_numbers.ts";
import { percentOf } from "lib/text/shares.ts";

/** Options for {@linkcode slateLiftChart}. */
export type SlateLiftChartOptions = ChartOptions;

/** How many times as high as the promoted arm the other may rise before it is cut off. */
const TALLEST = 2;

/**
 * Chart of the distribution of the slates' lifts in each arm, as steps over common bins.
 *
 * Slates that are left unchanged have no lift, so that all of them share one bin, whose density
 * would press the promoted arm flat. The promoted arm sets the scale; what rises far above it is
 * cut off at the top, marked there, and said in words.
 *
 * @param densities one histogram per arm that has slates, over common edges; lifts are sums of
 *   click probability over a slate
 * @param options what the chart says; its title is the finding by default
 * @returns the chart, in clicks a slate and in percent of the arm's slates
 *
 * @example
 * ```ts
 * import { slateLiftChart } from "lib/charts/slate_lift.ts";
 * import { liftDensities } from "lib/interference/lift_densities.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * // Four slates of movies: two stay as they are, two lose clicks to a promoted movie.
 * const liftOfSlate = Float64Array.of(0, 0, -0.4, -0.2);
 * const isPromoted = Uint8Array.of(0, 0, 1, 1);
 * const { caption } = slateLiftChart(liftDensities(liftOfSlate, isPromoted, 60));
 * assertStringIncludes(caption, "slate left unchanged: all 2 slates in the bin at 0");
 * ```
 */
export function slateLiftChart(
  densities: readonly ArmDensity[],
  options: SlateLiftChartOptions = {},
): Chart {
  if (densities.length === 0) {
    const title = options.title ?? "What Slates Gain or Lose";
    return emptyChart(title, options.whenEmpty || "There is no slate.");
  }
  const { title = titleOf(densities) } = options;

  const { limit, cut } = verticalRoom(densities);
  const axis = horizontalAxis(densities[0]!.bins);
  return chartOf(captionOf(title, densities), {
    title,
    width: CHART_WIDTH,
    autosize: FIT_WIDTH,
    height: 280,
    // The last arm of the data is drawn first: where lines coincide, dashes lie on the other one.
    data: { values: densities.toReversed().flatMap(outlineOf) },
    layer: [
      ...outlines(densities.map(({ arm }) => arm), limit, axis),
      zeroRule("x"),
      pointedAt(densities, axis),
      ...cut.flatMap((density) => cutMarks(density, limit, axis)),
    ],
  }, READING);
}

const READING =
  "The height is the share of an arm's slates in a bin, all bins being equally wide. Left " +
  "of zero a slate loses; those that stay exactly as they are share the bin that touches zero. These are expected clicks, so that the spread is that of slates and focal " +
  "movies, not of chance clicks.";

/** The top of the vertical scale, and the arms that rise above it. */
function verticalRoom(
  densities: readonly ArmDensity[],
): { readonly limit: number; readonly cut: readonly ArmDensity[] } {
  const promoted = densities.find(({ arm }) => arm === "promote_focal_item");
  const tallest = max(densities, peakOf)!;
  if (promoted === undefined || tallest <= TALLEST * peakOf(promoted)) {
    return { limit: 1.08 * tallest, cut: [] };
  }
  // Two lines of text stand above the promoted arm's peak.
  const limit = 1.3 * peakOf(promoted);
  return { limit, cut: densities.filter((density) => peakOf(density) > limit) };
}

function peakOf(arm: ArmDensity): number {
  return max(arm.bins, (bin) => shareOf(bin, arm))!;
}

/** The share of an arm's slates that lie in a bin, in percent. */
function shareOf({ count }: DensityBin, { slates }: ArmDensity): number {
  return 100 * count / slates;
}

function horizontalAxis(bins: readonly DensityBin[]): Axis {
  const [from, to] = rangeWithZero([bins[0]!.lower, bins.at(-1)!.upper]);
  const margin = 0.04 * (to - from);
  return (field) =>
    quantity(field, "Change in the expected clicks of a slate", {
      scale: { domain: [from - margin, to + margin], nice: false },
      axis: { grid: false, tickCount: 8 },
    });
}

/** The layers of the arms' steps: areas, and over all of them the lines around them. */
function outlines(
  arms: readonly AssignmentArm[],
  limit: number,
  axis: Axis,
): readonly JsonObject[] {
  const steps = { interpolate: "step-after", clip: true };
  const place = {
    x: axis("lift"),
    y: quantity("share", "Slates of the arm, in %", {
      scale: { domain: [0, limit], nice: false },
      // Each arm stands on the axis, not on the other.
      stack: null,
      axis: { grid: false, tickCount: 6 },
    }),
  };
  return [
    {
      // An area closes itself, and takes its corners from left to right: one at each place.
      transform: [{ filter: "datum.step > 0" }],
      mark: { type: "area", ...steps, opacity: 1, fillOpacity: 0.6 },
      encoding: { ...place, fill: armChannel("tint", arms) },
    },
    {
      mark: { type: "line", ...steps, strokeWidth: 1.75 },
      encoding: {
        ...place,
        order: { field: "step", type: "quantitative" },
        stroke: armChannel("color", arms),
        strokeDash: armChannel("dash", arms),
      },
    },
  ];
}

/** The corners of an arm's steps, from its first slate to its last. */
function outlineOf(density: ArmDensity): readonly JsonObject[] {
  const { arm, bins } = density;
  const first = bins.findIndex(({ count }) => count > 0);
  const last = bins.findLastIndex(({ count }) => count > 0);
  const drawn = bins.slice(first, last + 1);
  return [
    { lift: drawn[0]!.lower, share: 0 },
    ...drawn.map((bin) => ({ lift: bin.lower, share: shareOf(bin, density) })),
    { lift: drawn.at(-1)!.upper, share: 0 },
  ].map((corner, step) => ({ arm, step, ...corner }));
}

/** Invisible columns, one a bin: pointing at one shows it and tells what it holds. */
function pointedAt(densities: readonly ArmDensity[], axis: Axis): JsonObject {
  const rows = densities[0]!.bins.map(({ lower, upper }, place) => ({
    lower,
    upper,
    ...Object.fromEntries(densities.flatMap((density) => [
      [`${density.arm}_slates`, density.bins[place]!.count],
      [`${density.arm}_share`, shareOf(density.bins[place]!, density)],
    ])),
  }));
  return {
    data: { values: rows },
    params: [{ name: "bin", select: { type: "point", on: "mouseover", clear: "mouseout" } }],
    mark: { type: "rect", color: COLORS.reference },
    encoding: {
      ...along("x", axis, ["lower", "upper"]),
      y: { value: 0 },
      y2: { value: "height" },
      opacity: { condition: { param: "bin", empty: false, value: 0.15 }, value: 0 },
      tooltip: [
        quantity("lower", "Change from", { format: ".3f" }),
        quantity("upper", "to", { format: ".3f" }),
        ...densities.flatMap(({ arm }) => [
          quantity(`${arm}_slates`, `Slates (${armInWords(arm)})`, { format: ",d" }),
          quantity(`${arm}_share`, `in % (${armInWords(arm)})`, { format: ".1f" }),
        ]),
      ],
    },
  };
}

/** Arrowheads where an arm leaves the chart, and beside them what is not seen. */
function cutMarks(density: ArmDensity, limit: number, axis: Axis): readonly JsonObject[] {
  const { arm, bins } = density;
  const above = bins.filter((bin) => shareOf(bin, density) > limit);
  // The text stands on the side that has more room.
  const [from, to] = [above[0]!.lower, above.at(-1)!.upper];
  const isRight = from - bins[0]!.lower > bins.at(-1)!.upper - to;
  const side = isRight ? { align: "right", dx: -10 } : { align: "left", dx: 10 };
  return [
    {
      data: { values: above.map(({ lower, upper }) => ({ centre: (lower + upper) / 2 })) },
      ...points({
        shape: "triangle-up",
        size: 70,
        opacity: 1,
        yOffset: -5,
        color: colorOfArm(arm),
      }, { x: axis("centre"), y: { value: 0 } }),
    },
    {
      data: { values: [{ edge: isRight ? from : to }] },
      ...labels({
        text: wordsOfCut(density, above),
        ...side,
        baseline: "top",
        dy: 4,
        lineHeight: 16,
        fontSize: 12,
      }, { x: axis("edge"), y: { value: 0 } }),
    },
  ];
}

/** The two lines that say what the bins hold that rise above the chart. */
function wordsOfCut(density: ArmDensity, above: readonly DensityBin[]): readonly string[] {
  const { arm, slates, bins } = density;
  const peak = densestOf(above);
  const isOne = above.length === 1;
  const place = isOne ? placeOf(peak, bins) : `in ${above.length} bins`;
  const name = armInWords(arm);
  return [
    `${name[0]!.toUpperCase()}${name.slice(1)}: ` +
    countOf(sum(above, ({ count }) => count), slates),
    `${place} (${isOne ? "" : "up to "}${percentOf(peak.count, slates)}, cut off)`,
  ];
}

/** The finding: how many of the promoted slates lose, and how much. */
function titleOf(densities: readonly ArmDensity[]): string {
  const promoted = densities.find(({ arm }) => arm === "promote_focal_item");
  if (promoted === undefined) return "No slate is promoted, so none gains or loses";
  const { slates, losing, gaining, meanLift } = promoted;
  const mean = signedDecimalText(meanLift, 2);
  if (slates === 1) return `The only promoted slate changes by ${mean} clicks`;
  const all = `all ${formatCount(slates)} promoted slates`;
  const lead = losing === slates
    ? `${all} lose`
    : gaining === slates
    ? `${all} gain`
    : losing + gaining === 0
    ? `${all} stay as they are`
    : `${percentOf(losing, slates)} of the promoted slates lose, ${
      percentOf(gaining, slates)
    } gain`;
  return `${lead[0]!.toUpperCase()}${lead.slice(1)}: ${mean} clicks a slate on average`;
}

function captionOf(title: string, densities: readonly ArmDensity[]): string {
  const arms = densities.map(({ arm, slates, bins }) => {
    const occupied = bins.filter(({ count }) => count > 0);
    if (occupied.length === 1) {
      return `${armInWords(arm)}: ${countOf(slates, slates)} ${placeOf(occupied[0]!, bins)}`;
    }
    const peak = densestOf(occupied);
    return `${armInWords(arm)}: ${formatCount(slates)} slates from ` +
      `${decimalText(occupied[0]!.lower, 2)} to ${decimalText(occupied.at(-1)!.upper, 2)}, most ` +
      `(${percentOf(peak.count, slates)}) between ` +
      `${decimalText(peak.lower, 3)} and ${decimalText(peak.upper, 3)}`;
  });
  return `${title}. Change in the expected clicks of a slate, over ${
    densities[0]!.bins.length
  } common bins; ${arms.join("; ")}.`;
}

function densestOf(bins: readonly DensityBin[]): DensityBin {
  return greatest(bins, ({ count }) => count)!;
}

function countOf(count: number, slates: number): string {
  const all = formatCount(slates);
  return count === slates ? `all ${all} slates` : `${formatCount(count)} of ${all} slates`;
}

/** The place of a bin in words; only the last one holds its upper edge. */
function placeOf({ lower, upper }: DensityBin, bins: readonly DensityBin[]): string {
  const holdsZero = lower <= 0 && (upper > 0 || (upper === 0 && bins.at(-1)!.upper === 0));
  return holdsZero
    ? "in the bin at 0"
    : `from ${decimalText(lower, 3)} to ${decimalText(upper, 3)}`;
}
