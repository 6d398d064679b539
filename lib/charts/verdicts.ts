/**
 * Chart of what is to be thought of claims, log by log.
 *
 * @module
 */

import type { Chart } from "lib/charts/chart.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { textWidth } from "lib/charts/fonts.ts";
import { labels } from "lib/charts/marks.ts";
import { category, chartOf } from "lib/charts/spec.ts";
import { CHART_WIDTH, COLORS, FIT_WIDTH, PALETTE } from "lib/charts/theme.ts";
import type { JsonObject } from "lib/charts/vega_lite.ts";
import { wrapped } from "lib/charts/wrapped.ts";

/** A claim and one verdict a log. */
export interface VerdictRow {
  readonly claim: string;
  readonly judged: readonly {
    readonly verdict: "holds" | "does not hold" | "cannot be known from this log";
    /** What is true, where a simulation knows it. */
    readonly truth?: { readonly isTrue: boolean } | undefined;
  }[];
}

/** Words in a cell and the colour of its mark. */
const LOOKS = {
  "holds": { word: "holds", color: PALETTE[2]!, shape: "circle" },
  "does not hold": { word: "does not hold", color: PALETTE[4]!, shape: "cross" },
  "cannot be known from this log": {
    word: "cannot be known",
    color: COLORS.reference,
    shape: "square",
  },
} as const;

/** The most room and the least of the claims, in pixels, and the height of a line. */
const [MOST_ROOM, LEAST_ROOM, LINE] = [330, 200, 37];

/** Room of a verdict's mark, and between two columns. */
const [MARK, GAP] = [14, 20];

/** Size of the verdicts' letters, and of those of what is true. */
const [LARGE, SMALL] = [13, 11];

/**
 * Chart of verdicts: a line per claim, a column per log, in words with a mark of their own; in smaller letters
 * below, what is true where that is known.
 *
 * @param claims the claims with their verdicts
 * @param logs the logs' names, in the order of the verdicts
 * @returns the chart
 *
 * @example
 * ```ts
 * import { verdictsChart } from "lib/charts/verdicts.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const { caption } = verdictsChart([
 *   { claim: "It works.", judged: [{ verdict: "holds" }] },
 *   { claim: "It works best here.", judged: [{ verdict: "cannot be known from this log" }] },
 * ], ["Our log"]);
 * assertStringIncludes(caption, "Our log: 1 of 2 claims holds, 1 cannot be known");
 * ```
 */
