/**
 * The memory layout of a simulation: one typed array a column.
 *
 * @module
 */

import { type Audience, newsAudience } from "lib/simulation/impressions/audience.ts";
import { type NewsCatalogue, newsCatalogue } from "lib/simulation/impressions/catalogue.ts";

/** The fixed population from which every simulation samples. */
export interface SimulatedWorld {
  readonly catalogue: NewsCatalogue;
  readonly audience: Audience;
}

/** Columns of the lists, one value a list. */
export interface SimulatedLists {
  /** First row, with the number of all rows as one more entry at the end. */
  readonly start: Uint32Array;
  /** Index in the audience. */
  readonly user: Uint32Array;
  /** Seconds since 1970. */
  readonly timestamp: Float64Array;
}

/** Columns of the rows, one value a row; rows stand list by list, from the first place down. */
export interface SimulatedColumns {
  readonly rows: number;
  readonly lists: SimulatedLists;
  /** Index of the list, from 0. */
  readonly impression: Uint32Array;
  /** Index in the audience. */
  readonly user: Uint32Array;
  /** Index in the catalogue. */
  readonly item: Uint32Array;
  /** Index among the catalogue's categories. */
  readonly category: Uint8Array;
  /** Index among the catalogue's topics. */
  readonly subcategory: Uint16Array;
  /** Place in the list, from 1. */
  readonly position: Uint16Array;
  /** In characters. */
  readonly titleLength: Uint16Array;
  /** In characters. */
  readonly abstractLength: Uint16Array;
  /** Articles that the user clicked before. */
  readonly historyLength: Uint16Array;
  /** Articles in the list. */
  readonly candidateSetSize: Uint16Array;
  /** 0 to 23. */
  readonly hour: Uint8Array;
  /** 0 for Monday. */
  readonly dayOfWeek: Uint8Array;
  /** Times the simulation displays the article. */
  readonly itemExposures: Uint32Array;
  /** 1 in the first three places, else 0. */
  readonly treatment: Uint8Array;
  /** 1 where clicked, else 0. */
  readonly outcome: Uint8Array;
  /** True probability of the first three places. */
  readonly propensityTop3: Float64Array;
  /** True probability of a click if the row stood in the first three places. */
  readonly pTop3: Float64Array;
  /** True probability of a click if it stood further down. */
  readonly pRank4Plus: Float64Array;
  /**
   * Probability of the first three places for whoever knows the whole table and its law, but not the
   * hidden cause; only where there is one.
   */
  readonly propensityGivenTable?: Float64Array;
}

/** Population from which simulations sample, with the same articles and users at every call. */
export function simulatedWorld(): SimulatedWorld {
  return { catalogue: newsCatalogue(), audience: newsAudience() };
}

/** Columns for given lists, all zero. */
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
