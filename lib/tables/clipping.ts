/**
 * What the clipping bound does to an estimate, as tables.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import type { ClippedEffect } from "lib/effects/clipping.ts";
import { tableOf } from "lib/frames/displayed.ts";
import { integerColumn, realColumn } from "lib/frames/frame_columns.ts";
import {
  intervalColumn,
  partColumn,
  per100Column,
  secondary,
  valueColumn,
} from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable } from "lib/frames/reader_table.ts";

/**
 * The table of average effects by clipping bound.
 *
 * @param effects the average effects, in the order to list
 * @returns one row per bound: `clip`, `rows`, `raised`, `lowered`, `dr_lift`, `standard_error`,
 *   `ci_95_lower`, `ci_95_upper`; effects in click probability
 *
 * @example
 * ```ts
 * import { clippingTable } from "lib/tables/clipping.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const effect = { rows: 900, lift: 0.03, standardError: 0.01, lower: 0.0104, upper: 0.0496 };
 * const table = clippingTable([{ clip: 0.01, effect, raised: 90, lowered: 0 }]);
 * assertEquals(table.select("clip", "raised", "dr_lift").toRecords(), [
 *   { clip: 0.01, raised: 90, dr_lift: 0.03 },
 * ]);
 * ```
 */
export function clippingTable(effects: readonly ClippedEffect[]): DataFrame {
  return tableOf([
    realColumn("clip", effects.map(({ clip }) => clip)),
    integerColumn("rows", effects.map(({ effect }) => effect.rows)),
    integerColumn("raised", effects.map(({ raised }) => raised)),
    integerColumn("lowered", effects.map(({ lowered }) => lowered)),
    realColumn("dr_lift", effects.map(({ effect }) => effect.lift)),
    realColumn("standard_error", effects.map(({ effect }) => effect.standardError)),
    realColumn("ci_95_lower", effects.map(({ effect }) => effect.lower)),
    realColumn("ci_95_upper", effects.map(({ effect }) => effect.upper)),
  ]);
}

/**
 * The table of average effects by clipping bound for readers.
 *
 * @param effects the average effects, in the order to list
 * @returns one row per bound: the lift with its interval and the standard error, in clicks per 100
 *   displays, and how many of the rows were clipped
 *
 * @example
 * ```ts
 * import { clippingForReaders } from "lib/tables/clipping.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const effect = { rows: 900, lift: 0.03, standardError: 0.01, lower: 0.0104, upper: 0.0496 };
 * const { columns } = clippingForReaders([{ clip: 0.01, effect, raised: 90, lowered: 0 }]);
 * assertEquals(columns.slice(0, 2).map(({ cells }) => cells[0]), ["0.01", "3.00 [1.04, 4.96]"]);
 * ```
 */
export function clippingForReaders(effects: readonly ClippedEffect[]): ReaderTable {
  return readerTable([
    // Multiples have digits that no reader needs: 0.30000000000000004.
    valueColumn("Clipping bound", effects.map(({ clip }) => String(Number(clip.toPrecision(6))))),
    intervalColumn("Lift [95 % interval]", {
      estimate: effects.map(({ effect }) => effect.lift),
      lower: effects.map(({ effect }) => effect.lower),
      upper: effects.map(({ effect }) => effect.upper),
    }),
    per100Column("Standard error", effects.map(({ effect }) => effect.standardError)),
    secondary(partColumn(
      "Rows clipped",
      effects.map(({ raised, lowered }) => raised + lowered),
      effects.map(({ effect }) => effect.rows),
    )),
  ], { noun: "bounds", notes: ["Lifts and standard errors are in clicks per 100 displays."] });
}
