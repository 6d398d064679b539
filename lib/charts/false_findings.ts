/**
 * Chart of how often ways of testing find something where nothing is there.
 *
 * @module
 */

import type { Chart } from "lib/charts/chart.ts";
import { labels } from "lib/charts/marks.ts";
import { category, chartOf, quantity } from "lib/charts/spec.ts";
import { CHART_WIDTH, COLORS, FIT_WIDTH, PALETTE } from "lib/charts/theme.ts";
import type { JsonObject } from "lib/charts/vega_lite.ts";
import { CRITICAL_VALUE_95 } from "lib/inference/critical_value.ts";
import type { ErrorRate, NullStudy } from "lib/inference/null_study_summary.ts";
import { familyInWords, procedureInWords } from "lib/text/procedures_in_words.ts";

/** A way of testing, as the chart names it. */
interface Way {
  readonly name: string;
  readonly rate: ErrorRate;
}

/**
 * Chart of the share of tables without any effect in which four ways of testing find one; the caption tells of
 * the others.
 *
 * @param study the study of tables in which nothing happens
 * @returns the chart, in percent of the tables, with a line at the error that is allowed
 *
 * @example
 * ```ts
 * import { falseFindingsChart } from "lib/charts/false_findings.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const rate = { isNullError: false, isFloored: false, tested: 64, falseFindings: 0.4 };
 * const { caption } = falseFindingsChart({
 *   tables: 200,
 *   level: 0.05,
 *   floor: 30,
 *   rates: [
 *     { ...rate, procedure: "holm", tablesWithFinding: 66 },
 *     { ...rate, procedure: "maxTByPlaces", tablesWithFinding: 9 },
 *   ],
 *   coverage: [],
 *   coverageBelowFloor: { least: 0, most: 29, intervals: 0, covering: 0, coveringByNullError: 0 },
 *   coverageFromFloor: { least: 30, most: Infinity, intervals: 0, covering: 0, coveringByNullError: 0 },
 *   overallCovering: 190,
 * });
 * assertStringIncludes(caption, "Holm finds something in 33.0 % of the logs in which there is nothing");
 * ```
 */
export function falseFindingsChart(study: NullStudy): Chart {
  const { tables, level, floor, rates } = study;
  const percent = (rate: ErrorRate) => 100 * rate.tablesWithFinding / tables;
  const ways = waysOf(study);
  const [least, most] = [-1, 1].map((side) =>
    Math.max(0, 100 * (level + side * CRITICAL_VALUE_95 * Math.sqrt(level * (1 - level) / tables)))
  ) as [number, number];
  const rows = ways.map(({ name, rate }): JsonObject => ({
    name,
    percent: percent(rate),
    label: `${oneDigit(percent(rate))} %`,
    // Behind the line of the level, which would go through the label of a bar that ends before it.
    labelAt: Math.max(percent(rate), 100 * level),
    isTooMany: percent(rate) > most,
    tested: rate.tested,
  }));
  const isShort = (row: JsonObject) => (row["percent"] as number) < LONG;
  const names = ways.map(({ name }) => name);
  const title = titleOf(study);
  const y = category("name", "", {
    sort: null,
    scale: { domain: names, paddingInner: 0.4 },
    axis: {
      title: null,
      domain: false,
      grid: false,
      ticks: false,
      labelLimit: 0,
      labelFontSize: 13,
    },
  });
  const x = quantity("percent", "Logs with a false finding, in %", {
    scale: { domain: [0, 100], nice: false },
    axis: {
      grid: true,
      values: [0, 5, 20, 40, 60, 80, 100],
      titleAnchor: "start",
      titleAlign: "left",
    },
  });
  return chartOf(
    `${title}. Logs with a false finding, of ${tables}: ${
      rates.map((rate) =>
        `${procedureInWords(rate.procedure)}${
          rate.procedure === "maxTByPlaces" ? "" : ` (${familyInWords(rate, floor)})`
        } ${oneDigit(percent(rate))} %`
      )
        .join(", ")
    }.`,
    {
      title,
      width: CHART_WIDTH,
      autosize: FIT_WIDTH,
      height: 44 * ways.length,
      layer: [
        {
          data: { values: rows },
          mark: { type: "bar" },
          encoding: {
            y,
            x,
            color: {
              field: "isTooMany",
              type: "nominal",
              scale: { domain: [true, false], range: [PALETTE[4]!, PALETTE[2]!] },
              legend: null,
            },
            tooltip: [
              category("name", "Way of testing"),
              quantity("percent", "Logs with a false finding, in %", { format: ".1f" }),
              quantity("tested", "Segments tested a log", { format: ".1f" }),
            ],
          },
        },
        // A long bar has its label inside: beside it a narrow page has no room.
        ...[
          { of: rows.filter(isShort), look: { align: "left", dx: 5 } },
          {
            of: rows.filter((row) => !isShort(row)),
            look: { align: "right", dx: -6, color: COLORS.ground },
          },
        ].map(({ of, look }) => ({
          data: { values: of },
          ...labels({ fontSize: 13, fontWeight: 600, ...look }, {
            y,
            x: quantity("labelAt", "", {}),
            text: { field: "label" },
          }),
        })),
        {
          data: { values: [{ level: 100 * level }] },
          mark: { type: "rule", color: COLORS.zero, strokeDash: [5, 4] },
          encoding: { x: quantity("level", "", {}) },
        },
      ],
    },
    `Each of the ${tables} logs has the clicks of this one, and places drawn anew, so that every finding in it is false. ` +
      `The dashed line is the error that is allowed, ${
        Number((100 * level).toFixed(1))
      } %; orange are those that ` +
      `err more often than ${
        most.toFixed(0)
      } %, where chance alone would bring one that keeps it: ` +
      `${least.toFixed(0)} to ${most.toFixed(0)} %. Green are the others.${othersInWords(study)}`,
  );
}

