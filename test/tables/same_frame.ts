import { assertEquals } from "@std/assert";
import type { DataFrame } from "nodejs-polars";

/** The same columns in the same order, with the same types and values. */
export function assertSameFrame(actual: DataFrame, expected: DataFrame): void {
  const described = (frame: DataFrame) =>
    frame.getColumns().map((column) => [column.name, String(column.dtype), column.toArray()]);
  assertEquals(described(actual), described(expected));
}
