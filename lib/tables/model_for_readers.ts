/**
 * The nuisance models, what they see and what they predict, as the tables that readers see.
 *
 * @module
 */

import { decimalColumn, secondary, wordColumn } from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable, type ReaderTableOptions } from "lib/frames/reader_table.ts";
import type { DesignEncoding } from "lib/nuisance/design_matrix.ts";
import type { FoldMetrics } from "lib/nuisance/metrics.ts";
import type { StatisticRow } from "lib/nuisance/prediction_summary.ts";
import { designLines } from "lib/tables/design.ts";
import { countText } from "lib/text/reader_numbers.ts";

/** What the columns are that the analyses read. */
const FEATURES: Readonly<Record<string, string>> = {
  history_len: "articles that the reader had read before",
  candidate_set_size: "articles in the list",
  title_length: "characters of the title",
  abstract_length: "characters of the abstract",
  hour: "hour of the day, from 0",
  day_of_week: "day of the week, Monday 0",
  log_item_exposures: "logarithm of 1 + the times the article is shown",
  category: "topic of the article",
  subcategory: "narrower topic of the article",
  treatment: "1 in the top three, else 0",
};

/**
 * Table of features for readers: what each is, and which of the two models sees it.
 *
 * @param propensity names of the features of the propensity model, in its order
 * @param outcome those of the outcome model
 * @returns one row per feature of either model, in the outcome model's order
 *
 * @example Only the outcome model sees the treatment
 * ```ts
 * import { featuresForReaders } from "lib/tables/model_for_readers.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { columns } = featuresForReaders(["hour"], ["hour", "treatment"]);
 * assertEquals(columns[2]!.cells, ["yes", "no"]);
 * ```
 */
export function featuresForReaders(
  propensity: readonly string[],
  outcome: readonly string[],
): ReaderTable {
  const names = [...new Set([...outcome, ...propensity])];
  const seenBy = (features: readonly string[]) =>
    names.map((name) => features.includes(name) ? "yes" : "no");
  return readerTable([
    wordColumn("Feature", names),
    wordColumn(
      "What it is",
      names.map((name) =>
        Object.hasOwn(FEATURES, name) ? FEATURES[name]! : "a column of the table"
      ),
    ),
    wordColumn("Propensity model sees it", seenBy(propensity)),
    wordColumn("Outcome model sees it", seenBy(outcome)),
  ], { whenEmpty: "Neither model sees a feature." });
}

/**
 * Table of a design matrix's columns for readers.
 *
 * @param encoding medians, means, scales, modes and levels, as `fitDesignEncoding` learns them
 * @param options how many columns of the matrix to list
 * @returns one row a column of the matrix: what a missing value becomes, and for numbers what is
 *   subtracted and what divides, in the covariate's units
 *
 * @example The hour of three articles
 * ```ts
 * import { fitDesignEncoding } from "lib/nuisance/design_matrix.ts";
 * import { designForReaders } from "lib/tables/model_for_readers.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const hour = { name: "hour", values: Float64Array.of(7, 9, NaN) };
 * const features = { rows: 3, numeric: [hour], categorical: [] };
 * const encoding = fitDesignEncoding(features, Int32Array.of(0, 1, 2), 1);
 * assertEquals(designForReaders(encoding).columns[1]!.cells, ["8.0000"]);
 * ```
 */
export function designForReaders(
  encoding: DesignEncoding,
  options: Pick<ReaderTableOptions, "rows"> = {},
): ReaderTable {
  const lines = designLines(encoding);
  return readerTable([
    wordColumn("Column of the models", lines.map(({ column }) => column)),
    secondary(
      wordColumn("A missing value becomes", lines.map(({ missingBecomes }) => missingBecomes)),
    ),
    decimalColumn("Mean, subtracted", lines.map(({ mean }) => mean), 4),
    decimalColumn("Standard deviation, divides", lines.map(({ scale }) => scale), 4),
  ], { ...options, noun: "columns" });
}

