/**
 * Showing a result under its cell.
 *
 * @module
 */

import pl, { type DataFrame } from "nodejs-polars";
import { Chart } from "lib/charts/chart.ts";
import { drawChart, type Drawing } from "lib/charts/render.ts";
import { display, type MediaBundle } from "lib/notebook/jupyter.ts";
import { Markdown } from "lib/text/markdown.ts";
import { formatPlain } from "lib/notebook/plain.ts";
import { NamedValues } from "lib/notebook/series.ts";
import { formatTable, type TableOptions } from "lib/frames/format_table.ts";

export type { MediaBundle } from "lib/notebook/jupyter.ts";

/**
 * Shows a value under the running cell, or prints it where there is no notebook.
 *
 * Await it: an output still under way when its cell ends can be lost.
 *
 * @param value a table, named values, a chart, Markdown or any plain value
 * @param options for a table: which rows to show and how to label them
 * @throws {InputError} if the options do not fit the table
 *
 * @example
 * ```ts
 * import { show } from "lib/notebook/show.ts";
 * import { tuple } from "lib/notebook/plain.ts";
 *
 * await show(tuple(737_762, 20));
 * ```
 */
export async function show(value: unknown, options: TableOptions = {}): Promise<void> {
  await display(await bundleOf(value, options));
}

/**
 * Puts a value into the forms that a front end chooses from.
 *
 * Every bundle has `text/plain`. A table adds `text/html`, Markdown `text/markdown`. A chart adds
 * its specification and a picture, and no HTML, which would hide the live chart.
 *
 * @param value a table, named values, a chart, Markdown or any plain value
 * @param options for a table: which rows to show and how to label them
 * @returns the bundle, which `show` would send
 * @throws {InputError} if the options do not fit the table
 *
 * @example
 * ```ts
 * import { bundleOf } from "lib/notebook/show.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { data } = await bundleOf(["hour", "category"]);
 * assertEquals(data, { "text/plain": "['hour', 'category']" });
 * ```
 */
export async function bundleOf(value: unknown, options: TableOptions = {}): Promise<MediaBundle> {
  if (isDataFrame(value)) {
    const { html, text } = formatTable(value, options);
    return { data: { "text/html": html, "text/plain": text }, metadata: {} };
  }
  if (value instanceof Chart) return chartBundle(value, await drawChart(value));
  if (value instanceof Markdown) {
    return { data: { "text/markdown": value.source, "text/plain": value.text }, metadata: {} };
  }
  const text = value instanceof NamedValues ? value.toText() : formatPlain(value);
  return { data: { "text/plain": text }, metadata: {} };
}

/**
 * Puts a chart that is drawn already into the forms that a front end chooses from.
 *
 * @param chart the chart
 * @param drawing its picture
 * @returns the bundle: specification, picture at twice its size, caption
 *
 * @example
 * ```ts
 * import { segmentEffectsChart } from "lib/charts/segment_effects.ts";
 * import { drawChart } from "lib/charts/render.ts";
 * import { chartBundle } from "lib/notebook/show.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const chart = segmentEffectsChart([], { title: "Lift By Category" });
 * const { data } = chartBundle(chart, await drawChart(chart));
 * assertEquals(data["text/plain"], chart.caption);
 * ```
 */
export function chartBundle(chart: Chart, drawing: Drawing): MediaBundle {
  return {
    data: {
      "application/vnd.vegalite.v5+json": chart.spec,
      "image/png": drawing.png.toBase64(),
      "text/plain": chart.caption,
    },
    metadata: { "image/png": { width: drawing.width, height: drawing.height } },
  };
}

function isDataFrame(value: unknown): value is DataFrame {
  return pl.DataFrame.isDataFrame(value);
}
