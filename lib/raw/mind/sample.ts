/**
 * The draw of impressions from a log.
 *
 * @module
 */

import seedrandom from "seedrandom";

/**
 * Indices of impressions drawn at random without replacement, ascending; each set of the size is
 * equally likely, and a size beyond the total takes all.
 *
 * Selection sampling: Knuth, The Art of Computer Programming, volume 2, section 3.4.2, algorithm S.
 * It keeps the logged order by construction.
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
