/**
 * The rules by which a claim holds, does not hold, or cannot be known, and what is true where that is known.
 *
 * @module
 */

import type { Contrast } from "lib/inference/contrasts.ts";
import { covers } from "lib/tables/effects_conclusion.ts";
import { type EffectInterval, type JudgedLog, unseenPlaces } from "lib/tables/judged_log.ts";
import { clicksPerHundred, estimatePerHundred } from "lib/text/clicks_per_hundred.ts";
import { formatP } from "lib/text/p_value.ts";
import { segmentBelowHeading, segmentInWords } from "lib/text/segment_in_words.ts";
import { shortened } from "lib/text/shortened.ts";

/** What is to be thought of a claim. */
export type Verdict = "holds" | "does not hold" | "cannot be known from this log";

/** What is true of a claim in a simulation, which no verdict uses. */
export interface ClaimTruth {
  readonly isTrue: boolean;
  /** By which figure, in a few words. */
  readonly because: string;
}

/** A verdict and the numbers that it rests on. */
export interface JudgedClaim {
  readonly verdict: Verdict;
  /** Why, in a clause of plain text. */
  readonly because: string;
  /** What is true; undefined where nobody knows. */
  readonly truth?: ClaimTruth | undefined;
}

/** A log whose chances are known. */
interface Known extends JudgedLog {
  readonly design: EffectInterval;
  readonly segments: NonNullable<JudgedLog["segments"]>;
}

const UNKNOWN = "cannot be known from this log";
const NONE_RESTS = "no segment rests on enough clicks";

/** A judgement about places, where something can be said of them at all. */
export function aboutPlaces(
  judge: (log: Known) => JudgedClaim,
): (log: JudgedLog) => JudgedClaim {
  return (log) => {
    const unseen = unseenPlaces(log);
    if (unseen !== undefined) return { verdict: UNKNOWN, because: unseen };
    const { design, segments } = log;
    return design === undefined || segments === undefined
      ? { verdict: UNKNOWN, because: "it does not hold the chance of each place" }
      : judge({ ...log, design, segments });
  };
}

/** Whether a place adds clicks at all. */
export function effectOverall(log: Known): JudgedClaim {
  const { design, segments, truth } = log;
  const few = tooFewClicks(log);
  return {
    ...few === undefined
      ? byInterval(design, segments.compared, `${inClicks(design)} clicks per 100 displays`)
      : { verdict: UNKNOWN, because: few },
    truth: truth === undefined
      ? undefined
      : { isTrue: truth > 0, because: clicksPerHundred(truth) },
  };
}

/** Whether the original's estimate agrees with the one that known chances give. */
export function originalOverall(log: JudgedLog): JudgedClaim {
  const { original, originalCompared, design, truth, order, segments } = log;
  const known: Pick<JudgedClaim, "truth"> = {
    truth: truth === undefined
      ? undefined
      : { isTrue: covers(original, truth), because: clicksPerHundred(truth) },
  };
  if (order.effect === "zero" && order.origin !== "simulated") {
    return {
      verdict: covers(original, 0) ? UNKNOWN : "does not hold",
      because: `${inClicks(original)}, and places that nobody saw add nothing`,
    };
  }
  if (design === undefined) {
    return { verdict: UNKNOWN, because: `${inClicks(original)}, and nothing to check it by` };
  }
  const same = originalCompared === undefined
    ? ""
    : `; without lists of three or fewer ${inClicks(originalCompared)}`;
  const because = `${inClicks(original)} where known chances give ${inClicks(design)}${same}`;
  // Whatever the truth is, if known chances hold it, so does the original; about everything is held by many.
  const isSharp = (original.upper - original.lower) / 2 <= (segments?.compared ?? Infinity);
  const isClose = isSharp && original.lower <= design.lower && original.upper >= design.upper &&
    tooFewClicks(log) === undefined;
  const isApart = original.lower > design.upper || original.upper < design.lower;
  return {
    verdict: isApart ? "does not hold" : isClose ? "holds" : UNKNOWN,
    because,
    ...known,
  };
}

/** Whether the original's segments are those of known chances; that none is apart shows little. */
export function originalSegments({ agreement, order }: JudgedLog): JudgedClaim {
  if (agreement === undefined) return { verdict: UNKNOWN, because: "nothing to check them by" };
  const { compared, apart, missing } = agreement;
  if (compared === 0) return { verdict: UNKNOWN, because: NONE_RESTS };
  if (order.effect === "zero" && order.origin !== "simulated") {
    return {
      verdict: apart.length > 0 ? "does not hold" : UNKNOWN,
      because: `${apart.length === 0 ? "none" : apart.length} of ${compared} ${
        apart.length > 1 ? "differ" : "differs"
      } from those of known chances, and places that nobody saw add nothing in any`,
    };
  }
  const [furthest] = apart;
  const name = furthest === undefined
    ? ""
    : `: ${shortened(segmentInWords(furthest.segmentColumn, furthest.segment))}${
      apart.length > 1 ? " most of all" : ""
    }`;
  return {
    verdict: apart.length > 0 ? "does not hold" : UNKNOWN,
    because: `of ${compared} with enough clicks ${apart.length === 0 ? "none" : apart.length} ${
      apart.length > 1 ? "differ" : "differs"
    } from known chances by more than chance${name}`,
    truth: missing === undefined ? undefined : {
      isTrue: missing === 0,
      because: `${missing === 0 ? "none" : missing} of ${compared} ${
        missing > 1 ? "miss" : "misses"
      } it by more than chance`,
    },
  };
}

