/**
 * Reading prepared tables back as rows.
 *
 * @module
 */

import pl from "nodejs-polars";
import { slatePaths } from "lib/slates/schema.ts";
import type { Tables } from "./definition.ts";
import { rowsOf } from "./frames.ts";

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
 * @returns their rows
 */
export function readTables(folder: string): Tables {
  const paths = slatePaths(folder);
  return {
    slateSeed: rowsOf(pl.readParquet(paths.slateSeed)),
    items: rowsOf(pl.readParquet(paths.items)),
    userFeatures: rowsOf(pl.readParquet(paths.userFeatures)),
  };
}
