/**
 * What a segment's sum says, where places were drawn by lot.
 *
 * @module
 */

import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import type { IndexedSegment } from "lib/inference/segment_index.ts";

/** A segment's effect beside the error that it would have if no place changed anything. */
export interface LotSegment extends IndexedSegment {
  /** The effect of a first place on the segment's rows, in units of the outcome. */
  readonly lift: number;
  /** The standard deviation that the lift would have if no place changed anything. */
  readonly nullError: number;
  /** Lift over `nullError`; NaN where no list tells anything. */
  readonly z: number;
  /** Two-sided p-value by the normal distribution; 1 where no list tells anything. */
  readonly normalP: number;
}

/** A segment's p-values after draws of the places. */
export interface DrawnP {
  /** Share of draws, the actual one among them, in which |z| is at least as large. */
  readonly drawnP: number;
  /**
   * The same for the largest |z| of all segments not yet passed (Westfall and Young 1993); 1 for a segment
   * that was not tested together with the others.
   */
  readonly adjustedP: number;
}

/** How places are drawn anew, and for which segments together. */
export interface DrawOptions {
  /** How often, from 1. */
  readonly draws: number;
  readonly seed: number | string;
  /** Numbers of the segments to test together; all of the index unless told otherwise. */
  readonly among?: readonly number[];
}

/** What all draws say of all segments together. */
export interface DrawnFamily {
  /** Numbers of the segments that were tested together, ascending. */
  readonly family: readonly number[];
  readonly draws: number;
  /** Share of draws whose largest |z| is at least that of the actual places. */
  readonly globalP: number;
  /**
   * What the largest |z| exceeds in 5 % of the draws: infinite where there are fewer than 19, NaN where the
   * lot moves no segment of the family.
   */
  readonly criticalValue: number;
}

/** The segment's effect from its sum, less its expectation under the lot, and the sum's variance. */
export function lotSegment(segment: IndexedSegment, sum: number, variance: number): LotSegment {
  const deviation = Math.sqrt(variance);
  const z = deviation === 0 ? NaN : sum / deviation;
  return {
    ...segment,
    lift: sum / segment.rows,
    nullError: deviation / segment.rows,
    z,
    normalP: Number.isNaN(z) ? 1 : Math.min(1, 2 * normalCdf(-Math.abs(z), 0, 1)),
  };
}
