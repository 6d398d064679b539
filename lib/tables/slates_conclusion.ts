/**
 * The sentences that sum up an analysis of slates.
 *
 * @module
 */

import { armDifference } from "lib/interference/arm_difference.ts";
import type { PotentialClicks } from "lib/interference/outcomes.ts";
import type { PromotionAssignment } from "lib/interference/promotion.ts";
import {
  type ArmOutcome,
  type SlateOutcomes,
  summarizeArms,
} from "lib/interference/slate_outcomes.ts";
import { bold, paragraph, paragraphs } from "lib/tables/paragraphs.ts";
import { clicksPerHundred } from "lib/text/clicks_per_hundred.ts";
import { formatCount } from "lib/text/counts.ts";
import { formatFixed } from "lib/text/format_fixed.ts";
import { type Markdown, markdown } from "lib/text/markdown.ts";

/** What an analysis of slates has found. */
export interface SlatesFinding {
  /** The slates' outcomes, in expected and in simulated clicks. */
  readonly totals: SlateOutcomes;
  /** Focal row and promotion of every slate. */
  readonly assignment: PromotionAssignment;
  /** Both click probabilities of every row. */
  readonly potential: PotentialClicks;
}

/**
 * Summary of an experiment on slates in three short paragraphs: what a promotion does to the promoted
 * movie and to its slate; the truth of all slates and what one experiment would have shown of it; and
 * what may be decided.
 *
 * @param finding the slates' outcomes, the assignment and both click probabilities of every row
 * @returns the paragraphs
 *
 * @example Two slates of two movies, one of them promoted
 * ```ts
 * import { slatesSummary } from "lib/tables/slates_conclusion.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const totals = {
 *   clicks: Int32Array.of(1, 1),
 *   expectedClicks: Float64Array.of(0.5, 1),
 *   expectedClicksUnchanged: Float64Array.of(1, 1),
 *   lift: Float64Array.of(-0.5, 0),
 *   directLift: Float64Array.of(0.25, 0),
 *   sameClusterLift: Float64Array.of(-0.5, 0),
 *   otherLift: Float64Array.of(-0.25, 0),
 * };
 * const { text } = slatesSummary({
 *   totals,
 *   assignment: { focalRow: Int32Array.of(1, 3), promoted: Uint8Array.of(1, 0) },
 *   potential: {
 *     unchanged: Float64Array.of(0.75, 0.25, 0.5, 0.5),
 *     promoted: Float64Array.of(0, 0.5, 0.25, 0.75),
 *   },
 * });
 * assertStringIncludes(text, "wins it 0.25 clicks and costs the others of its slate 0.50: the slate as a whole loses 0.25");
 * ```
 */
export function slatesSummary(finding: SlatesFinding): Markdown {
  const { totals, assignment } = finding;
  const arm = summarizeArms(totals, assignment).find(({ arm }) => arm === "promote_focal_item");
  if (arm === undefined) {
    return paragraph([
      "In this simulated experiment, by an assumed click model, the lot promoted a movie in none of " +
      `${formatCount(totals.lift.length)} slates: there is no change to report.`,
    ]);
  }
  return paragraphs([
    paragraph([...changes(finding), losers(arm, totals)]),
    paragraph(shownByExperiment(finding)),
    paragraph([
      "Nothing here is about a real service, and no product decision can rest on the size of these " +
      "numbers: they follow from coefficients that were chosen by hand. What can be taken from it is " +
      "the measure: count the clicks of the whole slate, not those of the promoted movie.",
    ]),
  ]);
}

/** The truth if each slate's focal movie is promoted, on average over all slates, in clicks. */
function truthOf({ totals, assignment, potential }: SlatesFinding) {
  const { unchanged, promoted } = potential;
  const slates = totals.lift.length;
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  const [without, withPromotion] = [sum(unchanged) / slates, sum(promoted) / slates];
  const movie = assignment.focalRow.reduce(
    (total, row) => total + promoted[row]! - unchanged[row]!,
    0,
  ) / slates;
  return { movie, slate: withPromotion - without, without, withPromotion };
}

/** What the clicks of one experiment show, as a difference between its arms in clicks a slate. */
export function experimentOf({ totals, assignment }: SlatesFinding) {
  return armDifference(totals.clicks, assignment.promoted);
}

/** Clicks with two decimals and a true minus sign. */
export function clicks(value: number): string {
  const text = formatFixed(value, 2);
  return Number(text) === 0 ? "0.00" : text.replace("-", "−");
}

/** What a promotion does to the movie and to its slate, in expected clicks. */
function changes(finding: SlatesFinding): (string | Markdown)[] {
  const slates = finding.totals.lift.length;
  const movies = finding.potential.unchanged.length / slates;
  const { movie, slate, without, withPromotion } = truthOf(finding);
  const size = (change: number) => clicks(Math.abs(change));
  const others = slate - movie;
  const perHundred = (expected: number) =>
    `${clicksPerHundred(expected / movies)} per 100 displays`;
  return [
    markdown`In a simulated experiment, by an assumed click model, ${
      bold(
        `promoting a movie ${verbOf(movie)} it ${size(movie)} clicks and ${
          verbOf(others)
        } the others ` +
          `of its slate ${size(others)}: the slate as a whole ${slate < 0 ? "loses" : "gains"} ${
            size(slate)
          }`,
      )
    }, on average over all ${formatCount(slates)} slates.`,
    `A slate is expected to get ${clicks(without)} clicks without a promotion (${
      perHundred(without)
    }) and ${clicks(withPromotion)} with one (${perHundred(withPromotion)}).`,
  ];
}

function verbOf(change: number): string {
  return change < 0 ? "costs" : "wins";
}

/** How many of the promoted slates lose. */
function losers(arm: ArmOutcome, totals: SlateOutcomes): string {
  const losing = totals.lift.reduce((slates, lift) => slates + (lift < 0 ? 1 : 0), 0);
  if (losing === arm.slates) {
    return arm.slates === 1
      ? "There is only one promoted slate, and it loses."
      : `All ${formatCount(arm.slates)} promoted slates lose.`;
  }
  return `${formatFixed(100 * losing / arm.slates, 1)} % of the ${
    formatCount(arm.slates)
  } promoted ` +
    "slates lose.";
}

/** What one experiment would have shown of the truth. */
function shownByExperiment(finding: SlatesFinding): string[] {
  const { slate: truth } = truthOf(finding);
  const shown = experimentOf(finding);
  if (shown === undefined) {
    return [
      "This experiment shows none of it by its clicks: one of its arms has fewer than two slates.",
    ];
  }
  const verb = shown.lower <= truth && truth <= shown.upper ? "covers" : "misses";
  return [
    "One experiment of this size, judged by its clicks alone, shows a change of " +
    `${clicks(shown.difference)} clicks a slate (95 % interval ${clicks(shown.lower)} to ${
      clicks(shown.upper)
    }): the interval ${verb} the truth, ${clicks(truth)}.`,
  ];
}
