/**
 * Chart of nothing.
 *
 * @module
 */

import type { Chart } from "lib/charts/chart.ts";
import type { JsonObject } from "lib/charts/vega_lite.ts";
import { labels } from "lib/charts/marks.ts";
import { chartOf } from "lib/charts/spec.ts";
import { wrapped } from "lib/charts/wrapped.ts";

const WIDTH = 600;
const HEIGHT = 60;
const FONT_SIZE = 13;
const LINE_HEIGHT = 18;

/** The chart that says in another's place, under its title, why there is nothing to draw. */
export function emptyChart(title: string, reason: string): Chart {
  const lines = wrapped(reason, WIDTH, FONT_SIZE, 400);
  return chartOf(`${title}. ${reason}`, {
    title,
    width: WIDTH,
    height: HEIGHT + LINE_HEIGHT * (lines.length - 1),
    data: { values: rowsOf(lines) },
    ...labels({ align: "left", fontSize: FONT_SIZE }, {
      x: { value: 0 },
      // One line stands in the middle by itself.
      ...(lines.length === 1 ? {} : { y: { field: "y", type: "quantitative", scale: null } }),
      text: { field: "reason" },
    }),
  });
}

/** A row for each line; several are set apart downwards, in pixels. */
function rowsOf(lines: readonly string[]): readonly JsonObject[] {
  if (lines.length === 1) return [{ reason: lines[0]! }];
  return lines.map((reason, at) => ({ reason, y: HEIGHT / 2 + LINE_HEIGHT * at }));
}
