/**
 * The lengths of the simulated lists, and the profiles of what short and long lists show.
 *
 * In the real logs a list of a few articles is no random part of a list of a hundred: it shows
 * other topics, more popular articles, and at other hours. The simulation has two profiles of every
 * such property, one for short lists and one for long ones, and a list of k articles mixes them in
 * a proportion that falls smoothly with k. The two profiles of a share follow from two printed
 * figures: its share among all rows, where long lists weigh most, and its share among treated rows,
 * where every list weighs the same.
 *
 * @module
 */

/** Points of a quantile function, both coordinates increasing, with straight lines between them. */
export type Knots = readonly (readonly [probability: number, value: number])[];

/** Length of the longest simulated list, in articles. */
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

/** Value of a quantile function at a probability from 0 to 1. */
export function quantileAt(knots: Knots, probability: number): number {
  let upper = 1;
  while (upper < knots.length - 1 && knots[upper]![0] < probability) upper++;
  const [p0, v0] = knots[upper - 1]!;
  const [p1, v1] = knots[upper]!;
  return v0 + (v1 - v0) * ((probability - p0) / (p1 - p0));
}

/** List length, 2 to 299 articles, at a probability of its distribution. */
export function listLengthAt(probability: number): number {
  return Math.max(2, Math.ceil(quantileAt(LIST_LENGTH_KNOTS, probability)));
}

/** Probability of a list of k articles, at index k. */
export function listLengthProbabilities(): Float64Array {
  const probabilities = new Float64Array(LONGEST_LIST + 1);
  for (let knot = 1; knot < LIST_LENGTH_KNOTS.length; knot++) {
    const [p0, v0] = LIST_LENGTH_KNOTS[knot - 1]!;
    const [p1, v1] = LIST_LENGTH_KNOTS[knot]!;
    for (let length = v0 + 1; length <= v1; length++) probabilities[length] = (p1 - p0) / (v1 - v0);
  }
  return probabilities;
}

/** Share, 0 to 1, in which a list follows the profile of short lists, by its number of articles. */
export function shortProfileShare(length: number): number {
  return 1 / (1 + (length / 32) ** 1.6);
}

/** Shares of something in short lists and in long ones. */
export interface ProfileShares {
  /** Where {@linkcode shortProfileShare} is 1. */
  readonly short: number;
  /** Where it is 0. */
  readonly long: number;
}

/**
 * Solution for the two profiles of a share, given the share among all rows and among treated rows;
 * a profile that would be negative is cut to a twentieth of the row share.
 *
 * A share s(k) = m(k)·short + (1 − m(k))·long, with m the {@linkcode shortProfileShare}, averages
 * to `rowShare` when a list of k weighs k, and to `treatedShare` when it weighs min(k, 3): two
 * linear equations.
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
