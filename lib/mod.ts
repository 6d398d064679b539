/**
 * Causal effects in ranked recommendations: preparation, nuisance models, doubly robust scores,
 * segments; promotion designs, exposure mapping, potential outcomes; charts and notebook display.
 *
 * @module
 */

export { writeAtomically } from "lib/files/atomic_write.ts";
export * from "lib/frames/columns.ts";
export { InputError, type InputErrorDetails } from "lib/errors.ts";
export * from "lib/frames/frame_columns.ts";

export * from "lib/impressions/model_sample.ts";
export * from "lib/impressions/schema.ts";
export * from "lib/effects/segmentations.ts";
export * from "lib/simulation/impressions/simulate.ts";
export * from "lib/impressions/table.ts";

export * from "lib/interference/mod.ts";
export * from "lib/raw/movielens/prepare.ts";
export * from "lib/slates/schema.ts";
export * from "lib/slates/table.ts";

export * from "lib/nuisance/categorical_encoding.ts";
export * from "lib/nuisance/cross_fit.ts";
export * from "lib/nuisance/design_matrix.ts";
export * from "lib/nuisance/features.ts";
export { stratifiedFolds } from "lib/nuisance/folds.ts";
export * from "lib/nuisance/logistic.ts";
export * from "lib/nuisance/metrics.ts";
export * from "lib/nuisance/nuisance_model.ts";
export * from "lib/nuisance/numeric_encoding.ts";
export * from "lib/nuisance/prediction_summary.ts";

export * from "lib/effects/aipw.ts";
export * from "lib/effects/segments.ts";

export * from "lib/random/numpy.ts";
export * from "lib/random/pcg64.ts";

export { Chart } from "lib/charts/chart.ts";
export type { VegaLiteSpec } from "lib/charts/vega_lite.ts";
export * from "lib/charts/cluster_spillover.ts";
export * from "lib/charts/focal_positions.ts";
export * from "lib/charts/group_outcomes.ts";
export * from "lib/charts/naive_versus_doubly_robust.ts";
export * from "lib/charts/position_changes.ts";
export * from "lib/charts/segment_effects.ts";
export * from "lib/charts/slate_lift.ts";

export * from "lib/tables/mod.ts";
export * from "lib/notebook/input.ts";
export * from "lib/notebook/mod.ts";
