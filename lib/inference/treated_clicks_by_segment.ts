/**
 * How many clicks at the top each segment has.
 *
 * @module
 */

import { binaryColumn, soundColumns } from "lib/checks.ts";
import { requireIndex, type SegmentIndex } from "lib/inference/segment_index.ts";

/**
 * Treated clicks of every segment: its rows that were treated and have the outcome.
 *
 * @param rows treatment and outcome of every row
 * @param index the segments of the same rows
 * @returns one count a segment, in the order of the index
 * @throws {InputError} if lengths differ, or a value is not 0 or 1
 *
 * @example
 * ```ts
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { treatedClicksBySegment } from "lib/inference/treated_clicks_by_segment.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const topic = { name: "topic", levels: ["news", "golf"], codes: Int32Array.of(0, 0, 1, 1) };
 * const rows = { treatment: Uint8Array.of(1, 1, 1, 0), outcome: Uint8Array.of(1, 1, 0, 1) };
 * assertEquals([...treatedClicksBySegment(rows, indexSegments([topic]))], [2, 0]);
 * ```
 */
export function treatedClicksBySegment(
  rows: { readonly treatment: Uint8Array; readonly outcome: Uint8Array },
  index: SegmentIndex,
): Int32Array {
  const { treatment, outcome } = soundColumns(rows, CHECKS, rows?.treatment?.length ?? 0);
  requireIndex(index, treatment.length);
  const clicks = new Int32Array(index.segments.length);
  for (const codes of index.divisions) {
    for (let row = 0; row < codes.length; row++) {
      if (codes[row]! >= 0) clicks[codes[row]!]! += treatment[row]! & outcome[row]!;
    }
  }
  return clicks;
}

const CHECKS = { treatment: binaryColumn, outcome: binaryColumn };
