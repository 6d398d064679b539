/**
 * Nuisance models: the probability of treatment and the expected outcome of every row, each
 * predicted by a model that never saw the row.
 *
 * `stratifiedFolds` deals the rows to folds, `crossFit` fits both models and predicts the rows held
 * out, `foldMetrics` and `describeColumns` say how good the predictions are. `fitDesignEncoding` shows
 * the columns that covariates become. The regression itself stands in `lib/nuisance/logistic.ts`.
 *
 * @module
 */

export type { CodedColumn } from "lib/coded_column.ts";

export { rowsOfFold, stratifiedFolds } from "lib/nuisance/folds.ts";
export {
  bentFeatures,
  splineFeatures,
  transformedFeature,
} from "lib/nuisance/feature_transforms.ts";
export { groupRates } from "lib/nuisance/group_rates.ts";
export { groupFolds } from "lib/nuisance/group_folds.ts";
export type { KnownNuisances } from "lib/nuisance/known_nuisances.ts";
export type { FeatureTable, NumericFeature } from "lib/nuisance/features.ts";
export { crossFit, type CrossFitOptions, type CrossFitResult } from "lib/nuisance/cross_fit.ts";
export type {
  CrossFitData,
  FoldFit,
  NuisanceOptions,
  OutcomeModel,
  OutcomePredictions,
  PropensityPredictions,
} from "lib/nuisance/nuisance_model.ts";

export {
  type FoldMetrics,
  foldMetrics,
  type PredictionMetrics,
  predictionMetrics,
} from "lib/nuisance/metrics.ts";
export { describeColumns, type StatisticRow } from "lib/nuisance/prediction_summary.ts";

export { type DesignEncoding, fitDesignEncoding } from "lib/nuisance/design_matrix.ts";
export { LogisticFitError } from "lib/nuisance/logistic.ts";
