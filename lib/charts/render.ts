/**
 * Drawing of charts: from a description to SVG and PNG, alike on every machine.
 *
 * @module
 */

import { type RenderedImage, Resvg } from "@resvg/resvg-js";
import UPNG from "upng-js";
import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { VegaLiteSpec } from "lib/charts/vega_lite.ts";
import {
  drawable,
  FONT_FAMILY,
  fontFilesFor,
  partsOf,
  partWidth,
  textWidth,
} from "lib/charts/fonts.ts";
import { escapeHtml } from "lib/text/escape_html.ts";
import { visibleLines } from "lib/visible.ts";

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
textMetrics.width = (item, text) => {
  const width = textWidth(String(text ?? ""), item.fontSize ?? 11, item.fontWeight ?? 400);
  // Vega cuts a text that is as wide as its limit, and takes what it has cut for as wide as it was.
  return item.limit === undefined || item.limit <= 0 ? width : Math.min(width, item.limit);
};

interface MeasuredText {
  readonly fontSize?: number;
  readonly fontWeight?: number | string;
  readonly limit?: number;
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
 * const drawing = await drawChart(segmentEffectsChart([], { plural: "categories" }));
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
    return wellFormed(await view.toSVG());
  } finally {
    view.finalize();
  }
}

/** The SVG without the characters that XML forbids, and without halves of those that a cut divided. */
function wellFormed(svg: string): string {
  return visibleLines(svg.replace(/[\ud800-\udbff](?=…)/g, ""));
}

/** PNG file of an SVG text. */
export function renderPng(svg: string, options: PngOptions): Uint8Array<ArrayBuffer> {
  return pngOf(rasterize(svg, options.scale));
}

/** The drawing with its caption, where screen readers and search find it. */
function describe(svg: string, caption: string): string {
  const desc = `<desc>${escapeHtml(visibleLines(caption))}</desc>`;
  return svg.replace(/^<svg[^>]*>/, (opening) => opening + desc);
}

function rasterize(svg: string, scale: number): RenderedImage {
  const drawn = drawable(svg);
  return new Resvg(withFonts(drawn), {
    fitTo: { mode: "zoom", value: scale },
    // Only the fonts that the layout was measured with, so that all machines draw the same.
    font: {
      loadSystemFonts: false,
      fontFiles: fontFilesFor(drawn),
      defaultFontFamily: FONT_FAMILY.split(",")[0]!,
      sansSerifFamily: FONT_FAMILY.split(",")[0]!,
    },
  }).render();
}

/**
 * The SVG whose texts name the font of each part that the charts' own lacks, each part in its place:
 * left to find fonts by itself, resvg draws boxes where letters of several are joined.
 */
function withFonts(svg: string): string {
  return svg.replace(
    /<text([^>]*)>(.*?)<\/text>/gs,
    (_, look: string, content: string) =>
      `<text${look}>${
        content.replace(/(^|>)([^<>]+)/g, (_, before: string, text: string) =>
          before + placed(text, look))
      }</text>`,
  );
}

/** A line of text, its parts set one after the other; `look` are the attributes of its element. */
function placed(escaped: string, look: string): string {
  if (!/[^\0-\x7f]/.test(escaped)) return escaped;
  const parts = partsOf(unescapeXml(escaped));
  if (parts.every(({ other }) => other === undefined)) return escaped;
  const size = Number(/font-size="([\d.]+)px"/.exec(look)?.[1] ?? 11);
  const weight = /font-weight="(\w+)"/.exec(look)?.[1] ?? 400;
  const [, anchor = "start"] = /text-anchor="(\w+)"/.exec(look) ?? [];
  const widths = parts.map((part) => partWidth(part, size, weight));
  const whole = widths.reduce((sum, width) => sum + width, 0);
  let x = anchor === "end" ? -whole : anchor === "middle" ? -whole / 2 : 0;
  return parts.map(({ text, other }, at) => {
    const family = other === undefined ? "" : ` font-family="${other.font().familyName}"`;
    const part = `<tspan x="${x}" text-anchor="start" xml:space="preserve"${family}>` +
      `${escapeHtml(text)}</tspan>`;
    x += widths[at]!;
    return part;
  }).join("");
}

function unescapeXml(text: string): string {
  const entities = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" } as const;
  return text.replace(
    /&(lt|gt|quot|apos|amp);/g,
    (_, name: keyof typeof entities) => entities[name],
  );
}

/** The picture without loss: a chart has few colours, and a table of them halves the file. */
function pngOf(image: RenderedImage): Uint8Array<ArrayBuffer> {
  const { width, height } = image;
  const [pixels] = UPNG.toRGBA8(UPNG.decode(new Uint8Array(image.asPng()).buffer));
  return new Uint8Array(UPNG.encode([pixels], width, height, LOSSLESS));
}

/** How many colours to keep; 0 keeps all. */
const LOSSLESS = 0;

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
