/**
 * Holding what a run of a notebook saved and printed against a reference.
 *
 * @module
 */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { formatFixed } from "lib/text/format_fixed.ts";
import type { DataFrame } from "nodejs-polars";

/** Where the reference's inputs and outputs lie; undefined where there is none. */
export const REFERENCE_DIR: string | undefined = Deno.env.get("REFERENCE_DIR");

/** What an original displays: a frame, a series or a plain value. */
export interface Displayed {
  readonly kind: "DataFrame" | "Series" | "value";
  readonly columns?: readonly string[];
  readonly index?: readonly (string | number)[];
  readonly data?: readonly (readonly Cell[])[];
  readonly values?: readonly number[];
  readonly value?: unknown;
}

/** What stands in a displayed table. */
export type Cell = string | number | boolean | null;

/** How close the numbers must be, and how missing texts are written. */
export interface Closeness {
  /** The largest difference of two numbers. */
  readonly tolerance: number;
  /** Per column what is saved for a missing text; nothing by default. */
  readonly missingAs?: Readonly<Record<string, string>>;
  /** Columns that the original computed in single precision. */
  readonly singlePrecision?: readonly string[];
}

/**
 * Compares a saved table with a displayed one, number by number and in all four printed decimals.
 *
 * Row labels that are texts and the entries of a series are expected as a first column.
 *
 * @param name what is compared, for messages
 * @param actual the saved table, which may have further columns to the right
 * @param expected the displayed one
 * @param closeness how close the numbers must be
 */
export function compareTable(
  name: string,
  actual: DataFrame,
  expected: Displayed,
  closeness: Closeness,
): void {
  const { columns, rows } = laidOut(expected);
  assertEquals(actual.columns.slice(0, columns.length), columns, `${name}: columns`);
  assertEquals(actual.height, rows.length, `${name}: rows`);
  columns.forEach((column, c) => {
    const values = actual.getColumn(column).toArray() as Cell[];
    const isSingle = closeness.singlePrecision?.includes(column) ?? false;
    rows.forEach((row, r) => {
      const where = `${name}, row ${r}, ${column}`;
      const wanted = row[c]!;
      const got = values[r]!;
      if (typeof wanted !== "number") {
        // pandas prints a missing text as nan.
        const missing = closeness.missingAs?.[column];
        const isMissing = wanted === null || (missing !== undefined && wanted === "nan");
        return assertEquals(got, isMissing ? missing ?? null : wanted, where);
      }
      // A mean of single-precision numbers is itself rounded to seven digits there.
      const tolerance = isSingle ? Math.abs(wanted) * 2 ** -23 : closeness.tolerance;
      assertAlmostEquals(Number(got), wanted, tolerance, `${where}: ${got} is not ${wanted}`);
      assertEquals(formatFixed(Number(got), 4), formatFixed(wanted, 4), where);
    });
  });
}

/** A displayed table as columns and rows, labels that are texts included. */
function laidOut(expected: Displayed): { columns: string[]; rows: readonly (readonly Cell[])[] } {
  const { kind, index, values, columns = [], data = [] } = expected;
  if (kind === "Series") {
    return { columns: ["name", "value"], rows: index!.map((label, i) => [label, values![i]!]) };
  }
  const labelled = typeof index?.[0] === "string";
  return {
    columns: labelled ? ["statistic", ...columns] : [...columns],
    rows: labelled ? data.map((row, i) => [index![i]!, ...row]) : data,
  };
}

/**
 * The largest difference of two columns of equal length.
 *
 * @param actual one number per row
 * @param expected the same rows
 */
export function largestDifference(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
): number {
  assertEquals(actual.length, expected.length);
  let most = 0;
  for (let i = 0; i < actual.length; i++) {
    // A NaN must not hide behind a comparison that is false.
    const difference = Math.abs(actual[i]! - expected[i]!);
    if (!(difference <= most)) most = difference;
  }
  return most;
}

/** A number that a reader is shown: what was saved, of how many it counts, and its decimals. */
export type ShownNumber = readonly [saved: unknown, unit: 1 | 100, decimals: number];

/** A row that a reader is shown: what its line begins with, and its first numbers. */
export type ShownRow = readonly [name: string, ...numbers: readonly ShownNumber[]];

/**
 * Fails unless rows are printed, one a line and in their order, each number the rounding of what was
 * saved.
 *
 * @param where which table, for messages
 * @param printed what a run printed
 * @param rows the rows as they follow from the saved table
 */
export function requireShown(where: string, printed: string, rows: readonly ShownRow[]): void {
  const lines = printed.split("\n");
  let next = 0;
  for (const [name, ...numbers] of rows) {
    const at = lines.findIndex((line, place) =>
      place >= next && line.startsWith(`${name} `) && isRounding(line.slice(name.length), numbers)
    );
    const wanted = numbers.map(([saved, unit]) => saved === null ? "–" : unit * Number(saved));
    assert(at >= 0, `${where}: no line shows ${name} with ${wanted.join(", ")}`);
    next = at + 1;
  }
}

const SHOWN_NUMBER = /−?[\d,]*\d(?:\.\d+)?|–/g;

function isRounding(text: string, numbers: readonly ShownNumber[]): boolean {
  const shown = text.match(SHOWN_NUMBER) ?? [];
  return numbers.every(([saved, unit, decimals], at) => {
    const number = shown[at];
    if (saved === null || number === undefined) return saved === null && number === "–";
    if ((number.split(".")[1]?.length ?? 0) !== decimals) return false;
    const value = Number(number.replace("−", "-").replaceAll(",", ""));
    // Half of the last digit, and what a double cannot hold of it.
    return Math.abs(value - unit * Number(saved)) <= 0.5 * 10 ** -decimals + 1e-9;
  });
}

/** The rows of a saved table as records of unknown values. */
export function recordsOf(table: DataFrame): readonly Readonly<Record<string, unknown>>[] {
  return table.toRecords();
}
