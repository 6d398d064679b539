/**
 * Chart of the answer: the effect over all displays and in segments of every division.
 *
 * @module
 */

import type { Chart } from "lib/charts/chart.ts";
import { readingOfMarks } from "lib/charts/effect_findings.ts";
import { shortened } from "lib/text/shortened.ts";
import { excludesZero } from "lib/charts/effect_kinds.ts";
import { effectLayers, type EffectLine } from "lib/charts/effect_marks.ts";
import { drawable, effectRow, overallRow } from "lib/charts/effect_rows.ts";
import { windowOf } from "lib/charts/effect_window.ts";
import { levelsOf, type OrderedSegmentation } from "lib/charts/segment_order.ts";
import { chartOf } from "lib/charts/spec.ts";
import { CHART_WIDTH, FIT_WIDTH } from "lib/charts/theme.ts";
import type { EffectEstimate } from "lib/effects/aipw.ts";
import type { JudgedSegment } from "lib/effects/judged_segment.ts";
import { clicksPerHundred, estimatePerHundred } from "lib/text/clicks_per_hundred.ts";
import { segmentationInWords, segmentBelowHeading } from "lib/text/segment_in_words.ts";

/** Options for {@linkcode keyEffectsChart}. */
export interface KeyEffectsChartOptions {
  /** The true effect over all rows, in click probability; undefined where nobody knows it. */
  readonly truth?: number | undefined;
  /** What is known of the effect: `open` by default. */
  readonly effect?: "zero" | "possibly zero" | "open";
  /** The divisions whose segments have an order of their own; all others go by estimate. */
  readonly ordered?: readonly OrderedSegmentation[];
  /** How many segments of a division without order to draw; 4 by default. */
  readonly maxOfDivision?: number;
}

/**
 * Chart of the effect over all rows and, below it, in the segments of each division whose estimates can
 * be trusted, each on its 95 % interval.
 *
 * A division without an order of its own is drawn by those of its segments with the most clicks in the
 * top three: a choice that does not look at the estimates, so that none is drawn for its size.
 *
 * @param overall the effect over all rows, in click probability
 * @param judged the segments of all divisions, division by division
 * @param options the truth, what is known of the effect, and the segments' order
 * @returns the chart, in clicks per 100 displays
 *
 * @example Of two topics one has too few clicks to be drawn
 * ```ts
 * import { keyEffectsChart } from "lib/charts/key_effects.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const counts = { rows: 900, treatedRows: 300, controlRows: 600 };
 * const rates = { treatedClickRate: 0.15, controlClickRate: 0.05, naiveLift: 0.1 };
 * const estimate = { lift: 0.02, standardError: 0.005, lower: 0.0102, upper: 0.0298 };
 * const sports = { segmentColumn: "topic", segment: "sports", ...counts, ...rates, ...estimate };
 * const { caption } = keyEffectsChart({ rows: 1800, ...estimate }, [
 *   { effect: sports, standing: "sound", truth: undefined },
 *   { effect: { ...sports, segment: "news" }, standing: "few treated clicks", truth: undefined },
 * ]);
 * assertStringIncludes(caption, "A top place adds an estimated 2.0 clicks to every 100 displays");
 * assertStringIncludes(caption, "Topic: sports 2.0 (1.0 to 3.0)");
 * ```
 */
export function keyEffectsChart(
  overall: EffectEstimate,
  judged: readonly JudgedSegment[],
  options: KeyEffectsChartOptions = {},
): Chart {
  const { truth, effect = "open", ordered = [], maxOfDivision = 4 } = options;
  const divisions = divisionsOf(judged, ordered, maxOfDivision);
  const drawn = divisions.flatMap(({ segments }) => segments);
  const all = overallRow(overall, truth);
  const lines: readonly EffectLine[] = [
    { row: all, isBold: true },
    ...divisions.flatMap(({ heading, segments }) => [
      { heading },
      ...segments.map((segment) => ({ row: effectRow(segment) })),
    ]),
  ];
  const rows = lines.flatMap((line) => "row" in line ? [line.row] : []);
  const window = windowOf(rows, [
    ...[all.lift, all.lower, all.upper],
    ...rows.flatMap((row) => row.truth ?? []),
  ]);
  const title = titleOf(overall, effect, truth);
  return chartOf(captionOf(title, overall, divisions), {
    title,
    width: CHART_WIDTH,
    autosize: FIT_WIDTH,
    height: 18 * lines.length,
    layer: effectLayers(lines, { window, heading: "", overall: all.lift, size: 70 }),
  }, readingOf(overall, judged, divisions, drawn, truth));
}

