/**
 * Doubly robust scores as the table that is saved.
 *
 * @module
 */

import pl, { type DataFrame } from "nodejs-polars";
import { tableOf } from "lib/frames/displayed.ts";
import { requireLengths } from "lib/checks.ts";
import { realColumn } from "lib/frames/frame_columns.ts";

/** The scored rows, and what each score was computed from. */
export interface ScoreRows {
  /** Per row its number in the opened table, from 0. */
  readonly sourceRow: Int32Array;
  /** Per row the number of the fold that held it out, from 0. */
  readonly foldOfRow: Uint8Array;
  /** Per row its estimated probability of treatment, before clipping. */
  readonly propensity: Float64Array;
  /** Per row its predicted outcome under treatment. */
  readonly outcomeTreated: Float64Array;
  /** Per row its predicted outcome under control. */
  readonly outcomeControl: Float64Array;
  /** Per row its doubly robust score, in units of the outcome. */
  readonly scores: Float64Array;
}

/**
 * The table of the scores with the held-out predictions behind them, one displayed article a row.
 *
 * @param rows row, fold, predictions and score of every drawn row, all of one length
 * @returns `row` and `fold` in 32 bits, the fold from 1; `e_hat`, `mu1_hat`, `mu0_hat` and
 *   `aipw_score`, NaN as missing
 * @throws {InputError} if the columns differ in length
 *
 * @example Two articles drawn from the rows 7 and 2 of the table of impressions
 * ```ts
 * import { scoreTable } from "lib/tables/scores.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const table = scoreTable({
 *   sourceRow: Int32Array.of(7, 2),
 *   foldOfRow: Uint8Array.of(0, 1),
 *   propensity: Float64Array.of(0.25, 0.5),
 *   outcomeTreated: Float64Array.of(0.125, 0.0625),
 *   outcomeControl: Float64Array.of(0.0625, 0.0625),
 *   scores: Float64Array.of(3.5625, 0.125),
 * });
 * assertEquals(table.toRecords()[0], {
 *   row: 7,
 *   fold: 1,
 *   e_hat: 0.25,
 *   mu1_hat: 0.125,
 *   mu0_hat: 0.0625,
 *   aipw_score: 3.5625,
 * });
 * ```
 */
export function scoreTable(rows: ScoreRows): DataFrame {
  const { foldOfRow, propensity, outcomeTreated, outcomeControl, scores } = rows;
  const columns = { foldOfRow, propensity, outcomeTreated, outcomeControl, scores };
  requireLengths(columns, rows.sourceRow.length);
  return tableOf([
    pl.Series("row", rows.sourceRow, pl.Int32),
    pl.Series("fold", Int32Array.from(rows.foldOfRow, (fold) => fold + 1), pl.Int32),
    realColumn("e_hat", rows.propensity),
    realColumn("mu1_hat", rows.outcomeTreated),
    realColumn("mu0_hat", rows.outcomeControl),
    realColumn("aipw_score", rows.scores),
  ]);
}
