/**
 * How far the scale of a chart of effects reaches.
 *
 * @module
 */

import { extent, median } from "d3-array";
import { rangeWithZero } from "lib/charts/spec.ts";

/** From where to where a scale reaches. */
export type Window = readonly [low: number, high: number];

/** An estimate and its interval, all in one unit. */
export interface Span {
  readonly lift: number;
  readonly lower: number;
  readonly upper: number;
}

/** The room beyond the outermost interval, as a share of the scale. */
const MARGIN = 0.04;

/** By how much estimates that cannot be trusted may widen the scale to either side, as a share of it. */
const DOUBTFUL = 0.25;

/**
 * Window that shows the spans side by side: from the lowest to the highest of them, of zero and of the
 * further values, but for estimates so far out that they would flatten all others.
 *
 * An estimate is out if it lies beyond the range of the others by more than that range again. At least
 * two spans stay, so that of two none is called the outlier. Doubtful spans widen the scale a little,
 * but do not rule it.
 */
export function windowOf(
  spans: readonly Span[],
  further: readonly number[],
  doubtful: readonly Span[] = [],
): Window {
  let kept = spans;
  while (kept.length > 2) {
    const middle = median(kept, ({ lift }) => lift)!;
    const farthest = kept.reduce((far, span) =>
      Math.abs(span.lift - middle) > Math.abs(far.lift - middle) ? span : far
    );
    const others = kept.filter((span) => span !== farthest);
    const [low, high] = rangeOf(others, further);
    const room = high - low;
    if (farthest.lift >= low - room && farthest.lift <= high + room) break;
    kept = others;
  }
  const [low, high] = rangeOf(kept, further);
  const room = high > low ? high - low : 1;
  const widest: Window = [low - DOUBTFUL * room, high + DOUBTFUL * room];
  const near = doubtful.filter(({ lift }) => isWithin(lift, widest));
  const lowest = Math.min(low, ...near.map(({ lower }) => lower));
  const highest = Math.max(high, ...near.map(({ upper }) => upper));
  return [
    Math.max(lowest, widest[0]) - MARGIN * room,
    Math.min(highest, widest[1]) + MARGIN * room,
  ];
}

/** Whether a value can be seen in a window. */
export function isWithin(value: number, [low, high]: Window): boolean {
  return low <= value && value <= high;
}

function rangeOf(spans: readonly Span[], further: readonly number[]): Window {
  const [low = 0, high = 0] = extent([
    ...spans.flatMap(({ lower, upper }) => [lower, upper]),
    ...further,
  ]);
  return rangeWithZero([low, high]);
}
