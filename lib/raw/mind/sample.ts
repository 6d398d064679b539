/**
 * Drawing impressions from a log.
 *
 * @module
 */

import seedrandom from "seedrandom";

/**
 * Draws impressions at random without replacement; each set of the size is equally likely.
 *
 * Selection sampling: Knuth, The Art of Computer Programming, volume 2, section 3.4.2, algorithm S.
 * It keeps the logged order by construction.
 *
 * @param total how many impressions there are
 * @param size how many to draw; all of them if there are fewer
 * @param seed seed of the draw
 * @returns the indices drawn, from 0, ascending
 *
 * @example
 * ```ts
 * import { drawImpressions } from "lib/raw/mind/sample.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(drawImpressions(100, 10, 1), drawImpressions(100, 10, 1));
 * assertEquals([...drawImpressions(3, 10, 1)], [0, 1, 2]);
 * ```
 */
export function drawImpressions(total: number, size: number, seed: number): Int32Array {
  if (size >= total) return Int32Array.from({ length: total }, (_, index) => index);
  const random = seedrandom(String(seed));
  const drawn = new Int32Array(size);
  for (let index = 0, count = 0; count < size; index++) {
    if (random() * (total - index) < size - count) drawn[count++] = index;
  }
  return drawn;
}
