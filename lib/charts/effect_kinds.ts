/**
 * What the mark of an effect says of its estimate, and how it looks.
 *
 * @module
 */

import { sum } from "d3-array";
import { textWidth } from "lib/charts/fonts.ts";
import type { JsonObject } from "lib/charts/vega_lite.ts";
import { category } from "lib/charts/spec.ts";
import { COLORS } from "lib/charts/theme.ts";
import type { JudgedSegment } from "lib/effects/judged_segment.ts";

/** What a mark says, in the legend's words. */
export const EFFECT_KINDS = [
  "interval excludes zero",
  "interval holds zero",
  "too few clicks to rely on",
  "no overlap: extrapolated",
  "true effect",
] as const;

/** What a mark says, in the legend's words. */
export type EffectKind = typeof EFFECT_KINDS[number];

interface Look {
  readonly shape: string;
  readonly fill: string;
  readonly stroke: string;
}

/** A square with strokes from corner to corner, as a path in the square from −1 to 1. */
const HATCHED = "M-1,-1H1V1H-1ZM-1,0L0,-1M-1,1L1,-1M0,1L1,0";

/** Looks that also differ without colour: filled, hollow, hatched. */
const LOOKS: Readonly<Record<EffectKind, Look>> = {
  "interval excludes zero": {
    shape: "circle",
    fill: COLORS.estimate,
    stroke: COLORS.estimate,
  },
  "interval holds zero": { shape: "circle", fill: COLORS.reference, stroke: COLORS.reference },
  "too few clicks to rely on": {
    shape: "circle",
    fill: COLORS.ground,
    stroke: COLORS.reference,
  },
  "no overlap: extrapolated": { shape: HATCHED, fill: COLORS.ground, stroke: COLORS.reference },
  "true effect": { shape: "diamond", fill: COLORS.truth, stroke: COLORS.ground },
};

/** The color of the intervals that exclude zero and can be trusted; all others are grey. */
export const INTERVAL_COLOR: JsonObject = {
  condition: {
    test: `datum.kind === '${EFFECT_KINDS[0]}'`,
    value: LOOKS["interval excludes zero"].stroke,
  },
  value: COLORS.reference,
};

/** What the mark of a segment's estimate says: its standing before where its interval lies. */
export function kindOf({ effect, standing }: JudgedSegment): EffectKind {
  if (standing === "no overlap") return "no overlap: extrapolated";
  if (standing === "few treated clicks") return "too few clicks to rely on";
  return excludesZero(effect) ? "interval excludes zero" : "interval holds zero";
}

/** Whether an interval lies wholly on one side of zero. */
export function excludesZero(
  { lower, upper }: { readonly lower: number; readonly upper: number },
): boolean {
  return lower > 0 || upper < 0;
}

/** A legend's symbol with the room to its words, and the room between two entries, in pixels. */
const [SYMBOL, BETWEEN] = [19, 18];

/**
 * The channels of points by what they say, with a legend of just the kinds that occur: in one line, if
 * the room over the plot, in pixels, holds it.
 */
export function kindChannels(kinds: ReadonlySet<EffectKind>, room: number): JsonObject {
  const domain = EFFECT_KINDS.filter((kind) => kinds.has(kind));
  const width = sum(domain, (kind) => SYMBOL + textWidth(kind, 12, 400) + BETWEEN) - BETWEEN;
  const channel = (property: keyof Look) =>
    category("kind", "", {
      scale: { domain, range: domain.map((kind) => LOOKS[kind][property]) },
      legend: {
        title: null,
        orient: "top",
        columns: width <= room ? domain.length : 3,
        labelLimit: 0,
        columnPadding: BETWEEN,
        offset: 24,
      },
    });
  return { shape: channel("shape"), fill: channel("fill"), stroke: channel("stroke") };
}
