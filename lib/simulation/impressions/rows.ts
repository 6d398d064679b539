/**
 * The rows of one simulated list: order, covariates, clicks.
 *
 * @module
 */

import { FIRST_DAY, FIRST_DAY_OF_WEEK } from "lib/simulation/impressions/audience.ts";
import { drawShuffledClicks, listTerms, rankedClicks } from "lib/simulation/impressions/clicks.ts";
import type { SimulatedColumns, SimulatedWorld } from "lib/simulation/impressions/layout.ts";
import {
  drawRankedOrder,
  rankedPropensities,
  TREATED_PLACES,
} from "lib/simulation/impressions/ranking.ts";
import type { RandomSource } from "lib/random/seeded.ts";

/**
 * Context that all lists of a simulation share; its arrays hold one value an article of the
 * catalogue.
 */
export interface ListContext {
  readonly order: "ranked" | "shuffled";
  readonly world: SimulatedWorld;
  /** Times that the lists display the article. */
  readonly exposures: Uint32Array;
  /** In log-odds. */
  readonly relevance: Float64Array;
  /** Weight with which a ranked list places the article. */
  readonly weights: Float64Array;
  readonly orderSource: RandomSource;
  readonly clickSource: RandomSource;
}

/** Rows of one list, filled in for the articles it shows, which come in any order. */
export function fillList(
  columns: SimulatedColumns,
  list: number,
  articles: Uint32Array,
  context: ListContext,
): void {
  if (context.order === "ranked") orderRanked(columns, list, articles, context);
  else orderShuffled(columns, list, articles, context);
  fillCovariates(columns, list, context);
  if (context.order === "ranked") fillRankedClicks(columns, list, context);
  else fillShuffledClicks(columns, list, context);
}

const SECONDS_PER_DAY = 86_400;
const SECONDS_PER_HOUR = 3_600;

/** Puts a list in ranked order: fills `item` and `propensityTop3`. */
function orderRanked(
  columns: SimulatedColumns,
  list: number,
  articles: Uint32Array,
  { weights: weightOf, orderSource }: ListContext,
): void {
  const start = columns.lists.start[list]!;
  const weights = new Float64Array(articles.length);
  for (let i = 0; i < articles.length; i++) {
    weights[i] = weightOf[articles[i]!]!;
  }
  const propensities = rankedPropensities(weights);
  const order = drawRankedOrder(weights, orderSource);
  for (let place = 0; place < order.length; place++) {
    columns.item[start + place] = articles[order[place]!]!;
    columns.propensityTop3[start + place] = propensities[order[place]!]!;
  }
}

/** Puts a list in random order: fills `item` and `propensityTop3`. */
function orderShuffled(
  columns: SimulatedColumns,
  list: number,
  articles: Uint32Array,
  { orderSource }: ListContext,
): void {
  const start = columns.lists.start[list]!;
  const end = start + articles.length;
  columns.item.set(articles, start);
  orderSource.shuffle(columns.item, start, end);
  columns.propensityTop3.fill(Math.min(1, TREATED_PLACES / articles.length), start, end);
}

/** Fills what follows from a list's users, time and articles. */
function fillCovariates(
  columns: SimulatedColumns,
  list: number,
  { exposures, world: { catalogue, audience } }: ListContext,
): void {
  const start = columns.lists.start[list]!;
  const end = columns.lists.start[list + 1]!;
  const user = columns.lists.user[list]!;
  const seconds = columns.lists.timestamp[list]! - FIRST_DAY;
  columns.impression.fill(list, start, end);
  columns.user.fill(user, start, end);
  columns.historyLength.fill(audience.historyLength[user]!, start, end);
  columns.candidateSetSize.fill(end - start, start, end);
  columns.hour.fill(Math.floor(seconds % SECONDS_PER_DAY / SECONDS_PER_HOUR), start, end);
  columns.dayOfWeek.fill(
    (FIRST_DAY_OF_WEEK + Math.floor(seconds / SECONDS_PER_DAY)) % 7,
    start,
    end,
  );
  for (let row = start; row < end; row++) {
    const article = columns.item[row]!;
    columns.position[row] = row - start + 1;
    columns.treatment[row] = row - start < TREATED_PLACES ? 1 : 0;
    columns.category[row] = catalogue.category[article]!;
    columns.subcategory[row] = catalogue.topic[article]!;
    columns.titleLength[row] = catalogue.titleLength[article]!;
    columns.abstractLength[row] = catalogue.abstractLength[article]!;
    columns.itemExposures[row] = exposures[article]!;
  }
}

/** Draws the clicks of a ranked list: fills both potential click probabilities and `outcome`. */
function fillRankedClicks(
  columns: SimulatedColumns,
  list: number,
  { relevance, world: { catalogue }, clickSource }: ListContext,
): void {
  const start = columns.lists.start[list]!;
  const end = columns.lists.start[list + 1]!;
  const terms = listTerms(columns.historyLength[start]!, end - start, columns.hour[start]!);
  for (let row = start; row < end; row++) {
    const { positionGain } = catalogue.topics[columns.subcategory[row]!]!;
    const { top3, rank4Plus } = rankedClicks(relevance[columns.item[row]!]!, positionGain, terms);
    columns.pTop3[row] = top3;
    columns.pRank4Plus[row] = rank4Plus;
    const probability = columns.treatment[row] === 1 ? top3 : rank4Plus;
    columns.outcome[row] = clickSource.uniform() < probability ? 1 : 0;
  }
}

/** Draws the clicks of a shuffled list: fills `outcome` and both, equal, click probabilities. */
function fillShuffledClicks(
  columns: SimulatedColumns,
  list: number,
  { relevance, clickSource }: ListContext,
): void {
  const start = columns.lists.start[list]!;
  const end = columns.lists.start[list + 1]!;
  const attractions = new Float64Array(end - start);
  for (let i = 0; i < attractions.length; i++) {
    attractions[i] = Math.exp(relevance[columns.item[start + i]!]!);
  }
  const probability = columns.pTop3.subarray(start, end);
  drawShuffledClicks(attractions, clickSource, columns.outcome.subarray(start, end), probability);
  columns.pRank4Plus.set(probability, start);
}
