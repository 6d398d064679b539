/**
 * Drawing of charts: from a description to SVG and PNG, alike on every machine.
 *
 * @module
 */

import { type RenderedImage, Resvg } from "@resvg/resvg-js";
import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { VegaLiteSpec } from "lib/charts/vega_lite.ts";
import { FONT_FAMILY, FONT_FILES, textWidth } from "lib/charts/fonts.ts";
import { escapeHtml } from "lib/text/escape_html.ts";

/** What can be drawn: a chart, by its specification and its message in words. */
export interface Drawable {
  readonly spec: VegaLiteSpec;
  readonly caption: string;
}

/** A drawn chart. */
export interface Drawing {
  /** SVG text; its fonts are named, not embedded. */
  readonly svg: string;
  /** A PNG file of twice the drawing's size. */
  readonly png: Uint8Array<ArrayBuffer>;
  /** In pixels of the SVG. */
  readonly width: number;
  /** In pixels of the SVG. */
  readonly height: number;
}

/** Options for {@linkcode renderPng}. */
export interface PngOptions {
  /** Pixels of the image for one of the drawing; 2 stays sharp on screens of high resolution. */
  readonly scale: number;
}

// Vega measures text on a canvas or, without one, guesses far too wide. This property is its way to
// be told; the types leave it out.
const { textMetrics } = vega as unknown as {
  textMetrics: { width: (item: MeasuredText, text: unknown) => number };
};
textMetrics.width = (item, text) =>
  textWidth(String(text ?? ""), item.fontSize ?? 11, item.fontWeight ?? 400);

interface MeasuredText {
  readonly fontSize?: number;
  readonly fontWeight?: number | string;
}

/**
 * Drawing of a chart, which holds the caption for screen readers and search.
 *
 * @param chart the chart
 * @returns the drawing, as SVG and PNG, alike on every machine
 * @throws {Error} if Vega has anything to object to in the specification
 *
 * @example
 * ```ts
 * import { segmentEffectsChart } from "lib/charts/segment_effects.ts";
 * import { drawChart } from "lib/charts/render.ts";
 * import { assertGreater } from "@std/assert";
 *
 * const drawing = await drawChart(segmentEffectsChart([], { title: "Lift By Category" }));
 * assertGreater(drawing.width, 0);
 * ```
 */
export async function drawChart(chart: Drawable): Promise<Drawing> {
  const svg = describe(await renderSvg(chart.spec), chart.caption);
  const image = rasterize(svg, 2);
  return { svg, png: pngOf(image), width: image.width / 2, height: image.height / 2 };
}

/** SVG text of a specification; throws whatever Vega has to object to in it. */
export async function renderSvg(spec: VegaLiteSpec): Promise<string> {
  // The library's type lists every property of every chart; ours is any JSON, which it then checks.
  const { spec: compiled } = compile(spec as unknown as TopLevelSpec, { logger: strictLogger() });
  const view = new vega.View(vega.parse(compiled), { renderer: "none", logger: strictLogger() });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** PNG file of an SVG text. */
export function renderPng(svg: string, options: PngOptions): Uint8Array<ArrayBuffer> {
  return pngOf(rasterize(svg, options.scale));
}

/** The drawing with its caption, where screen readers and search find it. */
function describe(svg: string, caption: string): string {
  return svg.replace(/^<svg[^>]*>/, (opening) => `${opening}<desc>${escapeHtml(caption)}</desc>`);
}

function rasterize(svg: string, scale: number): RenderedImage {
  return new Resvg(svg, {
    fitTo: { mode: "zoom", value: scale },
    // Only the font that the layout was measured with, so that all machines draw the same.
    font: {
      loadSystemFonts: false,
      fontFiles: Object.values(FONT_FILES),
      defaultFontFamily: FONT_FAMILY.split(",")[0]!,
      sansSerifFamily: FONT_FAMILY.split(",")[0]!,
    },
  }).render();
}

function pngOf(image: RenderedImage): Uint8Array<ArrayBuffer> {
  return new Uint8Array(image.asPng());
}

/** A logger that throws: a faulty chart often still draws, only wrongly. */
function strictLogger(): vega.LoggerInterface {
  const object = (...messages: readonly unknown[]): never => {
    throw new Error(`Vega objects to the chart: ${messages.map(String).join(" ")}`);
  };
  const logger: vega.LoggerInterface = {
    level: ((level?: number) => level === undefined ? vega.Warn : logger) as
      & (() => number)
      & ((level: number) => vega.LoggerInterface),
    error: object,
    warn: object,
    info: () => logger,
    debug: () => logger,
  };
  return logger;
}
