/**
 * Test of every segment at once against the hypothesis that no place changes any click, where places
 * within lists were drawn by lot.
 *
 * Under that hypothesis the clicks are what they are wherever their rows stand, and only the draw of the
 * places is random: m of the k rows of a list without replacement, each set alike. So the distribution of
 * any statistic is known, whatever the clicks depend on and however they hang together (Fisher 1935, "The
 * Design of Experiments"; Rosenbaum 2002, "Observational Studies", section 2.4).
 *
 * @module
 */

import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import type { ClickedLists } from "lib/inference/clicked_lists.ts";
import type { IndexedSegment, SegmentIndex } from "lib/inference/segment_index.ts";
import { seededSource } from "lib/random/seeded.ts";

/** What the places of one segment's clicks say. */
export interface PlacedSegment extends IndexedSegment {
  /** Clicks in lists that tell something, and those of them in the first places. */
  readonly clicks: number;
  readonly treatedClicks: number;
  /**
   * The effect of a first place on the segment's rows, in click probability, with the known probability
   * of each list: the inverse-propensity-weighted difference.
   */
  readonly lift: number;
  /** The standard deviation that the lift would have if no place changed anything. */
  readonly nullError: number;
  /** Lift over `nullError`; NaN where no list tells anything. */
  readonly z: number;
  /** Two-sided p-value by the normal distribution; 1 where no list tells anything. */
  readonly normalP: number;
}

/** The same after many draws of the places. */
export interface DrawnSegment extends PlacedSegment {
  /** Share of draws, the actual one among them, in which |z| is at least as large. */
  readonly drawnP: number;
  /** The same for the largest |z| of all segments not yet passed (Westfall and Young 1993). */
  readonly adjustedP: number;
}

/** Test of all segments by draws of the places. */
export interface PlacesByLot {
  /** In the order of the index. */
  readonly segments: readonly DrawnSegment[];
  readonly draws: number;
  /** Share of draws whose largest |z| is at least that of the actual places. */
  readonly globalP: number;
  /** What the largest |z| exceeds in 5 % of the draws. */
  readonly criticalValue: number;
}

/** How many draws share a stream: the same draws come out wherever and in whatever order it is run. */
const DRAWS_A_STREAM = 250;

/** Statistics that differ by no more than rounding are the same. */
const ROUNDING = 1e-9;

/**
 * Lift and null error of every segment, in closed form.
 *
 * With e = m / k in a list, a row's weight is a = clicked / (e (1 − e)), the segment's sum T = Σ a (t − e),
 * and its variance is the sum over lists of m (1 − m / k) S², with S² the variance (divisor k − 1) of a
 * within the list: sampling without replacement, as in Cochran (1977), "Sampling Techniques", theorem 2.2.
 * The lift is T over the segment's rows.
 *
 * @param lists the lists that tell something
 * @param index the segments of the same rows
 * @returns one result per segment, in the order of the index
 *
 * @example Two lists of four, in both of which the first article of three was clicked
 * ```ts
 * import { clickedLists } from "lib/inference/clicked_lists.ts";
 * import { placedSegments } from "lib/inference/places_by_lot.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const index = indexSegments([{ name: "topic", levels: ["news"], codes: new Int32Array(8) }]);
 * const lists = clickedLists({
 *   list: Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1),
 *   topThree: Uint8Array.of(1, 1, 1, 0, 1, 1, 1, 0),
 *   clicked: Uint8Array.of(1, 0, 0, 0, 1, 0, 0, 0),
 * }, index);
 * const [news] = placedSegments(lists, index);
 * // Each click counts 1/e = 4/3, over eight rows; by lot it would stand there three times in four.
 * assertEquals([news!.lift.toFixed(6), news!.treatedClicks], ["0.333333", 2]);
 * assertEquals(news!.z.toFixed(6), "0.816497");
 * ```
 */
export function placedSegments(lists: ClickedLists, index: SegmentIndex): PlacedSegment[] {
  const { sums, variances, clicks, treatedClicks } = momentsOf(lists, index.segments.length);
  return index.segments.map((segment, at) => {
    const deviation = Math.sqrt(variances[at]!);
    const z = deviation === 0 ? NaN : sums[at]! / deviation;
    return {
      ...segment,
      clicks: clicks[at]!,
      treatedClicks: treatedClicks[at]!,
      lift: sums[at]! / segment.rows,
      nullError: deviation / segment.rows,
      z,
      normalP: Number.isNaN(z) ? 1 : Math.min(1, 2 * normalCdf(-Math.abs(z), 0, 1)),
    };
  });
}

/**
 * Test of all segments at once by drawing the places anew, list by list.
 *
 * Each draw gives every clicked row a place as the lot would have: only clicked rows matter, for all
 * others have weight 0. A p-value counts the actual places as one of the draws, so that it is exact for
 * any number of draws (Phipson and Smyth 2010, "Permutation p-values should never be zero"); the adjusted
 * ones step down from the largest |z|, and bound the probability of any false finding (Westfall and Young
 * 1993, "Resampling-Based Multiple Testing", algorithm 4.1).
 *
 * @param lists the lists that tell something
 * @param index the segments of the same rows
 * @param options how many draws, from which seed
 * @returns the segments with their p-values, the global one, and the critical value of the largest |z|
 * @throws {InputError} if the number of draws is no whole number from 1, or the seed is none
 *
 * @example
 * ```ts
 * import { clickedLists } from "lib/inference/clicked_lists.ts";
 * import { testPlacesByLot } from "lib/inference/places_by_lot.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assert } from "@std/assert";
 *
 * // Forty lists of six, each with a click in a place of its own.
 * const rows = Array.from({ length: 240 }, (_, row) => row);
 * const index = indexSegments([{ name: "topic", levels: ["news"], codes: new Int32Array(240) }]);
 * const lists = clickedLists({
 *   list: Int32Array.from(rows, (row) => Math.floor(row / 6)),
 *   topThree: Uint8Array.from(rows, (row) => row % 6 < 3 ? 1 : 0),
 *   clicked: Uint8Array.from(rows, (row) => row % 6 === Math.floor(row / 6) % 6 ? 1 : 0),
 * }, index);
 * assert(testPlacesByLot(lists, index, { draws: 199, seed: 7 }).globalP > 0.05);
 * ```
 */
