import { assert, assertEquals } from "@std/assert";
import { formatPlain } from "lib/notebook/plain.ts";

Deno.test("plain values read as TypeScript writes them", () => {
  assertEquals(formatPlain("it's"), "it's");
  assertEquals(formatPlain(["it's", true]), `[ "it's", true ]`);
  assertEquals(formatPlain([[1, 2], ["a"]]), '[ [ 1, 2 ], [ "a" ] ]');
  assertEquals(formatPlain(false), "false");
  assertEquals(formatPlain(12n), "12n");
  assertEquals(formatPlain(null), "null");
  assertEquals(formatPlain(undefined), "undefined");
  assertEquals(formatPlain([]), "[]");
  assertEquals(formatPlain({ folds: 3 }), "{ folds: 3 }");
  assertEquals(formatPlain(Float64Array.of(0.5, -1)), "[ 0.5, -1 ]");
});

Deno.test("long arrays, typed ones too, are cut after a thousand items", () => {
  for (const items of [new Array(50_000).fill(1), new Float64Array(50_000).fill(1)]) {
    const text = formatPlain(items);
    assertEquals(text.match(/\b1\b(?=,)/g)!.length, 1000);
    assert(text.includes("more item"));
  }
  assert(!formatPlain(new Float64Array(1000)).includes("more item"));
});
