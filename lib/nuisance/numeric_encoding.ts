/**
 * From numeric covariates to standardised columns: impute by the median, centre, scale.
 *
 * The definitions are those of scikit-learn's `SimpleImputer` and `StandardScaler`.
 *
 * @module
 */

import { median } from "d3-array";
import type { NumericFeature } from "lib/nuisance/features.ts";

/**
 * The encoding of the numeric covariates as standardised columns, one entry per covariate kept.
 *
 * The figures stand in typed arrays and not in one record per covariate: V8 14.9, which Deno 2.8
 * has, can compile a loop that makes such records so that two of them share their numbers, which
 * silently standardises a covariate by its neighbour's mean and scale.
 */
export interface NumericEncoding {
  /** The covariates' names, which name their columns too. */
  readonly names: readonly string[];
  /** The covariates' places among the numeric ones they were learnt from. */
  readonly places: readonly number[];
  /** What replaces missing values: the training rows' medians; NaN where no row lacks one. */
  readonly medians: Float64Array;
  /** The training rows' means after imputation. */
  readonly means: Float64Array;
  /** The training rows' standard deviations (divisor n) after imputation; 1 for a constant. */
  readonly scales: Float64Array;
}

/**
 * Medians, means and standard deviations of numeric covariates, learnt from the training rows.
 *
 * The median of an even number of values is the mean of the middle two. Means and standard
 * deviations (divisor n) are those after the median has been filled in, by scikit-learn's own
 * algorithm (see `fitNumeric`), so that a column comes out standardised as it does there.
 *
 * @param features the numeric covariates of all rows, in model order
 * @param trainingRows the rows to learn from, at least one
 * @returns medians, means and scales, each in its covariate's unit, of the covariates that have a
 *   value in some training row
 *
 * @example
 * ```ts
 * import { fitNumericEncoding } from "lib/nuisance/numeric_encoding.ts";
 * import { assertEquals } from "@std/assert";
 *
 * // Four articles shown at 1, 3 and 5 o'clock, the third at an hour that is not known.
 * const hour = { name: "hour", values: Float64Array.of(1, 3, NaN, 5) };
 * const { medians, means, scales } = fitNumericEncoding([hour], Int32Array.of(0, 1, 2, 3));
 * assertEquals([medians[0], means[0], scales[0]], [3, 3, Math.sqrt(2)]);
 * ```
 */
export function fitNumericEncoding(
  features: readonly NumericFeature[],
  trainingRows: Int32Array,
): NumericEncoding {
  const isKept = features.map(({ values }) => hasValue(values, trainingRows));
  const places = [...features.keys()].filter((place) => isKept[place]);
  const encoding: NumericEncoding = {
    names: places.map((place) => features[place]!.name),
    places,
    medians: new Float64Array(places.length),
    means: new Float64Array(places.length),
    scales: new Float64Array(places.length),
  };
  places.forEach((place, a) => fitNumeric(features[place]!.values, trainingRows, encoding, a));
  return encoding;
}

/**
 * Median, mean and scale of one covariate, put into its place of the encoding.
 *
 * Mean and variance are taken by hand because the corrected two-pass algorithm is scikit-learn's
 * definition of them (`_incremental_mean_and_var`): a library's would differ in the last bits.
 */
function fitNumeric(
  values: Float64Array,
  rows: Int32Array,
  encoding: NumericEncoding,
  place: number,
): void {
  let present = 0;
  let sum = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!;
    if (value === value) {
      present++;
      sum += value;
    }
  }
  // Finding the median costs more than all else here, so it is found only where it is used.
  const isUsed = lacksValues(values);
  const middle = isUsed ? trainingMedian(values, rows) : 0;
  const mean = (sum + (rows.length - present) * middle) / rows.length;
  let squares = 0;
  let drift = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!;
    const deviation = (value === value ? value : middle) - mean;
    squares += deviation * deviation;
    drift += deviation;
  }
  // The drift takes back the rounding of the mean itself.
  const variance = (squares - (drift * drift) / rows.length) / rows.length;
  const exactMean = mean + drift / rows.length;
  // A constant's deviations are rounding noise: scikit-learn treats a variance below this bound
  // as zero (after Chan, Golub and LeVeque 1983, The American Statistician 37) and leaves the
  // column unscaled.
  const meanNoise = rows.length * exactMean * Number.EPSILON;
  const noise = rows.length * Number.EPSILON * variance + meanNoise * meanNoise;
  encoding.medians[place] = isUsed ? middle : NaN;
  encoding.means[place] = exactMean;
  encoding.scales[place] = variance <= noise ? 1 : Math.sqrt(variance);
}

function hasValue(values: Float64Array, rows: Int32Array): boolean {
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!;
    if (value === value) return true;
  }
  return false;
}

function lacksValues(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (values[i] !== values[i]) return true;
  return false;
}

function trainingMedian(values: Float64Array, rows: Int32Array): number {
  const training = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) training[i] = values[rows[i]!]!;
  return median(training)!;
}