export function testPlacesByLot(
  lists: ClickedLists,
  index: SegmentIndex,
  { draws, seed }: { readonly draws: number; readonly seed: number | string },
): PlacesByLot {
  if (!Number.isInteger(draws) || draws < 1) {
    throw new InputError(`${shown(draws)} is no number of draws`, {
      remedy: "Give a whole number from 1, such as 9999.",
    });
  }
  const placed = placedSegments(lists, index);
  const { expected, variances } = momentsOf(lists, placed.length);
  // The most extreme first: each is compared with the largest of those that follow it.
  const order = placed.map((_, at) => at)
    .filter((at) => variances[at]! > 0)
    .sort((a, b) => Math.abs(placed[b]!.z) - Math.abs(placed[a]!.z) || a - b);
  const scales = variances.map((variance) => 1 / Math.sqrt(variance));
  const alone = new Int32Array(placed.length).fill(1);
  const stepped = new Int32Array(placed.length).fill(1);
  const largest = new Float64Array(draws);
  const reached = placed.map(({ z }) => Math.abs(z) * (1 - ROUNDING));

  const sums = new Float64Array(placed.length);
  for (let draw = 0, source = seededSource(seed, "places/0"); draw < draws; draw++) {
    if (draw > 0 && draw % DRAWS_A_STREAM === 0) {
      source = seededSource(seed, `places/${draw / DRAWS_A_STREAM}`);
    }
    drawPlaces(lists, source.uniform, sums);
    let most = 0;
    for (let from = order.length - 1; from >= 0; from--) {
      const at = order[from]!;
      const z = Math.abs((sums[at]! - expected[at]!) * scales[at]!);
      if (z >= reached[at]!) alone[at]!++;
      if (z > most) most = z;
      if (most >= reached[at]!) stepped[at]!++;
    }
    largest[draw] = most;
  }
  // A segment's adjusted p-value is never below that of a more extreme one.
  const adjusted = new Float64Array(placed.length).fill(1);
  let highest = 0;
  for (const at of order) {
    highest = Math.max(highest, stepped[at]! / (draws + 1));
    adjusted[at] = highest;
  }
  const [first] = order;
  return {
    segments: placed.map((segment, at) => ({
      ...segment,
      drawnP: variances[at]! > 0 ? alone[at]! / (draws + 1) : 1,
      adjustedP: adjusted[at]!,
    })),
    draws,
    globalP: first === undefined ? 1 : stepped[first]! / (draws + 1),
    criticalValue: first === undefined ? NaN : upperQuantile(largest, 0.05),
  };
}

/** The smallest value that at most a share of the draws, the actual one counted, exceeds. */
function upperQuantile(values: Float64Array, share: number): number {
  const ascending = values.slice().sort();
  const place = Math.ceil((1 - share) * (values.length + 1)) - 1;
  return place < values.length ? ascending[place]! : Infinity;
}

/** The weighted sums of one draw: of each list's clicked rows one after the other, without replacement. */
function drawPlaces(lists: ClickedLists, uniform: () => number, sums: Float64Array): void {
  const { size, treated, start, divisions } = lists;
  sums.fill(0);
  for (let list = 0; list < lists.lists; list++) {
    let [rows, free] = [size[list]!, treated[list]!];
    const weight = weightOf(size[list]!, treated[list]!);
    for (let row = start[list]!; row < start[list + 1]!; row++) {
      if (uniform() * rows < free) {
        free--;
        for (let division = 0; division < divisions.length; division++) {
          const segment = divisions[division]![row]!;
          if (segment >= 0) sums[segment]! += weight;
        }
      }
      rows--;
    }
  }
}

/** 1 / (e (1 − e)) for m of k places. */
function weightOf(k: number, m: number): number {
  return k * k / (m * (k - m));
}

/** Each segment's sum, its expectation and its variance under the lot. */
function momentsOf(lists: ClickedLists, segments: number) {
  const { size, treated, start, isTreated, divisions } = lists;
  const [sums, expected, variances, clicks, treatedClicks] = Array.from(
    { length: 5 },
    () => new Float64Array(segments),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  const own = new Int32Array(segments);
  for (let list = 0; list < lists.lists; list++) {
    const [k, m] = [size[list]!, treated[list]!];
    const weight = weightOf(k, m);
    for (const codes of divisions) {
      for (let row = start[list]!; row < start[list + 1]!; row++) {
        const segment = codes[row]!;
        if (segment < 0) continue;
        own[segment]!++;
        clicks[segment]!++;
        expected[segment]! += weight * m / k;
        if (isTreated[row] === 0) continue;
        treatedClicks[segment]!++;
        sums[segment]! += weight;
      }
      for (let row = start[list]!; row < start[list + 1]!; row++) {
        const segment = codes[row]!;
        if (segment < 0 || own[segment] === 0) continue;
        const c = own[segment]!;
        own[segment] = 0;
        // m (1 − m/k) S², with c of k values equal to the weight and the others 0.
        variances[segment]! += weight ** 2 * m * (1 - m / k) * (c * (k - c)) / (k * (k - 1));
      }
    }
  }
  for (let at = 0; at < segments; at++) sums[at]! -= expected[at]!;
  return { sums, expected, variances, clicks, treatedClicks };
}
