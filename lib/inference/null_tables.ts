/**
 * Tables in which nothing happens, made from one's own: clicks stay, places are drawn anew, and every way
 * of testing segments says what it finds.
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
import { requireDraws } from "lib/inference/draw_count.ts";
import { type DrawnLists, sharesByList } from "lib/inference/drawn_lists.ts";
import { clickColumn, nullErrorColumn } from "lib/inference/evidence_checks.ts";
import { benjaminiHochberg, bonferroni, holm } from "lib/inference/multiple_testing.ts";
import type { SegmentIndex } from "lib/inference/segment_index.ts";
import { requireMeans, type SegmentMeans, segmentMeans } from "lib/inference/segment_means.ts";
import { simultaneousIntervals } from "lib/inference/simultaneous.ts";
import { seededSource, seedText } from "lib/random/seeded.ts";

/** Ways of testing many segments. */
export const PROCEDURES = [
  "pointwise",
  "Bonferroni",
  "Holm",
  "Benjamini-Hochberg",
  "largest of all",
] as const;

/** A way of testing many segments: one by one, adjusted, or by the largest |z| over draws of clusters. */
export type StudiedProcedure = typeof PROCEDURES[number];

/** Which error is used, and which segments are tested. */
export interface TestedFamily {
  /** Whether the error is that under the hypothesis of no effect, rather than the estimated one. */
  readonly isNullError: boolean;
  /** Whether segments with too few treated clicks are left out. */
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
  /** Per segment its treated rows with a click. */
  readonly treatedClicks: Int32Array;
}

