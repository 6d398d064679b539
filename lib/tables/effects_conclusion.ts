/**
 * The sentences that sum up an analysis of effects by segment.
 *
 * @module
 */

import type { EffectEstimate } from "lib/effects/aipw.ts";
import { type SegmentEffect, sortByLift } from "lib/effects/segments.ts";
import { formatCount } from "lib/text/counts.ts";
import { formatFixed } from "lib/text/format_fixed.ts";
import { type Markdown, markdown } from "lib/text/markdown.ts";

/**
 * Summary of effects in one paragraph: the overall effect, the largest and the smallest segment, and
 * what all of them rest on.
 *
 * @param overall the effect over all rows, in click probability
 * @param segments the effects of all segments, in any order; lifts in click probability
 * @returns the paragraph; names of segments stand in it literally, whatever they hold
 *
 * @example Two topics of articles
 * ```ts
 * import { effectsSummary } from "lib/tables/effects_conclusion.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const overall = { rows: 900, lift: 0.02, standardError: 0.005, lower: 0.0102, upper: 0.0298 };
 * const counts = { rows: 300, treatedRows: 60, controlRows: 240 };
 * const rates = { treatedClickRate: 0.1, controlClickRate: 0.05, naiveLift: 0.05 };
 * const sports = { segmentColumn: "topic", segment: "sports", ...counts, ...rates };
 * const { text } = effectsSummary(overall, [
 *   { ...sports, lift: 0.01, standardError: 0.01, lower: -0.0096, upper: 0.0296 },
 *   { ...sports, segment: "news", lift: 0.03, standardError: 0.01, lower: 0.0104, upper: 0.0496 },
 * ]);
 * assertStringIncludes(text, "Of 2 segments, the estimate is largest for topic news: 0.0300");
 * ```
 */
export function effectsSummary(
  overall: EffectEstimate,
  segments: readonly SegmentEffect[],
): Markdown {
  const sorted = sortByLift(segments, "descending");
  const [largest, smallest] = [sorted[0], sortByLift(segments, "ascending")[0]];
  const sentences = [
    "Estimated effect of a place in the top three on the probability of a click, over " +
    `${formatCount(overall.rows)} displayed articles: ${estimate(overall)}.`,
    largest === undefined || smallest === undefined
      ? "No segment has enough rows to be reported."
      : `Of ${segments.length} segments, the estimate is largest for ${named(largest)}; and ` +
        `smallest for ${named(smallest)}.`,
    "These are estimates, not results of an experiment: they hold if the recorded covariates " +
    "explain who was placed high, every kind of article could stand in either arm, and at least " +
    "one of the two models is right.",
    "The intervals take rows as independent, and the largest and smallest of many estimates are " +
    "exaggerated.",
  ];
  return markdown`${sentences.join(" ")}`;
}

function named(effect: SegmentEffect): string {
  return `${effect.segmentColumn} ${effect.segment}: ${estimate(effect)}`;
}

function estimate(
  { lift, lower, upper }: Pick<EffectEstimate, "lift" | "lower" | "upper">,
): string {
  return `${formatFixed(lift, 4)}, 95 % interval ${formatFixed(lower, 4)} to ` +
    formatFixed(upper, 4);
}