/** One by one, Holm as usual and with both cures, and the draws of the places. */
function waysOf({ rates, floor }: NullStudy): Way[] {
  const both = { isNullError: true, isFloored: true };
  return rates.flatMap((rate): Way[] => {
    const isBoth = rate.isNullError && rate.isFloored;
    if (rate.procedure === "maxTByPlaces") return [{ name: "Draws of the places", rate }];
    if (rate.procedure === "holm" && isBoth) {
      return [{ name: `Holm, ${familyInWords(both, floor)}`, rate }];
    }
    if (rate.isNullError || rate.isFloored) return [];
    if (rate.procedure === "pointwise") return [{ name: "One by one", rate }];
    return rate.procedure === "holm" ? [{ name: "Holm", rate }] : [];
  });
}

/** How often the ways err that have no bar. */
function othersInWords({ rates, tables }: NullStudy): string {
  const others = rates.filter(({ procedure }) =>
    procedure !== "maxTByPlaces" && procedure !== "holm" && procedure !== "pointwise"
  );
  const range = (isCured: boolean) => {
    const shares = others
      .filter(({ isNullError, isFloored }) => isNullError === isCured && isFloored === isCured)
      .map(({ tablesWithFinding }) => 100 * tablesWithFinding / tables);
    const ends = [...new Set([Math.min(...shares), Math.max(...shares)].map(oneDigit))];
    return shares.length === 0 ? "" : `${ends.join(" to ")} %`;
  };
  const [usual, cured] = [range(false), range(true)];
  if (usual === "" || cured === "") return "";
  const names = [...new Set(others.map(({ procedure }) => procedureInWords(procedure)))];
  return ` ${names.slice(0, -1).join(", ")} and ${
    names.at(-1)
  } err in ${usual} as usual, and in ${cured} with ` +
    "both cures.";
}

/** The finding: how often Holm errs, and how often the places by lot. */
function titleOf({ tables, rates }: NullStudy): string {
  const percent = (rate: ErrorRate) => oneDigit(100 * rate.tablesWithFinding / tables);
  const holm = rates.find(({ procedure, isNullError, isFloored }) =>
    procedure === "holm" && !isNullError && !isFloored
  );
  const lot = rates.find(({ procedure }) => procedure === "maxTByPlaces");
  if (holm === undefined || lot === undefined) return "Logs with a false finding";
  return `Holm finds something in ${
    percent(holm)
  } % of the logs in which there is nothing, draws of ` +
    `the places in ${percent(lot)} %`;
}

/** From so many percent on a bar holds its label. */
const LONG = 70;

/** A percentage to the digit that some hundred logs give. */
function oneDigit(percent: number): string {
  return percent.toFixed(percent === 100 || percent === 0 ? 0 : 1);
}
