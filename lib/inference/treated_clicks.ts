/**
 * The number of a segment's clicks in the first places, where places were drawn by lot: its exact
 * distribution, its moments, and a fast approximation of its tails.
 *
 * @module
 */

import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import type { ClickedLists } from "lib/inference/clicked_lists.ts";
import { requireClickedLists } from "lib/inference/lot_lists.ts";

/** The number of treated clicks of one segment under the lot. */
export interface TreatedClicks {
  /** What was seen. */
  readonly seen: number;
  readonly mean: number;
  readonly variance: number;
  /** Probabilities of at most, and of at least, as many as were seen; both hold that number itself. */
  readonly atMost: number;
  readonly atLeast: number;
  /** Twice the smaller of the two, at most 1. */
  readonly p: number;
}

/** How the tails are computed. */
export type TailMethod = "convolution" | "saddlepoint";

/**
 * Treated clicks of a segment under the hypothesis that places were drawn by lot and change no click.
 *
 * Of the k rows of a list, m stand in the first places and c are clicked rows of the segment: the number of
 * them in the first places is hypergeometric, and lists are independent. The convolution adds up their
 * distributions, exactly but for rounding; the saddlepoint approximation costs less where clicks are many,
 * and is off by a percent or so of the tail: Lugannani and Rice (1980), "Saddle point approximation for the
 * distribution of the sum of independent random variables", Advances in Applied Probability 12(2), with the
 * second continuity correction of Daniels (1987), "Tail probability approximations", International
 * Statistical Review 55(1).
 *
 * @param lists the lists that tell something
 * @param segment number of the segment in the index of the lists' divisions
 * @param method how the tails are computed; the convolution unless told otherwise
 * @returns what was seen, its moments, and both tails
 * @throws {InputError} if the segment is no number of one, or the method is unknown
 *
 * @example Two lists of four; in both the one click stands in one of the three first places
 * ```ts
 * import { clickedLists } from "lib/inference/clicked_lists.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { treatedClicks } from "lib/inference/treated_clicks.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const index = indexSegments([{ name: "topic", levels: ["news"], codes: new Int32Array(8) }]);
 * const lists = clickedLists({
 *   list: Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1),
 *   topThree: Uint8Array.of(1, 1, 1, 0, 1, 1, 1, 0),
 *   clicked: Uint8Array.of(1, 0, 0, 0, 1, 0, 0, 0),
 * }, index);
 * const { seen, mean, atLeast } = treatedClicks(lists, 0);
 * assertEquals([seen, mean, atLeast], [2, 1.5, 0.5625]);
 * ```
 */
export function treatedClicks(
  lists: ClickedLists,
  segment: number,
  method: TailMethod = "convolution",
): TreatedClicks {
  requireClickedLists(lists);
  if (!(Number.isInteger(segment) && segment >= 0 && segment < lists.segments)) {
    throw new InputError(`there is no segment ${shown(segment)}`, {
      remedy: `Give the number of a segment, from 0 to ${lists.segments - 1}.`,
    });
  }
  if (method !== "convolution" && method !== "saddlepoint") {
    throw new InputError(`there is no method ${shown(method)}`, {
      remedy: 'Give "convolution" or "saddlepoint".',
    });
  }
  const { seen, draws } = drawsOf(lists, segment);
  const [mean, variance] = momentsOf(draws);
  const [atMost, atLeast] = variance === 0
    ? [1, 1]
    : method === "convolution"
    ? convolved(draws, seen)
    : approximated(draws, seen, mean);
  return { seen, mean, variance, atMost, atLeast, p: Math.min(1, 2 * Math.min(atMost, atLeast)) };
}

/** Lists whose number of treated clicks is drawn alike: its distribution, from 0 up, and how many. */
interface Draw {
  readonly probabilities: readonly number[];
  lists: number;
}

function drawsOf(lists: ClickedLists, segment: number) {
  const draws = new Map<string, Draw>();
  let seen = 0;
  // A segment is of one division; without a clicked row it is in none.
  const codes = lists.divisions.find((own) => own.includes(segment)) ?? new Int32Array();
  for (let list = 0; list < lists.lists; list++) {
    let clicks = 0;
    for (let row = lists.start[list]!; row < lists.start[list + 1]!; row++) {
      if (codes[row] !== segment) continue;
      clicks++;
      seen += lists.isTreated[row]!;
    }
    if (clicks === 0) continue;
    const [k, m] = [lists.size[list]!, lists.treated[list]!];
    const key = `${k} ${m} ${clicks}`;
    const known = draws.get(key);
    if (known !== undefined) known.lists++;
    else draws.set(key, { probabilities: hypergeometric(k, m, clicks), lists: 1 });
  }
  return { seen, draws: [...draws.values()] };
}

