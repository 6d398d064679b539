/**
 * Causal effects in ranked recommendations: preparation, nuisance models, doubly robust scores,
 * segments, charts and notebook display.
 *
 * @module
 */

export { writeAtomically } from "./atomic_write.ts";
export { InputError, type InputErrorDetails } from "./errors.ts";

export * from "./impressions/model_sample.ts";
export * from "./impressions/schema.ts";
export * from "./impressions/segments.ts";
export * from "./impressions/simulate.ts";
export * from "./impressions/table.ts";

export * from "./nuisance/cross_fit.ts";
export * from "./nuisance/cross_fit_parallel.ts";
export * from "./nuisance/design_matrix.ts";
export * from "./nuisance/features.ts";
export * from "./nuisance/logistic.ts";
export * from "./nuisance/metrics.ts";
export * from "./nuisance/prediction_summary.ts";

export * from "./effects/aipw.ts";
export * from "./effects/segments.ts";

export * from "./random/numpy.ts";

export { Chart, type VegaLiteSpec } from "./charts/chart.ts";
export * from "./charts/naive_versus_doubly_robust.ts";
export * from "./charts/segment_effects.ts";

export * from "./notebook/effect_table.ts";
export * from "./notebook/input.ts";
export * from "./notebook/metrics_table.ts";
export * from "./notebook/mod.ts";
export * from "./notebook/with_progress.ts";
