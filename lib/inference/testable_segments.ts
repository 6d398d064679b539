/**
 * The segments of several divisions that an estimate can be had for, and why the others are left out.
 *
 * @module
 */

import {
  binaryColumn,
  probabilityColumn,
  requireLengths,
  shown,
  soundColumns,
  wholeColumn,
} from "lib/checks.ts";
import type { CodedColumn } from "lib/coded_column.ts";
import { InputError } from "lib/errors.ts";
import {
  type DistinctSegments,
  distinctSegments,
  type IndexedSegment,
  indexSegments,
  type SegmentIndex,
} from "lib/inference/segment_index.ts";

/** Why a segment is left out. */
export const OBSTACLES = ["too few rows", "one cluster", "one arm", "no click"] as const;

/** Why a segment is left out. */
export type Obstacle = typeof OBSTACLES[number];

/** Segments that can be tested, and those that cannot. */
export interface TestableSegments extends DistinctSegments {
  /** Segments with some rows that are left out, each with the first reason there is. */
  readonly leftOut: readonly (IndexedSegment & { readonly obstacle: Obstacle })[];
}

/** Rows that segments are made of. */
export interface TestableRows {
  /** Number of each row's list, reader or other cluster, from 0. */
  readonly cluster: Int32Array;
  readonly treatment: Uint8Array;
  /** Expected click rate of each row. */
  readonly outcomeRate: Float64Array;
  /** 1 where a row was clicked; a segment without any click is then left out. */
  readonly outcome?: Uint8Array | undefined;
}

const CHECKS = {
  cluster: (values: ArrayLike<unknown>, column: string) =>
    wholeColumn(values, column, {
      least: 0,
      what: "no number of a cluster",
      remedy: "Number the lists or readers from 0.",
    }),
  treatment: binaryColumn,
  outcomeRate: probabilityColumn,
};
const CHECKS_WITH_OUTCOME = { ...CHECKS, outcome: binaryColumn };

/**
 * Testable segments of several divisions: those that are large enough, lie in more than one cluster, have both
 * arms and a chance of a click, or a click where clicks are given. Of segments that hold the very same rows the first stands for all.
 *
 * @param divisions the divisions of the same rows, whose names differ
 * @param rows cluster, treatment and expected click rate of every row, and its click if there is one to be had
 * @param smallestShare the fewest rows of a segment, as a share of all rows, from 0 to 1
 * @returns the index of the segments kept, repetitions, and what is left out and why
 * @throws {InputError} if lengths differ, a value is unsound, the share is none, or no segment is left
 *
 * @example Of three topics one has no row further down
 * ```ts
 * import { testableSegments } from "lib/inference/testable_segments.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const codes = Int32Array.of(0, 0, 1, 1, 2, 2);
 * const { index, leftOut } = testableSegments(
 *   [{ name: "topic", levels: ["news", "golf", "tv"], codes }],
 *   {
 *     cluster: Int32Array.of(0, 1, 0, 1, 0, 1),
 *     treatment: Uint8Array.of(0, 1, 1, 0, 1, 1),
 *     outcomeRate: new Float64Array(6).fill(0.1),
 *   },
 *   0.1,
 * );
 * assertEquals(index.segments.map(({ segment }) => segment), ["news", "golf"]);
 * assertEquals(leftOut.map(({ segment, obstacle }) => [segment, obstacle]), [["tv", "one arm"]]);
 * ```
 */
export function testableSegments(
  divisions: readonly CodedColumn[],
  rows: TestableRows,
  smallestShare: number,
): TestableSegments {
  if (!(typeof smallestShare === "number" && smallestShare >= 0 && smallestShare <= 1)) {
    throw new InputError(`the smallest share is ${shown(smallestShare)}`, {
      remedy: "Give a share of the rows from 0 to 1, such as 0.005.",
    });
  }
  const length = rows?.cluster?.length ?? 0;
  const sound: TestableRows = rows?.outcome === undefined
    ? soundColumns(rows, CHECKS, length)
    : soundColumns({ ...rows, outcome: rows.outcome }, CHECKS_WITH_OUTCOME, length);
  const every = indexSegments(divisions);
  requireLengths({ division: every.divisions[0]! }, sound.cluster.length);
  const obstacles = obstaclesOf(every, sound, Math.max(2, smallestShare * sound.cluster.length));
  const leftOut = every.segments.flatMap((segment, at) =>
    obstacles[at] === undefined ? [] : [{ ...segment, obstacle: obstacles[at] }]
  );
  if (leftOut.length === every.segments.length) {
    throw new InputError(`none of ${leftOut.length} segments can be tested`, {
      count: leftOut.length,
      remedy: "Give more rows, in lists with both arms and some clicks.",
    });
  }
  let next = 0;
  const numbers = every.segments.map((_, at) => obstacles[at] === undefined ? next++ : -1);
  return {
    ...distinctSegments({
      segments: every.segments.filter((_, at) => obstacles[at] === undefined),
      divisions: every.divisions.map((codes) =>
        codes.map((code) => code < 0 ? -1 : numbers[code]!)
      ),
    }),
    leftOut,
  };
}

/** Per segment the first reason to leave it out; undefined where there is none. */
function obstaclesOf(
  { segments, divisions }: SegmentIndex,
  { cluster, treatment, outcomeRate, outcome }: TestableRows,
  fewestRows: number,
): (Obstacle | undefined)[] {
  const first = new Int32Array(segments.length).fill(-1);
  const [isSpread, hasTreated, hasControl, hasClicks] = Array.from(
    { length: 4 },
    () => new Uint8Array(segments.length),
  ) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  for (const codes of divisions) {
    for (let row = 0; row < codes.length; row++) {
      const at = codes[row]!;
      if (at < 0) continue;
      if (first[at] === -1) first[at] = cluster[row]!;
      else if (first[at] !== cluster[row]) isSpread[at] = 1;
      (treatment[row] === 1 ? hasTreated : hasControl)[at] = 1;
      const isUncertain = outcomeRate[row]! > 0 && outcomeRate[row]! < 1;
      if (isUncertain && outcome?.[row] !== 0) hasClicks[at] = 1;
    }
  }
  return segments.map(({ rows }, at) =>
    rows < fewestRows
      ? "too few rows"
      : isSpread[at] === 0
      ? "one cluster"
      : hasTreated[at] === 0 || hasControl[at] === 0
      ? "one arm"
      : hasClicks[at] === 0
      ? "no click"
      : undefined
  );
}
