/**
 * Lists whose places are drawn by lot, with clicks that first places may add to.
 *
 * @module
 */

import type { PlacedRows } from "lib/placed_rows.ts";
import { seededSource } from "lib/random/seeded.ts";

/** How lists are drawn. */
export interface LotteryOptions {
  readonly lists: number;
  readonly size: number;
  readonly seed: number;
  /** Click probability of a row, by its number in the table; .2 unless told otherwise. */
  readonly rate?: (row: number) => number;
  /** What a first place adds to it. */
  readonly lift?: (row: number) => number;
}

/** Draws lists of one size, three first places each. */
export function lottery(
  { lists, size, seed, rate = () => 0.2, lift = () => 0 }: LotteryOptions,
): PlacedRows {
  const source = seededSource(seed, "lottery");
  const rows = lists * size;
  const topThree = new Uint8Array(rows);
  for (let list = 0; list < lists; list++) {
    const places = Uint8Array.from({ length: size }, (_, place) => place < 3 ? 1 : 0);
    source.shuffle(places);
    topThree.set(places, list * size);
  }
  return {
    list: Int32Array.from({ length: rows }, (_, row) => Math.floor(row / size)),
    topThree,
    clicked: Uint8Array.from(
      topThree,
      (place, row) => source.uniform() < rate(row) + place * lift(row) ? 1 : 0,
    ),
  };
}
