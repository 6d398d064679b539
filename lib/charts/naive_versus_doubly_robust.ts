/**
 * Chart of unadjusted against adjusted effects.
 *
 * @module
 */

import { median } from "d3-array";
import type { Chart, ChartOptions } from "lib/charts/chart.ts";
import { segmentInWords } from "lib/text/segment_in_words.ts";
import { nameOf } from "lib/charts/effect_findings.ts";
import { asData, effectRow, effectTooltip, NO_SEGMENTS } from "lib/charts/effect_rows.ts";
import { isWithin, type Window, windowOf } from "lib/charts/effect_window.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { textWidth } from "lib/charts/fonts.ts";
import { labels, points, zeroRule } from "lib/charts/marks.ts";
import { category, chartOf, quantity } from "lib/charts/spec.ts";
import { CHART_WIDTH, COLORS, FIT_WIDTH, PALETTE, SHAPES } from "lib/charts/theme.ts";
import type { Json, JsonObject } from "lib/charts/vega_lite.ts";
import type { JudgedSegment } from "lib/effects/judged_segment.ts";
import { clicksPerHundred } from "lib/text/clicks_per_hundred.ts";

/** Options for {@linkcode naiveVersusDoublyRobustChart}: what it says if there is no segment. */
export type NaiveVersusDoublyRobustOptions = Pick<ChartOptions, "whenEmpty">;

const HEIGHT = 410;

/** Roughly the width that legend and labels leave the plot: names are set apart by it. */
const PLOT_WIDTH = 470;

/**
 * Chart of each segment's naive against its doubly robust effect, with the line where both agree.
 *
 * The title says which way adjustment moves the estimates. Colour and shape tell the divisions apart; a
 * click on the legend singles one out. A hollow mark is an estimate that cannot be trusted. The segments
 * that adjustment moves most are named. What lies far beyond all others stands at the edge, as an arrow
 * with both numbers. Segments without either effect are left out.
 *
 * @param judged the effects with how far each can be trusted, in click probability, in any order
 * @param options what to say if there is nothing to compare
 * @returns the chart, in clicks per 100 displays, with the same scale on both axes
 *
 * @example
 * ```ts
 * import { naiveVersusDoublyRobustChart } from "lib/charts/naive_versus_doubly_robust.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const weather = {
 *   segmentColumn: "category",
 *   segment: "weather",
 *   rows: 2229,
 *   treatedRows: 282,
 *   controlRows: 1947,
 *   treatedClickRate: 0.1915,
 *   controlClickRate: 0.037,
 *   naiveLift: 0.1545,
 *   lift: 0.0501,
 *   standardError: 0.0122,
 *   lower: 0.0261,
 *   upper: 0.0741,
 * };
 * const judged = [{ effect: weather, standing: "sound", truth: undefined }] as const;
 * const { caption } = naiveVersusDoublyRobustChart(judged);
 * assertStringIncludes(caption, "Adjustment lowers the estimate in the only segment, by 10.4 clicks");
 * ```
 */
export function naiveVersusDoublyRobustChart(
  judged: readonly JudgedSegment[],
  options: NaiveVersusDoublyRobustOptions = {},
): Chart {
  const drawn = judged.filter(({ effect }) => Number.isFinite(effect.lift + effect.naiveLift));
  if (drawn.length === 0) {
    return emptyChart("There are no segments to compare", options.whenEmpty || NO_SEGMENTS);
  }
  const window = windowOver(drawn);
  const rows = drawn.map((segment) => rowOf(segment, window));
  const divisions = [...new Set(rows.map((row) => row["segmentation"] as string))];
  const isTruthKnown = drawn.some(({ truth }) => truth !== undefined);
  const axes = axesOver(window);
  const title = titleOf(drawn);
  const look = {
    ...axes("naiveAt", "liftAt"),
    ...divisionChannels(divisions),
    fillOpacity: { condition: { test: "datum.isSound", value: 0.85 }, value: 0 },
    opacity: { condition: { param: "segmentation", value: 1 }, value: 0.12 },
    tooltip: effectTooltip(isTruthKnown),
  };
  return chartOf(`${title}. ${captionOf(drawn, divisions.length)}`, {
    title,
    width: CHART_WIDTH,
    autosize: FIT_WIDTH,
    height: HEIGHT,
    layer: [
      zeroRule("x", COLORS.reference),
      zeroRule("y", COLORS.reference),
      {
        data: { values: window.map((limit) => ({ limit })) },
        mark: { type: "line", color: COLORS.text, strokeWidth: 1, strokeDash: [5, 4] },
        encoding: axes("limit", "limit"),
      },
      {
        data: { values: [{ limit: window[0] + 0.85 * (window[1] - window[0]) }] },
        ...labels({ align: "right", dx: -8, dy: -4 }, {
          ...axes("limit", "limit"),
          text: { value: "both agree" },
        }),
      },
      {
        data: { values: rows.filter(({ beyond }) => beyond === undefined) },
        params: [{
          name: "segmentation",
          select: { type: "point", fields: ["segmentation"] },
          bind: "legend",
        }],
        ...points({ size: 64, strokeWidth: 1.4 }, look),
      },
      ...["45", "90", "0"].map((angle) => ({
        data: { values: rows.filter(({ beyond }) => beyond === angle) },
        ...points({ size: 90, strokeWidth: 1.4, shape: "triangle-up", angle: Number(angle) }, {
          ...axes("naiveAt", "liftAt"),
          stroke: look.stroke,
          fill: look.fill,
          fillOpacity: look.fillOpacity,
          tooltip: look.tooltip,
        }),
      })),
      ...namesOf(drawn, rows, window).map(({ side, values }) => ({
        data: { values },
        ...labels({ align: side, dx: side === "right" ? -9 : 9, fontSize: 11 }, {
          ...axes("naiveAt", "liftAt"),
          text: { field: "name" },
        }),
      })),
    ],
  }, readingOf(drawn, rows));
}

