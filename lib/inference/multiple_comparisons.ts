/**
 * Many segments judged together by every usual correction, side by side.
 *
 * @module
 */

import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { requireKnownOptions, requireMade } from "lib/argument_checks.ts";
import { InputError } from "lib/errors.ts";
import type {
  ByProcedure,
  ComparisonOptions,
  IntervalProcedure,
  MultipleComparisons,
} from "lib/inference/compared_segment.ts";
import { errorColumn, skewnessColumn } from "lib/inference/evidence_checks.ts";
import {
  benjaminiHochberg,
  benjaminiYekutieli,
  bonferroni,
  bonferroniCriticalValue,
  holm,
  sidak,
  sidakCriticalValue,
} from "lib/inference/multiple_testing.ts";
import type { SegmentFamily } from "lib/inference/segment_family.ts";
import { requireMeans, type SegmentMeans } from "lib/inference/segment_means.ts";
import { rescaled } from "lib/inference/larger_errors.ts";
import { simultaneousIntervals } from "lib/inference/simultaneous.ts";
import { skewedZ } from "lib/inference/skewed_tails.ts";

/**
 * Multiple comparisons: one record a segment with its p-value and interval under each correction for many.
 *
 * What each bounds, in a family of m segments:
 *
 * ```text
 * pointwise             each test alone
 * sidak, bonferroni     the probability of any false finding, by m alone
 * holm                  the same, stepping down: never fewer findings than Bonferroni
 * maxTByClusters        the same, by the largest |z| of draws over clusters: `simultaneousIntervals`
 * maxTByPlaces          the same, exactly where places were drawn by lot: `testPlacesByLot`
 * benjaminiHochberg     the expected share of false findings among the findings
 * benjaminiYekutieli    the same, however the tests depend on each other
 * ```
 *
 * Pointwise intervals hold one by one; Šidák's, Bonferroni's and those by the largest |z| over clusters hold
 * all together. Holm's, Benjamini and Hochberg's and Benjamini and Yekutieli's tests have none of that simple form: what
 * steps down or up widens an interval by what others show (Guilbaud 2008, "Simultaneous confidence regions
 * corresponding to Holm's step-down procedure", Biometrical Journal 50(5); Benjamini and Yekutieli 2005,
 * JASA 100(469), for intervals of selected segments). Draws of the places have none because they test that
 * there is no effect, and no other value.
 *
 * With null errors p-values and intervals rest on the error that a lift would have without any effect. It
 * does not shrink with the estimate, as the standard error of few treated clicks does; an interval made of
 * it is right near 0, and too short where an effect adds many clicks. With the null skewness z and p-values are
 * those of the longer tail that estimates on few treated clicks have, and intervals stay what they are. Sources of the procedures stand with
 * each of them.
 *
 * @param means the means of all segments, by `segmentMeans`
 * @param family which of them are judged together, by `segmentFamily` of the same index
 * @param options draws over clusters, their seed, the level, and what else is known
 * @returns the family's segments, the number of findings, and the critical values
 * @throws {InputError} if family, null errors or places are not of these segments, a null error is not
 *   above 0, the places were not drawn for all of the family, or an option is no number it can be
 *
 * @example Two topics of four readers, of which one has an effect
 * ```ts
 * import { multipleComparisons } from "lib/inference/multiple_comparisons.ts";
 * import { segmentFamily } from "lib/inference/segment_family.ts";
 * import { segmentMeans } from "lib/inference/segment_means.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const topic = { name: "topic", levels: ["news", "sports"], codes: Int32Array.of(0, 0, 1, 1) };
 * const index = indexSegments([topic]);
 * const means = segmentMeans(Float64Array.of(4, 6, -3, 5), index, Int32Array.of(0, 1, 2, 3));
 * const { segments, findings } = multipleComparisons(means, segmentFamily(index), {
 *   draws: 999,
 *   seed: 1,
 * });
 * assertEquals(segments.map(({ lift, error }) => [lift, error]), [[5, 1], [1, 4]]);
 * assertEquals([findings.pointwise, findings.holm], [1, 1]);
 * ```
 */
