/**
 * Draws of the places of all rows, whose residuals are the weights.
 *
 * @module
 */

import type { ResidualLists } from "lib/inference/residual_lists.ts";
import {
  countDraws,
  type DrawCounts,
  extremeFirst,
  type LotSums,
  type OpenStream,
} from "lib/inference/step_down.ts";
import { type Seed, seededSource } from "lib/random/seeded.ts";

/** Draws of the places from a seed: each list's first rows are drawn by lot, three draws for three places. */
export function residualStreams(lists: ResidualLists, seed: Seed): OpenStream {
  const packed = packedCodes(lists);
  return (stream) => {
    const { uniform } = seededSource(seed, `residuals/${stream}`);
    // An order that earlier draws have left is as good as any: the chosen ones are uniform whatever it is.
    const order = Int32Array.from(lists.weights.keys());
    return (sums) => drawResiduals(lists, packed, order, uniform, sums);
  };
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
  return countDraws(moments, extremeFirst(moments, family), residualStreams(lists, seed), {
    from,
    to,
  });
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

/** Every row's numbers of segments side by side, as a draw reads them. */
function packedCodes({ weights, divisions }: ResidualLists): Int32Array {
  const packed = new Int32Array(weights.length * divisions.length);
  divisions.forEach((codes, division) => {
    for (let row = 0; row < codes.length; row++) {
      packed[row * divisions.length + division] = codes[row]!;
    }
  });
  return packed;
}

/** The sums of one draw: of each list as many rows as it has first places, each set alike. */
function drawResiduals(
  { lists, size, treated, start, weights, divisions }: ResidualLists,
  packed: Int32Array,
  order: Int32Array,
  uniform: () => number,
  sums: Float64Array,
): void {
  const width = divisions.length;
  sums.fill(0);
  for (let list = 0; list < lists; list++) {
    const [k, m, first] = [size[list]!, treated[list]!, start[list]!];
    for (let place = 0; place < m; place++) {
      // The shuffle of Fisher and Yates, ended after the first places.
      const at = first + place;
      const other = at + Math.floor(uniform() * (k - place));
      const row = order[other]!;
      order[other] = order[at]!;
      order[at] = row;
      const weight = weights[row]!;
      for (let code = row * width; code < row * width + width; code++) {
        const segment = packed[code]!;
        if (segment >= 0) sums[segment]! += weight;
      }
    }
  }
}
