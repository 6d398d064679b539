/**
 * What every procedure finds, with and without a floor of clicks, by either error.
 *
 * `multipleComparisons` gives one family with all its figures; this gives four at the cost of the
 * findings alone, because a study asks for them in every table that it draws.
 *
 * @module
 */

import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import {
  requireFloor,
  requireKnownOptions,
  requireLevel,
  requireRecord,
} from "lib/argument_checks.ts";
import type { Procedure } from "lib/inference/compared_segment.ts";
import { requireDraws } from "lib/inference/draw_count.ts";
import { clickColumn, errorColumn, skewnessColumn } from "lib/inference/evidence_checks.ts";
import { benjaminiHochberg, bonferroni, holm } from "lib/inference/multiple_testing.ts";
import { requireMeans, type SegmentMeans } from "lib/inference/segment_means.ts";
import { simultaneousIntervals } from "lib/inference/simultaneous.ts";
import { skewedZ } from "lib/inference/skewed_tails.ts";
import { seedText } from "lib/random/seeded.ts";

/** The procedures that a study counts. */
export const STUDIED_PROCEDURES = [
  "pointwise",
  "bonferroni",
  "holm",
  "benjaminiHochberg",
  "maxTByClusters",
] as const satisfies readonly Procedure[];

/** A procedure that a study counts. */
export type StudiedProcedure = typeof STUDIED_PROCEDURES[number];

/** Which error is used, and which segments are tested. */
export interface TestedFamily {
  /** Whether error and skewness are those under the hypothesis of no effect, rather than the estimated error. */
  readonly isNullError: boolean;
  /** Whether segments with too few effective clicks are left out. */
  readonly isFloored: boolean;
}

/** The four combinations. */
export const FAMILIES: readonly TestedFamily[] = [
  { isNullError: false, isFloored: false },
  { isNullError: false, isFloored: true },
  { isNullError: true, isFloored: false },
  { isNullError: true, isFloored: true },
];

/** What is to be tested: estimates, both kinds of errors, and what they rest on. */
export interface SegmentEvidence {
  readonly means: SegmentMeans;
  readonly nullErrors: Float64Array;
  /** Of the same distribution, by `nullSkewness`; 0 unless told otherwise. */
  readonly nullSkewness?: Float64Array;
  /** On how many clicks each segment rests, by `effectiveClicks`. */
  readonly effectiveClicks: ArrayLike<number>;
}

/** How segments are tested. */
export interface TestChoices {
  /** The fewest effective clicks that a segment may rest on, where there is a floor. */
  readonly floor: number;
  /** The error allowed: per test, or of any false finding, as the procedure has it. */
  readonly level: number;
  /** How often the largest |z| is drawn. */
  readonly draws: number;
  readonly seed: number | string;
}

/** What one way of testing finds. */
export interface Findings extends TestedFamily {
  readonly procedure: StudiedProcedure;
  /** How many segments it tested. */
  readonly tested: number;
  /** Numbers of the segments in which it finds an effect. */
  readonly found: readonly number[];
}

/**
 * Findings of every procedure in every family: which segments have an effect that is not zero, as each
 * would say.
 *
 * With the null error z is that of the longer tail, by `nullSkewness`. Pointwise compares |z| with the normal
 * quantile; Bonferroni, Holm (1979) and Benjamini and Hochberg (1995) adjust the p-values; max-t compares |z| with
 * the quantile of the largest |z| over draws of clusters, by `simultaneousIntervals`, in one step.
 *
 * @param evidence estimates, errors and effective clicks of all segments
 * @param choices floor, level, draws and seed
 * @returns five findings for each of the four families
 * @throws {InputError} if a choice is no number it can be
 *
 * @example Two topics, of which one rests on four clicks
 * ```ts
 * import { findSegments } from "lib/inference/null_findings.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { segmentMeans } from "lib/inference/segment_means.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const topic = { name: "topic", levels: ["news", "golf"], codes: Int32Array.of(0, 0, 1, 1) };
 * const means = segmentMeans(
 *   Float64Array.of(0.9, 1.1, 0.9, 1.1),
 *   indexSegments([topic]),
 *   Int32Array.of(0, 1, 2, 3),
 * );
 * const findings = findSegments(
 *   { means, nullErrors: Float64Array.of(0.1, 2), effectiveClicks: [90, 4] },
 *   { floor: 30, level: 0.05, draws: 500, seed: 1 },
 * );
 * const pointwise = findings.filter(({ procedure }) => procedure === "pointwise");
 * assertEquals(pointwise.map(({ found }) => found), [[0, 1], [0], [0], [0]]);
 * ```
 */
export function findSegments(
  evidence: SegmentEvidence,
  choices: TestChoices,
): Findings[] {
  const { floor, level, draws, seed } = requireKnownOptions(choices, CHOICES);
  requireFloor(floor);
  requireLevel(level);
  requireDraws(draws);
  seedText(seed);
  requireRecord(evidence, "evidence", "{ means, nullErrors, effectiveClicks }");
  requireMeans(evidence.means);
  const { means } = evidence;
  const clicks = clickColumn(evidence.effectiveClicks, means.segments.length, "effectiveClicks");
  const nullErrors = errorColumn(evidence.nullErrors, means.segments.length);
  const skewness = evidence.nullSkewness === undefined
    ? new Float64Array(means.segments.length)
    : skewnessColumn(evidence.nullSkewness, means.segments.length);
  const every = means.segments.map((_, at) => at);
  const floored = every.filter((at) => clicks[at]! >= floor);
  const criticalOf = new Map([every, floored].map((chosen) => [chosen, largest(chosen)]));
  return FAMILIES.flatMap((family) => {
    const chosen = family.isFloored ? floored : every;
    const z = (at: number) => {
      const { lift, standardError } = means.segments[at]!;
      return family.isNullError
        ? skewedZ(lift / nullErrors[at]!, skewness[at]!)
        : lift / standardError;
    };
    const p = Float64Array.from(
      chosen,
      (at) => Math.min(1, 2 * normalCdf(-Math.abs(z(at) || 0), 0, 1)),
    );
    const below = (adjusted: Float64Array) => chosen.filter((_, at) => adjusted[at]! <= level);
    const found: Record<StudiedProcedure, number[]> = {
      pointwise: below(p),
      bonferroni: below(bonferroni(p)),
      holm: below(holm(p)),
      benjaminiHochberg: below(benjaminiHochberg(p)),
      maxTByClusters: chosen.filter((at) => Math.abs(z(at)) > criticalOf.get(chosen)!),
    };
    return STUDIED_PROCEDURES.map((procedure) => ({
      ...family,
      procedure,
      tested: chosen.length,
      found: found[procedure],
    }));
  });

  function largest(chosen: readonly number[]): number {
    if (chosen.length === 0) return Infinity;
    return simultaneousIntervals({
      segments: chosen.map((at) => means.segments[at]!),
      covariance: means.covariance.selection([...chosen], [...chosen]),
      clusters: means.clusters,
    }, { draws, seed, level }).criticalValue;
  }
}

const CHOICES = ["floor", "level", "draws", "seed"];