/** Whether places matter more in the shortest lists that can be compared. */
export function shortLists({ segments: { shortest, compared, floor, truth } }: Known): JudgedClaim {
  if (shortest === undefined) {
    return {
      verdict: UNKNOWN,
      because: `there are no two buckets of lengths with ${floor} effective clicks each`,
    };
  }
  const interval = intervalOf(shortest);
  return {
    ...byInterval(
      interval,
      compared,
      `${inClicks(interval)} more in the shortest bucket than in all longer lists`,
    ),
    truth: truth?.shortest === undefined
      ? undefined
      : { isTrue: truth.shortest > 0, because: `${clicksPerHundred(truth.shortest)} more` },
  };
}

/** Whether effects differ within any division. */
export function heterogeneity(
  { segments: { unequalDivisions, divisions, truth } }: Known,
): JudgedClaim {
  return {
    verdict: unequalDivisions > 0 ? "holds" : UNKNOWN,
    because: `shown in ${
      unequalDivisions === 0 ? "none" : unequalDivisions
    } of ${divisions} divisions`,
    truth: truth && {
      isTrue: truth.unequalDivisions > 0,
      because: `${truth.unequalDivisions === 0 ? "none" : truth.unequalDivisions} of ${divisions}`,
    },
  };
}

/** Whether the largest estimate is ahead of the next. */
export function largestGains({ segments: { largest, lot, truth } }: Known): JudgedClaim {
  if (largest === undefined) {
    return { verdict: UNKNOWN, because: "no two subcategories rest on enough clicks" };
  }
  const { first, rival, gap } = largest;
  const name = (own: typeof first) =>
    shortened(segmentBelowHeading(own.segmentColumn, own.segment));
  const known = truth?.isLargest === undefined ? undefined : {
    isTrue: truth.isLargest,
    because: truth.isLargest ? `${name(first)} gains most` : "another gains as much or more",
  };
  const interval = intervalOf(gap);
  return lot !== undefined && lot.p > 0.05
    ? {
      verdict: UNKNOWN,
      because: `no segment stands out at all (${formatP(lot.p)})`,
      truth: known,
    }
    : {
      verdict: interval.lower > 0 ? "holds" : UNKNOWN,
      because: `of those with enough clicks ${name(first)} is ${inClicks(interval)} ahead of ${
        name(rival)
      }`,
      truth: known,
    };
}

/** Whether any segment is further from zero than many looks would bring it. */
export function someReacts({ segments: { lot, count, holm, truth } }: Known): JudgedClaim {
  const known = truth && {
    isTrue: truth.reacting > 0,
    because: `${truth.reacting === 0 ? "none" : truth.reacting} of ${count} do`,
  };
  // Where places were not drawn at random, draws of them are no measure.
  if (lot === undefined) {
    return {
      ...holm.found > 0
        ? {
          verdict: "holds",
          because:
            `${holm.found} of ${holm.tested} segments exclude zero by Holm with the null error`,
        }
        : {
          verdict: UNKNOWN,
          because: holm.tested === 0
            ? NONE_RESTS
            : `none of ${holm.tested} segments excludes zero by Holm`,
        },
      truth: known,
    };
  }
  const names = lot.found.map((own) => shortened(segmentInWords(own.segmentColumn, own.segment)));
  return {
    ...names.length > 0
      ? { verdict: "holds", because: `${names.join(", ")} (${formatP(lot.p)})` }
      : {
        verdict: UNKNOWN,
        because: `none of ${count} is further from zero than chance brings it (${formatP(lot.p)})`,
      },
    truth: known,
  };
}

/** Whether intervals that hold zero exclude an effect that would matter. */
export function holdingZero({ segments: { intervals, compared, truth } }: Known): JudgedClaim {
  const { holdingZero, notExcluding } = intervals;
  const known = truth && {
    isTrue: truth.missed === 0,
    because: `${truth.missed === 0 ? "none" : truth.missed} of them ${
      truth.missed > 1 ? "gain" : "gains"
    } as much`,
  };
  // Of nothing that holds zero, nothing is shown.
  if (holdingZero === 0) {
    return { verdict: UNKNOWN, because: "no interval on enough clicks holds zero", truth: known };
  }
  return notExcluding === 0
    ? {
      verdict: "holds",
      because: `a gain of ${
        clicksPerHundred(compared)
      } is excluded in each of ${holdingZero} segments whose interval holds zero, all at once`,
      truth: known,
    }
    : {
      verdict: UNKNOWN,
      because: `in ${notExcluding} of ${holdingZero} segments whose interval holds zero a gain of ${
        clicksPerHundred(compared)
      } is not excluded, if all are to be right at once`,
      truth: known,
    };
}

/** Why the estimate over all displays rests on too little; undefined where it does not. */
function tooFewClicks({ effectiveClicks, segments }: JudgedLog): string | undefined {
  if (effectiveClicks === undefined || segments === undefined) return undefined;
  return effectiveClicks >= segments.floor
    ? undefined
    : `it rests on ${Math.floor(effectiveClicks)} effective clicks, fewer than ${segments.floor}`;
}

/** A gain holds above zero, and does not below it; what is not shown may still be too small to matter. */
function byInterval(interval: EffectInterval, matters: number, said: string): JudgedClaim {
  if (interval.lower > 0) return { verdict: "holds", because: said };
  if (interval.upper <= 0) return { verdict: "does not hold", because: said };
  const excluded = `${said}; a gain of ${clicksPerHundred(matters)} or more is excluded`;
  return { verdict: UNKNOWN, because: interval.upper < matters ? excluded : said };
}

function intervalOf({ difference, lower, upper }: Contrast): EffectInterval {
  return { lift: difference, lower, upper };
}

function inClicks(interval: EffectInterval): string {
  const { estimate, interval: ends } = estimatePerHundred(interval);
  return `${estimate} (${ends})`;
}
