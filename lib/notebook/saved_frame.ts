/**
 * Tables as they are saved: named values as two columns, row labels as the first one.
 *
 * @module
 */

import pl, { type DataFrame } from "nodejs-polars";
import { InputError } from "lib/errors.ts";
import { checkIndex, type IndexOptions } from "lib/frames/format_table.ts";
import { NamedValues } from "lib/tables/named_values.ts";

/** The frame that is saved of a table. */
export function frameToSave(table: DataFrame | NamedValues, options: IndexOptions): DataFrame {
  return withIndex(table instanceof NamedValues ? frameOf(table) : table, options);
}

function frameOf(values: NamedValues): DataFrame {
  return pl.DataFrame([
    pl.Series("name", values.entries.map(([name]) => name), pl.String),
    pl.Series("value", values.entries.map(([, value]) => value), pl.Float64),
  ]);
}

function withIndex(frame: DataFrame, options: IndexOptions): DataFrame {
  const { index, indexName = "index" } = options;
  if (index === undefined) return frame;
  checkIndex(frame, options);
  if (frame.columns.includes(indexName)) {
    throw new InputError("The row labels have the name of a column", {
      column: indexName,
      remedy: "Give them another with indexName.",
    });
  }
  const labels = pl.Series(indexName, index.map(String), pl.String);
  return pl.DataFrame([labels, ...frame.getColumns()]);
}
