/**
 * The sentences that sum up an analysis of effects by segment.
 *
 * @module
 */

import type { EffectEstimate } from "lib/effects/aipw.ts";
import type { JudgedSegment, Standing, StandingThresholds } from "lib/effects/judged_segment.ts";
import { sortByLift } from "lib/effects/segments.ts";
import type { OrderFinding } from "lib/tables/list_order.ts";
import { bold, paragraph, paragraphs } from "lib/tables/paragraphs.ts";
import { clicksPerHundred, estimatePerHundred } from "lib/text/clicks_per_hundred.ts";
import { formatCount } from "lib/text/counts.ts";
import { type Markdown, markdown } from "lib/text/markdown.ts";
import { segmentInWords } from "lib/text/segment_in_words.ts";

/** What an analysis of effects by segment has found. */
export interface EffectsFinding {
  /** The effect over all rows, in click probability. */
  readonly overall: EffectEstimate;
  /** The true average effect of these rows; undefined where nobody knows it. */
  readonly truth: number | undefined;
  /** Share of the rows that were clicked. */
  readonly clickRate: number;
  /** The segments of all divisions, in any order. */
  readonly segments: readonly JudgedSegment[];
  /** By what the segments were judged. */
  readonly thresholds: StandingThresholds;
  /** What is known of the order of the lists, by {@linkcode describeOrder}. */
  readonly order: Pick<OrderFinding, "effect" | "origin" | "grounds" | "doubt" | "broken">;
}

/**
 * Summary of effects in three short paragraphs: the overall effect, for whoever reads no further; the
 * segments; and what may be decided.
 *
 * Effects are in clicks per 100 displays. The first clause says whether the lists are simulated,
 * shuffled or logged. Where the order of the lists was shuffled, 0 is right and the estimate is the
 * method's error. A segment without overlap or with too few treated clicks is never named for its
 * estimate; those that are passed over are counted.
 *
 * @param finding the effects, their base, what is known of the truth and of the order of the lists
 * @returns the paragraphs; names of segments stand in them literally, whatever they hold
 *
 * @example Two topics of articles
 * ```ts
 * import { effectsSummary } from "lib/tables/effects_conclusion.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const counts = { rows: 900, treatedRows: 300, controlRows: 600 };
 * const rates = { treatedClickRate: 0.15, controlClickRate: 0.05, naiveLift: 0.1 };
 * const sports = { segmentColumn: "topic", segment: "sports", ...counts, ...rates };
 * const judged = { standing: "sound", truth: undefined } as const;
 * const { text } = effectsSummary({
 *   overall: { rows: 1800, lift: 0.02, standardError: 0.005, lower: 0.0102, upper: 0.0298 },
 *   truth: undefined,
 *   clickRate: 0.08,
 *   segments: [
 *     { ...judged, effect: { ...sports, lift: 0.01, standardError: 0.01, lower: -0.0096, upper: 0.0296 } },
 *     {
 *       ...judged,
 *       effect: { ...sports, segment: "news", lift: 0.03, standardError: 0.01, lower: 0.0104, upper: 0.0496 },
 *     },
 *   ],
 *   thresholds: { mostWithoutCounterpart: 0.05, fewestTreatedClicks: 30 },
 *   order: { effect: "open", origin: "log", grounds: "", doubt: "" },
 * });
 * assertStringIncludes(text, "adds an estimated 2.0 clicks to every 100 displays of an article");
 * assertStringIncludes(text, "is largest for topic news (3.0, interval 1.0 to 5.0)");
 * ```
 */
export function effectsSummary(finding: EffectsFinding): Markdown {
  const { effect } = finding.order;
  const overall = {
    zero: errorOverall,
    "possibly zero": effectInDoubt,
    open: effectOverall,
  }[effect];
  const bySegment = effect === "open" ? effectBySegment : errorBySegment;
  return paragraphs([overall(finding), bySegment(finding), paragraph([decision(finding)])]);
}

/** Segments by how far their estimates can be trusted. */
export function byStanding(
  segments: readonly JudgedSegment[],
): Readonly<Record<Standing, readonly JudgedSegment[]>> {
  const of = (wanted: Standing) => segments.filter(({ standing }) => standing === wanted);
  return {
    sound: of("sound"),
    "few treated clicks": of("few treated clicks"),
    "no overlap": of("no overlap"),
  };
}

/** Whether an interval holds a value. */
export function covers(
  { lower, upper }: { readonly lower: number; readonly upper: number },
  value: number,
): boolean {
  return lower <= value && value <= upper;
}

