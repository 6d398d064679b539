/**
 * The modelling sample: rows drawn as the original draws them, with treatment, outcome and
 * covariates ready for the nuisance models.
 *
 * @module
 */

import { requireKnownOptions, requireMade, requireNames } from "lib/argument_checks.ts";
import { requireBothClasses, requireMeasures } from "lib/checks.ts";
import pl, { type DataFrame, type Series } from "nodejs-polars";
import { mean } from "simple-statistics";
import { InputError } from "lib/errors.ts";
import { displayed } from "lib/frames/displayed.ts";
import { categoricalColumn, numericColumn } from "lib/frames/frame_columns.ts";
import type { FeatureTable } from "lib/nuisance/features.ts";
import { sampleRows } from "lib/random/numpy.ts";
import { ANALYSIS_COLUMNS, type ImpressionTable, requireTable } from "lib/impressions/table.ts";

/** Rows of an impression table, drawn without replacement. */
export interface ModelSample {
  readonly rows: number;
  /** For every drawn row its number in the table, from 0. */
  readonly sourceRow: Int32Array;
  /** 1 where the item stood in the top three. */
  readonly treatment: Uint8Array;
  /** 1 where the item was clicked. */
  readonly outcome: Uint8Array;
  /**
   * The drawn rows in drawn order: the columns read, and `treatment`, `outcome`,
   * `log_item_exposures`, `treatment_label`.
   */
  readonly frame: DataFrame;
  /**
   * A numeric column of `frame`, one value a row; NaN where it is missing.
   *
   * @param name the column
   * @returns its values
   * @throws {InputError} if there is no such column, or it does not hold numbers
   */
  numeric(name: string): Float64Array;
}

/** Options for {@linkcode drawModelSample}. */
export interface ModelSampleOptions {
  /** Rows to draw, at least two; a table with fewer rows is taken whole, in drawn order. */
  readonly size: number;
  /** An integer from 0 to 2³² − 1. */
  readonly seed: number;
}

/** Size summary that the original prints after sampling. */
export interface SampleSummary {
  readonly rows: number;
  /** Share of rows in the top three. */
  readonly treatmentRate: number;
  /** Share of rows clicked. */
  readonly clickRate: number;
  readonly uniqueUsers: number;
  readonly uniqueItems: number;
}

/**
 * Modelling sample that `DataFrame.sample(n=size, random_state=seed)` draws.
 *
 * @param table the impression table
 * @param options how many rows, from which seed
 * @returns the drawn rows with treatment, outcome and the logarithm of 1 + item exposures
 * @throws {InputError} if size or seed are not such numbers, or if the drawn rows have one arm only
 *
 * @example Five hundred displayed articles of fifty simulated lists
 * ```ts
 * import { drawModelSample } from "lib/impressions/model_sample.ts";
 * import { openImpressions } from "lib/impressions/table.ts";
 * import { simulateImpressions } from "lib/simulation/impressions/simulate.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const path = `${Deno.makeTempDirSync()}/impressions.parquet`;
 * simulateImpressions({ impressions: 50, seed: 7, order: "ranked" }).impressions.writeParquet(path);
 * const { rows, treatment } = drawModelSample(openImpressions(path), { size: 500, seed: 42 });
 * assertEquals([rows, treatment.length], [500, 500]);
 * ```
 */
export function drawModelSample(
  table: ImpressionTable,
  options: ModelSampleOptions,
): ModelSample {
  const { size, seed } = requireKnownOptions(options, ["size", "seed"]);
  requireTable(table);
  if (!Number.isInteger(size) || size < 2) {
    throw new InputError(`${Deno.inspect(size)} is not a sample size`, {
      remedy: "Give a whole number of rows, at least 2.",
    });
  }
  const sample = sampleOf(table, sampleRows(table.rows, Math.min(table.rows, size), seed));
  requireBothValues(sample.treatment, "is_top_3", table.path);
  requireBothValues(sample.outcome, "clicked", table.path);
  return sample;
}

/** The modelling sample of given rows, whatever they hold. */
function sampleOf(table: ImpressionTable, sourceRow: Int32Array): ModelSample {
  const drawn = table.gather(ANALYSIS_COLUMNS, sourceRow);
  const frame = drawn.withColumns(
    logExposures(drawn),
    pl.col("is_top_3").cast(pl.Int64).alias("treatment"),
    pl.col("clicked").cast(pl.Int64).alias("outcome"),
    pl.when(pl.col("is_top_3").cast(pl.Int64).eq(1)).then(pl.lit("top_3"))
      .otherwise(pl.lit("rank_4_plus")).alias("treatment_label"),
  );
  return {
    rows: sourceRow.length,
    sourceRow,
    treatment: Uint8Array.from(numericColumn(frame, "treatment")),
    outcome: Uint8Array.from(numericColumn(frame, "outcome")),
    frame: displayed(frame),
    numeric: (name) => numericColumn(frame, name),
  };
}

