/**
 * What charts of effects by segment find, and how they are read, in words.
 *
 * @module
 */

import { excludesZero, kindOf } from "lib/charts/effect_kinds.ts";
import type { JudgedSegment } from "lib/effects/judged_segment.ts";
import { LONGEST_NAME, shortened } from "lib/text/shortened.ts";
import { clicksPerHundred, estimatePerHundred } from "lib/text/clicks_per_hundred.ts";
import {
  segmentAlone,
  segmentationInWords,
  segmentBelowHeading,
} from "lib/text/segment_in_words.ts";

/** Sentence for a title: the finding in segments of one division; true whatever the estimates are. */
export function findingInSegments(
  judged: readonly JudgedSegment[],
  plural: string,
  isOrdered: boolean,
): string {
  const sound = judged.filter(({ standing }) => standing === "sound");
  const [only] = judged;
  if (sound.length === 0) {
    return judged.length === 1
      ? `The estimate for ${nameOf(only!)} has too little to go by`
      : `None of the ${judged.length} ${plural} has enough to go by`;
  }
  if (judged.every(({ truth }) => truth === 0)) return findingWithoutEffect(sound);
  if (judged.length === 1) {
    const { estimate } = estimatePerHundred(only!.effect);
    return `For ${
      nameOf(only!)
    }, the estimated effect is ${estimate} clicks per 100 displays; its ` +
      `interval ${excludesZero(only!.effect) ? "excludes" : "holds"} zero`;
  }
  return `${leadOf(sound, isOrdered)}; ${excluding(sound, judged.length)}`;
}

/** The finding where a place has no effect. */
function findingWithoutEffect(sound: readonly JudgedSegment[]): string {
  const off = sound.filter(({ effect }) => excludesZero(effect)).length;
  return `The true effect is 0 everywhere; ${
    sound.length === 1
      ? `the only interval with enough data ${off === 1 ? "leaves it out" : "holds it"}`
      : `${off === 0 ? "none" : off} of ${sound.length} intervals ${
        off === 1 ? "leaves" : "leave"
      } it out`
  }`;
}

/** Where the estimates that can be trusted lie. */
function leadOf(sound: readonly JudgedSegment[], isOrdered: boolean): string {
  const direction = isOrdered ? directionOf(sound) : undefined;
  if (direction !== undefined) {
    const [first, last] = [sound[0]!, sound.at(-1)!].map(({ effect }) =>
      `${clicksPerHundred(effect.lift)} (${
        shortened(segmentBelowHeading(effect.segmentColumn, effect.segment))
      })`
    );
    const { segmentColumn } = sound[0]!.effect;
    return `The estimated effect ${direction} with ${
      shortened(segmentationInWords(segmentColumn).toLowerCase())
    }, from ${first} to ${last}`;
  }
  const descending = sound.toSorted((a, b) => b.effect.lift - a.effect.lift);
  const above = descending.filter(({ effect }) => effect.lower > 0);
  const below = descending.filter(({ effect }) => effect.upper < 0);
  if (above.length > 0) {
    const two = above.slice(0, 2).map(nameOf).join(" and ");
    return `The estimated effect is largest for ${
      two.length <= LONGEST_NAME ? two : nameOf(above[0]!)
    }`;
  }
  if (below.length > 0) return `The estimated effect is lowest for ${nameOf(below.at(-1)!)}`;
  if (sound.length === 1) {
    return `The estimated effect for ${nameOf(sound[0]!)} is ${
      clicksPerHundred(sound[0]!.effect.lift)
    } clicks per 100 displays`;
  }
  const [most, least] = [descending[0]!, descending.at(-1)!].map(({ effect }) =>
    clicksPerHundred(effect.lift)
  );
  return `The estimates lie between ${least} and ${most} clicks per 100 displays`;
}