/** What the coverage of this estimator in simulated ranked tables makes of its numbers. */
export const COVERAGE =
  "Do not rely on the interval: in 21 simulated tables of 20,000 ranked lists, with the settings that " +
  "the notebook comes with, it covered the true effect once.";

const LISTS: Readonly<Record<OrderFinding["origin"], string>> = {
  simulated: "In simulated lists",
  MIND: "In the logged lists of MIND",
  log: "In logged lists",
  unknown: "In lists of unknown origin, taken to be logged",
};

/** The overall estimate where the true effect is zero. */
function errorOverall({ overall, clickRate, order }: EffectsFinding): Markdown {
  const { estimate, interval } = estimatePerHundred(overall);
  const isRight = covers(overall, 0);
  return paragraph([
    `${
      LISTS[order.origin]
    }, whose order was shuffled, a place in the top three has no effect: 0 is ` +
    "the right answer, for all articles and in every segment.",
    order.doubt,
    markdown`The method reports ${
      bold(`${estimate} clicks per 100 displays`)
    } (95 % interval ${interval}), ${
      isRight ? "which covers 0, as it should." : "which leaves out 0: all of this is its error."
    }`,
    baseRate(clickRate),
  ]);
}

/** The overall estimate where the true effect may be zero. */
function effectInDoubt({ overall, clickRate, order }: EffectsFinding): Markdown {
  const { estimate, interval } = estimatePerHundred(overall);
  return paragraph([
    `${LISTS[order.origin]}, clicks show no dependence on the place, as in a log whose order was ` +
    "shuffled before publication.",
    markdown`For a place in the top three the method reports ${
      bold(`${estimate} clicks per 100 displays`)
    } (95 % interval ${interval}).`,
    "If the order was shuffled, 0 is the right answer, and the number is the error of the method; if " +
    "it was not, the number is an estimate.",
    baseRate(clickRate),
  ]);
}

/** The overall estimate where there may be an effect. */
function effectOverall({ overall, truth, clickRate, order }: EffectsFinding): Markdown {
  const { estimate, interval, digits } = estimatePerHundred(overall);
  const lists = LISTS[order.origin];
  const [verb, preposition] = overall.lift > 0 ? ["adds", "to"] : ["takes", "from"];
  const size = estimate.replace("−", "");
  return paragraph([
    covers(overall, 0)
      ? markdown`${lists}, whether a place in the top three changes clicks cannot be told: the estimate is ${
        bold(`${estimate} clicks per 100 displays`)
      }, and its 95 % interval, ${interval}, holds 0.`
      : markdown`${lists}, a place in the top three, rather than further down, ${verb} an estimated ${
        bold(`${size} clicks ${preposition} every 100 displays`)
      } of an article (95 % interval ${interval}).`,
    baseRate(clickRate),
    truth === undefined ? "" : `The true effect, known because the lists are simulated, is ` +
      `${clicksPerHundred(truth, digits)}: ${verdict(overall, truth)}.`,
    order.origin === "simulated" ? "" : COVERAGE,
  ]);
}

/** What becomes of the truth in an interval. */
function verdict(overall: EffectEstimate, truth: number): string {
  if (covers(overall, truth)) return "the interval covers it";
  return `the interval misses it, and the estimate is too ${overall.lift > truth ? "high" : "low"}`;
}

/** How often displays are clicked at all. */
export function baseRate(clickRate: number): string {
  if (!Number.isFinite(clickRate)) return "";
  if (clickRate === 0) return "No display at all was clicked.";
  const rate = clicksPerHundred(clickRate, clickRate < 0.005 ? 2 : 1);
  return Number(rate) === 0
    ? "On average fewer than 1 in 10,000 displays are clicked."
    : `On average ${rate} of 100 displays are clicked.`;
}

/** The segments whose estimates can be read, where there may be an effect. */
function effectBySegment({ segments, thresholds }: EffectsFinding): Markdown {
  const { sound } = byStanding(segments);
  if (sound.length === 0) return paragraph([noneNamed(segments, thresholds)]);
  const order = sortByLift(sound.map(({ effect }) => effect), "descending");
  const [largest, smallest] = [order[0], order.at(-1)].map((wanted) =>
    named(sound.find(({ effect }) => effect === wanted)!)
  );
  const above = sound.filter(({ effect }) => effect.lower > 0).length;
  const below = sound.filter(({ effect }) => effect.upper < 0).length;
  return paragraph([
    sound.length === 1
      ? `${enoughToGoBy(segments)}: ${largest}.`
      : `${
        enoughToGoBy(segments)
      }; the estimate, per 100 displays, is largest for ${largest} and smallest for ` +
        `${smallest}. In ${countOrNone(above)} of them the interval lies above 0, in ` +
        `${countOrNone(below)} below.`,
    others(segments, thresholds),
  ]);
}

