/**
 * Chart of how many rows of each exposure group move in their slates, and how far.
 *
 * @module
 */

import { sum } from "d3-array";
import type { Chart, ChartOptions } from "lib/charts/chart.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { textWidth } from "lib/charts/fonts.ts";
import { bars, labels } from "lib/charts/marks.ts";
import { groupAxis, groupLabelRoom, inGroupOrder } from "lib/charts/slate_series.ts";
import { along, category, chartOf, quantity } from "lib/charts/spec.ts";
import { CHART_WIDTH, COLORS, FIT_WIDTH, PALETTE } from "lib/charts/theme.ts";
import type { Json, JsonObject } from "lib/charts/vega_lite.ts";
import type { PositionMoves } from "lib/interference/position_moves.ts";
import { exposureGroupInWords } from "lib/text/exposure_in_words.ts";
import { decimalText } from "lib/text/reader_numbers.ts";
import { percentOf } from "lib/text/shares.ts";

/** Options for {@linkcode positionChangesChart}. */
export type PositionChangesChartOptions = ChartOptions;

/** The ways a row can go, in the order of the bars' parts, and their colors. */
const WAYS = [
  { way: "up", verb: "move up", color: PALETTE[0]!, text: "#ffffff" },
  { way: "stay", verb: "stay", color: "#e5e7eb", text: COLORS.text },
  { way: "down", verb: "move down", color: PALETTE[1]!, text: "#111827" },
] as const;

/** Height of a group's line, and size of the texts on its bar, in pixels. */
const [LINE, TEXT_SIZE] = [38, 12];

/** Room on both sides of the plot besides that of the groups' labels, in pixels. */
const MARGINS = 46;

/**
 * Chart of the shares of rows that move up, stay and move down in each exposure group, and of how far.
 *
 * @param groups the moves of each group that has rows, in any order
 * @param options what the chart says; its title is the finding by default
 * @returns the chart, one bar a group; groups without rows keep their place
 *
 * @example
 * ```ts
 * import { positionChangesChart } from "lib/charts/position_changes.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const { caption } = positionChangesChart([
 *   { group: "direct_promoted", rows: 2, moves: [{ change: -4, rows: 1 }, { change: -5, rows: 1 }] },
 *   { group: "other_slate_spillover", rows: 4, moves: [{ change: 0, rows: 1 }, { change: 1, rows: 3 }] },
 * ]);
 * assertStringIncludes(caption, "The promoted movie moves up by 4.5 places on average");
 * assertStringIncludes(caption, "75.0 % of its slate's other movies move down by 1 place");
 * ```
 */
export function positionChangesChart(
  groups: readonly PositionMoves[],
  options: PositionChangesChartOptions = {},
): Chart {
  if (groups.length === 0) {
    const title = options.title ?? "Places Before and After the Promotion";
    return emptyChart(title, options.whenEmpty || "There is no row.");
  }
  const { title = titleOf(groups) } = options;
  const ordered = inGroupOrder(groups);
  const room = CHART_WIDTH - MARGINS - groupLabelRoom(groups);
  const x = (field: string) =>
    quantity(field, "Movies of the group, in %", {
      scale: { domain: [0, 100], nice: false },
      axis: { grid: false, tickCount: 5 },
    });
  const place = { y: groupAxis(groups), ...along("x", x, ["from", "to"]), tooltip: TOOLTIP };
  return chartOf(captionOf(title, ordered), {
    title,
    width: CHART_WIDTH,
    autosize: FIT_WIDTH,
    height: LINE * 5,
    data: { values: ordered.flatMap((group) => partsOf(group, room)) },
    layer: [
      bars({ height: { band: 0.66 }, opacity: 1 }, {
        ...place,
        color: category("way", "Way", {
          scale: { domain: WAYS.map(({ way }) => way), range: WAYS.map(({ color }) => color) },
          legend: null,
        }),
      }),
      {
        transform: [{ filter: "datum.label !== ''" }],
        ...labels({ fontSize: TEXT_SIZE }, {
          y: place.y,
          x: x("middle"),
          // Texts lie above the bars, and would keep the pointer from them.
          tooltip: TOOLTIP,
          text: { field: "label", type: "nominal" },
          color: {
            field: "way",
            type: "nominal",
            scale: { domain: WAYS.map(({ way }) => way), range: WAYS.map(({ text }) => text) },
            legend: null,
          },
        }),
      },
    ],
    // The bars' colors and those of the texts on them are of the same field.
    resolve: { scale: { color: "independent" } },
  }, READING);
}

