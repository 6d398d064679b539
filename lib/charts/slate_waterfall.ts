/**
 * Chart of what a promotion does to a slate, part by part.
 *
 * @module
 */

import { sum } from "d3-array";
import type { Chart, ChartOptions } from "lib/charts/chart.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { textWidth } from "lib/charts/fonts.ts";
import { bars, labels, points, rules, zeroRule } from "lib/charts/marks.ts";
import { along, type Axis, category, chartOf, quantity, rangeWithZero } from "lib/charts/spec.ts";
import { CHART_WIDTH, COLORS, PALETTE } from "lib/charts/theme.ts";
import type { Json, JsonObject } from "lib/charts/vega_lite.ts";
import type { SlatePart, SlatePartName } from "lib/interference/slate_parts.ts";
import { slatePartInWords } from "lib/text/exposure_in_words.ts";
import { decimalText, signedDecimalText } from "lib/text/reader_numbers.ts";

/** Options for {@linkcode slateWaterfallChart}. */
export type SlateWaterfallChartOptions = ChartOptions;

/** The colors of bars by their sign. */
const [GAIN, LOSS] = [PALETTE[5]!, PALETTE[1]!];

/** Height of a part's line in either panel, in pixels. */
const [BAR_LINE, ESTIMATE_LINE] = [34, 26];

/** Size of the parts' names, and what stands beside a plot besides them, in pixels. */
const [LABEL_SIZE, MARGINS] = [13, 46];

/**
 * Chart of the effect of a promotion on the parts of the average slate: above, the truth as bars, each
 * beginning where the one above ends; below, what one experiment's clicks show of each, on its interval
 * beside the truth.
 *
 * @param parts the effects on three parts and on the whole slate, in clicks a slate
 * @param options what the chart says; its title is the finding by default
 * @returns the chart, in clicks a slate
 *
 * @example What the promoted movie wins, the others lose twice over
 * ```ts
 * import { slateWaterfallChart } from "lib/charts/slate_waterfall.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const { caption } = slateWaterfallChart([
 *   { part: "promoted_item", truth: 0.2, shown: undefined },
 *   { part: "same_cluster_items", truth: -0.25, shown: undefined },
 *   { part: "other_items", truth: -0.15, shown: undefined },
 *   { part: "whole_slate", truth: -0.2, shown: undefined },
 * ]);
 * assertStringIncludes(caption, "wins the movie 0.20 clicks and costs the others of its slate 0.40");
 * ```
 */
export function slateWaterfallChart(
  parts: readonly SlatePart[],
  options: SlateWaterfallChartOptions = {},
): Chart {
  if (parts.length === 0) {
    const title = options.title ?? "What a Promotion Does to a Slate";
    return emptyChart(title, options.whenEmpty || "There is no slate.");
  }
  const { title = titleOf(parts) } = options;
  const rows = rowsOf(parts);
  const y = partAxis(rows);
  const names = rows.map(({ name }) => textWidth(name, LABEL_SIZE, 600));
  const width = Math.floor(CHART_WIDTH - MARGINS - Math.max(...names));
  const isShown = rows.some(({ shown }) => shown !== null);
  return chartOf(captionOf(title, parts), {
    title,
    spacing: 18,
    data: { values: rows as unknown as Json },
    vconcat: [
      { width, height: BAR_LINE * rows.length, layer: waterfall(rows, y) },
      ...(isShown
        ? [{ width, height: ESTIMATE_LINE * rows.length, layer: estimates(rows, y) }]
        : []),
    ],
  }, readingOf(parts));
}

/** The truth: bars that begin where the one above ends. */
function waterfall(rows: readonly Row[], y: JsonObject): readonly JsonObject[] {
  const x = horizontalAxis(rows, "True change in the clicks of a slate, on average");
  const place = { y, tooltip: TOOLTIP };
  return [
    {
      transform: [{ filter: "isValid(datum.next)" }],
      ...rules({ color: COLORS.reference, strokeWidth: 1, strokeDash: [3, 3] }, {
        x: x("end"),
        y,
        y2: { field: "next" },
      }),
    },
    bars({ height: { band: 0.62 }, opacity: 1 }, {
      ...place,
      ...along("x", x, ["start", "end"]),
      color: { condition: { test: "datum.truth < 0", value: LOSS }, value: GAIN },
    }),
    zeroRule("x"),
    ...(["left", "right"] as const).map((side) => ({
      transform: [{ filter: `datum.side === '${side}'` }],
      ...labels({
        align: side === "left" ? "right" : "left",
        dx: side === "left" ? -8 : 8,
        fontSize: 14,
        fontWeight: 600,
      }, { x: x("end"), y, text: { field: "label", type: "nominal" } }),
    })),
  ];
}

/** What the experiment shows, each from zero, and the truth. */
function estimates(rows: readonly Row[], y: JsonObject): readonly JsonObject[] {
  const x = horizontalAxis(rows, "What one experiment's clicks show, with 95 % intervals");
  const place = { y, tooltip: TOOLTIP };
  const shown = { transform: [{ filter: "isValid(datum.shown)" }] };
  return [
    zeroRule("x"),
    {
      ...shown,
      ...rules({ color: COLORS.estimate, strokeWidth: 2 }, {
        ...place,
        ...along("x", x, ["lower", "upper"]),
      }),
    },
    {
      ...shown,
      ...points({ color: COLORS.estimate, size: 80, opacity: 1 }, { ...place, x: x("shown") }),
    },
    points(
      {
        shape: "diamond",
        fill: COLORS.truth,
        stroke: COLORS.ground,
        strokeWidth: 1,
        size: 80,
        opacity: 1,
      },
      { ...place, x: x("truth") },
    ),
  ];
}

