/**
 * The click model of the simulated lists.
 *
 * @module
 */

import type { RandomSource } from "lib/random/seeded.ts";

/** Log-odds that a list and its user add to a click, the same for all articles of the list. */
export interface ListTerms {
  /** In either arm. */
  readonly base: number;
  /** On top of that, in the first places. */
  readonly gain: number;
}

/**
 * Popularity of an article from the times that a table displays it: log(1 + exposures in 20,000
 * lists) − 5.8, which is 0 about where the average row is, cut to −4 … 2.5.
 */
export function popularity(exposures: number, impressions: number): number {
  return Math.min(2.5, Math.max(-4, Math.log1p(exposures * 20_000 / impressions) - 5.8));
}

/** Log-odds that a unit of popularity adds to a click, in either arm. */
const POPULARITY_SLOPE = 0.1;

/** Relevance of an article, in log-odds of a click wherever it stands. */
export function relevance(appeal: number, popularity: number): number {
  return appeal + POPULARITY_SLOPE * popularity;
}

/** Strength with which ranking prefers relevant articles: the weight is exp(2 · relevance). */
const RANKING_STRENGTH = 2;

/** Weight, e⁻² to e², with which a ranked list draws an article to its first places. */
export function rankingWeight(relevance: number): number {
  return Math.exp(Math.max(-2, Math.min(2, RANKING_STRENGTH * relevance)));
}

/** Both potential click probabilities of one row. */
export interface PotentialClicks {
  readonly top3: number;
  readonly rank4Plus: number;
}

const logistic = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/**
 * Terms of a ranked list: the first places gain more in long lists, for users with a short history
 * (in articles clicked before) and in the morning.
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
 * Potential clicks of a row of a ranked list, logistic in its covariates; `positionGain` is its
 * topic's, in log-odds.
 */
export function rankedClicks(
  relevance: number,
  positionGain: number,
  list: ListTerms,
): PotentialClicks {
  const base = list.base + relevance;
  return { top3: logistic(base + list.gain + positionGain), rank4Plus: logistic(base) };
}

/** Share of logged lists whose user is engaged. */
const ENGAGED_SHARE = 0.27;
/** Expected clicks of a casual user on a list of 25, before lists without a click are dropped. */
const CASUAL_CLICKS = 0.3;
/** Factor by which an engaged user clicks more. */
const ENGAGED_FACTOR = 6.3;
/** Power of the list length with which expected clicks grow. */
const LENGTH_POWER = 0.6;

/**
 * Clicks of one list whose order means nothing, as in the public log, and each article's click
 * probability, the same in either arm; an article's attraction is exp of its relevance.
 *
 * The user is casual or engaged, clicks each article independently with a probability
 * 1 − exp(−λ·w), w being the article's share of the list's total attraction, and the list is
 * logged only if something was clicked. That selection makes the click rate fall faster with the
 * list length although position does nothing. Given that a list is logged, an article's click
 * probability is q / (1 − ∏(1 − q)), averaged over the two kinds of user: exact.
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
