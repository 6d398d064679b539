/**
 * Chart of what the clipping bound does to the estimate.
 *
 * @module
 */

import type { Chart } from "lib/charts/chart.ts";
import { EFFECT_AXIS } from "lib/charts/effect_marks.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { labels, points, rules } from "lib/charts/marks.ts";
import { along, chartOf, quantity, rangeWithZero } from "lib/charts/spec.ts";
import { COLORS } from "lib/charts/theme.ts";
import type { JsonObject } from "lib/charts/vega_lite.ts";
import type { ClippedEffect } from "lib/effects/clipping.ts";
import { clicksPerHundred, estimatePerHundred } from "lib/text/clicks_per_hundred.ts";
import { formatFixed } from "lib/text/format_fixed.ts";

/** Options for {@linkcode clippingBoundChart}. */
export interface ClippingBoundChartOptions {
  /** The bound that the analysis uses, one of those compared: where the slider stands at first. */
  readonly clip: number;
  /** The true effect, in click probability; undefined where nobody knows it. */
  readonly truth?: number | undefined;
}

/** The width of the panels: with the labels on their left that of all charts. */
const PANEL_WIDTH = 660;

/** The room for the labels on the left, the same for both panels. */
const LABELS = 32;

const CHOSEN = "clippingBound";

/**
 * Chart of the average effect and of the share of rows clipped, by the clipping bound, with a slider
 * that reads both off at one bound.
 *
 * Without the slider, as on paper, the curves are there in full, and the numbers are those of the bound
 * that the analysis uses.
 *
 * @param effects the average effects, bounds ascending; in click probability
 * @param options the bound that the analysis uses and, where it is known, the truth
 * @returns the chart, in clicks per 100 displays and percent of the rows
 *
 * @example
 * ```ts
 * import { clippingBoundChart } from "lib/charts/clipping_bound.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const effect = { rows: 900, lift: 0.03, standardError: 0.01, lower: 0.0104, upper: 0.0496 };
 * const { caption } = clippingBoundChart([
 *   { clip: 0.01, effect, raised: 90, lowered: 0 },
 *   { clip: 0.02, effect: { ...effect, lift: 0.04 }, raised: 180, lowered: 0 },
 * ], { clip: 0.01 });
 * assertStringIncludes(caption, "the estimate lies between 3.0 and 4.0 clicks per 100 displays");
 * ```
 */
export function clippingBoundChart(
  effects: readonly ClippedEffect[],
  options: ClippingBoundChartOptions,
): Chart {
  const { clip, truth } = options;
  if (effects.length === 0) {
    return emptyChart("There is no clipping bound to compare", "No bound was given.");
  }
  const digits = decimalsOf(effects);
  const rows = effects.map((each) => rowOf(each, digits));
  const title = titleOf(effects, clip);
  return chartOf(captionOf(title, effects, options, digits), {
    title,
    params: [{
      name: CHOSEN,
      value: clip,
      ...(effects.length > 1
        ? { bind: sliderOver(effects.map((each) => each.clip), "Clipping bound") }
        : {}),
    }],
    data: { values: rows },
    spacing: 26,
    vconcat: [
      {
        width: PANEL_WIDTH,
        height: 220,
        layer: estimateLayers(effects, options),
      },
      {
        width: PANEL_WIDTH,
        height: 90,
        layer: shareLayers(effects, clip),
      },
    ],
  }, readingOf(truth));
}

/** The slider over the bounds, which are evenly spaced. */
function sliderOver(bounds: readonly number[], name: string): JsonObject {
  const [min, max] = [bounds[0]!, bounds.at(-1)!];
  return { input: "range", name, min, max, step: (max - min) / (bounds.length - 1) };
}

