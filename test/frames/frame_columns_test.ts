import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import pl from "nodejs-polars";
import { InputError } from "lib/errors.ts";
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

/** The same values in every type that has one spelling for each, and as text. */
const SPELLED = [
  ...[pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.UInt8, pl.UInt16, pl.UInt32, pl.UInt64].map((
    type,
  ) => [pl.Series("hour", [10, 9, null, 0, 10]).cast(type), ["10", "9", null, "0", "10"]] as const),
  [pl.Series("hour", [true, false, null]), ["true", "false", null]] as const,
  [pl.Series("hour", ["b", "a", null]).cast(pl.Categorical), ["b", "a", null]] as const,
  [
    pl.Series("hour", ["9007199254740993", "9007199254740992", "-1"]).cast(pl.Int64),
    ["9007199254740993", "9007199254740992", "-1"],
  ] as const,
];

Deno.test("a column of integers or booleans has the codes of the same column as text", () => {
  for (const [series, texts] of SPELLED) {
    // What was read before in the session must not matter.
    categoricalColumn(pl.DataFrame({ other: ["x", "7", "y", "9"] }), "other");
    assertEquals(
      categoricalColumn(pl.DataFrame([series]), "hour"),
      categoricalColumn(pl.DataFrame([pl.Series("hour", [...texts], pl.String)]), "hour"),
    );
  }
});

/** Columns of types that name nothing, and how many values they have. */
const NO_NAMES = [
  ["Float64", 2, pl.Series("shown", [1.5, null, 2])],
  ["Float32", 3, pl.Series("shown", [1.5, 1, 2]).cast(pl.Float32)],
  ["Date", 1, pl.Series("shown", [new Date("2020-01-02"), null, null]).cast(pl.Date)],
  ["Datetime", 1, pl.Series("shown", [new Date("2020-01-02"), null, null])],
  ["List", 3, pl.Series("shown", [[1], [2], []])],
] as const;

Deno.test("reals, dates and lists are no names", () => {
  for (const [type, count, series] of NO_NAMES) {
    const error = assertThrows(
      () => categoricalColumn(pl.DataFrame([series]), "shown"),
      InputError,
      `${count} of 3 values are of the type ${type}, not names (column "shown")`,
    );
    assertEquals([error.column, error.count], ["shown", count]);
    assertStringIncludes(error.remedy, "Convert");
  }
});

Deno.test("texts, dates and lists are no numbers, whatever they spell", () => {
  for (
    const [type, count, series] of [
      ["String", 4, pl.Series("price", ["1", "2", "1,234", "abc"])],
      ["String", 2, pl.Series("price", ["1", null, "2.5"])],
      ["Categorical", 2, pl.Series("price", ["1", "2"]).cast(pl.Categorical)],
      ["Date", 1, pl.Series("price", [new Date("2020-01-02")]).cast(pl.Date)],
      ["Datetime", 1, pl.Series("price", [new Date("2020-01-02")])],
      ["List", 1, pl.Series("price", [[1]])],
    ] as const
  ) {
    const error = assertThrows(
      () => numericColumn(pl.DataFrame([series]), "price"),
      InputError,
      `${count} of ${series.length} values are of the type ${type}, not numbers (column "price")`,
    );
    assertEquals([error.column, error.count], ["price", count]);
  }
});

Deno.test("booleans are the numbers 1 and 0; a column that is absent is said", () => {
  const frame = pl.DataFrame({ clicked: [true, null, false] });
  assertEquals([...numericColumn(frame, "clicked")], [1, NaN, 0]);
  for (const columnOf of [numericColumn, categoricalColumn]) {
    const error = assertThrows(() => columnOf(frame, "click"), InputError, "lacks a column");
    assertStringIncludes(error.message, "Choose among: clicked");
  }
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

Deno.test("an integer that is NaN becomes missing, and what is no whole number is refused", () => {
  const rows = integerColumn("rows", [NaN, 3]);
  assertEquals([rows.nullCount(), rows.toArray()], [1, [null, 3]]);
  for (const value of [1.5, Infinity, 2 ** 53]) {
    const error = assertThrows(() => integerColumn("rows", [1, value]), InputError, `${value}`);
    assertEquals([error.column, error.count], ["rows", 1]);
  }
});
