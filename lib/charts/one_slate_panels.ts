/**
 * Panels of the chart of one slate: where its movies stand, and what a move changes.
 *
 * @module
 */

import { textWidth } from "lib/charts/fonts.ts";
import { bars, labels, points, rules, zeroRule } from "lib/charts/marks.ts";
import { LOOKS, type SlateMovie, TEXT_SIZE, titleWithin } from "lib/charts/slate_moves.ts";
import { category, quantity, rangeWithZero } from "lib/charts/spec.ts";
import { COLORS } from "lib/charts/theme.ts";
import type { Json, JsonObject } from "lib/charts/vega_lite.ts";
import { sum } from "d3-array";
import type { SlateMove } from "lib/interference/one_slate.ts";

/** Room for a movie's title beside a panel, in pixels; before it stands its place. */
export const LABEL_ROOM = 176 - Math.ceil(textWidth("00. ", TEXT_SIZE, 600));

/** Width of each panel and height of a line, in pixels. */
const [WIDTH, LINE] = [160, 24];

/** The names of what is chosen, and the fields that follow from it. */
export const PLACES = {
  from: "movedMovie",
  to: "movedTo",
  calculated: (movies: number): readonly JsonObject[] => [
    { calculate: "datum.item + 1", as: "start" },
    {
      calculate: `(${JSON.stringify(LOOKS.map(({ words }) => words))})[datum.look]`,
      as: "exposure",
    },
    { calculate: `datum.item === ${movies}`, as: "isWhole" },
    { calculate: "datum.start === movedMovie && !datum.isWhole", as: "isMoved" },
    { calculate: "datum.after - datum.before", as: "change" },
    {
      calculate: "abs(datum.change) < 0.05 ? '0' : format(datum.change, '+.1f')",
      as: "changeInWords",
    },
    {
      calculate: "datum.isWhole ? datum.label : datum.place + '. ' + datum.label",
      as: "line",
    },
  ],
};

/** Before and after: a line a movie, from its place to its new place. */
export function placesPanel(movies: readonly SlateMovie[], sentences: Json): JsonObject {
  const lines = [
    ...movies.map((movie, item) => `${item + 1}. ${titleWithin(movie, LABEL_ROOM, 600)}`),
    "Sum of the slate",
  ];
  const y = (field: string): JsonObject => ({
    field,
    type: "ordinal",
    title: null,
    bandPosition: 0.5,
    scale: { domain: lines.map((_, at) => at + 1), type: "band", padding: 0 },
    axis: {
      ...LINE_AXIS,
      labelExpr: `(${JSON.stringify(lines)})[datum.value - 1]`,
      labelFontWeight: {
        condition: {
          test: `datum.value === ${PLACES.from} || datum.value === ${lines.length}`,
          value: 600,
        },
        value: 400,
      },
    },
  });
  const x = (side: number): JsonObject => ({
    datum: side,
    type: "quantitative",
    scale: { domain: [-0.55, 1.55], nice: false, zero: false },
    axis: {
      ...TOP_AXIS,
      title: "Clicks per 100 displays",
      values: [0, 1],
      labelExpr: "datum.value === 0 ? 'before' : 'after'",
      domain: false,
    },
  });
  const movie = { filter: "!datum.isWhole" };
  const end = (side: 0 | 1, field: string) => [
    {
      transform: [movie],
      ...points({ size: 80, opacity: 1, aria: false }, {
        x: x(side),
        y: y(field),
        ...exposureChannels(),
        tooltip: TOOLTIP,
      }),
    },
    {
      ...labels(
        { align: side === 0 ? "right" : "left", dx: side === 0 ? -9 : 9, aria: false },
        {
          x: x(side),
          y: y(field),
          text: { field: side === 0 ? "before" : "after", type: "quantitative", format: ".1f" },
        },
      ),
    },
  ];
  return {
    title: {
      text: { expr: `(${JSON.stringify(sentences)})[${PLACES.from} - 1][${PLACES.to} - 1]` },
      anchor: "start",
      frame: "bounds",
      color: COLORS.text,
      fontSize: TEXT_SIZE,
      offset: 10,
    },
    width: WIDTH,
    height: LINE * lines.length,
    layer: [
      {
        transform: [movie],
        ...rules({ aria: false }, {
          x: x(0),
          x2: { datum: 1 },
          y: y("start"),
          y2: { field: "place" },
          color: exposureChannels()["color"]!,
          size: { condition: { test: "datum.isMoved", value: 3.5 }, value: 1.5 },
        }),
      },
      ...end(0, "start"),
      ...end(1, "place"),
      aboveWhole(movies.length),
    ],
  };
}

