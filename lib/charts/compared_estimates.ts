/**
 * Chart of what several estimators say of the same effects, beside the truth, in one panel per table.
 *
 * @module
 */

import type { Chart, ChartOptions } from "lib/charts/chart.ts";
import { EFFECT_AXIS } from "lib/charts/effect_marks.ts";
import { isWithin, type Window, windowOf } from "lib/charts/effect_window.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { textWidth } from "lib/charts/fonts.ts";
import { labels, points, rules, zeroRule } from "lib/charts/marks.ts";
import { along, category, chartOf, quantity } from "lib/charts/spec.ts";
import { CHART_WIDTH, COLORS, PALETTE } from "lib/charts/theme.ts";
import type { JsonObject } from "lib/charts/vega_lite.ts";
import type { ComparedEstimate } from "lib/effects/compared_estimate.ts";
import { clicksPerHundred } from "lib/text/clicks_per_hundred.ts";

/** Options for {@linkcode comparedEstimatesChart}. */
export interface ComparedEstimatesOptions extends ChartOptions {
  /** The title: the finding. */
  readonly title: string;
  /** How to read the chart, after what its marks are. */
  readonly reading?: string;
  /** What the lines are, above their labels. */
  readonly heading: string;
  /** The estimators whose estimates set the scale; all by default. */
  readonly ruling?: readonly string[];
}

/** Height of a line for one estimator, in pixels. */
const LINE = 19;

/** Room between panels and beside them, in pixels. */
const [BETWEEN, MARGINS] = [22, 38];

/**
 * Chart of the estimates of several estimators, one below the other on a line, with the true effect as a
 * diamond where it is known.
 *
 * @param estimates one entry per panel, line and estimator, in the order to draw
 * @param options the finding as title, what the lines are, and which estimators set the scale
 * @returns the chart, in clicks per 100 displays; what lies beyond the scale is an arrow with its number
 *
 * @example
 * ```ts
 * import { comparedEstimatesChart } from "lib/charts/compared_estimates.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const { caption } = comparedEstimatesChart([
 *   { panel: "Shuffled", line: "all", estimator: "known chances", lift: 0, lower: -0.01, upper: 0.01, truth: 0 },
 * ], { title: "The design finds the truth", heading: "Displays" });
 * assertStringIncludes(caption, "Shuffled, all: known chances 0.0 (−1.0 to 1.0), truth 0.0");
 * ```
 */
export function comparedEstimatesChart(
  estimates: readonly ComparedEstimate[],
  options: ComparedEstimatesOptions,
): Chart {
  const { title, heading, reading = "" } = options;
  const known = estimates.filter(isKnown);
  if (known.length === 0) return emptyChart(title, options.whenEmpty || "There is no estimate.");
  const distinct = (of: (each: ComparedEstimate) => string) => [...new Set(estimates.map(of))];
  const panels = distinct(({ panel }) => panel);
  const lines = distinct(({ line }) => line);
  const estimators = distinct(({ estimator }) => estimator);
  const { ruling = estimators } = options;
  const room = Math.max(...[heading, ...lines].map((text) => textWidth(text, 12, 400)));
  const width = Math.floor(
    (CHART_WIDTH - MARGINS - 16 - room - BETWEEN * (panels.length - 1)) / panels.length,
  );
  const window = windowOf(
    known.filter(({ estimator }) => ruling.includes(estimator)).map(hundredfold),
    estimates.flatMap(({ truth }) => truth === undefined ? [] : [100 * truth]),
  );
  const isFar = known.some(({ lift }) => !isWithin(100 * lift, window));
  return chartOf(
    captionOf(title, estimates),
    {
      title,
      spacing: BETWEEN,
      hconcat: panels.map((panel, at) => ({
        width,
        height: Math.max(90, lines.length * (LINE * estimators.length + 10)),
        layer: layersOf(estimates.filter((each) => each.panel === panel), {
          lines,
          estimators,
          hasTruth: estimates.some(({ truth }) => truth !== undefined),
          window,
          panel: panels.length > 1 ? panel : "",
          heading: at === 0 ? heading : "",
          isFirst: at === 0,
          isSmall: width < 240,
        }),
      })),
    },
    [
      "A mark is an estimate on its 95 % interval, a diamond the truth where it is known.",
      isFar
        ? "An arrow with a number stands for an estimate so far out that it would flatten all others."
        : "",
      reading,
    ].filter((sentence) => sentence !== "").join(" "),
  );
}

