/**
 * Simulated impressions with known truth.
 *
 * ## The population
 * A fixed catalogue of articles and a fixed audience, the same for every seed. Lists are
 * independent draws from it: a user in proportion to how often they come, a list length, an hour,
 * and that many different articles, more popular ones in short lists. Which topics, users, hours
 * and lengths occur how often is calibrated to what the notebook on heterogeneous effects prints
 * for the public log.
 *
 * ## Order "ranked": position has a known effect
 * - Relevance r is a topic's appeal plus a slope times the log of the article's exposures in the
 *   table. Both are functions of columns in the table.
 * - Placement. With probability max(0.3, k/300) a list of k is shuffled, else its first three
 *   places are filled by the Plackett-Luce model with weights exp(2r). The probability e of the
 *   first three places (`propensity_top_3`) is exact. It depends on the articles of the list alone,
 *   lies in [0.01, 0.925] for k > 3, and sums to min(k, 3) over a list.
 * - Clicks. `p_top_3` and `p_rank_4_plus` are logistic in r, the logs of history and list length,
 *   and a daily wave of the hour, which no model linear in length and hour can follow; the
 *   first places add log-odds that differ by topic, list length, history and hour. A click is an
 *   independent Bernoulli draw with the probability of the arm in which the row stands.
 * - Hence relevance confounds, placement is independent of both potential clicks given the table's
 *   covariates, and an AIPW score with the true e averages, in expectation, to
 *   p_top_3 − p_rank_4_plus whatever outcome model it uses. Rows of one list are placed together:
 *   scores of one list are not independent.
 * - A list may end without a click.
 *
 * ## Order "shuffled": position has no effect
 * Every order is equally likely, so e = min(1, 3/k), and both click probabilities are the same:
 * the exact probability of a click given that the list was logged, which it is only if something
 * was clicked. The public log has both features.
 *
 * ## Order "confounded": relevance decides
 * As "ranked", but with weights exp(5r), cut to e⁻⁴ … e⁴, a share max(0.2, k/500) of lists that is
 * shuffled, and clicks that follow 2r. Of what a comparison of the arms within lists of one length
 * finds, more than half is relevance. e is exact and lies in [0.006, 0.95) for k > 3.
 *
 * ## Order "clustered": readers differ
 * Placed as "ranked". The readers are a panel: one for every 20 lists, drawn from the audience alike.
 * Each adds a normal term with standard deviation 1 to the log-odds of every click, and one with 0.8
 * to the gain of the first places. These are part of the population, and both click probabilities are
 * those given the reader. They do not act on placement, so they confound nothing; but rows of one
 * reader are alike, and an interval for the effect on readers in general has to take readers as its
 * units. The mean truth of a table is that of its own readers.
 *
 * ## Order "hidden": a cause that the table does not hold
 * In every list the reader is after hard news (news, finance, health, weather) or after light reading,
 * by the toss of a coin. The recommender knows it, and multiplies the weights of "ranked" by e^±0.8;
 * it adds ±0.5 to the log-odds of a click. All of the truth is given this cause. Whoever knows all
 * that the table records can know at best the average of the propensities of both cases, exactly:
 * `propensity_top_3_given_table`. By it, both arms are weighted right, and the effect is still wrong.
 *
 * ## Order "swaps": a lot at the border only
 * Articles stand by relevance, and those at places 3 and 4 are swapped with probability 0.3. So e is
 * 0.7 or 0.3 for these two rows of a list of four or more, 1 above them and 0 below. Clicks are those
 * of "ranked". Only the effect on rows at the border can be learned.
 *
 * ## With `onlyClicked`: a log that keeps lists with a click
 * Order and clicks of a list are drawn until it has a click. The truth is then given that, exactly: e
 * and both click probabilities of a row are those among such lists. What they differ by is not the
 * effect on a reader any more: a row that brings clicks also brings its list into the log.
 *
 * ## Lists of three or fewer
 * All their rows are treated: e is 1 and no data can say what they would do further down. Their
 * two click probabilities are given as the model has them, but the effect that the data identify
 * is the average of p_top_3 − p_rank_4_plus over rows with `propensity_top_3` below 1, and above 0.
 * Filter the truth by it before comparing.
 *
 * @module
 */

import pl, { type DataFrame, type Series } from "nodejs-polars";
import { polarsType } from "lib/frames/columns.ts";
import { displayed } from "lib/frames/displayed.ts";
import { IMPRESSION_COLUMNS } from "lib/impressions/schema.ts";
import {
  simulateImpressionColumns,
  type SimulationOptions,
} from "lib/simulation/impressions/columns.ts";
import {
  type SimulatedColumns,
  type SimulatedWorld,
  simulatedWorld,
} from "lib/simulation/impressions/layout.ts";

export { LIST_ORDERS } from "lib/frames/provenance.ts";
export {
  type ListOrder,
  MOST_IMPRESSIONS,
  simulateImpressionColumns,
  type SimulationOptions,
} from "lib/simulation/impressions/columns.ts";
export {
  type SimulatedColumns,
  type SimulatedLists,
  type SimulatedWorld,
  simulatedWorld,
} from "lib/simulation/impressions/layout.ts";

/** Seed of the sample that the project's commands simulate unless another is given. */
export const DEFAULT_SAMPLE_SEED = 1109;

/** Number of lists in that sample: about 740,000 rows, the size of the original's table. */
export const DEFAULT_SAMPLE_IMPRESSIONS = 20_000;

