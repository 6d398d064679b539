/**
 * Tables as CSV that a spreadsheet takes for text where it is text.
 *
 * @module
 */

import pl, { type DataFrame, type Series } from "nodejs-polars";

/** What a spreadsheet takes for the beginning of a formula, also behind apostrophes of ours. */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/;

/**
 * CSV of a table: numbers as the shortest decimals that read back as the same numbers, what is
 * missing empty.
 *
 * A name from data that begins with `=`, `+`, `-` or `@` would run as a formula in a spreadsheet: an
 * apostrophe is put before it, as before the name of such a column. Taking away one apostrophe of
 * those before such a sign gives every name back.
 *
 * @param frame the table
 * @returns the file's bytes
 *
 * @example
 * ```ts
 * import pl from "nodejs-polars";
 * import { csvOf } from "lib/frames/csv.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const frame = pl.DataFrame({ title: ["Heat", "=1+1"], lift: [-0.5, 0.25] });
 * assertEquals(new TextDecoder().decode(csvOf(frame)), "title,lift\nHeat,-0.5\n'=1+1,0.25\n");
 * ```
 */
export function csvOf(frame: DataFrame): Uint8Array<ArrayBuffer> {
  const columns = frame.getColumns().map((column) => {
    const safe = isText(column) ? withoutFormulas(column) : column;
    return FORMULA.test(column.name) ? safe.clone().rename(`'${column.name}`) : safe;
  });
  return new Uint8Array(pl.DataFrame(columns).writeCSV());
}

function isText(column: Series): boolean {
  return /^DataType\((String|Utf8|Categorical|Enum)/.test(String(column.dtype));
}

function withoutFormulas(column: Series): Series {
  const texts: readonly (string | null)[] = column.cast(pl.String).toArray();
  const isFormula = (text: string | null) => text !== null && FORMULA.test(text);
  if (!texts.some(isFormula)) return column;
  return pl.Series(
    column.name,
    texts.map((text) => isFormula(text) ? `'${text}` : text),
    pl.String,
  );
}
