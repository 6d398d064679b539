/**
 * Chart of what several estimators say of the same effects, beside the truth, in one panel per table.
 *
 * @module
 */

import type { Chart, ChartOptions } from "lib/charts/chart.ts";
import { hundredfold, isKnown, panelLayers } from "lib/charts/compared_panel.ts";
import { isWithin, windowOf } from "lib/charts/effect_window.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { textWidth } from "lib/charts/fonts.ts";
import { chartOf } from "lib/charts/spec.ts";
import { CHART_WIDTH } from "lib/charts/theme.ts";
import type { ComparedEstimate } from "lib/effects/compared_estimate.ts";
import { clicksPerHundred } from "lib/text/clicks_per_hundred.ts";

/** Options for {@linkcode comparedEstimatesChart}. */
export interface ComparedEstimatesOptions extends ChartOptions {
  /** The title: the finding. */
  readonly title: string;
  /** How to read the chart, after what its marks are. */
  readonly reading?: string;
  /** What the lines are, above their labels. */
  readonly heading: string;
  /** The estimators whose estimates set the scale; all by default. */
  readonly ruling?: readonly string[];
}

/** Height of a line for one estimator, in pixels. */
const LINE = 19;

/** Room between panels and beside them, in pixels. */
const [BETWEEN, MARGINS] = [22, 38];

/**
 * Chart of the estimates of several estimators, one below the other on a line, with the true effect as a
 * diamond where it is known.
 *
 * @param estimates one entry per panel, line and estimator, in the order to draw
 * @param options the finding as title, what the lines are, and which estimators set the scale
 * @returns the chart, in clicks per 100 displays; what lies beyond the scale is an arrow with its number
 *
 * @example
 * ```ts
 * import { comparedEstimatesChart } from "lib/charts/compared_estimates.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const { caption } = comparedEstimatesChart([
 *   { panel: "Shuffled", line: "all", estimator: "known chances", lift: 0, lower: -0.01, upper: 0.01, truth: 0 },
 * ], { title: "The design finds the truth", heading: "Displays" });
 * assertStringIncludes(caption, "Shuffled, all: known chances 0.0 (−1.0 to 1.0), truth 0.0");
 * ```
 */
export function comparedEstimatesChart(
  estimates: readonly ComparedEstimate[],
  options: ComparedEstimatesOptions,
): Chart {
  const { title, heading, reading = "" } = options;
  const known = estimates.filter(isKnown);
  if (known.length === 0) return emptyChart(title, options.whenEmpty || "There is no estimate.");
  const distinct = (of: (each: ComparedEstimate) => string) => [...new Set(estimates.map(of))];
  const panels = distinct(({ panel }) => panel);
  const lines = distinct(({ line }) => line);
  const estimators = distinct(({ estimator }) => estimator);
  const { ruling = estimators } = options;
  const room = Math.max(...[heading, ...lines].map((text) => textWidth(text, 12, 400)));
  const width = Math.floor(
    (CHART_WIDTH - MARGINS - 16 - room - BETWEEN * (panels.length - 1)) / panels.length,
  );
  const window = windowOf(
    known.filter(({ estimator }) => ruling.includes(estimator)).map(hundredfold),
    estimates.flatMap(({ truth }) => truth === undefined ? [] : [100 * truth]),
  );
  const isFar = known.some(({ lift }) => !isWithin(100 * lift, window));
  return chartOf(
    captionOf(title, estimates),
    {
      title,
      spacing: BETWEEN,
      hconcat: panels.map((panel, at) => ({
        width,
        height: Math.max(90, lines.length * (LINE * estimators.length + 10)),
        layer: panelLayers(estimates.filter((each) => each.panel === panel), {
          lines,
          estimators,
          hasTruth: estimates.some(({ truth }) => truth !== undefined),
          window,
          panel: panels.length > 1 ? panel : "",
          heading: at === 0 ? heading : "",
          isFirst: at === 0,
          isSmall: width < 240,
        }),
      })),
    },
    [
      "A mark is an estimate on its 95 % interval, a diamond the truth where it is known.",
      isFar
        ? "An arrow with a number stands for an estimate so far out that it would flatten all others."
        : "",
      reading,
    ].filter((sentence) => sentence !== "").join(" "),
  );
}

function captionOf(title: string, estimates: readonly ComparedEstimate[]): string {
  const groups = Map.groupBy(estimates, ({ panel, line }) => JSON.stringify([panel, line]));
  const said = [...groups.values()].map((group) => {
    const [{ panel, line, truth }] = group as [ComparedEstimate];
    const shown = group.map((each) =>
      isKnown(each)
        ? `${each.estimator} ${clicksPerHundred(each.lift)} (${clicksPerHundred(each.lower)} to ${
          clicksPerHundred(each.upper)
        })`
        : `${each.estimator} nothing to compare with`
    ).join(", ");
    return `${panel}, ${line}: ${shown}${
      truth === undefined ? "" : `, truth ${clicksPerHundred(truth)}`
    }`;
  });
  return `${title}. Clicks per 100 displays. ${said.join("; ")}.`;
}
