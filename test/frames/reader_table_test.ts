/** Tables for readers, with numbers and names that nobody would choose. */

import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { load } from "cheerio";
import { DISPLAY } from "lib/display.ts";
import { InputError } from "lib/errors.ts";
import {
  countColumn,
  decimalColumn,
  intervalColumn,
  per100Column,
  secondary,
  valueColumn,
  wordColumn,
} from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable } from "lib/frames/reader_table.ts";
import { formatFixed } from "lib/text/format_fixed.ts";
import { countText, decimalText, per100Text } from "lib/text/reader_numbers.ts";

const htmlOf = (table: ReaderTable) => String(table[DISPLAY]()["text/html"]);

Deno.test("numbers have a true minus, grouped thousands and no negative zero", () => {
  assertEquals([-1234.5, -0, -0.00004, NaN, Infinity, -Infinity].map((v) => decimalText(v, 2)), [
    "−1,234.50",
    "0.00",
    "0.00",
    "–",
    "∞",
    "−∞",
  ]);
  assertEquals([0, -0, 150_000, 2 ** 53, NaN].map(countText), [
    "0",
    "0",
    "150,000",
    "9,007,199,254,740,992",
    "–",
  ]);
});

Deno.test("a probability per 100 has the digits of its four decimals", () => {
  const cases = [0, 1, 0.5, 0.0544, -0.0012, 12.34565, -0.00004, 0.00005, 0.03125, 0.15625, 1 / 3];
  for (const value of cases) {
    const digits = (text: string) => text.replace(/\D/g, "").replace(/^0+/, "");
    assertEquals(digits(per100Text(value)), digits(formatFixed(value, 4)), String(value));
  }
  assertEquals([0.0544, -0.0012, 1, -0.00004, 99.717312].map(per100Text), [
    "5.44",
    "−0.12",
    "100.00",
    "0.00",
    "9,971.73",
  ]);
});

Deno.test("text aligns words left and numbers right, by what is seen of them", () => {
  const table = readerTable([
    wordColumn("Segment", ["tv", "天気 😀", null]),
    intervalColumn("Lift", {
      estimate: [0.2113, -0.0012, NaN],
      lower: [0.1765, -0.0103, NaN],
      upper: [0.2462, 0.0079, NaN],
    }),
    countColumn("Displays", [5_568, 14_278, NaN]),
  ]);
  assertEquals(
    table.toText(),
    `Segment                  Lift  Displays
tv       21.13 [17.65, 24.62]     5,568
天気 😀     −0.12 [−1.03,  0.79]    14,278
–            –     [–,     –]         –`,
  );
});

Deno.test("values of several kinds have their decimal points below each other", () => {
  const { cells } = valueColumn("Value", ["150,000", "7.98", "50.00 %"]);
  assertEquals(cells.map((cell) => cell.replaceAll("\u2007", "_")), [
    "150,000_____",
    "7.98__",
    "50.00 %",
  ]);
});

Deno.test("no text becomes markup, steers a terminal or starts a formula", () => {
  const hostile = `<script>alert("1 & '2'")</script>\u202e\n$x$`;
  const table = readerTable([wordColumn(hostile, [hostile])], { notes: [hostile] });
  const html = htmlOf(table);
  assert(!html.includes("<script"));
  assert(!html.includes("\u202e") && !table.toText().includes("\u202e"));
  assertStringIncludes(html, "tex2jax_ignore mathjax_ignore");
  assertEquals(
    load(html)("tbody th").text(),
    hostile.replace("\u202e", "\\u202e").replace("\n", "\\n"),
  );
  assertEquals(table.toText().split("\n").length, 4);
});

Deno.test("long names are cut in a cell and wrap; notes are said whole", () => {
  const long = "name ".repeat(100);
  const table = readerTable([wordColumn("Name", [long])], { notes: [long] });
  const $ = load(htmlOf(table));
  assertEquals(Array.from($("tbody th").text()).length, 200);
  assert($("tbody th").attr("style")!.includes("white-space:normal"));
  assertEquals($("p").text(), long);
});

Deno.test("the first column names the rows and stays; secondary columns are marked throughout", () => {
  const $ = load(htmlOf(readerTable([
    wordColumn("Segment", ["tv", "news"]),
    per100Column("Lift", [0.01, NaN]),
    secondary(countColumn("Displays", [1, 2])),
  ])));
  for (const cell of $("tr > :first-child").toArray()) {
    assertStringIncludes($(cell).attr("style")!, "position:sticky;left:0");
    assertEquals(cell.tagName, "th");
  }
  assertEquals($("[data-secondary]").map((_, cell) => $(cell).text()).get(), [
    "Displays",
    "1",
    "2",
  ]);
  assertEquals($("thead th[scope=col]").length, 3);
  // A colour of our own would spoil one of the themes, but for the shadow's grey.
  assert(!/#[0-9a-f]{3,8}\b|white(?!-space)|black/.test($.html()));
});

Deno.test("an empty table keeps its headings and says why", () => {
  const columns = [wordColumn("Segment", []), countColumn("Displays", [])];
  assertEquals(
    readerTable(columns, { whenEmpty: "No segment has 1,000 rows.", notes: ["Unit."] }).toText(),
    "Segment  Displays\n\nNo segment has 1,000 rows.",
  );
  assertStringIncludes(
    readerTable(columns, { noun: "segments" }).toText(),
    "There are no segments.",
  );
  assertEquals(load(htmlOf(readerTable(columns)))("tbody tr").length, 0);
});

Deno.test("the first rows say of how many they are, and one row says nothing", () => {
  const column = decimalColumn("n", [1, 2, 3], 0);
  assertEquals(readerTable([column], { rows: 2 }).toText(), "n\n1\n2\n\nFirst 2 of 3 rows.");
  assertEquals(readerTable([column], { rows: 9 }).notes, []);
  assertEquals(readerTable([column], { of: 36_000, noun: "slates" }).notes, [
    "First 3 of 36,000 slates.",
  ]);
  assertEquals(readerTable([wordColumn("n", ["x"])]).toText(), "n\nx");
});

Deno.test("columns that do not fit each other, none, and odd row counts are refused", () => {
  assertThrows(() => readerTable([]), InputError, "no column");
  assertThrows(
    () => readerTable([wordColumn("a", ["x"]), countColumn("b", [])]),
    InputError,
    '"b"',
  );
  for (const rows of [0, -1, 1.5, NaN]) {
    assertThrows(() => readerTable([wordColumn("a", ["x"])], { rows }), InputError, "rows to show");
  }
  assertThrows(
    () => intervalColumn("Lift", { estimate: [1], lower: [], upper: [1] }),
    InputError,
    '"lower"',
  );
});
