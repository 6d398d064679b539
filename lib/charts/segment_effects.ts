/**
 * Chart of effects by segment with their intervals.
 *
 * @module
 */

import type { Chart, ChartOptions } from "lib/charts/chart.ts";
import { findingInSegments, rangeInWords, readingOfMarks } from "lib/charts/effect_findings.ts";
import { effectLayers } from "lib/charts/effect_marks.ts";
import { drawable, effectRow, NO_SEGMENTS } from "lib/charts/effect_rows.ts";
import { isWithin, windowOf } from "lib/charts/effect_window.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { levelsOf, type OrderedSegmentation } from "lib/charts/segment_order.ts";
import { chartOf } from "lib/charts/spec.ts";
import { CHART_WIDTH, FIT_WIDTH } from "lib/charts/theme.ts";
import type { EffectEstimate } from "lib/effects/aipw.ts";
import type { JudgedSegment } from "lib/effects/judged_segment.ts";
import { segmentationInWords } from "lib/text/segment_in_words.ts";

/** Options for {@linkcode segmentEffectsChart}. */
export interface SegmentEffectsChartOptions extends Pick<ChartOptions, "whenEmpty"> {
  /** What the segments are, in the plural: `categories`; `segments` by default. */
  readonly plural?: string;
  /** The effect over all rows, drawn as a line through all segments. */
  readonly overall?: EffectEstimate;
  /** The divisions whose segments have an order of their own; all others go by estimate. */
  readonly ordered?: readonly OrderedSegmentation[];
  /** Draw at most this many segments, those with the largest estimates; 15 by default. */
  readonly maxSegments?: number;
}

/**
 * Chart of the effect in each segment of one division, a mark on its 95 % interval.
 *
 * The title says what is found. Colour tells whether the interval excludes zero; a hollow mark has too
 * few clicks, a hatched one no overlap; a diamond is the truth where it is known. Estimates far beyond
 * all others do not set the scale: an arrow and their number stand in their place. Segments without a
 * finite effect and interval are left out.
 *
 * @param judged the effects with how far each can be trusted, in click probability, in any order
 * @param options the segments' name, the overall effect, their order and how many to draw
 * @returns the chart, one line a segment, in clicks per 100 displays
 *
 * @example
 * ```ts
 * import { segmentEffectsChart } from "lib/charts/segment_effects.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const weather = {
 *   segmentColumn: "category",
 *   segment: "weather",
 *   rows: 2229,
 *   treatedRows: 282,
 *   controlRows: 1947,
 *   treatedClickRate: 0.1915,
 *   controlClickRate: 0.037,
 *   naiveLift: 0.1545,
 *   lift: 0.0501,
 *   standardError: 0.0122,
 *   lower: 0.0261,
 *   upper: 0.0741,
 * };
 * const judged = [{ effect: weather, standing: "sound", truth: undefined }] as const;
 * const { caption } = segmentEffectsChart(judged, { plural: "categories" });
 * assertStringIncludes(caption, "For weather, the estimated effect is 5.0 clicks per 100 displays");
 * ```
 */
export function segmentEffectsChart(
  judged: readonly JudgedSegment[],
  options: SegmentEffectsChartOptions = {},
): Chart {
  const { plural = "segments", overall, ordered = [], maxSegments = 15 } = options;
  const known = drawable(judged).toSorted((a, b) => b.effect.lift - a.effect.lift);
  if (known.length === 0) {
    return emptyChart(`There are no estimates for ${plural}`, options.whenEmpty || NO_SEGMENTS);
  }
  const levels = levelsOf(known, ordered);
  const place = ({ effect }: JudgedSegment) => levels!.indexOf(effect.segment) + 1 || Infinity;
  const inOrder = (segments: readonly JudgedSegment[]) =>
    levels === undefined ? segments : segments.toSorted((a, b) => place(a) - place(b) || 0);
  const drawn = inOrder(known.slice(0, maxSegments));

  const rows = drawn.map(effectRow);
  const line = overall === undefined ? [] : [100 * overall.lift];
  const isSound = drawn.some(({ standing }) => standing === "sound");
  // What cannot be trusted does not set the scale either.
  const isRuling = (at: number) => !isSound || drawn[at]!.standing === "sound";
  const window = windowOf(
    rows.filter((_, at) => isRuling(at)),
    [...line, ...rows.flatMap(({ truth }) => truth ?? [])],
    rows.filter((_, at) => !isRuling(at)),
  );
  const title = findingInSegments(inOrder(known), plural, levels !== undefined);
  const reading = [
    ...readingOfMarks(drawn),
    rows.some(({ lift }) => !isWithin(lift, window))
      ? "An arrow with a number stands for an estimate so far out that it would flatten all others."
      : "",
    rows.some(({ lift, lower, upper }) =>
        isWithin(lift, window) && !(isWithin(lower, window) && isWithin(upper, window))
      )
      ? "An arrow at the edge: the interval goes on."
      : "",
    // Whoever reads numbers of articles or times of the day sees their order.
    known.length === 1 || levels !== undefined
      ? ""
      : `The largest estimate is on top${
        drawn.length < known.length
          ? `; drawn are the first ${drawn.length} of ${known.length}`
          : ""
      }. What is first was picked by its size, so its true effect is likely smaller.`,
  ];
  return chartOf(`${title}. ${rangeInWords(drawn)}`, {
    title,
    width: CHART_WIDTH,
    autosize: FIT_WIDTH,
    height: Math.max(110, 25 * rows.length),
    layer: effectLayers(rows.map((row) => ({ row })), {
      window,
      heading: headingOf(drawn),
      ...overall === undefined ? {} : { overall: 100 * overall.lift },
      size: 90,
    }),
  }, reading.filter((sentence) => sentence !== "").join(" "));
}

/** What the lines are, where they are all of one division. */
function headingOf(judged: readonly JudgedSegment[]): string {
  const columns = [...new Set(judged.map(({ effect }) => effect.segmentColumn))];
  return columns.length === 1 ? segmentationInWords(columns[0]!) : "Segment";
}
