/**
 * The model "hidden": the recommender knows what the reader is after at that hour, and the table does
 * not.
 *
 * @module
 */

import type { SimulatedColumns } from "lib/simulation/impressions/layout.ts";
import type { NewsCatalogue } from "lib/simulation/impressions/catalogue.ts";
import { rankingWeight } from "lib/simulation/impressions/clicks.ts";
import { clickedList, clicksOf, writeClicked } from "lib/simulation/impressions/clicked_lists.ts";
import {
  logisticClicks,
  logisticProbabilities,
  type LogisticTerms,
} from "lib/simulation/impressions/models/logistic_clicks.ts";
import { itemsOf } from "lib/simulation/impressions/models/placements.ts";
import type { ListModel } from "lib/simulation/impressions/models/model.ts";
import {
  drawRankedOrder,
  explorationShare,
  rankedPropensities,
} from "lib/simulation/impressions/ranking.ts";

/** Categories of hard news; all others are light reading. */
const HARD_NEWS: readonly string[] = ["news", "finance", "health", "weather"];
/** Log of the factor by which what the reader is after raises a weight, and its rest lowers one. */
const PLACEMENT_STRENGTH = 0.8;
/** Log-odds by which it raises a click, and the rest lowers one. */
const CLICK_STRENGTH = 0.5;

/** For each article of the catalogue 1 if it is hard news, and −1 if it is light reading. */
function kindsOf({ categories, category }: NewsCatalogue): Int8Array {
  return Int8Array.from(category, (index) => HARD_NEWS.includes(categories[index]!) ? 1 : -1);
}

/**
 * Lists placed by relevance and by what the reader is after, either kind in half of all lists, whatever
 * else is known of them.
 *
 * Since the cause has two values only, the propensity given the table alone is the plain average of
 * those given either value.
 */
export const hidden: ListModel = {
  steps: (context) => {
    const { lists, relevance, orderSource, world: { catalogue } } = context;
    const kinds = kindsOf(catalogue);
    /** For each list 1 if the reader is after hard news, and −1 if after light reading. */
    const wanted = new Int8Array(lists.user.length);
    const propensityGivenTable = new Float64Array(lists.start.at(-1)!);
    const weightsOf = (articles: Uint32Array, want: number) =>
      Float64Array.from(
        articles,
        (article) =>
          rankingWeight(relevance[article]!) *
          Math.exp(PLACEMENT_STRENGTH * want * kinds[article]!),
      );
    const place = (columns: SimulatedColumns, list: number, articles: Uint32Array) => {
      const want = orderSource.uniform() < 0.5 ? 1 : -1;
      wanted[list] = want;
      const weights = weightsOf(articles, want);
      const known = rankedPropensities(weights);
      const other = rankedPropensities(weightsOf(articles, -want));
      const order = drawRankedOrder(weights, orderSource);
      const start = lists.start[list]!;
      for (let place = 0; place < order.length; place++) {
        const chosen = order[place]!;
        columns.item[start + place] = articles[chosen]!;
        columns.propensityTop3[start + place] = known[chosen]!;
        propensityGivenTable[start + place] = (known[chosen]! + other[chosen]!) / 2;
      }
    };
    const terms: LogisticTerms = {
      ofRow: (own, { item, impression }, row) =>
        own + CLICK_STRENGTH * wanted[impression[row]!]! * kinds[item[row]!]!,
    };
    const fillProbabilities = logisticProbabilities(context, terms);
    /** The list, given a click and that the reader is after one kind. */
    const clickedWanting = (columns: SimulatedColumns, list: number, want: number) => {
      wanted[list] = want;
      fillProbabilities(columns, list);
      const weights = weightsOf(itemsOf(columns, list), want);
      return clickedList(weights, explorationShare(weights.length), clicksOf(columns, list));
    };
    const givenClick = (columns: SimulatedColumns, list: number) => {
      const want = wanted[list]!;
      const other = clickedWanting(columns, list, -want);
      const known = clickedWanting(columns, list, want);
      writeClicked(columns, list, known);
      // A click speaks for the kind under which one is likelier.
      const share = known.anyClick / (known.anyClick + other.anyClick);
      propensityGivenTable.set(
        known.propensity.map((e, i) => share * e + (1 - share) * other.propensity[i]!),
        lists.start[list]!,
      );
    };
    return { place, click: logisticClicks(context, terms), givenClick, propensityGivenTable };
  },
};
