/**
 * One panel of compared estimates: its rows, layers and channels.
 *
 * @module
 */

import { EFFECT_AXIS } from "lib/charts/effect_marks.ts";
import { isWithin, type Window } from "lib/charts/effect_window.ts";
import { labels, points, rules, zeroRule } from "lib/charts/marks.ts";
import { along, category, quantity } from "lib/charts/spec.ts";
import { COLORS, PALETTE } from "lib/charts/theme.ts";
import type { JsonObject } from "lib/charts/vega_lite.ts";
import type { ComparedEstimate } from "lib/effects/compared_estimate.ts";
import { clicksPerHundred } from "lib/text/clicks_per_hundred.ts";

/** How one panel looks. */
export interface PanelLook {
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

/** How far below the middle of a line its truth stands, in pixels. */
const BELOW = 9;

/** How the legend names the truth. */
const TRUTH = "truth";

/** Looks of estimators, in the order in which they are given. */
const SHAPES = ["circle", "square", "triangle-up", "cross"];
const ESTIMATOR_COLORS = [COLORS.estimate, PALETTE[3]!, PALETTE[1]!, PALETTE[2]!];

/** Layers of a panel: estimates on their intervals, what lies beyond as arrows, truths, and what is missing in words. */
export function panelLayers(
  own: readonly ComparedEstimate[],
  look: PanelLook,
): readonly JsonObject[] {
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
          // Below the estimate that would stand in the middle of the line, and not on it.
          yOffset: look.estimators.length % 2 === 1 ? BELOW : 0,
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

/** The row of an estimate, cut to the window. */
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

/** The channels that all layers share. */
function channelsOf(look: PanelLook) {
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

/** Whether there is an estimate with an interval. */
export function isKnown({ lift, lower, upper }: ComparedEstimate): boolean {
  return Number.isFinite(lift + lower + upper);
}

/** An estimate in clicks per 100 displays. */
export function hundredfold({ lift, lower, upper }: ComparedEstimate) {
  return { lift: 100 * lift, lower: 100 * lower, upper: 100 * upper };
}
