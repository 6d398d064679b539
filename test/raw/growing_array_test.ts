import { assertEquals } from "@std/assert";
import { GrowingArray } from "lib/raw/growing_array.ts";

Deno.test("values outlast the first allocation, in order and at full width", () => {
  const array = new GrowingArray((capacity) => new Uint32Array(capacity));
  for (let i = 0; i < 5000; i++) array.push(0xffff_ffff - i);
  assertEquals(array.length, 5000);
  assertEquals(array.values(), Uint32Array.from({ length: 5000 }, (_, i) => 0xffff_ffff - i));
});

Deno.test("truncation drops the last values, and never lengthens", () => {
  const array = new GrowingArray((capacity) => new Int32Array(capacity));
  for (const value of [1, 2, 3]) array.push(value);
  array.truncate(9);
  assertEquals([...array.values()], [1, 2, 3]);
  array.truncate(1);
  array.push(7);
  assertEquals([...array.values()], [1, 7]);
});
