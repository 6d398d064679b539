/**
 * The covariates of a nuisance model as plain columns: numbers and category codes.
 *
 * @module
 */

/** A covariate measured as a number; a missing value is NaN. */
export interface NumericFeature {
  /** The covariate's name. */
  readonly name: string;
  /** One value per row; NaN where it is missing. */
  readonly values: Float64Array;
}

/** A covariate with unordered levels; a missing value is the code −1. */
export interface CategoricalFeature {
  /** The covariate's name. */
  readonly name: string;
  /** One level number per row; −1 where the level is missing. */
  readonly codes: Int32Array;
  /** The levels' names, sorted by code point; a code is a place in this list. */
  readonly levels: readonly string[];
}

/** The covariates of a table, column by column, all of the same length. */
export interface FeatureTable {
  /** How many rows every column has. */
  readonly rows: number;
  /** The numeric covariates, in model order. */
  readonly numeric: readonly NumericFeature[];
  /** The categorical covariates, in model order, after the numeric ones. */
  readonly categorical: readonly CategoricalFeature[];
}
