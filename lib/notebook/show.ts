/**
 * Showing a result under its cell.
 *
 * @module
 */

import pl, { type DataFrame } from "nodejs-polars";
import { Chart, chartForms } from "lib/charts/chart.ts";
import { DISPLAY, isDisplayable } from "lib/display.ts";
import { drawChart, type Drawing } from "lib/charts/render.ts";
import { display, type MediaBundle } from "lib/notebook/jupyter.ts";
import { NOTE, type OutputNote } from "lib/notebook/output_note.ts";
import { formatPlain } from "lib/notebook/plain.ts";
import { formatTable, type TableOptions } from "lib/frames/format_table.ts";

/**
 * A value shown under the running cell, or printed where there is no notebook.
 *
 * Await it: an output still under way when its cell ends can be lost.
 *
 * @param value a table, named values, a chart, Markdown, any value that shows itself, or a plain one
 * @param options for a table: which rows to show and how to label them
 * @throws {InputError} if the options do not fit the table
 *
 * @example
 * ```ts
 * import { show } from "lib/notebook/show.ts";
 * import { namedValues } from "lib/tables/named_values.ts";
 *
 * await show(namedValues({ rows: 737_762, columns: 20 }));
 * ```
 */
export async function show(value: unknown, options: TableOptions = {}): Promise<void> {
  await display(await bundleOf(value, options));
}

/** A value shown under the running cell, with what it is to the exported page. */
export async function showNoted(
  value: unknown,
  note: OutputNote,
  options: TableOptions = {},
): Promise<void> {
  await display(noted(await bundleOf(value, options), note));
}

/** The same output, in whose metadata stands what it is to the exported page. */
export function noted({ data, metadata }: MediaBundle, note: OutputNote): MediaBundle {
  return { data, metadata: { ...metadata, [NOTE]: note } };
}

/**
 * A value in the forms that a front end chooses from: `text/plain` always, and HTML of a table,
 * Markdown of prose, specification and picture of a chart. A value of another library that shows
 * itself is shown as it says, and where it says no plain text, as a plain value.
 */
export async function bundleOf(value: unknown, options: TableOptions = {}): Promise<MediaBundle> {
  if (isDataFrame(value)) {
    const { html, text } = formatTable(value, options);
    return { data: { "text/html": html, "text/plain": text }, metadata: {} };
  }
  if (value instanceof Chart) return chartBundle(value, await drawChart(value));
  if (!isDisplayable(value)) return { data: { "text/plain": formatPlain(value) }, metadata: {} };
  const forms = await value[DISPLAY]();
  const plain = "text/plain" in forms ? {} : { "text/plain": formatPlain(value) };
  return { data: { ...plain, ...forms }, metadata: {} };
}

/** A chart that is drawn already, in the forms that a front end chooses from. */
export function chartBundle(chart: Chart, drawing: Drawing): MediaBundle {
  return {
    data: chartForms(chart, drawing),
    metadata: { "image/png": { width: drawing.width, height: drawing.height } },
  };
}

function isDataFrame(value: unknown): value is DataFrame {
  return pl.DataFrame.isDataFrame(value);
}
