/**
 * Matched analysis by list: the odds of a click in the first places against further down, whatever the
 * lists differ in.
 *
 * @module
 */

import { shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import type { ClickedLists } from "lib/inference/clicked_lists.ts";
import { CRITICAL_VALUE_95 } from "lib/inference/critical_value.ts";
import { requireClickedLists } from "lib/inference/lot_lists.ts";

/** An odds ratio with its interval. */
export interface OddsRatio {
  /** Odds of a click in the first places over those further down, within lists; 1 is no effect. */
  readonly oddsRatio: number;
  /** Of the logarithm. */
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
}

/** Both estimates of one odds ratio, and what they rest on. */
export interface MatchedOdds {
  readonly clicks: number;
  readonly treatedClicks: number;
  /** Mantel and Haenszel's; undefined where one of its sums is 0. */
  readonly mantelHaenszel: OddsRatio | undefined;
  /** By conditional logistic regression; undefined where it is 0 or infinite. */
  readonly conditional: OddsRatio | undefined;
}

/**
 * Matched odds of all clicks, list by list.
 *
 * A list of k rows, m of them in the first places, with c clicks, a of them there, is a two-by-two table.
 * Mantel and Haenszel's odds ratio is Σ a (k − m − c + a) / k over Σ (m − a) (c − a) / k, with the variance of
 * its logarithm by Robins, Breslow and Greenland (1986), Biometrics 42(2). The conditional one maximises the
 * likelihood of all a given m and c, which are noncentral hypergeometric: Breslow and Day (1980),
 * "Statistical Methods in Cancer Research", section 7.2; its error is that of the information there. Both
 * condition on the list, so that nothing that a list has in common can confound them; an odds ratio that
 * differs between lists is averaged by them, not by rows.
 *
 * @param lists the lists that tell something
 * @returns both odds ratios with 95 % intervals
 *
 * @example Two lists of four, in one of which an article of the first three was clicked
 * ```ts
 * import { clickedLists } from "lib/inference/clicked_lists.ts";
 * import { matchedOdds } from "lib/inference/conditional_odds.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const index = indexSegments([{ name: "topic", levels: ["news"], codes: new Int32Array(8) }]);
 * const lists = clickedLists({
 *   list: Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1),
 *   topThree: Uint8Array.of(1, 1, 1, 0, 1, 1, 1, 0),
 *   clicked: Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 1),
 * }, index);
 * // One click each, where three of the four places are first ones: the odds are a third.
 * assertAlmostEquals(matchedOdds(lists).conditional!.oddsRatio, 1 / 3, 1e-9);
 * ```
 */
export function matchedOdds(lists: ClickedLists): MatchedOdds {
  requireClickedLists(lists);
  const tables = tablesOf(lists);
  const clicks = tables.reduce((sum, { c, lists }) => sum + c * lists, 0);
  const treatedClicks = tables.reduce((sum, { a, lists }) => sum + a * lists, 0);
  return {
    clicks,
    treatedClicks,
    mantelHaenszel: mantelHaenszel(tables),
    conditional: conditional(tables, treatedClicks),
  };
}

/** Lists that are alike, and how many there are. */
interface Table {
  readonly k: number;
  readonly m: number;
  readonly c: number;
  readonly a: number;
  lists: number;
}

function tablesOf(lists: ClickedLists): Table[] {
  const tables = new Map<string, Table>();
  for (let list = 0; list < lists.lists; list++) {
    const [from, to] = [lists.start[list]!, lists.start[list + 1]!];
    let a = 0;
    for (let row = from; row < to; row++) a += lists.isTreated[row]!;
    const [k, m, c] = [lists.size[list]!, lists.treated[list]!, to - from];
    const key = `${k} ${m} ${c} ${a}`;
    const known = tables.get(key);
    if (known === undefined) tables.set(key, { k, m, c, a, lists: 1 });
    else known.lists++;
  }
  return [...tables.values()];
}

function mantelHaenszel(tables: readonly Table[]): OddsRatio | undefined {
  let [r, s, pr, crossed, qs] = [0, 0, 0, 0, 0];
  for (const { k, m, c, a, lists } of tables) {
    const [b, d] = [m - a, k - m - c + a];
    const [ownR, ownS] = [a * d / k, b * (c - a) / k];
    const [p, q] = [(a + d) / k, (b + c - a) / k];
    r += lists * ownR;
    s += lists * ownS;
    pr += lists * p * ownR;
    crossed += lists * (p * ownS + q * ownR);
    qs += lists * q * ownS;
  }
  if (r === 0 || s === 0) return undefined;
  const variance = pr / (2 * r * r) + crossed / (2 * r * s) + qs / (2 * s * s);
  return oddsOf(Math.log(r / s), Math.sqrt(variance));
}

/** The logarithm of an odds ratio beyond which nothing can be told from 0 or infinity. */
const FARTHEST = 40;

function conditional(tables: readonly Table[], treatedClicks: number): OddsRatio | undefined {
  const [least, most] = tables.reduce(
    ([low, high], { k, m, c, lists }) => [
      low + lists * Math.max(0, c + m - k),
      high + lists * Math.min(c, m),
    ],
    [0, 0] as [number, number],
  );
  if (treatedClicks === least || treatedClicks === most) return undefined;
  // The expected number of treated clicks rises with the log odds: halving finds its root.
  let [low, high] = [-FARTHEST, FARTHEST];
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (expectedClicks(tables, middle).mean < treatedClicks) low = middle;
    else high = middle;
  }
  const logOdds = (low + high) / 2;
  return oddsOf(logOdds, 1 / Math.sqrt(expectedClicks(tables, logOdds).variance));
}

/** Mean and variance of the treated clicks under noncentral hypergeometric draws. */
function expectedClicks(tables: readonly Table[], logOdds: number) {
  let [mean, variance] = [0, 0];
  for (const { k, m, c, lists } of tables) {
    const [from, to] = [Math.max(0, c + m - k), Math.min(c, m)];
    let [weight, sum, first, second] = [1, 0, 0, 0];
    for (let h = from; h <= to; h++) {
      if (h > from) {
        weight *= (c - h + 1) * (m - h + 1) / (h * (k - c - m + h)) * Math.exp(logOdds);
      }
      sum += weight;
      first += weight * h;
      second += weight * h * h;
    }
    const own = first / sum;
    mean += lists * own;
    variance += lists * (second / sum - own * own);
  }
  return { mean, variance };
}

function oddsOf(logOdds: number, standardError: number): OddsRatio {
  if (!Number.isFinite(logOdds)) {
    throw new InputError(`the log odds ratio is ${shown(logOdds)}`, { remedy: "Give more lists." });
  }
  return {
    oddsRatio: Math.exp(logOdds),
    standardError,
    lower: Math.exp(logOdds - CRITICAL_VALUE_95 * standardError),
    upper: Math.exp(logOdds + CRITICAL_VALUE_95 * standardError),
  };
}