/** What the move changes: a bar a movie, in the new order. */
export function changesPanel(moves: readonly SlateMove[]): JsonObject {
  const size = Math.sqrt(moves.length);
  const place = {
    y: category("line", "Movie", {
      title: null,
      sort: { field: "place", op: "min" },
      scale: { padding: 0 },
      axis: {
        ...LINE_AXIS,
        labelFontWeight: {
          condition: {
            test: `datum.value === 'Sum of the slate' || ` +
              `slice(datum.value, 0, length('' + ${PLACES.to}) + 2) === ${PLACES.to} + '. '`,
            value: 600,
          },
          value: 400,
        },
      },
    }),
  };
  const x = quantity("change", "Change by the move", {
    scale: { domain: domainOf(moves), nice: false },
    axis: { ...TOP_AXIS, domain: false, labels: false },
  });
  return {
    width: WIDTH,
    height: LINE * (size + 1),
    layer: [
      bars({ height: { band: 0.55 }, aria: false }, {
        ...place,
        x,
        color: {
          condition: { test: "datum.isWhole", value: COLORS.zero },
          ...exposureChannels()["color"] as JsonObject,
        },
        tooltip: TOOLTIP,
      }),
      zeroRule("x"),
      aboveWhole(size),
      ...(["right", "left"] as const).map((align) =>
        labels({ align, dx: align === "left" ? 5 : -5, aria: false }, {
          ...place,
          x,
          text: {
            condition: {
              test: `datum.change ${align === "left" ? ">" : "<="} -0.05`,
              field: "changeInWords",
              type: "nominal",
            },
            value: "",
          },
        })
      ),
    ],
  };
}

/** The line between the movies and their sum. */
function aboveWhole(movies: number): JsonObject {
  return {
    data: { values: [{}] },
    ...rules({ color: COLORS.reference, strokeWidth: 0.75, aria: false }, {
      x: { value: 0 },
      x2: { value: "width" },
      y: { value: LINE * movies },
    }),
  };
}

const LINE_AXIS: JsonObject = { grid: false, ticks: false, domain: false };

const TOP_AXIS: JsonObject = { orient: "top", grid: false, ticks: false, titlePadding: 6 };

/** Color and shape of an exposure, in one legend. */
function exposureChannels(): Readonly<Record<"color" | "shape", JsonObject>> {
  const legend = {
    title: null,
    orient: "bottom",
    columnPadding: 16,
    offset: 8,
    labelExpr: `(${
      JSON.stringify(Object.fromEntries(LOOKS.map(({ words, inLegend }) => [words, inLegend])))
    })[datum.value]`,
  };
  const channel = (look: "color" | "shape") =>
    category("exposure", "Exposure", {
      scale: { domain: LOOKS.map(({ words }) => words), range: LOOKS.map((each) => each[look]) },
      legend,
    });
  return { color: channel("color"), shape: channel("shape") };
}

const CLICKS = { format: ".2f" };

const TOOLTIP: readonly JsonObject[] = [
  category("title", "Movie"),
  category("genre", "Genre"),
  category("exposure", "Exposure"),
  quantity("start", "Place before"),
  quantity("place", "Place after"),
  quantity("before", "Clicks per 100 displays before", CLICKS),
  quantity("after", "Clicks per 100 displays after", CLICKS),
  quantity("change", "Change", { format: "+.2f" }),
];

/** One scale for all moves, with room for the numbers at the bars' ends. */
function domainOf(moves: readonly SlateMove[]): readonly [number, number] {
  const changes = moves.flatMap(({ change }) => [...change, sum(change)]);
  const [lowest, highest] = rangeWithZero(changes.map((change) => 100 * change));
  const margin = 0.3 * (highest - lowest || 1);
  return [lowest - margin, highest + margin];
}