const READING = "A bar is a group, its parts the shares of its movies that moved up, stayed and " +
  "moved down.";

const TOOLTIP: readonly JsonObject[] = [
  category("groupInWords", "Movies"),
  category("words", "Of them"),
  quantity("rows", "Movies", { format: ",d" }),
  quantity("all", "Of the group's", { format: ",d" }),
];

type Way = typeof WAYS[number]["way"];

function wayOf(change: number): Way {
  return change < 0 ? "up" : change > 0 ? "down" : "stay";
}

/** The parts of a group's bar, from left to right. */
function partsOf(group: PositionMoves, room: number): readonly JsonObject[] {
  let before = 0;
  return WAYS.flatMap(({ way }): JsonObject[] => {
    const rows = rowsThat(way, [group]);
    if (rows === 0) return [];
    const [from, to] = [before, before + rows].map((count) => 100 * count / group.rows) as [
      number,
      number,
    ];
    before += rows;
    const share = percentOf(rows, group.rows);
    const words = `${share} ${wayInWords(way, [group], rows)}`;
    const fits = (text: string) => textWidth(text, TEXT_SIZE, 400) + 12 <= (to - from) / 100 * room;
    return [
      {
        group: group.group,
        groupInWords: exposureGroupInWords(group.group),
        way,
        rows,
        all: group.rows,
        from,
        to,
        middle: (from + to) / 2,
        words,
        label: [words, share].find(fits) ?? "",
      } satisfies Record<string, Json>,
    ];
  });
}

function rowsThat(way: Way, groups: readonly PositionMoves[]): number {
  return sum(movesOf(groups), ({ change, rows }) => wayOf(change) === way ? rows : 0);
}

function movesOf(groups: readonly PositionMoves[]) {
  return groups.flatMap(({ moves }) => moves);
}

/** What the rows that go one way do, and how far. */
function wayInWords(way: Way, groups: readonly PositionMoves[], rows: number): string {
  const { verb } = WAYS.find((each) => each.way === way)!;
  const said = rows === 1 ? verb.replace(/^(move|stay)/, "$1s") : verb;
  if (way === "stay") return said;
  const far = movesOf(groups).flatMap(({ change }) =>
    wayOf(change) === way ? [Math.abs(change)] : []
  );
  const [least, most] = [Math.min(...far), Math.max(...far)];
  return `${said} by ${least === most ? "" : `${least} to `}${most} ${
    most === 1 ? "place" : "places"
  }`;
}

/** The finding: what becomes of the promoted movie, and of the others of its slate. */
function titleOf(groups: readonly PositionMoves[]): string {
  const promoted = groups.filter(({ group }) => group === "direct_promoted");
  const others = groups.filter(({ group }) => group.endsWith("_spillover"));
  const parts = [
    ...promoted.map((group) => `The promoted movie ${jumpOf(group)}`),
    ...(others.length === 0 ? [] : [othersInWords(others)]),
  ];
  return parts.length === 0 ? "Without a promotion no movie moves" : parts.join("; ");
}

function jumpOf({ rows, moves }: PositionMoves): string {
  const mean = sum(moves, (move) => move.change * move.rows) / rows;
  if (mean === 0) return "stays where it is on average";
  const size = decimalText(Math.abs(mean), 1);
  return `moves ${mean < 0 ? "up" : "down"} by ${size} places on average`;
}

function othersInWords(others: readonly PositionMoves[]): string {
  const all = sum(others, ({ rows }) => rows);
  const [way, rows] = (["down", "up"] as const)
    .map((each) => [each, rowsThat(each, others)] as const)
    .find(([, rows]) => rows > 0) ?? ["stay" as const, all];
  return `${percentOf(rows, all)} of its slate's other movies ${wayInWords(way, others, 2)}`;
}

function captionOf(title: string, groups: readonly PositionMoves[]): string {
  const said = groups.map((group) => {
    const parts = WAYS.flatMap(({ way }) => {
      const rows = rowsThat(way, [group]);
      return rows === 0 ? [] : [`${percentOf(rows, group.rows)} ${wayInWords(way, [group], rows)}`];
    });
    return `${exposureGroupInWords(group.group)}: ${parts.join(", ")}`;
  });
  return `${title}. ${said.join("; ")}.`;
}
