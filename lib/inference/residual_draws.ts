/**
 * Draws of the places of all rows, whose residuals are the weights.
 *
 * @module
 */

import { packedCodes, type Squares } from "lib/inference/chosen_rows.ts";
import type { ResidualLists } from "lib/inference/residual_lists.ts";
import {
  countDraws,
  type DrawCounts,
  extremeFirst,
  type LotSums,
  type OpenStream,
} from "lib/inference/step_down.ts";
import { type Seed, seededSource } from "lib/random/seeded.ts";

/** How many draws are made of one list before the next: its rows are then at hand, and so are the sums. */
const DRAWS_A_BLOCK = 50;

/** Adds a list's chosen rows, those of an order from one place to another, to the sums at a place. */
type AddRows = Squares["add"];

/** Draws of the places from a seed: sums of residuals by segment. */
export function residualSums(lists: ResidualLists, segments: number, seed: Seed): OpenStream {
  const { weights, divisions } = lists;
  const width = divisions.length;
  const packed = packedCodes(lists);
  return blocksOf(lists, seed, new Float64Array(segments), (order, from, to, into, at) => {
    for (let place = from; place < to; place++) {
      const row = order[place]!;
      const weight = weights[row]!;
      for (let code = row * width, end = code + width; code < end; code++) {
        const segment = packed[code]!;
        if (segment >= 0) into[at + segment]! += weight;
      }
    }
  });
}

/** The same draws, with the squares by lists behind the sums. */
export function residualSquares(
  lists: ResidualLists,
  seed: Seed,
  { start, add }: Squares,
): OpenStream {
  const empty = new Float64Array(2 * start.length);
  empty.set(start, start.length);
  return blocksOf(lists, seed, empty, add);
}

/** Streams of draws that are made a block at a time, each from the sums of a draw without rows. */
function blocksOf(
  lists: ResidualLists,
  seed: Seed,
  empty: Float64Array,
  add: AddRows,
): OpenStream {
  const width = empty.length;
  const block = new Float64Array(DRAWS_A_BLOCK * width);
  return (stream) => {
    const { uniform } = seededSource(seed, `residuals/${stream}`);
    const order = Int32Array.from(lists.weights.keys());
    let next = DRAWS_A_BLOCK;
    return (sums) => {
      if (next === DRAWS_A_BLOCK) {
        for (let at = 0; at < block.length; at += width) block.set(empty, at);
        drawBlock(lists, order, uniform, add, block, width);
        next = 0;
      }
      sums.set(block.subarray(next * width, (next + 1) * width));
      next++;
    };
  };
}

/** Draws of each list as many rows as it has first places, each set alike, for every draw of the block. */
function drawBlock(
  { lists, size, treated, start }: ResidualLists,
  order: Int32Array,
  uniform: () => number,
  add: AddRows,
  block: Float64Array,
  width: number,
): void {
  for (let list = 0; list < lists; list++) {
    const [first, k, m] = [start[list]!, size[list]!, treated[list]!];
    for (let at = 0; at < block.length; at += width) {
      shuffleFirst(order, first, k, m, uniform);
      add(order, first, first + m, block, at);
    }
  }
}

/**
 * The shuffle of Fisher and Yates, ended after the first places. An order that an earlier draw left is as good
 * as any: the first ones are a uniform choice whatever it is.
 */
function shuffleFirst(
  order: Int32Array,
  first: number,
  size: number,
  places: number,
  uniform: () => number,
): void {
  for (let place = 0; place < places; place++) {
    const at = first + place;
    const other = at + Math.floor(uniform() * (size - place));
    const row = order[other]!;
    order[other] = order[at]!;
    order[at] = row;
  }
}

/** Counts the draws of a stretch; this is what each thread does. */
export function countResidualDraws(
  lists: ResidualLists,
  { segments, family, seed, from, to }: {
    readonly segments: number;
    readonly family: readonly number[];
    readonly seed: Seed;
    readonly from: number;
    readonly to: number;
  },
): DrawCounts {
  const moments = residualMoments(lists, segments);
  const open = residualSums(lists, segments, seed);
  return countDraws(moments, extremeFirst(moments, family), open, { from, to });
}

/** Each segment's sum of residuals, its expectation and its variance under the lot. */
export function residualMoments(lists: ResidualLists, segments: number): LotSums {
  const { size, treated, start, isTreated, weights, divisions } = lists;
  const [sums, expected, variances, total, squares] = Array.from(
    { length: 5 },
    () => new Float64Array(segments),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  for (let list = 0; list < lists.lists; list++) {
    const [k, m] = [size[list]!, treated[list]!];
    const [first, end] = [start[list]!, start[list + 1]!];
    for (const codes of divisions) {
      for (let row = first; row < end; row++) {
        const segment = codes[row]!;
        if (segment < 0) continue;
        const weight = weights[row]!;
        total[segment]! += weight;
        squares[segment]! += weight * weight;
        if (isTreated[row] === 1) sums[segment]! += weight;
      }
      for (let row = first; row < end; row++) {
        const segment = codes[row]!;
        if (segment < 0) continue;
        const [sum, square] = [total[segment]!, squares[segment]!];
        // A segment's further rows find that it is done.
        total[segment] = squares[segment] = 0;
        expected[segment]! += sum * m / k;
        // m (1 − m/k) S², with the weight 0 for rows of other segments; rounding shall leave no variance.
        const spread = square - sum * sum / k;
        if (spread > 1e-14 * square) variances[segment]! += m * (1 - m / k) * spread / (k - 1);
      }
    }
  }
  for (let at = 0; at < segments; at++) sums[at]! -= expected[at]!;
  return { sums, expected, variances };
}
