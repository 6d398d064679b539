/**
 * A simulation's numbers as typed arrays; {@linkcode simulateImpressions} only adds names and
 * texts. Where many small simulations are needed, one {@linkcode simulatedWorld} serves all of
 * them.
 *
 * @module
 */

import { requireKnownOptions } from "lib/argument_checks.ts";
import { shown } from "lib/checks.ts";
import type { OnProgress } from "lib/progress.ts";
import { InputError } from "lib/errors.ts";
import { LIST_ORDERS } from "lib/frames/provenance.ts";
import { articleRelevance, drawArticles, drawLists } from "lib/simulation/impressions/draws.ts";
import {
  emptyColumns,
  type SimulatedColumns,
  type SimulatedWorld,
  simulatedWorld,
} from "lib/simulation/impressions/layout.ts";
import { LIST_MODELS } from "lib/simulation/impressions/models/mod.ts";
import type { ListContext } from "lib/simulation/impressions/models/model.ts";
import { fillList } from "lib/simulation/impressions/rows.ts";
import { type Seed, seededSource, seedText } from "lib/random/seeded.ts";

/**
 * Order of the lists, which names the whole model: position has no effect in "shuffled" lists, and a
 * known one in all others.
 */
export type ListOrder = (typeof LIST_ORDERS)[number];

/** Options for {@linkcode simulateImpressions}. */
export interface SimulationOptions {
  /** Number of lists, from 1 to {@linkcode MOST_IMPRESSIONS}; about 37 rows each. */
  readonly impressions: number;
  /** The same seed gives the same lists, users and times in all orders but "clustered". */
  readonly seed: Seed;
  readonly order: ListOrder;
  /**
   * Whether every list has a click, as in a log that keeps no others; the truth is then given that. It
   * is so in "shuffled" lists anyway, and in others only if wanted.
   */
  readonly onlyClicked?: boolean;
  /** Counts lists, a few dozen times. */
  readonly onProgress?: OnProgress;
}

/** Largest number of lists that one simulation draws: 37 million rows. */
export const MOST_IMPRESSIONS = 1_000_000;

/**
 * Columns of numbers of {@linkcode simulateImpressions}; the population is made anew where none is
 * given.
 */
export function simulateImpressionColumns(
  options: SimulationOptions,
  world: SimulatedWorld = simulatedWorld(),
): SimulatedColumns {
  checkOptions(options);
  const { impressions, seed, order, onlyClicked = false, onProgress } = options;
  const model = LIST_MODELS[order];
  const drawUser = model.readers?.(impressions, world.audience, seededSource(seed, "readers"));
  const lists = drawLists(impressions, seededSource(seed, "lists"), world.audience, drawUser);
  const shown = drawArticles(lists, seededSource(seed, "articles"), world.catalogue);
  const exposures = new Uint32Array(world.catalogue.items);
  for (let row = 0; row < shown.length; row++) exposures[shown[row]!]!++;
  const relevance = articleRelevance(exposures, impressions, world.catalogue);
  const context: ListContext = {
    world,
    lists,
    exposures,
    relevance,
    onlyClicked,
    orderSource: seededSource(seed, "order"),
    clickSource: seededSource(seed, "clicks"),
  };

  const steps = model.steps(context);
  const columns = emptyColumns(lists);
  const step = Math.ceil(impressions / 50);
  const simulating = { step: "simulating", text: `Simulating ${order} lists` };
  for (let list = 0; list < impressions; list++) {
    const articles = shown.subarray(lists.start[list]!, lists.start[list + 1]!);
    fillList(columns, list, articles, context, steps);
    if ((list + 1) % step === 0 || list === impressions - 1) {
      onProgress?.({ ...simulating, done: list + 1, total: impressions });
    }
  }
  const { propensityGivenTable } = steps;
  return propensityGivenTable === undefined ? columns : { ...columns, propensityGivenTable };
}

/** Checks what a caller without types may have got wrong. */
function checkOptions(options: SimulationOptions): void {
  const { impressions, seed, order, onlyClicked = false } = requireKnownOptions(options, [
    "impressions",
    "seed",
    "order",
    "onlyClicked",
    "onProgress",
  ]);
  if (!(Number.isInteger(impressions) && impressions >= 1 && impressions <= MOST_IMPRESSIONS)) {
    throw new InputError(`The number of impressions is ${shown(impressions)}`, {
      remedy: `Give a whole number from 1 to ${MOST_IMPRESSIONS}.`,
    });
  }
  if (!LIST_ORDERS.includes(order)) {
    throw new InputError(`The order is ${shown(order)}`, {
      remedy: `Give one of ${LIST_ORDERS.map((name) => `"${name}"`).join(", ")}.`,
    });
  }
  if (typeof onlyClicked !== "boolean") {
    throw new InputError(`onlyClicked is ${shown(onlyClicked)}`, {
      remedy: "Give true, false or nothing.",
    });
  }
  seedText(seed);
}
