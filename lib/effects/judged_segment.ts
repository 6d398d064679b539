/**
 * Segments with what is known of how far their estimates can be trusted.
 *
 * @module
 */

import type { SegmentEffect } from "lib/effects/segments.ts";

/**
 * How far the estimate of a segment can be trusted: `no overlap` where some of its rows have no
 * counterpart in the other arm, `few treated clicks` where fewer than thirty clicks of treated rows
 * rule it, else `sound`.
 */
export type Standing = "sound" | "few treated clicks" | "no overlap";

/** The effect in a segment, how far it can be trusted, and the truth where it is known. */
export interface JudgedSegment {
  /** The estimate. */
  readonly effect: SegmentEffect;
  /** How far it can be trusted. */
  readonly standing: Standing;
  /** The true effect of the segment's rows, in click probability; undefined where nobody knows it. */
  readonly truth: number | undefined;
}
