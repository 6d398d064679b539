/**
 * The sentences that sum up an analysis of effects by segment.
 *
 * @module
 */

import type { EffectEstimate } from "lib/effects/aipw.ts";
import { type SegmentEffect, sortByLift } from "lib/effects/segments.ts";
import { formatCount } from "lib/text/counts.ts";
import type { OrderFinding } from "lib/tables/list_order.ts";
import { formatFixed } from "lib/text/format_fixed.ts";
import { type Markdown, markdown } from "lib/text/markdown.ts";

/**
 * Summary of effects in one paragraph: the overall effect, the largest and the smallest segment, and
 * what all of them rest on.
 *
 * Where the true effect is zero, or may be, because the order of the lists was shuffled, the paragraph
 * opens with that, and the estimates are the size of the method's error.
 *
 * @param overall the effect over all rows, in click probability
 * @param segments the effects of all segments, in any order; lifts in click probability
 * @param order what is known of the order of the lists, by {@linkcode describeOrder}; without it
 *   nothing is taken to be known
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
  order?: OrderFinding,
): Markdown {
  const sentences = order === undefined || order.effect === "open"
    ? [
      order?.simulated === true ? SIMULATED : "",
      "Estimated effect of a place in the top three on the probability of a click, over " +
      `${formatCount(overall.rows)} displayed articles: ${estimate(overall)}.`,
      extremes(segments, "the estimate is largest", "smallest"),
      `These are estimates, ${CONDITIONS}`,
      "The intervals take rows as independent, and the largest and smallest of many estimates are " +
      "exaggerated.",
    ]
    : [
      order.grounds,
      `${order.effect === "zero" ? "What is" : "What is then"} reported here is the error of the ` +
      "method, where 0 is right: over " +
      `${formatCount(overall.rows)} displayed articles ${estimate(overall)}.`,
      extremes(segments, "the number reported is highest", "lowest"),
      withoutZero(segments, order.effect),
      ...order.effect === "zero"
        ? []
        : [`If it was not shuffled, these are estimates, ${CONDITIONS}`],
      "The intervals take rows as independent.",
    ];
  return markdown`${sentences.filter((sentence) => sentence !== "").join(" ")}`;
}

/** What the coverage of this estimator in simulated ranked tables makes of its numbers. */
const SIMULATED =
  "The lists are simulated, and the effects in them were put there: nothing here is about a real " +
  "service. In 21 simulated tables of 20,000 ranked lists the interval for all rows held the true " +
  "effect once: take the numbers for what the method reports, not for the effects.";

const CONDITIONS =
  "not results of an experiment: they hold if the recorded covariates explain who was placed high, " +
  "every kind of article could stand in either arm, and at least one of the two models is right.";

function extremes(segments: readonly SegmentEffect[], most: string, least: string): string {
  const [largest] = sortByLift(segments, "descending");
  const [smallest] = sortByLift(segments, "ascending");
  return largest === undefined || smallest === undefined
    ? "No segment has enough rows to be reported."
    : `Of ${segments.length} segments, ${most} for ${named(largest)}; and ` +
      `${least} for ${named(smallest)}.`;
}

/** How many intervals miss a true effect of zero. */
function withoutZero(
  segments: readonly SegmentEffect[],
  effect: OrderFinding["effect"],
): string {
  if (segments.length === 0) return "";
  const misses = segments.filter(({ lower, upper }) => lower > 0 || upper < 0).length;
  const verb = misses === 1 ? "leaves" : "leave";
  const where = effect === "zero" ? "" : " if it was shuffled,";
  return `Of the ${segments.length} intervals ${misses} ${verb} out 0;${where} by a right method ` +
    "about one in twenty would.";
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
