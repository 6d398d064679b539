/**
 * Which segments are judged together: each set of rows once, and none that rests on too few clicks.
 *
 * @module
 */

import { requireFloor, requireKnownOptions } from "lib/argument_checks.ts";
import { clickColumn } from "lib/inference/evidence_checks.ts";
import {
  equalSegments,
  type IndexedSegment,
  requireIndex,
  type SegmentIndex,
} from "lib/inference/segment_index.ts";

/** The fewest clicks that an estimate may rest on. */
export interface ClickFloor {
  /** One number a segment of the index, by `effectiveClicks`. */
  readonly clicks: ArrayLike<number>;
  /** How many there have to be, from 0; such as 30. */
  readonly fewest: number;
}

/** The segments that are judged together, and those that are not, by name. */
export interface SegmentFamily {
  /** Numbers of the family's segments in the index, ascending. */
  readonly numbers: readonly number[];
  /** Segments with the very same rows as one that is judged, and the number of that one. */
  readonly repeated: readonly (IndexedSegment & { readonly sameAs: number })[];
  /** Segments below the floor, and how many clicks they rest on; one of several equal ones. */
  readonly belowFloor: readonly (IndexedSegment & { readonly clicks: number })[];
}

/**
 * Segment family: the segments of an index that are judged together.
 *
 * How many there are decides how strict a correction for many is, so a segment that holds the very same
 * rows as another is counted once. The floor says on how much an estimate has to rest; rare segments are left
 * without an answer, not with a wrong one. Give it `effectiveClicks`, which do not depend on the draw of the
 * places, so that draws of the places stay exact. Of treated clicks that were counted, a segment next to the floor
 * comes in the easier the higher its estimate.
 *
 * @param index the segments of several divisions
 * @param floor the fewest clicks; without it segments of any number are judged
 * @returns the family's numbers, and by name what was left out
 * @throws {InputError} if there is not one number of clicks a segment, one is missing, or the floor
 *   is none
 *
 * @example The topic and its only subtopic are one segment; one that rests on two clicks is not judged
 * ```ts
 * import { segmentFamily } from "lib/inference/segment_family.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const codes = Int32Array.of(0, 0, 1);
 * const index = indexSegments([
 *   { name: "topic", levels: ["weather", "sports"], codes },
 *   { name: "subtopic", levels: ["weather stories", "golf"], codes },
 * ]);
 * const family = segmentFamily(index, { clicks: [40, 2, 40, 2], fewest: 30 });
 * assertEquals(family.numbers, [0]);
 * assertEquals(family.repeated.map(({ segment }) => segment), ["weather stories"]);
 * assertEquals(family.belowFloor.map(({ segment }) => segment), ["sports"]);
 * ```
 */
export function segmentFamily(index: SegmentIndex, floor?: ClickFloor): SegmentFamily {
  requireIndex(index);
  const { segments } = index;
  const clicks = clicksOf(segments.length, floor);
  const fewest = floor?.fewest ?? 0;
  const isEnough = (at: number) => clicks === undefined || clicks[at]! >= fewest;
  const equal = equalSegments(index);
  const repeated = new Set(equal.map(({ repeated }) => repeated));
  const single = Array.from(segments.keys()).filter((at) => !repeated.has(at));
  return {
    numbers: single.filter(isEnough),
    repeated: equal.filter(({ kept }) => isEnough(kept))
      .map(({ kept, repeated }) => ({ ...segments[repeated]!, sameAs: kept })),
    belowFloor: single.filter((at) => !isEnough(at))
      .map((at) => ({ ...segments[at]!, clicks: clicks![at]! })),
  };
}

function clicksOf(segments: number, floor: ClickFloor | undefined): Float64Array | undefined {
  if (floor === undefined) return undefined;
  const { clicks, fewest } = requireKnownOptions(floor, ["clicks", "fewest"]);
  requireFloor(fewest);
  return clickColumn(clicks, segments, "clicks");
}
