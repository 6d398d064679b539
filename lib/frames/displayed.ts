/**
 * Frames that show themselves.
 *
 * @module
 */

import pl, { type DataFrame, type Series } from "nodejs-polars";
import { requireDistinct, requireLengths } from "lib/checks.ts";
import { DISPLAY, type Forms } from "lib/display.ts";
import { formatTable } from "lib/frames/format_table.ts";

/**
 * The same frame, which as a cell's last expression now shows itself as `show` shows it: head and
 * tail, four decimals, a scrolling box. What Polars itself sends has every row's raw value, no text
 * beside the HTML, and fails on columns of 64-bit integers. Frames derived from it are Polars' again.
 */
export function displayed(frame: DataFrame): DataFrame {
  const forms = (): Forms => {
    const { html, text } = formatTable(frame);
    return { "text/html": html, "text/plain": text };
  };
  // A frame takes names of columns apart, and leaves every other property to be set.
  Reflect.set(frame, DISPLAY, forms);
  return frame;
}

/** The table of some columns, all of one length: a frame to show or save, which shows itself. */
export function tableOf(columns: readonly Series[]): DataFrame {
  requireDistinct(columns.map(({ name }) => name), "columns");
  for (const { name, length } of columns) {
    requireLengths({ [name]: { length } }, columns[0]!.length);
  }
  return displayed(pl.DataFrame([...columns]));
}
