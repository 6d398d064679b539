/**
 * The articles that simulated lists can show: one fixed world that no seed changes, so two
 * simulations with different seeds are two samples from one population.
 *
 * @module
 */

import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { profileSolver } from "lib/simulation/impressions/lists.ts";
import { headline } from "lib/simulation/impressions/titles.ts";
import { newsTopics, type Topic } from "lib/simulation/impressions/topics.ts";
import { type IndexDraw, seededSource, weightedChoice } from "lib/random/seeded.ts";

/** The articles, by index, and the draws of one. */
export interface NewsCatalogue {
  /** Subcategories; an article names its own by its index here. */
  readonly topics: readonly Topic[];
  /** Names; an article names its own by its index here. */
  readonly categories: readonly string[];
  /** Number of articles. */
  readonly items: number;
  /** Index into `topics`. */
  readonly topic: Uint16Array;
  /** Index into `categories`. */
  readonly category: Uint8Array;
  readonly newsIds: readonly string[];
  readonly titles: readonly string[];
  /** In characters. */
  readonly titleLength: Uint16Array;
  /** In characters, 0 where there is none. */
  readonly abstractLength: Uint16Array;
  readonly drawForShortList: IndexDraw;
  readonly drawForLongList: IndexDraw;
}

const CATALOGUE_SEED = "catalogue";
/** Articles of the catalogue, about, and the power of a topic's rows to which it holds them. */
const ITEMS = 8_800;
const ITEMS_POWER = 0.9;
/** Standard deviation of the log popularity of a topic's articles, and the score that caps it. */
const POPULARITY_SPREAD = 1.8;
const HIGHEST_POPULARITY_SCORE = 2.3;
/** Power of its popularity with which short lists show an article: they prefer popular ones. */
const SHORT_LIST_POWER = 2.6;
/** Share of articles without an abstract, and the median and log-spread of the others' lengths. */
const NO_ABSTRACT = 0.05;
const ABSTRACT_MEDIAN = 190;
const ABSTRACT_SPREAD = 0.6;

/** The catalogue, with the same articles at every call. */
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
