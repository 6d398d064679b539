/**
 * Parts of specifications: the head that all charts share, their rows, and the channels of marks.
 *
 * @module
 */

import { Chart } from "lib/charts/chart.ts";
import type { Json, JsonObject } from "lib/charts/vega_lite.ts";
import { FIT_WIDTH, SCHEMA, THEME, TITLE_SIZE } from "lib/charts/theme.ts";
import { TITLE_WEIGHT } from "lib/charts/fonts.ts";
import { wrapped } from "lib/charts/wrapped.ts";
import { visible } from "lib/visible.ts";

/**
 * The chart of a body (title, size, data, layers) under the head that all charts share; a title that
 * is wider than most charts stands in several lines.
 */
export function chartOf(caption: string, body: JsonObject, reading?: string): Chart {
  const shown = visible(caption);
  const head = { $schema: SCHEMA, description: shown, config: THEME };
  const { title } = body;
  if (typeof title !== "string") return new Chart({ ...head, ...body }, shown, reading);
  // Where the chart is as wide as the page, its title begins at the edge, and in a page ends before the
  // button that saves the chart.
  const isWide = body["autosize"] === FIT_WIDTH || body["vconcat"] !== undefined ||
    body["hconcat"] !== undefined;
  const lines = wrapped(
    visible(title),
    isWide ? WIDEST_BESIDE : WIDEST_TITLE,
    TITLE_SIZE,
    TITLE_WEIGHT,
  );
  const text = lines.length === 1 ? title : lines;
  return new Chart(
    { ...head, ...body, title: isWide ? { text, frame: "bounds" } : text },
    shown,
    reading,
  );
}

/** The width of a title's line at most, in pixels. */
const WIDEST_TITLE = 700;

/** The same beside the button that saves the chart. */
const WIDEST_BESIDE = 630;

/** The record as a row of data, in which numbers that are none have no place: NaN becomes null. */
export function dataRow(record: object): JsonObject {
  const values = Object.entries(record) as [string, Json][];
  return Object.fromEntries(
    values.map(([name, value]) => [name, Number.isNaN(value) ? null : value]),
  );
}

/** The channel of a field's numbers; the look is scale and axis, or in tooltips the format. */
export function quantity(field: string, title: string, look: JsonObject = {}): JsonObject {
  return { field, type: "quantitative", title, ...look };
}

/** The channel of a field's names. */
export function category(field: string, title: string, look: JsonObject = {}): JsonObject {
  return { field, type: "nominal", title, ...look };
}

/** The channel of a field's numbers where marks are texts. */
export function printed(field: string, format: string): JsonObject {
  return { field, type: "quantitative", format };
}

/** The vertical axis of a list: its names from top to bottom in the order of the data. */
export function listAxis(field: string, title: string): JsonObject {
  return category(field, title, {
    sort: null,
    axis: { grid: false, ticks: false, domain: false },
  });
}

/** One axis for several fields: the channel of the field that is named. */
export type Axis = (field: string) => JsonObject;

/** The two channels of marks that extend along an axis, from one field to another. */
export function along(channel: "x" | "y", axis: Axis, [from, to]: FromTo): JsonObject {
  return { [channel]: axis(from), [`${channel}2`]: { field: to } };
}

/** The fields in which a mark's extent begins and ends. */
export type FromTo = readonly [from: string, to: string];

/** The lowest and the highest of zero and the values. */
export function rangeWithZero(values: readonly number[]): readonly [number, number] {
  return [Math.min(0, ...values), Math.max(0, ...values)];
}
