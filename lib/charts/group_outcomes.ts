/**
 * Chart of what each exposure group clicks on, and what the promotion changed about it.
 *
 * @module
 */

import type { Chart, ChartOptions } from "lib/charts/chart.ts";
import type { JsonObject } from "lib/charts/vega_lite.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { bars, labels, LINE_WIDTH, zeroRule } from "lib/charts/marks.ts";
import {
  armChannel,
  armOfGroup,
  groupAxis,
  inGroupOrder,
  wordsOf,
} from "lib/charts/slate_series.ts";
import { category, chartOf, printed, quantity, rangeWithZero } from "lib/charts/spec.ts";
import type { GroupOutcome } from "lib/interference/exposure_groups.ts";
import { formatFixed } from "lib/text/format_fixed.ts";

/** Options for {@linkcode groupOutcomesChart}; the title stands above both panels. */
export type GroupOutcomesChartOptions = ChartOptions;

/**
 * Chart of click rate and known lift of each exposure group, one above the other in one order of groups.
 *
 * @param outcomes the groups that have rows, in any order; rates and lifts in click probability
 * @param options what the chart says
 * @returns the chart, two panels with a vertical scale each; groups without rows keep their place
 *
 * @example
 * ```ts
 * import { groupOutcomesChart } from "lib/charts/group_outcomes.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const chart = groupOutcomesChart([{
 *   group: "direct_promoted",
 *   place: 0,
 *   rows: 1505,
 *   meanProbability: 0.3556,
 *   meanUnchangedProbability: 0.1762,
 *   meanLift: 0.1794,
 *   clickRate: 0.3435,
 *   meanEngagement: 0.5827,
 * }]);
 * assertStringIncludes(chart.caption, "direct promoted 0.3435 and 0.1794");
 * ```
 */
export function groupOutcomesChart(
  outcomes: readonly GroupOutcome[],
  options: GroupOutcomesChartOptions = {},
): Chart {
  const { title = "Simulated Outcomes by Exposure Group" } = options;
  if (outcomes.length === 0) return emptyChart(title, options.whenEmpty || "There is no row.");

  return chartOf(captionOf(title, outcomes), {
    title: { text: title, offset: 10 },
    spacing: 24,
    data: { values: outcomes.map((outcome) => ({ ...outcome, arm: armOfGroup(outcome.group) })) },
    vconcat: [
      panelOf("clickRate", "Observed simulated click rate", ".3f", outcomes),
      panelOf("meanLift", "Known probability lift vs no promotion", "+.3f", outcomes),
    ],
  });
}

function panelOf(
  field: "clickRate" | "meanLift",
  title: string,
  format: string,
  outcomes: readonly GroupOutcome[],
): JsonObject {
  const arms = outcomes.map(({ group }) => armOfGroup(group));
  const place = {
    x: groupAxis(outcomes),
    y: quantity(field, "Value", {
      scale: { domain: domainOf(outcomes.map((outcome) => outcome[field])), nice: false },
      // The bars bear their numbers, which grid lines would strike through.
      axis: { grid: false, tickCount: 6 },
    }),
    tooltip: TOOLTIP,
  };
  const numbersWhere = (comparison: string, dy: number, text: JsonObject) => ({
    transform: [{ filter: `datum.${field} ${comparison} 0` }],
    ...labels({ dy }, { ...place, text }),
  });
  return {
    title: { text: title, fontSize: 13 },
    width: 640,
    height: 200,
    layer: [
      bars({ width: { band: 0.6 }, strokeWidth: LINE_WIDTH }, {
        ...place,
        fill: armChannel("fill", arms),
        stroke: armChannel("color", arms),
      }),
      // Above the bars, whose outlines would paint over it.
      zeroRule("y"),
      numbersWhere("<", 10, printed(field, format)),
      numbersWhere("==", -9, { value: "0" }),
      numbersWhere(">", -9, printed(field, format)),
    ],
  };
}

const RATE = { format: ".4f" };

const TOOLTIP: readonly JsonObject[] = [
  category("group", "Exposure group"),
  quantity("rows", "Rows", { format: ",d" }),
  quantity("clickRate", "Simulated click rate", RATE),
  quantity("meanProbability", "Mean click probability", RATE),
  quantity("meanUnchangedProbability", "Mean probability without promotion", RATE),
  quantity("meanLift", "Mean probability lift", RATE),
  quantity("meanEngagement", "Mean engagement score", RATE),
];

/** From the lowest value or zero to the highest, with room for the numbers at the bars' ends. */
function domainOf(values: readonly number[]): readonly [number, number] {
  const [lowest, highest] = rangeWithZero(values);
  if (lowest === highest) return [-0.11, 0.11];
  const margin = 0.1 * (highest - lowest);
  return [lowest < 0 ? lowest - margin : 0, highest + margin];
}

function captionOf(title: string, outcomes: readonly GroupOutcome[]): string {
  const groups = inGroupOrder(outcomes).map(({ group, clickRate, meanLift }) =>
    `${wordsOf(group)} ${formatFixed(clickRate, 4)} and ${formatFixed(meanLift, 4)}`
  );
  return `${title}. Observed simulated click rate and known probability lift vs no promotion: ` +
    `${groups.join("; ")}.`;
}
