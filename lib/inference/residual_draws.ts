/**
 * Draws of the places of all rows, whose residuals are the weights.
 *
 * @module
 */

import { type OpenChoices, sumsOfChosen } from "lib/inference/chosen_rows.ts";
import type { ResidualLists } from "lib/inference/residual_lists.ts";
import {
  countDraws,
  type DrawCounts,
  extremeFirst,
  type LotSums,
} from "lib/inference/step_down.ts";
import { type Seed, seededSource } from "lib/random/seeded.ts";

/** Choices of the places from a seed: of each list as many rows as it has first places, each set alike. */
export function residualChoices(
  { size, treated, start, weights }: ResidualLists,
  seed: Seed,
): OpenChoices {
  return (stream) => {
    const { uniform } = seededSource(seed, `residuals/${stream}`);
    // An order that earlier draws have left is as good as any: the chosen ones are uniform whatever it is.
    const order = Int32Array.from(weights.keys());
    return (list, chosen) => {
      const [k, m, first] = [size[list]!, treated[list]!, start[list]!];
      for (let place = 0; place < m; place++) {
        // The shuffle of Fisher and Yates, ended after the first places.
        const at = first + place;
        const other = at + Math.floor(uniform() * (k - place));
        const row = order[other]!;
        order[other] = order[at]!;
        order[at] = row;
        chosen[place] = row;
      }
      return m;
    };
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
  const open = sumsOfChosen(lists, residualChoices(lists, seed));
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
