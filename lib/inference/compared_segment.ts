/**
 * A segment judged together with others, under every correction for many.
 *
 * @module
 */

import type { DrawnFamily, DrawnP } from "lib/inference/lot_segment.ts";
import type { IndexedSegment } from "lib/inference/segment_index.ts";
import type { SegmentMean } from "lib/inference/segment_means.ts";

/** A correction for many that has intervals as well as p-values. */
export type IntervalProcedure = "pointwise" | "sidak" | "bonferroni" | "maxTByClusters";

/** A correction that needs no draws of the places; pointwise is none at all. */
export type Procedure = IntervalProcedure | "holm" | "benjaminiHochberg" | "benjaminiYekutieli";

/** One figure for each procedure; for draws of the places only where there were any. */
export type ByProcedure<Figure> =
  & Readonly<Record<Procedure, Figure>>
  & { readonly maxTByPlaces?: Figure };

/** Where an effect can be. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** A segment of the family under every procedure. */
export interface ComparedSegment extends SegmentMean {
  /** Its number in the index. */
  readonly number: number;
  /** What the lift is divided by: the standard error, or the null error where one was given. */
  readonly error: number;
  readonly z: number;
  /** Adjusted p-values; the pointwise one is as it is. */
  readonly p: ByProcedure<number>;
  readonly intervals: Readonly<Record<IntervalProcedure, Interval>>;
}

/** All segments of the family, and what each procedure finds. */
export interface MultipleComparisons {
  /** In the order of the index. */
  readonly segments: readonly ComparedSegment[];
  readonly level: number;
  /** How many segments have an adjusted p-value of at most the level. */
  readonly findings: ByProcedure<number>;
  /** How many errors the intervals reach to either side; NaN where no segment is judged. */
  readonly criticalValues: Readonly<Record<IntervalProcedure, number>>;
  /** Segments that left the family because their scores do not vary and no null error was given. */
  readonly withoutError: readonly IndexedSegment[];
}

/** How segments are judged. */
export interface ComparisonOptions {
  /** How often errors are drawn over clusters for the largest of them, from 1. */
  readonly draws: number;
  readonly seed: number | string;
  /** The error allowed: to each test, or to all of them together; 0.05 unless told otherwise. */
  readonly level?: number;
  /** One error a segment of the means, by `nullErrors`: then it takes the place of the standard error. */
  readonly nullErrors?: ArrayLike<number>;
  /** With them the skewness of each segment, by `nullSkewness`: then p-values are those of the longer tail. */
  readonly nullSkewness?: ArrayLike<number>;
  /** The result of `testPlacesByLot` or `testResidualsByLot` for the same segments and the same family. */
  readonly places?: DrawnFamily & { readonly segments: readonly (IndexedSegment & DrawnP)[] };
}