/** Table of simulated impressions, and what only a simulation can know about its rows. */
export interface SimulatedImpressions {
  /** The twenty columns of {@linkcode IMPRESSION_COLUMNS}, list by list, by position. */
  readonly impressions: DataFrame;
  /**
   * One row a row: `row` from 0, `p_top_3` and `p_rank_4_plus` (both potential click
   * probabilities), `propensity_top_3` (the probability of the first three places); in order "hidden"
   * also `propensity_top_3_given_table` (the same for whoever does not know the hidden cause).
   */
  readonly truth: DataFrame;
}

/**
 * Impressions with a known effect of position on every row, by the model at this module's head.
 *
 * @param options how many lists, from which seed, in which order
 * @returns the table and its truth, row by row
 * @throws {InputError} if the number of lists, the seed or the order is not usable
 *
 * @example
 * ```ts
 * import { simulateImpressions } from "lib/simulation/impressions/simulate.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const options = { impressions: 50, seed: 7, order: "ranked" } as const;
 * const { impressions, truth } = simulateImpressions(options);
 * assertEquals(impressions.height, truth.height);
 * assertEquals(truth.columns, ["row", "p_top_3", "p_rank_4_plus", "propensity_top_3"]);
 * ```
 */
export function simulateImpressions(options: SimulationOptions): SimulatedImpressions {
  const world = simulatedWorld();
  const columns = simulateImpressionColumns(options, world);
  return {
    impressions: displayed(impressionFrame(columns, world)),
    truth: displayed(truthFrame(columns)),
  };
}

function numbers(name: string, values: ArrayLike<number>): Series {
  // Polars takes typed arrays at memory speed, though its types speak of arrays only.
  return pl.Series(name, values as unknown as number[]);
}

function impressionFrame(columns: SimulatedColumns, world: SimulatedWorld): DataFrame {
  const { catalogue, audience } = world;
  // Texts are joined inside Polars: three quarters of a million of them would be slow in JavaScript.
  const articles = pl.DataFrame({
    item: numbers("item", Uint32Array.from({ length: catalogue.items }, (_, i) => i)),
    news_id: pl.Series("news_id", [...catalogue.newsIds]),
    category: pl.Series(
      "category",
      Array.from(catalogue.category, (c) => catalogue.categories[c]!),
    ),
    subcategory: pl.Series(
      "subcategory",
      Array.from(catalogue.topic, (topic) => catalogue.topics[topic]!.subcategory),
    ),
    title: pl.Series("title", [...catalogue.titles]),
  });
  const lists = pl.DataFrame({
    impression: numbers("impression", columns.lists.user.map((_, list) => list)),
    user_id: pl.Series(
      "user_id",
      Array.from(columns.lists.user, (user) => audience.userIds[user]!),
    ),
    timestamp: numbers("timestamp", columns.lists.timestamp.map((seconds) => seconds * 1e6)),
  });
  const rows = pl.DataFrame([
    numbers("impression", columns.impression),
    numbers("item", columns.item),
    numbers("position", columns.position),
    numbers("title_length", columns.titleLength),
    numbers("abstract_length", columns.abstractLength),
    numbers("history_len", columns.historyLength),
    numbers("candidate_set_size", columns.candidateSetSize),
    numbers("hour", columns.hour),
    numbers("day_of_week", columns.dayOfWeek),
    numbers("relative_position", relativePositions(columns)),
    numbers("item_exposures", columns.itemExposures),
    ...itemClicks(columns, catalogue.items),
    numbers("is_top_3", columns.treatment),
    numbers("clicked", columns.outcome),
  ]);
  return rows
    .join(lists, { on: "impression", how: "left" })
    .join(articles, { on: "item", how: "left" })
    .withColumns(pl.col("impression").cast(pl.Int64).add(pl.lit(1)).alias("impression_id"))
    .select(
      ...IMPRESSION_COLUMNS.map(({ name, kind }) =>
        kind === "timestamp"
          ? pl.col(name).cast(pl.Int64).cast(polarsType(kind))
          : pl.col(name).cast(polarsType(kind))
      ),
    );
}

function relativePositions({ position, candidateSetSize }: SimulatedColumns): Float64Array {
  return Float64Array.from(position, (place, row) => place / candidateSetSize[row]!);
}

/** The clicks of each row's article in this table, and their share of its exposures. */
function itemClicks(columns: SimulatedColumns, items: number): [Series, Series] {
  const clicksOf = new Uint32Array(items);
  for (let row = 0; row < columns.rows; row++) {
    clicksOf[columns.item[row]!]! += columns.outcome[row]!;
  }
  const clicks = columns.item.map((item) => clicksOf[item]!);
  return [
    numbers("item_clicks", clicks),
    numbers("item_ctr", Float64Array.from(clicks, (n, row) => n / columns.itemExposures[row]!)),
  ];
}

function truthFrame(columns: SimulatedColumns): DataFrame {
  const given = columns.propensityGivenTable;
  return pl.DataFrame([
    numbers("row", columns.impression.map((_, row) => row)),
    numbers("p_top_3", columns.pTop3),
    numbers("p_rank_4_plus", columns.pRank4Plus),
    numbers("propensity_top_3", columns.propensityTop3),
    ...(given === undefined ? [] : [numbers("propensity_top_3_given_table", given)]),
  ]).withColumns(pl.col("row").cast(pl.Int64));
}
