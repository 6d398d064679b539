/**
 * The steps of a simulation, in the order in which they are taken: lists, articles, order,
 * covariates, clicks.
 *
 * @module
 */

import {
  type Audience,
  FIRST_DAY,
  FIRST_DAY_OF_WEEK,
  listLengthRank,
} from "lib/impressions/simulate_audience.ts";
import type { NewsCatalogue } from "lib/impressions/simulate_catalogue.ts";
import {
  drawShuffledClicks,
  listTerms,
  popularity,
  rankedClicks,
  relevance,
} from "lib/impressions/simulate_clicks.ts";
import type {
  SimulatedColumns,
  SimulatedLists,
  SimulatedWorld,
} from "lib/impressions/simulate_layout.ts";
import { listLengthAt, shortProfileShare } from "lib/impressions/simulate_lists.ts";
import {
  drawRankedOrder,
  rankedPropensities,
  TREATED_PLACES,
} from "lib/impressions/simulate_ranking.ts";
import type { RandomSource } from "lib/random/seeded.ts";

const SECONDS_PER_DAY = 86_400;
const SECONDS_PER_HOUR = 3_600;

/**
 * Draws who sees each list, when, and how long it is.
 *
 * @param impressions the number of lists
 * @param source the stream that decides
 * @param audience the users and hours
 * @returns one value a list
 *
 * @example
 * ```ts
 * import { newsAudience } from "lib/impressions/simulate_audience.ts";
 * import { drawLists } from "lib/impressions/simulate_draws.ts";
 * import { seededSource } from "lib/random/seeded.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(drawLists(5, seededSource(1), newsAudience()).start.length, 6);
 * ```
 */
export function drawLists(
  impressions: number,
  source: RandomSource,
  audience: Audience,
): SimulatedLists {
  const start = new Uint32Array(impressions + 1);
  const user = new Uint32Array(impressions);
  const timestamp = new Float64Array(impressions);
  for (let list = 0; list < impressions; list++) {
    user[list] = audience.drawUser(source);
    const rank = listLengthRank(audience.longListLeaning[user[list]!]!, source.uniform());
    const length = listLengthAt(rank);
    start[list + 1] = start[list]! + length;
    const hour = source.uniform() < shortProfileShare(length)
      ? audience.drawHourOfShortList(source)
      : audience.drawHourOfLongList(source);
    timestamp[list] = FIRST_DAY + audience.drawDay(source) * SECONDS_PER_DAY +
      hour * SECONDS_PER_HOUR + source.integerBelow(SECONDS_PER_HOUR);
  }
  return { start, user, timestamp };
}

/**
 * Draws the articles of every list, no article twice in one list.
 *
 * @param lists where each list's rows start
 * @param source the stream that decides
 * @param catalogue the articles
 * @returns index of an article, one a row, in no meaningful order within a list
 *
 * @example
 * ```ts
 * import { newsCatalogue } from "lib/impressions/simulate_catalogue.ts";
 * import { drawArticles } from "lib/impressions/simulate_draws.ts";
 * import { seededSource } from "lib/random/seeded.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const lists = { start: Uint32Array.of(0, 200), user: Uint32Array.of(0), timestamp: Float64Array.of(0) };
 * const articles = drawArticles(lists, seededSource(1), newsCatalogue());
 * assertEquals(new Set(articles).size, 200);
 * ```
 */
export function drawArticles(
  lists: SimulatedLists,
  source: RandomSource,
  catalogue: NewsCatalogue,
): Uint32Array {
  const impressions = lists.user.length;
  const articles = new Uint32Array(lists.start[impressions]!);
  /** The last list, counted from 1, that shows the article. */
  const lastShown = new Uint32Array(catalogue.items);
  for (let list = 0; list < impressions; list++) {
    const end = lists.start[list + 1]!;
    const share = shortProfileShare(end - lists.start[list]!);
    for (let row = lists.start[list]!; row < end; row++) {
      let article: number;
      do {
        article = source.uniform() < share
          ? catalogue.drawForShortList(source)
          : catalogue.drawForLongList(source);
      } while (lastShown[article] === list + 1);
      lastShown[article] = list + 1;
      articles[row] = article;
    }
  }
  return articles;
}

