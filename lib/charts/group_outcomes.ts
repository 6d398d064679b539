/**
 * What each exposure group clicks on, and what the promotion changed about it.
 *
 * @module
 */

import { Chart, type Json } from "lib/charts/chart.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { armChannel, armOfGroup, groupAxis, wordsOf } from "lib/charts/slate_series.ts";
import { COLORS, SCHEMA, THEME } from "lib/charts/theme.ts";
import { formatFixed } from "lib/text/format_fixed.ts";
import { EXPOSURE_GROUPS } from "lib/interference/exposure.ts";
import type { GroupOutcome } from "lib/interference/exposure_groups.ts";

/** What a chart of outcomes says. */
export interface GroupOutcomesChartOptions {
  /** The title above both panels. */
  readonly title?: string;
  /** What to say if there is no row, as a sentence. */
  readonly whenEmpty?: string;
}

/**
 * Draws click rate and known lift of each exposure group, side by side in one order of groups.
 *
 * @param outcomes the groups that have rows, in any order
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

  const caption = captionOf(title, outcomes);
  return new Chart({
    $schema: SCHEMA,
    description: caption,
    config: THEME,
    title: { text: title, offset: 10 },
    spacing: 40,
    data: { values: outcomes.map((outcome) => ({ ...outcome, arm: armOfGroup(outcome.group) })) },
    hconcat: [
      panelOf("clickRate", "Observed simulated click rate", ".3f", outcomes),
      panelOf("meanLift", "Known probability lift vs no promotion", "+.3f", outcomes),
    ],
  }, caption);
}

function panelOf(
  field: "clickRate" | "meanLift",
  title: string,
  format: string,
  outcomes: readonly GroupOutcome[],
): Json {
  const arms = outcomes.map(({ group }) => armOfGroup(group));
  const x = groupAxis(outcomes);
  const y = {
    field,
    type: "quantitative",
    title: "Value",
    scale: { domain: domainOf(outcomes.map((outcome) => outcome[field])), nice: false },
    // The bars bear their numbers, which grid lines would strike through.
    axis: { grid: false, tickCount: 6 },
  } as const;
  const label = (values: "negative" | "zero" | "positive"): Json => ({
    transform: [{
      filter: `datum.${field} ${{ negative: "<", zero: "==", positive: ">" }[values]} 0`,
    }],
    mark: { type: "text", dy: values === "negative" ? 10 : -9, color: COLORS.text },
    encoding: {
      x,
      y,
      text: values === "zero" ? { value: "0" } : { field, type: "quantitative", format },
      tooltip: TOOLTIP,
    },
  });
  return {
    title: { text: title, fontSize: 13 },
    width: 440,
    height: 290,
    layer: [
      {
        mark: { type: "bar", width: { band: 0.6 }, strokeWidth: 1.5 },
        encoding: {
          x,
          y,
          fill: armChannel("fill", arms),
          stroke: armChannel("color", arms),
          tooltip: TOOLTIP,
        },
      },
      // Above the bars, whose outlines would paint over it.
      {
        data: { values: [{}] },
        mark: { type: "rule", color: COLORS.zero },
        encoding: { y: { datum: 0, type: "quantitative" } },
      },
      label("negative"),
      label("zero"),
      label("positive"),
    ],
  };
}

const TOOLTIP: readonly Json[] = [
  { field: "group", type: "nominal", title: "Exposure group" },
  { field: "rows", type: "quantitative", title: "Rows", format: ",d" },
  ...([
    ["clickRate", "Simulated click rate"],
    ["meanProbability", "Mean click probability"],
    ["meanUnchangedProbability", "Mean probability without promotion"],
    ["meanLift", "Mean probability lift"],
    ["meanEngagement", "Mean engagement score"],
  ] as const).map(([field, title]) => ({ field, type: "quantitative", title, format: ".4f" })),
];

/** From the lowest value or zero to the highest, with room for the numbers at the bars' ends. */
function domainOf(values: readonly number[]): readonly [number, number] {
  const [lowest, highest] = [Math.min(0, ...values), Math.max(0, ...values)];
  if (lowest === highest) return [-0.11, 0.11];
  const margin = 0.1 * (highest - lowest);
  return [lowest < 0 ? lowest - margin : 0, highest + margin];
}

function captionOf(title: string, outcomes: readonly GroupOutcome[]): string {
  const groups = EXPOSURE_GROUPS.flatMap((group) =>
    outcomes.filter((outcome) => outcome.group === group).map((outcome) =>
      `${wordsOf(group)} ${formatFixed(outcome.clickRate, 4)} and ` +
      formatFixed(outcome.meanLift, 4)
    )
  );
  return `${title}. Observed simulated click rate and known probability lift vs no promotion: ` +
    `${groups.join("; ")}.`;
}
