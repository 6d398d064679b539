/**
 * The ratings of the users that are kept, as they arrive.
 *
 * @module
 */

import { GrowingArray } from "lib/raw/growing_array.ts";

/** A release with more users than this is thinned out unless the caller says otherwise. */
export const MANY_USERS = 100_000;

/** Of such a release every so-manieth user id is kept. */
export const STRIDE_FOR_MANY_USERS = 50;

/** The ratings of the kept users, in the order of the file. */
export interface KeptRatings {
  /** Users whose id is a multiple of this are kept. */
  readonly userStride: number;
  /** How many users rate, kept or not. */
  readonly usersOfRelease: number;
  /** Ids of the kept users, in order of first appearance. */
  readonly userIds: Float64Array;
  /** Per rating: index into `userIds`. */
  readonly userCodes: Int32Array;
  /** Per rating: the movie's place among the movies. */
  readonly moviePlaces: Int32Array;
  /** Per rating: half stars, 1 to 10. */
  readonly halfStars: Uint8Array;
  /** Per rating: seconds since 1970-01-01 00:00 UTC. */
  readonly seconds: Uint32Array;
  /** Per rating: the number of its line, from 1. */
  readonly lineNumbers: Int32Array;
}

/** The code of a user who rates but is not kept. */
const LEFT_OUT = -1;

/**
 * Keeps the ratings of every so-manieth user, in typed arrays.
 *
 * How many users a release has is known only at its end: without a stride all are kept until there
 * are too many, and then most are let go.
 *
 * @example
 * ```ts
 * import { RatingSample } from "lib/raw/movielens/rating_sample.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const sample = new RatingSample(50);
 * sample.add(49, 0, 8, 964982703, 2);
 * sample.add(50, 0, 9, 964982704, 3);
 * const { usersOfRelease, userIds, lineNumbers } = sample.kept();
 * assertEquals([usersOfRelease, [...userIds], [...lineNumbers]], [2, [50], [3]]);
 * ```
 */
export class RatingSample {
  #stride: number;
  readonly #mayThinOut: boolean;
  readonly #codeOf = new Map<number, number>();
  #userIds: number[] = [];
  #lastId = 0;
  #lastCode = LEFT_OUT;
  readonly #userCodes = new GrowingArray((capacity) => new Int32Array(capacity));
  readonly #moviePlaces = new GrowingArray((capacity) => new Int32Array(capacity));
  readonly #halfStars = new GrowingArray((capacity) => new Uint8Array(capacity));
  readonly #seconds = new GrowingArray((capacity) => new Uint32Array(capacity));
  readonly #lineNumbers = new GrowingArray((capacity) => new Int32Array(capacity));

  /**
   * @param userStride users whose id is a multiple of this are kept; by default all of them, or
   *   every {@linkcode STRIDE_FOR_MANY_USERS}th once there are more than {@linkcode MANY_USERS}
   */
  constructor(userStride?: number) {
    this.#stride = userStride ?? 1;
    this.#mayThinOut = userStride === undefined;
  }

  /**
   * Counts the user and keeps the rating if the user is kept.
   *
   * @param userId who rated
   * @param moviePlace the movie's place among the movies
   * @param halfStars 1 to 10
   * @param seconds since 1970-01-01 00:00 UTC
   * @param lineNumber the number of its line, from 1
   */
  add(
    userId: number,
    moviePlace: number,
    halfStars: number,
    seconds: number,
    lineNumber: number,
  ): void {
    if (userId !== this.#lastId) {
      this.#lastCode = this.#userCode(userId);
      this.#lastId = userId;
    }
    if (this.#lastCode === LEFT_OUT) return;
    this.#userCodes.push(this.#lastCode);
    this.#moviePlaces.push(moviePlace);
    this.#halfStars.push(halfStars);
    this.#seconds.push(seconds);
    this.#lineNumbers.push(lineNumber);
  }

  /**
   * The ratings kept so far.
   *
   * @returns views of the sample's own memory
   */
  kept(): KeptRatings {
    return {
      userStride: this.#stride,
      usersOfRelease: this.#codeOf.size,
      userIds: Float64Array.from(this.#userIds),
      userCodes: this.#userCodes.values(),
      moviePlaces: this.#moviePlaces.values(),
      halfStars: this.#halfStars.values(),
      seconds: this.#seconds.values(),
      lineNumbers: this.#lineNumbers.values(),
    };
  }

  #userCode(userId: number): number {
    const known = this.#codeOf.get(userId);
    if (known !== undefined) return known;
    this.#codeOf.set(userId, LEFT_OUT);
    if (this.#codeOf.size > MANY_USERS && this.#mayThinOut && this.#stride === 1) this.#thinOut();
    if (userId % this.#stride !== 0) return LEFT_OUT;
    const code = this.#userIds.push(userId) - 1;
    this.#codeOf.set(userId, code);
    return code;
  }

  /** Lets most users go, in place. */
  #thinOut(): void {
    this.#stride = STRIDE_FOR_MANY_USERS;
    const newCodes = new Int32Array(this.#userIds.length).fill(LEFT_OUT);
    const kept: number[] = [];
    this.#userIds.forEach((userId, code) => {
      if (userId % this.#stride === 0) newCodes[code] = kept.push(userId) - 1;
      this.#codeOf.set(userId, newCodes[code]!);
    });
    this.#userIds = kept;
    const userCodes = this.#userCodes.values();
    const others = [this.#moviePlaces, this.#halfStars, this.#seconds, this.#lineNumbers];
    const columns = others.map((column) => column.values());
    let length = 0;
    for (let i = 0; i < userCodes.length; i++) {
      const code = newCodes[userCodes[i]!]!;
      if (code === LEFT_OUT) continue;
      userCodes[length] = code;
      for (const column of columns) column[length] = column[i]!;
      length++;
    }
    for (const column of [this.#userCodes, ...others]) column.truncate(length);
  }
}
