/**
 * Small sound tables, of which tests change one thing.
 *
 * @module
 */

import pl, { type DataFrame, type Series } from "nodejs-polars";
import { simulateImpressions } from "lib/mod.ts";

/** Rows of the table of impressions. */
export const { impressions: IMPRESSIONS } = simulateImpressions({
  impressions: 40,
  seed: 5,
  order: "ranked",
});

/** Values of a column, changed by row. */
export function changedColumn(
  name: string,
  change: (value: unknown, row: number) => unknown,
): unknown[] {
  return IMPRESSIONS.getColumn(name).toArray().map(change);
}

/** The table with columns in the place of their namesakes, or behind all others. */
export function withColumns(...columns: readonly Series[]): DataFrame {
  return IMPRESSIONS.withColumns(...columns);
}

/** The folder of all others, which goes when the tests of a file have ended. */
const ROOT = Deno.makeTempDirSync({ prefix: "kinds-" });
globalThis.addEventListener("unload", () => Deno.removeSync(ROOT, { recursive: true }));

/** A new folder. */
export const newFolder = (): string => Deno.makeTempDirSync({ dir: ROOT });

/** A table written as parquet, in a folder of its own unless one is given. */
export function written(frame: DataFrame, path = `${newFolder()}/impressions.parquet`): string {
  // By its bytes: whatever the path is, the table stands there and nowhere else.
  const plain = `${newFolder()}/table.parquet`;
  frame.writeParquet(plain);
  Deno.mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true });
  Deno.renameSync(plain, path);
  return path;
}

/** A frame of one column, by an SQL expression over `value` where this language has no such type. */
export function frameOf(
  name: string,
  values: readonly unknown[],
  expression = "value",
): DataFrame {
  const given = pl.DataFrame({ value: [...values] });
  const query = `SELECT ${expression} AS "${name}" FROM given`;
  // Its types say that it is lazy, which it is not when asked so.
  return pl.SQLContext({ given }).execute(query, { eager: true }) as unknown as DataFrame;
}