/** The axis of the parts; the whole slate stands out. */
function partAxis(rows: readonly Row[]): JsonObject {
  const names = Object.fromEntries(rows.map(({ part, name }) => [part, name]));
  return {
    ...category("part", "Part", { sort: null }),
    scale: { domain: rows.map(({ part }) => part) },
    axis: {
      title: null,
      labelExpr: `(${JSON.stringify(names)})[datum.value]`,
      labelFontSize: LABEL_SIZE,
      labelFontWeight: {
        condition: { test: "datum.value === 'whole_slate'", value: 600 },
        value: 400,
      },
      grid: false,
      ticks: false,
      domain: false,
    },
  };
}

const CLICKS = { format: ".3f" };

const TOOLTIP: readonly JsonObject[] = [
  category("name", "Part of the slate"),
  quantity("truth", "True change, clicks a slate", CLICKS),
  quantity("shown", "One experiment shows", CLICKS),
  quantity("lower", "95 % interval from", CLICKS),
  quantity("upper", "to", CLICKS),
];

/** A bar, and what the experiment shows, in clicks. */
interface Row {
  readonly part: SlatePartName;
  readonly name: string;
  /** The part below, to whose line the bar's end is joined. */
  readonly next: SlatePartName | null;
  readonly start: number;
  readonly end: number;
  readonly truth: number;
  readonly label: string;
  /** On which side of the bar's end its number stands. */
  readonly side: "left" | "right";
  readonly shown: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

function rowsOf(parts: readonly SlatePart[]): readonly Row[] {
  let sumSoFar = 0;
  return parts.map(({ part, truth, shown }, place) => {
    const start = part === "whole_slate" ? 0 : sumSoFar;
    const end = start + truth;
    sumSoFar = end;
    return {
      part,
      name: slatePartInWords(part),
      next: parts[place + 1]?.part ?? null,
      start,
      end,
      truth,
      label: signedDecimalText(truth, 2),
      side: truth < 0 ? "left" : "right",
      shown: shown?.difference ?? null,
      lower: shown?.lower ?? null,
      upper: shown?.upper ?? null,
    };
  });
}

/** One scale for both panels, so that their zeros lie below each other. */
function horizontalAxis(rows: readonly Row[], title: string): Axis {
  const [lowest, highest] = rangeWithZero(
    rows.flatMap(({ start, end, lower, upper }) => [start, end, lower ?? end, upper ?? end]),
  );
  // Room for a number on either side.
  const margin = 0.24 * (highest - lowest || 1);
  return (field) =>
    quantity(field, title, {
      scale: { domain: [lowest - margin, highest + margin], nice: false },
      axis: { grid: true, tickCount: 8, titleAnchor: "start", titleAlign: "left" },
    });
}

/** The finding: what the movie gains, what the others lose, and what is left. */
function titleOf(parts: readonly SlatePart[]): string {
  const own = truthOf(parts, "promoted_item");
  const others = truthOf(parts, "same_cluster_items") + truthOf(parts, "other_items");
  const whole = truthOf(parts, "whole_slate");
  const verb = (change: number) => change < 0 ? "costs" : "wins";
  const size = (change: number) => decimalText(Math.abs(change), 2);
  const conclusion = Number(size(whole)) === 0
    ? "the slate neither gains nor loses"
    : `the slate ${whole < 0 ? "loses" : "gains"} ${size(whole)}`;
  return `Promotion ${verb(own)} the movie ${size(own)} clicks and ${
    verb(others)
  } the others of its ` +
    `slate ${size(others)}: ${conclusion}`;
}

function truthOf(parts: readonly SlatePart[], name: SlatePartName): number {
  return sum(parts.filter(({ part }) => part === name), ({ truth }) => truth);
}

function captionOf(title: string, parts: readonly SlatePart[]): string {
  const said = parts.map(({ part, truth, shown }) =>
    `${slatePartInWords(part)} ${decimalText(truth, 2)}` +
    (shown === undefined
      ? ""
      : ` (shown ${decimalText(shown.difference, 2)}, ${decimalText(shown.lower, 2)} to ${
        decimalText(shown.upper, 2)
      })`)
  );
  return `${title}. True change in the clicks of a slate, on average, and what the clicks of one ` +
    `experiment show, with its 95 % interval: ${said.join("; ")}.`;
}

function readingOf(parts: readonly SlatePart[]): string {
  const known = parts.flatMap(({ truth, shown }) =>
    shown === undefined ? [] : [shown.lower <= truth && truth <= shown.upper]
  );
  const covering = known.filter((covers) => covers).length;
  return "Above, the truth of the click model, on average over all slates: each bar begins where the one " +
    "above ends; the last, from zero, is their sum. " +
    (known.length === 0
      ? "One of the arms has fewer than two slates, so that the experiment shows nothing by itself."
      : "Below, each from zero, the difference of the clicks between this one experiment's arms, on its " +
        `95 % interval; the diamond is the truth. ${
          covering === known.length ? "All" : covering === 0 ? "None" : covering
        } of the ${known.length} intervals ${covering === 1 ? "covers" : "cover"} it.`);
}
