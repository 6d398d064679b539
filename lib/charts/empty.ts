/**
 * Chart of nothing.
 *
 * @module
 */

import type { Chart } from "lib/charts/chart.ts";
import { labels } from "lib/charts/marks.ts";
import { chartOf } from "lib/charts/spec.ts";

/** The chart that says in another's place, under its title, why there is nothing to draw. */
export function emptyChart(title: string, reason: string): Chart {
  return chartOf(`${title}. ${reason}`, {
    title,
    width: 600,
    height: 60,
    data: { values: [{ reason }] },
    ...labels({ align: "left", fontSize: 13, limit: 600 }, {
      x: { value: 0 },
      text: { field: "reason" },
    }),
  });
}
