/**
 * Prediction metrics as the table that readers see.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { tableOf } from "lib/frames/displayed.ts";
import { integerColumn, realColumn } from "lib/frames/frame_columns.ts";
import type { FoldMetrics } from "lib/nuisance/metrics.ts";

/**
 * The table of each fold's metrics, under the originals' column names.
 *
 * @param metrics the figures of each fold
 * @returns one row per fold: `fold`, `roc_auc`, `average_precision`, `brier_score`
 *
 * @example Four clicks predicted, in two folds
 * ```ts
 * import { foldMetrics } from "lib/nuisance/metrics.ts";
 * import { metricsTable } from "lib/tables/fold_metrics.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const clicked = Uint8Array.of(0, 1, 1, 0);
 * const predicted = Float64Array.of(0.1, 0.3, 0.2, 0.4);
 * const table = metricsTable(foldMetrics(clicked, predicted, Uint8Array.of(0, 0, 1, 1)));
 * assertEquals(table.select("fold", "roc_auc").toRecords(), [
 *   { fold: 1, roc_auc: 1 },
 *   { fold: 2, roc_auc: 0 },
 * ]);
 * ```
 */
export function metricsTable(metrics: readonly FoldMetrics[]): DataFrame {
  return tableOf([
    integerColumn("fold", metrics.map(({ fold }) => fold)),
    realColumn("roc_auc", metrics.map(({ rocAuc }) => rocAuc)),
    realColumn("average_precision", metrics.map((each) => each.averagePrecision)),
    realColumn("brier_score", metrics.map(({ brierScore }) => brierScore)),
  ]);
}
