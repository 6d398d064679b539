/**
 * A typed array that grows as values arrive, for logs whose length is known only at their end.
 *
 * @module
 */

/** Typed arrays that a {@linkcode GrowingArray} can hold. */
export type Growable = Int32Array | Uint32Array | Float64Array | Uint8Array;

/**
 * Numbers appended one by one into a typed array, which doubles when it is full: a plain array of
 * six million numbers costs several times the memory.
 */
export class GrowingArray<Values extends Growable> {
  readonly #allocate: (capacity: number) => Values;
  #values: Values;
  #length = 0;

  /** `allocate` makes a typed array of the given capacity, filled with zeros. */
  constructor(allocate: (capacity: number) => Values) {
    this.#allocate = allocate;
    this.#values = allocate(1024);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = this.#allocate(2 * this.#values.length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  /** Removal of the last values, so that a line found faulty halfway leaves nothing behind. */
  truncate(length: number): void {
    this.#length = Math.min(this.#length, length);
  }

  /** View of the array's own memory, as long as the values appended so far. */
  values(): Values {
    return this.#values.subarray(0, this.#length) as Values;
  }
}
