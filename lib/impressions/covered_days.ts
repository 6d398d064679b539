/**
 * How many days a log covers.
 *
 * @module
 */

import pl from "nodejs-polars";
import { readParquet, readParquetTypes } from "lib/frames/parquet.ts";
import { type ImpressionTable, requireTable } from "lib/impressions/table.ts";

const DAY = 24 * 60 * 60 * 1000;

/**
 * Days that a log covers, from its first to its last timestamp, the begun ones counted.
 *
 * @param table the impression table
 * @returns a whole number from 1; undefined where the table has no timestamps
 *
 * @example Fifty simulated lists
 * ```ts
 * import { coveredDays } from "lib/impressions/covered_days.ts";
 * import { openImpressions } from "lib/impressions/table.ts";
 * import { simulateImpressions } from "lib/simulation/impressions/simulate.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const path = `${Deno.makeTempDirSync()}/impressions.parquet`;
 * simulateImpressions({ impressions: 50, seed: 7, order: "ranked" }).impressions.writeParquet(path);
 * assertEquals(coveredDays(openImpressions(path)), 6);
 * ```
 */
export function coveredDays(table: ImpressionTable): number | undefined {
  requireTable(table);
  const { path } = table;
  const type = readParquetTypes(path).get("timestamp") ?? "";
  if (!/^(Datetime|Date)/.test(type)) return undefined;
  const [ends] = readParquet(path, (file) =>
    file.select(
      pl.col("timestamp").min().alias("first"),
      pl.col("timestamp").max().alias("last"),
    )).toRecords();
  const { first, last } = ends as { first: unknown; last: unknown };
  if (!(first instanceof Date && last instanceof Date)) return undefined;
  return Math.max(1, Math.ceil((last.getTime() - first.getTime()) / DAY));
}
