/**
 * Saved files as the table that readers see.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { tableOf } from "lib/frames/displayed.ts";
import { textColumn } from "lib/frames/frame_columns.ts";

/**
 * Table of saved files: what each holds and where it lies.
 *
 * @param artifacts what a file holds and its path, in the order to list
 * @returns the columns `artifact` and `path`
 *
 * @example Where the summary of genres lies
 * ```ts
 * import { artifactTable } from "lib/tables/artifacts.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const table = artifactTable([["genre_summary", "data/sample/genres.csv"]]);
 * assertEquals(table.columns, ["artifact", "path"]);
 * ```
 */
export function artifactTable(
  artifacts: readonly (readonly [artifact: string, path: string])[],
): DataFrame {
  return tableOf([
    textColumn("artifact", artifacts.map(([artifact]) => artifact)),
    textColumn("path", artifacts.map(([, path]) => path)),
  ]);
}
