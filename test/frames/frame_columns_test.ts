import { assertEquals } from "@std/assert";
import pl from "nodejs-polars";
import { column, polarsType } from "lib/frames/columns.ts";
import {
  categoricalColumn,
  decodedColumn,
  flagColumn,
  integerColumn,
  numericColumn,
  realColumn,
  textColumn,
} from "lib/frames/frame_columns.ts";

Deno.test("numbers and levels come out as typed arrays, with marks where they are missing", () => {
  const articles = pl.DataFrame({
    hour: [7, null, 9],
    topic: ["sports", null, "news"],
  });
  assertEquals([...numericColumn(articles, "hour")], [7, NaN, 9]);
  const { name, codes, levels } = categoricalColumn(articles, "topic");
  assertEquals([name, [...codes], levels], ["topic", [1, -1, 0], ["news", "sports"]]);
});

Deno.test("whole numbers, flags, reals and texts go in with their types", () => {
  const rows = integerColumn("rows", Int32Array.of(12, 13));
  assertEquals([rows.name, String(rows.dtype), rows.toArray()], [
    "rows",
    "DataType(Int64)",
    [12, 13],
  ]);
  assertEquals(String(integerColumn("rows", [12, 13]).dtype), "DataType(Int64)");
  const clicked = flagColumn("clicked", Uint8Array.of(1, 0));
  assertEquals([String(clicked.dtype), clicked.toArray()], ["DataType(Int8)", [1, 0]]);
  assertEquals(textColumn("arm", ["promoted", "control"]).toArray(), ["promoted", "control"]);
  const arms = decodedColumn("arm", Uint8Array.of(1, 0, 1), ["control", "promoted"]);
  assertEquals([arms.name, arms.toArray()], ["arm", ["promoted", "control", "promoted"]]);
});

Deno.test("a real that is NaN becomes missing", () => {
  const lift = realColumn("lift", Float64Array.of(0.5, NaN));
  assertEquals([lift.nullCount(), lift.toArray()], [1, [0.5, null]]);
  assertEquals(realColumn("lift", [0.5, 1.5]).nullCount(), 0);
});

Deno.test("kinds of columns have one type each", () => {
  assertEquals(column("hour", "integer", true, "hour of the day, 0 to 23"), {
    name: "hour",
    kind: "integer",
    nullable: true,
    meaning: "hour of the day, 0 to 23",
  });
  const kinds = ["integer", "binary", "real", "string"] as const;
  assertEquals(kinds.map((kind) => String(polarsType(kind))), [
    "DataType(Int64)",
    "DataType(Int64)",
    "DataType(Float64)",
    "DataType(String)",
  ]);
  assertEquals(polarsType("timestamp").variant, "Datetime");
});
