/**
 * Chart of what a fitted model takes the probability of a first place to be, by the length of the list,
 * beside what it is.
 *
 * @module
 */

import type { Chart } from "lib/charts/chart.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { labels } from "lib/charts/marks.ts";
import { chartOf, quantity } from "lib/charts/spec.ts";
import { COLORS } from "lib/charts/theme.ts";
import type { JsonObject } from "lib/charts/vega_lite.ts";
import type { LengthBalance } from "lib/effects/length_balance.ts";
import { formatFixed } from "lib/text/format_fixed.ts";

const PANEL_WIDTH = 650;
const LABELS = 40;

/** Where the logarithmic axis of probabilities has ticks. */
const PROBABILITIES = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];

/**
 * Chart of the mean fitted probability of a first place by list length, beside the known one, and below it
 * the mean weight of treated rows, which is 1 where the probability is right.
 *
 * @param balance one entry per list length or range of lengths, ascending
 * @returns the chart, list lengths on a logarithmic axis
 *
 * @example
 * ```ts
 * import { propensityByLengthChart } from "lib/charts/propensity_by_length.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const { caption } = propensityByLengthChart([
 *   { length: 6, shortest: 5, longest: 7, rows: 60, fitted: 0.25, known: 0.5, fittedWeight: 2, knownWeight: 1 },
 *   { length: 60, shortest: 50, longest: 70, rows: 600, fitted: 0.06, known: 0.05, fittedWeight: 0.9, knownWeight: 1 },
 * ]);
 * assertStringIncludes(caption, "In lists of 5 to 7 articles the model says .25 where .50 is right");
 * ```
 */
export function propensityByLengthChart(balance: readonly LengthBalance[]): Chart {
  if (balance.length === 0) return emptyChart("There are no lists", "No list has both arms.");
  const worst = balance.reduce((most, each) =>
    Math.abs(Math.log(each.fitted / each.known)) > Math.abs(Math.log(most.fitted / most.known))
      ? each
      : most
  );
  const title = `In lists of ${lengthsInWords(worst)} articles the model says ${
    decimals(worst.fitted)
  } where ${decimals(worst.known)} is right`;
  const rows = balance.map((each) => ({ ...each }));
  const x = (look: JsonObject) => ({
    field: "length",
    type: "quantitative",
    scale: { type: "log", nice: false },
    axis: { grid: true, values: [4, 5, 10, 20, 50, 100, 200, 300], ...look },
  });
  const start = rows[0]!;
  const series = (
    [known, fitted]: readonly [keyof LengthBalance, keyof LengthBalance],
    axisTitle: string,
    scale: JsonObject,
    isLast: boolean,
  ): readonly JsonObject[] =>
    ([[fitted, COLORS.estimate, "fitted"], [known, COLORS.truth, "known"]] as const).flatMap((
      [field, color, name],
      at,
    ) => [
      {
        mark: { type: "line", color, strokeWidth: 2, point: { color, size: 26 } },
        encoding: {
          x: x(isLast ? { title: "Articles in the list" } : { title: null, labels: false }),
          y: quantity(field, axisTitle, {
            scale,
            axis: scale["type"] === "log" ? { ...AXIS, values: PROBABILITIES, format: "~" } : AXIS,
          }),
          tooltip: TOOLTIP,
        },
      },
      {
        data: { values: [start as unknown as JsonObject] },
        ...labels({
          align: "left",
          dx: 12,
          // The higher curve's name stands above it.
          dy: (start[field] > start[at === 0 ? known : fitted]) ? -2 : 13,
          fontWeight: 600,
          color,
        }, {
          x: x({}),
          y: quantity(field, axisTitle, { scale }),
          text: { value: name },
        }),
      },
    ]);
  return chartOf(
    `${title}. ${
      rows.map((own) =>
        `${lengthsInWords(own)}: fitted ${decimals(own.fitted)}, known ${
          decimals(own.known)
        }, mean weight ${formatFixed(own.fittedWeight, 2)}`
      ).join("; ")
    }.`,
    {
      title,
      spacing: 24,
      data: { values: rows as unknown as readonly JsonObject[] },
      vconcat: [
        {
          width: PANEL_WIDTH,
          height: 200,
          layer: series(
            ["known", "fitted"],
            "Chance of a place in the top three",
            { type: "log" },
            false,
          ),
        },
        {
          width: PANEL_WIDTH,
          height: 120,
          layer: [
            {
              data: { values: [{ one: 1 }] },
              mark: { type: "rule", color: COLORS.zero, strokeDash: [4, 3] },
              encoding: { y: quantity("one", "", {}) },
            },
            ...series(["knownWeight", "fittedWeight"], "Mean weight t / e: 1 is right", {
              zero: false,
            }, true),
          ],
        },
      ],
    },
    "Above, the mean probability by the lengths of the lists, known and as the model says; both axes are " +
      "logarithmic. Below, the mean weight t / e of all rows of such lists: where the probability is right " +
      "it is 1 but for chance, where it is too small the rows at the top count for too much.",
  );
}

const AXIS: JsonObject = {
  grid: true,
  tickCount: 4,
  minExtent: LABELS,
  maxExtent: LABELS,
  titleAngle: 0,
  titleAlign: "left",
  titleBaseline: "bottom",
  titleX: -LABELS,
  titleY: -7,
};

const TOOLTIP: readonly JsonObject[] = [
  quantity("shortest", "Articles in the list, from", { format: ".0f" }),
  quantity("longest", "to", { format: ".0f" }),
  quantity("rows", "Displays", { format: ",.0f" }),
  quantity("fitted", "Fitted probability", { format: ".3f" }),
  quantity("known", "Known probability", { format: ".3f" }),
  quantity("fittedWeight", "Mean weight, fitted", { format: ".2f" }),
  quantity("knownWeight", "Mean weight, known", { format: ".2f" }),
];

function lengthsInWords({ shortest, longest }: LengthBalance): string {
  return shortest === longest ? `${shortest}` : `${shortest} to ${longest}`;
}

function decimals(value: number): string {
  return formatFixed(value, value < 0.095 ? 3 : 2).replace(/^0/, "");
}