/**
 * Table of prediction metrics for readers.
 *
 * @param metrics the figures of each fold
 * @returns one row per fold: ROC AUC, average precision and Brier score, all from 0 to 1
 *
 * @example Two clicks and two articles without one, all told apart
 * ```ts
 * import { foldMetrics } from "lib/nuisance/metrics.ts";
 * import { metricsForReaders } from "lib/tables/model_for_readers.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const predicted = Float64Array.of(0.1, 0.3, 0.4, 0.2);
 * const metrics = foldMetrics(Uint8Array.of(0, 1, 1, 0), predicted, Uint8Array.of(0, 0, 1, 1));
 * assertEquals(metricsForReaders(metrics).columns[1]!.cells, ["1.0000", "1.0000"]);
 * ```
 */
export function metricsForReaders(metrics: readonly FoldMetrics[]): ReaderTable {
  return readerTable([
    wordColumn("Fold held out", metrics.map(({ fold }) => countText(fold))),
    decimalColumn("ROC AUC", metrics.map(({ rocAuc }) => rocAuc), 4),
    decimalColumn("Average precision", metrics.map((each) => each.averagePrecision), 4),
    decimalColumn("Brier score", metrics.map(({ brierScore }) => brierScore), 4),
  ], { noun: "folds" });
}

const STATISTICS: Readonly<Record<string, string>> = {
  mean: "mean",
  std: "standard deviation",
  min: "lowest",
  "50%": "median",
  max: "highest",
};

/** What an analysis calls its predictions. */
const PREDICTIONS: Readonly<Record<string, string>> = {
  e_hat: "Propensity e",
  mu1_hat: "Click if in the top three, μ₁",
  mu0_hat: "Click if further down, μ₀",
  mu_diff_hat: "Their difference, μ₁ − μ₀",
  aipw_score: "AIPW score",
};

/**
 * Table of a description for readers: one statistic a row, one described quantity a column.
 *
 * @param statistics the rows of `describeColumns`
 * @param names what the described columns are called, in their order
 * @returns the statistics in words, with four decimals; the count, where it is the same for all, below
 *   the table
 *
 * @example How probable two clicks were said to be
 * ```ts
 * import { describeColumns } from "lib/nuisance/prediction_summary.ts";
 * import { statisticsForReaders } from "lib/tables/model_for_readers.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const statistics = describeColumns([Float64Array.of(0.25, 0.75)], []);
 * const { columns, notes } = statisticsForReaders(statistics, ["mu1_hat"]);
 * assertEquals(columns[0]!.cells, ["mean", "standard deviation", "lowest", "highest"]);
 * assertEquals(notes, ["Of 2 rows."]);
 * ```
 */
export function statisticsForReaders(
  statistics: readonly StatisticRow[],
  names: readonly string[],
): ReaderTable {
  const counts = statistics.find(({ statistic }) => statistic === "count")?.values ?? [];
  const isOneCount = counts.length > 0 && counts.every((count) => count === counts[0]);
  const rows = statistics.filter(({ statistic }) => !isOneCount || statistic !== "count");
  return readerTable([
    wordColumn("Statistic", rows.map(({ statistic }) => statisticInWords(statistic))),
    ...names.map((name, column) => {
      const heading = Object.hasOwn(PREDICTIONS, name)
        ? PREDICTIONS[name]!
        : name.replaceAll("_", " ");
      const described = decimalColumn(heading, rows.map(({ values }) => values[column]!), 4);
      return column > 0 && column < names.length - 1 ? secondary(described) : described;
    }),
  ], { noun: "statistics", notes: isOneCount ? [`Of ${countText(counts[0]!)} rows.`] : [] });
}

function statisticInWords(statistic: string): string {
  if (Object.hasOwn(STATISTICS, statistic)) return STATISTICS[statistic]!;
  const [, percent] = /^(.*)%$/.exec(statistic) ?? [];
  return percent === undefined ? statistic : `${percent} % lie below`;
}
