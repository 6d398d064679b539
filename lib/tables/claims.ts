/**
 * What may be said of a log, claim by claim, with verdicts in words a product team can use.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { tableOf } from "lib/frames/displayed.ts";
import { textColumn } from "lib/frames/frame_columns.ts";
import { wordColumn } from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable } from "lib/frames/reader_table.ts";
import type { Contrast } from "lib/inference/contrasts.ts";
import type { SegmentFacts } from "lib/inference/segment_facts.ts";
import { covers } from "lib/tables/effects_conclusion.ts";
import type { EffectInterval, JudgedLog } from "lib/tables/judged_log.ts";
import { clicksPerHundred, estimatePerHundred } from "lib/text/clicks_per_hundred.ts";
import { formatCount } from "lib/text/counts.ts";
import { formatP } from "lib/text/p_value.ts";
import { segmentBelowHeading, segmentInWords } from "lib/text/segment_in_words.ts";
import { percentOf } from "lib/text/shares.ts";
import { shortened } from "lib/text/shortened.ts";

/** What is to be thought of a claim. */
export const VERDICTS = ["holds", "does not hold", "cannot be known from this log"] as const;

/** What is to be thought of a claim. */
export type Verdict = typeof VERDICTS[number];

/** A verdict and the numbers that it rests on. */
export interface JudgedClaim {
  readonly verdict: Verdict;
  /** Why, in a clause of plain text. */
  readonly because: string;
}

/** A claim, what is to be thought of it in each log, and what it would take to know. */
export interface Claim {
  readonly claim: string;
  /** One verdict a log, in the order of the logs. */
  readonly judged: readonly JudgedClaim[];
  readonly needed: string;
}

/**
 * Claims that people make from such logs, each judged for every log.
 *
 * A claim about places is judged only where the chance of each place is known and readers saw the places
 * that were published. In the genuine MIND logs they did not: nothing can be said there, whatever the
 * estimates are.
 *
 * @param logs the facts about each log
 * @returns the claims, in the order in which a team would ask
 *
 * @example A log whose chances nobody recorded
 * ```ts
 * import { claimsOf } from "lib/tables/claims.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const [first] = claimsOf([{
 *   name: "Our log",
 *   order: { effect: "open", origin: "log" },
 *   ...{ clickRate: 0.04, original: { lift: 0.02, lower: 0.01, upper: 0.03 }, design: undefined },
 *   ...{ truth: undefined, displaysOfOneArm: 12, displays: 900, segments: undefined },
 * }]);
 * assertEquals(first!.judged.map(({ verdict }) => verdict), ["cannot be known from this log"]);
 * ```
 */
export function claimsOf(logs: readonly JudgedLog[]): Claim[] {
  const claim = (text: string, needed: string, judge: (log: JudgedLog) => JudgedClaim): Claim => ({
    claim: text,
    judged: logs.map(judge),
    needed,
  });
  const compared = logs.find(({ segments }) => segments !== undefined)?.segments?.compared ?? 0.01;
  const matter = `${clicksPerHundred(compared)} clicks per 100 displays`;
  return [
    claim(
      "A place in the top three brings additional clicks.",
      "A log of the places that readers saw, with the chance of each: a share of lists in an order drawn by lot.",
      about(effectOverall),
    ),
    claim(
      "The estimate of notebook 04 for all displays can be used.",
      "The chance of each place in the place of a fitted model, and only lists of four or more.",
      originalOverall,
    ),
    claim(
      "In lists of three or fewer, top places matter most.",
      "Displays of the same articles further down, or not at all: these lists have neither.",
      ({ displaysOfOneArm, displays }) => ({
        verdict: "cannot be known from this log",
        because: displaysOfOneArm === 0
          ? "there is no such list"
          : `none of ${formatCount(displaysOfOneArm)} displays (${
            percentOf(displaysOfOneArm, displays)
          }) could stand further down`,
      }),
    ),
    claim(
      "In the shortest lists that can be compared, they matter more than in longer ones.",
      "Enough short lists: the interval of the difference says how many.",
      about(shortLists),
    ),
    claim(
      "Effects differ between kinds of articles, readers or times.",
      "More clicks, in all segments of a division: the test is of the division as a whole.",
      about(heterogeneity),
    ),
    claim(
      "The subcategory with the largest estimate gains most.",
      "A second log in which just these two subcategories are compared, chosen before it is seen.",
      about(largest),
    ),
    claim(
      "Some segment reacts, though it was picked by its size.",
      "The same test on another log of the same kind.",
      about(lot),
    ),
    claim(
      `A segment whose interval holds zero gains less than ${matter}.`,
      neededToDetect(logs),
      about(({ segments }) => holdingZero(segments!)),
    ),
    claim(
      "Moving articles up wins as many clicks as the estimate says.",
      "An experiment on whole lists, which counts what the displaced articles lose, as notebook 02 does.",
      () => ({
        verdict: "cannot be known from this log",
        because: "who moves up moves another down, and the estimate counts one side",
      }),
    ),
  ];
}

