/**
 * Nuisance models: the probability of treatment and the expected outcome of every row, each
 * predicted by a model that never saw the row.
 *
 * `stratifiedFolds` deals the rows to folds, `crossFit` fits both models and predicts the rows held
 * out, `foldMetrics` and `describeColumns` say how good the predictions are. Beneath them lie the
 * encoding of covariates as columns (`fitDesignEncoding`) and the regression (`fitLogistic`).
 *
 * @module
 */

export type { CodedColumn } from "lib/coded_column.ts";
export type { OnProgress, Progress } from "lib/progress.ts";

export { rowsOfFold, stratifiedFolds } from "lib/nuisance/folds.ts";
export type { FeatureTable, NumericFeature } from "lib/nuisance/features.ts";
export { crossFit, type CrossFitOptions, type CrossFitResult } from "lib/nuisance/cross_fit.ts";
export type {
  CrossFitData,
  FoldFit,
  NuisanceOptions,
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

export {
  type DesignEncoding,
  type DesignMatrix,
  fitDesignEncoding,
} from "lib/nuisance/design_matrix.ts";
export type { CategoricalEncoding } from "lib/nuisance/categorical_encoding.ts";
export type { NumericEncoding } from "lib/nuisance/numeric_encoding.ts";
export {
  fitLogistic,
  type LogisticFit,
  LogisticFitError,
  type LogisticOptions,
} from "lib/nuisance/logistic.ts";
