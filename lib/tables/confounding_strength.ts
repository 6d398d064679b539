/**
 * Bounds of an effect by the strength of a hidden cause, as tables.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import type { BoundsAtStrength } from "lib/effects/confounding.ts";
import { tableOf } from "lib/frames/displayed.ts";
import { realColumn } from "lib/frames/frame_columns.ts";
import { per100Column, valueColumn } from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable } from "lib/frames/reader_table.ts";
import { decimalText } from "lib/text/reader_numbers.ts";

/**
 * Table of bounds by the strength of a hidden cause.
 *
 * @param strengths the bounds, strengths ascending
 * @returns one row a strength: `strength`, `lowest`, `highest`, `ci_lower`, `ci_upper`, in click probability
 *
 * @example
 * ```ts
 * import { strengthTable } from "lib/tables/confounding_strength.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const value = { robustnessValue: 0.04, robustnessValueOfInterval: 0.03 };
 * const bounds = { lift: 0.02, lowest: 0.01, highest: 0.03, lower: 0, upper: 0.04, ...value };
 * assertEquals(strengthTable([{ strength: 0.02, bounds }]).select("strength", "lowest").toRecords(), [
 *   { strength: 0.02, lowest: 0.01 },
 * ]);
 * ```
 */
export function strengthTable(strengths: readonly BoundsAtStrength[]): DataFrame {
  return tableOf([
    realColumn("strength", strengths.map(({ strength }) => strength)),
    realColumn("lowest", strengths.map(({ bounds }) => bounds.lowest)),
    realColumn("highest", strengths.map(({ bounds }) => bounds.highest)),
    realColumn("ci_lower", strengths.map(({ bounds }) => bounds.lower)),
    realColumn("ci_upper", strengths.map(({ bounds }) => bounds.upper)),
  ]);
}

/**
 * Table of the same for readers.
 *
 * @param strengths the bounds, strengths ascending
 * @returns one row a strength: the lowest and the highest effect that agree with the data, in clicks per 100
 *   displays
 *
 * @example
 * ```ts
 * import { strengthsForReaders } from "lib/tables/confounding_strength.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const value = { robustnessValue: 0.04, robustnessValueOfInterval: 0.03 };
 * const bounds = { lift: 0.02, lowest: 0.01, highest: 0.03, lower: 0, upper: 0.04, ...value };
 * const { columns } = strengthsForReaders([{ strength: 0.02, bounds }]);
 * assertEquals(columns.map(({ cells }) => cells[0]), ["2.00 %", "1.00", "3.00", "0.00", "4.00"]);
 * ```
 */
export function strengthsForReaders(strengths: readonly BoundsAtStrength[]): ReaderTable {
  const [first] = strengths;
  const percent = (share: number) => `${decimalText(100 * share, 2)} %`;
  return readerTable([
    valueColumn("Strength of the cause", strengths.map(({ strength }) => percent(strength))),
    per100Column("Lowest effect", strengths.map(({ bounds }) => bounds.lowest)),
    per100Column("Highest effect", strengths.map(({ bounds }) => bounds.highest)),
    per100Column("With noise, from", strengths.map(({ bounds }) => bounds.lower)),
    per100Column("to", strengths.map(({ bounds }) => bounds.upper)),
  ], {
    noun: "strengths",
    notes: first === undefined ? [] : [
      `Zero is reached at ${percent(first.bounds.robustnessValue)}, by the end of the interval at ${
        percent(first.bounds.robustnessValueOfInterval)
      }. Clicks per 100 displays.`,
    ],
  });
}
