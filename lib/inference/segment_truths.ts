/**
 * What is true of the segments of a log whose true effects are known, for claims to be held against.
 *
 * @module
 */

import { sum } from "d3-array";
import type { IndexedSegment } from "lib/inference/segment_index.ts";

/** What is true of the segments, by their true effects. */
export interface SegmentTruths {
  /** The first segment of the ordered division minus all others of it; undefined where there is no other. */
  readonly shortest: number | undefined;
  /** Divisions in which true effects differ. */
  readonly unequalDivisions: number;
  /** Whether the largest estimate is that of the largest effect, of those it was picked from. */
  readonly isLargest: boolean | undefined;
  /** Segments whose true effect is not 0. */
  readonly reacting: number;
  /** Segments whose interval holds zero, though they gain at least the effect to compare with. */
  readonly missed: number;
}

/** Segments by their numbers, as the facts chose them. */
export interface ChosenSegments {
  /** Those of the ordered division, in its order. */
  readonly ordered: readonly number[];
  /** Those of the fine division with enough clicks, the largest estimate first. */
  readonly ranked: readonly number[];
  /** Those whose interval holds zero. */
  readonly holdingZero: readonly number[];
  /** The effect to compare with. */
  readonly compared: number;
}

/** The truths behind the facts: true effects of all segments, one a segment, and which segments were chosen. */
export function segmentTruths(
  segments: readonly IndexedSegment[],
  trueLifts: Float64Array,
  { ordered, ranked, holdingZero, compared }: ChosenSegments,
): SegmentTruths {
  const [first, ...others] = ordered;
  const divisions = Map.groupBy(segments.keys(), (at) => segments[at]!.segmentColumn);
  const isApart = (at: number, other: number) =>
    Math.abs(trueLifts[at]! - trueLifts[other]!) > SAME;
  const [largest, ...rivals] = ranked;
  const rows = sum(others, (at) => segments[at]!.rows);
  return {
    shortest: first === undefined || others.length === 0
      ? undefined
      : trueLifts[first]! - sum(others, (at) => trueLifts[at]! * segments[at]!.rows / rows),
    unequalDivisions: [...divisions.values()]
      .filter(([head, ...tail]) => tail.some((at) => isApart(at, head!))).length,
    isLargest: largest === undefined || rivals.length === 0
      ? undefined
      : rivals.every((at) => trueLifts[largest]! > trueLifts[at]! + SAME),
    reacting: trueLifts.filter((lift) => Math.abs(lift) > SAME).length,
    missed: holdingZero.filter((at) => trueLifts[at]! >= compared).length,
  };
}

/** True effects no further apart than rounding are the same. */
const SAME = 1e-12;
