/**
 * Chart of one slate, in which a reader moves any movie to any place.
 *
 * @module
 */

import { sum } from "d3-array";
import { requireLengths, shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import type { Chart } from "lib/charts/chart.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { changesPanel, LABEL_ROOM, PLACES, placesPanel } from "lib/charts/one_slate_panels.ts";
import {
  exposureWords,
  moveInWords,
  MOVES_READ,
  movesData,
  movesOf,
  signedClicks,
  type SlateMovie,
  titleWithin,
} from "lib/charts/slate_moves.ts";
import { chartOf } from "lib/charts/spec.ts";
import type { Json, JsonObject } from "lib/charts/vega_lite.ts";
import type { OneSlate, SlateMove } from "lib/interference/one_slate.ts";
import { clicksPerHundred } from "lib/text/clicks_per_hundred.ts";

/** The move that the chart shows before a reader chooses another, places counted from 1. */
export interface OneSlateChartOptions {
  /** The place of the movie that is moved. */
  readonly from: number;
  /** The place it is moved to; the top unless given. */
  readonly to?: number;
}

/** The longest slate that a screen shows; the moves of longer ones would also fill the page's file. */
const MOST_MOVIES = 30;

/** Room for a title in the sentence above the panels and in the list to choose from, in pixels. */
const [SENTENCE_ROOM, LIST_ROOM] = [210, 300];

/**
 * Chart of one slate before and after a move: places, exposures and click probabilities, with controls
 * for the movie that is moved and the place it is moved to.
 *
 * Without the controls, as on paper, it shows the move of the options.
 *
 * @param slate the slate and its moves
 * @param movies title and genre of each of its movies, in the order of their places
 * @param options the move that is shown at first
 * @returns the chart, in clicks per 100 displays of the slate
 * @throws {InputError} if there is not one title for each movie, or if a place is none of the slate's
 *
 * @example "Top Secret!" is promoted over "Airplane!"
 * ```ts
 * import { oneSlateChart } from "lib/charts/one_slate.ts";
 * import { ORIGINAL_CLICK_MODEL } from "lib/interference/click_model.ts";
 * import { oneSlate } from "lib/interference/one_slate.ts";
 * import { checkSlates } from "lib/interference/slates.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const slates = checkSlates({
 *   slates: 1,
 *   slateOfRow: Int32Array.of(0, 0),
 *   seedPosition: Int32Array.of(1, 2),
 *   cluster: Int32Array.of(0, 0),
 * });
 * const slate = oneSlate(slates, 0, {
 *   relevance: Float64Array.of(5, 4.5),
 *   userLikedRate: Float64Array.of(0.6, 0.6),
 *   itemLikedRate: Float64Array.of(0.7, 0.5),
 *   popularity: Float64Array.of(0.7, -0.7),
 * }, ORIGINAL_CLICK_MODEL);
 * const movies = [{ title: "Airplane!" }, { title: "Top Secret!" }];
 * const { caption } = oneSlateChart(slate, movies, { from: 2 });
 * assertStringIncludes(caption, "“Top Secret!” from place 2 to 1");
 * ```
 */
export function oneSlateChart(
  slate: OneSlate,
  movies: readonly SlateMovie[],
  options: OneSlateChartOptions,
): Chart {
  const size = slate.rows.length;
  requireLengths({ movies }, size, "movies of the slate");
  const { from, to = 1 } = options;
  for (const place of [from, to]) requirePlace(place, size);
  if (size > MOST_MOVIES) {
    return emptyChart(
      "One Slate, Moved by Hand",
      `A slate of ${size} movies is too long to be drawn: at most ${MOST_MOVIES} fit.`,
    );
  }
  const moves = movesOf(slate);
  const title = titleOf(moves);
  return chartOf(captionOf(title, slate, movies, slate.move(from, to)), {
    title,
    params: [
      paramOf(PLACES.from, from, size, {
        input: "select",
        name: "Movie",
        options: movies.map((_, item) => item + 1),
        labels: movies.map((movie, item) => `${item + 1}. ${titleWithin(movie, LIST_ROOM)}`),
      }),
      paramOf(PLACES.to, to, size, {
        input: "range",
        name: "Moved to place",
        min: 1,
        max: size,
        step: 1,
      }),
    ],
    data: movesData(moves),
    transform: transformOf(slate, movies),
    spacing: 20,
    hconcat: [placesPanel(movies, sentencesOf(moves, movies)), changesPanel(moves)],
    resolve: { scale: { color: "shared", shape: "shared" } },
  }, READING);
}

const READING =
  "Choose a movie and its place. Left, the slate before and after, with the clicks per 100 displays of " +
  "each movie; right, what the move changes. A move down changes the visibility of places only.";

/** A parameter, with a control where there is something to choose. */
function paramOf(name: string, value: number, size: number, bind: JsonObject): JsonObject {
  return { name, value, ...(size > 1 ? { bind } : {}) };
}

/** The rows of the chosen move: one a movie, and a last one for the whole slate. */
function transformOf(
  { unchanged }: OneSlate,
  movies: readonly SlateMovie[],
): readonly JsonObject[] {
  const items = movies.map((movie, item) => ({
    item,
    title: titleWithin(movie, LIST_ROOM),
    label: titleWithin(movie, LABEL_ROOM, 600),
    genre: movie.genre ?? "unknown",
    before: 100 * unchanged[item]!,
  }));
  const whole = {
    item: movies.length,
    title: "Sum of the slate",
    label: "Sum of the slate",
    genre: "",
    before: 100 * sum(unchanged),
  };
  const values = [...items, whole];
  return [
    { filter: `datum.from === ${PLACES.from}` },
    ...MOVES_READ,
    { filter: `datum.to === ${PLACES.to}` },
    {
      lookup: "item",
      from: { data: { values }, key: "item", fields: ["title", "label", "genre", "before"] },
    },
    ...PLACES.calculated(movies.length),
  ];
}

/** What the sentence above the panels says, by the movie and the place chosen. */
function sentencesOf(moves: readonly SlateMove[], movies: readonly SlateMovie[]): Json {
  const titles = movies.map((movie) => titleWithin(movie, SENTENCE_ROOM, 600));
  return movies.map((_, item) =>
    moves.filter(({ from }) => from === item + 1).map((move) => moveInWords(move, titles[item]!))
  );
}

/** The finding: how many of the slate's movies would win it clicks from the top. */
function titleOf(moves: readonly SlateMove[]): string {
  const promotions = moves.filter(({ from, to }) => from > 1 && to === 1);
  const totals = promotions.map(({ change }) => sum(change));
  const winning = totals.filter((total) => total > 0).length;
  const losing = totals.filter((total) => total < 0).length;
  const all = promotions.length;
  if (all === 0) return "In a slate of one movie there is nothing to move";
  if (losing === all) {
    return "Whichever of its movies is promoted to the top, this slate loses clicks";
  }
  if (winning === all) {
    return "Whichever of its movies is promoted to the top, this slate gains clicks";
  }
  return `Promoting one of its ${all} lower movies to the top wins this slate clicks with ${winning} ` +
    `of them and loses some with ${losing}`;
}

function captionOf(
  title: string,
  { unchanged }: OneSlate,
  movies: readonly SlateMovie[],
  move: SlateMove,
): string {
  const [what, worth] = moveInWords(move, titleWithin(movies[move.from - 1]!, LIST_ROOM));
  const lines = movies.map((movie, item) =>
    `${titleWithin(movie, LIST_ROOM)} (${exposureWords(move, item)}), place ${item + 1} to ${
      move.exposure.finalPosition[item]
    }, ${clicksPerHundred(unchanged[item]!)} to ${clicksPerHundred(move.probability[item]!)} clicks`
  );
  return `${title}. Shown: ${what}. ${worth}. Clicks per 100 displays: ${
    lines.join("; ")
  }; whole ` +
    `slate ${clicksPerHundred(sum(unchanged))} to ${
      clicksPerHundred(sum(move.probability))
    } clicks, ` +
    `a change of ${signedClicks(sum(move.change))}.`;
}

function requirePlace(place: number, size: number): void {
  if (Number.isInteger(place) && place >= 1 && place <= size) return;
  throw new InputError(`${shown(place)} is not a place of this slate`, {
    remedy: `Give from and to as whole numbers from 1 to ${size}.`,
  });
}
