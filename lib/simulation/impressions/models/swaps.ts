/**
 * The model "swaps": a fixed order by relevance, in which places 3 and 4 change now and then.
 *
 * @module
 */

import type { SimulatedColumns } from "lib/simulation/impressions/layout.ts";
import { logisticClicks } from "lib/simulation/impressions/models/logistic_clicks.ts";
import type { ListModel } from "lib/simulation/impressions/models/model.ts";
import { TREATED_PLACES } from "lib/simulation/impressions/ranking.ts";

/** Probability with which the articles at places 3 and 4 are swapped. */
export const SWAP_PROBABILITY = 0.3;

/** Lists sorted by relevance, with a lot only at the border of the first three places. */
export const swaps: ListModel = {
  steps: (context) => {
    const { relevance, orderSource } = context;
    const place = (columns: SimulatedColumns, list: number, articles: Uint32Array) => {
      const start = columns.lists.start[list]!;
      const end = start + articles.length;
      // Equally relevant articles stand in the order of the catalogue, which no lot decides.
      columns.item.set(
        articles.toSorted((a, b) => relevance[b]! - relevance[a]! || a - b),
        start,
      );
      columns.propensityTop3.fill(1, start, Math.min(end, start + TREATED_PLACES));
      if (articles.length <= TREATED_PLACES) return;
      columns.propensityTop3.fill(0, start + TREATED_PLACES, end);
      const [inside, outside] = [start + TREATED_PLACES - 1, start + TREATED_PLACES];
      const isSwapped = orderSource.uniform() < SWAP_PROBABILITY;
      columns.propensityTop3[inside] = isSwapped ? SWAP_PROBABILITY : 1 - SWAP_PROBABILITY;
      columns.propensityTop3[outside] = isSwapped ? 1 - SWAP_PROBABILITY : SWAP_PROBABILITY;
      if (!isSwapped) return;
      const article = columns.item[inside]!;
      columns.item[inside] = columns.item[outside]!;
      columns.item[outside] = article;
    };
    return { place, click: logisticClicks(context) };
  },
};
