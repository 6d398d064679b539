/**
 * What the segments of one log say, as a few facts that claims can rest on.
 *
 * @module
 */

import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
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
import {
  clickColumn,
  errorColumn,
  gainErrorColumn,
  skewnessColumn,
} from "lib/inference/evidence_checks.ts";
import { excludedGains } from "lib/inference/excluded_gains.ts";
import { widerContrast, withLargerErrors } from "lib/inference/larger_errors.ts";
import { holm } from "lib/inference/multiple_testing.ts";
import type { PlacesByLot } from "lib/inference/places_by_lot.ts";
import type { IndexedSegment } from "lib/inference/segment_index.ts";
import { requireMeans, type SegmentMeans } from "lib/inference/segment_means.ts";
import { skewedZ } from "lib/inference/skewed_tails.ts";
import { type SegmentTruths, segmentTruths } from "lib/inference/segment_truths.ts";

/** Facts about the segments of one log. */
export interface SegmentFacts {
  readonly count: number;
  /** How many rest on fewer effective clicks than the floor. */
  readonly passedOver: number;
  readonly floor: number;
  /**
   * The first segment of the ordered division minus all others of it; undefined where there is no other, or
   * either side rests on fewer effective clicks than the floor.
   */
  readonly shortest: Contrast | undefined;
  /**
   * Divisions in which one effect for all segments is rejected, with the larger of both errors of each and Holm
   * over all divisions; and all.
   */
  readonly unequalDivisions: number;
  readonly divisions: number;
  /**
   * The segment of the fine division with the largest estimate, of all others the one that comes nearest, and
   * their difference: the one whose interval reaches lowest.
   */
  readonly largest:
    | { readonly first: IndexedSegment; readonly rival: IndexedSegment; readonly gap: Contrast }
    | undefined;
  /** The test by draws of the places: p-value and segments found; undefined where no lot gave them. */
  readonly lot: { readonly p: number; readonly found: readonly IndexedSegment[] } | undefined;
  /** Segments with enough effective clicks, and in how many of them Holm finds an effect by the null error. */
  readonly holm: { readonly tested: number; readonly found: number };
  /**
   * Of these, segments whose 95 % interval holds zero, and those of them in which the gain to compare with is not
   * excluded, if all are to be right at once.
   */
  readonly intervals: { readonly holdingZero: number; readonly notExcluding: number };
  /** The effect to compare with. */
  readonly compared: number;
  /** How many times the rows half of the latter need to exclude it four times in five, if they gain nothing. */
  readonly moreRows: number;
  /** What is true of the same segments, where it is known, as in a simulation. */
  readonly truth: SegmentTruths | undefined;
}

/** What facts are drawn from. */
export interface SegmentResults {
  readonly means: SegmentMeans;
  /** Error of every segment if nothing happens, by `nullErrors`. */
  readonly nullErrors: Float64Array;
  /** How lopsided it would be then, by `nullSkewness`; 0 unless told otherwise. */
  readonly nullSkewness?: Float64Array;
  /** On how many clicks each segment rests, by `effectiveClicks`. */
  readonly effectiveClicks: ArrayLike<number>;
  /** On how many everything rests that a segment is compared with, by `effectiveClicksOfRest`. */
  readonly effectiveClicksOfRest: ArrayLike<number>;
  /** Error of every segment if it gains what is compared with, by `gainErrors`. */
  readonly gainErrors: Float64Array;
  /** The test by draws of the places, where a lot gave them. */
  readonly placed?: PlacesByLot | undefined;
  /** The true effect of every segment, where it is known. */
  readonly trueLifts?: ArrayLike<number> | undefined;
}

/** Which facts are wanted. */
export interface FactChoices {
  /** The fewest effective clicks that an estimate may rest on. */
  readonly floor: number;
  /** A gain that would matter, above 0, in units of the scores. */
  readonly compared: number;
  /** The division whose first segment is compared with all others. */
  readonly orderedDivision: string;
  /** The division whose largest estimate is compared with the next. */
  readonly fineDivision: string;
}

