/**
 * Sums over segments compared with draws of the places, one by one and by the largest of those not yet
 * passed.
 *
 * @module
 */

import { requireListOf } from "lib/argument_checks.ts";
import { shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";

/** Every segment's sum, less its expectation under the lot; that expectation; and the variance. */
export interface LotSums {
  readonly sums: Float64Array;
  readonly expected: Float64Array;
  readonly variances: Float64Array;
}

/** One draw of the places: fills in every segment's sum. */
export type DrawSums = (sums: Float64Array) => void;

/** A stream of draws from its beginning, by its number: the same wherever and in whatever order it is run. */
export type OpenStream = (stream: number) => DrawSums;

/** How many draws share a stream. */
export const DRAWS_A_STREAM = 250;

/** Statistics that differ by no more than rounding are the same. */
export const ROUNDING = 1e-9;

/** How often draws were at least as extreme; the counts of several stretches of draws add up. */
export interface DrawCounts {
  /** Per segment, by its own |z|. */
  readonly alone: Int32Array;
  /** Per segment of the family, by the largest |z| of it and of those less extreme. */
  readonly stepped: Int32Array;
  /** Per draw the largest |z| of the family. */
  readonly largest: Float64Array;
}

/** What the counts say. */
export interface DrawnPValues {
  readonly drawn: Float64Array;
  readonly adjusted: Float64Array;
  readonly global: number;
  readonly criticalValue: number;
}

/** The segments that are tested together, ascending: all, or those asked for. */
export function familyOf(segments: number, among?: readonly number[]): number[] {
  if (among !== undefined && among !== null) requireListOf(among, "segments' numbers");
  const family = [...new Set(among ?? Array(segments).keys())];
  const strange = family.filter((at) => !(Number.isInteger(at) && at >= 0 && at < segments));
  if (strange.length === 0) return family.sort((a, b) => a - b);
  throw new InputError(`there is no segment ${shown(strange[0])}`, {
    count: strange.length,
    remedy: `Give numbers from 0 to ${segments - 1}.`,
  });
}

/** The family's segments that the lot moves, the most extreme first. */
export function extremeFirst({ sums, variances }: LotSums, family: readonly number[]): Int32Array {
  const z = (at: number) => Math.abs(sums[at]!) / Math.sqrt(variances[at]!);
  return Int32Array.from(
    family.filter((at) => variances[at]! > 0).sort((a, b) => z(b) - z(a) || a - b),
  );
}

/** Visits the draws of a stretch that begins a stream, each with its sums. */
export function eachDraw(
  open: OpenStream,
  { from, to, segments }: { readonly from: number; readonly to: number; readonly segments: number },
  visit: (sums: Float64Array, draw: number) => void,
): void {
  const sums = new Float64Array(segments);
  let next = open(from / DRAWS_A_STREAM);
  for (let draw = from; draw < to; draw++) {
    if (draw > from && draw % DRAWS_A_STREAM === 0) next = open(draw / DRAWS_A_STREAM);
    next(sums);
    visit(sums, draw);
  }
}

/** Counts the draws of a stretch that are at least as extreme as the actual places. */
export function countDraws(
  { sums: actual, expected, variances }: LotSums,
  order: Int32Array,
  open: OpenStream,
  stretch: { readonly from: number; readonly to: number },
): DrawCounts {
  const segments = actual.length;
  const scales = variances.map((variance) => variance > 0 ? 1 / Math.sqrt(variance) : 0);
  const reached = actual.map((sum, at) => Math.abs(sum * scales[at]!) * (1 - ROUNDING));
  const [alone, stepped] = [new Int32Array(segments), new Int32Array(segments)];
  const largest = new Float64Array(stretch.to - stretch.from);
  const isOfFamily = new Uint8Array(segments);
  for (const at of order) isOfFamily[at] = 1;
  const others = Array.from(variances.keys())
    .filter((at) => variances[at]! > 0 && isOfFamily[at] === 0);
  eachDraw(open, { ...stretch, segments }, (sums, draw) => {
    let most = 0;
    for (let from = order.length - 1; from >= 0; from--) {
      const at = order[from]!;
      const z = Math.abs((sums[at]! - expected[at]!) * scales[at]!);
      if (z >= reached[at]!) alone[at]!++;
      if (z > most) most = z;
      if (most >= reached[at]!) stepped[at]!++;
    }
    for (const at of others) {
      if (Math.abs((sums[at]! - expected[at]!) * scales[at]!) >= reached[at]!) alone[at]!++;
    }
    largest[draw - stretch.from] = most;
  });
  return { alone, stepped, largest };
}

/**
 * P-values by the draws, the actual places counted among them (Phipson and Smyth 2010); adjusted ones step
 * down from the largest |z| (Westfall and Young 1993, "Resampling-Based Multiple Testing", algorithm 4.1).
 */
export function pValuesOf(
  { variances }: LotSums,
  order: Int32Array,
  counts: readonly DrawCounts[],
): DrawnPValues {
  const draws = counts.reduce((sum, { largest }) => sum + largest.length, 0);
  const share = (pick: (counts: DrawCounts) => Int32Array, at: number) =>
    (1 + counts.reduce((sum, each) => sum + pick(each)[at]!, 0)) / (draws + 1);
  const adjusted = new Float64Array(variances.length).fill(1);
  // A segment's adjusted p-value is never below that of a more extreme one.
  let highest = 0;
  for (const at of order) {
    highest = Math.max(highest, share(({ stepped }) => stepped, at));
    adjusted[at] = highest;
  }
  const largest = new Float64Array(draws);
  let filled = 0;
  for (const each of counts) {
    largest.set(each.largest, filled);
    filled += each.largest.length;
  }
  const [first] = order;
  return {
    drawn: variances.map((variance, at) => variance > 0 ? share(({ alone }) => alone, at) : 1),
    adjusted,
    global: first === undefined ? 1 : adjusted[first]!,
    criticalValue: first === undefined ? NaN : upperQuantile(largest, 0.05),
  };
}

/** The smallest value that at most a share of the draws, the actual one counted, exceeds. */
function upperQuantile(values: Float64Array, share: number): number {
  const ascending = values.slice().sort();
  const place = Math.ceil((1 - share) * (values.length + 1)) - 1;
  return place < values.length ? ascending[place]! : Infinity;
}