/** The rows of the bound that is chosen: the one nearest, whatever a slider makes of decimals. */
function chosenOf(effects: readonly ClippedEffect[]): JsonObject {
  const gap = effects.length < 2 ? 1 : effects[1]!.clip - effects[0]!.clip;
  return { transform: [{ filter: `abs(datum.clip - ${CHOSEN}) < ${gap / 2}` }] };
}

/** What pointing at the bound that is chosen tells. */
const TOOLTIP: readonly JsonObject[] = [
  quantity("clip", "Clipping bound"),
  quantity("lift", "Additional clicks per 100 displays", { format: ".1f" }),
  quantity("lower", "95 % interval from", { format: ".1f" }),
  quantity("upper", "95 % interval to", { format: ".1f" }),
  quantity("share", "Rows clipped, in %", { format: ".1f" }),
];

function estimateLayers(
  effects: readonly ClippedEffect[],
  { clip, truth }: ClippingBoundChartOptions,
): readonly JsonObject[] {
  const ends = effects.flatMap(({ effect }) => [effect.lower, effect.upper, truth ?? effect.lift]);
  const [low, high] = rangeWithZero(ends.map((end) => 100 * end));
  const room = 0.05 * (high - low || 1);
  const look = { scale: { domain: [low < 0 ? low - room : low, high + room], nice: false } };
  const y = (field: string) => quantity(field, EFFECT_AXIS, { ...look, axis: axisOf() });
  const x = boundAxis({ title: null, labels: false, ticks: false });
  const chosen = chosenOf(effects);
  return [
    {
      mark: { type: "area", color: COLORS.estimate, opacity: 0.18 },
      encoding: { x, ...along("y", y, ["lower", "upper"]) },
    },
    {
      mark: { type: "line", color: COLORS.estimate, strokeWidth: 2 },
      encoding: { x, y: y("lift") },
    },
    ...committed(clip, x),
    {
      data: { values: [{ clip }] },
      ...labels({ align: "left", baseline: "bottom", dx: 4, dy: -4 }, {
        x,
        y: { value: "height" },
        text: { value: "used here" },
      }),
    },
    ...(truth === undefined ? [] : truthLayers(100 * truth, y("truth"))),
    {
      ...chosen,
      ...rules({ color: COLORS.estimate, strokeWidth: 2.5 }, {
        x,
        ...along("y", y, ["lower", "upper"]),
      }),
    },
    {
      ...chosen,
      ...points({ color: COLORS.estimate, size: 110, opacity: 1 }, {
        x,
        y: y("lift"),
        tooltip: TOOLTIP,
      }),
    },
    {
      ...chosen,
      ...labels({ align: "left", baseline: "bottom", fontWeight: 600, dy: -26 }, {
        x: { value: -LABELS },
        y: { value: 0 },
        text: { field: "words" },
      }),
    },
  ];
}

function shareLayers(effects: readonly ClippedEffect[], clip: number): readonly JsonObject[] {
  const look = { scale: { zero: true, nice: false }, axis: { ...axisOf(), tickCount: 3 } };
  const y = quantity("share", "Rows clipped, in %", look);
  const x = boundAxis({ title: "Clipping bound" });
  return [
    { mark: { type: "area", color: COLORS.reference, opacity: 0.25 }, encoding: { x, y } },
    { mark: { type: "line", color: COLORS.reference, strokeWidth: 2 }, encoding: { x, y } },
    ...committed(clip, x),
    {
      ...chosenOf(effects),
      ...points({ color: COLORS.text, size: 80, opacity: 1 }, { x, y, tooltip: TOOLTIP }),
    },
  ];
}

/** The line at the bound that the analysis uses. */
function committed(clip: number, x: JsonObject): readonly JsonObject[] {
  const data = { values: [{ clip }] };
  return [{ data, ...rules({ color: COLORS.text, strokeDash: [3, 3], strokeWidth: 1 }, { x }) }];
}

