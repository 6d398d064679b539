/**
 * The covariates of a nuisance model as plain columns: numbers and category codes.
 *
 * @module
 */

import { requireListOf, requireMade, requireNames } from "lib/argument_checks.ts";
import { numberColumn, requireLengths, requireMeasures } from "lib/checks.ts";
import { type CodedColumn, soundCoded } from "lib/coded_column.ts";

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

/** The covariates, checked: names, numbers, codes of levels, and one value of each for every row. */
export function soundFeatures(features: FeatureTable): FeatureTable {
  requireMade(features, ["rows", "numeric", "categorical"], {
    noun: "table of covariates",
    maker: "featureTable",
  });
  requireListOf(features.numeric, "numeric covariates");
  requireListOf(features.categorical, "categorical covariates");
  const { rows } = features;
  const numeric = features.numeric.map((feature) => {
    requireMade(feature, ["name"], { noun: "numeric covariate", maker: "featureTable" });
    const { name, values } = feature;
    requireNames([name], "names of covariates");
    requireLengths({ [name]: values }, rows);
    const numbers = numberColumn(values, name);
    requireMeasures(numbers, name);
    return { name, values: numbers };
  });
  const categorical = features.categorical.map((feature) => {
    const sound = soundCoded(feature);
    requireLengths({ [sound.name]: sound.codes }, rows);
    return sound;
  });
  return { rows, numeric, categorical };
}
