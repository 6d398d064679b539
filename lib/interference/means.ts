/**
 * Means of columns: of the values that are there, of an arm, of groups of rows.
 *
 * @module
 */

import { mean } from "simple-statistics";

/** A column of numbers. */
type Column = Float64Array | Float32Array | Int32Array | Uint8Array;

/** The mean of the values that are not NaN; NaN if there are none. */
export function presentMean(values: Column): number {
  // Loops here, for the filter of a typed array is ten times slower.
  const kept = new Float64Array(values.length);
  let count = 0;
  for (let row = 0; row < values.length; row++) {
    if (!Number.isNaN(values[row]!)) kept[count++] = values[row]!;
  }
  return meanOf(kept.subarray(0, count));
}

/** The mean of a column of slates over those of one arm, NaN values left out; NaN if none is left. */
export function armMean(values: Column, promoted: Uint8Array, arm: number): number {
  const ofArm = new Float64Array(values.length);
  let count = 0;
  for (let slate = 0; slate < values.length; slate++) {
    if (promoted[slate] === arm) ofArm[count++] = values[slate]!;
  }
  return presentMean(ofArm.subarray(0, count));
}

/** The means of any column within groups of rows, by the groups' codes; NaN where one has no rows. */
export function meansByGroup(
  codes: Uint8Array,
  groups: number,
): (values: Column) => Float64Array {
  const ends = new Int32Array(groups);
  for (let row = 0; row < codes.length; row++) ends[codes[row]!]!++;
  for (let code = 1; code < groups; code++) ends[code]! += ends[code - 1]!;
  const starts = ends.map((_, code) => code === 0 ? 0 : ends[code - 1]!);
  // One room for all columns: a group's values lie side by side in it.
  const gathered = new Float64Array(codes.length);
  return (values) => {
    const next = starts.slice();
    for (let row = 0; row < codes.length; row++) gathered[next[codes[row]!]!++] = values[row]!;
    return Float64Array.from(starts, (start, code) => meanOf(gathered.subarray(start, ends[code])));
  };
}

/** The mean of a column; NaN if it is empty. */
export function meanOf(values: Column): number {
  // simple-statistics reads any indexable list of numbers; its types only name number[].
  return values.length === 0 ? NaN : mean(values as unknown as number[]);
}