export function multipleComparisons(
  means: SegmentMeans,
  family: SegmentFamily,
  options: ComparisonOptions,
): MultipleComparisons {
  const { draws, seed, level = 0.05, places, ...under } = requireKnownOptions(options, [
    "draws",
    "seed",
    "level",
    "nullErrors",
    "nullSkewness",
    "places",
  ]);
  requireMeans(means);
  requireFamily(means, family);
  const errors = errorsOf(means, under.nullErrors);
  const skewness = skewnessOf(means, under);
  requirePlaces(means, family, places);
  const withoutError = family.numbers.filter((at) => !(errors[at]! > 0));
  const numbers = family.numbers.filter((at) => errors[at]! > 0);
  const z = Float64Array.from(
    numbers,
    (at) => skewedZ(means.segments[at]!.lift / errors[at]!, skewness[at]!),
  );
  const judged = rescaled(means, numbers, errors);
  const drawn = simultaneousIntervals({
    ...judged,
    segments: judged.segments.map((own, at) => ({ ...own, lift: z[at]! * own.standardError })),
  }, { draws, seed, level });
  const pointwise = z.map((value) => Math.min(1, 2 * normalCdf(-Math.abs(value), 0, 1)));
  const p: ByProcedure<Float64Array> = {
    pointwise,
    sidak: sidak(pointwise),
    bonferroni: bonferroni(pointwise),
    holm: holm(pointwise),
    benjaminiHochberg: benjaminiHochberg(pointwise),
    benjaminiYekutieli: benjaminiYekutieli(pointwise),
    maxTByClusters: Float64Array.from(drawn.segments, ({ adjustedP }) => adjustedP),
    ...(places === undefined
      ? {}
      : { maxTByPlaces: Float64Array.from(numbers, (at) => places.segments[at]!.adjustedP) }),
  };
  const criticalValues = criticalValuesOf(numbers.length, level, drawn.criticalValue);
  return {
    segments: numbers.map((number, at) => {
      const segment = means.segments[number]!;
      const error = errors[number]!;
      return {
        ...segment,
        number,
        error,
        z: z[at]!,
        p: mapped(p, (values) => values[at]!),
        intervals: mapped(criticalValues, (critical) => ({
          lower: segment.lift - critical * error,
          upper: segment.lift + critical * error,
        })),
      };
    }),
    level,
    findings: mapped(p, (values) => values.filter((value) => value <= level).length),
    criticalValues,
    withoutError: withoutError.map((at) => {
      const { segmentColumn, segment, rows } = means.segments[at]!;
      return { segmentColumn, segment, rows };
    }),
  };
}

/** The same record with every figure replaced by another. */
function mapped<Names extends string, From, To>(
  record: Readonly<Partial<Record<Names, From>>>,
  change: (figure: From) => To,
): Record<Names, To> {
  return Object.fromEntries(
    Object.entries(record).map(([name, figure]) => [name, change(figure as From)]),
    // The names are those of the record.
  ) as Record<Names, To>;
}

function criticalValuesOf(
  tests: number,
  level: number,
  maxTByClusters: number,
): Record<IntervalProcedure, number> {
  if (tests === 0) return { pointwise: NaN, sidak: NaN, bonferroni: NaN, maxTByClusters: NaN };
  return {
    pointwise: -normalQuantile(level / 2, 0, 1),
    sidak: sidakCriticalValue(tests, level),
    bonferroni: bonferroniCriticalValue(tests, level),
    maxTByClusters,
  };
}

function errorsOf(
  { segments }: SegmentMeans,
  nullErrors: ArrayLike<number> | undefined,
): Float64Array {
  if (nullErrors === undefined) {
    return Float64Array.from(segments, ({ standardError }) => standardError);
  }
  return errorColumn(nullErrors, segments.length);
}

/** The skewness of each estimate under the hypothesis of no effect; 0 where none is given. */
function skewnessOf(
  { segments }: SegmentMeans,
  { nullErrors, nullSkewness }: Pick<ComparisonOptions, "nullErrors" | "nullSkewness">,
): Float64Array {
  if (nullSkewness === undefined) return new Float64Array(segments.length);
  if (nullErrors === undefined) {
    throw new InputError("there is a skewness without a null error", {
      remedy: "Give nullErrors as well: both are those of draws of the treatment.",
    });
  }
  return skewnessColumn(nullSkewness, segments.length);
}

function requireFamily({ segments }: SegmentMeans, family: SegmentFamily): void {
  requireMade(family, ["numbers"], { noun: "family of segments", maker: "segmentFamily" });
  const { numbers } = family;
  const strange = numbers.filter((at) => segments[at] === undefined);
  if (strange.length === 0) return;
  throw new InputError(
    `${strange.length} of ${numbers.length} segments of the family are none of these means`,
    { count: strange.length, remedy: "Give means and family of the same index." },
  );
}

function requirePlaces(
  { segments }: SegmentMeans,
  { numbers }: SegmentFamily,
  places: ComparisonOptions["places"],
): void {
  if (places === undefined) return;
  requireMade(places, ["segments", "family", "globalP"], {
    noun: "test by draws of the places",
    maker: "testPlacesByLot or testResidualsByLot",
  });
  const isSame = places.segments.length === segments.length &&
    segments.every(({ segmentColumn, segment, rows }, at) => {
      const other = places.segments[at]!;
      return other.segmentColumn === segmentColumn && other.segment === segment &&
        other.rows === rows;
    });
  if (!isSame) {
    throw new InputError("the places were drawn for other segments than these", {
      remedy: "Give means and draws of the places of the same index.",
    });
  }
  const drawn = new Set(places.family);
  const missing = numbers.filter((at) => !drawn.has(at));
  if (missing.length === 0) return;
  throw new InputError(
    `${missing.length} of ${numbers.length} segments of the family were not tested by the places`,
    {
      count: missing.length,
      remedy: "Draw the places with the option among set to the family's numbers.",
    },
  );
}
