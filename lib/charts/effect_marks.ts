/**
 * Marks of effects in lines one below the other: estimates on their intervals, the truth, and what lies
 * beyond the scale.
 *
 * @module
 */

import { INTERVAL_COLOR, kindChannels } from "lib/charts/effect_kinds.ts";
import { asData, type EffectRow, effectTooltip } from "lib/charts/effect_rows.ts";
import { isWithin, type Window } from "lib/charts/effect_window.ts";
import { labels, points, rules, zeroRule } from "lib/charts/marks.ts";
import { along, category, quantity } from "lib/charts/spec.ts";
import { textWidth } from "lib/charts/fonts.ts";
import { CHART_WIDTH, COLORS } from "lib/charts/theme.ts";
import type { Json, JsonObject } from "lib/charts/vega_lite.ts";
import { clicksPerHundred } from "lib/text/clicks_per_hundred.ts";

/** The axis that all charts of effects share. */
export const EFFECT_AXIS = "Additional clicks per 100 displays";

/** A line of the chart: an effect, or a heading over those below it. */
export type EffectLine =
  | { readonly row: EffectRow; readonly isBold?: boolean }
  | { readonly heading: string };

/** How lines stand and what is drawn beside them. */
export interface EffectLinesLook {
  /** From where to where the scale reaches, in clicks per 100 displays. */
  readonly window: Window;
  /** What the lines are, above their labels. */
  readonly heading: string;
  /** The effect over all displays, drawn as a line through all others. */
  readonly overall?: number;
  /** Area of an estimate's mark, in square pixels. */
  readonly size: number;
}

/** Letters before a line's label: they make labels of one name two lines, and are not drawn. */
const KEY_LENGTH = 5;

/** The layers of effects, one a line, from top to bottom. */
export function effectLayers(
  lines: readonly EffectLine[],
  { window, heading, overall, size }: EffectLinesLook,
): readonly JsonObject[] {
  const placed = lines.map((line, at) => ({ line, key: keyOf(line, at) }));
  const rows = placed.flatMap(({ line, key }) =>
    "row" in line ? [rowAt(line.row, key, window)] : []
  );
  const y = lineAxis(placed.map(({ key }) => key), heading);
  const x = (field: string) => effectAxis(field, window);
  const isTruthKnown = lines.some((line) => "row" in line && line.row.truth !== undefined);
  const line = { y, tooltip: effectTooltip(isTruthKnown) };
  const chosen = (test: (row: JsonObject) => boolean) => ({ data: { values: rows.filter(test) } });

  const within = chosen(({ lift }) => isWithin(lift as number, window));
  const kinds = kindChannels(
    new Set([
      ...lines.flatMap((each) => "row" in each ? [each.row.kind] : []),
      ...(isTruthKnown ? ["true effect" as const] : []),
    ]),
    plotWidth(lines, heading),
  );
  const layers = [
    zeroRule("x"),
    ...overallLayers(overall, window),
    {
      ...chosen(({ from, to }) => (from as number) < (to as number)),
      ...rules({ strokeWidth: 2 }, {
        ...along("x", x, ["from", "to"]),
        ...line,
        stroke: INTERVAL_COLOR,
      }),
    },
    ...ends("high", 90, chosen(({ high }) => high === true), x, line),
    ...ends("low", -90, chosen(({ low }) => low === true), x, line),
    {
      ...chosen(({ far }) => far !== undefined),
      ...labels({ align: "right", dy: -13 }, { x: { value: "width" }, y, text: { field: "far" } }),
    },
    {
      ...chosen(({ farLow }) => farLow !== undefined),
      ...labels({ align: "left", dy: -13 }, { x: { value: 0 }, y, text: { field: "farLow" } }),
    },
    // What lies beyond keeps its mark, beside the arrow.
    ...([["far", "width", -14], ["farLow", 0, 14]] as const).map(([field, value, xOffset]) => ({
      ...chosen((row) => row[field] !== undefined),
      ...points({ size, strokeWidth: 1.6, opacity: 1, xOffset }, {
        x: { value },
        ...line,
        ...kinds,
      }),
    })),
    {
      ...within,
      ...points({ size, strokeWidth: 1.6, opacity: 1 }, { x: x("lift"), ...line, ...kinds }),
    },
    {
      data: {
        values: rows.flatMap((row) =>
          row["truth"] !== undefined && isWithin(row["truth"] as number, window)
            ? [{ ...row, kind: "true effect" }]
            : []
        ),
      },
      ...points({ size: 1.1 * size, strokeWidth: 1, opacity: 1 }, {
        x: x("truth"),
        ...line,
        ...kinds,
      }),
    },
  ];
  // Marks read one by one say less than the caption; and what describes them is an expression, in which
  // the name of a column could end a text early.
  return layers.map((layer: JsonObject) => ({
    ...layer,
    mark: { ...layer["mark"] as JsonObject, aria: false },
  }));
}

