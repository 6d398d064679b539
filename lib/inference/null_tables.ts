/**
 * Tables in which nothing happens, made from one's own: clicks stay, places are drawn anew, and every way
 * of testing segments says what it finds.
 *
 * @module
 */

import { type DrawnLists, sharesByList } from "lib/inference/drawn_lists.ts";
import { type Findings, findSegments, type TestChoices } from "lib/inference/null_findings.ts";
import type { SegmentIndex } from "lib/inference/segment_index.ts";
import { segmentMeans } from "lib/inference/segment_means.ts";
import { skewedZ } from "lib/inference/skewed_tails.ts";
import { seededSource } from "lib/random/seeded.ts";

/** What one table shows in which nothing happens. */
export interface NullTable {
  readonly findings: readonly Findings[];
  /** z of the effect over all rows. */
  readonly overallZ: number;
  /** Per segment z with either error, with the null error that of the longer tail. */
  readonly z: Float64Array;
  readonly nullZ: Float64Array;
  /** Per segment z by the places alone, whose distribution the lot gives; 0 where it has no click. */
  readonly lotZ: Float64Array;
}

/** What stays the same in all tables. */
export interface NullDesign {
  readonly lists: DrawnLists;
  readonly index: SegmentIndex;
  readonly nullErrors: Float64Array;
  readonly nullSkewness: Float64Array;
  /** On how many clicks each segment rests. */
  readonly effectiveClicks: Float64Array;
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
  { lists, index, nullErrors, nullSkewness, effectiveClicks, lotErrors }: NullDesign,
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
  const byLot = new Float64Array(index.segments.length);
  for (const codes of index.divisions) {
    for (let row = 0; row < rows; row++) {
      const segment = codes[row]!;
      if (segment < 0 || clicked[row] === 0) continue;
      const e = propensity[row]!;
      byLot[segment]! += (treatment[row]! - e) / (e * (1 - e));
    }
  }
  const means = segmentMeans(scores, index, list);
  const ofSegments = (error: (at: number) => number) =>
    Float64Array.from(means.segments, ({ lift }, at) => lift / error(at));
  return {
    findings: findSegments(
      { means, nullErrors, nullSkewness, effectiveClicks },
      { ...choices, seed },
    ),
    overallZ: sum / Math.sqrt(squares),
    z: ofSegments((at) => means.segments[at]!.standardError),
    nullZ: ofSegments((at) => nullErrors[at]!).map((z, at) => skewedZ(z, nullSkewness[at]!)),
    lotZ: byLot.map((sum, at) =>
      lotErrors[at]! > 0 ? sum / index.segments[at]!.rows / lotErrors[at]! : 0
    ),
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
