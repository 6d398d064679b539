/**
 * The order of a simulated list, and the exact probability of its first three places.
 *
 * A ranked list is shuffled in a share of cases, as a careful platform explores, and otherwise
 * filled from the top by Plackett and Luce's model: each place takes one of the remaining articles
 * in proportion to its weight. Under that model the probability of the first three places has a
 * closed form, so the propensity of every row is known and not estimated.
 *
 * @module
 */

import type { RandomSource } from "lib/random/seeded.ts";

/** Number of first places whose effect is studied: a row in one of them is treated. */
export const TREATED_PLACES = 3;

/** Least share of ranked lists that is shuffled instead. */
const LEAST_EXPLORATION = 0.3;
/** Length at which every list would be shuffled. */
const FULL_EXPLORATION_LENGTH = 300;

/**
 * Share of ranked lists of a length that is shuffled for exploration, 0.3 to 1.
 *
 * It grows with the length so that no propensity of a list of four or more falls below 0.01, nor
 * rises above 0.925: both arms stay possible for every such row, and a propensity clipped to
 * [0.01, 0.99] stays what it is.
 */
export function explorationShare(length: number): number {
  return Math.max(LEAST_EXPLORATION, length / FULL_EXPLORATION_LENGTH);
}

/**
 * Probabilities of a list's articles to be among the first three under the Plackett-Luce model.
 *
 * Summing over who stands first, and over the unordered pairs of who stands before a third, takes
 * about n²/2 steps instead of the n³ of the definition. The model: R. D. Luce, Individual Choice
 * Behavior (1959); R. L. Plackett, The Analysis of Permutations, Applied Statistics 24 (1975)
 * 193-202.
 *
 * @param weights one positive weight an article
 * @returns one probability an article, together 3; all 1 if there are three articles or fewer
 *
 * @example Four equally relevant articles
 * ```ts
 * import { topThreeProbabilities } from "lib/simulation/impressions/ranking.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const probabilities = topThreeProbabilities(Float64Array.of(1, 1, 1, 1));
 * assertAlmostEquals(probabilities[2]!, 3 / 4, 1e-12);
 * ```
 */
export function topThreeProbabilities(weights: Float64Array): Float64Array {
  const count = weights.length;
  const probabilities = new Float64Array(count);
  if (count <= TREATED_PLACES) return probabilities.fill(1);
  let total = 0;
  for (let i = 0; i < count; i++) total += weights[i]!;
  // 1 / (total − weight): what the second place divides by once the article holds the first.
  const afterFirst = new Float64Array(count);
  let second = 0;
  for (let i = 0; i < count; i++) {
    afterFirst[i] = 1 / (total - weights[i]!);
    second += weights[i]! * afterFirst[i]!;
  }
  // For each article the pairs of first and second place that contain it, and all such pairs.
  let pairs = 0;
  for (let i = 0; i < count; i++) {
    const rest = total - weights[i]!;
    const weight = weights[i]!;
    const after = afterFirst[i]!;
    let own = 0;
    for (let j = i + 1; j < count; j++) {
      const other = weights[j]!;
      const pair = weight * other * (after + afterFirst[j]!) / (rest - other);
      own += pair;
      probabilities[j] = probabilities[j]! + pair;
    }
    pairs += own;
    probabilities[i] = probabilities[i]! + own;
  }
  for (let i = 0; i < count; i++) {
    const asSecond = second - weights[i]! * afterFirst[i]!;
    const asThird = pairs - probabilities[i]!;
    probabilities[i] = (weights[i]! / total) * (1 + asSecond + asThird);
  }
  return probabilities;
}

/**
 * Propensities of a ranked list's rows, from one positive weight an article: the probability of
 * each to be among the first three, exploration included.
 */
export function rankedPropensities(
  weights: Float64Array,
  exploration: (length: number) => number = explorationShare,
): Float64Array {
  const propensities = topThreeProbabilities(weights);
  const count = weights.length;
  if (count <= TREATED_PLACES) return propensities;
  const shuffled = exploration(count);
  for (let i = 0; i < count; i++) {
    propensities[i] = shuffled * (TREATED_PLACES / count) + (1 - shuffled) * propensities[i]!;
  }
  return propensities;
}

/**
 * Order of a ranked list, as its articles' indices from the first place to the last.
 *
 * Only the first three places are filled by weight; the others, whose order changes nothing, are
 * shuffled.
 */
export function drawRankedOrder(
  weights: Float64Array,
  source: RandomSource,
  exploration: (length: number) => number = explorationShare,
): Uint16Array {
  const count = weights.length;
  const order = new Uint16Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  source.shuffle(order);
  if (count <= TREATED_PLACES || source.uniform() < exploration(count)) return order;
  let remaining = 0;
  for (let i = 0; i < count; i++) remaining += weights[i]!;
  for (let place = 0; place < TREATED_PLACES; place++) {
    let threshold = source.uniform() * remaining;
    let chosen = place;
    while (chosen < count - 1 && (threshold -= weights[order[chosen]!]!) >= 0) chosen++;
    const article = order[chosen]!;
    order[chosen] = order[place]!;
    order[place] = article;
    remaining -= weights[article]!;
  }
  return order;
}