/** A judgement about places, where something can be said of them at all. */
function about(judge: (log: JudgedLog) => JudgedClaim): (log: JudgedLog) => JudgedClaim {
  return (log) => {
    const unknown = (because: string): JudgedClaim => ({
      verdict: "cannot be known from this log",
      because,
    });
    if (log.order.effect !== "open" && log.order.origin !== "simulated") {
      return unknown(
        log.order.effect === "zero"
          ? "the places in it are not those that readers saw"
          : "its places look drawn by lot after the clicks",
      );
    }
    if (log.design === undefined || log.segments === undefined) {
      return unknown("it does not hold the chance of each place");
    }
    return judge(log);
  };
}

function effectOverall(log: JudgedLog): JudgedClaim {
  const { design, truth } = log;
  const because = `${inClicks(design!)} clicks per 100 displays${trueIs(truth)}`;
  return design!.lower > 0
    ? { verdict: "holds", because }
    : design!.upper <= 0
    ? { verdict: "does not hold", because }
    : unshown(log, because);
}

/** What is not shown is refuted where the truth is known to be zero, and open elsewhere. */
function unshown({ order, truth }: JudgedLog, because: string): JudgedClaim {
  const isRefuted = order.effect === "zero" && truth === 0;
  return { verdict: isRefuted ? "does not hold" : "cannot be known from this log", because };
}

function originalOverall(
  { original, originalCompared, design, truth, order }: JudgedLog,
): JudgedClaim {
  const said = originalCompared === undefined
    ? inClicks(original)
    : `${inClicks(original)}, without lists of one arm ${inClicks(originalCompared)},`;
  const target = truth ?? (order.effect === "zero" ? 0 : undefined);
  if (target !== undefined) {
    return covers(original, target)
      ? {
        verdict: "holds",
        because: `${inClicks(original)} covers the truth, ${clicksPerHundred(target)}`,
      }
      : {
        verdict: "does not hold",
        because: `${said.replace(/,$/, "")}; the truth is ${clicksPerHundred(target)}`,
      };
  }
  if (design !== undefined && (original.lower > design.upper || original.upper < design.lower)) {
    return {
      verdict: "does not hold",
      because: `${inClicks(original)} contradicts the design, ${inClicks(design)}`,
    };
  }
  return {
    verdict: "cannot be known from this log",
    because: `${inClicks(original)}, and nothing to check it by`,
  };
}

function shortLists(log: JudgedLog): JudgedClaim {
  const { shortest } = log.segments!;
  if (shortest === undefined) return unshown(log, "there is one bucket of lengths only");
  const interval = intervalOf(shortest);
  const because = `${inClicks(interval)} more in the shortest bucket than in all longer lists`;
  return interval.lower > 0
    ? { verdict: "holds", because }
    : interval.upper <= 0
    ? { verdict: "does not hold", because }
    : unshown(log, because);
}

function heterogeneity(log: JudgedLog): JudgedClaim {
  const { unequalDivisions, divisions } = log.segments!;
  return unequalDivisions > 0
    ? { verdict: "holds", because: `shown in ${unequalDivisions} of ${divisions} divisions` }
    : unshown(log, `shown in none of ${divisions} divisions`);
}

function largest(log: JudgedLog): JudgedClaim {
  const { largest, lot } = log.segments!;
  if (largest === undefined) return unshown(log, "no two subcategories rest on enough clicks");
  const { first, second, gap } = largest;
  const interval = intervalOf(gap);
  const name = (own: typeof first) =>
    shortened(segmentBelowHeading(own.segmentColumn, own.segment));
  const said = `${name(first)} is ${inClicks(interval)} ahead of ${name(second)}`;
  if (lot !== undefined && lot.p > 0.05) {
    return unshown(log, `no segment stands out at all (${formatP(lot.p)})`);
  }
  return interval.lower > 0 ? { verdict: "holds", because: said } : unshown(log, said);
}

function lot(log: JudgedLog): JudgedClaim {
  const { lot, count, holm } = log.segments!;
  // Where no lot gave the places, draws of them are no measure.
  if (lot === undefined) {
    return holm.found > 0
      ? {
        verdict: "holds",
        because:
          `${holm.found} of ${holm.tested} segments exclude zero by Holm, which errs more often than ` +
          "it says",
      }
      : unshown(log, `none of ${holm.tested} segments excludes zero by Holm`);
  }
  const names = lot.found.map((own) => shortened(segmentInWords(own.segmentColumn, own.segment)));
  if (names.length === 0) {
    return unshown(
      log,
      `none of ${count} is further from zero than a lot brings it (${formatP(lot.p)})`,
    );
  }
  return log.order.effect === "zero" && log.truth === 0
    ? {
      verdict: "does not hold",
      because:
        `the test says ${names.join(", ")} (${formatP(lot.p)}), and the truth is 0: one log in ` +
        "twenty fools it",
    }
    : { verdict: "holds", because: `${names.join(", ")} (${formatP(lot.p)})` };
}