/** The line of the effect over all displays, with its number above it. */
function overallLayers(overall: number | undefined, window: Window): readonly JsonObject[] {
  if (overall === undefined || !isWithin(overall, window)) return [];
  const isRight = overall - window[0] > 0.6 * (window[1] - window[0]);
  const data = { values: [{ overall, label: `all displays ${clicksPerHundred(overall / 100)}` }] };
  const x = effectAxis("overall", window);
  return [
    { data, ...rules({ strokeDash: [5, 4], color: COLORS.text }, { x }) },
    {
      data,
      ...labels(
        { align: isRight ? "right" : "left", baseline: "bottom", dx: isRight ? 4 : -4, dy: -5 },
        { x, y: { value: 0 }, text: { field: "label" } },
      ),
    },
  ];
}

/** The arrows at an end of the scale, where an interval goes on. */
function ends(
  end: "low" | "high",
  angle: number,
  data: JsonObject,
  x: (field: string) => JsonObject,
  line: JsonObject,
): readonly JsonObject[] {
  const look = { shape: "triangle-up", angle, size: 60, opacity: 1 };
  return [{
    ...data,
    ...points(look, { x: x(`${end}End`), ...line, fill: INTERVAL_COLOR }),
  }];
}

/** A row in its line, cut at the ends of the scale. */
function rowAt(row: EffectRow, key: string, window: Window): JsonObject {
  const [low, high] = window;
  const { lift, lower, upper } = row;
  const further: Record<string, Json> = {
    key,
    from: Math.min(Math.max(lower, low), high),
    to: Math.max(Math.min(upper, high), low),
  };
  if (upper > high) Object.assign(further, { high: true, highEnd: high });
  if (lower < low) Object.assign(further, { low: true, lowEnd: low });
  if (lift > high) further["far"] = clicksPerHundred(lift / 100);
  if (lift < low) further["farLow"] = clicksPerHundred(lift / 100);
  return { ...asData(row), ...further };
}

function keyOf(line: EffectLine, at: number): string {
  const kind = "heading" in line || line.isBold ? "h" : "r";
  const label = "heading" in line ? line.heading : line.row.segment;
  return `${kind}${String(at).padStart(KEY_LENGTH - 1, "0")}${label}`;
}

/** Room of labels at most, and of all else beside the plot, in pixels. */
const [LABELS, MARGINS] = [245, 46];

/** About how wide the plot is beside the lines' labels, in pixels. */
function plotWidth(lines: readonly EffectLine[], heading: string): number {
  const labels = lines.map((line) => "heading" in line ? line.heading : line.row.segment);
  const widths = [heading, ...labels].map((label) => textWidth(label, 12, 600));
  return CHART_WIDTH - MARGINS - Math.min(LABELS, Math.max(...widths));
}

/** The axis of lines; headings stand out. */
function lineAxis(keys: readonly string[], heading: string): JsonObject {
  return category("key", heading, {
    sort: null,
    scale: { domain: keys },
    axis: {
      domain: false,
      grid: false,
      ticks: false,
      labelExpr: `slice(datum.label, ${KEY_LENGTH})`,
      labelFontWeight: {
        condition: { test: "slice(datum.value, 0, 1) === 'h'", value: 600 },
        value: 400,
      },
      labelFontSize: 12,
      // What a table calls its column can be of any length; the plot keeps its room.
      titleLimit: LABELS,
      titleAngle: 0,
      titleAlign: "right",
      titleBaseline: "bottom",
      titleX: -6,
      titleY: -5,
    },
  });
}

function effectAxis(field: string, window: Window): JsonObject {
  return quantity(field, EFFECT_AXIS, {
    scale: { domain: window, nice: false, zero: false },
    axis: { grid: true, tickCount: 8 },
  });
}
