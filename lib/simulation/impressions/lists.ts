/**
 * How long the simulated lists are, and what short and long lists show.
 *
 * In the real logs a list of a few articles is no random part of a list of a hundred: it shows
 * other topics, more popular articles, and at other hours. The simulation has two profiles of
 * every such property, one for short lists and one for long ones, and a list of k articles mixes
 * them in a proportion that falls smoothly with k. The two profiles of a share follow from two
 * printed figures: its share among all rows, where long lists weigh most, and its share among
 * treated rows, where every list weighs the same.
 *
 * @module
 */

/** A quantile function through given points, straight between them. */
export type Knots = readonly (readonly [probability: number, value: number])[];

/** The longest simulated list, in articles. */
export const LONGEST_LIST = 299;

/**
 * List lengths: at most so many articles with this probability.
 *
 * Quartiles 10, 24 and 51, 90 % 91, 95 % 118, maximum 299, minimum 2; the rows and treated rows
 * of the printed list-length buckets fix the rest.
 */
const LIST_LENGTH_KNOTS: Knots = [
  [0, 1],
  [0.0456, 2],
  [0.09, 3],
  [0.15, 5],
  [0.2167, 8],
  [0.2667, 10],
  [0.408, 17],
  [0.5002, 24],
  [0.5085, 25],
  [0.607, 32],
  [0.686, 40],
  [0.7495, 50],
  [0.813, 60],
  [0.852, 70],
  [0.88, 80],
  [0.9005, 91],
  [0.9207, 100],
  [0.9501, 118],
  [0.97, 135],
  [0.981, 150],
  [0.991, 175],
  [0.9965, 205],
  [0.9993, 250],
  [1, LONGEST_LIST],
];

/**
 * Reads a quantile function at a probability.
 *
 * @param knots points of the quantile function, both coordinates increasing
 * @param probability from 0 to 1
 * @returns the value, linear between the knots
 *
 * @example
 * ```ts
 * import { quantileAt } from "lib/simulation/impressions/lists.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(quantileAt([[0, 10], [0.5, 20], [1, 60]], 0.75), 40);
 * ```
 */
export function quantileAt(knots: Knots, probability: number): number {
  let upper = 1;
  while (upper < knots.length - 1 && knots[upper]![0] < probability) upper++;
  const [p0, v0] = knots[upper - 1]!;
  const [p1, v1] = knots[upper]!;
  return v0 + (v1 - v0) * ((probability - p0) / (p1 - p0));
}

/**
 * The list length at a probability of its distribution.
 *
 * @param probability above 0, at most 1
 * @returns a number of articles from 2 to 299
 *
 * @example
 * ```ts
 * import { listLengthAt } from "lib/simulation/impressions/lists.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([0.25, 0.5, 0.75, 1].map(listLengthAt), [10, 24, 51, 299]);
 * ```
 */
export function listLengthAt(probability: number): number {
  return Math.max(2, Math.ceil(quantileAt(LIST_LENGTH_KNOTS, probability)));
}

/**
 * The probability of every list length.
 *
 * @returns the probability of a list of k articles at index k
 *
 * @example
 * ```ts
 * import { listLengthProbabilities } from "lib/simulation/impressions/lists.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const mean = listLengthProbabilities().reduce((sum, p, length) => sum + p * length, 0);
 * assertAlmostEquals(mean, 36.9, 0.2);
 * ```
 */
export function listLengthProbabilities(): Float64Array {
  const probabilities = new Float64Array(LONGEST_LIST + 1);
  for (let knot = 1; knot < LIST_LENGTH_KNOTS.length; knot++) {
    const [p0, v0] = LIST_LENGTH_KNOTS[knot - 1]!;
    const [p1, v1] = LIST_LENGTH_KNOTS[knot]!;
    for (let length = v0 + 1; length <= v1; length++) probabilities[length] = (p1 - p0) / (v1 - v0);
  }
  return probabilities;
}

/**
 * How much a list follows the profile of short lists.
 *
 * @param length the number of articles in the list
 * @returns a share from 0 (the profile of long lists alone) to 1
 *
 * @example
 * ```ts
 * import { shortProfileShare } from "lib/simulation/impressions/lists.ts";
 * import { assertGreater } from "@std/assert";
 *
 * assertGreater(shortProfileShare(5), 10 * shortProfileShare(250));
 * ```
 */
export function shortProfileShare(length: number): number {
  return 1 / (1 + (length / 32) ** 1.6);
}

/** A share of something in short lists and in long ones. */
export interface ProfileShares {
  /** The share where {@linkcode shortProfileShare} is 1. */
  readonly short: number;
  /** The share where it is 0. */
  readonly long: number;
}

/**
 * Prepares the solution for the two profiles of a share.
 *
 * A share s(k) = m(k)·short + (1 − m(k))·long, with m the {@linkcode shortProfileShare}, averages
 * to `rowShare` when a list of k weighs k, and to `treatedShare` when it weighs min(k, 3): two
 * linear equations.
 *
 * @returns a function of the share among all rows and the share among treated rows; a profile
 * that would be negative is cut to a twentieth of the row share
 *
 * @example
 * ```ts
 * import { profileSolver } from "lib/simulation/impressions/lists.ts";
 * import { assertGreater } from "@std/assert";
 *
 * const solve = profileSolver();
 * const { short, long } = solve(0.25, 0.35);
 * assertGreater(short, long);
 * ```
 */
export function profileSolver(): (rowShare: number, treatedShare: number) => ProfileShares {
  let rows = 0, shortRows = 0, treated = 0, shortTreated = 0;
  listLengthProbabilities().forEach((probability, length) => {
    const share = shortProfileShare(length);
    rows += probability * length;
    shortRows += probability * length * share;
    treated += probability * Math.min(length, 3);
    shortTreated += probability * Math.min(length, 3) * share;
  });
  const amongRows = shortRows / rows;
  const amongTreated = shortTreated / treated;
  return (rowShare, treatedShare) => {
    const slope = (treatedShare - rowShare) / (amongTreated - amongRows);
    const floor = rowShare / 20;
    return {
      short: Math.max(floor, rowShare + slope * (1 - amongRows)),
      long: Math.max(floor, rowShare - slope * amongRows),
    };
  };
}
