/**
 * Divisions whose segments have an order of their own.
 *
 * @module
 */

import type { CodedColumn } from "lib/coded_column.ts";
import type { JudgedSegment } from "lib/effects/judged_segment.ts";

/** A division whose levels stand in an order that means something, such as from low to high. */
export type OrderedSegmentation = Pick<CodedColumn, "name" | "levels">;

/** The segments' names in their order, if all are of one division that has one. */
export function levelsOf(
  judged: readonly JudgedSegment[],
  ordered: readonly OrderedSegmentation[],
): readonly string[] | undefined {
  const [first] = judged;
  if (first === undefined) return undefined;
  const { segmentColumn } = first.effect;
  return judged.every(({ effect }) => effect.segmentColumn === segmentColumn)
    ? ordered.find(({ name }) => name === segmentColumn)?.levels
    : undefined;
}