/** The segments of one division that are drawn. */
interface Division {
  readonly heading: string;
  readonly segments: readonly JudgedSegment[];
  /** How many of its segments can be trusted. */
  readonly sound: number;
}

function divisionsOf(
  judged: readonly JudgedSegment[],
  ordered: readonly OrderedSegmentation[],
  most: number,
): readonly Division[] {
  const sound = drawable(judged).filter(({ standing }) => standing === "sound");
  const columns = [...new Set(sound.map(({ effect }) => effect.segmentColumn))];
  return columns.map((column) => {
    const own = sound.filter(({ effect }) => effect.segmentColumn === column);
    const levels = levelsOf(own, ordered);
    const place = ({ effect }: JudgedSegment) => levels!.indexOf(effect.segment) + 1 || Infinity;
    const segments = levels === undefined
      ? own.toSorted((a, b) => clicksOf(b) - clicksOf(a)).slice(0, most)
        .toSorted((a, b) => b.effect.lift - a.effect.lift)
      : own.toSorted((a, b) => place(a) - place(b) || 0);
    return { heading: segmentationInWords(column), segments, sound: own.length };
  });
}

function clicksOf({ effect }: JudgedSegment): number {
  return effect.treatedRows * effect.treatedClickRate;
}

function titleOf(
  overall: EffectEstimate,
  effect: "zero" | "possibly zero" | "open",
  truth: number | undefined,
): string {
  const { estimate } = estimatePerHundred(overall);
  const size = estimate.replace("−", "");
  if (effect === "zero") {
    return `A top place has no effect here: the estimate of ${estimate} clicks per 100 displays is the ` +
      "error of the method";
  }
  const known = truth === undefined ? "" : `, where ${clicksPerHundred(truth)} is true`;
  if (effect === "possibly zero") {
    return `If a place has an effect here at all, it is an estimated ${estimate} clicks per 100 ` +
      `displays`;
  }
  if (!excludesZero(overall)) {
    return `Whether a top place changes clicks cannot be told: ${estimate} per 100 displays, and the ` +
      `interval holds zero`;
  }
  return overall.lift > 0
    ? `A top place adds an estimated ${size} clicks to every 100 displays${known}`
    : `A top place takes an estimated ${size} clicks from every 100 displays${known}`;
}

function captionOf(
  title: string,
  overall: EffectEstimate,
  divisions: readonly Division[],
): string {
  const written = (effect: Pick<EffectEstimate, "lift" | "lower" | "upper">) => {
    const { estimate, interval } = estimatePerHundred(effect);
    return `${estimate} (${interval})`;
  };
  const parts = divisions.map(({ heading, segments }) =>
    `${heading}: ${
      segments.map(({ effect }) =>
        `${shortened(segmentBelowHeading(effect.segmentColumn, effect.segment))} ${written(effect)}`
      ).join(", ")
    }.`
  );
  return [
    `${title}.`,
    `Additional clicks per 100 displays, with 95 % intervals. All displays: ${written(overall)}.`,
    ...parts,
  ].join(" ");
}

function readingOf(
  overall: EffectEstimate,
  judged: readonly JudgedSegment[],
  divisions: readonly Division[],
  drawn: readonly JudgedSegment[],
  truth: number | undefined,
): string {
  const passedOver = judged.length - divisions.reduce((sum, { sound }) => sum + sound, 0);
  const shortened = divisions.filter(({ segments, sound }) => segments.length < sound);
  const overlapping = divisions.length > 1
    ? "Every display is in one segment of each division, so that no two divisions are separate evidence."
    : "";
  const marks = drawn.length === 0
    ? [
      "The mark is the estimate, the line through it its 95 % interval.",
      truth === undefined ? "" : "The diamond is the true effect.",
    ]
    : [
      ...readingOfMarks(drawn),
      truth === undefined
        ? ""
        : `That of all displays ${
          overall.lower <= truth && truth <= overall.upper ? "covers" : "misses"
        } its own.`,
    ];
  return [
    ...marks,
    "The dashed line is the estimate over all displays.",
    shortened.length === 0
      ? ""
      : `Of the segments ${
        shortened.map(({ heading, segments, sound }) =>
          `by ${heading.toLowerCase()} ${segments.length} of ${sound}`
        ).join(" and ")
      } are drawn, those with the most clicks in the top three, whatever their estimates are.`,
    passedOver === 0
      ? ""
      : `${passedOver} ${
        passedOver === 1 ? "segment" : "segments"
      } without overlap or with too few clicks ${passedOver === 1 ? "is" : "are"} left out.`,
    overlapping,
  ].filter((sentence) => sentence !== "").join(" ");
}