/** How segments are tested. */
export interface TestChoices {
  /** The fewest treated clicks that a segment may rest on, where there is a floor. */
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
 * Pointwise compares |z| with the normal quantile; Bonferroni, Holm (1979) and Benjamini and Hochberg
 * (1995) adjust the p-values; the largest of all compares |z| with the quantile of the largest |z| over
 * draws of clusters, by `simultaneousIntervals`, in one step.
 *
 * @param evidence estimates, errors and treated clicks of all segments
 * @param choices floor, level, draws and seed
 * @returns five findings for each of the four families
 * @throws {InputError} if a choice is no number it can be
 *
 * @example Two topics, of which one rests on four treated clicks
 * ```ts
 * import { findSegments } from "lib/inference/null_tables.ts";
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
 *   { means, nullErrors: Float64Array.of(0.1, 2), treatedClicks: Int32Array.of(90, 4) },
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
  requireRecord(evidence, "evidence", "{ means, nullErrors, treatedClicks }");
  requireMeans(evidence.means);
  const { means } = evidence;
  const treatedClicks = clickColumn(evidence.treatedClicks, means.segments.length);
  const nullErrors = nullErrorColumn(evidence.nullErrors, means.segments.length);
  const every = means.segments.map((_, at) => at);
  const floored = every.filter((at) => treatedClicks[at]! >= floor);
  const criticalOf = new Map([every, floored].map((chosen) => [chosen, largest(chosen)]));
  return FAMILIES.flatMap((family) => {
    const chosen = family.isFloored ? floored : every;
    const z = (at: number) =>
      means.segments[at]!.lift /
      (family.isNullError ? nullErrors[at]! : means.segments[at]!.standardError);
    const p = Float64Array.from(
      chosen,
      (at) => Math.min(1, 2 * normalCdf(-Math.abs(z(at) || 0), 0, 1)),
    );
    const below = (adjusted: Float64Array) => chosen.filter((_, at) => adjusted[at]! <= level);
    const found: Record<StudiedProcedure, number[]> = {
      "pointwise": below(p),
      "Bonferroni": below(bonferroni(p)),
      "Holm": below(holm(p)),
      "Benjamini-Hochberg": below(benjaminiHochberg(p)),
      "largest of all": chosen.filter((at) => Math.abs(z(at)) > criticalOf.get(chosen)!),
    };
    return PROCEDURES.map((procedure) => ({
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

/** What one table shows in which nothing happens. */
export interface NullTable {
  readonly findings: readonly Findings[];
  /** The largest |z| over segments by the places alone, whose distribution the lot gives. */
  readonly largestByLot: number;
  /** z of the effect over all rows. */
  readonly overallZ: number;
  /** Per segment its treated clicks, and z with either error. */
  readonly treatedClicks: Int32Array;
  readonly z: Float64Array;
  readonly nullZ: Float64Array;
}

/** What stays the same in all tables. */
export interface NullDesign {
  readonly lists: DrawnLists;
  readonly index: SegmentIndex;
  readonly nullErrors: Float64Array;
  /** Error of each segment's effect over draws of the places. */
  readonly lotErrors: Float64Array;
}

/**
 * One table in which nothing happens: the clicks of one's own, in places that a lot gives anew, list by
 * list, and what every way of testing finds in it.
 *
 * With one click rate μ in a list of k rows, m of them in first places, e = m / k, the score of a row is
 * (t − e) (y − μ) / (e (1 − e)): the doubly robust one with μ for both arms.
 *
 * @param design the lists, segments and errors
 * @param number which table, from 0: with the seed it says where the draws start
 * @param choices floor, level, draws and seed
 * @returns the findings, and each segment's z
 */
export function drawNullTable(
  { lists, index, nullErrors, lotErrors }: NullDesign,
  number: number,
  choices: TestChoices,
): NullTable {
  const { list, clicked, outcomeRate } = lists;
  const seed = `${choices.seed}/${number}`;
  const treatment = redrawn(lists, seed);
  const propensity = sharesByList(lists);
  const rows = list.length;
  const scores = new Float64Array(rows);
  let [sum, squares] = [0, 0];
  for (let row = 0; row < rows; row++) {
    const e = propensity[row]!;
    scores[row] = (treatment[row]! - e) * (clicked[row]! - outcomeRate[row]!) / (e * (1 - e));
    sum += scores[row]!;
  }
  for (let row = 0; row < rows;) {
    let own = 0;
    for (const current = list[row]; row < rows && list[row] === current; row++) {
      own += scores[row]! - sum / rows;
    }
    squares += own * own;
  }
  const treatedClicks = new Int32Array(index.segments.length);
  const byLot = new Float64Array(index.segments.length);
  for (const codes of index.divisions) {
    for (let row = 0; row < rows; row++) {
      const segment = codes[row]!;
      if (segment < 0 || clicked[row] === 0) continue;
      const e = propensity[row]!;
      treatedClicks[segment]! += treatment[row]!;
      byLot[segment]! += (treatment[row]! - e) / (e * (1 - e));
    }
  }
  const means = segmentMeans(scores, index, list);
  const ofSegments = (error: (at: number) => number) =>
    Float64Array.from(means.segments, ({ lift }, at) => lift / error(at));
  return {
    findings: findSegments({ means, nullErrors, treatedClicks }, { ...choices, seed }),
    largestByLot: index.segments.reduce(
      (most, segment, at) =>
        lotErrors[at]! > 0
          ? Math.max(most, Math.abs(byLot[at]! / segment.rows / lotErrors[at]!))
          : most,
      0,
    ),
    overallZ: sum / Math.sqrt(squares),
    treatedClicks,
    z: ofSegments((at) => means.segments[at]!.standardError),
    nullZ: ofSegments((at) => nullErrors[at]!),
  };
}

/** The arms that a lot gives: in each list as many first places as there are, on rows drawn anew. */
function redrawn({ list, topThree }: DrawnLists, seed: string): Uint8Array {
  const source = seededSource(seed, "null tables");
  const treatment = new Uint8Array(list.length);
  for (let start = 0, end = 0; start < list.length; start = end) {
    let first = 0;
    for (end = start; end < list.length && list[end] === list[start]; end++) {
      first += topThree[end]!;
    }
    // Each row in turn, with the share of places left among the rows left.
    for (let row = start; row < end && first > 0; row++) {
      if (source.uniform() * (end - row) < first) {
        treatment[row] = 1;
        first--;
      }
    }
  }
  return treatment;
}
