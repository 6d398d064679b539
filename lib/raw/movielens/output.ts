/**
 * Writing the three prepared tables, all or none.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { writeTogether } from "lib/files/atomic_write.ts";
import { type SlatePaths, slatePaths } from "lib/slates/schema.ts";
import { unwritable } from "lib/files/writable_folder.ts";

/**
 * Writes the tables; all are complete under temporary names before any takes its own.
 *
 * @param folder where they shall stand; made if it is missing
 * @param tables the tables
 * @param signal ends the work before any file has taken its name
 * @returns where they stand
 * @throws {InputError} if they cannot be written
 *
 * @example
 * ```ts
 * import pl from "nodejs-polars";
 * import { writeTables } from "lib/raw/movielens/output.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * const table = () => pl.DataFrame({ movieId: [1] });
 * await writeTables(folder, { slateSeed: table, items: table, userFeatures: table });
 * assertEquals([...Deno.readDirSync(folder)].length, 3);
 * ```
 */
export async function writeTables(
  folder: string,
  tables: Readonly<Record<keyof SlatePaths, () => DataFrame>>,
  signal?: AbortSignal,
): Promise<SlatePaths> {
  const paths = slatePaths(folder);
  const pending = (table: keyof SlatePaths) => ({
    path: paths[table],
    write: (temporary: string) => {
      signal?.throwIfAborted();
      tables[table]().writeParquet(temporary, { compression: "zstd" });
      signal?.throwIfAborted();
    },
  });
  try {
    // The slates last, because they are looked for first.
    await writeTogether([pending("userFeatures"), pending("items"), pending("slateSeed")]);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw unwritable(folder, error);
  }
  return paths;
}
