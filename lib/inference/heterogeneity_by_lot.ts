/**
 * Whether segments differ from each other by more than draws of the places let them.
 *
 * @module
 */

import { clickedMoments, clickedStreams } from "lib/inference/clicked_draws.ts";
import type { ClickedLists } from "lib/inference/clicked_lists.ts";
import { residualMoments, residualStreams } from "lib/inference/residual_draws.ts";
import type { ResidualLists } from "lib/inference/residual_lists.ts";
import type { SegmentIndex } from "lib/inference/segment_index.ts";
import { eachDraw, type LotSums, requireDraws, ROUNDING } from "lib/inference/step_down.ts";
import { type Seed, seedText } from "lib/random/seeded.ts";

/** Test of one division by draws of the places. */
export interface HeterogeneityByLot {
  readonly segmentColumn: string;
  /** How many of its segments the lot moves; with fewer than two there is nothing to compare. */
  readonly segments: number;
  /** Cochran's Q of the actual places. */
  readonly statistic: number;
  /** Its mean over the draws, the actual places not among them. */
  readonly meanOfDraws: number;
  /** Share of draws, the actual one among them, whose statistic is at least as large. */
  readonly p: number;
}

/**
 * Heterogeneity test of each division by draws of the places.
 *
 * With δ the lifts of a division's segments, v the squares of their null errors (`placedSegments`), and δ̄ the mean of
 * the lifts weighted by 1 / v, the statistic is Cochran's Q = Σ (δ − δ̄)² / v: Cochran (1954), "The combination of
 * estimates from different experiments", Biometrics 10(1). It is drawn anew with the places.
 *
 * The hypothesis is the sharp one of no effect at all: no place changes any outcome. Under it p-values are exact,
 * whatever outcomes depend on and however segments hang together. The statistic is aimed at differences: an effect
 * that all segments have in common moves δ̄ and leaves Q alone, so that it is hardly found. But p-values are not exact
 * where there is one: of clicks that are 0 or 1 no sharp hypothesis says "the same effect, whatever it is", and how
 * Q spreads then is known only nearly (Ding, Feller and Miratrix 2016, "Randomization inference for treatment
 * effect variation", JRSS B 78(3), who need an outcome to which an effect can be added). On simulated lists of nine,
 * in which a first place adds 4 clicks to 8 in a hundred everywhere, it errs at 5 % as often as it should, or a little more.
 * `heterogeneityTests` asks for no effect that is the same, but needs many treated clicks.
 *
 * @param lists the lists that tell something, of clicks or of residuals
 * @param index the segments of the same rows
 * @param options how many draws, from which seed
 * @returns one test a division, in the order of the index; each stands alone, and is not adjusted for the others
 * @throws {InputError} if the number of draws is no whole number from 1, or the seed is none
 *
 * @example Sixty lists of six: of news the first places are clicked, of sports the others
 * ```ts
 * import { clickedLists } from "lib/inference/clicked_lists.ts";
 * import { heterogeneityByLot } from "lib/inference/heterogeneity_by_lot.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = Array.from({ length: 360 }, (_, row) => row);
 * const listOf = (row: number) => Math.floor(row / 6);
 * const isNews = (row: number) => listOf(row) % 2 === 0;
 * const index = indexSegments([{
 *   name: "topic",
 *   levels: ["news", "sports"],
 *   codes: Int32Array.from(rows, (row) => isNews(row) ? 0 : 1),
 * }]);
 * const lists = clickedLists({
 *   list: Int32Array.from(rows, listOf),
 *   topThree: Uint8Array.from(rows, (row) => row % 6 < 3 ? 1 : 0),
 *   clicked: Uint8Array.from(rows, (row) => row % 6 === (isNews(row) ? 0 : 5) ? 1 : 0),
 * }, index);
 * const [topic] = heterogeneityByLot(lists, index, { draws: 199, seed: 7 });
 * assertEquals([topic!.statistic.toFixed(6), topic!.p], ["60.000000", 1 / 200]);
 * ```
 */
export function heterogeneityByLot(
  lists: ClickedLists | ResidualLists,
  index: SegmentIndex,
  { draws, seed }: { readonly draws: number; readonly seed: Seed },
): HeterogeneityByLot[] {
  requireDraws(draws);
  seedText(seed);
  const segments = index.segments.length;
  const [moments, open] = "weights" in lists
    ? [residualMoments(lists, segments), residualStreams(lists, seed)]
    : [clickedMoments(lists, segments), clickedStreams(lists, seed)];
  const divisions = divisionsOf(index, moments);
  const actual = divisions.map((division) => spreadOf(division, moments.sums));
  const reached = actual.map((statistic) => statistic * (1 - ROUNDING));
  const counts = divisions.map(() => 1);
  const totals = divisions.map(() => 0);
  const { expected } = moments;
  eachDraw(open, { from: 0, to: draws, segments }, (sums) => {
    for (let at = 0; at < segments; at++) sums[at]! -= expected[at]!;
    for (let at = 0; at < divisions.length; at++) {
      const statistic = spreadOf(divisions[at]!, sums);
      totals[at]! += statistic;
      if (statistic >= reached[at]!) counts[at]!++;
    }
  });
  return divisions.map(({ segmentColumn, numbers }, at) => ({
    segmentColumn,
    segments: numbers.length,
    statistic: actual[at]!,
    meanOfDraws: totals[at]! / draws,
    p: numbers.length < 2 ? 1 : counts[at]! / (draws + 1),
  }));
}

/** The segments of a division that the lot moves, their rows and the weights of their lifts. */
interface Division {
  readonly segmentColumn: string;
  readonly numbers: readonly number[];
  readonly rows: readonly number[];
  readonly weights: readonly number[];
}

function divisionsOf({ segments }: SegmentIndex, { variances }: LotSums): Division[] {
  const columns = [...new Set(segments.map(({ segmentColumn }) => segmentColumn))];
  return columns.map((segmentColumn) => {
    const numbers = Array.from(segments.keys())
      .filter((at) => segments[at]!.segmentColumn === segmentColumn && variances[at]! > 0);
    return {
      segmentColumn,
      numbers,
      rows: numbers.map((at) => segments[at]!.rows),
      weights: numbers.map((at) => segments[at]!.rows ** 2 / variances[at]!),
    };
  });
}

/** Cochran's Q of centred sums. */
function spreadOf({ numbers, rows, weights }: Division, sums: Float64Array): number {
  let [total, weighted] = [0, 0];
  for (let at = 0; at < numbers.length; at++) {
    total += weights[at]!;
    weighted += weights[at]! * (sums[numbers[at]!]! / rows[at]!);
  }
  const mean = total > 0 ? weighted / total : 0;
  let statistic = 0;
  for (let at = 0; at < numbers.length; at++) {
    statistic += weights[at]! * (sums[numbers[at]!]! / rows[at]! - mean) ** 2;
  }
  return numbers.length < 2 ? 0 : statistic;
}
