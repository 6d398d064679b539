/**
 * What a simulation draws first: its lists, their articles, and what follows from both.
 *
 * @module
 */

import { type Audience, FIRST_DAY, listLengthRank } from "lib/simulation/impressions/audience.ts";
import type { NewsCatalogue } from "lib/simulation/impressions/catalogue.ts";
import { popularity, relevance } from "lib/simulation/impressions/clicks.ts";
import type { SimulatedLists } from "lib/simulation/impressions/layout.ts";
import { listLengthAt, shortProfileShare } from "lib/simulation/impressions/lists.ts";
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
 * import { newsAudience } from "lib/simulation/impressions/audience.ts";
 * import { drawLists } from "lib/simulation/impressions/draws.ts";
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
 * import { newsCatalogue } from "lib/simulation/impressions/catalogue.ts";
 * import { drawArticles } from "lib/simulation/impressions/draws.ts";
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
 * import { newsCatalogue } from "lib/simulation/impressions/catalogue.ts";
 * import { articleRelevance } from "lib/simulation/impressions/draws.ts";
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
