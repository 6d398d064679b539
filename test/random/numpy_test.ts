import { assertEquals, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { RandomState, sampleRows } from "lib/random/numpy.ts";
import golden from "../fixtures/numpy_streams.json" with { type: "json" };

async function sha256(values: Int32Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", Int32Array.from(values));
  return new Uint8Array(digest).toHex();
}

Deno.test("RandomState draws NumPy's words, permutations and cuts", () => {
  for (const [seed, vectors] of Object.entries(golden.mt19937)) {
    const generator = new RandomState(Number(seed));
    assertEquals(
      Array.from({ length: 10 }, () => generator.nextUint32()),
      vectors.first10_uint32,
    );
    assertEquals([...new RandomState(Number(seed)).permutation(10)], vectors.permutation_10);
    assertEquals([...sampleRows(100, 10, Number(seed))], vectors.choice_100_10_no_replace);
  }
});

Deno.test("sampleRows draws the rows of DataFrame.sample", async () => {
  for (const [name, vector] of Object.entries(golden.dataframe_sample_42)) {
    const [rows, size] = name.split("_").map(Number) as [number, number];
    const drawn = sampleRows(rows, size, 42);
    assertEquals([...drawn.slice(0, 10)], vector.first10);
    assertEquals([...drawn.slice(-5)], vector.last5);
    assertEquals(drawn.reduce((sum, row) => sum + row, 0), vector.sum);
    assertEquals(await sha256(drawn), vector.sha256_int32le);
  }
});

Deno.test("the generator crosses its 624-word blocks and the largest interval", () => {
  const generator = new RandomState(42);
  const words = Array.from({ length: 2000 }, () => generator.nextUint32());
  assertEquals(new Set(words).size > 1990, true);
  const other = new RandomState(42);
  assertEquals(Array.from({ length: 2000 }, () => other.interval(0xffffffff)), words);
});

Deno.test("invalid seeds and sizes are refused with a reason", () => {
  for (const seed of [-1, 1.5, NaN, 2 ** 32, "42" as unknown as number]) {
    assertThrows(() => new RandomState(seed), InputError, "is not an integer");
  }
  assertThrows(() => sampleRows(10, 11, 42), InputError, "cannot be drawn from 10 rows");
});
