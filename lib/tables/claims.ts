/**
 * What may be said of a log, claim by claim, in words a product team can use.
 *
 * @module
 */

import {
  aboutPlaces,
  effectOverall,
  heterogeneity,
  holdingZero,
  type JudgedClaim,
  largestGains,
  originalOverall,
  originalSegments,
  shortLists,
  someReacts,
} from "lib/tables/claim_verdicts.ts";
import { type JudgedLog, nameInSentence } from "lib/tables/judged_log.ts";
import { clicksPerHundred } from "lib/text/clicks_per_hundred.ts";
import { formatCount } from "lib/text/counts.ts";
import { percentOf } from "lib/text/shares.ts";

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
 * A verdict rests on what one can know of one's own log: its numbers, and how it was made. What is true in
 * a simulation stands beside it, and has no part in it. A claim about places is judged only where the chance
 * of each place is known and readers saw the places that were published. In the genuine MIND logs they did
 * not: nothing can be said there, whatever the estimates are.
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
  return [
    claim(
      "A place in the top three brings additional clicks.",
      neededToExplore(logs),
      aboutPlaces(effectOverall),
    ),
    claim(
      "The estimate of notebook 04 for all displays can be used.",
      "The known chance of each place instead of a fitted one, and only lists of four or more.",
      originalOverall,
    ),
    claim(
      "Its estimates for segments can be used.",
      "Known chances, and per segment at least thirty effective clicks.",
      originalSegments,
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
      "More short lists: four times as many halve the interval.",
      aboutPlaces(shortLists),
    ),
    claim(
      "Effects differ between the segments of some division.",
      "More clicks, in all segments of a division: the test is of the division as a whole.",
      aboutPlaces(heterogeneity),
    ),
    claim(
      "The subcategory with the largest estimate gains most.",
      "A second log in which just this subcategory is compared with the others, chosen before it is seen.",
      aboutPlaces(largestGains),
    ),
    claim(
      "At least one segment reacts, even after looking at all of them.",
      "The same test of just that segment on another log.",
      aboutPlaces(someReacts),
    ),
    claim(
      `Segments whose interval holds zero gain too little to matter (below ${
        clicksPerHundred(compared)
      }).`,
      neededToDetect(logs),
      aboutPlaces(holdingZero),
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

/** How many lists in random order, and for how long: by the first log that can tell. */
function neededToExplore(logs: readonly JudgedLog[]): string {
  const judged = logs.find(({ exploration }) => exploration !== undefined);
  const needed = "A log of the places that readers saw, with the chance of each";
  if (judged === undefined) return `${needed}: show a share of lists in random order.`;
  const { needed: lists, effect, lists: all } = judged.exploration!;
  const time = judged.days === undefined
    ? ""
    : `, one list in ${SHARE} for ${weeksInWords(judged.days * lists * SHARE / all)}`;
  return `${needed}: ${formatCount(lists)} lists like those of ${
    nameInSentence(judged.name)
  } in random order find ${clicksPerHundred(effect)} over all displays four times in five${time}.`;
}

/** One list in so many is shown in random order. */
const SHARE = 20;

/** What half of the segments that exclude too little would need. */
function neededToDetect(logs: readonly JudgedLog[]): string {
  const judged = logs.find(({ segments }) =>
    segments !== undefined && segments.intervals.notExcluding > 0
  );
  if (judged === undefined) {
    return "Nothing more, where an interval holds zero and such a gain is excluded.";
  }
  const { moreRows } = judged.segments!;
  const { days } = judged;
  const times = moreRows < 10 ? moreRows.toFixed(1) : String(Math.round(moreRows));
  if (moreRows <= 1) {
    return `For half of the segments in which it is not excluded, another log like ${
      nameInSentence(judged.name)
    }.`;
  }
  return `For half of the segments in which it is not excluded, ${times} times the displays of ${
    nameInSentence(judged.name)
  }, each with a known chance, if they gain nothing${
    days === undefined ? "" : `: ${weeksInWords(days * moreRows)} at its pace`
  }.`;
}

function weeksInWords(days: number): string {
  const weeks = days / 7;
  return weeks < 1.5 ? `about ${Math.ceil(days)} days` : `about ${Math.ceil(weeks)} weeks`;
}