/**
 * How relevant each article is to the lists of a simulation.
 *
 * @param exposures how often each article is displayed
 * @param impressions the number of lists
 * @param catalogue the articles
 * @returns log-odds, one an article
 *
 * @example
 * ```ts
 * import { newsCatalogue } from "lib/impressions/simulate_catalogue.ts";
 * import { articleRelevance } from "lib/impressions/simulate_draws.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const catalogue = newsCatalogue();
 * const relevance = articleRelevance(new Uint32Array(catalogue.items), 1, catalogue);
 * assertEquals(relevance.length, catalogue.items);
 * ```
 */
export function articleRelevance(
  exposures: Uint32Array,
  impressions: number,
  catalogue: NewsCatalogue,
): Float64Array {
  return Float64Array.from(exposures, (count, article) => {
    const { appeal } = catalogue.topics[catalogue.topic[article]!]!;
    return relevance(appeal, popularity(count, impressions));
  });
}

/**
 * Puts a list in ranked order: fills `item` and `propensityTop3`.
 *
 * @param columns receives the list's rows
 * @param list index of the list
 * @param articles the articles it shows
 * @param weightOf the weight of each article of the catalogue
 * @param source the stream that decides
 */
export function orderRanked(
  columns: SimulatedColumns,
  list: number,
  articles: Uint32Array,
  weightOf: Float64Array,
  source: RandomSource,
): void {
  const start = columns.lists.start[list]!;
  const weights = new Float64Array(articles.length);
  for (let i = 0; i < articles.length; i++) {
    weights[i] = weightOf[articles[i]!]!;
  }
  const propensities = rankedPropensities(weights);
  const order = drawRankedOrder(weights, source);
  for (let place = 0; place < order.length; place++) {
    columns.item[start + place] = articles[order[place]!]!;
    columns.propensityTop3[start + place] = propensities[order[place]!]!;
  }
}

/**
 * Puts a list in random order: fills `item` and `propensityTop3`.
 *
 * @param columns receives the list's rows
 * @param list index of the list
 * @param articles the articles it shows
 * @param source the stream that decides
 */
export function orderShuffled(
  columns: SimulatedColumns,
  list: number,
  articles: Uint32Array,
  source: RandomSource,
): void {
  const start = columns.lists.start[list]!;
  const end = start + articles.length;
  columns.item.set(articles, start);
  source.shuffle(columns.item, start, end);
  columns.propensityTop3.fill(Math.min(1, TREATED_PLACES / articles.length), start, end);
}

/**
 * Fills what follows from a list's users, time and articles.
 *
 * @param columns receives the list's rows; `item` is filled
 * @param list index of the list
 * @param exposures how often each article of the catalogue is displayed
 * @param world the articles and users
 */
export function fillCovariates(
  columns: SimulatedColumns,
  list: number,
  exposures: Uint32Array,
  { catalogue, audience }: SimulatedWorld,
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

/**
 * Draws the clicks of a ranked list: fills both potential click probabilities and `outcome`.
 *
 * @param columns receives the list's rows; all other columns are filled
 * @param list index of the list
 * @param relevance how relevant each article of the catalogue is
 * @param catalogue the articles
 * @param source the stream that decides
 */
export function fillRankedClicks(
  columns: SimulatedColumns,
  list: number,
  relevance: Float64Array,
  catalogue: NewsCatalogue,
  source: RandomSource,
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
    columns.outcome[row] = source.uniform() < probability ? 1 : 0;
  }
}

/**
 * Draws the clicks of a shuffled list: fills both potential click probabilities, which are equal,
 * and `outcome`.
 *
 * @param columns receives the list's rows; all other columns are filled
 * @param list index of the list
 * @param relevance how relevant each article of the catalogue is
 * @param source the stream that decides
 */
export function fillShuffledClicks(
  columns: SimulatedColumns,
  list: number,
  relevance: Float64Array,
  source: RandomSource,
): void {
  const start = columns.lists.start[list]!;
  const end = columns.lists.start[list + 1]!;
  const attractions = new Float64Array(end - start);
  for (let i = 0; i < attractions.length; i++) {
    attractions[i] = Math.exp(relevance[columns.item[start + i]!]!);
  }
  const probability = columns.pTop3.subarray(start, end);
  drawShuffledClicks(attractions, source, columns.outcome.subarray(start, end), probability);
  columns.pRank4Plus.set(probability, start);
}
