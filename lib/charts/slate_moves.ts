/**
 * Moves of one slate's movies as rows of data, and what a sentence says of each.
 *
 * @module
 */

import { sum } from "d3-array";
import { textWidth } from "lib/charts/fonts.ts";
import { COLORS, PALETTE } from "lib/charts/theme.ts";
import type { JsonObject } from "lib/charts/vega_lite.ts";
import { wrapped } from "lib/charts/wrapped.ts";
import { EXPOSURE_GROUPS, type ExposureGroup } from "lib/interference/exposure.ts";
import type { OneSlate, SlateMove } from "lib/interference/one_slate.ts";
import type { SlatePartName } from "lib/interference/slate_parts.ts";
import { clicksPerHundred } from "lib/text/clicks_per_hundred.ts";
import { exposureGroupInWords, slatePartInWords } from "lib/text/exposure_in_words.ts";
import { visible } from "lib/visible.ts";

/** A movie of the slate, in the order of places. */
export interface SlateMovie {
  readonly title: string | null | undefined;
  /** The genre by which it competes; none where it is unknown. */
  readonly genre?: string | null | undefined;
}

/** Size of titles and numbers, in pixels. */
export const TEXT_SIZE = 12;

/** Digits of a click probability: more than any reader is shown. */
const DIGITS = 10;

/** How the rows of an exposure look, and what they are called, at length and in the legend. */
interface ExposureLook {
  readonly words: string;
  readonly inLegend: string;
  readonly color: string;
  readonly shape: string;
}

/** What a row is called that no promotion reaches, whether its slate changed or not. */
const UNREACHED: ExposureLook = {
  words: "no promotion",
  inLegend: "No promotion",
  color: COLORS.reference,
  shape: "diamond",
};

/** The looks, in the order of the legend. */
export const LOOKS: readonly ExposureLook[] = [
  lookOf("direct_promoted", "promoted_item", PALETTE[0]!, "circle"),
  lookOf("same_cluster_spillover", "same_cluster_items", PALETTE[3]!, "triangle-down"),
  lookOf("other_slate_spillover", "other_items", COLORS.reference, "square"),
  UNREACHED,
];

function lookOf(
  group: ExposureGroup,
  part: SlatePartName,
  color: string,
  shape: string,
): ExposureLook {
  return { words: exposureGroupInWords(group), inLegend: slatePartInWords(part), color, shape };
}

/** The exposure of an item in words. */
export function exposureWords({ exposure }: SlateMove, item: number): string {
  return LOOKS[lookNumber(exposure.group[item]!)]!.words;
}

function lookNumber(code: number): number {
  const words = exposureGroupInWords(EXPOSURE_GROUPS[code]!);
  const at = LOOKS.findIndex((look) => look.words === words);
  return at < 0 ? LOOKS.indexOf(UNREACHED) : at;
}

/** A title on one line, cut where it would be wider than the room, in pixels. */
export function titleWithin({ title }: SlateMovie, room: number, weight = 400): string {
  const text = visible(title ?? "").trim() || "(no title)";
  if (textWidth(text, TEXT_SIZE, weight) <= room) return text;
  const [line = ""] = wrapped(text, room - textWidth("…", TEXT_SIZE, weight), TEXT_SIZE, weight);
  return `${line.trimEnd()}…`;
}

/** All moves of a slate, those of a movie side by side. */
export function movesOf({ rows, move }: OneSlate): readonly SlateMove[] {
  const places = Array.from(rows, (_, item) => item + 1);
  return places.flatMap((from) => places.map((to) => move(from, to)));
}

/** The fields of a move's row that a text holds, in their order. */
const FIELDS = ["to", "item", "place", "look", "after"] as const;

/**
 * The moves as data, a row a movie that is moved: for each place a movie of the slate, and the whole
 * slate, where it stands then, how it is exposed and how often it is clicked, per 100 displays. These
 * numbers are one text, for a notebook keeps every number of a list on a line of its own.
 */
export function movesData(moves: readonly SlateMove[]): JsonObject {
  const size = Math.sqrt(moves.length);
  return {
    values: Array.from({ length: size }, (_, item) => ({
      from: item + 1,
      moves: moves.filter(({ from }) => from === item + 1).flatMap(rowsOf).join(";"),
    })),
  };
}

function rowsOf({ to, exposure, probability }: SlateMove): readonly string[] {
  const size = probability.length;
  const rowOf = (item: number, place: number, look: number, after: number) =>
    [to, item, place, look, Number((100 * after).toPrecision(DIGITS))].join(",");
  return [
    ...Array.from(
      probability,
      (after, at) => rowOf(at, exposure.finalPosition[at]!, lookNumber(exposure.group[at]!), after),
    ),
    rowOf(size, size + 1, LOOKS.indexOf(UNREACHED), sum(probability)),
  ];
}

/** What reads {@linkcode movesData}: the chosen movie's text, divided into rows and fields. */
export const MOVES_READ: readonly JsonObject[] = [
  { calculate: "split(datum.moves, ';')", as: "move" },
  { flatten: ["move"] },
  { calculate: "split(datum.move, ',')", as: "cells" },
  ...FIELDS.map((field, at) => ({ calculate: `toNumber(datum.cells[${at}])`, as: field })),
];

/** A change in click probability per 100 displays, with its sign; what rounds to zero has none. */
export function signedClicks(change: number): string {
  const text = clicksPerHundred(change);
  return Number(text) === 0 ? "0" : change > 0 ? `+${text}` : text;
}

/** What a move does, in two short lines. */
export function moveInWords(
  { from, to, change }: SlateMove,
  title: string,
): readonly [string, string] {
  const others = change.length - 1;
  const own = change[from - 1]!;
  const rest = sum(change) - own;
  const whose = others === 1 ? "the other" : `the ${others} others`;
  return [
    from === to ? `“${title}” stays in place ${from}` : `“${title}” from place ${from} to ${to}`,
    from === to
      ? "Nothing moves and nobody is promoted: nothing changes"
      : `${signedClicks(own)} clicks per 100 displays; ${whose} ${signedClicks(rest)}`,
  ];
}
