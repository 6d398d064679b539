import { assertEquals } from "@std/assert";
import { markdown, md } from "lib/text/markdown.ts";

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
