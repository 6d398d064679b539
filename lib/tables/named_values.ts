/**
 * A few named numbers, shown one a line.
 *
 * @module
 */

import { DISPLAY, type Displayable, type Forms } from "lib/display.ts";
import { formatFixed } from "lib/text/format_fixed.ts";

/** Named numbers in order, as one result of a cell. */
export class NamedValues implements Displayable {
  /** Name and value, in the order shown. */
  readonly entries: readonly (readonly [name: string, value: number])[];

  /** @param entries name and value, in the order to show */
  constructor(entries: readonly (readonly [name: string, value: number])[]) {
    this.entries = entries;
  }

  /**
   * The numbers as text: a line a value, names on the left, values with four decimals on the right.
   *
   * @returns the lines, the last of which states the type
   *
   * @example An effect of 1.8 clicks per thousand, with the lower end of its interval
   * ```ts
   * import { namedValues } from "lib/tables/named_values.ts";
   * import { assertEquals } from "@std/assert";
   *
   * assertEquals(
   *   namedValues({ lift: 0.0018, lower: -0.0071 }).toText(),
   *   "lift     0.0018\nlower   -0.0071\ndtype: float64",
   * );
   * ```
   */
  toText(): string {
    if (this.entries.length === 0) return "no values\ndtype: float64";
    const values = this.entries.map(([, value]) => formatFixed(value, 4));
    const nameWidth = Math.max(...this.entries.map(([name]) => name.length));
    const valueWidth = Math.max(...values.map((value) => value.length));
    const lines = this.entries.map(([name], at) =>
      `${name.padEnd(nameWidth)}   ${values[at]!.padStart(valueWidth)}`
    );
    return [...lines, "dtype: float64"].join("\n");
  }

  /** What a notebook shows of named values that are a cell's last expression. */
  [DISPLAY](): Forms {
    return { "text/plain": this.toText() };
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