/** What intervals that hold zero leave open. */
function holdingZero({ intervals, compared }: SegmentFacts): JudgedClaim {
  const { holdingZero, holdingBoth } = intervals;
  return holdingBoth === 0
    ? {
      verdict: "holds",
      because: holdingZero === 0
        ? "no interval holds zero"
        : `none of ${holdingZero} intervals that hold zero reaches ${clicksPerHundred(compared)}`,
    }
    : {
      verdict: "cannot be known from this log",
      because: `${holdingBoth} of ${holdingZero} intervals that hold zero hold ${
        clicksPerHundred(compared)
      } as well`,
    };
}

/** What half of the segments that tell too little would need. */
function neededToDetect(logs: readonly JudgedLog[]): string {
  const judged =
    logs.find(({ segments, order }) =>
      segments !== undefined && segments.undetectable > 0 && order.origin === "simulated"
    ) ?? logs.find(({ segments }) => segments !== undefined && segments.undetectable > 0);
  if (judged === undefined) return "Nothing more: every segment would show such an effect.";
  const { moreRows } = judged.segments!;
  const { days } = judged;
  const times = moreRows < 10 ? moreRows.toFixed(1) : String(Math.round(moreRows));
  return `For half of these segments ${times} times as many displays as in ${judged.name.toLowerCase()}${
    days === undefined ? "" : `, ${weeksInWords(days * moreRows)} at its pace`
  }.`;
}

function weeksInWords(days: number): string {
  const weeks = days / 7;
  return weeks < 1.5 ? `about ${Math.ceil(days)} days` : `about ${Math.ceil(weeks)} weeks`;
}

function intervalOf({ difference, lower, upper }: Contrast): EffectInterval {
  return { lift: difference, lower, upper };
}

function inClicks(interval: EffectInterval): string {
  const { estimate, interval: ends } = estimatePerHundred(interval);
  return `${estimate} (${ends})`;
}

function trueIs(truth: number | undefined): string {
  return truth === undefined ? "" : `; true ${clicksPerHundred(truth)}`;
}

/**
 * Table of claims.
 *
 * @param claims the claims
 * @param logs the logs' names, in the order of the verdicts
 * @returns one row per claim and log: `claim`, `log`, `verdict`, `because`, `needed`
 *
 * @example
 * ```ts
 * import { claimTable } from "lib/tables/claims.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const judged = [{ verdict: "holds", because: "1.7 (1.5 to 2.0)" }] as const;
 * const table = claimTable([{ claim: "It works.", judged, needed: "Nothing." }], ["ours"]);
 * assertEquals(table.select("log", "verdict").toRecords(), [{ log: "ours", verdict: "holds" }]);
 * ```
 */
export function claimTable(claims: readonly Claim[], logs: readonly string[]): DataFrame {
  const rows = claims.flatMap(({ claim, judged, needed }) =>
    judged.map((own, at) => ({ claim, log: logs[at]!, ...own, needed }))
  );
  return tableOf(
    (["claim", "log", "verdict", "because", "needed"] as const).map((name) =>
      textColumn(name, rows.map((row) => row[name]))
    ),
  );
}

/**
 * Table of claims for readers: a line per claim, a column per log.
 *
 * @param claims the claims
 * @param logs the logs' names, in the order of the verdicts
 * @returns verdicts with what they rest on, and what it would take to know
 *
 * @example
 * ```ts
 * import { claimsForReaders } from "lib/tables/claims.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const judged = [{ verdict: "holds", because: "1.7 (1.5 to 2.0)" }] as const;
 * const { columns } = claimsForReaders([{ claim: "It works.", judged, needed: "Nothing." }], ["Ours"]);
 * assertEquals(columns.map(({ cells }) => cells[0]), [
 *   "It works.",
 *   "Holds: 1.7 (1.5 to 2.0)",
 *   "Nothing.",
 * ]);
 * ```
 */
export function claimsForReaders(
  claims: readonly Claim[],
  logs: readonly string[],
): ReaderTable {
  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  return readerTable([
    wordColumn("Claim", claims.map(({ claim }) => claim)),
    ...logs.map((log, at) =>
      wordColumn(
        log,
        claims.map(({ judged }) => `${capital(judged[at]!.verdict)}: ${judged[at]!.because}`),
      )
    ),
    wordColumn("What it would take", claims.map(({ needed }) => needed)),
  ], { noun: "claims", notes: ["Effects are in clicks per 100 displays, with 95 % intervals."] });
}
