import { assert, assertEquals } from "@std/assert";
import { DISPLAY } from "lib/display.ts";
import { formatPlain, tuple } from "lib/notebook/plain.ts";

Deno.test("lists that fit a line stay on it, others get a line an item", () => {
  const numeric = ["history_len", "candidate_set_size", "title_length", "abstract_length", "hour"];
  assertEquals(
    formatPlain(tuple(numeric.slice(0, 2), [...numeric, "day_of_week", "category"])),
    `(['history_len', 'candidate_set_size'],
 ['history_len',
  'candidate_set_size',
  'title_length',
  'abstract_length',
  'hour',
  'day_of_week',
  'category'])`,
  );
});

Deno.test("a tuple shows itself where it is a cell's last expression", () => {
  assertEquals(tuple(20_000, 20)[DISPLAY](), { "text/plain": "(20000, 20)" });
});

Deno.test("strings are quoted within a list and bare by themselves", () => {
  assertEquals(formatPlain("it's"), "it's");
  assertEquals(formatPlain(["it's", 'a "b"', "a\nb"]), `['it\\'s', 'a "b"', 'a\\nb']`);
});

Deno.test("single values, nothing and records have a text", () => {
  assertEquals(formatPlain(tuple(20_000, 20)), "(20000, 20)");
  assertEquals(formatPlain(12n), "12");
  assertEquals(formatPlain(null), "null");
  assertEquals(formatPlain(undefined), "undefined");
  assertEquals(formatPlain([]), "[]");
  assertEquals(formatPlain({ folds: 3 }), "{ folds: 3 }");
});

Deno.test("long arrays, typed ones too, are cut after a thousand items", () => {
  for (const items of [new Array(50_000).fill(1), new Float64Array(50_000).fill(1)]) {
    const text = formatPlain(items);
    assertEquals(text.split(",").length, 1001);
    assert(text.endsWith("...]"));
  }
  assert(!formatPlain(new Float64Array(1000)).includes("..."));
});
