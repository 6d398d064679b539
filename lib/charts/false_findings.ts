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
import type { ErrorRate, NullStudy } from "lib/inference/null_study_summary.ts";
import { familyInWords, procedureInWords } from "lib/text/procedures_in_words.ts";

/** Colours of the families, in the order of the study; the last is that of the places alone. */
const FAMILY_COLORS = [PALETTE[1]!, PALETTE[5]!, PALETTE[3]!, COLORS.reference, PALETTE[2]!];

/**
 * Chart of the share of tables without any effect in which each way of testing finds one, grouped by
 * procedure.
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
 * assertStringIncludes(caption, "Holm finds something in 33 % of the tables in which there is nothing");
 * ```
 */
export function falseFindingsChart(study: NullStudy): Chart {
  const { tables, level, floor, rates } = study;
  const percent = (rate: ErrorRate) => 100 * rate.tablesWithFinding / tables;
  const isByLot = ({ procedure }: ErrorRate) => procedure === "maxTByPlaces";
  const familyOf = (rate: ErrorRate) => isByLot(rate) ? "places alone" : familyInWords(rate, floor);
  const rows = rates.map((rate): JsonObject => ({
    procedure: procedureInWords(rate.procedure),
    family: familyOf(rate),
    percent: percent(rate),
    label: `${whole(percent(rate))} %`,
    tested: rate.tested,
  }));
  const procedures = [...new Set(rows.map((row) => row["procedure"] as string))];
  const families = [...new Set(rows.map((row) => row["family"] as string))];
  const title = titleOf(study);
  const y = category("procedure", "", {
    sort: null,
    scale: { domain: procedures, paddingInner: 0.28 },
    axis: { title: null, domain: false, grid: false, ticks: false },
  });
  const yOffset = {
    field: "family",
    type: "nominal",
    sort: null,
    scale: { domain: families.filter((family) => family !== "places alone") },
    bandPosition: 0.5,
  };
  const x = quantity("percent", "Tables with a false finding, in %", {
    scale: { domain: [0, 108], nice: false },
    axis: {
      grid: true,
      values: [0, 5, 20, 40, 60, 80, 100],
      titleAnchor: "start",
      titleAlign: "left",
    },
  });
  const byLot = rows.filter((row) => row["family"] === "places alone");
  const others = rows.filter((row) => row["family"] !== "places alone");
  const color = {
    field: "family",
    type: "nominal",
    sort: null,
    scale: { domain: families, range: FAMILY_COLORS.slice(0, families.length) },
    legend: { title: null, orient: "top", columns: families.length, labelLimit: 0, offset: 8 },
  };
  const tooltip: readonly JsonObject[] = [
    category("procedure", "Procedure"),
    category("family", "Error and segments"),
    quantity("percent", "Tables with a false finding, in %", { format: ".1f" }),
    quantity("tested", "Segments tested a table", { format: ".1f" }),
  ];
  return chartOf(
    `${title}. Tables with a false finding, of ${tables}: ${
      rates.map((rate) =>
        `${procedureInWords(rate.procedure)} (${familyOf(rate)}) ${whole(percent(rate))} %`
      )
        .join(", ")
    }.`,
    {
      title,
      width: CHART_WIDTH,
      autosize: FIT_WIDTH,
      height: 15 * others.length + 26 * byLot.length + 10 * procedures.length,
      layer: [
        ...([[others, yOffset], [byLot, undefined]] as const).flatMap(([values, offset]) => [
          {
            data: { values },
            mark: { type: "bar", height: offset === undefined ? 15 : { band: 0.86 }, opacity: 1 },
            encoding: {
              y,
              ...(offset === undefined ? {} : { yOffset: offset }),
              x,
              color,
              tooltip,
            },
          },
          {
            data: { values },
            ...labels({ align: "left", dx: 4, dy: offset === undefined ? 0 : 6, fontSize: 11 }, {
              y,
              ...(offset === undefined ? {} : { yOffset: offset }),
              x,
              text: { field: "label" },
            }),
          },
        ]),
        {
          data: { values: [{ level: 100 * level }] },
          mark: { type: "rule", color: COLORS.zero, strokeDash: [5, 4] },
          encoding: { x: quantity("level", "", {}) },
        },
      ],
    },
    `The share of ${tables} tables with a finding that is false, for all findings are: clicks are those of ` +
      "the log, places were drawn anew. The dashed line is the error that is allowed. " +
      `By chance alone a procedure that errs in exactly ${
        whole(100 * level)
      } % of all tables errs here in ${
        whole(100 * Math.max(0, level - 1.96 * Math.sqrt(level * (1 - level) / tables)))
      } to ${whole(100 * (level + 1.96 * Math.sqrt(level * (1 - level) / tables)))} %.`,
  );
}

/** The finding: how often Holm errs, and how often the places by lot. */
function titleOf({ tables, rates }: NullStudy): string {
  const percent = (rate: ErrorRate) => whole(100 * rate.tablesWithFinding / tables);
  const holm = rates.find(({ procedure, isNullError, isFloored }) =>
    procedure === "holm" && !isNullError && !isFloored
  );
  const lot = rates.find(({ procedure }) => procedure === "maxTByPlaces");
  if (holm === undefined || lot === undefined) return "Tables with a false finding";
  return `Holm finds something in ${
    percent(holm)
  } % of the tables in which there is nothing, draws of ` +
    `the places in ${percent(lot)} %`;
}

function whole(percent: number): string {
  return percent.toFixed(percent > 0 && percent < 1.5 ? 1 : 0);
}
