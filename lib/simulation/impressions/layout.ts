/**
 * How a simulation lies in memory: one typed array a column.
 *
 * @module
 */

import { type Audience, newsAudience } from "lib/simulation/impressions/audience.ts";
import { type NewsCatalogue, newsCatalogue } from "lib/simulation/impressions/catalogue.ts";

/** The fixed population from which every simulation samples. */
export interface SimulatedWorld {
  /** The articles. */
  readonly catalogue: NewsCatalogue;
  /** The users and their hours. */
  readonly audience: Audience;
}

/** One value a list. */
export interface SimulatedLists {
  /** Where the list's rows start, with the number of all rows as one more entry at the end. */
  readonly start: Uint32Array;
  /** Index of the user in the audience. */
  readonly user: Uint32Array;
  /** When the list is shown, in seconds since 1970. */
  readonly timestamp: Float64Array;
}

/** One value a row, except for `lists`; rows stand list by list, from the first place down. */
export interface SimulatedColumns {
  /** The number of rows. */
  readonly rows: number;
  /** What is known of each list. */
  readonly lists: SimulatedLists;
  /** Index of the list, from 0. */
  readonly impression: Uint32Array;
  /** Index of the user in the audience. */
  readonly user: Uint32Array;
  /** Index of the article in the catalogue. */
  readonly item: Uint32Array;
  /** Index of the article's category in the catalogue. */
  readonly category: Uint8Array;
  /** Index of the article's subcategory among the catalogue's topics. */
  readonly subcategory: Uint16Array;
  /** Place in the list, from 1. */
  readonly position: Uint16Array;
  /** Length of the headline in characters. */
  readonly titleLength: Uint16Array;
  /** Length of the abstract in characters. */
  readonly abstractLength: Uint16Array;
  /** Number of articles the user clicked before. */
  readonly historyLength: Uint16Array;
  /** Number of articles in the list. */
  readonly candidateSetSize: Uint16Array;
  /** Hour of the day, 0 to 23. */
  readonly hour: Uint8Array;
  /** Day of the week, 0 for Monday. */
  readonly dayOfWeek: Uint8Array;
  /** Times the simulation displays the article. */
  readonly itemExposures: Uint32Array;
  /** 1 in the first three places, else 0. */
  readonly treatment: Uint8Array;
  /** 1 where clicked, else 0. */
  readonly outcome: Uint8Array;
  /** The true probability of the first three places. */
  readonly propensityTop3: Float64Array;
  /** The true probability of a click if the row stood in the first three places. */
  readonly pTop3: Float64Array;
  /** The true probability of a click if it stood further down. */
  readonly pRank4Plus: Float64Array;
}

/**
 * Makes the population from which simulations sample.
 *
 * @returns the same articles and users at every call
 *
 * @example
 * ```ts
 * import { simulatedWorld } from "lib/simulation/impressions/layout.ts";
 * import { assertGreater } from "@std/assert";
 *
 * assertGreater(simulatedWorld().catalogue.items, 5_000);
 * ```
 */
export function simulatedWorld(): SimulatedWorld {
  return { catalogue: newsCatalogue(), audience: newsAudience() };
}

/**
 * Sets the columns of given lists aside, all zero.
 *
 * @param lists where each list's rows start
 * @returns the columns
 *
 * @example
 * ```ts
 * import { emptyColumns } from "lib/simulation/impressions/layout.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const lists = {
 *   start: Uint32Array.of(0, 4, 9),
 *   user: Uint32Array.of(3, 5),
 *   timestamp: Float64Array.of(0, 60),
 * };
 * assertEquals(emptyColumns(lists).rows, 9);
 * ```
 */
export function emptyColumns(lists: SimulatedLists): SimulatedColumns {
  const rows = lists.start[lists.start.length - 1]!;
  return {
    rows,
    lists,
    impression: new Uint32Array(rows),
    user: new Uint32Array(rows),
    item: new Uint32Array(rows),
    category: new Uint8Array(rows),
    subcategory: new Uint16Array(rows),
    position: new Uint16Array(rows),
    titleLength: new Uint16Array(rows),
    abstractLength: new Uint16Array(rows),
    historyLength: new Uint16Array(rows),
    candidateSetSize: new Uint16Array(rows),
    hour: new Uint8Array(rows),
    dayOfWeek: new Uint8Array(rows),
    itemExposures: new Uint32Array(rows),
    treatment: new Uint8Array(rows),
    outcome: new Uint8Array(rows),
    propensityTop3: new Float64Array(rows),
    pTop3: new Float64Array(rows),
    pRank4Plus: new Float64Array(rows),
  };
}
