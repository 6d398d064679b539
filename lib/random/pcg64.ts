/**
 * The stream of `numpy.random.default_rng(seed)`, so that draws equal the originals' bit for bit.
 *
 * @module
 */

import { InputError } from "lib/errors.ts";

/** Digits of 16 bits in a number of 128 bits. */
const DIGITS = 8;

/** PCG's multiplier, 0x2360ed051fc65da44385df649fccf645, lowest digit first. */
const MULTIPLIER = Float64Array.of(
  ...[0xf645, 0x9fcc, 0xdf64, 0x4385, 0x5da4, 0x1fc6, 0xed05, 0x2360],
);

/**
 * NumPy's default generator: PCG64, seeded through `SeedSequence`.
 *
 * Source: O'Neill (2014), "PCG: A Family of Simple Fast Space-Efficient Statistically Good
 * Algorithms for Random Number Generation", the member XSL RR 128/64.
 *
 * @example
 * ```ts
 * import { Pcg64 } from "lib/random/pcg64.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(new Pcg64(42).uniform(), 0.7739560485559633);
 * ```
 */
export class Pcg64 {
  /** The state of 128 bits in digits of 16 bits, lowest first: their products are exact. */
  readonly #state = new Float64Array(DIGITS);
  readonly #increment: Float64Array;
  readonly #product = new Float64Array(DIGITS);
  /** High and low half of the last word drawn. */
  readonly #word = new Uint32Array(2);

  /**
   * @param seed an integer from 0 to 2⁵³ − 1
   * @throws {InputError} if the seed is anything else
   */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new InputError(
        `the seed ${Deno.inspect(seed)} is not an integer from 0 to ${Number.MAX_SAFE_INTEGER}`,
        { remedy: "Give such an integer." },
      );
    }
    const words = seedSequence(seed, 8);
    // Four words of 64 bits, each low half first: state high, state low, sequence high and low.
    const initial = digitsOf([words[2]!, words[3]!, words[0]!, words[1]!]);
    this.#increment = digitsOf([words[6]!, words[7]!, words[4]!, words[5]!]);
    // The sequence is shifted up by one and made odd.
    let carried = 1;
    for (let i = 0; i < DIGITS; i++) {
      const doubled = this.#increment[i]! * 2 + carried;
      this.#increment[i] = doubled % 0x10000;
      carried = doubled >= 0x10000 ? 1 : 0;
    }
    this.#step();
    let carry = 0;
    for (let i = 0; i < DIGITS; i++) {
      const sum = this.#state[i]! + initial[i]! + carry;
      this.#state[i] = sum % 0x10000;
      carry = sum >= 0x10000 ? 1 : 0;
    }
    this.#step();
  }

  /** Next word of 64 bits, from 0 to 2⁶⁴ − 1. */
  nextUint64(): bigint {
    this.#draw();
    return (BigInt(this.#word[0]!) << 32n) | BigInt(this.#word[1]!);
  }

  /**
   * Uniform number from 0 (included) to 1 (excluded), as `Generator.random` draws it: the upper 53
   * bits of a word.
   */
  uniform(): number {
    this.#draw();
    return ((this.#word[0]! * 0x200000) + (this.#word[1]! >>> 11)) * 2 ** -53;
  }

  /**
   * A draw of 0 or 1, as `Generator.binomial(1, probability)` makes it by inversion.
   *
   * A probability of 0 draws nothing from the stream, any other takes one uniform number (a second
   * one where rounding makes the first useless, about once in 10¹⁶ draws).
   *
   * @param probability of a 1, from 0 to 1
   * @returns 0 or 1
   * @throws {RangeError} if the probability is not a number from 0 to 1
   */
  bernoulli(probability: number): 0 | 1 {
    if (!(probability >= 0 && probability <= 1)) {
      throw new RangeError(`${probability} is not a probability from 0 to 1`);
    }
    if (probability === 0) return 0;
    if (probability <= 0.5) return this.#invert(probability);
    return this.#invert(1 - probability) === 1 ? 0 : 1;
  }

  /** Inverts the distribution function of one trial with a probability of at most one half. */
  #invert(probability: number): 0 | 1 {
    const complement = 1 - probability;
    // NumPy computes the chance of 0 this way, which may differ from `complement` in the last bit.
    const none = Math.exp(Math.log(complement));
    const one = probability * none / complement;
    for (;;) {
      const uniform = this.uniform();
      if (!(uniform > none)) return 0;
      if (!(uniform - none > one)) return 1;
    }
  }

  /** Advances the state, folds its halves into one word and turns that by the state's top bits. */
  #draw(): void {
    this.#step();
    const state = this.#state;
    const low = (((state[5]! ^ state[1]!) << 16) | (state[4]! ^ state[0]!)) >>> 0;
    const high = (((state[7]! ^ state[3]!) << 16) | (state[6]! ^ state[2]!)) >>> 0;
    const turn = state[7]! >>> 10;
    const upper = turn < 32 ? high : low;
    const lower = turn < 32 ? low : high;
    const shift = turn & 31;
    this.#word[0] = shift === 0 ? upper : (upper >>> shift) | (lower << (32 - shift));
    this.#word[1] = shift === 0 ? lower : (lower >>> shift) | (upper << (32 - shift));
  }

  /** Multiplies the state and adds the increment, modulo 2¹²⁸. */
  #step(): void {
    const state = this.#state;
    const product = this.#product;
    let carry = 0;
    for (let place = 0; place < DIGITS; place++) {
      // At most nine terms below 2³²: exact.
      let sum = this.#increment[place]! + carry;
      for (let i = 0; i <= place; i++) sum += state[i]! * MULTIPLIER[place - i]!;
      carry = Math.floor(sum / 0x10000);
      product[place] = sum - carry * 0x10000;
    }
    state.set(product);
  }
}

