/**
 * Charts: records in, descriptions with a caption out, which can be drawn as SVG and PNG.
 *
 * @module
 */

export { Chart } from "lib/charts/chart.ts";
export type { VegaLiteSpec } from "lib/charts/vega_lite.ts";
export { clippingBoundChart, type ClippingBoundChartOptions } from "lib/charts/clipping_bound.ts";
export { clusterSpilloverChart } from "lib/charts/cluster_spillover.ts";
export { whichModelMustBeRight, whoFindsTheTruth } from "lib/charts/compared_findings.ts";
export {
  comparedEstimatesChart,
  type ComparedEstimatesOptions,
} from "lib/charts/compared_estimates.ts";
export { type ComparedRows, comparedRowsChart } from "lib/charts/compared_rows.ts";
export {
  confoundingStrengthChart,
  type ConfoundingStrengthOptions,
} from "lib/charts/confounding_strength.ts";
export { coverageByClicksChart } from "lib/charts/coverage_by_clicks.ts";
export {
  detectableEffectsChart,
  type DetectableEffectsOptions,
} from "lib/charts/detectable_effects.ts";
export { falseFindingsChart } from "lib/charts/false_findings.ts";
export { focalPositionsChart } from "lib/charts/focal_positions.ts";
export { groupOutcomesChart } from "lib/charts/group_outcomes.ts";
export { keyEffectsChart, type KeyEffectsChartOptions } from "lib/charts/key_effects.ts";
export { largestByLotChart } from "lib/charts/largest_by_lot.ts";
export { naiveVersusDoublyRobustChart } from "lib/charts/naive_versus_doubly_robust.ts";
export { oneSlateChart, type OneSlateChartOptions } from "lib/charts/one_slate.ts";
export { positionChangesChart } from "lib/charts/position_changes.ts";
export { propensityByLengthChart } from "lib/charts/propensity_by_length.ts";
export { drawChart, type Drawing } from "lib/charts/render.ts";
export {
  segmentEffectsChart,
  type SegmentEffectsChartOptions,
} from "lib/charts/segment_effects.ts";
export {
  shrunkEffectsChart,
  type ShrunkEffectsOptions,
  type ShrunkSegment,
} from "lib/charts/shrunk_effects.ts";
export { slateLiftChart } from "lib/charts/slate_lift.ts";
export { slateWaterfallChart } from "lib/charts/slate_waterfall.ts";
export { type VerdictRow, verdictsChart } from "lib/charts/verdicts.ts";
