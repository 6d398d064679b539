/**
 * The model "swaps": a fixed order by relevance, in which places 3 and 4 change now and then.
 *
 * @module
 */

import type { SimulatedColumns } from "lib/simulation/impressions/layout.ts";
import { logisticClicks } from "lib/simulation/impressions/models/logistic_clicks.ts";
import {
  clickedInPlace,
  type ClickedList,
  clicksOf,
  writeClicked,
} from "lib/simulation/impressions/clicked_lists.ts";
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
    return { place, click: logisticClicks(context), givenClick };
  },
};

/** Truth of a list given a click, from its two orders: as it stands, and with the border swapped. */
function givenClick(columns: SimulatedColumns, list: number): void {
  const [start, end] = [columns.lists.start[list]!, columns.lists.start[list + 1]!];
  const clicks = clicksOf(columns, list);
  const treatment = columns.treatment.slice(start, end);
  const standing = clickedInPlace(treatment, clicks.top3, clicks.rank4Plus);
  if (end - start <= TREATED_PLACES) return writeClicked(columns, list, standing);
  const [inside, outside] = [TREATED_PLACES - 1, TREATED_PLACES];
  const exchanged = treatment.slice();
  exchanged[inside] = 0;
  exchanged[outside] = 1;
  const swapped = clickedInPlace(exchanged, clicks.top3, clicks.rank4Plus);
  const before = columns.propensityTop3[start + inside]!;
  const stays = before * standing.anyClick;
  const share = stays / (stays + (1 - before) * swapped.anyClick);
  const either = (arm: "top3" | "rank4Plus") =>
    standing[arm].map((p, i) => share * p + (1 - share) * swapped[arm][i]!);
  const given: ClickedList = {
    anyClick: stays + (1 - before) * swapped.anyClick,
    propensity: standing.propensity.map((t, i) => share * t + (1 - share) * swapped.propensity[i]!),
    top3: either("top3"),
    rank4Plus: either("rank4Plus"),
  };
  given.top3[inside] = standing.top3[inside]!;
  given.rank4Plus[inside] = swapped.rank4Plus[inside]!;
  given.top3[outside] = swapped.top3[outside]!;
  given.rank4Plus[outside] = standing.rank4Plus[outside]!;
  writeClicked(columns, list, given);
}