/** The segments whose estimates can be read, where the true effect is zero or may be. */
function errorBySegment({ segments, thresholds, order }: EffectsFinding): Markdown {
  const { sound } = byStanding(segments);
  if (sound.length === 0) return paragraph([noneNamed(segments, thresholds)]);
  const misses = sound.filter(({ effect }) => !covers(effect, 0)).length;
  const condition = order.effect === "zero" ? "By" : "If the order was shuffled, by";
  return paragraph([
    `${enoughToGoBy(segments)}; ${
      sound.length === 1
        ? `its interval ${misses === 1 ? "leaves out" : "holds"} 0`
        : `${countOrNone(misses)} of their intervals ${misses === 1 ? "leaves" : "leave"} out 0`
    }. ${condition} a right method one in twenty would.`,
    others(segments, thresholds),
  ]);
}

/** How many segments have estimates that can be read. */
function enoughToGoBy(segments: readonly JudgedSegment[]): string {
  const sound = byStanding(segments).sound.length;
  if (segments.length === 1) return "The only segment has enough to go by";
  if (sound === segments.length) return `All ${formatCount(sound)} segments have enough to go by`;
  const verb = sound === 1 ? "has" : "have";
  return `Of ${formatCount(segments.length)} segments ${
    formatCount(sound)
  } ${verb} enough to go by`;
}

/** Why no segment is named for its estimate. */
function noneNamed(segments: readonly JudgedSegment[], thresholds: StandingThresholds): string {
  if (segments.length === 0) return "No segment has enough rows to be reported.";
  const which = segments.length === 1
    ? "The only segment is"
    : `All ${formatCount(segments.length)} segments are`;
  return `${which} passed over here: ${reasons(segments, thresholds)}.`;
}

/** How many segments are passed over, and why. */
function others(segments: readonly JudgedSegment[], thresholds: StandingThresholds): string {
  const count = segments.length - byStanding(segments).sound.length;
  if (count === 0) return "";
  const which = count === 1 ? "The other one is" : `The other ${formatCount(count)} are`;
  return `${which} passed over here: ${reasons(segments, thresholds)}.`;
}

function reasons(
  segments: readonly JudgedSegment[],
  { fewestTreatedClicks }: StandingThresholds,
): string {
  const { "no overlap": alone, "few treated clicks": few } = byStanding(segments);
  const have = (count: number) => `${formatCount(count)} ${count === 1 ? "has" : "have"}`;
  return [
    ...alone.length === 0 ? [] : [
      `${
        have(alone.length)
      } too many displays that could be nowhere but in the top three, so that ` +
      "there is nothing to compare them with",
    ],
    ...few.length === 0 ? [] : [
      `${have(few.length)} fewer than ${formatCount(fewestTreatedClicks)} clicks in the top three`,
    ],
  ].join("; ");
}

function countOrNone(count: number): string {
  return count === 0 ? "none" : formatCount(count);
}

/** A segment with its estimate and, where it is known, its truth. */
function named({ effect, truth }: JudgedSegment): string {
  const { estimate, interval, digits } = estimatePerHundred(effect);
  const known = truth === undefined ? "" : `; truth ${clicksPerHundred(truth, digits)}`;
  const name = segmentInWords(effect.segmentColumn, effect.segment);
  return `${name} (${estimate}, interval ${interval}${known})`;
}

/** What may follow for a product, and what may not. */
function decision({ overall, segments, order }: EffectsFinding): string {
  if (order.origin === "simulated") {
    return "Nothing here is about a real service, and no product decision can rest on it. It shows " +
      "what the method gets right and what it gets wrong.";
  }
  if (order.effect === "zero") {
    return "No product decision can rest on these numbers: there is no effect in this table to be " +
      "found.";
  }
  if (order.effect === "possibly zero") {
    return "No product decision can rest on this before it is known whether the order was shuffled.";
  }
  const { sound } = byStanding(segments);
  const isFound = !covers(overall, 0) || sound.some(({ effect }) => !covers(effect, 0));
  return isFound
    ? "This can be a reason to test placement by lot. It is no reason to change the ranking: nobody " +
      "assigned these places in order to learn what they do."
    : "Nothing follows for the ranking: neither an effect nor its absence is shown.";
}
