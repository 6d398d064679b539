/**
 * Placements that a model of simulated lists can use: by weights, and by lot.
 *
 * @module
 */

import { clickedList, clicksOf, writeClicked } from "lib/simulation/impressions/clicked_lists.ts";
import type { SimulatedColumns } from "lib/simulation/impressions/layout.ts";
import type { ListSteps, Placement } from "lib/simulation/impressions/models/model.ts";
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
): Pick<ListSteps, "place" | "givenClick"> {
  const weightsOf = (articles: Uint32Array) =>
    Float64Array.from(articles, (article) => weightOf[article]!);
  return {
    place: (columns, list, articles) => {
      const start = columns.lists.start[list]!;
      const weights = weightsOf(articles);
      const propensities = rankedPropensities(weights, exploration);
      const order = drawRankedOrder(weights, source, exploration);
      for (let place = 0; place < order.length; place++) {
        columns.item[start + place] = articles[order[place]!]!;
        columns.propensityTop3[start + place] = propensities[order[place]!]!;
      }
    },
    givenClick: (columns, list) => {
      const weights = weightsOf(itemsOf(columns, list));
      const clicks = clicksOf(columns, list);
      writeClicked(columns, list, clickedList(weights, exploration(weights.length), clicks));
    },
  };
}

/** Articles of a list in their places. */
export function itemsOf({ lists, item }: SimulatedColumns, list: number): Uint32Array {
  return item.subarray(lists.start[list]!, lists.start[list + 1]!);
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
