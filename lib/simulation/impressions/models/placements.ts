/**
 * Placements that a model of simulated lists can use: by weights, and by lot.
 *
 * @module
 */

import type { Placement } from "lib/simulation/impressions/models/model.ts";
import {
  drawRankedOrder,
  explorationShare,
  rankedPropensities,
  TREATED_PLACES,
} from "lib/simulation/impressions/ranking.ts";
import type { RandomSource } from "lib/random/seeded.ts";

/** Placement by Plackett and Luce's model, from one weight an article of the catalogue. */
export function placementByWeights(
  weightOf: Float64Array,
  source: RandomSource,
  exploration: (length: number) => number = explorationShare,
): Placement {
  return (columns, list, articles) => {
    const start = columns.lists.start[list]!;
    const weights = new Float64Array(articles.length);
    for (let i = 0; i < articles.length; i++) weights[i] = weightOf[articles[i]!]!;
    const propensities = rankedPropensities(weights, exploration);
    const order = drawRankedOrder(weights, source, exploration);
    for (let place = 0; place < order.length; place++) {
      columns.item[start + place] = articles[order[place]!]!;
      columns.propensityTop3[start + place] = propensities[order[place]!]!;
    }
  };
}

/** Placement by lot: every order is equally likely. */
export function placementByLot(source: RandomSource): Placement {
  return (columns, list, articles) => {
    const start = columns.lists.start[list]!;
    const end = start + articles.length;
    columns.item.set(articles, start);
    source.shuffle(columns.item, start, end);
    columns.propensityTop3.fill(Math.min(1, TREATED_PLACES / articles.length), start, end);
  };
}
