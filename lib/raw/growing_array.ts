/**
 * A typed array that grows as values arrive, for logs whose length is known only at their end.
 *
 * @module
 */

/** The typed arrays that a {@linkcode GrowingArray} can hold. */
export type Growable = Int32Array | Uint32Array | Float64Array | Uint8Array;

/**
 * Numbers appended one by one into a typed array, which doubles when it is full.
 *
 * A plain array of six million numbers costs several times the memory.
 *
 * @example
 * ```ts
 * import { GrowingArray } from "lib/raw/growing_array.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const counts = new GrowingArray((capacity) => new Int32Array(capacity));
 * for (const count of [3, 1, 2]) counts.push(count);
 * counts.truncate(2);
 * assertEquals([...counts.values()], [3, 1]);
 * ```
 */
export class GrowingArray<Values extends Growable> {
  readonly #allocate: (capacity: number) => Values;
  #values: Values;
  #length = 0;

  /**
   * @param allocate makes a typed array of the given capacity, filled with zeros
   */
  constructor(allocate: (capacity: number) => Values) {
    this.#allocate = allocate;
    this.#values = allocate(1024);
  }

  /** How many values stand in the array. */
  get length(): number {
    return this.#length;
  }

  /**
   * Appends one value.
   *
   * @param value the number to append
   */
  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = this.#allocate(2 * this.#values.length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  /**
   * Drops the last values, so that a line found faulty halfway leaves nothing behind.
   *
   * @param length how many values remain, at most the present length
   */
  truncate(length: number): void {
    this.#length = Math.min(this.#length, length);
  }

  /**
   * The values appended so far.
   *
   * @returns a view of the array's own memory, as long as the values
   */
  values(): Values {
    return this.#values.subarray(0, this.#length) as Values;
  }
}
