/**
 * Marks that charts are composed of, one layer each: how they look, then what their channels show.
 *
 * @module
 */

import type { JsonObject } from "lib/charts/vega_lite.ts";
import { COLORS } from "lib/charts/theme.ts";

/** Width of lines and outlines, in pixels. */
export const LINE_WIDTH = 1.5;

/** The line across the chart where a scale is zero, whatever the data. */
export function zeroRule(channel: "x" | "y", color: string = COLORS.zero): JsonObject {
  return {
    data: { values: [{}] },
    mark: { type: "rule", color },
    encoding: { [channel]: { datum: 0, type: "quantitative" } },
  };
}

/** Lines, one a row. */
export function rules(look: JsonObject, encoding: JsonObject): JsonObject {
  return { mark: { type: "rule", strokeWidth: LINE_WIDTH, ...look }, encoding };
}

/** Short strokes across an axis, such as the caps of intervals; sizes in pixels. */
export function ticks(look: JsonObject, encoding: JsonObject): JsonObject {
  return { mark: { type: "tick", thickness: LINE_WIDTH, opacity: 1, ...look }, encoding };
}

/** Bars, one a row. */
export function bars(look: JsonObject, encoding: JsonObject): JsonObject {
  return { mark: { type: "bar", ...look }, encoding };
}

/** Filled points, one a row. */
export function points(look: JsonObject, encoding: JsonObject): JsonObject {
  return { mark: { type: "point", filled: true, ...look }, encoding };
}

/** Texts, one a row; `dx` and `dy` set them off from their places, in pixels. */
export function labels(look: JsonObject, encoding: JsonObject): JsonObject {
  return { mark: { type: "text", color: COLORS.text, ...look }, encoding };
}
