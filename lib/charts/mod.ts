/**
 * Charts: records in, descriptions with a caption out, which can be drawn as SVG and PNG.
 *
 * @module
 */

export { Chart, type ChartOptions } from "lib/charts/chart.ts";
export type { VegaLiteSpec } from "lib/charts/vega_lite.ts";
export {
  clusterSpilloverChart,
  type ClusterSpilloverChartOptions,
} from "lib/charts/cluster_spillover.ts";
export {
  focalPositionsChart,
  type FocalPositionsChartOptions,
} from "lib/charts/focal_positions.ts";
export { groupOutcomesChart, type GroupOutcomesChartOptions } from "lib/charts/group_outcomes.ts";
export {
  naiveVersusDoublyRobustChart,
  type NaiveVersusDoublyRobustOptions,
} from "lib/charts/naive_versus_doubly_robust.ts";
export {
  positionChangesChart,
  type PositionChangesChartOptions,
} from "lib/charts/position_changes.ts";
export { drawChart, type Drawing } from "lib/charts/render.ts";
export {
  segmentEffectsChart,
  type SegmentEffectsChartOptions,
} from "lib/charts/segment_effects.ts";
export { slateLiftChart, type SlateLiftChartOptions } from "lib/charts/slate_lift.ts";
