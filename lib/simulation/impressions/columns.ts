/**
 * The numbers of a simulation as typed arrays, without names and texts.
 *
 * {@linkcode simulateImpressionColumns} is the whole simulation; the table of
 * {@linkcode simulateImpressions} only adds texts. Call it directly, with one
 * {@linkcode simulatedWorld} for all calls, where many small simulations are needed.
 *
 * @module
 */

import type { OnProgress } from "lib/progress.ts";
import { InputError } from "lib/errors.ts";
import { rankingWeight } from "lib/simulation/impressions/clicks.ts";
import { articleRelevance, drawArticles, drawLists } from "lib/simulation/impressions/draws.ts";
import {
  emptyColumns,
  type SimulatedColumns,
  type SimulatedWorld,
  simulatedWorld,
} from "lib/simulation/impressions/layout.ts";
import { fillList, type ListContext } from "lib/simulation/impressions/rows.ts";
import { type Seed, seededSource, seedText } from "lib/random/seeded.ts";

/** Whether positions act: "ranked" lists have an effect of position, "shuffled" ones have none. */
export type ListOrder = "ranked" | "shuffled";

/** What to simulate. */
export interface SimulationOptions {
  /** The number of lists, from 1 to {@linkcode MOST_IMPRESSIONS}; about 37 rows each. */
  readonly impressions: number;
  /** Where the draws start; the same seed gives the same lists, users and times in both orders. */
  readonly seed: Seed;
  /** Whether positions act. */
  readonly order: ListOrder;
  /** Told how many lists are done, a few dozen times. */
  readonly onProgress?: OnProgress;
}

/** The most lists that one simulation draws: 37 million rows. */
export const MOST_IMPRESSIONS = 1_000_000;

/**
 * Simulates displayed articles with known truth, as numbers alone.
 *
 * The model is described at {@linkcode simulateImpressions}.
 *
 * @param options how many lists, from which seed, in which order
 * @param world the population, made anew when it is not given
 * @returns one value a row in each column
 * @throws {InputError} if the number of lists, the seed or the order is not usable
 *
 * @example
 * ```ts
 * import { simulateImpressionColumns } from "lib/simulation/impressions/columns.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const columns = simulateImpressionColumns({ impressions: 20, seed: 1, order: "ranked" });
 * assertEquals(columns.lists.start[20], columns.rows);
 * assertEquals(columns.outcome.length, columns.rows);
 * ```
 */
export function simulateImpressionColumns(
  options: SimulationOptions,
  world: SimulatedWorld = simulatedWorld(),
): SimulatedColumns {
  checkOptions(options);
  const { impressions, seed, order, onProgress } = options;
  const lists = drawLists(impressions, seededSource(seed, "lists"), world.audience);
  const shown = drawArticles(lists, seededSource(seed, "articles"), world.catalogue);
  const exposures = new Uint32Array(world.catalogue.items);
  for (let row = 0; row < shown.length; row++) exposures[shown[row]!]!++;
  const relevance = articleRelevance(exposures, impressions, world.catalogue);
  const context: ListContext = {
    order,
    world,
    exposures,
    relevance,
    weights: relevance.map(rankingWeight),
    orderSource: seededSource(seed, "order"),
    clickSource: seededSource(seed, "clicks"),
  };

  const columns = emptyColumns(lists);
  const step = Math.ceil(impressions / 50);
  const simulating = { step: "simulating", text: `Simulating ${order} lists` };
  for (let list = 0; list < impressions; list++) {
    const articles = shown.subarray(lists.start[list]!, lists.start[list + 1]!);
    fillList(columns, list, articles, context);
    if ((list + 1) % step === 0 || list === impressions - 1) {
      onProgress?.({ ...simulating, done: list + 1, total: impressions });
    }
  }
  return columns;
}

/** Checks what a caller without types may have got wrong. */
function checkOptions({ impressions, seed, order }: SimulationOptions): void {
  if (!(Number.isInteger(impressions) && impressions >= 1 && impressions <= MOST_IMPRESSIONS)) {
    throw new InputError(`The number of impressions is ${impressions}`, {
      remedy: `Give a whole number from 1 to ${MOST_IMPRESSIONS}.`,
    });
  }
  if (order !== "ranked" && order !== "shuffled") {
    throw new InputError(`The order is ${JSON.stringify(order)}`, {
      remedy: 'Give "ranked" or "shuffled".',
    });
  }
  seedText(seed);
}