export function verdictsChart(claims: readonly VerdictRow[], logs: readonly string[]): Chart {
  if (claims.length === 0 || logs.length === 0) {
    return emptyChart("There is no claim", "Nothing was judged.");
  }
  const rows = claims.flatMap(({ claim, judged }, at) =>
    judged.map(({ verdict, truth }, place): JsonObject => ({
      key: `${at}`,
      log: logs[place]!,
      word: LOOKS[verdict].word,
      claim,
      truth: truth === undefined ? null : `in truth: ${truth.isTrue ? "yes" : "no"}`,
      isWrong: verdict === (truth?.isTrue === true ? "does not hold" : "holds"),
    }))
  );
  const words = Object.values(LOOKS).map(({ word }) => word);
  const widest = Math.max(...words.map((word) => textWidth(word, LARGE, 600)));
  const columns = logs.length * (MARK + widest + GAP);
  const room = Math.max(LEAST_ROOM, Math.min(MOST_ROOM, CHART_WIDTH - 2 * GAP - columns));
  const texts = Object.fromEntries(
    claims.map(({ claim }, at) => [`${at}`, wrapped(claim, room, 12, 400)]),
  );
  const title = titleOf(claims, logs);
  const y = {
    ...category("key", "", { sort: null }),
    scale: { domain: claims.map((_, at) => `${at}`) },
    axis: {
      title: null,
      domain: false,
      ticks: false,
      grid: false,
      labelExpr: `(${JSON.stringify(texts)})[datum.value]`,
      labelLimit: room + 20,
      labelFontSize: 12,
      labelLineHeight: 15,
      // Of two lines one stands above the middle and one below.
      labelBaseline: {
        condition: {
          test: `(${JSON.stringify(texts)})[datum.value].length > 1`,
          value: "bottom",
        },
        value: "middle",
      },
    },
  };
  const x = {
    ...category("log", "", { sort: null }),
    scale: { domain: logs },
    axis: {
      title: null,
      orient: "top",
      domain: false,
      ticks: false,
      grid: false,
      labelAngle: 0,
      labelFontWeight: 600,
      labelLimit: 170,
    },
  };
  const channel = (of: "color" | "shape") => ({
    field: "word",
    type: "nominal",
    scale: { domain: words, range: Object.values(LOOKS).map((look) => look[of]) },
    legend: null,
  });
  return chartOf(
    `${title}. ${
      claims.map(({ claim, judged }) =>
        `${claim} ${judged.map(({ verdict }, at) => `${logs[at]}: ${verdict}`).join("; ")}.`
      ).join(" ")
    }`,
    {
      title,
      // In a narrow place it is moved sideways: narrower, verdicts would lie on each other.
      usermeta: { leastWidth: room + 2 * GAP + columns },
      width: CHART_WIDTH,
      autosize: FIT_WIDTH,
      height: LINE * claims.length,
      layer: [
        {
          data: { values: claims.map((_, at) => ({ key: `${at}` })) },
          mark: { type: "rule", color: COLORS.grid, yOffset: LINE / 2 },
          encoding: { y, x: { value: 0 }, x2: { value: "width" } },
        },
        {
          data: { values: rows },
          mark: {
            type: "point",
            filled: true,
            size: 90,
            opacity: 1,
            strokeWidth: 2.5,
            xOffset: -widest / 2,
          },
          encoding: {
            x,
            y,
            color: channel("color"),
            shape: channel("shape"),
            tooltip: [
              category("claim", "Claim"),
              category("log", "Log"),
              category("word", "Verdict"),
            ],
          },
        },
        ...[true, false].map((isKnown) => ({
          data: { values: rows.filter((row) => (row["truth"] !== null) === isKnown) },
          ...labels({
            align: "left",
            xOffset: MARK - widest / 2,
            yOffset: isKnown ? -7 : 0,
            fontSize: LARGE,
            fontWeight: 600,
          }, { x, y, text: { field: "word" } }),
        })),
        ...[true, false].map((isWrong) => ({
          data: {
            values: rows.filter((row) => row["truth"] !== null && row["isWrong"] === isWrong),
          },
          ...labels({
            align: "left",
            xOffset: MARK - widest / 2,
            yOffset: 10,
            fontSize: SMALL,
            ...isWrong ? { fontWeight: 600, color: LOOKS["does not hold"].color } : {},
          }, { x, y, text: { field: "truth" } }),
        })),
      ],
    },
    "Green: by this log it holds. Orange: by this log it does not. Grey: this log cannot say. " +
      `${truthOf(claims)}`,
  );
}

/** How many verdicts are right, where a simulation knows. */
function truthOf(claims: readonly VerdictRow[]): string {
  const known = claims.flatMap(({ judged }) => judged).filter(({ truth }) => truth !== undefined);
  if (known.length === 0) return "";
  const committed = known.filter(({ verdict }) => verdict !== "cannot be known from this log");
  const right = committed.filter(({ verdict, truth }) => (verdict === "holds") === truth!.isTrue);
  return ` In small letters: what is true in the simulation, which no verdict uses; of ${committed.length} verdicts ` +
    `that can be held against it ${right.length} ${right.length === 1 ? "is" : "are"} right.`;
}

function titleOf(claims: readonly VerdictRow[], logs: readonly string[]): string {
  const [log] = logs;
  const count = (verdict: keyof typeof LOOKS) =>
    claims.filter(({ judged }) => judged[0]!.verdict === verdict).length;
  const [holds, not, unknown] = [
    count("holds"),
    count("does not hold"),
    count("cannot be known from this log"),
  ];
  return [
    `${log}: ${holds} of ${claims.length} claims ${holds === 1 ? "holds" : "hold"}`,
    not === 0 ? "" : `${not} ${not === 1 ? "does" : "do"} not`,
    unknown === 0 ? "" : `${unknown} cannot be known`,
  ].filter((part) => part !== "").join(", ");
}
