/**
 * Numbers of draws, checked.
 *
 * @module
 */

import { requireCount } from "lib/argument_checks.ts";

/** The most draws: a p-value of one in ten million is finer than any decision needs. */
const MOST_DRAWS = 10_000_000;

/** Refuses what is no number of draws, or more than anybody waits for. */
export function requireDraws(draws: number, least = 1, such = 9999): void {
  requireCount(draws, "draws", { least, most: MOST_DRAWS, such });
}
