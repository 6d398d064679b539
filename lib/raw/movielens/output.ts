/**
 * Writing the three prepared tables, all or none.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { writeTogether } from "lib/files/atomic_write.ts";
import { type Provenance, writeProvenance } from "lib/frames/provenance.ts";
import { unwritable } from "lib/files/writable_folder.ts";
import { type SlatePaths, slatePaths } from "lib/slates/schema.ts";

/**
 * The places of the tables once all are written; none takes its name before all are complete, nor
 * after the signal.
 *
 * @throws {InputError} if the folder, which is made if it is missing, cannot be written
 */
export async function writeTables(
  folder: string,
  tables: Readonly<Record<keyof SlatePaths, DataFrame>>,
  provenance: Provenance,
  signal?: AbortSignal,
): Promise<SlatePaths> {
  const paths = slatePaths(folder);
  const pending = (table: keyof SlatePaths) => ({
    path: paths[table],
    write: (temporary: string) => {
      signal?.throwIfAborted();
      tables[table].writeParquet(temporary, { compression: "zstd" });
      writeProvenance(temporary, provenance);
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
