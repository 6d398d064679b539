/**
 * What an analysis of slates rests on, and what would make it wrong.
 *
 * @module
 */

import { bold, paragraph } from "lib/tables/paragraphs.ts";
import { clicks, experimentOf, type SlatesFinding } from "lib/tables/slates_conclusion.ts";
import { formatCount } from "lib/text/counts.ts";
import { formatFixed } from "lib/text/format_fixed.ts";
import type { Markdown } from "lib/text/markdown.ts";

/**
 * Grounds of an experiment on slates: five lines on the click model, the exposure, the lot, the draw of
 * the movies and the noise, each with what this run tells of it.
 *
 * @param finding the slates' outcomes, the assignment and both click probabilities of every row
 * @returns the lines
 *
 * @example Two slates of one movie each, one of them promoted
 * ```ts
 * import { slatesGrounds } from "lib/tables/slates_grounds.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const zeros = new Float64Array(2);
 * const [, , lot] = slatesGrounds({
 *   totals: {
 *     clicks: Int32Array.of(1, 0),
 *     ...{ expectedClicks: zeros, expectedClicksUnchanged: zeros, lift: zeros },
 *     ...{ directLift: zeros, sameClusterLift: zeros, otherLift: zeros },
 *   },
 *   assignment: { focalRow: Int32Array.of(0, 1), promoted: Uint8Array.of(1, 0) },
 *   potential: { unchanged: zeros, promoted: zeros },
 * });
 * assertStringIncludes(lot!.text, "it promoted in 1 of 2 slates (50.0 %)");
 * ```
 */
export function slatesGrounds(finding: SlatesFinding): Markdown[] {
  const { totals, assignment } = finding;
  const slates = totals.lift.length;
  const promoted = assignment.promoted.reduce((count, flag) => count + flag, 0);
  return [
    paragraph([
      bold("The click model."),
      "Every probability follows from it. Its coefficients were chosen by hand, the gain of the " +
      "promoted movie as much as the losses of the others; other coefficients can turn the sign.",
    ]),
    paragraph([
      bold("The exposure."),
      "A movie's clicks depend on its own slate's promotion only: on its place, on being promoted or " +
      "pushed down, on another's promotion and on sharing that one's genre. What reaches other slates or later visits is not " +
      "counted.",
    ]),
    paragraph([
      bold("The draw by lot."),
      "It chose the movie and then whether to promote it, so that the arms differ by chance only: it " +
      `promoted in ${formatCount(promoted)} of ${formatCount(slates)} slates (${
        formatFixed(100 * promoted / slates, 1)
      } %). A placement for any other reason would break the comparison.`,
    ]),
    paragraph([
      bold("The movies drawn."),
      "The truth is that of the one movie that was drawn in each slate; had others been drawn, it " +
      "would be another.",
    ]),
    paragraph([bold("The noise."), noise(finding)]),
  ];
}

function noise(finding: SlatesFinding): string {
  const shown = experimentOf(finding);
  return shown === undefined
    ? "One arm has fewer than two slates, so the experiment's own error cannot be told."
    : "What one experiment shows is off by chance: its interval, counted by slates, which are what " +
      `the lot promoted, reaches ${
        clicks(shown.upper - shown.difference)
      } clicks to either side. A smaller change than that could not be told from none.`;
}
