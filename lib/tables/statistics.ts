/**
 * Statistics of a few quantities as the table that readers see.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { tableOf } from "lib/frames/displayed.ts";
import { requireDistinct } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { realColumn } from "lib/frames/frame_columns.ts";
import type { StatisticRow } from "lib/nuisance/prediction_summary.ts";

/**
 * The table of a description, one statistic a row and one described quantity a column.
 *
 * The rows' own names (`count`, `mean`, …) are not a column: they are labels, to be shown and saved
 * as the table's index.
 *
 * @param statistics the rows of `describeColumns`
 * @param names what the described columns are called, in their order
 * @returns one column per name, NaN as missing
 * @throws {InputError} if there are not as many names as described columns, or two are the same
 *
 * @example How long two readers read, in minutes, and how often they click
 * ```ts
 * import { describeColumns } from "lib/nuisance/prediction_summary.ts";
 * import { statisticTable } from "lib/tables/statistics.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const described = { minutes: Float64Array.of(2, 6), click_rate: Float64Array.of(0.25, 0.75) };
 * const statistics = describeColumns(Object.values(described), []);
 * assertEquals(statistics.map(({ statistic }) => statistic), ["count", "mean", "std", "min", "max"]);
 * const table = statisticTable(statistics, Object.keys(described));
 * assertEquals(table.toRecords()[1], { minutes: 4, click_rate: 0.5 });
 * ```
 */
export function statisticTable(
  statistics: readonly StatisticRow[],
  names: readonly string[],
): DataFrame {
  requireDistinct(names, "columns");
  const odd = statistics.find(({ values }) => values.length !== names.length);
  if (odd !== undefined) {
    throw new InputError(`${names.length} names cannot head ${odd.values.length} columns`, {
      remedy: "Give one name per described column, in their order.",
    });
  }
  return tableOf(
    names.map((name, column) => realColumn(name, statistics.map(({ values }) => values[column]!))),
  );
}
