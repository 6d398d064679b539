/**
 * The sentences that sum up which numbers of a log can be trusted.
 *
 * @module
 */

import { CRITICAL_VALUE_95 } from "lib/inference/critical_value.ts";
import type { ErrorRate, NullStudy } from "lib/inference/null_study_summary.ts";
import { baseRate, covers } from "lib/tables/effects_conclusion.ts";
import {
  type EffectInterval,
  type JudgedLog,
  nameInSentence,
  unseenPlaces,
} from "lib/tables/judged_log.ts";
import { bold, paragraph, paragraphs } from "lib/tables/paragraphs.ts";
import { clicksPerHundred, estimatePerHundred } from "lib/text/clicks_per_hundred.ts";
import { formatCount } from "lib/text/counts.ts";
import { type Markdown, markdown, md } from "lib/text/markdown.ts";
import { percentOf } from "lib/text/shares.ts";

/** What is known in the end. */
export interface TrustFinding {
  /** The facts about each log, the reader's own first. */
  readonly logs: readonly JudgedLog[];
  /** How often ways of testing err where nothing is there. */
  readonly study: NullStudy;
  /** How many segments the study tests. */
  readonly studiedSegments: number;
}

/**
 * Summary in a few sentences: what a place adds and whether the original's estimate can be used, log by log,
 * and what many intervals are worth.
 *
 * @param finding the facts about each log, and the study of tables without effect
 * @returns the paragraphs, in clicks per 100 displays
 *
 * @example A log whose chances nobody recorded
 * ```ts
 * import { trustSummary } from "lib/tables/trust_conclusion.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const none = { least: 30, most: Infinity, intervals: 0, covering: 0, coveringByNullError: 0 };
 * const { text } = trustSummary({
 *   logs: [{
 *     name: "Our log",
 *     order: { effect: "open", origin: "log" },
 *     ...{ clickRate: 0.04, original: { lift: 0.02, lower: 0.01, upper: 0.03 }, design: undefined },
 *     ...{ truth: undefined, displaysOfOneArm: 12, displays: 900, segments: undefined },
 *   }],
 *   study: {
 *     ...{ tables: 200, level: 0.05, floor: 30, rates: [], coverage: [], coverageBelowFloor: none, coverageFromFloor: none },
 *     overallCovering: 190,
 *   },
 *   studiedSegments: 60,
 * });
 * assertStringIncludes(text, "does not say how likely each place was");
 * ```
 */
export function trustSummary({ logs, study, studiedSegments }: TrustFinding): Markdown {
  return paragraphs([
    ...logs.map((log, at) => paragraph([sentenceOn(log), at === 0 ? baseRate(log.clickRate) : ""])),
    wolf(study, studiedSegments),
    md(
      "What to do: show a small share of lists in random order, record the chance of each place, and test the " +
        "few segments that were named beforehand. Each number is what the article in the place gains; the list as " +
        "a whole gains less where what it displaces loses, as notebook 02 shows.",
    ),
  ]);
}

function sentenceOn(log: JudgedLog): Markdown {
  const { order, original, originalCompared, design, truth } = log;
  const said = inClicks(original);
  const onTheSame = originalCompared === undefined
    ? ""
    : `, without lists of three or fewer ${inClicks(originalCompared)}`;
  const unseen = unseenPlaces(log);
  if (unseen !== undefined) {
    return markdown`In ${logName(log)}, ${
      bold("nothing can be said about position")
    }: ${unseen}. Notebook 04 reports ${said} all the same${
      design === undefined ? "." : `; 3 / length for the chances gives ${inClicks(design)}.`
    }`;
  }
  if (design === undefined) {
    return markdown`In ${logName(log)}, what a place in the top three adds ${
      bold("cannot be known")
    }: the log does not say how likely each place was. Notebook 04 reports ${said}, and nothing in it can check that.`;
  }
  if (order.effect === "zero") {
    return markdown`In ${
      logName(log)
    }, in which a place was made to change nothing, the truth is 0: notebook 04 reports ${said}${onTheSame}; known chances give ${
      bold(inClicks(design))
    }.`;
  }
  const { estimate, interval: ends } = estimatePerHundred(design);
  const found = markdown`In ${logName(log)}, a place in the top three adds ${
    bold(`${estimate} clicks per 100 displays`)
  } (95 % interval ${ends}), over the displays that could stand there and below, estimated with the known chance of each place`;
  if (truth === undefined) {
    return markdown`${found}. Notebook 04 reports ${said}${onTheSame}.`;
  }
  const target = clicksPerHundred(truth);
  const isOriginalRight = covers(original, truth);
  const again = originalCompared === undefined
    ? ""
    : `; without lists of three or fewer ${inClicks(originalCompared)}, ${
      covers(originalCompared, truth)
        ? `${widerInWords(originalCompared, design)}holds it`
        : "which misses it"
    }`;
  return markdown`${found}; the truth, ${target}, ${
    covers(design, truth) ? "lies inside" : "lies outside"
  }. Notebook 04 reports ${said}, which ${isOriginalRight ? "covers it" : "misses it"}${again}.`;
}

/** What an interval covers by being wide is no merit. */
function widerInWords(interval: EffectInterval, than: EffectInterval): string {
  const times = (interval.upper - interval.lower) / (than.upper - than.lower);
  return times < 1.5 ? "which " : `whose interval, ${times.toFixed(1)} times as wide, `;
}

