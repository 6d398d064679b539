/**
 * The model "ranked": relevance places articles, mildly, and brings clicks.
 *
 * @module
 */

import { rankingWeight } from "lib/simulation/impressions/clicks.ts";
import { logisticClicks } from "lib/simulation/impressions/models/logistic_clicks.ts";
import type { ListModel } from "lib/simulation/impressions/models/model.ts";
import { placementByWeights } from "lib/simulation/impressions/models/placements.ts";

/** Lists whose articles are placed by relevance, with three in ten and more shuffled. */
export const ranked: ListModel = {
  steps: (context) => ({
    ...placementByWeights(context.relevance.map(rankingWeight), context.orderSource),
    click: logisticClicks(context),
  }),
};
