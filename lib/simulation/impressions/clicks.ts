/**
 * Who clicks what in the simulated lists.
 *
 * @module
 */

import type { RandomSource } from "lib/random/seeded.ts";

/** What a list and its user add to a click, the same for all articles of the list. */
export interface ListTerms {
  /** Log-odds that they add in either arm. */
  readonly base: number;
  /** Log-odds that they add to what the first places gain. */
  readonly gain: number;
}

/**
 * How popular an article is, from its exposures: a logarithm, centred where the average row is.
 *
 * @param exposures times the table displays the article
 * @param impressions number of lists in the table
 * @returns log(1 + exposures in 20,000 lists) − 5.8, cut to −4 … 2.5
 *
 * @example
 * ```ts
 * import { popularity } from "lib/simulation/impressions/clicks.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(popularity(600, 20_000), popularity(60, 2_000), 1e-9);
 * ```
 */
export function popularity(exposures: number, impressions: number): number {
  return Math.min(2.5, Math.max(-4, Math.log1p(exposures * 20_000 / impressions) - 5.8));
}

/** Log-odds a unit of popularity adds to a click, in either arm. */
const POPULARITY_SLOPE = 0.1;

/**
 * How relevant an article is, wherever it stands.
 *
 * @param appeal the topic's appeal, in log-odds
 * @param popularity see {@linkcode popularity}
 * @returns log-odds that it adds to a click; a ranked list prefers what is relevant
 *
 * @example
 * ```ts
 * import { relevance } from "lib/simulation/impressions/clicks.ts";
 * import { assertGreater } from "@std/assert";
 *
 * assertGreater(relevance(0, 1), relevance(0, 0));
 * ```
 */
export function relevance(appeal: number, popularity: number): number {
  return appeal + POPULARITY_SLOPE * popularity;
}

/** How strongly ranking prefers relevant articles: the weight is exp(2 · relevance). */
const RANKING_STRENGTH = 2;

/**
 * The weight with which a ranked list draws an article to its first places.
 *
 * @param relevance see {@linkcode relevance}
 * @returns a weight from e⁻² to e²
 *
 * @example
 * ```ts
 * import { rankingWeight } from "lib/simulation/impressions/clicks.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(rankingWeight(0), 1);
 * ```
 */
export function rankingWeight(relevance: number): number {
  return Math.exp(Math.max(-2, Math.min(2, RANKING_STRENGTH * relevance)));
}

/** Both potential click probabilities of one row. */
export interface PotentialClicks {
  /** The probability of a click in one of the first three places. */
  readonly top3: number;
  /** The probability of a click further down. */
  readonly rank4Plus: number;
}

const logistic = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/**
 * What a ranked list and its user add to each of its rows.
 *
 * The first places gain more in long lists, for users with a short history and in the morning.
 *
 * @param historyLength number of articles the user clicked before
 * @param listLength number of articles in the list
 * @param hour hour of the day
 * @returns log-odds in either arm and of the gain
 *
 * @example
 * ```ts
 * import { listTerms } from "lib/simulation/impressions/clicks.ts";
 * import { assertGreater } from "@std/assert";
 *
 * assertGreater(listTerms(18, 100, 9).gain, listTerms(18, 10, 9).gain);
 * ```
 */
export function listTerms(historyLength: number, listLength: number, hour: number): ListTerms {
  const history = Math.log1p(historyLength) - 3;
  const morning = Math.cos((hour - 9) * (Math.PI / 12));
  return {
    base: -3.24 - 0.82 * Math.log(listLength / 37) + 0.08 * history + 0.06 * morning,
    gain: 0.28 + 0.12 * Math.log(listLength / 25) - 0.12 * history + 0.1 * morning,
  };
}

