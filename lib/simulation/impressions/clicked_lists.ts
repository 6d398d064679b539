/**
 * Placement and clicks of a list given that something in it was clicked, as in a log that keeps no
 * other lists.
 *
 * Where the rows of a list are clicked independently given their arms, a list whose first three places
 * hold the set S stays without a click with the probability ∏(1 − p₀) · ∏ρ, the first product over all
 * rows, the second over S, and ρ = (1 − p₁) / (1 − p₀). The average of ∏ρ over the sets, and over those
 * with a given row, has a closed form under Plackett and Luce's model, and Bayes' rule does the rest.
 *
 * @module
 */

import type { SimulatedColumns } from "lib/simulation/impressions/layout.ts";
import { rankedPropensities, TREATED_PLACES } from "lib/simulation/impressions/ranking.ts";

/** Click probabilities of a list's rows in either arm, one value a row. */
export interface ListClicks {
  readonly top3: Float64Array;
  readonly rank4Plus: Float64Array;
}

/** A list given that it has a click. */
export interface ClickedList extends ListClicks {
  /** Probability that the list has one. */
  readonly anyClick: number;
  /** Probability of the first three places, given a click. */
  readonly propensity: Float64Array;
}

/**
 * Averages of the product of three rows' factors over the Plackett-Luce model's first three, times
 * whether a row is among them, in about n²/2 steps; with factors of 1 these are the probabilities of
 * `topThreeProbabilities`.
 *
 * @param weights one positive weight a row, of four rows or more
 * @param factors one factor a row
 * @returns one average a row; together three times that over all sets
 */
export function topThreeProducts(weights: Float64Array, factors: Float64Array): Float64Array {
  const count = weights.length;
  const values = weights.map((weight, i) => weight * factors[i]!);
  let [total, valueTotal] = [0, 0];
  for (let i = 0; i < count; i++) {
    total += weights[i]!;
    valueTotal += values[i]!;
  }
  // Of the pairs that can stand before a third: those with a row, and all; then with the third's value.
  const withRow = new Float64Array(count);
  const products = new Float64Array(count);
  let pairs = 0;
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      const rest = total - weights[i]! - weights[j]!;
      const after = 1 / (total - weights[i]!) + 1 / (total - weights[j]!);
      const pair = values[i]! * values[j]! * after / (rest * total);
      const triples = pair * (valueTotal - values[i]! - values[j]!);
      pairs += pair;
      withRow[i]! += pair;
      withRow[j]! += pair;
      products[i]! += triples;
      products[j]! += triples;
    }
  }
  for (let i = 0; i < count; i++) products[i]! += values[i]! * (pairs - withRow[i]!);
  return products;
}

/**
 * List placed by weights, or by lot in a share of cases, given that it has a click.
 *
 * Rows of a list of three or fewer cannot stand further down: there `rank4Plus` is that of a row which
 * alone would.
 *
 * @param weights one positive weight a row
 * @param explored share of such lists that is placed by lot
 * @param clicks click probabilities before anything is known of the list's clicks
 * @returns the same given a click, with the propensities given it
 */
export function clickedList(
  weights: Float64Array,
  explored: number,
  { top3, rank4Plus }: ListClicks,
): ClickedList {
  const count = weights.length;
  if (count <= TREATED_PLACES) {
    return clickedInPlace(new Uint8Array(count).fill(1), top3, rank4Plus);
  }
  const e = rankedPropensities(weights, () => explored);
  const factors = top3.map((p, i) => (1 - p) / (1 - rank4Plus[i]!));
  const silent = rank4Plus.reduce((product, p) => product * (1 - p), 1);
  const byWeight = topThreeProducts(weights, factors);
  const byLot = topThreeProducts(new Float64Array(count).fill(1), factors);
  // Probabilities that the row stands in the first three places and nothing is clicked, and of the latter.
  const silentTop = byWeight.map((product, i) =>
    silent * ((1 - explored) * product + explored * byLot[i]!)
  );
  const silentAll = silentTop.reduce((sum, p) => sum + p, 0) / TREATED_PLACES;
  const anyClick = 1 - silentAll;
  return {
    anyClick,
    propensity: e.map((own, i) => (own - silentTop[i]!) / anyClick),
    top3: top3.map((p, i) => e[i]! * p / (e[i]! - silentTop[i]!)),
    rank4Plus: rank4Plus.map((p, i) => (1 - e[i]!) * p / (1 - e[i]! - (silentAll - silentTop[i]!))),
  };
}

/**
 * List whose places are given, given that it has a click: the other arm of a row is that in which it
 * alone would stand there.
 */
export function clickedInPlace(
  treatment: Uint8Array,
  top3: Float64Array,
  rank4Plus: Float64Array,
): ClickedList {
  const quiet = top3.map((p, i) => 1 - (treatment[i] === 1 ? p : rank4Plus[i]!));
  const silent = quiet.reduce((product, p) => product * p, 1);
  const given = (p: number, i: number) => p / (1 - (1 - p) * (silent / quiet[i]!));
  return {
    anyClick: 1 - silent,
    propensity: Float64Array.from(treatment),
    top3: top3.map(given),
    rank4Plus: rank4Plus.map(given),
  };
}

/** Click probabilities of a list's rows, as its columns hold them. */
export function clicksOf({ lists, pTop3, pRank4Plus }: SimulatedColumns, list: number): ListClicks {
  const [start, end] = [lists.start[list]!, lists.start[list + 1]!];
  return { top3: pTop3.slice(start, end), rank4Plus: pRank4Plus.slice(start, end) };
}

/** Truth of a list, overwritten by that given a click. */
export function writeClicked(columns: SimulatedColumns, list: number, given: ClickedList): void {
  const start = columns.lists.start[list]!;
  columns.propensityTop3.set(given.propensity, start);
  columns.pTop3.set(given.top3, start);
  columns.pRank4Plus.set(given.rank4Plus, start);
}
