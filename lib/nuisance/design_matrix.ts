/**
 * From covariates to a design matrix: impute, standardise, one-hot encode with rare levels joined.
 *
 * The definitions are scikit-learn's, because the originals use them: `SimpleImputer` (median,
 * most frequent), `StandardScaler` (divisor n) and `OneHotEncoder(min_frequency, handle_unknown=
 * "infrequent_if_exist")`. The one-hot blocks are never spelled out. A row has at most one column in
 * each block, and rows that have the same columns in all blocks form a cell: a row keeps only its cell's
 * number, and whatever concerns the blocks is computed cell by cell.
 *
 * @module
 */

import { median } from "d3-array";
import type { CategoricalFeature, FeatureTable } from "lib/nuisance/features.ts";

/**
 * How the numeric covariates become standardised columns, one entry per covariate that is kept.
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
  /** What replaces missing values: the training rows' medians; 0 where no row lacks a value. */
  readonly medians: Float64Array;
  /** The training rows' means after imputation. */
  readonly means: Float64Array;
  /** The training rows' standard deviations (divisor n) after imputation; 1 for a constant. */
  readonly scales: Float64Array;
}

/** How one categorical covariate becomes a block of indicator columns. */
export interface CategoricalEncoding {
  /** The covariate's name. */
  readonly name: string;
  /** What replaces a missing level: the training rows' most frequent level. */
  readonly mode: string;
  /** The block's columns in order, `name_level` each; the infrequent column stands last. */
  readonly columns: readonly string[];
  /** Levels counted in the training rows but rarer than the minimum, sorted. */
  readonly infrequentLevels: readonly string[];
  /** The block's column of each level code; −1 for a level that gets zeros. */
  readonly columnOfCode: Int32Array;
  /** The block's column of a missing level. */
  readonly columnOfMissing: number;
}

/** Everything that was learnt from the training rows. */
export interface DesignEncoding {
  /** The numeric covariates that were kept, in order. */
  readonly numeric: NumericEncoding;
  /** The categorical covariates, in order. */
  readonly categorical: readonly CategoricalEncoding[];
  /** Numeric covariates without a single value in the training rows: they have no column. */
  readonly droppedNumeric: readonly string[];
  /** The names of all columns, numeric ones first. */
  readonly columns: readonly string[];
}

/** A design matrix with dense numeric columns and one-hot blocks that are kept as cells. */
export interface DesignMatrix {
  /** How many rows it has. */
  readonly rows: number;
  /** The numeric columns, which come first; one value per row each. */
  readonly numeric: readonly Float64Array[];
  /** How many indicator columns follow the numeric ones, all blocks together. */
  readonly indicatorWidth: number;
  /** For every row the number of its cell, from 0. */
  readonly cellOfRow: Int32Array;
  /** For every cell the indicator columns that are 1 in it, at most one per block. */
  readonly indicatorsOfCell: readonly (readonly number[])[];
}

/**
 * How many columns a design matrix has, without the intercept.
 *
 * @param design any design matrix
 * @returns the number of numeric and indicator columns
 *
 * @example
 * ```ts
 * import { designWidth } from "lib/nuisance/design_matrix.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const design = {
 *   rows: 1, numeric: [Float64Array.of(7)], indicatorWidth: 2,
 *   cellOfRow: Int32Array.of(0), indicatorsOfCell: [[1]],
 * };
 * assertEquals(designWidth(design), 3);
 * ```
 */
export function designWidth(design: DesignMatrix): number {
  return design.numeric.length + design.indicatorWidth;
}

