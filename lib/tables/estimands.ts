/**
 * One effect by several averages, weights and errors, as tables.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import type { Estimand, Estimator } from "lib/effects/weighted_effect.ts";
import { tableOf } from "lib/frames/displayed.ts";
import { realColumn, textColumn } from "lib/frames/frame_columns.ts";
import {
  per100Column,
  type ReaderColumn,
  secondary,
  valueColumn,
  wordColumn,
} from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable } from "lib/frames/reader_table.ts";
import { decimalText } from "lib/text/reader_numbers.ts";

/** An estimate with its errors, in click probability. */
export interface WeightedEstimate {
  readonly estimand: Estimand;
  readonly estimator: Estimator;
  readonly lift: number;
  /** Standard errors by what is taken to be independent. */
  readonly byRow: number;
  readonly byList: number;
  readonly byReader: number;
  readonly byReaderAndArticle: number;
}

const ESTIMANDS: Readonly<Record<Estimand, string>> = {
  "per row": "all displays alike",
  "per list": "all lists alike",
  "treated": "what stood at the top",
  "overlap": "what could well stand at the top or below",
};

const ESTIMATORS: Readonly<Record<Estimator, string>> = {
  "inverse probability": "inverse chances",
  "normalized": "inverse chances, normalized",
  "doubly robust": "doubly robust",
};

/**
 * Table of estimates by estimand and estimator.
 *
 * @param estimates the estimates
 * @returns one row each: `estimand`, `estimator`, `lift`, and the standard errors by row, list, reader, and
 *   reader and article
 *
 * @example
 * ```ts
 * import { estimandTable } from "lib/tables/estimands.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const errors = { byRow: 0.001, byList: 0.001, byReader: 0.001, byReaderAndArticle: 0.002 };
 * const table = estimandTable([
 *   { estimand: "per list", estimator: "doubly robust", lift: 0.02, ...errors },
 * ]);
 * assertEquals(table.select("estimand", "lift").toRecords(), [{ estimand: "per list", lift: 0.02 }]);
 * ```
 */
export function estimandTable(estimates: readonly WeightedEstimate[]): DataFrame {
  return tableOf([
    textColumn("estimand", estimates.map(({ estimand }) => estimand)),
    textColumn("estimator", estimates.map(({ estimator }) => estimator)),
    realColumn("lift", estimates.map(({ lift }) => lift)),
    realColumn("se_row", estimates.map(({ byRow }) => byRow)),
    realColumn("se_list", estimates.map(({ byList }) => byList)),
    realColumn("se_reader", estimates.map(({ byReader }) => byReader)),
    realColumn("se_reader_article", estimates.map((own) => own.byReaderAndArticle)),
  ]);
}

/**
 * Table of the same for readers.
 *
 * @param estimates the estimates
 * @returns one row each, in clicks per 100 displays
 *
 * @example
 * ```ts
 * import { estimandsForReaders } from "lib/tables/estimands.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const errors = { byRow: 0.001, byList: 0.001, byReader: 0.001, byReaderAndArticle: 0.002 };
 * const { columns } = estimandsForReaders([
 *   { estimand: "per list", estimator: "doubly robust", lift: 0.02, ...errors },
 * ]);
 * assertEquals(columns.slice(0, 3).map(({ cells }) => cells[0]), [
 *   "all lists alike",
 *   "doubly robust",
 *   "2.00",
 * ]);
 * ```
 */
export function estimandsForReaders(estimates: readonly WeightedEstimate[]): ReaderTable {
  const error = (heading: string, of: (own: WeightedEstimate) => number): ReaderColumn =>
    valueColumn(heading, estimates.map((own) => decimalText(100 * of(own), 3)));
  return readerTable([
    wordColumn("Averaged over", estimates.map(({ estimand }) => ESTIMANDS[estimand])),
    wordColumn("Weighted by", estimates.map(({ estimator }) => ESTIMATORS[estimator])),
    per100Column("Effect", estimates.map(({ lift }) => lift)),
    error("Error by display", ({ byRow }) => byRow),
    secondary(error("By list", ({ byList }) => byList)),
    error("By reader", ({ byReader }) => byReader),
    secondary(error("By reader and article", (own) => own.byReaderAndArticle)),
  ], { noun: "estimates", notes: ["Effects and standard errors are in clicks per 100 displays."] });
}
