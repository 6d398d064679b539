import { assertEquals } from "@std/assert";
import { code, markdown, md } from "lib/text/markdown.ts";

Deno.test("what is inserted into Markdown appears literally", () => {
  const path = "data/a_b*c$d<script>.parquet";
  const prose = markdown`**Input:** ${path}, ${20_000} rows`;
  assertEquals(
    prose.source,
    "**Input:** data/a\\_b\\*c&#36;d&lt;script&gt;.parquet, 20000 rows",
  );
  assertEquals(prose.text, `**Input:** ${path}, 20000 rows`);
});

Deno.test("a text marked as Markdown stays as it is", () => {
  assertEquals(md("*a* $x$").source, "*a* $x$");
  assertEquals(md("*a* $x$").text, "*a* $x$");
});

Deno.test("what begins a list, a heading or a link in Markdown is text where it is inserted", () => {
  for (
    const [text, source] of [
      ["- x", "&#45; x"],
      ["---", "&#45;--"],
      ["-0.5", "-0.5"],
      ["1. x", "1&#46; x"],
      ["1) x", "1\\) x"],
      ["1.5", "1.5"],
      ["=", "&#61;"],
      ["    x", "&#32;   x"],
      ["http://a.b", "http&#58;//a.b"],
      ["www.a.b", "www&#46;a.b"],
      ["a@b.c", "a&#64;b.c"],
      ["a\n\n# b", "a\\\\n\\\\n\\# b"],
    ] as const
  ) {
    assertEquals(markdown`${text}`.source, source);
  }
});

Deno.test("no control character of what is inserted is left, in either form", () => {
  const { source, text } = markdown`${"a\x1b[31mb\r\u202ec"} ${code("d\x07\ne")}`;
  assertEquals(text, "a\\x1b[31mb\\r\\u202ec `d\\x07\\ne`");
  assertEquals(source, "a\\\\x1b\\[31mb\\\\r\\\\u202ec <code>d&#92;x07&#92;ne</code>");
});

Deno.test("code stands between backticks where every renderer takes it so, else in entities", () => {
  for (const plain of ["data/sample/a_b.parquet", "C:|x [1](2) *3* !", "数据/a", "=1"]) {
    assertEquals(code(plain).source, `\`${plain}\``);
  }
  assertEquals(
    code("a`<img onerror=x>`.b").source.replace(/&#\d+;/g, ""),
    "<code>aimg onerrorxb</code>",
  );
  for (const odd of ["`", "a\\", "$x$", "<b>", "a&lt;", " a", "a ", "", "😀`"]) {
    const { source, text } = code(odd);
    const [, inner = ""] = /^<code>([^`\\$<>]*)<\/code>$/.exec(source) ?? [];
    const read = inner.replace(/&#(\d+);/g, (_, point) => String.fromCodePoint(Number(point)));
    assertEquals([read, text], [odd, `\`${odd}\``]);
  }
});

Deno.test("prose inserted into prose stays as it is", () => {
  const { source, text } = markdown`${md("**a**")} ${"*b*"}`;
  assertEquals([source, text], ["**a** \\*b\\*", "**a** *b*"]);
});
