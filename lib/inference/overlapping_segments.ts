/**
 * Segments of different divisions that hold nearly the same rows.
 *
 * @module
 */

import { shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import {
  type IndexedSegment,
  requireIndex,
  type SegmentIndex,
} from "lib/inference/segment_index.ts";

/** Two segments, and how much they share. */
export interface OverlappingSegments {
  readonly first: IndexedSegment;
  readonly second: IndexedSegment;
  /** Rows of both, as a share of the rows of either. */
  readonly share: number;
}

/**
 * Overlapping segments: pairs of different divisions whose rows are so nearly the same that a finding in one is
 * hardly another than in the other. Equal ones are `distinctSegments`' business.
 *
 * The share is Jaccard's (1912, "The distribution of the flora in the alpine zone", New Phytologist 11(2)).
 * Both are tested; whatever weighs many findings at once takes their covariance into account.
 *
 * @param index the segments of several divisions
 * @param least the least share to be told, above 0 and at most 1; 0.9 unless told otherwise
 * @returns the pairs, the largest share first
 * @throws {InputError} if the share is none
 *
 * @example A subtopic with all but one of a topic's rows
 * ```ts
 * import { overlappingSegments } from "lib/inference/overlapping_segments.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = Array.from({ length: 40 }, (_, row) => row);
 * const topic = { name: "topic", levels: ["weather", "sports"], codes: Int32Array.from(rows, (r) => r < 20 ? 0 : 1) };
 * const subtopic = { name: "subtopic", levels: ["top stories", "golf"], codes: Int32Array.from(rows, (r) => r < 19 ? 0 : 1) };
 * const [pair] = overlappingSegments(indexSegments([topic, subtopic]));
 * assertEquals([pair!.first.segment, pair!.second.segment, pair!.share], ["sports", "golf", 20 / 21]);
 * ```
 */
export function overlappingSegments(index: SegmentIndex, least = 0.9): OverlappingSegments[] {
  requireIndex(index);
  if (!(typeof least === "number" && least > 0 && least <= 1)) {
    throw new InputError(`the least share is ${shown(least)}`, {
      remedy: "Give a number above 0 and at most 1, such as 0.9.",
    });
  }
  const { segments, divisions } = index;
  const found: OverlappingSegments[] = [];
  divisions.forEach((own, at) => {
    for (const other of divisions.slice(at + 1)) {
      for (const [a, b, rows] of sharedRows(own, other)) {
        const [first, second] = [segments[a]!, segments[b]!];
        const share = rows / (first.rows + second.rows - rows);
        if (share >= least) found.push({ first, second, share });
      }
    }
  });
  return found.sort((a, b) => b.share - a.share);
}

/** The pairs of segments of two divisions that share rows, and how many. */
function* sharedRows(own: Int32Array, other: Int32Array): Generator<[number, number, number]> {
  const [firstOwn, owns] = rangeOf(own);
  const [firstOther, others] = rangeOf(other);
  const counts = new Int32Array(owns * others);
  for (let row = 0; row < own.length; row++) {
    const a = own[row]!;
    const b = other[row]!;
    if (a >= 0 && b >= 0) counts[(a - firstOwn) * others + b - firstOther]!++;
  }
  for (let pair = 0; pair < counts.length; pair++) {
    if (counts[pair] === 0) continue;
    yield [firstOwn + Math.floor(pair / others), firstOther + pair % others, counts[pair]!];
  }
}

/** The smallest segment number of a division, and how many there are up to the largest. */
function rangeOf(codes: Int32Array): [number, number] {
  let [least, most] = [Infinity, -1];
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code < 0) continue;
    if (code < least) least = code;
    if (code > most) most = code;
  }
  return most < 0 ? [0, 0] : [least, most - least + 1];
}
