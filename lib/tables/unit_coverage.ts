/**
 * How often intervals cover by what their errors take for independent, as tables.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { tableOf } from "lib/frames/displayed.ts";
import { integerColumn, textColumn } from "lib/frames/frame_columns.ts";
import { valueColumn, wordColumn } from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable } from "lib/frames/reader_table.ts";
import { formatCount } from "lib/text/counts.ts";
import { percentOf } from "lib/text/shares.ts";

/** How many of some intervals cover, with errors that take rows, lists or readers for independent. */
export interface UnitCoverage {
  /** What is taken for independent, such as `readers`. */
  readonly unit: string;
  /** Logs, each with one interval. */
  readonly logs: number;
  /** Intervals that cover the effect on readers in general, and that on the log's own readers. */
  readonly general: number;
  readonly own: number;
}

/**
 * Table of coverage by what errors take for independent.
 *
 * @param units one entry a unit
 * @returns one row each: `independent`, `logs`, `covering_general`, `covering_own`
 *
 * @example
 * ```ts
 * import { unitCoverageTable } from "lib/tables/unit_coverage.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const table = unitCoverageTable([{ unit: "readers", logs: 100, general: 94, own: 99 }]);
 * assertEquals(table.toRecords(), [
 *   { independent: "readers", logs: 100, covering_general: 94, covering_own: 99 },
 * ]);
 * ```
 */
export function unitCoverageTable(units: readonly UnitCoverage[]): DataFrame {
  return tableOf([
    textColumn("independent", units.map(({ unit }) => unit)),
    integerColumn("logs", units.map(({ logs }) => logs)),
    integerColumn("covering_general", units.map(({ general }) => general)),
    integerColumn("covering_own", units.map(({ own }) => own)),
  ]);
}

/**
 * Table of the same for readers.
 *
 * @param units one entry a unit
 * @returns per unit the shares of intervals that cover either effect
 *
 * @example
 * ```ts
 * import { unitCoverageForReaders } from "lib/tables/unit_coverage.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { columns } = unitCoverageForReaders([{ unit: "readers", logs: 100, general: 94, own: 99 }]);
 * assertEquals(columns.map(({ cells }) => cells[0]), ["readers", "94.0 %", "99.0 %"]);
 * ```
 */
export function unitCoverageForReaders(units: readonly UnitCoverage[]): ReaderTable {
  return readerTable([
    wordColumn("Errors by", units.map(({ unit }) => unit)),
    valueColumn(
      "Cover the effect on readers in general",
      units.map(({ general, logs }) => percentOf(general, logs)),
    ),
    valueColumn(
      "Cover that on these very readers",
      units.map(({ own, logs }) => percentOf(own, logs)),
    ),
  ], {
    noun: "errors",
    notes: [`95 % intervals of ${formatCount(units[0]?.logs ?? 0)} simulated logs.`],
  });
}
