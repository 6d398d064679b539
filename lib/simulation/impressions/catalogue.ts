/**
 * The articles that simulated lists can show.
 *
 * The catalogue is one fixed world: it does not depend on a simulation's seed, so two simulations
 * with different seeds are two samples from one population.
 *
 * @module
 */

import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { profileSolver } from "lib/simulation/impressions/lists.ts";
import { headline } from "lib/simulation/impressions/titles.ts";
import { newsTopics, type Topic } from "lib/simulation/impressions/topics.ts";
import { type IndexDraw, seededSource, weightedChoice } from "lib/random/seeded.ts";

/** The articles, by index, and how to draw one. */
export interface NewsCatalogue {
  /** The subcategories; an article names its own by its index here. */
  readonly topics: readonly Topic[];
  /** The categories' names; an article names its own by its index here. */
  readonly categories: readonly string[];
  /** The number of articles. */
  readonly items: number;
  /** Index into `topics`, one an article. */
  readonly topic: Uint16Array;
  /** Index into `categories`, one an article. */
  readonly category: Uint8Array;
  /** Identifiers, one an article. */
  readonly newsIds: readonly string[];
  /** Headlines, one an article. */
  readonly titles: readonly string[];
  /** Length of the headline in characters, one an article. */
  readonly titleLength: Uint16Array;
  /** Length of the abstract in characters, 0 where there is none, one an article. */
  readonly abstractLength: Uint16Array;
  /** Draws an article as short lists show them. */
  readonly drawForShortList: IndexDraw;
  /** Draws an article as long lists show them. */
  readonly drawForLongList: IndexDraw;
}

/** The seed of the one catalogue. */
const CATALOGUE_SEED = "catalogue";
/** Articles of the catalogue, about, and the power of a topic's rows to which it holds them. */
const ITEMS = 8_800;
const ITEMS_POWER = 0.9;
/** Standard deviation of the log popularity of a topic's articles, and the score that caps it. */
const POPULARITY_SPREAD = 1.8;
const HIGHEST_POPULARITY_SCORE = 2.3;
/** Short lists show an article as often as its popularity to this power: they prefer popular ones. */
const SHORT_LIST_POWER = 2.6;
/** Share of articles without an abstract, and the median and log-spread of the others' lengths. */
const NO_ABSTRACT = 0.05;
const ABSTRACT_MEDIAN = 190;
const ABSTRACT_SPREAD = 0.6;

/**
 * Makes the catalogue.
 *
 * @returns the same articles at every call
 *
 * @example
 * ```ts
 * import { newsCatalogue } from "lib/simulation/impressions/catalogue.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { titles, titleLength } = newsCatalogue();
 * assertEquals(titles[0]!.length, titleLength[0]);
 * ```
 */
export function newsCatalogue(): NewsCatalogue {
  const topics = newsTopics();
  const categories = [...new Set(topics.map((topic) => topic.category))];
  const shareTotal = topics.reduce((sum, { rows }) => sum + rows ** ITEMS_POWER, 0);
  const perTopic = topics.map(({ rows }) => Math.ceil(ITEMS * rows ** ITEMS_POWER / shareTotal));
  const items = perTopic.reduce((sum, count) => sum + count, 0);
  const solve = profileSolver();
  const allRows = topics.reduce((sum, { rows }) => sum + rows, 0);
  const allTreated = topics.reduce((sum, { treatedRows }) => sum + treatedRows, 0);

  const topicOf = new Uint16Array(items);
  const categoryOf = new Uint8Array(items);
  const shortWeights = new Float64Array(items);
  const longWeights = new Float64Array(items);
  let start = 0;
  topics.forEach((topic, t) => {
    const count = perTopic[t]!;
    const profile = solve(topic.rows / allRows, topic.treatedRows / allTreated);
    // Evenly spaced quantiles instead of draws: the long tail is the same in every topic.
    const popularity = Float64Array.from({ length: count }, (_, i) => {
      const score = Math.min(HIGHEST_POPULARITY_SCORE, normalQuantile((i + 0.5) / count, 0, 1));
      return Math.exp(POPULARITY_SPREAD * score);
    });
    const longTotal = popularity.reduce((sum, weight) => sum + weight, 0);
    const shortTotal = popularity.reduce((sum, weight) => sum + weight ** SHORT_LIST_POWER, 0);
    for (let i = 0; i < count; i++) {
      topicOf[start + i] = t;
      categoryOf[start + i] = categories.indexOf(topic.category);
      longWeights[start + i] = profile.long * popularity[i]! / longTotal;
      shortWeights[start + i] = profile.short * popularity[i]! ** SHORT_LIST_POWER / shortTotal;
    }
    start += count;
  });

  const source = seededSource(CATALOGUE_SEED);
  const numbers = Uint32Array.from({ length: items }, (_, i) => 10_000 + 3 * i);
  source.shuffle(numbers);
  const titles = Array.from(categoryOf, (c) => headline(categories[c]!, source));
  return {
    topics,
    categories,
    items,
    topic: topicOf,
    category: categoryOf,
    newsIds: Array.from(numbers, (number) => `N${number}`),
    titles,
    titleLength: Uint16Array.from(titles, (title) => title.length),
    abstractLength: Uint16Array.from(
      { length: items },
      () =>
        source.uniform() < NO_ABSTRACT
          ? 0
          : 20 + Math.round(ABSTRACT_MEDIAN * Math.exp(ABSTRACT_SPREAD * source.normal())),
    ),
    drawForShortList: weightedChoice(shortWeights),
    drawForLongList: weightedChoice(longWeights),
  };
}