/** Whether estimates in order go one way at every step, and which. */
function directionOf(sound: readonly JudgedSegment[]): "rises" | "falls" | undefined {
  if (sound.length < 3) return undefined;
  const steps = sound.slice(1).map(({ effect }, at) => effect.lift - sound[at]!.effect.lift);
  if (steps.every((step) => step > 0)) return "rises";
  return steps.every((step) => step < 0) ? "falls" : undefined;
}

/** How many of the intervals exclude zero. */
function excluding(sound: readonly JudgedSegment[], all: number): string {
  const off = sound.filter(({ effect }) => excludesZero(effect)).length;
  if (sound.length === 1) {
    return `the only interval with enough data ${off === 1 ? "excludes" : "holds"} zero`;
  }
  const [among, only] = sound.length === all ? ["", ""] : ["the ", " with enough data"];
  if (off === 0) return `none of ${among}${sound.length} intervals${only} excludes zero`;
  return off === sound.length
    ? `all ${sound.length} intervals${only} exclude zero`
    : `${off} of ${among}${sound.length} intervals${only} ${
      off === 1 ? "excludes" : "exclude"
    } zero`;
}

/** Sentences for a text alternative: the range of the estimates, and what their intervals hold. */
export function rangeInWords(judged: readonly JudgedSegment[]): string {
  const descending = judged.toSorted((a, b) => b.effect.lift - a.effect.lift);
  const named = (segment: JudgedSegment) =>
    `${clicksPerHundred(segment.effect.lift)} for ${nameOf(segment)}`;
  const [most, least] = [descending[0]!, descending.at(-1)!];
  if (judged.length === 1) {
    return `Estimated additional clicks per 100 displays: ${named(most)}, 95 % interval ${
      estimatePerHundred(most.effect).interval
    }.`;
  }
  const range = `from ${named(most)} down to ${named(least)}`;
  const above = judged.filter(({ effect }) => effect.lower > 0).length;
  const below = judged.filter(({ effect }) => effect.upper < 0).length;
  const covered = coveredTruths(judged);
  return `Estimates of additional clicks per 100 displays, with 95 % intervals: ${range}. Of ` +
    `${judged.length} intervals ${above || "none"} ${above === 1 ? "lies" : "lie"} above zero and ${
      below || "none"
    } below` +
    (covered === undefined
      ? "."
      : `; ${covered || "none"} ${covered === 1 ? "covers" : "cover"} the true effect.`);
}

/** How many intervals cover the truth; undefined where nobody knows it. */
function coveredTruths(judged: readonly JudgedSegment[]): number | undefined {
  if (judged.some(({ truth }) => truth === undefined)) return undefined;
  return judged.filter(({ effect, truth }) => effect.lower <= truth! && truth! <= effect.upper)
    .length;
}

/** Sentences for whoever sees the chart: what the marks that occur in it mean. */
export function readingOfMarks(judged: readonly JudgedSegment[]): readonly string[] {
  const kinds = new Set(judged.map(kindOf));
  const covered = coveredTruths(judged);
  return [
    "A mark is an estimate on its 95 % interval.",
    ...kinds.has("too few clicks to rely on")
      ? [
        "A hollow one rests on too few clicks to rely on either.",
      ]
      : [],
    ...kinds.has("no overlap: extrapolated")
      ? [
        "A hatched mark has too many displays that could stand in the top three only: what they would " +
        "do elsewhere is extrapolated, and no interval shows by how much that is off.",
      ]
      : [],
    ...covered === undefined ? [] : [
      judged.length === 1
        ? `The diamond is the true effect; the interval ${covered === 1 ? "covers" : "misses"} it.`
        : `Diamonds are the true effects; ${
          covered === judged.length ? "all" : covered === 0 ? "none" : `${covered}`
        } of the ${judged.length} intervals ${covered === 1 ? "covers" : "cover"} theirs.`,
    ],
  ];
}

/** A segment in a sentence, shortened if its name is a sentence itself. */
export function nameOf({ effect }: JudgedSegment): string {
  return shortened(segmentAlone(effect.segmentColumn, effect.segment));
}
