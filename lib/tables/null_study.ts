/**
 * How often ways of testing err, and intervals cover, as tables.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { tableOf } from "lib/frames/displayed.ts";
import { flagColumn, integerColumn, realColumn, textColumn } from "lib/frames/frame_columns.ts";
import {
  countColumn,
  decimalColumn,
  secondary,
  valueColumn,
  wordColumn,
} from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable } from "lib/frames/reader_table.ts";
import type { NullStudy } from "lib/inference/null_study_summary.ts";
import { procedureInWords } from "lib/text/procedures_in_words.ts";
import { formatCount } from "lib/text/counts.ts";
import { decimalText, NO_NUMBER } from "lib/text/reader_numbers.ts";
import { percentOf } from "lib/text/shares.ts";

/**
 * Table of how often each way of testing finds something where nothing is there.
 *
 * @param study the study of tables without effect
 * @returns one row per procedure and family: `procedure`, `null_error`, `floor`, `tables`,
 *   `tables_with_finding`, `segments_tested`, `false_findings` a table
 *
 * @example
 * ```ts
 * import { errorRateTable } from "lib/tables/null_study.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const none = { least: 30, most: Infinity, intervals: 0, covering: 0, coveringByNullError: 0 };
 * const family = { isNullError: false, isFloored: false, tested: 64, falseFindings: 0.5 };
 * const table = errorRateTable({
 *   ...{ tables: 200, level: 0.05, floor: 30, coverage: [], overallCovering: 190 },
 *   ...{ coverageBelowFloor: none, coverageFromFloor: none },
 *   rates: [{ ...family, procedure: "holm", tablesWithFinding: 66 }],
 * });
 * assertEquals(table.select("procedure", "tables_with_finding").toRecords(), [
 *   { procedure: "holm", tables_with_finding: 66 },
 * ]);
 * ```
 */
export function errorRateTable({ rates, tables }: NullStudy): DataFrame {
  return tableOf([
    textColumn("procedure", rates.map(({ procedure }) => procedure)),
    flagColumn("null_error", Uint8Array.from(rates, ({ isNullError }) => isNullError ? 1 : 0)),
    flagColumn("floor", Uint8Array.from(rates, ({ isFloored }) => isFloored ? 1 : 0)),
    integerColumn("tables", rates.map(() => tables)),
    integerColumn("tables_with_finding", rates.map((rate) => rate.tablesWithFinding)),
    realColumn("segments_tested", rates.map(({ tested }) => tested)),
    realColumn("false_findings", rates.map(({ falseFindings }) => falseFindings)),
  ]);
}

/**
 * Table of the same for readers: a line per procedure, a column per error and floor.
 *
 * @param study the study of tables without effect
 * @returns shares of the tables with a false finding, in percent
 *
 * @example
 * ```ts
 * import { errorRatesForReaders } from "lib/tables/null_study.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const none = { least: 30, most: Infinity, intervals: 0, covering: 0, coveringByNullError: 0 };
 * const family = { isNullError: false, isFloored: false, tested: 64, falseFindings: 0.5 };
 * const { columns } = errorRatesForReaders({
 *   ...{ tables: 200, level: 0.05, floor: 30, coverage: [], overallCovering: 190 },
 *   ...{ coverageBelowFloor: none, coverageFromFloor: none },
 *   rates: [{ ...family, procedure: "holm", tablesWithFinding: 66 }],
 * });
 * assertEquals(columns.slice(0, 2).map(({ cells }) => cells[0]), ["Holm", "33.0 %"]);
 * ```
 */
