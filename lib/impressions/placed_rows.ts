/**
 * Which rows of an impression table form a list, which of them stand in its first places, and which
 * were clicked.
 *
 * @module
 */

import pl from "nodejs-polars";
import { SPELLED_TYPES } from "lib/frames/column_type.ts";
import { type ParquetTypes, readParquet } from "lib/frames/parquet.ts";
import type { PlacedRows } from "lib/placed_rows.ts";

/** Whole numbers too, where pandas found one missing. */
const REALS = /^Float(32|64)$/;

/**
 * Placed rows of a checked table of so many rows. A list is what one reader saw as one impression: in
 * tables that were put together of several logs, `impression_id` alone can mean several lists.
 */
export function readPlacedRows(path: string, types: ParquetTypes, rows: number): PlacedRows {
  const type = types.get("impression_id") ?? "";
  const isKnown = SPELLED_TYPES.test(type) || REALS.test(type);
  const flags = (name: string) => Uint8Array.from(readNumbers(path, name));
  return {
    list: isKnown
      ? listNumbers(readNames(path, "impression_id", type), readNames(path, "user_id"))
      : new Int32Array(rows).fill(-1),
    topThree: flags("is_top_3"),
    clicked: flags("clicked"),
  };
}

/** Numbers of lists, each a pair of impression and reader; −1 where there is no impression. */
function listNumbers(impressions: Float64Array, users: Float64Array): Int32Array {
  const numbers = new Int32Array(impressions.length);
  let lists = 0;
  const firstOf = new Map<number, { readonly user: number; readonly list: number }>();
  const others = new Map<string, number>();
  for (let row = 0; row < impressions.length; row++) {
    const [impression, user] = [impressions[row]!, users[row]!];
    if (impression < 0) {
      numbers[row] = -1;
      continue;
    }
    let first = firstOf.get(impression);
    if (first === undefined) firstOf.set(impression, first = { user, list: lists++ });
    if (first.user === user) {
      numbers[row] = first.list;
      continue;
    }
    // Seldom: the same impression of another reader.
    const pair = `${impression} ${user}`;
    if (!others.has(pair)) others.set(pair, lists++);
    numbers[row] = others.get(pair)!;
  }
  return numbers;
}

/** A number for every value of a column, the same for the same spelling; −1 where it is missing. */
function readNames(path: string, name: string, type = ""): Float64Array {
  const values = REALS.test(type) ? pl.col(name).fillNan(pl.lit(null)) : pl.col(name);
  const names = readParquet(path, (file) =>
    file.select(
      values.cast(pl.String).cast(pl.Categorical).cast(pl.UInt32).cast(pl.Float64)
        .fillNull(pl.lit(-1)),
    ));
  return names.getColumn(name).toTypedArray() as Float64Array;
}

function readNumbers(path: string, name: string): Float64Array {
  const numbers = readParquet(path, (file) => file.select(pl.col(name).cast(pl.Float64)));
  return numbers.getColumn(name).toTypedArray() as Float64Array;
}
