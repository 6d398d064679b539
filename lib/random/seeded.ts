/**
 * Seeded draws for everything that is random and new here.
 *
 * The generator is `alea` of seedrandom: of the generators of that package it is the fastest, it is
 * reported to pass BigCrush, and its period of about 2^116 leaves room for any number of streams.
 * A uniform draw has 32 random bits, which is finer than any probability in this project.
 *
 * @module
 */

import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import seedrandom from "seedrandom";
import { shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";

/** Seed of a stream of draws; the number 7 and the text "7" start the same stream. */
export type Seed = number | string;

/** Stream of independent draws, wholly determined by its seed. */
export interface RandomSource {
  /** A number from 0 (included) to 1 (excluded). */
  uniform(): number;
  /** A whole number from 0 to `count` − 1, each equally likely; `count` at most 2^32. */
  integerBelow(count: number): number;
  /** A draw from the standard normal distribution. */
  normal(): number;
  /** Random order, in place, of the values from `start` (included) to `end` (excluded). */
  shuffle(
    values: { [index: number]: number; readonly length: number },
    start?: number,
    end?: number,
  ): void;
}

/** Draw of an index, such as an article's or a user's, from a stream. */
export type IndexDraw = (source: RandomSource) => number;

/**
 * Seed as text, the form in which the generator takes it; an {@linkcode InputError} where it is
 * neither a finite number nor a text that is not empty.
 */
export function seedText(seed: unknown): string {
  if (typeof seed === "number" && Number.isFinite(seed)) return String(seed);
  if (typeof seed === "string" && seed !== "") return seed;
  throw new InputError(
    `The seed is ${seed === "" ? "an empty text" : `${shown(seed)} (${typeof seed})`}`,
    {
      remedy: "Give a finite number or a text that is not empty.",
    },
  );
}

/**
 * Stream of draws that starts from a seed.
 *
 * Streams of one seed with different names do not disturb each other: a change in how many draws
 * one part of a simulation takes leaves the other parts as they were.
 *
 * @param seed where the stream starts
 * @param stream names one of several streams of the same seed
 * @returns the stream, at its beginning
 * @throws {InputError} if the seed is neither a finite number nor a text that is not empty
 *
 * @example
 * ```ts
 * import { seededSource } from "lib/random/seeded.ts";
 * import { assertEquals, assertNotEquals } from "@std/assert";
 *
 * assertEquals(seededSource(7).uniform(), seededSource("7").uniform());
 * assertNotEquals(seededSource(7, "users").uniform(), seededSource(7, "clicks").uniform());
 * ```
 */
export function seededSource(seed: Seed, stream?: string): RandomSource {
  const text = seedText(seed);
  const uniform = seedrandom.alea(stream === undefined ? text : `${text}/${stream}`);
  return {
    uniform,
    integerBelow: (count) => Math.floor(uniform() * count),
    // Half a step of the 32-bit grid keeps the quantile finite where the uniform draw is 0.
    normal: () => normalQuantile(uniform() + 2 ** -33, 0, 1),
    shuffle: (values, start = 0, end = values.length) => {
      for (let last = end - 1; last > start; last--) {
        const other = start + Math.floor(uniform() * (last - start + 1));
        const held = values[last]!;
        values[last] = values[other]!;
        values[other] = held;
      }
    },
  };
}

/**
 * Draw of an index in proportion to weights, at the same cost for any number of weights.
 *
 * Walker's alias method in Vose's form (IEEE Transactions on Software Engineering 17, 1991,
 * 972-975): every index owns one cell of equal width and shares it with at most one other.
 *
 * @param weights one weight an index, finite and at least 0, not all 0; they need not sum to 1
 * @returns a function that draws an index from a stream, with two uniform draws
 * @throws {InputError} if a weight is negative or not finite, or none is positive
 *
 * @example Users who come as often as their activity says
 * ```ts
 * import { seededSource, weightedChoice } from "lib/random/seeded.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const activity = [0, 3, 0];
 * const drawUser = weightedChoice(activity);
 * assertEquals(drawUser(seededSource(1)), 1);
 * ```
 */
export function weightedChoice(weights: Float64Array | readonly number[]): IndexDraw {
  const count = weights.length;
  let total = 0;
  let faulty = 0;
  for (let i = 0; i < count; i++) {
    const weight = weights[i]!;
    if (!(weight >= 0 && weight < Infinity)) faulty++;
    total += weight;
  }
  if (faulty > 0 || !(total > 0 && total < Infinity)) {
    throw new InputError(
      faulty > 0
        ? `${faulty} of ${count} weights are negative or not finite`
        : "No weight is positive",
      { count: faulty, remedy: "Give finite weights of at least 0 with a positive, finite sum." },
    );
  }
  const keep = new Float64Array(count);
  const alias = new Uint32Array(count);
  const small: number[] = [];
  const large: number[] = [];
  for (let i = 0; i < count; i++) {
    keep[i] = weights[i]! * (count / total);
    (keep[i]! < 1 ? small : large).push(i);
  }
  while (small.length > 0 && large.length > 0) {
    const less = small.pop()!;
    const more = large[large.length - 1]!;
    alias[less] = more;
    keep[more] = keep[more]! - (1 - keep[less]!);
    if (keep[more]! < 1) small.push(large.pop()!);
  }
  // Only rounding leaves an index over on either side: its own cell is full, unless it may not be
  // drawn at all.
  const drawable = weights.findIndex((weight) => weight > 0);
  for (const i of [...small, ...large]) {
    keep[i] = weights[i]! > 0 ? 1 : 0;
    alias[i] = weights[i]! > 0 ? i : drawable;
  }
  return (source) => {
    const cell = source.integerBelow(count);
    return source.uniform() < keep[cell]! ? cell : alias[cell]!;
  };
}
