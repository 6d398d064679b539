/**
 * Effects: doubly robust scores, their average, and their averages by segment.
 *
 * `aipwScores` turns nuisance predictions into one score per row and `averageEffect` averages them;
 * `bucketSegments` and `rankSegments` divide the rows, and `segmentEffects` averages within each
 * segment; `judgeSegments` says how far each can be trusted. `testPlaces` asks whether clicks depend on
 * the place within the list at all. `confoundingBounds` says what an unrecorded cause could do, and
 * `confoundingBenchmark` how strong recorded ones are.
 *
 * @module
 */

export type { CodedColumn } from "lib/coded_column.ts";

export {
  type AipwInputs,
  type AipwScores,
  aipwScores,
  averageEffect,
  type EffectEstimate,
} from "lib/effects/aipw.ts";
export {
  type JudgedRows,
  type JudgedSegment,
  judgeSegments,
  type Standing,
  type StandingThresholds,
} from "lib/effects/judged_segment.ts";
export type { ComparedEstimate } from "lib/effects/compared_estimate.ts";
export {
  type BoundsAtStrength,
  type ConfoundingBounds,
  confoundingBounds,
  type SupposedCause,
} from "lib/effects/confounding.ts";
export {
  type ConfoundingBenchmark,
  confoundingBenchmark,
  type ReducedPredictions,
} from "lib/effects/confounding_benchmark.ts";
export { type ClippedEffect, clippedEffects, clippingBounds } from "lib/effects/clipping.ts";
export { type ArmOverlap, type Overlap, overlapOf } from "lib/effects/overlap.ts";
export {
  balanceByLength,
  type LengthBalance,
  type LengthRows,
} from "lib/effects/length_balance.ts";
export { type PlaceTest, testPlaces } from "lib/effects/places.ts";
export type { PlacedRows } from "lib/placed_rows.ts";
export { type BucketDefinition, bucketSegments, rankSegments } from "lib/effects/segmentations.ts";
export {
  balanceBySegment,
  type BalanceRows,
  type SegmentBalance,
} from "lib/effects/segment_balance.ts";
export {
  type ScoredRows,
  type SegmentEffect,
  type SegmentEffects,
  segmentEffects,
  type SegmentThresholds,
  sortByLift,
} from "lib/effects/segments.ts";
export {
  type Estimand,
  type Estimator,
  type WeightedEffect,
  weightedEffect,
  type WeightedRows,
} from "lib/effects/weighted_effect.ts";
export { weightedScores } from "lib/effects/weighted_scores.ts";
