/**
 * Estimates of several estimators beside the truth, as tables.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import type { ComparedEstimate } from "lib/effects/compared_estimate.ts";
import { tableOf } from "lib/frames/displayed.ts";
import { realColumn, textColumn } from "lib/frames/frame_columns.ts";
import {
  intervalColumn,
  per100Column,
  type ReaderColumn,
  secondary,
  valueColumn,
  wordColumn,
} from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable } from "lib/frames/reader_table.ts";
import { NO_NUMBER } from "lib/text/reader_numbers.ts";

/**
 * Table of what several estimators say of the same effects.
 *
 * @param estimates one entry per table, line and estimator
 * @returns one row an entry: `input`, `displays`, `estimator`, `lift`, `ci_95_lower`, `ci_95_upper`,
 *   `true_lift`, in click probability
 *
 * @example
 * ```ts
 * import { comparedTable } from "lib/tables/compared_estimates.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const table = comparedTable([
 *   { panel: "shuffled", line: "all", estimator: "known chances", lift: 0.1, lower: 0, upper: 0.2, truth: 0 },
 * ]);
 * assertEquals(table.select("estimator", "true_lift").toRecords(), [
 *   { estimator: "known chances", true_lift: 0 },
 * ]);
 * ```
 */
export function comparedTable(estimates: readonly ComparedEstimate[]): DataFrame {
  return tableOf([
    textColumn("input", estimates.map(({ panel }) => panel)),
    textColumn("displays", estimates.map(({ line }) => line)),
    textColumn("estimator", estimates.map(({ estimator }) => estimator)),
    realColumn("lift", estimates.map(({ lift }) => lift)),
    realColumn("ci_95_lower", estimates.map(({ lower }) => lower)),
    realColumn("ci_95_upper", estimates.map(({ upper }) => upper)),
    realColumn("true_lift", estimates.map(({ truth }) => truth ?? NaN)),
  ]);
}

/**
 * Table of what several estimators say, for readers: a line per effect, a column per estimator.
 *
 * @param estimates one entry per table, line and estimator
 * @returns per table and line the estimates with their intervals and, where it is known, the truth, in
 *   clicks per 100 displays
 *
 * @example
 * ```ts
 * import { comparedForReaders } from "lib/tables/compared_estimates.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { columns } = comparedForReaders([
 *   { panel: "shuffled", line: "all", estimator: "known chances", lift: 0.01, lower: 0, upper: 0.02, truth: 0 },
 * ]);
 * assertEquals(columns.map(({ cells }) => cells[0]), [
 *   "all",
 *   "0.00",
 *   "1.00 [0.00, 2.00]",
 * ]);
 * ```
 */
export function comparedForReaders(estimates: readonly ComparedEstimate[]): ReaderTable {
  const panels = new Set(estimates.map(({ panel }) => panel));
  const groups = [
    ...Map.groupBy(estimates, ({ panel, line }) => JSON.stringify([panel, line])).values(),
  ];
  const estimators = [...new Set(estimates.map(({ estimator }) => estimator))];
  const truths = groups.map((group) =>
    group.find(({ truth }) => truth !== undefined)?.truth ?? NaN
  );
  return readerTable([
    wordColumn(
      "Displays",
      groups.map(([first]) => panels.size > 1 ? `${first!.panel}: ${first!.line}` : first!.line),
    ),
    ...(truths.every(Number.isNaN) ? [] : [per100Column("Truth", truths)]),
    ...estimators.map((estimator, at) => {
      const column = estimatorColumn(
        estimator,
        groups.map((group) => group.find((each) => each.estimator === estimator)),
      );
      // A phone has room for one interval.
      return at === 0 ? column : secondary(column);
    }),
  ], { notes: ["Clicks per 100 displays, with 95 % intervals."], noun: "effects" });
}

function estimatorColumn(
  estimator: string,
  found: readonly (ComparedEstimate | undefined)[],
): ReaderColumn {
  const known = (of: "lift" | "lower" | "upper") => found.map((each) => each?.[of] ?? NaN);
  const column = intervalColumn(
    estimator.charAt(0).toUpperCase() + estimator.slice(1),
    { estimate: known("lift"), lower: known("lower"), upper: known("upper") },
  );
  const isMissing = known("lift").map(Number.isNaN);
  return isMissing.includes(true)
    ? valueColumn(column.heading, column.cells.map((cell, at) => isMissing[at] ? NO_NUMBER : cell))
    : column;
}