export function errorRatesForReaders({ rates, tables, floor }: NullStudy): ReaderTable {
  const procedures = [...new Set(rates.map(({ procedure }) => procedure))];
  const column = (heading: string, isNullError: boolean, isFloored: boolean) =>
    valueColumn(
      heading,
      procedures.map((procedure) => {
        const own = rates.find((rate) =>
          rate.procedure === procedure && rate.isNullError === isNullError &&
          rate.isFloored === isFloored
        );
        return own === undefined ? NO_NUMBER : percentOf(own.tablesWithFinding, tables);
      }),
    );
  return readerTable([
    wordColumn("Tested by", procedures.map(procedureInWords)),
    column("As usual", false, false),
    column(`From ${floor} effective clicks`, false, true),
    column("Null error", true, false),
    secondary(column("Both", true, true)),
    secondary(decimalColumn(
      "False findings a log, without cures",
      procedures.map((procedure) =>
        rates.find((rate) =>
          rate.procedure === procedure &&
          (procedure === "maxTByPlaces" || !rate.isNullError && !rate.isFloored)
        )
          ?.falseFindings ?? NaN
      ),
      2,
    )),
  ], {
    noun: "procedures",
    notes: [
      `Logs with at least one finding, of ${
        formatCount(tables)
      } in which there is nothing to find.`,
    ],
  });
}

/**
 * Table of how often intervals cover, by effective clicks.
 *
 * @param study the study of tables without effect
 * @returns one row per class that has intervals: `effective_clicks_from`, `effective_clicks_to` (missing in
 *   the last), `intervals`, `covering`, `covering_null_error`
 *
 * @example
 * ```ts
 * import { coverageTable } from "lib/tables/null_study.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const few = { least: 6, most: 10, intervals: 80, covering: 50, coveringByNullError: 79 };
 * const table = coverageTable({
 *   ...{ tables: 200, level: 0.05, floor: 30, rates: [], coverage: [few], overallCovering: 190 },
 *   ...{ coverageBelowFloor: few, coverageFromFloor: few },
 * });
 * assertEquals(table.select("intervals", "covering").toRecords(), [{ intervals: 80, covering: 50 }]);
 * ```
 */
export function coverageTable({ coverage }: NullStudy): DataFrame {
  const known = coverage.filter(({ intervals }) => intervals > 0);
  return tableOf([
    integerColumn("effective_clicks_from", known.map(({ least }) => least)),
    integerColumn(
      "effective_clicks_to",
      known.map(({ most }) => Number.isFinite(most) ? most : NaN),
    ),
    integerColumn("intervals", known.map(({ intervals }) => intervals)),
    integerColumn("covering", known.map(({ covering }) => covering)),
    integerColumn("covering_null_error", known.map((own) => own.coveringByNullError)),
  ]);
}

/**
 * Table of the same for readers.
 *
 * @param study the study of tables without effect
 * @returns one row per class that has intervals: how many, and the share of them that covers with either error
 *
 * @example
 * ```ts
 * import { coverageForReaders } from "lib/tables/null_study.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const few = { least: 6, most: 10, intervals: 80, covering: 50, coveringByNullError: 79 };
 * const { columns } = coverageForReaders({
 *   ...{ tables: 200, level: 0.05, floor: 30, rates: [], coverage: [few], overallCovering: 190 },
 *   ...{ coverageBelowFloor: few, coverageFromFloor: few },
 * });
 * assertEquals(columns.map(({ cells }) => cells[0]), ["6 to 10", "80", "62.5 %", "98.8 %"]);
 * ```
 */
export function coverageForReaders(
  { coverage, coverageFromFloor, floor, overallCovering, tables }: NullStudy,
): ReaderTable {
  const known = coverage.filter(({ intervals }) => intervals > 0);
  const all = coverageFromFloor.intervals > 0 ? [...known, coverageFromFloor] : known;
  return readerTable([
    wordColumn("Effective clicks", [
      ...known.map(({ least, most }) =>
        Number.isFinite(most) ? `${least} to ${most}` : `${least} or more`
      ),
      ...(all.length > known.length ? [`all from ${floor}`] : []),
    ]),
    countColumn("Intervals", all.map(({ intervals }) => intervals)),
    valueColumn("Cover, estimated error", all.map((own) => percentOf(own.covering, own.intervals))),
    valueColumn(
      "Cover, null error",
      all.map((own) => percentOf(own.coveringByNullError, own.intervals)),
    ),
  ], {
    noun: "classes",
    notes: [
      `The interval of the effect over all displays covers in ${
        percentOf(overallCovering, tables)
      } of ` +
      `${decimalText(tables, 0)} tables.`,
    ],
  });
}
