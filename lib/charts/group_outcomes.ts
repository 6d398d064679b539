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
  groupLabelRoom,
  inGroupOrder,
} from "lib/charts/slate_series.ts";
import { category, chartOf, quantity, rangeWithZero } from "lib/charts/spec.ts";
import { CHART_WIDTH } from "lib/charts/theme.ts";
import type { ExposureGroup } from "lib/interference/exposure.ts";
import type { GroupOutcome } from "lib/interference/exposure_groups.ts";
import { clicksPerHundred } from "lib/text/clicks_per_hundred.ts";
import { exposureGroupInWords } from "lib/text/exposure_in_words.ts";

/** Options for {@linkcode groupOutcomesChart}; the title stands above both panels. */
export type GroupOutcomesChartOptions = ChartOptions;

/**
 * Chart of click rate and known lift of each exposure group, one above the other in one order of groups.
 *
 * @param outcomes the groups that have rows, in any order; rates and lifts in click probability
 * @param options what the chart says; its title is the finding by default
 * @returns the chart, in clicks per 100 displays, two panels with a scale each; groups without rows
 *   keep their place
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
 * assertStringIncludes(chart.caption, "promoted movie 34.4 and 17.9");
 * ```
 */
export function groupOutcomesChart(
  outcomes: readonly GroupOutcome[],
  options: GroupOutcomesChartOptions = {},
): Chart {
  if (outcomes.length === 0) {
    const title = options.title ?? "Clicks by Exposure Group";
    return emptyChart(title, options.whenEmpty || "There is no row.");
  }
  const { title = titleOf(outcomes) } = options;
  const width = CHART_WIDTH - MARGINS - groupLabelRoom(outcomes);
  return chartOf(captionOf(title, outcomes), {
    title,
    spacing: 22,
    data: { values: outcomes.map(rowOf) },
    vconcat: [
      panelOf(
        "clickRate",
        "Simulated clicks per 100 displays",
        width,
        outcomes,
      ),
      panelOf("meanLift", "True change by the promotion, per 100 displays", width, outcomes),
    ],
  }, READING);
}

const READING =
  "Below, what is true by the click model of the movies above. Movies of different groups differ in more than the promotion, so that the bars above are no " +
  "effects.";

/** What the chart takes beside plot and labels, in pixels. */
const MARGINS = 28;

function rowOf(outcome: GroupOutcome): JsonObject {
  const { group, clickRate, meanLift } = outcome;
  const hundredfold = (name: keyof GroupOutcome) => 100 * (outcome[name] as number);
  return {
    group,
    groupInWords: exposureGroupInWords(group),
    arm: armOfGroup(group),
    rows: outcome.rows,
    clickRate: hundredfold("clickRate"),
    meanProbability: hundredfold("meanProbability"),
    meanUnchangedProbability: hundredfold("meanUnchangedProbability"),
    meanLift: hundredfold("meanLift"),
    meanEngagement: outcome.meanEngagement,
    clickRateText: clicksPerHundred(clickRate),
    meanLiftText: meanLift === 0 ? "0" : signedText(meanLift),
  };
}

/** A change with its sign; what rounds to zero has none. */
function signedText(change: number): string {
  const text = clicksPerHundred(change);
  return change > 0 && Number(text) !== 0 ? `+${text}` : text;
}

function panelOf(
  field: "clickRate" | "meanLift",
  title: string,
  width: number,
  outcomes: readonly GroupOutcome[],
): JsonObject {
  const arms = outcomes.map(({ group }) => armOfGroup(group));
  const place = {
    y: groupAxis(outcomes),
    x: quantity(field, title, {
      scale: { domain: domainOf(outcomes.map((outcome) => 100 * outcome[field])), nice: false },
      // The bars bear their numbers.
      axis: { grid: false, tickCount: 6, titleAnchor: "start", titleAlign: "left" },
    }),
    tooltip: TOOLTIP,
  };
  const numbersWhere = (comparison: string, look: JsonObject) => ({
    transform: [{ filter: `datum.${field} ${comparison} 0` }],
    ...labels(look, { ...place, text: { field: `${field}Text`, type: "nominal" } }),
  });
  return {
    width,
    height: 165,
    layer: [
      bars({ height: { band: 0.62 }, strokeWidth: LINE_WIDTH }, {
        ...place,
        fill: armChannel("fill", arms),
        stroke: armChannel("color", arms),
      }),
      // Above the bars, whose outlines would paint over it.
      zeroRule("x"),
      numbersWhere("<", { align: "right", dx: -6 }),
      numbersWhere(">=", { align: "left", dx: 6 }),
    ],
  };
}

const PER_HUNDRED = { format: ".2f" };

const TOOLTIP: readonly JsonObject[] = [
  category("groupInWords", "Movies"),
  quantity("rows", "How many", { format: ",d" }),
  quantity("clickRate", "Simulated clicks per 100", PER_HUNDRED),
  quantity("meanProbability", "Expected clicks per 100", PER_HUNDRED),
  quantity("meanUnchangedProbability", "Expected without promotion", PER_HUNDRED),
  quantity("meanLift", "True change", PER_HUNDRED),
  quantity("meanEngagement", "Mean engagement", { format: ".4f" }),
];

/** From the lowest value or zero to the highest, with room for the numbers at the bars' ends. */
function domainOf(values: readonly number[]): readonly [number, number] {
  const [lowest, highest] = rangeWithZero(values);
  if (lowest === highest) return [-11, 11];
  const margin = 0.26 * (highest - lowest);
  return [lowest < 0 ? lowest - margin : 0, highest + margin];
}

/** The finding: what a promotion changes for the movie and for the others of its slate. */
function titleOf(outcomes: readonly GroupOutcome[]): string {
  const changes = (
    [
      ["direct_promoted", "the promoted movie"],
      ["same_cluster_spillover", "others of its genre"],
      ["other_slate_spillover", "the rest of its slate"],
    ] satisfies [ExposureGroup, string][]
  ).flatMap(([group, words]) => {
    const outcome = outcomes.find((each) => each.group === group);
    return outcome === undefined ? [] : [`of ${words} by ${signedText(outcome.meanLift)}`];
  });
  if (changes.length === 0) return "Without a promotion no movie's clicks change";
  const list = changes.length === 1
    ? changes[0]!
    : `${changes.slice(0, -1).join(", ")} and ${changes.at(-1)}`;
  return `Promotion changes the clicks per 100 displays ${list}`;
}

function captionOf(title: string, outcomes: readonly GroupOutcome[]): string {
  const groups = inGroupOrder(outcomes).map(({ group, clickRate, meanLift }) =>
    `${exposureGroupInWords(group)} ${clicksPerHundred(clickRate)} and ${
      clicksPerHundred(meanLift)
    }`
  );
  return `${title}. Simulated clicks per 100 displays, and their true change by the promotion: ` +
    `${groups.join("; ")}.`;
}