interface Look {
  readonly lines: readonly string[];
  readonly estimators: readonly string[];
  /** Whether the truth of any line is known. */
  readonly hasTruth: boolean;
  readonly window: Window;
  /** The panel's name above it; empty where it is the only one. */
  readonly panel: string;
  readonly heading: string;
  readonly isFirst: boolean;
  readonly isSmall: boolean;
}

/** How the legend names the truth. */
const TRUTH = "truth";

/** Looks of estimators, in the order in which they are given. */
const SHAPES = ["circle", "square", "triangle-up", "cross"];
const ESTIMATOR_COLORS = [COLORS.estimate, PALETTE[3]!, PALETTE[1]!, PALETTE[2]!];

function layersOf(own: readonly ComparedEstimate[], look: Look): readonly JsonObject[] {
  const { panel, window, isSmall } = look;
  const rows = own.filter(isKnown).map((each) => rowOf(each, window));
  const { y, yOffset, x, color, shape } = channelsOf(look);
  const place = { y, yOffset, tooltip: TOOLTIP };
  const chosen = (test: (row: JsonObject) => boolean) => ({ data: { values: rows.filter(test) } });
  const within = chosen((row) => row["isFar"] === false);
  return [
    zeroRule("x"),
    ...(panel === "" ? [] : [nameOfPanel(panel)]),
    {
      data: {
        values: own.filter((each) => !isKnown(each)).map(({ line, estimator }) => ({
          line,
          estimator,
        })),
      },
      ...labels({ align: "left", dx: 6, color: COLORS.reference, fontStyle: "italic" }, {
        y,
        yOffset,
        x: { datum: 0, type: "quantitative" },
        text: { value: isSmall ? "none" : "nothing to compare with" },
      }),
    },
    {
      ...within,
      ...rules({ strokeWidth: 2 }, { ...place, ...along("x", x, ["from", "to"]), color }),
    },
    { ...within, ...points({ size: 62, opacity: 1 }, { ...place, x: x("at"), color, shape }) },
    ...([["right", 90, -9], ["left", -90, 9]] as const).flatMap(([align, angle, dx]) => {
      const far = chosen((row) => row["isFar"] === true && row["align"] === align);
      return [
        {
          ...far,
          ...points({ shape: "triangle-up", angle, size: 62, opacity: 1 }, {
            ...place,
            x: x("at"),
            color,
          }),
        },
        {
          ...far,
          ...labels({ align, dx, fontWeight: 600 }, {
            y,
            yOffset,
            x: x("at"),
            text: { field: "label" },
          }),
        },
      ];
    }),
    {
      data: { values: truthsOf(own, look.lines) },
      ...points(
        {
          shape: "diamond",
          fill: COLORS.truth,
          stroke: COLORS.ground,
          strokeWidth: 1,
          size: 90,
          opacity: 1,
        },
        {
          y,
          x: x("truth"),
          tooltip: [
            category("line", "Displays"),
            quantity("truth", "True effect", { format: ".2f" }),
          ],
        },
      ),
    },
  ];
}

/** The panel's name, above its plot. */
function nameOfPanel(panel: string): JsonObject {
  return {
    data: { values: [{ panel }] },
    ...labels({ align: "left", baseline: "bottom", fontSize: 13, fontWeight: 600 }, {
      x: { value: 0 },
      y: { value: -24 },
      text: { field: "panel" },
    }),
  };
}