/** The probabilities that 0, 1, … of c rows are among m drawn from k. */
function hypergeometric(k: number, m: number, c: number): number[] {
  const [least, most] = [Math.max(0, c + m - k), Math.min(c, m)];
  const weights = new Array<number>(most + 1).fill(0);
  // Ratios of neighbours, from one that is not 0: no factorial can overflow.
  weights[least] = 1;
  for (let h = least; h < most; h++) {
    weights[h + 1] = weights[h]! * (c - h) * (m - h) / ((h + 1) * (k - c - m + h + 1));
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function momentsOf(draws: readonly Draw[]): [mean: number, variance: number] {
  let [mean, variance] = [0, 0];
  for (const { probabilities, lists } of draws) {
    const own = probabilities.reduce((sum, p, h) => sum + p * h, 0);
    mean += lists * own;
    variance += lists * probabilities.reduce((sum, p, h) => sum + p * (h - own) ** 2, 0);
  }
  return [mean, variance];
}

function convolved(draws: readonly Draw[], seen: number): [number, number] {
  let sums = Float64Array.of(1);
  for (const { probabilities, lists } of draws) {
    for (let list = 0; list < lists; list++) {
      const next = new Float64Array(sums.length + probabilities.length - 1);
      for (let h = 0; h < probabilities.length; h++) {
        const p = probabilities[h]!;
        if (p === 0) continue;
        for (let at = 0; at < sums.length; at++) next[at + h]! += p * sums[at]!;
      }
      sums = trimmed(next);
    }
  }
  return [total(sums, 0, seen), total(sums, seen, sums.length - 1)];
}

/** The same without probabilities at the upper end that are 0 in double precision. */
function trimmed(values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  let last = values.length;
  while (last > 1 && values[last - 1] === 0) last--;
  return last === values.length ? values : values.slice(0, last);
}

/** The sum of the values from one place to another, the smallest first. */
function total(values: Float64Array, from: number, to: number): number {
  const ascending = values.slice(from, to + 1).sort();
  return Math.min(1, ascending.reduce((sum, value) => sum + value, 0));
}

function approximated(draws: readonly Draw[], seen: number, mean: number): [number, number] {
  // The probability of seen itself is counted on both sides.
  const atLeast = upperTail(draws, seen, mean);
  const above = upperTail(draws, seen + 1, mean);
  return [Math.min(1, Math.max(0, 1 - above)), Math.min(1, Math.max(0, atLeast))];
}

/** The approximate probability of at least so many, with the correction for whole numbers. */
function upperTail(draws: readonly Draw[], count: number, mean: number): number {
  const [least, most] = draws.reduce(
    ([low, high], { probabilities, lists }) => [
      low + lists * probabilities.findIndex((p) => p > 0),
      high + lists * (probabilities.length - 1),
    ],
    [0, 0] as [number, number],
  );
  if (count <= least) return 1;
  if (count > most) return 0;
  // At the end itself there is no saddlepoint: all lists are at theirs.
  if (count === most) {
    return Math.exp(
      draws.reduce(
        (sum, { probabilities, lists }) => sum + lists * Math.log(probabilities.at(-1)!),
        0,
      ),
    );
  }
  const target = count - 0.5;
  const theta = saddlepoint(draws, target);
  const { k, k2 } = cumulants(draws, theta);
  if (Math.abs(theta) < 1e-5) {
    // Next to the mean the formula is 0 by 0; there the normal distribution is as close.
    return normalCdf((mean - target) / Math.sqrt(cumulants(draws, 0).k2), 0, 1);
  }
  const w = Math.sign(theta) * Math.sqrt(2 * (theta * target - k));
  const u = 2 * Math.sinh(theta / 2) * Math.sqrt(k2);
  const density = Math.exp(-w * w / 2) / Math.sqrt(2 * Math.PI);
  return normalCdf(-w, 0, 1) + density * (1 / u - 1 / w);
}

/** Where the first derivative of the cumulant generating function is the target. */
function saddlepoint(draws: readonly Draw[], target: number): number {
  let [low, high] = [-1, 1];
  while (cumulants(draws, low).k1 > target) low *= 2;
  while (cumulants(draws, high).k1 < target) high *= 2;
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (cumulants(draws, middle).k1 < target) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The cumulant generating function and its first two derivatives. */
function cumulants(draws: readonly Draw[], theta: number) {
  let [k, k1, k2] = [0, 0, 0];
  for (const { probabilities, lists } of draws) {
    let [sum, first, second] = [0, 0, 0];
    // Relative to the largest term, so that none overflows.
    const shift = Math.max(0, theta) * (probabilities.length - 1);
    probabilities.forEach((p, h) => {
      const weight = p * Math.exp(theta * h - shift);
      sum += weight;
      first += weight * h;
      second += weight * h * h;
    });
    const mean = first / sum;
    k += lists * (Math.log(sum) + shift);
    k1 += lists * mean;
    k2 += lists * (second / sum - mean * mean);
  }
  return { k, k1, k2 };
}
