/**
 * From covariates to a design matrix: impute, standardise, one-hot encode with rare levels joined.
 *
 * The definitions are scikit-learn's, because the originals use them: `SimpleImputer` (median,
 * most frequent), `StandardScaler` (divisor n) and `OneHotEncoder(min_frequency,
 * handle_unknown="infrequent_if_exist")`. The one-hot blocks are never spelled out. A row has at most
 * one column in each block, and rows that have the same columns in all blocks form a cell: a row
 * keeps only its cell's number, and whatever concerns the blocks is computed cell by cell.
 *
 * @module
 */

import { requireCount } from "lib/argument_checks.ts";
import { wholeColumn } from "lib/checks.ts";
import {
  type CategoricalEncoding,
  fitCategoricalEncoding,
} from "lib/nuisance/categorical_encoding.ts";
import { type FeatureTable, soundFeatures } from "lib/nuisance/features.ts";
import { fitNumericEncoding, type NumericEncoding } from "lib/nuisance/numeric_encoding.ts";

/** The encoding of covariates as columns: everything that was learnt from the training rows. */
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

/** The number of a design matrix's columns, numeric and indicator ones, without the intercept. */
export function designWidth(design: DesignMatrix): number {
  return design.numeric.length + design.indicatorWidth;
}

/**
 * Design encoding of covariates, learnt from the training rows: what fills in missing values, how
 * numbers are standardised, which levels have a column.
 *
 * @param given the covariates of all rows
 * @param trainingRows the rows to learn from, at least one
 * @param minimumLevelCount a level counted fewer times than this, after imputation, joins its
 *   covariate's infrequent column
 * @returns medians, means and scales in the covariates' units, modes, and the columns' names
 * @throws {InputError} if a categorical covariate has no level in any training row, lists one twice,
 *   or has a code without one, if columns differ in length, or a row or the minimum is none it can be
 *
 * @example
 * ```ts
 * import { fitDesignEncoding } from "lib/nuisance/design_matrix.ts";
 * import { assertEquals } from "@std/assert";
 *
 * // Four articles: the hour they were shown at and their topic, each unknown once.
 * const hour = { name: "hour", values: Float64Array.of(1, 3, NaN, 5) };
 * const topic = { name: "topic", codes: Int32Array.of(0, 0, 1, -1), levels: ["news", "sports"] };
 * const articles = { rows: 4, numeric: [hour], categorical: [topic] };
 * const encoding = fitDesignEncoding(articles, Int32Array.of(0, 1, 2, 3), 2);
 * assertEquals(encoding.numeric.medians[0], 3);
 * assertEquals(encoding.columns, ["hour", "topic_news", "topic_infrequent"]);
 * ```
 */
export function fitDesignEncoding(
  given: FeatureTable,
  trainingRows: Int32Array,
  minimumLevelCount: number,
): DesignEncoding {
  const features = soundFeatures(given);
  requireCount(minimumLevelCount, "rows that a level needs", { most: 2 ** 31 - 1, such: 50 });
  trainingRows = wholeColumn(trainingRows, "trainingRows", {
    least: 0,
    most: features.rows - 1,
    what: `outside the rows of the covariates, 0 to ${features.rows - 1}`,
    remedy: "Give numbers of rows, counted from 0.",
  });
  const numeric = fitNumericEncoding(features.numeric, trainingRows);
  const droppedNumeric = features.numeric.filter((_, place) => !numeric.places.includes(place))
    .map(({ name }) => name);
  const categorical = features.categorical.map((feature) =>
    fitCategoricalEncoding(feature, trainingRows, minimumLevelCount)
  );
  const columns = [...numeric.names, ...categorical.flatMap((c) => c.columns)];
  return { numeric, categorical, droppedNumeric, columns };
}

/**
 * The design matrix of some rows, by an encoding learnt elsewhere from the same covariates.
 *
 * The numeric columns are put into `room`, which must have an entry per row and numeric column, so
 * that designs of which only one is in use at a time can share memory: the next overwrites the last.
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

/** The cells split by their rows' column in one more block; `cellOfRow` changes in place. */
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