/**
 * Both potential click probabilities of a row of a ranked list, logistic in its covariates.
 *
 * @param relevance see {@linkcode relevance}
 * @param positionGain how much more than others the topic gains from the first places, in log-odds
 * @param list see {@linkcode listTerms}
 * @returns both probabilities
 *
 * @example
 * ```ts
 * import { listTerms, rankedClicks } from "lib/simulation/impressions/clicks.ts";
 * import { assertGreater } from "@std/assert";
 *
 * const { top3, rank4Plus } = rankedClicks(0, 0, listTerms(18, 24, 9));
 * assertGreater(top3, rank4Plus);
 * ```
 */
export function rankedClicks(
  relevance: number,
  positionGain: number,
  list: ListTerms,
): PotentialClicks {
  const base = list.base + relevance;
  return { top3: logistic(base + list.gain + positionGain), rank4Plus: logistic(base) };
}

/** The share of logged lists whose user is engaged. */
const ENGAGED_SHARE = 0.27;
/** Expected clicks of a casual user on a list of 25, before lists without a click are dropped. */
const CASUAL_CLICKS = 0.3;
/** How many times more an engaged user clicks. */
const ENGAGED_FACTOR = 6.3;
/** The power of the list length with which expected clicks grow. */
const LENGTH_POWER = 0.6;

/**
 * The clicks of one list whose order means nothing, as in the public log.
 *
 * The user is casual or engaged, clicks each article independently with a probability
 * 1 − exp(−λ·w), w being the article's share of the list's total attraction, and the list is
 * logged only if something was clicked. That selection makes the click rate fall faster with the
 * list length although position does nothing. Given that a list is logged, an article's click
 * probability is q / (1 − ∏(1 − q)), averaged over the two kinds of user: exact.
 *
 * @param attractions one positive number an article: exp of its relevance
 * @param source the stream that decides
 * @param clicked receives 0 or 1 an article
 * @param probability receives each article's click probability, the same in either arm
 *
 * @example
 * ```ts
 * import { drawShuffledClicks } from "lib/simulation/impressions/clicks.ts";
 * import { seededSource } from "lib/random/seeded.ts";
 * import { assertGreaterOrEqual } from "@std/assert";
 *
 * const clicked = new Uint8Array(4);
 * drawShuffledClicks(Float64Array.of(1, 2, 1, 1), seededSource(1), clicked, new Float64Array(4));
 * assertGreaterOrEqual(clicked.reduce((sum, click) => sum + click, 0), 1);
 * ```
 */
export function drawShuffledClicks(
  attractions: Float64Array,
  source: RandomSource,
  clicked: Uint8Array,
  probability: Float64Array,
): void {
  const count = attractions.length;
  let total = 0;
  for (let i = 0; i < count; i++) total += attractions[i]!;
  const casual = CASUAL_CLICKS * (count / 25) ** LENGTH_POWER / total;
  const engaged = casual * ENGAGED_FACTOR;
  // The product of 1 − q is exp(−λ), because the articles' shares of attraction sum to 1.
  const casualLogged = -Math.expm1(-casual * total);
  const engagedLogged = -Math.expm1(-engaged * total);
  for (let i = 0; i < count; i++) {
    probability[i] = (1 - ENGAGED_SHARE) * (-Math.expm1(-casual * attractions[i]!)) / casualLogged +
      ENGAGED_SHARE * (-Math.expm1(-engaged * attractions[i]!)) / engagedLogged;
  }
  const isEngaged = source.uniform() < ENGAGED_SHARE;
  const rate = isEngaged ? engaged : casual;
  // The first click's place by inversion, given that there is one; after it nothing is conditional.
  const first = source.uniform() * (isEngaged ? engagedLogged : casualLogged);
  let passed = 0;
  let found = false;
  for (let i = 0; i < count; i++) {
    if (found) {
      clicked[i] = source.uniform() < -Math.expm1(-rate * attractions[i]!) ? 1 : 0;
      continue;
    }
    passed += attractions[i]!;
    // Rounding may leave the last article as the only one that can still be the first click.
    found = first < -Math.expm1(-rate * passed) || i === count - 1;
    clicked[i] = found ? 1 : 0;
  }
}
