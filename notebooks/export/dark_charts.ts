/**
 * Charts on a dark page: drawn as ever, and shown in the dark counterparts of their colours.
 *
 * The drawing in a page is SVG whose elements carry their colours as attributes. A style that names
 * each colour of the theme gives it its counterpart wherever the page is dark. So nothing is drawn anew
 * when the theme changes: what a reader has chosen stays, the drawing that is saved has the colours of
 * paper, and so has print.
 *
 * @module
 */

import * as vega from "vega";
import { DARK_COLORS, DARK_GROUND } from "lib/charts/dark_colors.ts";
import { COLORS } from "lib/charts/theme.ts";

/**
 * The style that shows charts marked `data-dark` dark on a dark page: a rule for each colour, which
 * holds for it to the letter and for no other.
 */
export function darkChartStyle(): string {
  const svg = "[data-dark] > .chart-view svg";
  const rules = Object.entries(DARK_COLORS).flatMap(([light, dark]) =>
    ["fill", "stroke"].map((attribute) =>
      `${svg} [${attribute}="${light}"]{${attribute}:light-dark(${light},${dark})}`
    )
  );
  // The drawing's own ground is a style of its element.
  const ground = `${svg}{background:light-dark(${COLORS.ground},${DARK_GROUND})!important}`;
  return [ground, ...rules].join("\n");
}

/**
 * Finds the colours of a chart that have no dark counterpart; one with any stays light as a whole.
 *
 * @param spec the compiled chart, a Vega specification
 * @returns the colours as they are written, sorted: those of the chart as it is drawn at first, and
 * those that its specification names, such as for marks that are pointed at
 */
export async function colorsWithoutDark(spec: object): Promise<string[]> {
  const colors = new Set([...colorsNamed(spec), ...await colorsDrawn(spec)]);
  return [...colors].filter((color) => !Object.hasOwn(DARK_COLORS, color)).sort();
}

/** The colours by number that stand anywhere in a specification but in its data. */
function colorsNamed(spec: object): string[] {
  const text = JSON.stringify(spec, (key, value) => key === "values" ? undefined : value);
  return [...text.matchAll(/#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b/gi)].map(([color]) =>
    color
  );
}

/** The colours that a chart is drawn in, whichever way it comes by them. */
async function colorsDrawn(spec: object): Promise<string[]> {
  const view = new vega.View(vega.parse(spec as vega.Spec), {
    renderer: "none",
    logLevel: vega.None,
  });
  try {
    const svg = await view.toSVG();
    return [...svg.matchAll(/ (?:fill|stroke)="([^"]*)"/g)].map(([, color]) => color!)
      .filter((color) => color !== "none" && color !== "transparent");
  } finally {
    view.finalize();
  }
}