function rowOf(each: ComparedEstimate, window: Window): JsonObject {
  const [low, high] = window;
  const { lift, lower, upper } = hundredfold(each);
  const cut = (value: number) => Math.min(Math.max(value, low), high);
  return {
    line: each.line,
    estimator: each.estimator,
    lift,
    lower,
    upper,
    from: cut(lower),
    to: cut(upper),
    at: cut(lift),
    isFar: !isWithin(lift, window),
    align: lift > high ? "right" : "left",
    label: clicksPerHundred(each.lift),
  };
}

/** One truth a line, whichever estimators are on it. */
function truthsOf(own: readonly ComparedEstimate[], lines: readonly string[]): JsonObject[] {
  return lines.flatMap((line) => {
    const truth = own.find((each) => each.line === line && each.truth !== undefined)?.truth;
    return truth === undefined ? [] : [{ line, truth: 100 * truth }];
  });
}

function channelsOf(look: Look) {
  const { lines, estimators, hasTruth, window, heading, isFirst, isSmall } = look;
  const shown = hasTruth ? [...estimators, TRUTH] : estimators;
  const channel = (range: readonly string[], ofTruth: string): JsonObject => ({
    field: "estimator",
    type: "nominal",
    sort: null,
    scale: {
      domain: shown,
      range: [...range.slice(0, estimators.length), ...(hasTruth ? [ofTruth] : [])],
    },
    legend: shown.length > 1
      ? { title: null, orient: "top", direction: "horizontal", labelLimit: 0, offset: 26 }
      : null,
  });
  return {
    y: category("line", heading, {
      sort: null,
      scale: { domain: lines, paddingInner: 0.25, paddingOuter: 0.15 },
      axis: {
        domain: false,
        grid: false,
        ticks: false,
        labels: isFirst,
        titleAngle: 0,
        titleAlign: "right",
        titleBaseline: "bottom",
        titleX: -6,
        titleY: -5,
      },
    }),
    yOffset: { field: "estimator", type: "nominal", sort: null, scale: { domain: estimators } },
    x: (field: string) =>
      quantity(field, isSmall ? "Clicks per 100 displays" : EFFECT_AXIS, {
        scale: { domain: window, nice: false, zero: false },
        axis: { grid: true, tickCount: isSmall ? 4 : 6, titleAnchor: "start", titleAlign: "left" },
      }),
    color: channel(ESTIMATOR_COLORS, COLORS.truth),
    shape: channel(SHAPES, "diamond"),
  };
}

const TOOLTIP: readonly JsonObject[] = [
  category("line", "Displays"),
  category("estimator", "Estimator"),
  quantity("lift", "Additional clicks per 100 displays", { format: ".2f" }),
  quantity("lower", "95 % interval from", { format: ".2f" }),
  quantity("upper", "to", { format: ".2f" }),
];

function isKnown({ lift, lower, upper }: ComparedEstimate): boolean {
  return Number.isFinite(lift + lower + upper);
}

function hundredfold({ lift, lower, upper }: ComparedEstimate) {
  return { lift: 100 * lift, lower: 100 * lower, upper: 100 * upper };
}

function captionOf(title: string, estimates: readonly ComparedEstimate[]): string {
  const groups = Map.groupBy(estimates, ({ panel, line }) => JSON.stringify([panel, line]));
  const said = [...groups.values()].map((group) => {
    const [{ panel, line, truth }] = group as [ComparedEstimate];
    const shown = group.map((each) =>
      isKnown(each)
        ? `${each.estimator} ${clicksPerHundred(each.lift)} (${clicksPerHundred(each.lower)} to ${
          clicksPerHundred(each.upper)
        })`
        : `${each.estimator} nothing to compare with`
    ).join(", ");
    return `${panel}, ${line}: ${shown}${
      truth === undefined ? "" : `, truth ${clicksPerHundred(truth)}`
    }`;
  });
  return `${title}. Clicks per 100 displays. ${said.join("; ")}.`;
}
