/**
 * The modelling sample: rows drawn as the original draws them, with treatment, outcome and
 * covariates ready for the nuisance models.
 *
 * @module
 */

import { requireBothClasses } from "lib/checks.ts";
import pl, { type DataFrame, type Series } from "nodejs-polars";
import { InputError } from "lib/errors.ts";
import { categoricalColumn, numericColumn } from "lib/frames/frame_columns.ts";
import type { FeatureTable } from "lib/nuisance/features.ts";
import { sampleRows } from "lib/random/numpy.ts";
import { ANALYSIS_COLUMNS, type ImpressionTable } from "lib/impressions/table.ts";

/** Rows of an impression table, drawn without replacement. */
export interface ModelSample {
  /** How many rows were drawn. */
  readonly rows: number;
  /** For every drawn row its number in the table, from 0. */
  readonly sourceRow: Int32Array;
  /** Treatment: 1 where the item stood in the top three. */
  readonly treatment: Uint8Array;
  /** Outcome: 1 where the item was clicked. */
  readonly outcome: Uint8Array;
  /**
   * The drawn rows in drawn order: the columns read, and `treatment`, `outcome`,
   * `log_item_exposures`, `treatment_label`.
   */
  readonly frame: DataFrame;
}

/** The size summary that the original prints after sampling. */
export interface SampleSummary {
  /** Rows drawn. */
  readonly rows: number;
  /** Share of rows in the top three. */
  readonly treatmentRate: number;
  /** Share of rows clicked. */
  readonly clickRate: number;
  /** Different users. */
  readonly uniqueUsers: number;
  /** Different articles. */
  readonly uniqueItems: number;
}

/**
 * Draws the modelling sample that `DataFrame.sample(n=size, random_state=seed)` draws.
 *
 * @param table the impression table
 * @param options `size`: rows to draw, at least two; a table with fewer rows is taken whole, in
 *   drawn order. `seed`: an integer from 0 to 2³² − 1
 * @returns the drawn rows with treatment, outcome and the logarithm of 1 + item exposures
 * @throws {InputError} if size or seed are not such numbers, or if the drawn rows have one arm only
 *
 * @example
 * ```ts
 * import { drawModelSample } from "lib/impressions/model_sample.ts";
 * import { openImpressions } from "lib/impressions/table.ts";
 * import { InputError } from "lib/errors.ts";
 * import { assertThrows } from "@std/assert";
 *
 * assertThrows(() =>
 *   drawModelSample(openImpressions("nowhere.parquet"), { size: 150_000, seed: 42 }), InputError);
 * ```
 */
export function drawModelSample(
  table: ImpressionTable,
  { size, seed }: { readonly size: number; readonly seed: number },
): ModelSample {
  if (!Number.isInteger(size) || size < 2) {
    throw new InputError(`${Deno.inspect(size)} is not a sample size`, {
      remedy: "Give a whole number of rows, at least 2.",
    });
  }
  const sourceRow = sampleRows(table.rows, Math.min(table.rows, size), seed);
  const drawn = table.gather(ANALYSIS_COLUMNS, sourceRow);
  const frame = drawn.withColumns(
    logExposures(drawn),
    pl.col("is_top_3").cast(pl.Int64).alias("treatment"),
    pl.col("clicked").cast(pl.Int64).alias("outcome"),
    pl.when(pl.col("is_top_3").cast(pl.Int64).eq(1)).then(pl.lit("top_3"))
      .otherwise(pl.lit("rank_4_plus")).alias("treatment_label"),
  );
  const treatment = Uint8Array.from(numericColumn(frame, "treatment"));
  const outcome = Uint8Array.from(numericColumn(frame, "outcome"));
  for (const [name, values] of [["is_top_3", treatment], ["clicked", outcome]] as const) {
    const ones = values.reduce((sum, value) => sum + value, 0);
    requireBothClasses(ones, values.length, {
      noun: "drawn values",
      file: table.path,
      column: name,
      remedy: "Draw more rows, or another seed.",
    });
  }
  return { rows: sourceRow.length, sourceRow, treatment, outcome, frame };
}

/**
 * Takes the logarithm here and not in Polars, whose last bit depends on the processor: the same
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
 * Summarises a sample as the original's third cell does.
 *
 * @param sample the drawn rows
 * @returns counts of rows, users and items, and shares from 0 to 1
 *
 * @example
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
export function summarizeSample(sample: ModelSample): SampleSummary {
  const share = (values: Uint8Array) => values.reduce((sum, v) => sum + v, 0) / values.length;
  return {
    rows: sample.rows,
    treatmentRate: share(sample.treatment),
    clickRate: share(sample.outcome),
    uniqueUsers: sample.frame.getColumn("user_id").nUnique(),
    uniqueItems: sample.frame.getColumn("news_id").nUnique(),
  };
}

/**
 * Takes covariates out of a frame as the plain columns that the nuisance models read.
 *
 * @param frame one row per observation
 * @param numeric names of numeric columns, in model order
 * @param categorical names of text columns, in model order
 * @returns the covariates; missing numbers are NaN, missing levels −1
 * @throws {InputError} if a column is missing from the frame
 *
 * @example
 * ```ts
 * import pl from "nodejs-polars";
 * import { featureTable } from "lib/impressions/model_sample.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const frame = pl.DataFrame({ hour: [7, null, 9], topic: ["b", "a", null] });
 * const { numeric, categorical } = featureTable(frame, ["hour"], ["topic"]);
 * assertEquals([...numeric[0]!.values], [7, NaN, 9]);
 * assertEquals([[...categorical[0]!.codes], categorical[0]!.levels], [[1, 0, -1], ["a", "b"]]);
 * ```
 */
export function featureTable(
  frame: DataFrame,
  numeric: readonly string[],
  categorical: readonly string[],
): FeatureTable {
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
    numeric: numeric.map((name) => ({ name, values: numericColumn(frame, name) })),
    categorical: categorical.map((name) => categoricalColumn(frame, name)),
  };
}
