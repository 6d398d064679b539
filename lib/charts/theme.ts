/**
 * House style that all charts share.
 *
 * @module
 */

import type { VegaLiteSpec } from "lib/charts/vega_lite.ts";
import { FONT_FAMILY, TITLE_WEIGHT } from "lib/charts/fonts.ts";

/** The version that front ends understand: they have no renderer for a later one. */
export const SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json";

/** The colours of all that is no series among several; dark_colors.ts has their dark counterparts. */
export const COLORS = {
  /** Estimates. */
  estimate: "#0072b2",
  /** What is known to be true. */
  truth: "#d55e00",
  /** What hollow marks are filled with: the ground that charts lie on. */
  ground: "#ffffff",
  /** The line of no effect. */
  zero: "#374151",
  /** Reference lines that matter less. */
  reference: "#6b7280",
  /** Text that is not a title. */
  text: "#374151",
  /** Titles. */
  title: "#111827",
  /** The lines and ticks of axes. */
  axis: "#d1d5db",
  /** The lines across the plot at the ticks of an axis. */
  grid: "#e5e7eb",
} as const;

/**
 * Colours that people with any kind of colour vision can tell apart (Okabe and Ito, 2008);
 * dark_colors.ts has their dark counterparts.
 */
export const PALETTE: readonly string[] = [
  "#0072b2",
  "#e69f00",
  "#009e73",
  "#cc79a7",
  "#d55e00",
  "#56b4e9",
  "#000000",
];

/** Shapes that tell the same groups apart without colour. */
export const SHAPES: readonly string[] = [
  "circle",
  "square",
  "triangle-up",
  "diamond",
  "triangle-down",
  "cross",
  "triangle-right",
];

/** Width of a chart with all that belongs to it, in pixels: that of the page's text. */
export const CHART_WIDTH = 736;

/** How a chart takes its width: whatever its labels need is taken from the plot. */
export const FIT_WIDTH = { type: "fit-x", contains: "padding" } as const;

/** Size of titles, in pixels. */
export const TITLE_SIZE = 16;

/** Fonts, lines and spacing, as a Vega-Lite configuration. */
export const THEME: VegaLiteSpec = {
  font: FONT_FAMILY,
  // Dark front ends show the chart on their own ground otherwise, and dark text vanishes. Only a page
  // of ours draws a chart dark: there each colour has its counterpart.
  background: "white",
  padding: 16,
  view: { stroke: null },
  title: {
    anchor: "start",
    frame: "group",
    color: COLORS.title,
    fontSize: TITLE_SIZE,
    fontWeight: TITLE_WEIGHT,
    offset: 14,
    limit: 0,
  },
  axis: {
    domainColor: COLORS.axis,
    gridColor: COLORS.grid,
    // Flush labels would stand beside the ticks at the ends of an axis.
    labelFlush: false,
    tickColor: COLORS.axis,
    labelColor: COLORS.text,
    labelFontSize: 12,
    labelLimit: 245,
    // Room for the longest label: by default the title would stand in those above 200 pixels.
    maxExtent: 300,
    labelPadding: 6,
    titleColor: COLORS.text,
    titleFontSize: 12,
    titleFontWeight: "normal",
    titlePadding: 12,
  },
  legend: {
    labelColor: COLORS.text,
    labelFontSize: 12,
    titleColor: COLORS.text,
    titleFontSize: 12,
    titleFontWeight: "normal",
    rowPadding: 5,
    symbolSize: 90,
  },
};
