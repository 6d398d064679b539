/**
 * The model "clustered": readers differ in how much they click and in what a first place gains.
 *
 * @module
 */

import type { Audience } from "lib/simulation/impressions/audience.ts";
import { rankingWeight } from "lib/simulation/impressions/clicks.ts";
import { logisticClicks } from "lib/simulation/impressions/models/logistic_clicks.ts";
import type { ListModel } from "lib/simulation/impressions/models/model.ts";
import { placementByWeights } from "lib/simulation/impressions/models/placements.ts";
import { type IndexDraw, type RandomSource, seededSource } from "lib/random/seeded.ts";

/** Seed of the readers' own terms: they are part of the population, which no seed changes. */
const READERS_SEED = "readers";
/** Standard deviations of what a reader adds to a click, and to the gain of the first places. */
const INTERCEPT_SPREAD = 1;
const GAIN_SPREAD = 0.8;
/** Lists of a reader, on average. */
export const LISTS_PER_READER = 20;

/** Log-odds that each reader of the audience adds. */
interface ReaderTerms {
  /** In either arm. */
  readonly intercept: Float64Array;
  /** On top of that, in the first places. */
  readonly gain: Float64Array;
}

/** Terms of all readers, the same at every call. */
function readerTerms({ users }: Audience): ReaderTerms {
  const source = seededSource(READERS_SEED);
  const intercept = Float64Array.from({ length: users }, () => INTERCEPT_SPREAD * source.normal());
  const gain = Float64Array.from({ length: users }, () => GAIN_SPREAD * source.normal());
  return { intercept, gain };
}

/** Draw from a panel: as many readers of the audience as have about 20 lists each. */
function panel(impressions: number, audience: Audience, source: RandomSource): IndexDraw {
  const readers = Uint32Array.from(
    { length: Math.ceil(impressions / LISTS_PER_READER) },
    () => source.integerBelow(audience.users),
  );
  return (draws) => readers[draws.integerBelow(readers.length)]!;
}

/** Lists placed as ranked ones are, read by few readers, each of whom has terms of their own. */
export const clustered: ListModel = {
  readers: panel,
  steps: (context) => {
    const { intercept, gain } = readerTerms(context.world.audience);
    return {
      ...placementByWeights(context.relevance.map(rankingWeight), context.orderSource),
      click: logisticClicks(context, {
        ofList: (terms, { lists }, list) => {
          const reader = lists.user[list]!;
          return { base: terms.base + intercept[reader]!, gain: terms.gain + gain[reader]! };
        },
      }),
    };
  },
};
