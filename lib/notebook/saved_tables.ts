/**
 * Saving the tables that later notebooks build on.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { writeTogether } from "lib/files/atomic_write.ts";
import { InputError } from "lib/errors.ts";
import { csvOf } from "lib/frames/csv.ts";
import { explainFileFaults } from "lib/files/file_fault.ts";
import { tryWriting } from "lib/files/writable_folder.ts";

/**
 * Tables that belong together, saved into one folder at full precision: all of them are complete
 * under temporary names before the first takes its own.
 *
 * Numbers in CSV are the shortest decimals that read back as the same numbers; what is missing stays
 * empty.
 *
 * @param folder the folder; made if it is missing
 * @param tables the tables by the names of their files, which end in `.parquet` or `.csv`
 * @returns the names, in the order given
 * @throws {InputError} if a name cannot be used, or the folder cannot be written; then every earlier
 * file is as it was, within the limits of {@linkcode writeTogether}
 *
 * @example
 * ```ts
 * import pl from "nodejs-polars";
 * import { saveTables } from "lib/notebook/saved_tables.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * const clusters = pl.DataFrame({ cluster: ["Action"], slates: [799] });
 * assertEquals(
 *   await saveTables(folder, { "clusters.parquet": clusters, "clusters.csv": clusters }),
 *   ["clusters.parquet", "clusters.csv"],
 * );
 * ```
 */
export async function saveTables(
  folder: string,
  tables: Readonly<Record<string, DataFrame>>,
): Promise<string[]> {
  const files = Object.entries(tables).map(([name, table]) => ({
    path: `${folder}/${name}`,
    write: writerFor(name, table),
  }));
  await explainFileFaults({
    what: "The tables cannot be saved",
    folder,
    remedy: "Make the folder writable, or free space on its disk.",
  }, async () => {
    await tryWriting(folder);
    await writeTogether(files);
  });
  return Object.keys(tables);
}

function writerFor(name: string, table: DataFrame): (path: string) => void | Promise<void> {
  const [, ending] = /^[A-Za-z0-9][A-Za-z0-9._-]*\.(parquet|csv)$/.exec(name) ?? [];
  switch (ending) {
    case "parquet":
      return (path) => table.writeParquet(path, { compression: "zstd" });
    case "csv":
      return (path) => Deno.writeFile(path, csvOf(table));
    default:
      throw new InputError(`"${name}" cannot name a saved table`, {
        remedy: "Use letters, digits, dots, hyphens and underscores; end in .parquet or .csv.",
      });
  }
}
