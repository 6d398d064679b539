/**
 * Reading prepared tables back as rows.
 *
 * @module
 */

import pl from "nodejs-polars";
import { slatePaths } from "lib/slates/schema.ts";
import type { Row, Tables } from "./definition.ts";

/** The names of the three files, sorted. */
export const TABLE_FILES: readonly string[] = [
  "movielens_interference_items.parquet",
  "movielens_interference_slate_seed.parquet",
  "movielens_interference_user_features.parquet",
];

/**
 * Reads the three tables of a folder.
 *
 * @param folder where they stand
 * @returns their rows; times in microseconds, because the time zone of a `Date` must not matter
 */
export function readTables(folder: string): Tables {
  const paths = slatePaths(folder);
  return {
    slateSeed: readRows(paths.slateSeed),
    items: readRows(paths.items),
    userFeatures: readRows(paths.userFeatures),
  };
}

function readRows(path: string): Row[] {
  const table = pl.readParquet(path);
  const times = table.columns.filter((name) => name.endsWith("_datetime"));
  return table.withColumns(
    ...times.map((name) => pl.col(name).cast(pl.Datetime("us")).cast(pl.Int64)),
  ).toRecords() as Row[];
}
