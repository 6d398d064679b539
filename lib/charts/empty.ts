/**
 * The chart of nothing.
 *
 * @module
 */

import { Chart } from "lib/charts/chart.ts";
import { COLORS, SCHEMA, THEME } from "lib/charts/theme.ts";

/**
 * Says in a chart's place that there is nothing to draw, and why.
 *
 * @param title the title that the chart would have had
 * @param reason why there is nothing, as a sentence
 * @returns a chart that holds this text alone
 *
 * @example
 * ```ts
 * import { emptyChart } from "lib/charts/empty.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const chart = emptyChart("Lift By Category", "No segment has 1,000 rows.");
 * assertEquals(chart.caption, "Lift By Category. No segment has 1,000 rows.");
 * ```
 */
export function emptyChart(title: string, reason: string): Chart {
  const caption = `${title}. ${reason}`;
  return new Chart({
    $schema: SCHEMA,
    description: caption,
    config: THEME,
    title,
    width: 600,
    height: 60,
    data: { values: [{ reason }] },
    mark: { type: "text", align: "left", fontSize: 13, color: COLORS.text, limit: 600 },
    encoding: { x: { value: 0 }, text: { field: "reason" } },
  }, caption);
}
