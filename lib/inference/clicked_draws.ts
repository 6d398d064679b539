/**
 * Draws of the places of clicked rows: all that matters of a draw where no place changes any click.
 *
 * @module
 */

import type { ClickedLists } from "lib/inference/clicked_lists.ts";
import type { OpenChoices, WeighedRows } from "lib/inference/chosen_rows.ts";
import type { LotSums } from "lib/inference/step_down.ts";
import { type Seed, seededSource } from "lib/random/seeded.ts";

/** Sums of clicks weighted by 1 / (e (1 − e)), and the clicks themselves, per segment. */
export interface ClickedMoments extends LotSums {
  readonly clicks: Float64Array;
  readonly treatedClicks: Float64Array;
}

/** Draws of the places from a seed: of each list's clicked rows one after the other, without replacement. */
export function clickedChoices(
  { lists, size, treated, start }: ClickedLists,
  seed: Seed,
): OpenChoices {
  return (stream) => {
    const { uniform } = seededSource(seed, `places/${stream}`);
    return (chosen) => {
      let count = 0;
      for (let list = 0; list < lists; list++) {
        let [rows, free] = [size[list]!, treated[list]!];
        for (let row = start[list]!, end = start[list + 1]!; row < end; row++) {
          if (uniform() * rows < free) {
            free--;
            chosen[count++] = row;
          }
          rows--;
        }
      }
      return count;
    };
  };
}

/** The clicked rows, each with the weight of its list. */
export function weighedClicks(lists: ClickedLists): WeighedRows {
  const weights = new Float64Array(lists.isTreated.length);
  for (let list = 0; list < lists.lists; list++) {
    const weight = weightOf(lists.size[list]!, lists.treated[list]!);
    weights.fill(weight, lists.start[list], lists.start[list + 1]);
  }
  return { lists: lists.lists, start: lists.start, weights, divisions: lists.divisions };
}

/** 1 / (e (1 − e)) for m of k places. */
function weightOf(k: number, m: number): number {
  return k * k / (m * (k - m));
}

/** Each segment's sum, its expectation and its variance under the lot, and its clicks. */
export function clickedMoments(lists: ClickedLists, segments: number): ClickedMoments {
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
