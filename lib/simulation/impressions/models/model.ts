/**
 * The parts of a model of simulated lists: who reads, what places, what clicks.
 *
 * @module
 */

import type { Audience } from "lib/simulation/impressions/audience.ts";
import type {
  SimulatedColumns,
  SimulatedLists,
  SimulatedWorld,
} from "lib/simulation/impressions/layout.ts";
import type { IndexDraw, RandomSource } from "lib/random/seeded.ts";

/** Context that all lists of a simulation share. */
export interface ListContext {
  readonly world: SimulatedWorld;
  readonly lists: SimulatedLists;
  /** Times that the lists display each article of the catalogue. */
  readonly exposures: Uint32Array;
  /** Relevance of each article of the catalogue, in log-odds. */
  readonly relevance: Float64Array;
  /** Whether a list is drawn again until something in it is clicked. */
  readonly onlyClicked: boolean;
  readonly orderSource: RandomSource;
  readonly clickSource: RandomSource;
}

/** Placement of one list's articles, which come in any order: fills `item` and `propensityTop3`. */
export type Placement = (columns: SimulatedColumns, list: number, articles: Uint32Array) => void;

/** Clicks of one list whose covariates are filled: both click probabilities, and `outcome`. */
export type Clicks = (columns: SimulatedColumns, list: number) => void;

/** What a model does with one list after another. */
export interface ListSteps {
  readonly place: Placement;
  readonly click: Clicks;
  /** Turns the truth of a list into that given that it has a click. */
  readonly givenClick: (columns: SimulatedColumns, list: number) => void;
  /**
   * Probability of the first three places, row by row, given the columns of the table alone, where
   * `place` fills it because more than those decided.
   */
  readonly propensityGivenTable?: Float64Array;
}

/** A model of simulated lists. */
export interface ListModel {
  /** Steps for the lists of one simulation. */
  steps(context: ListContext): ListSteps;
  /** Draw of a list's reader, where it is not from the whole audience. */
  readers?(impressions: number, audience: Audience, source: RandomSource): IndexDraw;
}
