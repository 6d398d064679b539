import { assertEquals } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { visible, visibleLines } from "lib/visible.ts";

Deno.test("what steers a terminal or turns the reading is spelled out, everything else stays", () => {
  const steering = "\x1b]0;title\x07\x9b2J\x7f\0\r\n\t\u2028\u202e\u2066\ud800";
  const spelled = "\\x1b]0;title\\x07\\x9b2J\\x7f\\x00\\r\\n\\t\\u2028\\u202e\\u2066\\ud800";
  assertEquals(visible(steering), spelled);
  assertEquals(visibleLines("a\n\tb\x1b\r\n"), "a\n\tb\\x1b\\r\n");
  const texts = ["", "naïve 新闻 أخبار हिन्दी ไทย 😀 👩‍👩‍👧 \u200f", "a\\nb"];
  for (const text of texts) assertEquals([visible(text), visibleLines(text)], [text, text]);
});

Deno.test("an error's message spells out what names hold, its parts keep it", () => {
  const error = new InputError("1 value is odd", {
    file: "a\x1b[2J.parquet",
    column: "b\nc",
    remedy: "Mend it.",
  });
  assertEquals(
    error.message,
    '1 value is odd (column "b\\nc", a\\x1b[2J.parquet). Mend it.',
  );
  assertEquals([error.file, error.column], ["a\x1b[2J.parquet", "b\nc"]);
});
