/**
 * A few named numbers, shown one a line.
 *
 * @module
 */

import { DISPLAY, type Displayable, type Forms } from "lib/display.ts";
import { valueColumn, wordColumn } from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable } from "lib/frames/reader_table.ts";
import { countText, decimalText } from "lib/text/reader_numbers.ts";

/** Named numbers in order, as one result of a cell. */
export class NamedValues implements Displayable {
  /** Name and value, in the order shown. */
  readonly entries: readonly (readonly [name: string, value: number])[];

  /** @param entries name and value, in the order to show */
  constructor(entries: readonly (readonly [name: string, value: number])[]) {
    this.entries = entries;
  }

  /**
   * The numbers as a table for readers: whole numbers as counts, others with four decimals.
   *
   * @returns one row a number
   *
   * @example An effect of 1.8 clicks per thousand, over a number of displays
   * ```ts
   * import { namedValues } from "lib/tables/named_values.ts";
   * import { assertEquals } from "@std/assert";
   *
   * assertEquals(
   *   namedValues({ lift: -0.0018, displays: 150_000 }).toTable().toText(),
   *   "What             Value\nlift           −0.0018\ndisplays  150,000",
   * );
   * ```
   */
  toTable(): ReaderTable {
    const values = this.entries.map(([, value]) =>
      Number.isInteger(value) ? countText(value) : decimalText(value, 4)
    );
    return readerTable([
      wordColumn("What", this.entries.map(([name]) => name)),
      valueColumn("Value", values),
    ], { whenEmpty: "There are no values." });
  }

  /** What a notebook shows of named values that are a cell's last expression. */
  [DISPLAY](): Forms {
    return this.toTable()[DISPLAY]();
  }
}

/**
 * A few numbers with names, to be shown and saved together.
 *
 * @param values numbers by name, in the order to show; pass pairs where a name is a whole number,
 *   because a record would list such names first
 * @returns the named numbers
 *
 * @example The number of articles drawn
 * ```ts
 * import { namedValues } from "lib/tables/named_values.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(namedValues({ rows: 150_000 }).entries, [["rows", 150_000]]);
 * ```
 */
export function namedValues(
  values: Readonly<Record<string, number>> | readonly (readonly [name: string, value: number])[],
): NamedValues {
  return new NamedValues(Array.isArray(values) ? [...values] : Object.entries(values));
}
