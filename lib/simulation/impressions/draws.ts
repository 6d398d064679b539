/**
 * The first draws of a simulation: its lists, their articles, and how relevant these are.
 *
 * @module
 */

import { type Audience, FIRST_DAY, listLengthRank } from "lib/simulation/impressions/audience.ts";
import type { NewsCatalogue } from "lib/simulation/impressions/catalogue.ts";
import { popularity, relevance } from "lib/simulation/impressions/clicks.ts";
import type { SimulatedLists } from "lib/simulation/impressions/layout.ts";
import { listLengthAt, shortProfileShare } from "lib/simulation/impressions/lists.ts";
import type { IndexDraw, RandomSource } from "lib/random/seeded.ts";

const SECONDS_PER_DAY = 86_400;
const SECONDS_PER_HOUR = 3_600;

/** Users, times and lengths of the lists. */
export function drawLists(
  impressions: number,
  source: RandomSource,
  audience: Audience,
  drawUser: IndexDraw = audience.drawUser,
): SimulatedLists {
  const start = new Uint32Array(impressions + 1);
  const user = new Uint32Array(impressions);
  const timestamp = new Float64Array(impressions);
  for (let list = 0; list < impressions; list++) {
    user[list] = drawUser(source);
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

/** Articles of every list, one a row, none twice in a list, in no meaningful order within it. */
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

/** Relevance of each article, in log-odds, from how often the lists display it. */
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
