/**
 * Chart of which displays of each log can be compared at all.
 *
 * @module
 */

import type { Chart } from "lib/charts/chart.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { category, chartOf, quantity } from "lib/charts/spec.ts";
import { CHART_WIDTH, COLORS, FIT_WIDTH, PALETTE } from "lib/charts/theme.ts";
import type { JsonObject } from "lib/charts/vega_lite.ts";
import { formatCount } from "lib/text/counts.ts";
import { percentOf } from "lib/text/shares.ts";

/** Displays of one log, by whether they can be compared. */
export interface ComparedRows {
  readonly name: string;
  readonly compared: number;
  /** That could stand in one arm only. */
  readonly oneArm: number;
  /** Of lists that are not whole, or not known. */
  readonly torn: number;
}

const KINDS = ["compared", "nothing to compare with", "list not whole"] as const;

/**
 * Chart of the share of each log's displays that can be compared, and of those that are left out.
 *
 * @param logs the counts of displays
 * @returns the chart, in percent of the displays
 *
 * @example
 * ```ts
 * import { comparedRowsChart } from "lib/charts/compared_rows.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const { caption } = comparedRowsChart([{ name: "Our log", compared: 95, oneArm: 5, torn: 0 }]);
 * assertStringIncludes(caption, "Our log: 5.0 % of the displays have nothing to compare with");
 * ```
 */
export function comparedRowsChart(logs: readonly ComparedRows[]): Chart {
  const total = ({ compared, oneArm, torn }: ComparedRows) => compared + oneArm + torn;
  const known = logs.filter((log) => total(log) > 0);
  const [first] = known;
  if (first === undefined) return emptyChart("There are no displays", "No log was read.");
  const share = (count: number) => percentOf(count, total(first));
  const without = [
    ...(first.oneArm > 0
      ? [`${share(first.oneArm)} of the displays have nothing to compare with`]
      : []),
    ...(first.torn > 0 ? [`${share(first.torn)} are of lists that are not whole`] : []),
  ];
  const title = without.length === 0
    ? `${first.name}: every display has something to compare with`
    : `${first.name}: ${without.join(", ")}`;
  const rows = known.flatMap((log): JsonObject[] =>
    ([["compared", log.compared], ["nothing to compare with", log.oneArm], [
      "list not whole",
      log.torn,
    ]] as const)
      .map(([kind, count], order) => ({
        name: log.name,
        kind,
        order,
        count,
        percent: 100 * count / total(log),
      }))
  );
  const names = Object.fromEntries(known.map((log) => [
    log.name,
    [log.name, `${formatCount(log.compared)} of ${formatCount(total(log))}`],
  ]));
  const y = category("name", "", {
    sort: null,
    axis: {
      title: null,
      grid: false,
      ticks: false,
      domain: false,
      labelExpr: `(${JSON.stringify(names)})[datum.value]`,
      labelLineHeight: 15,
    },
  });
  return chartOf(
    `${title}. ${
      known.map((log) =>
        `${log.name}: ${formatCount(log.compared)} compared, ${
          formatCount(log.oneArm)
        } with nothing to compare with, ${formatCount(log.torn)} of lists that are not whole`
      ).join("; ")
    }.`,
    {
      title,
      width: CHART_WIDTH,
      autosize: FIT_WIDTH,
      height: 44 * known.length,
      layer: [
        {
          data: { values: rows },
          mark: { type: "bar", height: { band: 0.6 }, opacity: 1 },
          encoding: {
            y,
            x: quantity("percent", "Displays, in %", {
              scale: { domain: [0, 100], nice: false },
              axis: { grid: true, tickCount: 6, titleAnchor: "start", titleAlign: "left" },
            }),
            order: { field: "order", type: "quantitative" },
            color: {
              field: "kind",
              type: "nominal",
              sort: null,
              scale: { domain: KINDS, range: [COLORS.estimate, PALETTE[1]!, PALETTE[3]!] },
              legend: { title: null, orient: "top", labelLimit: 0 },
            },
            tooltip: [
              category("name", "Log"),
              category("kind", "Displays"),
              quantity("count", "How many", { format: "," }),
            ],
          },
        },
      ],
    },
    "Blue displays could stand in the top three or below. The estimate from known chances leaves the others out; that of notebook 04 keeps " +
      "them.",
  );
}
