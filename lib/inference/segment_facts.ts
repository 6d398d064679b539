/**
 * What the segments of one log say, as a few facts that claims can rest on.
 *
 * @module
 */

import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { median } from "d3-array";
import {
  requireFloor,
  requireKnownOptions,
  requireMade,
  requireNames,
  requireRecord,
} from "lib/argument_checks.ts";
import { measureColumn, requireLengths, shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import {
  type Contrast,
  contrast,
  contrastWithRest,
  heterogeneityTests,
} from "lib/inference/contrasts.ts";
import { CRITICAL_VALUE_95 } from "lib/inference/critical_value.ts";
import { clickColumn, errorColumn } from "lib/inference/evidence_checks.ts";
import { rowsToDetect, smallestDetectableEffect } from "lib/inference/detectable.ts";
import { bonferroniCriticalValue, holm } from "lib/inference/multiple_testing.ts";
import type { PlacesByLot } from "lib/inference/places_by_lot.ts";
import type { IndexedSegment } from "lib/inference/segment_index.ts";
import { rescaled } from "lib/inference/rescaled_means.ts";
import { requireMeans, type SegmentMeans } from "lib/inference/segment_means.ts";
import { type SegmentTruths, segmentTruths } from "lib/inference/segment_truths.ts";

/** Facts about the segments of one log. */
export interface SegmentFacts {
  readonly count: number;
  /** How many rest on fewer treated clicks than the floor. */
  readonly passedOver: number;
  readonly floor: number;
  /** The first segment of the ordered division minus all others of it; undefined where there is no other. */
  readonly shortest: Contrast | undefined;
  /**
   * Divisions in which one effect for all segments is rejected, with the larger of both errors of each and Holm
   * over all divisions; and all.
   */
  readonly unequalDivisions: number;
  readonly divisions: number;
  /** The segment of the fine division with the largest estimate, the next, and their difference. */
  readonly largest:
    | { readonly first: IndexedSegment; readonly second: IndexedSegment; readonly gap: Contrast }
    | undefined;
  /** The test by draws of the places: p-value and segments found; undefined where no lot gave them. */
  readonly lot: { readonly p: number; readonly found: readonly IndexedSegment[] } | undefined;
  /**
   * Segments with enough treated clicks, and in how many of them Holm finds an effect, each with the larger of
   * its standard error and its null error.
   */
  readonly holm: { readonly tested: number; readonly found: number };
  /** Of these, 95 % intervals that hold zero, and those that hold the effect to compare with as well. */
  readonly intervals: { readonly holdingZero: number; readonly holdingBoth: number };
  /** The effect to compare with, in how many segments it would be missed more often than one time in five,
   *  and how many times the rows half of these would need. */
  readonly compared: number;
  readonly undetectable: number;
  readonly moreRows: number;
  /** What is true of the same segments, where it is known, as in a simulation. */
  readonly truth: SegmentTruths | undefined;
}

/** What facts are drawn from. */
export interface SegmentResults {
  readonly means: SegmentMeans;
  /** Error of every segment if nothing happens, by `nullErrors`, and what it was expected to be, by `plannedErrors`. */
  readonly nullErrors: Float64Array;
  readonly plannedErrors: Float64Array;
  /** Treated rows with a click of every segment. */
  readonly treatedClicks: ArrayLike<number>;
  /** The test by draws of the places, where a lot gave them. */
  readonly placed?: PlacesByLot | undefined;
  /** The true effect of every segment, where it is known. */
  readonly trueLifts?: ArrayLike<number> | undefined;
}

/** Which facts are wanted. */
export interface FactChoices {
  /** The fewest treated clicks that an estimate may rest on. */
  readonly floor: number;
  /** An effect to compare detectable ones with, not 0, in units of the scores. */
  readonly compared: number;
  /** The division whose first segment is compared with all others. */
  readonly orderedDivision: string;
  /** The division whose largest estimate is compared with the next. */
  readonly fineDivision: string;
}

/**
 * Facts about the segments of one log: how many rest on too little, whether they differ, which is largest,
 * what a lot alone would do, and what could have been found at all.
 *
 * Effects that could have been found are those of `smallestDetectableEffect` with a power of 0.8 and the
 * critical value of Bonferroni over all segments, from the planned errors.
 *
 * @param results means, errors and treated clicks of all segments
 * @param choices floor, effect to compare with, and the divisions that are looked at
 * @returns the facts, with what is true where true effects are given
 * @throws {InputError} if lengths differ, or an error is not above 0
 *
 * @example Two lengths of lists and two topics
 * ```ts
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { segmentFacts } from "lib/inference/segment_facts.ts";
 * import { segmentMeans } from "lib/inference/segment_means.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const codes = Int32Array.of(0, 0, 0, 1, 1, 1);
 * const index = indexSegments([
 *   { name: "length", levels: ["short", "long"], codes },
 *   { name: "topic", levels: ["news", "golf"], codes: Int32Array.of(0, 1, 0, 1, 0, 1) },
 * ]);
 * const means = segmentMeans(Float64Array.of(3, 5, 4, 1, 2, 0), index, Int32Array.of(0, 1, 2, 3, 4, 5));
 * const errors = new Float64Array(4).fill(1);
 * const facts = segmentFacts(
 *   { means, nullErrors: errors, plannedErrors: errors, treatedClicks: [40, 40, 40, 3] },
 *   { floor: 30, compared: 2, orderedDivision: "length", fineDivision: "topic" },
 * );
 * assertEquals([facts.passedOver, facts.shortest!.difference, facts.largest], [1, 3, undefined]);
 * ```
 */
export function segmentFacts(
  results: SegmentResults,
  choices: FactChoices,
): SegmentFacts {
  const { floor, compared, orderedDivision, fineDivision } = soundChoices(choices);
  requireRecord(results, "results", "{ means, nullErrors, plannedErrors, treatedClicks }");
  const { means, placed } = results;
  requireMeans(means);
  const { segments } = means;
  const nullErrors = errorColumn(results.nullErrors, segments.length);
  const plannedErrors = errorColumn(results.plannedErrors, segments.length, "plannedErrors");
  const treatedClicks = clickColumn(results.treatedClicks, segments.length);
  if (placed !== undefined) requireMade(placed, ["segments", "globalP"], PLACED);
  const trueLifts = results.trueLifts === undefined
    ? undefined
    : trueLiftColumn(results.trueLifts, segments.length);
  const every = segments.map((_, at) => at);
  const of = (division: string) => every.filter((at) => segments[at]!.segmentColumn === division);
  const [first, second] = of(orderedDivision);
  // A segment without luck at the top has too small an error of its own, and would look different from all.
  const errors = Float64Array.from(
    segments,
    ({ standardError }, at) => Math.max(standardError, nullErrors[at]!),
  );
  const tests = heterogeneityTests(rescaled(means, every, errors));
  const adjusted = holm(Float64Array.from(tests, ({ p }) => p));
  const sound = of(fineDivision).filter((at) => treatedClicks[at]! >= floor)
    .sort((a, b) => segments[b]!.lift - segments[a]!.lift || a - b);
  const [largest, next] = sound;
  const judged = every.filter((at) => treatedClicks[at]! >= floor);
  const pValues = Float64Array.from(judged, (at) => {
    return 2 * normalCdf(-Math.abs(segments[at]!.lift / errors[at]!), 0, 1);
  });
  const holds = (at: number, value: number) =>
    Math.abs(segments[at]!.lift - value) <= CRITICAL_VALUE_95 * segments[at]!.standardError;
  const holdingZero = judged.filter((at) => holds(at, 0));
  const demands = { criticalValue: bonferroniCriticalValue(segments.length, 0.05) };
  const missed = every.filter((at) =>
    smallestDetectableEffect(plannedErrors[at]!, demands) > Math.abs(compared)
  );
  return {
    count: segments.length,
    passedOver: every.filter((at) => treatedClicks[at]! < floor).length,
    floor,
    shortest: first === undefined || second === undefined
      ? undefined
      : contrastWithRest(means, first),
    unequalDivisions: adjusted.reduce((count, p) => count + (p <= 0.05 ? 1 : 0), 0),
    divisions: tests.length,
    largest: largest === undefined || next === undefined ? undefined : {
      first: segments[largest]!,
      second: segments[next]!,
      gap: contrast(means, largest, next),
    },
    lot: placed === undefined ? undefined : {
      p: placed.globalP,
      found: placed.segments.filter(({ adjustedP }) => adjustedP <= 0.05),
    },
    holm: {
      tested: judged.length,
      found: holm(pValues).reduce((count, p) => count + (p <= 0.05 ? 1 : 0), 0),
    },
    intervals: {
      holdingZero: holdingZero.length,
      holdingBoth: holdingZero.filter((at) => holds(at, compared)).length,
    },
    compared,
    undetectable: missed.length,
    moreRows: median(
      missed,
      (at) =>
        rowsToDetect(segments[at]!.rows, plannedErrors[at]!, compared, demands) /
        segments[at]!.rows,
    ) ?? 1,
    truth: trueLifts && segmentTruths(segments, trueLifts, {
      ordered: of(orderedDivision),
      ranked: sound,
      holdingZero,
      compared,
    }),
  };
}

/** True effects, one a segment, none missing. */
function trueLiftColumn(trueLifts: ArrayLike<unknown>, segments: number): Float64Array {
  requireLengths({ trueLifts }, segments, "segments");
  return measureColumn(trueLifts, "trueLifts");
}

const PLACED = { noun: "test by draws of the places", maker: "testPlacesByLot" };

/** The choices, each one it can be. */
function soundChoices(given: FactChoices): FactChoices {
  const choices = requireKnownOptions(given, [
    "floor",
    "compared",
    "orderedDivision",
    "fineDivision",
  ]);
  requireFloor(choices.floor);
  requireNames([choices.orderedDivision, choices.fineDivision], "names of divisions");
  if (!(Number.isFinite(choices.compared) && choices.compared !== 0)) {
    throw new InputError(`the effect to compare with is ${shown(choices.compared)}`, {
      remedy: "Give a number other than 0, such as 0.01.",
    });
  }
  return choices;
}
