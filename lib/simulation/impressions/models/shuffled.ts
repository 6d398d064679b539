/**
 * The model "shuffled": places mean nothing, and every list has a click.
 *
 * @module
 */

import { drawShuffledClicks } from "lib/simulation/impressions/clicks.ts";
import type { Clicks, ListContext, ListModel } from "lib/simulation/impressions/models/model.ts";
import { placementByLot } from "lib/simulation/impressions/models/placements.ts";

/** Lists in random order, whose places do nothing. */
export const shuffled: ListModel = {
  steps: (context) => ({
    place: placementByLot(context.orderSource),
    click: clicksOfLoggedLists(context),
    // Its truth is given a click from the start.
    givenClick: () => {},
  }),
};

function clicksOfLoggedLists({ relevance, clickSource }: ListContext): Clicks {
  return (columns, list) => {
    const start = columns.lists.start[list]!;
    const end = columns.lists.start[list + 1]!;
    const attractions = new Float64Array(end - start);
    for (let i = 0; i < attractions.length; i++) {
      attractions[i] = Math.exp(relevance[columns.item[start + i]!]!);
    }
    const probability = columns.pTop3.subarray(start, end);
    drawShuffledClicks(attractions, clickSource, columns.outcome.subarray(start, end), probability);
    columns.pRank4Plus.set(probability, start);
  };
}
