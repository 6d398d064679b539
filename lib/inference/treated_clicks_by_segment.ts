/**
 * How many clicks at the top each segment's estimate rests on: seen, and expected.
 *
 * @module
 */

import { binaryColumn, probabilityColumn, soundColumns } from "lib/checks.ts";
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
  const { treatment, outcome } = soundColumns(rows, SEEN, rows?.treatment?.length ?? 0);
  requireIndex(index, treatment.length);
  const clicks = new Int32Array(index.segments.length);
  for (const codes of index.divisions) {
    for (let row = 0; row < codes.length; row++) {
      if (codes[row]! >= 0) clicks[codes[row]!]! += treatment[row]! & outcome[row]!;
    }
  }
  return clicks;
}

const SEEN = { treatment: binaryColumn, outcome: binaryColumn };

/**
 * Expected treated clicks of every segment: how many of its outcomes draws of the treatment would bring into
 * the treated arm on average, if it changes none of them.
 *
 * It is the sum of the probabilities of treatment over the rows with the outcome, and so the mean of
 * `treatedClicks` over the lot. A floor on it keeps or leaves out a segment whatever the draw was. One on the
 * treated clicks that were seen leaves out those that had bad luck, and keeps, next to the floor, those that had
 * good luck: these are the false findings.
 *
 * @param rows probability of treatment and outcome of every row
 * @param index the segments of the same rows
 * @returns one number a segment, in the order of the index
 * @throws {InputError} if lengths differ, an outcome is not 0 or 1, or a probability not from 0 to 1
 *
 * @example
 * ```ts
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { expectedTreatedClicks } from "lib/inference/treated_clicks_by_segment.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const topic = { name: "topic", levels: ["news", "golf"], codes: Int32Array.of(0, 0, 1, 1) };
 * const rows = { propensity: Float64Array.of(0.5, 0.75, 0.5, 0.25), outcome: Uint8Array.of(1, 1, 0, 1) };
 * assertEquals([...expectedTreatedClicks(rows, indexSegments([topic]))], [1.25, 0.25]);
 * ```
 */
export function expectedTreatedClicks(
  rows: { readonly propensity: Float64Array; readonly outcome: Uint8Array },
  index: SegmentIndex,
): Float64Array {
  const { propensity, outcome } = soundColumns(rows, EXPECTED, rows?.propensity?.length ?? 0);
  requireIndex(index, propensity.length);
  const clicks = new Float64Array(index.segments.length);
  for (const codes of index.divisions) {
    for (let row = 0; row < codes.length; row++) {
      if (codes[row]! >= 0) clicks[codes[row]!]! += propensity[row]! * outcome[row]!;
    }
  }
  return clicks;
}

const EXPECTED = { propensity: probabilityColumn, outcome: binaryColumn };