/** The line of the true effect, which no bound changes. */
function truthLayers(truth: number, y: JsonObject): readonly JsonObject[] {
  const data = { values: [{ truth, label: `true effect ${clicksPerHundred(truth / 100)}` }] };
  return [
    { data, ...rules({ color: COLORS.truth, strokeWidth: 2 }, { y }) },
    {
      data,
      ...labels({ align: "right", baseline: "top", dx: -4, dy: 5 }, {
        x: { value: "width" },
        y,
        text: { field: "label" },
      }),
    },
  ];
}

function boundAxis(look: JsonObject): JsonObject {
  return {
    field: "clip",
    type: "quantitative",
    scale: { zero: false, nice: false },
    axis: { grid: true, tickCount: 8, ...look },
  };
}

/** A vertical axis whose title lies above it, and whose labels take the same room in both panels. */
function axisOf(): JsonObject {
  return {
    grid: true,
    tickCount: 5,
    minExtent: LABELS,
    maxExtent: LABELS,
    titleAngle: 0,
    titleAlign: "left",
    titleBaseline: "bottom",
    titleX: -LABELS,
    titleY: -7,
  };
}

function rowOf({ clip, effect, raised, lowered }: ClippedEffect, digits: number): JsonObject {
  const { estimate, interval } = estimatePerHundred(effect);
  const share = (raised + lowered) / effect.rows;
  return {
    clip,
    lift: 100 * effect.lift,
    lower: 100 * effect.lower,
    upper: 100 * effect.upper,
    share: 100 * share,
    words: `Bound ${formatFixed(clip, digits)}: ${estimate} (${interval}), ${
      formatFixed(100 * share, 1)
    } % of rows clipped`,
  };
}

/** As many decimals as tell neighbouring bounds apart. */
function decimalsOf(effects: readonly ClippedEffect[]): number {
  const gap = effects.length < 2 ? 0.01 : effects[1]!.clip - effects[0]!.clip;
  return Math.min(12, Math.max(2, Math.ceil(-Math.log10(gap) - 1e-9)));
}

/** The finding: between what the estimate lies, and where among them that of the bound used here. */
function titleOf(effects: readonly ClippedEffect[], clip: number): string {
  const lifts = effects.map(({ effect }) => effect.lift);
  const [lowest, highest] = [Math.min(...lifts), Math.max(...lifts)];
  const [first, last] = [effects[0]!, effects.at(-1)!].map((each) =>
    String(Number(each.clip.toPrecision(6)))
  );
  if (effects.length === 1) {
    return `Under the bound ${first} the estimate is ${
      clicksPerHundred(lowest)
    } clicks per 100 displays`;
  }
  const used = effects.find((each) => each.clip === clip)?.effect.lift;
  const place = used === lowest ? ", the lowest" : used === highest ? ", the highest" : "";
  return `Under bounds from ${first} to ${last} the estimate lies between ${
    clicksPerHundred(lowest)
  } and ${clicksPerHundred(highest)} clicks per 100 displays` +
    (used === undefined ? "" : `; the bound used here gives ${clicksPerHundred(used)}${place}`);
}

function captionOf(
  title: string,
  effects: readonly ClippedEffect[],
  { clip, truth }: ClippingBoundChartOptions,
  digits: number,
): string {
  const used = effects.find((each) => each.clip === clip);
  return [
    `${title}.`,
    used === undefined ? "" : `${rowOf(used, digits)["words"]}: the bound used here.`,
    truth === undefined ? "" : `The true effect is ${clicksPerHundred(truth)}.`,
  ].filter((sentence) => sentence !== "").join(" ");
}

function readingOf(truth: number | undefined): string {
  return [
    "Move the slider, or press an arrow key on it, to read estimate and interval off at another bound. " +
    "The dashed line is the bound used here, the shaded band the 95 % interval.",
    truth === undefined
      ? ""
      : "The line of the true effect is known in a simulation only: nobody may choose a bound by it.",
  ].filter((sentence) => sentence !== "").join(" ");
}
