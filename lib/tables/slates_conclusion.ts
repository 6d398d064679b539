/**
 * The sentences that sum up an analysis of slates.
 *
 * @module
 */

import type { PromotionAssignment } from "lib/interference/promotion.ts";
import { type SlateOutcomes, summarizeArms } from "lib/interference/slate_outcomes.ts";
import { formatCount } from "lib/text/counts.ts";
import { formatFixed } from "lib/text/format_fixed.ts";
import { type Markdown, markdown } from "lib/text/markdown.ts";

/**
 * Summary of an experiment on slates in one paragraph: how many were promoted, what that changed for
 * the promoted movie and for its slate, and what the numbers rest on.
 *
 * @param totals the slates' outcomes, in expected clicks
 * @param assignment focal row and promotion of every slate
 * @returns the paragraph
 *
 * @example Two slates of movies, one of them promoted
 * ```ts
 * import { slatesSummary } from "lib/tables/slates_conclusion.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const totals = {
 *   clicks: Int32Array.of(3, 1),
 *   expectedClicks: Float64Array.of(1.5, 2),
 *   expectedClicksUnchanged: Float64Array.of(2, 2),
 *   lift: Float64Array.of(-0.5, 0),
 *   directLift: Float64Array.of(0.25, 0),
 *   sameClusterLift: Float64Array.of(-0.5, 0),
 *   otherLift: Float64Array.of(-0.25, 0),
 * };
 * const { text } = slatesSummary(totals, {
 *   focalRow: Int32Array.of(7, 20),
 *   promoted: Uint8Array.of(1, 0),
 * });
 * assertStringIncludes(text, "those of its whole slate by -0.5000, on average; 100.0 %");
 * ```
 */
export function slatesSummary(
  totals: SlateOutcomes,
  assignment: PromotionAssignment,
): Markdown {
  const arm = summarizeArms(totals, assignment).find(({ arm }) => arm === "promote_focal_item");
  const losing = totals.lift.reduce((slates, lift) => slates + (lift < 0 ? 1 : 0), 0);
  const sentences = [
    `In ${formatCount(arm?.slates ?? 0)} of ${formatCount(totals.lift.length)} slates one movie ` +
    "was promoted by lot.",
    arm === undefined
      ? "There is no lift to report."
      : "There, the promotion changed the expected clicks of the promoted movie by " +
        `${formatFixed(arm.meanDirectLift, 4)} and those of its whole slate by ` +
        `${formatFixed(arm.meanLift, 4)}, on average; ` +
        `${formatFixed(100 * losing / arm.slates, 1)} % of these slates lose.`,
    "The clicks are simulated: these are exact consequences of a click model whose coefficients " +
    "are assumptions, and no evidence about any real service.",
  ];
  return markdown`${sentences.join(" ")}`;
}
