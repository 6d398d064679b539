/**
 * The covariates of a nuisance model as plain columns: numbers and category codes.
 *
 * @module
 */

import type { CodedColumn } from "lib/coded_column.ts";

/** A covariate measured as a number. */
export interface NumericFeature {
  readonly name: string;
  /** One value per row; NaN where it is missing. */
  readonly values: Float64Array;
}

/** The covariates of a table, column by column, all of the same length. */
export interface FeatureTable {
  readonly rows: number;
  /** The numeric covariates, in model order. */
  readonly numeric: readonly NumericFeature[];
  /** The categorical covariates, in model order. */
  readonly categorical: readonly CodedColumn[];
}
