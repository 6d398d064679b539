/**
 * Chart of what an estimate becomes under a cause that nobody recorded, by its strength.
 *
 * @module
 */

import type { Chart } from "lib/charts/chart.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { labels, points, rules, zeroRule } from "lib/charts/marks.ts";
import { along, chartOf, quantity } from "lib/charts/spec.ts";
import { CHART_WIDTH, COLORS, FIT_WIDTH } from "lib/charts/theme.ts";
import type { JsonObject } from "lib/charts/vega_lite.ts";
import type { BoundsAtStrength } from "lib/effects/confounding.ts";
import { clicksPerHundred } from "lib/text/clicks_per_hundred.ts";

/** Options for {@linkcode confoundingStrengthChart}. */
export interface ConfoundingStrengthOptions {
  /** The true effect, in click probability; undefined where nobody knows it. */
  readonly truth?: number | undefined;
  /** Strengths of causes that were recorded, by name, to compare with. */
  readonly benchmarks?: readonly { readonly name: string; readonly strength: number }[];
}

/**
 * Chart of the lowest and the highest effect that agree with the data, by the strength of a cause of place
 * and click that nobody recorded.
 *
 * @param bounds the bounds by strength, ascending, the first with strength 0
 * @param options the truth where it is known, and recorded causes to compare with
 * @returns the chart, in clicks per 100 displays and percent of what is left unexplained
 *
 * @example
 * ```ts
 * import { confoundingStrengthChart } from "lib/charts/confounding_strength.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const bounds = { lift: 0.02, robustnessValue: 0.04, robustnessValueOfInterval: 0.03 };
 * const { caption } = confoundingStrengthChart([
 *   { strength: 0, bounds: { ...bounds, lowest: 0.02, highest: 0.02, lower: 0.01, upper: 0.03 } },
 *   { strength: 0.05, bounds: { ...bounds, lowest: -0.01, highest: 0.05, lower: -0.02, upper: 0.06 } },
 * ]);
 * assertStringIncludes(caption, "A cause of 4.0 % of what is left of the click, and of the weights of the place");
 * ```
 */
export function confoundingStrengthChart(
  bounds: readonly BoundsAtStrength[],
  { truth, benchmarks = [] }: ConfoundingStrengthOptions = {},
): Chart {
  const [first] = bounds;
  if (first === undefined) return emptyChart("There are no bounds", "Give strengths to compare.");
  const value = first.bounds.robustnessValue;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const title = value >= 1
    ? "No cause, however strong, would bring the estimate to zero"
    : `A cause of ${
      percent(value)
    } of what is left of the click, and of the weights of the place, would bring the ` +
      "estimate to zero";
  const rows = bounds.map(({ strength, bounds }): JsonObject => ({
    strength: 100 * strength,
    lowest: 100 * bounds.lowest,
    highest: 100 * bounds.highest,
    lower: 100 * bounds.lower,
    upper: 100 * bounds.upper,
  }));
  const last = bounds.at(-1)!.strength;
  const x = quantity(
    "strength",
    "Share of the click, and of the weights of the place, that it would make up, in %",
    {
      scale: { nice: false, domain: [0, 100 * last] },
      axis: { grid: true, tickCount: 8 },
    },
  );
  const y = (field: string) =>
    quantity(field, "Additional clicks per 100 displays", {
      scale: { nice: false, zero: true, padding: 10 },
      axis: {
        grid: true,
        tickCount: 6,
        titleAngle: 0,
        titleAlign: "left",
        titleBaseline: "bottom",
        titleX: -30,
        titleY: -7,
      },
    });
  const marked = benchmarks.filter(({ strength }) => strength <= last);
  const beyond = benchmarks.filter(({ strength }) => strength > last)
    .map(({ name, strength }) => ` Beyond the scale: ${name}, ${percent(strength)}.`).join("");
  return chartOf(
    `${title}. ${
      benchmarks.length === 0
        ? ""
        : `Recorded causes to compare with: ${
          benchmarks.map(({ name, strength }) => `${name} ${percent(strength)}`).join(", ")
        }.`
    }`,
    {
      title,
      width: CHART_WIDTH,
      autosize: FIT_WIDTH,
      height: 260,
      data: { values: rows },
      layer: [
        {
          mark: { type: "area", color: COLORS.estimate, opacity: 0.14 },
          encoding: { x, ...along("y", y, ["lower", "upper"]) },
        },
        {
          mark: { type: "area", color: COLORS.estimate, opacity: 0.3 },
          encoding: { x, ...along("y", y, ["lowest", "highest"]) },
        },
        zeroRule("y"),
        // Where the pointer rests, the figures of the nearest strength.
        {
          ...rules({ strokeWidth: 12, opacity: 0, color: COLORS.estimate }, {
            x,
            ...along("y", y, ["lower", "upper"]),
            tooltip: [
              quantity("strength", "Strength, in %", { format: ".2f" }),
              quantity("lowest", "Lowest effect", { format: ".2f" }),
              quantity("highest", "Highest effect", { format: ".2f" }),
              quantity("lower", "With noise, from", { format: ".2f" }),
              quantity("upper", "to", { format: ".2f" }),
            ],
          }),
        },
        {
          data: { values: [{ strength: 0, lowest: 100 * first.bounds.lift }] },
          ...points({ color: COLORS.estimate, size: 80, opacity: 1 }, { x, y: y("lowest") }),
        },
        ...(truth === undefined ? [] : [
          {
            data: { values: [{ truth: 100 * truth }] },
            ...rules({ color: COLORS.truth, strokeWidth: 2 }, { y: y("truth") }),
          },
          {
            data: { values: [{ truth: 100 * truth }] },
            ...labels({ align: "right", baseline: "bottom", dy: -4, dx: -4 }, {
              x: { value: "width" },
              y: y("truth"),
              text: { value: `true effect ${clicksPerHundred(truth)}` },
            }),
          },
        ]),
        ...marked.flatMap(({ name, strength }, at) => [
          {
            data: { values: [{ strength: 100 * strength }] },
            ...rules({ color: COLORS.text, strokeDash: [3, 3], strokeWidth: 1 }, { x }),
          },
          {
            data: { values: [{ strength: 100 * strength }] },
            ...labels({ align: "left", baseline: "top", dx: 4, dy: 4 + 14 * at }, {
              x,
              y: { value: 0 },
              text: { value: name },
            }),
          },
        ]),
      ],
    },
    "The dark band holds every effect that agrees with the data if a cause of that strength, at its worst, was not " +
      "recorded: it explains that share of what is left of the click, and that share of the variance of the weights is " +
      "there only with it. Where chances are small, a cause that explains far less of the place makes up so much of the " +
      "weights. The light band adds the noise, either end by a one-sided interval of 95 %. A dashed line is a " +
      `recorded covariate: what the models would have missed without it.${beyond}`,
  );
}