/**
 * Learns from the training rows how covariates become columns.
 *
 * @param features the covariates of all rows
 * @param trainingRows the rows to learn from, at least one
 * @param minimumLevelCount a level counted fewer times than this, after imputation, joins its
 *   covariate's infrequent column
 * @returns medians, means, scales, modes and columns
 * @throws {RangeError} if a categorical covariate has no level in any training row
 *
 * @example
 * ```ts
 * import { fitDesignEncoding } from "lib/nuisance/design_matrix.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const encoding = fitDesignEncoding(
 *   {
 *     rows: 4,
 *     numeric: [{ name: "hour", values: Float64Array.of(1, 3, NaN, 5) }],
 *     categorical: [{ name: "topic", codes: Int32Array.of(0, 0, 1, -1), levels: ["a", "b"] }],
 *   },
 *   Int32Array.of(0, 1, 2, 3),
 *   2,
 * );
 * assertEquals(encoding.numeric.medians[0], 3);
 * assertEquals(encoding.columns, ["hour", "topic_a", "topic_infrequent"]);
 * ```
 */
export function fitDesignEncoding(
  features: FeatureTable,
  trainingRows: Int32Array,
  minimumLevelCount: number,
): DesignEncoding {
  const isKept = features.numeric.map(({ values }) => hasValue(values, trainingRows));
  const places = [...features.numeric.keys()].filter((place) => isKept[place]);
  const numeric: NumericEncoding = {
    names: places.map((place) => features.numeric[place]!.name),
    places,
    medians: new Float64Array(places.length),
    means: new Float64Array(places.length),
    scales: new Float64Array(places.length),
  };
  places.forEach((place, a) =>
    fitNumeric(features.numeric[place]!.values, trainingRows, numeric, a)
  );
  const droppedNumeric = features.numeric.filter((_, place) => !isKept[place])
    .map(({ name }) => name);
  const categorical = features.categorical.map((feature) =>
    fitCategorical(feature, trainingRows, minimumLevelCount)
  );
  const columns = [...numeric.names, ...categorical.flatMap((c) => c.columns)];
  return { numeric, categorical, droppedNumeric, columns };
}

/**
 * Lays out the design matrix of some rows by an encoding learnt elsewhere.
 *
 * @param encoding what {@linkcode fitDesignEncoding} learnt
 * @param features the covariates of all rows, the same columns it learnt from
 * @param rows the rows to lay out, in order
 * @param room where the numeric columns are put, at least one entry per row and numeric covariate;
 *   what is laid out in the same room later overwrites them. New memory if not given
 * @returns the design matrix, one row per entry of `rows`
 * @throws {RangeError} if the room is too small
 *
 * @example
 * ```ts
 * import { encodeDesign, fitDesignEncoding } from "lib/nuisance/design_matrix.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const features = {
 *   rows: 3,
 *   numeric: [{ name: "hour", values: Float64Array.of(1, 3, 5) }],
 *   categorical: [{ name: "topic", codes: Int32Array.of(0, 1, 1), levels: ["a", "b"] }],
 * };
 * const encoding = fitDesignEncoding(features, Int32Array.of(0, 1), 1);
 * const design = encodeDesign(encoding, features, Int32Array.of(2));
 * assertEquals([...design.numeric[0]!], [3]);
 * assertEquals(design.indicatorsOfCell[design.cellOfRow[0]!], [1]);
 * ```
 */
export function encodeDesign(
  encoding: DesignEncoding,
  features: FeatureTable,
  rows: Int32Array,
  room: Float64Array = new Float64Array(encoding.numeric.places.length * rows.length),
): DesignMatrix {
  const { places, medians, means, scales } = encoding.numeric;
  if (room.length < places.length * rows.length) {
    throw new RangeError(
      `${room.length} entries have no room for ${places.length} columns of ` +
        `${rows.length} rows`,
    );
  }
  const numeric = places.map((place, a) => {
    const median = medians[a]!;
    const mean = means[a]!;
    const scale = scales[a]!;
    const { values } = features.numeric[place]!;
    const column = room.subarray(a * rows.length, (a + 1) * rows.length);
    for (let i = 0; i < rows.length; i++) {
      const value = values[rows[i]!]!;
      column[i] = ((value === value ? value : median) - mean) / scale;
    }
    return column;
  });
  const cellOfRow = new Int32Array(rows.length);
  let indicatorsOfCell: readonly (readonly number[])[] = [[]];
  let offset = 0;
  encoding.categorical.forEach((block, k) => {
    const { codes } = features.categorical[k]!;
    indicatorsOfCell = splitCells(cellOfRow, indicatorsOfCell, codes, rows, block, offset);
    offset += block.columns.length;
  });
  return { rows: rows.length, numeric, indicatorWidth: offset, cellOfRow, indicatorsOfCell };
}