/** Cuts words of 32 bits, lowest first, into digits of 16 bits. */
function digitsOf(words: readonly number[]): Float64Array {
  return Float64Array.from(words.flatMap((word) => [word & 0xffff, word >>> 16]));
}

/**
 * Words of 32 bits over which a seed is spread, as `SeedSequence(seed).generate_state` does.
 *
 * Source: the design by O'Neill (2015), "Developing a seed_seq Alternative", in NumPy's form.
 *
 * @param seed an integer from 0 to 2⁵³ − 1
 * @param count how many words
 * @returns the words
 *
 * @example
 * ```ts
 * import { seedSequence } from "lib/random/pcg64.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...seedSequence(42, 2)], [3444837047, 2669555309]);
 * ```
 */
export function seedSequence(seed: number, count: number): Uint32Array {
  const low = seed % 0x100000000;
  const entropy = Uint32Array.of(low, (seed - low) / 0x100000000, 0, 0);
  let hash = 0x43b0d7e5;
  const hashed = (value: number): number => {
    let mixed = value ^ hash;
    hash = Math.imul(hash, 0x931e8875);
    mixed = Math.imul(mixed, hash);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
  const pool = entropy.map(hashed);
  for (let source = 0; source < 4; source++) {
    for (let target = 0; target < 4; target++) {
      if (source === target) continue;
      const mixed = Math.imul(0xca01f9dd, pool[target]!) -
        Math.imul(0x4973f715, hashed(pool[source]!));
      pool[target] = (mixed | 0) ^ ((mixed | 0) >>> 16);
    }
  }
  const words = new Uint32Array(count);
  hash = 0x8b51f9dd;
  for (let i = 0; i < count; i++) {
    let value = pool[i % 4]! ^ hash;
    hash = Math.imul(hash, 0x58f38ded);
    value = Math.imul(value, hash);
    words[i] = value ^ (value >>> 16);
  }
  return words;
}