/** The window of both axes: what cannot be trusted does not set it. */
function windowOver(drawn: readonly JudgedSegment[]): Window {
  const isSound = drawn.some(({ standing }) => standing === "sound");
  const spans = drawn.map(({ effect, standing }) => ({
    isRuling: !isSound || standing === "sound",
    // Whichever lies farther out decides whether the segment does.
    lift: 100 *
      (Math.abs(effect.lift) > Math.abs(effect.naiveLift) ? effect.lift : effect.naiveLift),
    lower: 100 * Math.min(effect.naiveLift, effect.lift),
    upper: 100 * Math.max(effect.naiveLift, effect.lift),
  }));
  return windowOf(
    spans.filter(({ isRuling }) => isRuling),
    [],
    spans.filter(({ isRuling }) => !isRuling),
  );
}

/** A segment's row, moved to the edge where it lies beyond. */
function rowOf(segment: JudgedSegment, window: Window): JsonObject {
  const row = effectRow(segment);
  const naive = row.naiveLift!;
  const further: Record<string, Json> = {
    naiveAt: within(naive, window),
    liftAt: within(row.lift, window),
    isSound: segment.standing === "sound",
  };
  const isRight = naive > window[1];
  const isAbove = row.lift > window[1];
  if (!isWithin(naive, window) || !isWithin(row.lift, window)) {
    further["beyond"] = isRight ? (isAbove ? "45" : "90") : "0";
  }
  return { ...asData(row), ...further };
}

function within(value: number, [low, high]: Window): number {
  return Math.min(Math.max(value, low), high);
}

/** Both axes over one window, so that where both agree is the diagonal. */
function axesOver(window: Window): (x: string, y: string) => JsonObject {
  const look = {
    scale: { domain: window, nice: false, zero: false },
    axis: { grid: true, tickCount: 8 },
  };
  return (x, y) => ({
    x: quantity(x, "Naive difference: additional clicks per 100 displays", look),
    y: quantity(y, "Adjusted (doubly robust)", look),
  });
}

/** The channels that tell the divisions apart. */
function divisionChannels(divisions: readonly string[]): Record<"fill" | "stroke" | "shape", Json> {
  const channel = (range: readonly string[]) =>
    category("segmentation", "", {
      scale: { domain: divisions, range: divisions.map((_, at) => range[at % range.length]!) },
      legend: { title: null, orient: "right", labelLimit: 200 },
    });
  return { fill: channel(PALETTE), stroke: channel(PALETTE), shape: channel(SHAPES) };
}

/** How many segments are named at most. */
const MOST_NAMES = 6;

/**
 * The names of the segments beyond the edge, then of the one with the largest estimate that can be
 * trusted, then of those that adjustment moves unlike the others.
 */