/**
 * Facts about the segments of one log: how many rest on too little, whether they differ, which is largest,
 * what a lot alone would do, and which effects are excluded.
 *
 * Whether a segment differs from zero is judged by its null error and skewness, with Holm over those above the
 * floor; whether segments differ from each other by the larger of both errors, `withLargerErrors`, a contrast by the
 * wider of its own and theirs. The largest estimate leads if its difference to each other one is above zero by its
 * 95 % interval: for one to be the best no correction for the number of rivals is needed (Gutmann and Maymin 1987,
 * "Is the selected population the best?", Annals of Statistics 15(1)). Whether the effect to compare with is
 * excluded is read off intervals with Bonferroni's critical value over all segments above the floor, since a single
 * gain would refute it, and with the largest of three errors: the estimated one, the null error, and that which the
 * gain itself would bring.
 *
 * @param results means, errors and effective clicks of all segments
 * @param choices floor, effect to compare with, and the divisions that are looked at
 * @returns the facts, with what is true where true effects are given
 * @throws {InputError} if lengths differ, an error is not above 0, or a choice is none it can be
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
 *   { means, nullErrors: errors, gainErrors: errors, effectiveClicks: [40, 40, 40, 3], effectiveClicksOfRest: [40, 40, 3, 40] },
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
  requireRecord(results, "results", "{ means, nullErrors, gainErrors, … }");
  const { means, placed } = results;
  requireMeans(means);
  const { segments } = means;
  const nullErrors = errorColumn(results.nullErrors, segments.length);
  const skewness = results.nullSkewness === undefined
    ? new Float64Array(segments.length)
    : skewnessColumn(results.nullSkewness, segments.length);
  const clicks = clickColumn(results.effectiveClicks, segments.length, "effectiveClicks");
  const restClicks = clickColumn(
    results.effectiveClicksOfRest,
    segments.length,
    "effectiveClicksOfRest",
  );
  const gainErrors = gainErrorColumn(results.gainErrors, segments.length);
  if (placed !== undefined) requireMade(placed, ["segments", "globalP"], PLACED);
  const trueLifts = results.trueLifts === undefined
    ? undefined
    : trueLiftColumn(results.trueLifts, segments.length);
  const every = segments.map((_, at) => at);
  const of = (division: string) => every.filter((at) => segments[at]!.segmentColumn === division);
  const larger = withLargerErrors(means, nullErrors);
  const tests = heterogeneityTests(larger);
  const adjusted = holm(Float64Array.from(tests, ({ p }) => p));
  const isEnough = (at: number) => clicks[at]! >= floor;
  const sound = of(fineDivision).filter(isEnough)
    .sort((a, b) => segments[b]!.lift - segments[a]!.lift || a - b);
  const judged = every.filter(isEnough);
  const pValues = Float64Array.from(judged, (at) => {
    const z = skewedZ(segments[at]!.lift / nullErrors[at]!, skewness[at]!);
    return 2 * normalCdf(-Math.abs(z), 0, 1);
  });
  const { holdingZero, notExcluding, moreRows } = excludedGains(
    { segments, nullErrors, gainErrors },
    judged,
    compared,
  );
  const wider = (of: (means: SegmentMeans) => Contrast) => widerContrast(means, larger, of);
  return {
    count: segments.length,
    passedOver: segments.length - judged.length,
    floor,
    shortest: shortestOf(of(orderedDivision)),
    unequalDivisions: adjusted.reduce((count, p) => count + (p <= 0.05 ? 1 : 0), 0),
    divisions: tests.length,
    largest: largestOf(sound),
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
      notExcluding: notExcluding.length,
    },
    compared,
    moreRows,
    truth: trueLifts && segmentTruths(segments, trueLifts, {
      ordered: of(orderedDivision),
      ranked: sound,
      holdingZero,
      compared,
    }),
  };

  /** The first segment against all others, where both sides rest on enough. */
  function shortestOf([first, ...others]: readonly number[]): Contrast | undefined {
    if (first === undefined || others.length === 0) return undefined;
    return isEnough(first) && restClicks[first]! >= floor
      ? wider((means) => contrastWithRest(means, first))
      : undefined;
  }

  /** The first of the ranked segments, and of all others the one that it is least certain to exceed. */
  function largestOf([first, ...others]: readonly number[]): SegmentFacts["largest"] {
    if (first === undefined || others.length === 0) return undefined;
    const [nearest] = others.map((at) => ({
      at,
      gap: wider((means) => contrast(means, first, at)),
    }))
      .sort((a, b) => a.gap.lower - b.gap.lower || a.at - b.at);
    const { at, gap } = nearest!;
    return { first: segments[first]!, rival: segments[at]!, gap };
  }
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
  if (!(Number.isFinite(choices.compared) && choices.compared > 0)) {
    throw new InputError(`the effect to compare with is ${shown(choices.compared)}`, {
      remedy: "Give a number above 0, such as 0.01.",
    });
  }
  return choices;
}
