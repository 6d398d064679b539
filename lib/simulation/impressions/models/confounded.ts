/**
 * The model "confounded": relevance decides on the places almost alone, and clicks follow it.
 *
 * @module
 */

import { logisticClicks } from "lib/simulation/impressions/models/logistic_clicks.ts";
import type { ListModel } from "lib/simulation/impressions/models/model.ts";
import { placementByWeights } from "lib/simulation/impressions/models/placements.ts";

/** Strength with which ranking prefers relevant articles: the weight is exp(5 · relevance). */
const RANKING_STRENGTH = 5;
/** Largest and least log of a weight. */
const MOST_LOG_WEIGHT = 4;
/** Factor by which relevance brings more clicks than in ranked lists. */
const CLICK_STRENGTH = 2;
/** Least share of lists that is shuffled, and the length at which every list would be. */
const LEAST_EXPLORATION = 0.2;
const FULL_EXPLORATION_LENGTH = 500;

/** Share of confounded lists of a length that is shuffled, 0.2 to 0.6. */
export function confoundedExploration(length: number): number {
  return Math.max(LEAST_EXPLORATION, length / FULL_EXPLORATION_LENGTH);
}

/** Weight, e⁻⁴ to e⁴, with which a confounded list draws an article to its first places. */
export function confoundedWeight(relevance: number): number {
  const log = RANKING_STRENGTH * relevance;
  return Math.exp(Math.max(-MOST_LOG_WEIGHT, Math.min(MOST_LOG_WEIGHT, log)));
}

/** Lists whose articles are placed by relevance, with two in ten and more shuffled. */
export const confounded: ListModel = {
  steps: (context) => ({
    ...placementByWeights(
      context.relevance.map(confoundedWeight),
      context.orderSource,
      confoundedExploration,
    ),
    click: logisticClicks(context, { ofRow: (relevance) => CLICK_STRENGTH * relevance }),
  }),
};