function namesOf(
  drawn: readonly JudgedSegment[],
  rows: readonly JsonObject[],
  [low, high]: Window,
): readonly { readonly side: "left" | "right"; readonly values: readonly JsonObject[] }[] {
  const step = ({ effect }: JudgedSegment) => effect.lift - effect.naiveLift;
  const usual = median(drawn, step)!;
  const oddity = (segment: JudgedSegment) => Math.abs(step(segment) - usual);
  const isBeyond = (at: number) => rows[at]!["beyond"] !== undefined;
  const largest = Math.max(
    ...drawn.map(({ effect, standing }) => standing === "sound" ? effect.lift : -Infinity),
  );
  const rank = (at: number) => isBeyond(at) ? 0 : drawn[at]!.effect.lift === largest ? 1 : 2;
  const order = drawn.map((_, at) => at).toSorted((a, b) =>
    rank(a) - rank(b) || oddity(drawn[b]!) - oddity(drawn[a]!)
  );
  const pixels = (value: Json | undefined, extent: number) =>
    (value as number - low) / (high - low) * extent;
  const marks = rows.map(({ naiveAt, liftAt }) => ({
    x: pixels(naiveAt, PLOT_WIDTH),
    y: pixels(liftAt, HEIGHT),
  }));
  const taken: { left: number; right: number; y: number }[] = [];
  const sides = { left: [] as JsonObject[], right: [] as JsonObject[] };
  for (const at of order) {
    if (taken.length === MOST_NAMES) break;
    const { effect } = drawn[at]!;
    const { naiveAt, liftAt } = rows[at]!;
    const name = isBeyond(at)
      ? `${nameOf(drawn[at]!)} (${clicksPerHundred(effect.naiveLift)} → ${
        clicksPerHundred(effect.lift)
      })`
      : nameOf(drawn[at]!);
    const { x, y } = marks[at]!;
    const width = textWidth(name, 11, 400) + 12;
    const side = (["left", "right"] as const).find((each) => {
      const [left, right] = each === "left" ? [x + 6, x + width] : [x - width, x - 6];
      return left > 0 && right < PLOT_WIDTH &&
        taken.every((other) =>
          Math.abs(other.y - y) > 13 || other.right < left || right < other.left
        ) && marks.every((mark) => Math.abs(mark.y - y) > 9 || mark.x < left || right < mark.x);
    });
    // What lies beyond is named in any case.
    if (side === undefined && !isBeyond(at)) continue;
    const chosen = side ?? (x > PLOT_WIDTH / 2 ? "right" : "left");
    taken.push({
      left: chosen === "left" ? x : x - width,
      right: chosen === "left" ? x + width : x,
      y,
    });
    sides[chosen].push({ naiveAt: naiveAt!, liftAt: liftAt!, name });
  }
  return [{ side: "left", values: sides.left }, { side: "right", values: sides.right }];
}

/** Which way adjustment moves the estimates, and how far at the median. */
function titleOf(drawn: readonly JudgedSegment[]): string {
  const steps = drawn.map(({ effect }) => effect.lift - effect.naiveLift);
  const lowered = steps.filter((step) => step < 0);
  const raised = steps.filter((step) => step > 0);
  if (lowered.length + raised.length === 0) return "Adjustment changes no estimate";
  const [verb, moved] = lowered.length >= raised.length
    ? ["lowers", lowered] as const
    : ["raises", raised] as const;
  const size = clicksPerHundred(Math.abs(median(moved)!));
  return drawn.length === 1
    ? `Adjustment ${verb} the estimate in the only segment, by ${size} clicks per 100 displays`
    : `Adjustment ${verb} the estimate in ${moved.length} of ${drawn.length} segments, at the ` +
      `median by ${size} clicks per 100 displays`;
}

function captionOf(drawn: readonly JudgedSegment[], divisions: number): string {
  const span = (values: readonly number[]) =>
    `${clicksPerHundred(Math.min(...values))} to ${clicksPerHundred(Math.max(...values))}`;
  const farthest = drawn.reduce((far, segment) =>
    Math.abs(segment.effect.lift - segment.effect.naiveLift) >
        Math.abs(far.effect.lift - far.effect.naiveLift)
      ? segment
      : far
  );
  return `Segments: ${drawn.length}, of ${divisions} ${
    divisions === 1 ? "division" : "divisions"
  }. ` +
    `Additional clicks per 100 displays: naive from ${
      span(drawn.map(({ effect }) => effect.naiveLift))
    }, doubly robust from ${span(drawn.map(({ effect }) => effect.lift))}. Adjustment moves ${
      segmentInWords(farthest.effect.segmentColumn, farthest.effect.segment)
    } most, from ${clicksPerHundred(farthest.effect.naiveLift)} to ${
      clicksPerHundred(farthest.effect.lift)
    }.`;
}

function readingOf(drawn: readonly JudgedSegment[], rows: readonly JsonObject[]): string {
  const known = drawn.filter(({ truth }) => truth !== undefined);
  const closer = known.filter(({ effect, truth }) =>
    Math.abs(effect.lift - truth!) < Math.abs(effect.naiveLift - truth!)
  );
  return [
    "A mark is a segment: across, the raw difference of click rates; up, the adjusted effect. Below the " +
    "dashed line adjustment has taken something away.",
    drawn.some(({ standing }) => standing !== "sound")
      ? "A hollow mark has no overlap or too few clicks to rely on."
      : "",
    rows.some(({ beyond }) => beyond !== undefined)
      ? "An arrow at the edge stands for a segment that lies beyond it, with both its numbers."
      : "",
    known.length === 0
      ? ""
      : `Adjustment has brought ${closer.length} of ${known.length} estimates closer to their true effect.`,
  ].filter((sentence) => sentence !== "").join(" ");
}
