/**
 * Second and third moment of each segment's sum over draws of the treatment, if it changes no outcome.
 *
 * @module
 */

import { binaryColumn, probabilityColumn, soundColumns } from "lib/checks.ts";
import { listColumn, requireStretches } from "lib/inference/drawn_lists.ts";
import { requireBothArms } from "lib/inference/planned_errors.ts";
import { requireIndex, type SegmentIndex } from "lib/inference/segment_index.ts";

/** Rows whose outcomes stay what they are while the treatment is drawn anew. */
export interface NullRows {
  /** Probability of treatment, above 0 and below 1. */
  readonly propensity: Float64Array;
  readonly outcome: Uint8Array;
  /** The probability of the outcome that the estimate takes for both arms. */
  readonly outcomeRate: Float64Array;
  /**
   * Number of each row's list, from 0, each list one stretch of rows and whole: as many of its rows are
   * treated in every draw. Rows are drawn independently where it is not given.
   */
  readonly list?: Int32Array | undefined;
}

/** Central moments of every segment's Σ (t − e) r / (e (1 − e)). */
export interface NullMoments {
  readonly variances: Float64Array;
  readonly thirdMoments: Float64Array;
}

/** The moments, from rows that are checked here. */
export function nullMoments(rows: NullRows, index: SegmentIndex): NullMoments {
  const length = rows?.propensity?.length ?? 0;
  const { propensity, outcome, outcomeRate } = soundColumns(rows, CHECKS, length);
  requireBothArms(propensity);
  requireIndex(index, length);
  const { list } = rows.list === undefined
    ? { list: undefined }
    : soundColumns({ list: rows.list }, { list: listColumn }, length);
  if (list !== undefined) requireStretches(list);
  const drawn: DrawnRows = {
    spread: propensity.map((e) => e * (1 - e)),
    lopsided: propensity.map((e) => e * (1 - e) * (1 - 2 * e)),
    distance: propensity.map((e, row) => (outcome[row]! - outcomeRate[row]!) / (e * (1 - e))),
    list,
  };
  const zeros = () => new Float64Array(index.segments.length);
  const moments = { variances: zeros(), thirdMoments: zeros() };
  for (const codes of index.divisions) addMoments(codes, drawn, moments);
  return moments;
}

const CHECKS = {
  propensity: probabilityColumn,
  outcome: binaryColumn,
  outcomeRate: probabilityColumn,
};

/** What a draw does to each row. */
interface DrawnRows {
  /** Second and third central moment of the row's treatment. */
  readonly spread: Float64Array;
  readonly lopsided: Float64Array;
  /** What the row adds to the sum if it is treated, less what it adds if not. */
  readonly distance: Float64Array;
  readonly list: Int32Array | undefined;
}

/** Adds the moments of each segment's sum, for the segments of one division. */
function addMoments(
  codes: Int32Array,
  { spread, lopsided, distance, list }: DrawnRows,
  into: NullMoments,
): void {
  const { variances, thirdMoments } = into;
  const [squares, sums] = [new Float64Array(variances.length), new Float64Array(variances.length)];
  const cubes = new Float64Array(variances.length);
  for (let start = 0, end = 0; start < codes.length; start = end) {
    let [whole, wholeLopsided] = [0, 0];
    for (
      end = start;
      end < codes.length && (list === undefined || list[end] === list[start]);
      end++
    ) {
      whole += spread[end]!;
      wholeLopsided += lopsided[end]!;
      const segment = codes[end]!;
      if (segment < 0) continue;
      squares[segment]! += distance[end]! * distance[end]! * spread[end]!;
      sums[segment]! += distance[end]! * spread[end]!;
    }
    // As many are treated in every draw: what all rows have in common moves nothing.
    const common = (segment: number) => list === undefined ? 0 : sums[segment]! / whole;
    for (let row = start; row < end; row++) {
      const segment = codes[row]!;
      if (segment < 0) continue;
      const shared = common(segment);
      cubes[segment]! += lopsided[row]! * (cubed(distance[row]! - shared) + cubed(shared));
    }
    const size = end - start;
    for (let row = start; row < end; row++) {
      const segment = codes[row]!;
      if (segment < 0) continue;
      const square = squares[segment]!;
      const sum = sums[segment]!;
      const cube = cubes[segment]! - cubed(common(segment)) * wholeLopsided;
      // A segment's further rows find that it is done.
      squares[segment] = sums[segment] = cubes[segment] = 0;
      if (list === undefined) {
        variances[segment]! += square;
        thirdMoments[segment]! += cube;
        continue;
      }
      const left = square - sum * sum / whole;
      // Rounding shall leave no variance where there is none.
      if (!(left > 1e-14 * square)) continue;
      variances[segment]! += left * size / (size - 1);
      // Of two rows one is treated: the sum takes one of two values.
      thirdMoments[segment]! += cube *
        (size > 2 ? size * size / ((size - 1) * (size - 2)) : 4);
    }
  }
}

/** Multiplied out: a power takes several times as long. */
function cubed(value: number): number {
  return value * value * value;
}
