/**
 * Inference: how far estimates can be off, one by one and many at once.
 *
 * `clusteredMean` and `clusteredRegression` give standard errors for rows that depend on each other, `twoWayMean`
 * and `twoWayRegression` for clusters of two kinds; `twoSidedT` and `criticalT` compare them with Student's t.
 * `effectiveClicks` says on how much a segment rests. `nullErrors` is the error that it has if nothing happens,
 * `nullSkewness` how lopsided it is then, `plannedErrors` what it is expected to be beforehand, under any effect:
 * `detectableSegments` says what can be found, and by `gainErrors` a gain is excluded. `holm` and its neighbours
 * adjust many p-values. `indexSegments` numbers the segments of several divisions through; `clickedLists` and
 * `testPlacesByLot` test them all at once where places were drawn by lot, `residualLists` and `testResidualsByLot`
 * do so with an outcome model of every row, and `heterogeneityByLot` asks whether segments differ. `segmentMeans`
 * gives the means of all segments with their covariance: `contrast`, `contrastWithRest` and `heterogeneityTests`
 * compare them, `simultaneousIntervals` covers them together, and `multipleComparisons` puts all corrections for
 * many side by side, for the segments of a `segmentFamily`. `placeboTreatment` and `placeboOutcome` try an estimator
 * where the effect is known to be zero.
 *
 * @module
 */

export { type ClickedLists, clickedLists } from "lib/inference/clicked_lists.ts";
export {
  type ClusteredMean,
  clusteredMean,
  type TwoWayMean,
  twoWayMean,
} from "lib/inference/clustered_mean.ts";
export {
  type ClusterCorrection,
  type ClusteredRegression,
  clusteredRegression,
  type RegressionCoefficient,
} from "lib/inference/clustered_regression.ts";
export type {
  ByProcedure,
  ComparedSegment,
  ComparisonOptions,
  Interval,
  IntervalProcedure,
  MultipleComparisons,
  Procedure,
} from "lib/inference/compared_segment.ts";
export { type MatchedOdds, matchedOdds, type OddsRatio } from "lib/inference/conditional_odds.ts";
export {
  type Contrast,
  contrast,
  contrastWithRest,
  type HeterogeneityTest,
  heterogeneityTests,
} from "lib/inference/contrasts.ts";
export {
  type DetectableSegment,
  detectableSegments,
  type DetectionDemands,
  rowsToDetect,
  type SegmentDemands,
} from "lib/inference/detectable.ts";
export type { DrawnLists } from "lib/inference/drawn_lists.ts";
export { effectiveClicks, effectiveClicksOfRest } from "lib/inference/effective_clicks.ts";
export { gainErrors } from "lib/inference/gain_errors.ts";
export { listsToExplore, type PlannedLists } from "lib/inference/exploration.ts";
export { withLargerErrors } from "lib/inference/larger_errors.ts";
export { multipleComparisons } from "lib/inference/multiple_comparisons.ts";
export {
  benjaminiHochberg,
  benjaminiYekutieli,
  bonferroni,
  bonferroniCriticalValue,
  holm,
  sidak,
  sidakCriticalValue,
} from "lib/inference/multiple_testing.ts";
export { type HeterogeneityByLot, heterogeneityByLot } from "lib/inference/heterogeneity_by_lot.ts";
export type { DrawnFamily, DrawnP, DrawOptions, LotSegment } from "lib/inference/lot_segment.ts";
export { nullErrors } from "lib/inference/null_errors.ts";
export type { NullRows } from "lib/inference/null_moments.ts";
export { nullSkewness } from "lib/inference/null_skewness.ts";
export type { PlaceboEstimates, PlaceboOptions } from "lib/inference/placebo_estimates.ts";
export { placeboOutcome } from "lib/inference/placebo_outcome.ts";
export { type PlaceboTreatment, placeboTreatment } from "lib/inference/placebo_treatment.ts";
export type { StudiedProcedure, TestedFamily } from "lib/inference/null_findings.ts";
export { type NullStudyOptions, studyNullTables } from "lib/inference/null_study.ts";
export type { CoverageClass, ErrorRate, NullStudy } from "lib/inference/null_study_summary.ts";
export {
  type OverlappingSegments,
  overlappingSegments,
} from "lib/inference/overlapping_segments.ts";
export { type DesignRows, plannedErrors } from "lib/inference/planned_errors.ts";
export {
  type DrawnSegment,
  type PlacedSegment,
  placedSegments,
  type PlacesByLot,
  testPlacesByLot,
} from "lib/inference/places_by_lot.ts";
export {
  type ExpectedRows,
  type ResidualLists,
  residualLists,
} from "lib/inference/residual_lists.ts";
export {
  type ResidualDrawOptions,
  type ResidualsByLot,
  testResidualsByLot,
} from "lib/inference/residuals_by_lot.ts";
export {
  type ClickFloor,
  type SegmentFamily,
  segmentFamily,
} from "lib/inference/segment_family.ts";
export {
  type DistinctSegments,
  distinctSegments,
  type EqualSegments,
  equalSegments,
  type IndexedSegment,
  indexSegments,
  type SegmentIndex,
} from "lib/inference/segment_index.ts";
export {
  type AgreementOptions,
  type SegmentAgreement,
  segmentAgreement,
} from "lib/inference/segment_agreement.ts";
export {
  type FactChoices,
  type SegmentFacts,
  segmentFacts,
  type SegmentResults,
} from "lib/inference/segment_facts.ts";
export { type SegmentMean, type SegmentMeans, segmentMeans } from "lib/inference/segment_means.ts";
export type { SegmentTruths } from "lib/inference/segment_truths.ts";
export { shrink, type Shrinkage, type ShrunkEstimate } from "lib/inference/shrinkage.ts";
export {
  type SimultaneousIntervals,
  simultaneousIntervals,
  type SimultaneousSegment,
} from "lib/inference/simultaneous.ts";
export { criticalT, twoSidedT } from "lib/inference/student_t.ts";
export {
  type Obstacle,
  type TestableRows,
  type TestableSegments,
  testableSegments,
} from "lib/inference/testable_segments.ts";
export { treatedClicksBySegment } from "lib/inference/treated_clicks_by_segment.ts";
export {
  type TailMethod,
  type TreatedClicks,
  treatedClicks,
} from "lib/inference/treated_clicks.ts";
export { type TwoWayCoefficient, twoWayRegression } from "lib/inference/two_way_regression.ts";
