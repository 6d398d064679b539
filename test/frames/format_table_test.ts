import {
  assert,
  assertEquals,
  assertLess,
  assertMatch,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import pl from "nodejs-polars";
import { InputError } from "lib/errors.ts";
import { formatTable } from "lib/frames/format_table.ts";

const integers = (name: string, values: readonly (number | null)[]) =>
  pl.Series(name, [...values]).cast(pl.Int64);

Deno.test("a table prints floats with four decimals, integers plainly and what is missing as NaN", () => {
  const frame = pl.DataFrame([
    pl.Series("segment", ["tv", null], pl.String),
    integers("rows", [1, null]),
    pl.Series("dr_lift", [0.03125, null], pl.Float64),
    pl.Series("whole", [2, NaN], pl.Float64),
  ]);
  assertEquals(
    formatTable(frame).text,
    `   segment  rows  dr_lift   whole
0       tv     1   0.0312  2.0000
1      NaN   NaN      NaN     NaN`,
  );
});

Deno.test("thousands are grouped on request, in floats alone, and in both forms", () => {
  const frame = pl.DataFrame([
    pl.Series("metric", ["1234567.0", "b", "c", "d", "e"], pl.String),
    integers("userId", [100_000, 1, 2, 3, null]),
    pl.Series("value", [20_260_428, -1234.56785, 999.99999, 123, NaN], pl.Float64),
    pl.Series("single", [1e15, -1000, Infinity, 0.125, null], pl.Float32),
  ]);
  const { text, html } = formatTable(frame, { thousands: true });
  assertEquals(
    text,
    `      metric  userId            value                    single
0  1234567.0  100000  20,260,428.0000  999,999,986,991,104.0000
1          b       1      -1,234.5678               -1,000.0000
2          c       2       1,000.0000                       inf
3          d       3         123.0000                    0.1250
4          e     NaN              NaN                       NaN`,
  );
  assertStringIncludes(html, "<td>20,260,428.0000</td>");
  assertStringIncludes(html, "<td>100000</td>");
  assertStringIncludes(formatTable(frame).text, " 20260428.0000 ");
});

Deno.test("row labels replace the row numbers under their heading", () => {
  const frame = pl.DataFrame({ e_hat: [3, 0.1] });
  const { text, html } = formatTable(frame, { index: ["count", "mean"], indexName: "statistic" });
  assertEquals(text, "statistic   e_hat\ncount      3.0000\nmean       0.1000");
  assertStringIncludes(html, ">statistic</th>");
  assertMatch(html, /<th scope="row" style="text-align:left;white-space:nowrap;[^"]*">mean<\/th>/);
});

Deno.test("labels that are not one a row are refused", () => {
  const error = assertThrows(
    () => formatTable(pl.DataFrame({ e_hat: [3, 0.1] }), { index: ["count"] }),
    InputError,
    "2 rows but 1 row labels",
  );
  assertEquals(error.count, 1);
});

Deno.test("no text of the data becomes markup, be it cell, column, label, corner or footer", () => {
  const frame = pl.DataFrame({ "<b>title</b>": [`<script>alert("1 & '2'")</script>`] });
  const { html } = formatTable(frame, { index: ["<i>"], indexName: "<u>" });
  for (const tag of ["<script", "<b>", "<i>", "<u>"]) assert(!html.includes(tag), tag);
  const empty = formatTable(frame.head(0), { whenEmpty: "<s>" }).html;
  assertStringIncludes(empty, "<p>&lt;s&gt;</p>");
  assertStringIncludes(
    html,
    "&lt;script&gt;alert(&quot;1 &amp; &#39;2&#39;&quot;)&lt;/script&gt;",
  );
});

Deno.test("numbers stand right, texts left, and a dollar sign starts no formula", () => {
  const { html } = formatTable(pl.DataFrame([pl.Series("s", ["$5 or $6"]), integers("n", [1])]));
  assertStringIncludes(
    html,
    '<td style="text-align:left;white-space:nowrap">$5 or $6</td><td>1</td>',
  );
  assertStringIncludes(html, "tex2jax_ignore mathjax_ignore");
  assertStringIncludes(html, 'style="text-align:right;');
});

Deno.test("headings and labels stay in place while the rest scrolls, in the front end's colours", () => {
  const { html } = formatTable(pl.DataFrame([integers("n", [1, 2, 3])]), { maxRows: 2 });
  assertMatch(html, /^<div [^>]*tabindex="0"[^>]*max-height:[^>]*overflow:auto">\n<table /);
  assertMatch(html, /<thead style="position:sticky;top:0;/);
  const labels = [...html.matchAll(/<th scope="row" style="([^"]*)">/g)].map(([, style]) => style!);
  assertEquals(labels.length, 3);
  for (const style of labels) assertMatch(style, /position:sticky;left:0;.*background:var\(--jp-/);
  // A colour of our own would spoil one of the themes, light or dark.
  assert(!/#[0-9a-f]{3,8}\b|rgb|white|black/.test(html), html);
});

Deno.test("columns of every type have a text", () => {
  const frame = pl.DataFrame([
    pl.Series("flag", [true, null]),
    pl.Series("big", [2n ** 64n - 1n, 0n]),
    pl.Series("time", [new Date("2019-11-09T09:05:58Z"), new Date("2019-11-09T09:05:58.250Z")]),
    pl.Series("day", [new Date("2019-11-09"), null]).cast(pl.Date),
    pl.Series("bucket", ["1-10", null]).cast(pl.Categorical),
    pl.Series("single", [0.1, 0.5]).cast(pl.Float32),
    pl.Series("list", [[1, 2], []]),
  ]);
  assertEquals(
    formatTable(frame).text,
    `   flag                   big                     time         day  bucket  single      list
0  true  18446744073709551615      2019-11-09 09:05:58  2019-11-09    1-10  0.1000  [ 1, 2 ]
1   NaN                     0  2019-11-09 09:05:58.250         NaN     NaN  0.5000        []`,
  );
});

Deno.test("integers of more than 53 bits and decimals keep every digit", () => {
  const texts = ["9007199254740993", "-9223372036854775808", null];
  const frame = pl.DataFrame([
    pl.Series("userId", texts).cast(pl.Int64),
    pl.Series("unsigned", ["18446744073709551615", "9007199254740993", null]).cast(pl.UInt64),
    pl.Series("price", ["1.50", "12345678901234567.89", null]).cast(pl.Decimal(20, 2)),
  ]);
  const { text, html } = formatTable(frame);
  assertEquals(
    text,
    `                 userId              unsigned                 price
0      9007199254740993  18446744073709551615                  1.50
1  -9223372036854775808      9007199254740993  12345678901234567.89
2                   NaN                   NaN                   NaN`,
  );
  assertStringIncludes(html, "<td>9007199254740993</td>");
});

Deno.test("a point in time with a zone is written in it, one without as it stands", () => {
  const times = ["2020-07-02T03:04:05Z", "2020-01-02T03:04:05.250Z"].map((time) => new Date(time));
  const frame = pl.DataFrame([pl.Series("time", times)]).select(
    pl.col("time"),
    pl.col("time").cast(pl.Datetime("us", "UTC")).alias("utc"),
    pl.col("time").cast(pl.Datetime("ms", "Europe/Berlin")).alias("berlin"),
    pl.col("time").cast(pl.Datetime("ns", "America/New_York")).alias("new_york"),
  );
  assertEquals(
    formatTable(frame.select("utc", "berlin")).text,
    `                            utc                        berlin
0     2020-07-02 03:04:05+00:00     2020-07-02 05:04:05+02:00
1  2020-01-02 03:04:05.25+00:00  2020-01-02 04:04:05.25+01:00`,
  );
  assertEquals(
    formatTable(frame.select("time", "new_york")).text,
    `                      time                      new_york
0      2020-07-02 03:04:05     2020-07-01 23:04:05-04:00
1  2020-01-02 03:04:05.250  2020-01-01 22:04:05.25-05:00`,
  );
});

Deno.test("texts keep to one line and to eighty characters", () => {
  const { text } = formatTable(
    pl.DataFrame({ title: ["a\nb\tc\u0007", "😀".repeat(500), "x".repeat(80)] }),
  );
  const [, first, second, third] = text.split("\n");
  assertStringIncludes(first!, "a\\nb\\tc\\x07");
  assertEquals(Array.from(second!.slice(1).trim()).length, 80);
  assert(second!.endsWith("😀…"));
  assert(third!.endsWith("x".repeat(80)));
});

Deno.test("a long table shows head, tail and its size", () => {
  const frame = pl.DataFrame([integers("n", Array.from({ length: 1234 }, (_, at) => at))]);
  const { text, html } = formatTable(frame, { maxRows: 5 });
  assertEquals(
    text,
    `         n
0        0
1        1
2        2
...    ...
1232  1232
1233  1233

1,234 rows × 1 columns`,
  );
  assertEquals(html.match(/<tr>/g)!.length, 7);
  assertStringIncludes(html, "<p>1,234 rows × 1 columns</p>");
});

Deno.test("a table of the limit's length is shown whole", () => {
  const frame = pl.DataFrame({ n: Array.from({ length: 20 }, (_, at) => at) });
  assert(!formatTable(frame).text.includes("..."));
  assertStringIncludes(formatTable(frame.vstack(frame.head(1))).text, "21 rows");
});

Deno.test("first rows can be asked for, and the others are counted", () => {
  const frame = pl.DataFrame([integers("n", [5, 6, 7])]);
  assertEquals(
    formatTable(frame, { rows: 2 }).text,
    "   n\n0  5\n1  6\n\nfirst 2 of 3 rows × 1 columns",
  );
  assertEquals(formatTable(frame, { rows: 3 }).text, "   n\n0  5\n1  6\n2  7");
});

Deno.test("a number of rows that is none is refused", () => {
  for (const rows of [0, -1, 1.5, NaN]) {
    assertThrows(() => formatTable(pl.DataFrame({ n: [1] }), { rows }), InputError, "rows to show");
  }
});

Deno.test("an empty table keeps its columns and says why it is empty", () => {
  const frame = pl.DataFrame([pl.Series("segment", [], pl.String), integers("rows", [])]);
  assertEquals(formatTable(frame).text, "  segment  rows\n\n0 rows × 2 columns");
  const { html } = formatTable(frame, { whenEmpty: "No segment has 1,000 rows." });
  assertStringIncludes(html, "<p>No segment has 1,000 rows.</p>");
  assertEquals(formatTable(pl.DataFrame({})).text, "\n\n0 rows × 0 columns");
});

Deno.test("the size of what is shown does not grow with the table", () => {
  const rows = 737_762;
  const columns = Array.from(
    { length: 20 },
    (_, at) => pl.Series(`column_${at}`, new Float64Array(rows).fill(at)),
  );
  const { html, text } = formatTable(pl.DataFrame(columns));
  assertLess(html.length + text.length, 100_000);
  assertStringIncludes(text, "737,762 rows × 20 columns");
});

Deno.test("only the rows that are shown are read", () => {
  const frame = pl.DataFrame({ n: Array.from({ length: 1000 }, (_, at) => at) });
  const taken: number[] = [];
  // Has no getColumn: a look at a whole column fails.
  const withoutColumns = {
    height: frame.height,
    width: frame.width,
    columns: frame.columns,
    head: (rows: number) => (taken.push(rows), frame.head(rows)),
    tail: (rows: number) => (taken.push(rows), frame.tail(rows)),
  } as unknown as pl.DataFrame;
  assertStringIncludes(formatTable(withoutColumns, { maxRows: 6 }).text, "999  999");
  assertEquals(taken, [3, 3]);
});
