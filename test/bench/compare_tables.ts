/**
 * How far two sides' tables lie apart.
 *
 * @module
 */

import type { SegmentEffect } from "lib/effects/segments.ts";
import type { PipelineRun } from "./pipeline.ts";

/** The columns that the notebook prints with four decimals. */
const PRINTED = [
  "treatedClickRate",
  "controlClickRate",
  "naiveLift",
  "lift",
  "standardError",
  "lower",
  "upper",
] as const satisfies readonly (keyof SegmentEffect)[];

/** What differs between two runs' segment tables. */
export interface TableDifference {
  /** Segments that both have. */
  readonly segments: number;
  /** Segments that only one side has, or whose row counts differ. */
  readonly unlike: number;
  /** The largest difference in a segment's lift. */
  readonly largestLift: number;
  /** The largest difference in any number. */
  readonly largest: number;
  /** Numbers that differ at the four decimals printed. */
  readonly changedCells: number;
  /** Numbers in all. */
  readonly cells: number;
}

/**
 * Compares two runs' segment tables number by number.
 *
 * @param ours one run
 * @param peers the other, of the same rows
 * @returns what differs
 */
export function compareTables(
  ours: Pick<PipelineRun, "segments">,
  peers: Pick<PipelineRun, "segments">,
): TableDifference {
  const key = ({ segmentColumn, segment }: SegmentEffect) =>
    JSON.stringify([segmentColumn, segment]);
  const theirs = new Map(peers.segments.map((effect) => [key(effect), effect]));
  let segments = 0;
  let unlike = 0;
  let largestLift = 0;
  let largest = 0;
  let changedCells = 0;
  for (const effect of ours.segments) {
    const other = theirs.get(key(effect));
    theirs.delete(key(effect));
    if (
      other === undefined || other.rows !== effect.rows || other.treatedRows !== effect.treatedRows
    ) {
      unlike++;
      continue;
    }
    segments++;
    largestLift = Math.max(largestLift, Math.abs(effect.lift - other.lift));
    for (const column of PRINTED) {
      largest = Math.max(largest, Math.abs(effect[column] - other[column]));
      if (effect[column].toFixed(4) !== other[column].toFixed(4)) changedCells++;
    }
  }
  unlike += theirs.size;
  const cells = segments * PRINTED.length;
  return { segments, unlike, largestLift, largest, changedCells, cells };
}
