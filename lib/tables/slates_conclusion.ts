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
 * assertStringIncludes(text, "the promoted movie gains 0.25 clicks and its slate as a whole loses 0.50");
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
    paragraph([...changes(arm, finding), losers(arm, totals)]),
    paragraph(shownByExperiment(finding)),
    paragraph([
      "Nothing here is about a real service, and no product decision can rest on the size of these " +
      "numbers: they follow from coefficients that were chosen by hand. What can be taken from it is " +
      "the measure: count the clicks of the whole slate, not those of the promoted movie.",
    ]),
  ]);
}

/** The true change of all slates if each one's focal movie is promoted, in clicks a slate. */
export function trueSlateLift({ totals, potential }: SlatesFinding): number {
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  return (sum(potential.promoted) - sum(potential.unchanged)) / totals.lift.length;
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

/** What the promotion does to the movie and to its slate, in expected clicks. */
function changes(arm: ArmOutcome, { totals, potential }: SlatesFinding): (string | Markdown)[] {
  const movies = potential.unchanged.length / totals.lift.length;
  const joint = Math.sign(arm.meanDirectLift) === Math.sign(arm.meanLift) ? "and so does" : "and";
  const slate = joint === "and so does"
    ? "its slate as a whole, by"
    : `its slate as a whole ${verbOf(arm.meanLift)}`;
  const base = (expected: number) =>
    `${clicks(expected)} clicks (${clicksPerHundred(expected / movies)} per 100 displays)`;
  return [
    markdown`In a simulated experiment, by an assumed click model, ${
      bold(
        `the promoted movie ${verbOf(arm.meanDirectLift)} ${
          clicks(Math.abs(arm.meanDirectLift))
        } clicks ${joint} ${slate} ${clicks(Math.abs(arm.meanLift))}`,
      )
    }, on average.`,
    `A promoted slate is expected to get ${base(arm.meanExpectedClicks)}; without the ` +
    `promotion it would get ${base(arm.meanExpectedClicksUnchanged)}.`,
  ];
}

function verbOf(lift: number): string {
  return lift < 0 ? "loses" : "gains";
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

/** The truth of all slates, and what one experiment would have shown of it. */
function shownByExperiment(finding: SlatesFinding): string[] {
  const truth = trueSlateLift(finding);
  const shown = experimentOf(finding);
  return [
    `Over all ${formatCount(finding.totals.lift.length)} slates the true change is ` +
    `${clicks(truth)} clicks a slate.`,
    shown === undefined
      ? "This experiment shows none of it: one of its arms has fewer than two slates."
      : `One experiment of this size, judged by its clicks alone, shows ${
        clicks(shown.difference)
      } (95 % interval ${clicks(shown.lower)} to ${clicks(shown.upper)}): the interval ${
        shown.lower <= truth && truth <= shown.upper ? "covers" : "misses"
      } the truth.`,
  ];
}
