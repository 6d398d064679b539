/**
 * What an analysis of effects by segment rests on, and what would make it wrong.
 *
 * @module
 */

import {
  byStanding,
  COVERAGE,
  covers,
  type EffectsFinding,
} from "lib/tables/effects_conclusion.ts";
import { bold, paragraph } from "lib/tables/paragraphs.ts";
import { formatCount } from "lib/text/counts.ts";
import { formatFixed } from "lib/text/format_fixed.ts";
import type { Markdown } from "lib/text/markdown.ts";
import { segmentInWords } from "lib/text/segment_in_words.ts";

/** What an analysis found, and what it was made of. */
export interface EffectsBasis extends EffectsFinding {
  /** Rows whose propensity was clipped. */
  readonly clippedRows: number;
  /** Rows that could stand in one arm only. */
  readonly rowsWithoutCounterpart: number;
}

/** The most segments that are named in one line. */
const MOST_NAMED = 3;

/**
 * Grounds of effects by segment: five lines on reasons for placement, overlap, models, dependence
 * between rows and the number of estimates, each with what this run tells of it.
 *
 * @param basis the finding, clipped rows, rows without a counterpart and the thresholds
 * @returns the lines; names of segments stand in them literally, whatever they hold
 *
 * @example A log without segments
 * ```ts
 * import { effectsGrounds } from "lib/tables/effects_grounds.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const [, overlap, models] = effectsGrounds({
 *   overall: { rows: 900, lift: 0.02, standardError: 0.005, lower: 0.0102, upper: 0.0298 },
 *   truth: undefined,
 *   clickRate: 0.08,
 *   segments: [],
 *   order: { effect: "open", origin: "log", grounds: "", doubt: "" },
 *   clippedRows: 90,
 *   rowsWithoutCounterpart: 9,
 *   thresholds: { mostWithoutCounterpart: 0.05, fewestTreatedClicks: 30 },
 * });
 * assertStringIncludes(overlap!.text, "9 of 900 rows (1.0 %) could stand in the top three only");
 * assertStringIncludes(models!.text, "90 of 900 propensities (10.0 %) had to be clipped");
 * ```
 */
export function effectsGrounds(basis: EffectsBasis): Markdown[] {
  return [
    basis.order.effect === "zero" ? shuffling(basis) : placement(basis),
    overlap(basis),
    models(basis),
    dependence(basis),
    multiplicity(basis),
  ];
}

function shuffling({ order }: EffectsBasis): Markdown {
  return paragraph([bold("The order was shuffled."), order.grounds]);
}

function placement({ order }: EffectsBasis): Markdown {
  return paragraph([
    bold("Reasons for placement."),
    order.grounds,
    "The estimate is right only if the recorded covariates hold every reason that drove both places " +
    "and clicks.",
    order.broken === "recorded reasons"
      ? "In this simulation they do not: a cause that the table does not hold drives both."
      : order.origin === "simulated"
      ? "In this simulation they do; in a log nobody can check it."
      : "No computation can check that: an unrecorded reason would be credited to the place.",
  ]);
}

function overlap(
  { overall, segments, rowsWithoutCounterpart, thresholds }: EffectsBasis,
): Markdown {
  const alone = byStanding(segments)["no overlap"];
  const names = alone.slice(0, MOST_NAMED)
    .map(({ effect }) => segmentInWords(effect.segmentColumn, effect.segment));
  const more = alone.length > MOST_NAMED
    ? ` and ${formatCount(alone.length - MOST_NAMED)} more`
    : "";
  const most = `${Number(formatFixed(100 * thresholds.mostWithoutCounterpart, 1))} %`;
  return paragraph([
    bold("Something to compare with."),
    `${
      shareOf(rowsWithoutCounterpart, overall.rows, "rows")
    } could stand in the top three only, in ` +
    "lists of three or fewer; what they would do further down is extrapolated.",
    segments.length === 0
      ? ""
      : alone.length === 0
      ? `No segment has more than ${most} of such rows.`
      : `In ${
        names.join(", ")
      }${more} they are more than ${most}, too many to go by: that estimate may be far off.`,
  ]);
}

function models({ overall, truth, order, clippedRows }: EffectsBasis): Markdown {
  const target = order.effect === "zero" ? 0 : truth;
  return paragraph([
    bold("Two models."),
    "One of them has to be right, that for the place or that for the click.",
    clippedRows === 0
      ? "No propensity had to be clipped, which does not show that its model is right."
      : `${shareOf(clippedRows, overall.rows, "propensities")} had to be clipped: either such ` +
        "rows hardly occur in the other arm, or their model does not fit.",
    target === undefined
      ? "If the model for clicks is wrong as well, so is the estimate, and no interval shows it."
      : covers(overall, target)
      ? "Here the interval covers the truth, which one table can do by luck."
      : "Here the interval misses the truth: rows without comparison, the two models, or both are to blame.",
    order.origin === "simulated" && order.effect === "open" ? COVERAGE : "",
  ]);
}

function dependence({ order }: EffectsBasis): Markdown {
  return paragraph([
    bold("Independent rows."),
    order.broken === "independent rows"
      ? "The intervals take them to be. In this simulation they are not: readers differ in how they " +
        "click and in what a place does to them, so for readers in general the intervals are too narrow."
      : order.origin === "simulated"
      ? "The intervals take them to be; in this simulation clicks are drawn one by one, in a log they " +
        "may depend on each other within a list and a reader."
      : "The intervals take them to be; where clicks of one list or one reader depend on each other, " +
        "the intervals are too narrow.",
  ]);
}

function multiplicity({ segments, order }: EffectsBasis): Markdown {
  const { sound } = byStanding(segments);
  const known = sound.flatMap(({ effect, truth }) =>
    truth === undefined || order.effect === "zero" ? [] : [covers(effect, truth)]
  );
  const covering = known.filter((isCovered) => isCovered).length;
  return paragraph([
    bold("Many estimates."),
    segments.length === 0
      ? "There is no segment whose interval could be read beside the others."
      : `${
        formatCount(segments.length)
      } intervals are read side by side: if all were right, about ` +
        "one in twenty would miss by chance, and the largest of many estimates is too large on average.",
    known.length === 0
      ? ""
      : `Of the ${formatCount(known.length)} that are not passed over, ${formatCount(covering)} ${
        covering === 1 ? "covers" : "cover"
      } the truth.`,
  ]);
}

/** A count as a share, in words and per cent. */
function shareOf(count: number, total: number, what: string): string {
  return `${formatCount(count)} of ${formatCount(total)} ${what} (${percent(count / total)})`;
}

function percent(share: number): string {
  return `${formatFixed(100 * share, 1)} %`;
}