/** Splits every cell by its rows' column in one more block; the rows' cells change in place. */
function splitCells(
  cellOfRow: Int32Array,
  indicatorsOfCell: readonly (readonly number[])[],
  codes: Int32Array,
  rows: Int32Array,
  { columns, columnOfCode, columnOfMissing }: CategoricalEncoding,
  offset: number,
): number[][] {
  // One place per old cell and column, and one for rows without a column in this block.
  const places = columns.length + 1;
  const newCells = new Int32Array(indicatorsOfCell.length * places).fill(-1);
  const newIndicators: number[][] = [];
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i]!]!;
    const column = code < 0 ? columnOfMissing : columnOfCode[code]!;
    const place = cellOfRow[i]! * places + column + 1;
    let cell = newCells[place]!;
    if (cell < 0) {
      cell = newIndicators.length;
      newCells[place] = cell;
      const before = indicatorsOfCell[cellOfRow[i]!]!;
      newIndicators.push(column < 0 ? [...before] : [...before, offset + column]);
    }
    cellOfRow[i] = cell;
  }
  return newIndicators;
}

/** Fills one place of the encoding with what the training rows say of a covariate. */
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
  const middle = lacksValues(values) ? trainingMedian(values, rows) : 0;
  const mean = (sum + (rows.length - present) * middle) / rows.length;
  let squares = 0;
  let drift = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!;
    const deviation = (value === value ? value : middle) - mean;
    squares += deviation * deviation;
    drift += deviation;
  }
  // The corrected two-pass algorithm: the drift takes back the rounding of the mean itself.
  const variance = (squares - (drift * drift) / rows.length) / rows.length;
  const exactMean = mean + drift / rows.length;
  // A constant's deviations are rounding noise: scikit-learn treats a variance below this bound
  // as zero (after Chan, Golub and LeVeque 1983, The American Statistician 37) and leaves the
  // column unscaled.
  const meanNoise = rows.length * exactMean * Number.EPSILON;
  const noise = rows.length * Number.EPSILON * variance + meanNoise * meanNoise;
  encoding.medians[place] = middle;
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

function fitCategorical(
  feature: CategoricalFeature,
  rows: Int32Array,
  minimumLevelCount: number,
): CategoricalEncoding {
  const { name, codes, levels } = feature;
  const counts = new Int32Array(levels.length);
  let missing = 0;
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i]!]!;
    if (code < 0) missing++;
    else counts[code]!++;
  }
  let mode = 0;
  for (let code = 1; code < counts.length; code++) if (counts[code]! > counts[mode]!) mode = code;
  if (counts.length === 0 || counts[mode] === 0) {
    throw new RangeError(`the categorical covariate "${name}" has no level in the training rows`);
  }
  counts[mode]! += missing;

  const columnOfCode = new Int32Array(levels.length).fill(-1);
  const columns: string[] = [];
  const infrequent: number[] = [];
  for (let code = 0; code < levels.length; code++) {
    if (counts[code]! >= minimumLevelCount) {
      columnOfCode[code] = columns.length;
      columns.push(`${name}_${levels[code]}`);
    } else if (counts[code]! > 0) {
      infrequent.push(code);
    }
  }
  if (infrequent.length > 0) {
    // Levels that the training rows lack are as good as infrequent: they share that column.
    for (let code = 0; code < levels.length; code++) {
      if (columnOfCode[code]! < 0) columnOfCode[code] = columns.length;
    }
    columns.push(`${name}_infrequent`);
  }
  return {
    name,
    mode: levels[mode]!,
    columns,
    infrequentLevels: infrequent.map((code) => levels[code]!),
    columnOfCode,
    columnOfMissing: columnOfCode[mode]!,
  };
}
