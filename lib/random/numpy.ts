/**
 * The NumPy random streams that the original notebooks draw from, bit for bit.
 *
 * `pandas.DataFrame.sample(random_state=42)` and scikit-learn's `StratifiedKFold(random_state=42)`
 * both build `numpy.random.RandomState(42)`: MT19937 seeded from one 32-bit word. Reproducing that
 * stream gives the same rows and the same folds as the originals. (The npm packages of this
 * generator refuse the seed 0, which NumPy allows.)
 *
 * @module
 */

import { InputError } from "lib/errors.ts";

const STATE_WORDS = 624;
const SHIFT_WORDS = 397;

/**
 * NumPy's legacy generator, `numpy.random.RandomState(seed)`.
 *
 * Source: Matsumoto and Nishimura (1998), "Mersenne Twister", ACM TOMACS 8(1), with the seeding of
 * their 2002 revision (`init_genrand`).
 *
 * @example
 * ```ts
 * import { RandomState } from "lib/random/numpy.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(new RandomState(42).nextUint32(), 1608637542);
 * assertEquals([...new RandomState(42).permutation(5)], [1, 4, 2, 0, 3]);
 * ```
 */
export class RandomState {
  readonly #state = new Uint32Array(STATE_WORDS);
  #position = STATE_WORDS;

  /**
   * @param seed an integer from 0 to 2³² − 1
   * @throws {InputError} if the seed is anything else
   */
  constructor(seed: number) {
    if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
      throw new InputError(
        `the seed ${Deno.inspect(seed)} is not an integer from 0 to 4294967295`,
        {
          remedy: "Give such an integer: NumPy's stream is defined for no other.",
        },
      );
    }
    const state = this.#state;
    state[0] = seed;
    for (let i = 1; i < STATE_WORDS; i++) {
      const previous = state[i - 1]!;
      state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
    }
  }

  /** Next word of the stream, from 0 to 2³² − 1. */
  nextUint32(): number {
    if (this.#position === STATE_WORDS) this.#twist();
    let word = this.#state[this.#position++]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    word ^= word >>> 18;
    return word >>> 0;
  }

  /**
   * Uniform integer from 0 to `largest`, at most 2³² − 1, by masking and redrawing as NumPy's
   * `random_interval` does; 0 draws nothing.
   */
  interval(largest: number): number {
    if (largest === 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(largest);
    let value: number;
    do {
      value = (this.nextUint32() & mask) >>> 0;
    } while (value > largest);
    return value;
  }

  /**
   * Shuffle in place of the first `count` values, from the last place down, as
   * `RandomState.shuffle` does.
   */
  shuffle(values: Int32Array | Uint8Array, count = values.length): void {
    for (let i = count - 1; i > 0; i--) {
      const j = this.interval(i);
      const held = values[i]!;
      values[i] = values[j]!;
      values[j] = held;
    }
  }

  /** Permutation of 0 … length − 1. */
  permutation(length: number): Int32Array {
    const values = new Int32Array(length);
    for (let i = 0; i < length; i++) values[i] = i;
    this.shuffle(values);
    return values;
  }

  #twist(): void {
    const state = this.#state;
    for (let i = 0; i < STATE_WORDS; i++) {
      const joined = (state[i]! & 0x80000000) | (state[(i + 1) % STATE_WORDS]! & 0x7fffffff);
      state[i] = state[(i + SHIFT_WORDS) % STATE_WORDS]! ^ (joined >>> 1) ^
        ((joined & 1) === 0 ? 0 : 0x9908b0df);
    }
    this.#position = 0;
  }
}

/**
 * Rows that `DataFrame.sample(n=size, random_state=seed)` takes, in the order it gives them.
 *
 * A full permutation is drawn and then cut, so the stream does not depend on the size.
 *
 * @param rowCount rows of the table
 * @param size rows to draw without replacement, from 0 to `rowCount`
 * @param seed an integer from 0 to 2³² − 1
 * @returns row numbers, `size` of them
 * @throws {InputError} if the size is not an integer from 0 to `rowCount`, or the seed is invalid
 *
 * @example Four of a hundred impressions
 * ```ts
 * import { sampleRows } from "lib/random/numpy.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...sampleRows(100, 4, 42)], [83, 53, 70, 45]);
 * ```
 */
export function sampleRows(rowCount: number, size: number, seed: number): Int32Array {
  if (!Number.isInteger(size) || size < 0 || size > rowCount) {
    throw new InputError(`a sample of ${size} rows cannot be drawn from ${rowCount} rows`, {
      count: rowCount,
      remedy: `Ask for a whole number from 0 to ${rowCount}.`,
    });
  }
  return new RandomState(seed).permutation(rowCount).slice(0, size);
}

/**
 * Place in each group of the row that `groupby(key).sample(n=1, random_state=seed)` takes.
 *
 * One generator serves all groups in their sorted order, and each costs a full permutation of its
 * rows, of which the first is taken.
 *
 * @param groupSizes rows of each group, at least 1, groups in sorted order
 * @param seed an integer from 0 to 2³² − 1
 * @returns for every group the place of the row among the group's rows, from 0
 * @throws {InputError} if a group is empty or the seed is invalid
 *
 * @example One movie of each of five slates of eight
 * ```ts
 * import { sampleOnePerGroup } from "lib/random/numpy.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const slateSizes = Int32Array.of(8, 8, 8, 8, 8);
 * assertEquals([...sampleOnePerGroup(slateSizes, 20260428)], [3, 7, 0, 0, 6]);
 * ```
 */
export function sampleOnePerGroup(groupSizes: Int32Array, seed: number): Int32Array {
  const empty = groupSizes.reduce((count, size) => count + (size < 1 ? 1 : 0), 0);
  if (empty > 0) {
    throw new InputError(`${empty} of ${groupSizes.length} groups have no row to draw from`, {
      count: empty,
      remedy: "Leave out groups without rows.",
    });
  }
  const generator = new RandomState(seed);
  // One array for all groups: there may be a million of them.
  const places = new Int32Array(groupSizes.reduce((most, size) => Math.max(most, size), 0));
  return groupSizes.map((size) => {
    for (let place = 0; place < size; place++) places[place] = place;
    generator.shuffle(places, size);
    return places[0]!;
  });
}
