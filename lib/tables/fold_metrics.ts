/**
 * Prediction metrics as the table that readers see.
 *
 * @module
 */

import pl, { type DataFrame } from "nodejs-polars";
import type { FoldMetrics } from "lib/nuisance/metrics.ts";

/**
 * Lays out each fold's metrics under the originals' column names.
 *
 * @param metrics the figures of each fold
 * @returns one row per fold: `fold`, `roc_auc`, `average_precision`, `brier_score`
 *
 * @example
 * ```ts
 * import { metricsTable } from "lib/tables/fold_metrics.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const table = metricsTable([{ fold: 1, rocAuc: 0.7, averagePrecision: 0.3, brierScore: 0.06 }]);
 * assertEquals(table.columns, ["fold", "roc_auc", "average_precision", "brier_score"]);
 * ```
 */
export function metricsTable(metrics: readonly FoldMetrics[]): DataFrame {
  return pl.DataFrame([
    pl.Series("fold", metrics.map(({ fold }) => fold), pl.Int64),
    pl.Series("roc_auc", metrics.map(({ rocAuc }) => rocAuc), pl.Float64),
    pl.Series("average_precision", metrics.map((m) => m.averagePrecision), pl.Float64),
    pl.Series("brier_score", metrics.map(({ brierScore }) => brierScore), pl.Float64),
  ]);
}