function requireBothValues(values: Uint8Array, column: string, file: string): void {
  requireBothClasses(values.reduce((sum, value) => sum + value, 0), values.length, {
    noun: "drawn values",
    file,
    column,
    remedy: "Draw more rows, or another seed.",
  });
}

/**
 * The logarithm, taken here and not in Polars, whose last bit depends on the processor: the same
 * table shall give the same bits on every machine.
 */
function logExposures(frame: DataFrame): Series {
  const logs = numericColumn(frame, "item_exposures").map(Math.log1p);
  const missing = frame.getColumn("item_exposures").nullCount() > 0;
  return missing
    ? pl.Series("log_item_exposures", Array.from(logs, (v) => v === v ? v : null), pl.Float64)
    : pl.Series("log_item_exposures", logs, pl.Float64);
}

/**
 * Summary of a sample as the original's third cell prints it.
 *
 * @param sample the drawn rows
 * @returns counts of rows, users and items, and shares from 0 to 1
 *
 * @example One reader who is shown two articles and clicks none
 * ```ts
 * import pl from "nodejs-polars";
 * import { summarizeSample } from "lib/impressions/model_sample.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const summary = summarizeSample({
 *   rows: 2,
 *   sourceRow: Int32Array.of(0, 1),
 *   treatment: Uint8Array.of(1, 0),
 *   outcome: Uint8Array.of(0, 0),
 *   frame: pl.DataFrame({ user_id: ["U1", "U1"], news_id: ["N1", "N2"] }),
 * });
 * assertEquals([summary.treatmentRate, summary.uniqueUsers, summary.uniqueItems], [0.5, 1, 2]);
 * ```
 */
export function summarizeSample(sample: Omit<ModelSample, "numeric">): SampleSummary {
  requireMade(sample, ["treatment", "outcome", "frame"], {
    noun: "sample",
    maker: "drawModelSample",
  });
  // simple-statistics reads any indexable list of numbers; its types only name number[].
  const share = (values: Uint8Array) => mean(values as unknown as number[]);
  return {
    rows: sample.rows,
    treatmentRate: share(sample.treatment),
    clickRate: share(sample.outcome),
    uniqueUsers: sample.frame.getColumn("user_id").nUnique(),
    uniqueItems: sample.frame.getColumn("news_id").nUnique(),
  };
}

function requireFrame(frame: DataFrame): void {
  requireMade(frame, ["columns", "height", "getColumn"], {
    noun: "DataFrame",
    maker: "gather of the table",
  });
}

/**
 * Covariates of a frame as the plain columns that the nuisance models read.
 *
 * @param frame one row per observation
 * @param numeric names of numeric columns, in model order
 * @param categorical names of columns of text, integers or booleans, in model order; they count as
 *   the same columns written as text
 * @returns the covariates; missing numbers are NaN, missing levels −1
 * @throws {InputError} if a column is missing from the frame, or its values are of a type that it
 *   cannot be named for: text as numeric, reals or dates as categorical; or if a number is infinite
 *   or near it
 *
 * @example Hours and topics of three displayed articles, one of each unknown
 * ```ts
 * import pl from "nodejs-polars";
 * import { featureTable } from "lib/impressions/model_sample.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const frame = pl.DataFrame({ hour: [7, null, 9], topic: ["sports", "news", null] });
 * const { numeric, categorical } = featureTable(frame, ["hour"], ["topic"]);
 * assertEquals([...numeric[0]!.values], [7, NaN, 9]);
 * assertEquals([...categorical[0]!.codes], [1, 0, -1]);
 * assertEquals(categorical[0]!.levels, ["news", "sports"]);
 * ```
 */
export function featureTable(
  frame: DataFrame,
  numeric: readonly string[],
  categorical: readonly string[],
): FeatureTable {
  requireFrame(frame);
  requireNames(numeric, "names of numeric covariates");
  requireNames(categorical, "names of categorical covariates");
  for (const name of [...numeric, ...categorical]) {
    if (!frame.columns.includes(name)) {
      throw new InputError("the sample lacks a covariate", {
        column: name,
        remedy: `Choose among: ${frame.columns.join(", ")}.`,
      });
    }
  }
  return {
    rows: frame.height,
    numeric: numeric.map((name) => {
      const values = numericColumn(frame, name);
      requireMeasures(values, name);
      return { name, values };
    }),
    categorical: categorical.map((name) => categoricalColumn(frame, name)),
  };
}
