import { assert, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { sampleOnePerGroup } from "lib/random/numpy.ts";
import { Pcg64, seedSequence } from "lib/random/pcg64.ts";
import golden from "../fixtures/numpy_streams.json" with { type: "json" };

async function sha256(values: Int32Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", Int32Array.from(values));
  return new Uint8Array(digest).toHex();
}

for (const [text, vectors] of Object.entries(golden.pcg64)) {
  const seed = Number(text);

  Deno.test(`the stream of seed ${seed} is NumPy's`, async () => {
    assertEquals([...seedSequence(seed, 8)], vectors.seed_sequence_uint32_x8);

    const words = new Pcg64(seed);
    assertEquals(
      vectors.first10_uint64.map(() => String(words.nextUint64())),
      vectors.first10_uint64,
    );

    const uniforms = new Pcg64(seed);
    assertEquals(vectors.first10_double.map(() => uniforms.uniform()), vectors.first10_double);

    const flips = new Pcg64(seed);
    const flipped = Int32Array.from({ length: 3000 }, () => flips.bernoulli(0.5));
    assertEquals([...flipped.slice(0, 20)], vectors.binomial_1_half_first20);
    assertEquals(await sha256(flipped), vectors.binomial_1_half_n3000_sha256_int32le);

    const { p, out } = vectors.binomial_1_p_array;
    const varied = new Pcg64(seed);
    assertEquals(p.map((probability) => varied.bernoulli(probability)), out);
  });
}

Deno.test("128-bit arithmetic agrees with big integers over a long run", () => {
  const multiplier = 0x2360ed051fc65da44385df649fccf645n;
  const mask = (1n << 128n) - 1n;
  const { state_hex, inc_hex } = golden.pcg64["20260428"];
  let state = BigInt(state_hex);
  const generator = new Pcg64(20260428);
  for (let draw = 0; draw < 20_000; draw++) {
    state = (state * multiplier + BigInt(inc_hex)) & mask;
    const folded = (state >> 64n) ^ (state & ((1n << 64n) - 1n));
    const turn = state >> 122n;
    const word = ((folded >> turn) | (folded << (64n - turn))) & ((1n << 64n) - 1n);
    assertEquals(generator.nextUint64(), word);
  }
});

Deno.test("probabilities at the ends draw as NumPy draws", () => {
  const after = (probability: number) => {
    const generator = new Pcg64(7);
    generator.bernoulli(probability);
    return generator.uniform();
  };
  const fresh = new Pcg64(7);
  const [first, second] = [fresh.uniform(), fresh.uniform()];
  assertEquals(after(0), first, "0 takes nothing from the stream");
  assertEquals(after(1), second, "1 takes one number");
  assertEquals(after(1e-300), second);
  const sure = new Pcg64(7);
  for (let i = 0; i < 1000; i++) assertEquals(sure.bernoulli(1), 1);
});

Deno.test("the share of ones follows the probability, on both sides", () => {
  for (const probability of [0.01, 0.3, 0.5, 0.8, 0.99]) {
    const generator = new Pcg64(11);
    const draws = 100_000;
    let ones = 0;
    for (let i = 0; i < draws; i++) ones += generator.bernoulli(probability);
    const error = Math.sqrt(draws * probability * (1 - probability));
    assert(Math.abs(ones - draws * probability) < 4 * error, `${ones} ones at ${probability}`);
  }
});

Deno.test("large seeds take two words, invalid ones are refused", () => {
  // Written by numpy.random.default_rng(2**40 + 12345).random().
  assertEquals(new Pcg64(2 ** 40 + 12345).uniform(), UNIFORM_OF_LARGE_SEED);
  for (const seed of [-1, 0.5, NaN, 2 ** 53]) {
    assertThrows(() => new Pcg64(seed), InputError, "is not an integer");
  }
  for (const probability of [-0.1, 1.1, NaN]) {
    assertThrows(() => new Pcg64(1).bernoulli(probability), RangeError, "is not a probability");
  }
});

const UNIFORM_OF_LARGE_SEED = 0.19012355322595598;

Deno.test("sampleOnePerGroup takes the rows of groupby.sample", async () => {
  const vectors = golden.groupby_sample_one_20260428;
  const even = sampleOnePerGroup(new Int32Array(3000).fill(8), 20260428);
  assertEquals([...even.slice(0, 20)], vectors.groups_of_8_first20);
  assertEquals(await sha256(even), vectors.groups_of_8_n3000_sha256_int32le);
  const uneven = sampleOnePerGroup(Int32Array.of(1, 2, 3, 5, 8, 13), 20260428);
  assertEquals([...uneven], vectors.sizes_1_2_3_5_8_13);
  assertThrows(() => sampleOnePerGroup(Int32Array.of(3, 0), 1), InputError, "1 of 2 groups");
});