/** What testing many segments is worth. */
function wolf(study: NullStudy, segments: number): Markdown {
  const { tables, rates, floor, coverageBelowFloor, coverageFromFloor } = study;
  const rateOf = (procedure: ErrorRate["procedure"]) =>
    rates.find((rate) =>
      rate.procedure === procedure && !rate.isFloored &&
      (procedure === "maxTByPlaces" || !rate.isNullError)
    );
  const [pointwise, holm, lot] = [rateOf("pointwise"), rateOf("holm"), rateOf("maxTByPlaces")];
  const cured = rates.find((rate) =>
    rate.procedure === "holm" && rate.isFloored && rate.isNullError
  );
  if (!pointwise || !holm || !lot || !cured) return markdown``;
  const share = (rate: ErrorRate) => percentOf(rate.tablesWithFinding, tables);
  return paragraph([
    markdown`In ${
      formatCount(tables)
    } logs made of one by drawing its places anew, so that none has changed a click, ${
      formatCount(segments)
    } intervals read one by one give at least one false alarm in ${
      share(pointwise)
    } of the logs, with Holm's correction for many in ${
      bold(share(holm))
    }, with errors that luck does not shrink and a least number of clicks as well in ${
      bold(share(cured))
    }, by comparing with draws of the places in ${bold(share(lot))}, where ${
      Number((100 * study.level).toFixed(1))
    } % are allowed.`,
    coverageBelowFloor.intervals === 0 || coverageFromFloor.intervals === 0
      ? ""
      : `Intervals on fewer than ${floor} effective clicks (so many of equal weight would tell as much) hold the ` +
        `truth ${
          percentOf(coverageBelowFloor.covering, coverageBelowFloor.intervals)
        } of the time instead of 95 %, those on more ${
          percentOf(coverageFromFloor.covering, coverageFromFloor.intervals)
        }.`,
  ]);
}

/**
 * Grounds of the summary in five lines: what it rests on, and what would make it wrong.
 *
 * @param finding the facts about each log, and the study of tables without effect
 * @returns one sentence or two each
 *
 * @example
 * ```ts
 * import { trustGrounds } from "lib/tables/trust_conclusion.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const none = { least: 30, most: Infinity, intervals: 0, covering: 0, coveringByNullError: 0 };
 * const study = { tables: 200, level: 0.05, floor: 30, rates: [], coverage: [], coverageBelowFloor: none, coverageFromFloor: none };
 * const grounds = trustGrounds({
 *   logs: [],
 *   study: { ...study, overallCovering: 190 },
 *   studiedSegments: 60,
 * });
 * assertEquals(grounds.length, 5);
 * ```
 */
export function trustGrounds({ logs, study }: TrustFinding): Markdown[] {
  const passedOver = logs.filter(({ segments }) => segments !== undefined)
    .map(({ name, segments }) =>
      `${segments!.passedOver} of ${segments!.count} in ${nameInSentence(name)}`
    );
  const excluded = logs.map(({ name, displaysOfOneArm, certainDisplays = 0, displays }) => ({
    name,
    displays,
    without: displaysOfOneArm + certainDisplays,
  })).filter(({ without }) => without > 0)
    .map(({ name, without, displays }) =>
      `${formatCount(without)} of ${formatCount(displays)} displays in ${nameInSentence(name)}`
    );
  const torn = logs.filter(({ tornDisplays = 0 }) => tornDisplays > 0)
    .map(({ name, displays, tornDisplays = 0 }) =>
      `${formatCount(tornDisplays)} of ${formatCount(displays)} displays in ${nameInSentence(name)}`
    );
  return [
    paragraph([
      bold("Known chances."),
      "The estimate takes the chance of each place as given: written down when the lists were made, by the simulation or " +
      "in a log's own column, or 3 divided by the length of the list where places were drawn at random. Were it wrong, " +
      "so would be the estimate.",
    ]),
    paragraph([
      bold("Something to compare with."),
      excluded.length === 0
        ? "Every display could stand in the top three and below."
        : `Displays that could not stand both in the top three and below are left out: ${
          excluded.join(", ")
        }. Nothing is said about them.`,
      torn.length === 0
        ? ""
        : `Nor about displays of lists that are not whole, or without a list: ${torn.join(", ")}.`,
    ]),
    paragraph([
      bold("Own place only."),
      "A click is taken to depend on the article's own place. What an article wins by moving up, others may lose: " +
      "notebook 02 counts both sides.",
    ]),
    paragraph([
      bold("Enough clicks."),
      passedOver.length === 0
        ? `No interval on fewer than ${study.floor} effective clicks should be read.`
        : `Some segments rest on fewer than ${study.floor} effective clicks: ${
          passedOver.join(", ")
        }. No interval of theirs should be read; a comparison with draws of the places needs no such floor.`,
    ]),
    paragraph([
      bold("Draws."),
      `How often ways of testing err was counted in ${
        formatCount(study.tables)
      } logs made of one by drawing its ` +
      `places anew; a share of 5 % is known to within ${
        within(0.05, study.tables)
      } percentage points, one of 30 % to ` +
      `within ${within(0.3, study.tables)}.`,
    ]),
  ];
}

/** Percentage points within which a share of so many tables is known, in 95 of 100 studies. */
function within(share: number, tables: number): string {
  return (100 * CRITICAL_VALUE_95 * Math.sqrt(share * (1 - share) / tables)).toFixed(0);
}

/** A log as a sentence names it, what it is first. */
function logName({ name, order: { origin } }: JudgedLog): string {
  const what = origin === "simulated"
    ? "simulated lists"
    : origin === "MIND"
    ? "the logged lists of MIND"
    : "logged lists";
  return `${what} (${nameInSentence(name)})`;
}

function inClicks(
  interval: { readonly lift: number; readonly lower: number; readonly upper: number },
): string {
  const { estimate, interval: ends } = estimatePerHundred(interval);
  return `${estimate} (${ends})`;
}
