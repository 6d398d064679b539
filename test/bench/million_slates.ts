/**
 * The interference analysis on as many slates as wanted: typed arrays in, slate totals out.
 *
 * Run as a program with a number of slates it prints one line of JSON: seconds of each stage, the
 * simulation of the slates excluded, and the peak memory of the process, the simulation included.
 *
 * @module
 */

import { seededSource } from "lib/random/seeded.ts";
import { aggregateSlates, summarizeArms } from "lib/interference/slate_outcomes.ts";
import { ORIGINAL_CLICK_MODEL } from "lib/interference/click_model.ts";
import { summarizeClusters } from "lib/interference/clusters.ts";
import { invalidPositionSlates, mapExposure } from "lib/interference/exposure_mapping.ts";
import { summarizeExposure, summarizeOutcomes } from "lib/interference/exposure_groups.ts";
import {
  type ClickCovariates,
  drawClicks,
  itemPopularity,
  ORIGINAL_CLICK_DRAW,
  potentialClicks,
} from "lib/interference/outcomes.ts";
import { assignPromotions, ORIGINAL_PROMOTION_DESIGN } from "lib/interference/promotion.ts";
import { checkSlates, type SlateRows } from "lib/interference/slates.ts";
import { type StagesSum, startStages } from "./stages.ts";

/** What the analysis of {@linkcode MOST_SLATES} slates must stay below. */
export const MILLION_SLATES_LIMITS = { seconds: 30, peakMebibytes: 6144 } as const;

/** The largest number of slates that is measured. */
export const MOST_SLATES = 1_000_000;

/** Wall-clock seconds of each stage. */
export interface ManySlatesSeconds {
  /** Checking that the rows are slates. */
  readonly check: number;
  /** Drawing focal items and promotions. */
  readonly assign: number;
  /** Mapping and checking the exposure; its groups and clusters. */
  readonly expose: number;
  /** Click probabilities and clicks; the outcomes of the groups. */
  readonly simulate: number;
  /** The outcomes of slates and arms. */
  readonly aggregate: number;
  /** From the first stage's beginning to the last one's end. */
  readonly total: number;
}

/** One measured run. */
export interface ManySlatesRun extends Omit<StagesSum, "total"> {
  /** How many slates were analysed. */
  readonly slates: number;
  /** How many rows they have. */
  readonly rows: number;
  /** Wall-clock seconds of each stage. */
  readonly seconds: ManySlatesSeconds;
  /** How many of the slates were promoted. */
  readonly promotedSlates: number;
  /** Mean lift of a promoted slate, in expected clicks. */
  readonly meanPromotedLift: number;
}

const SLATE_SIZE = 12;
const CLUSTERS = Array.from({ length: 19 }, (_, code) => `cluster ${code}`);
const SEED = "million slates";

/**
 * Simulates slates and analyses them.
 *
 * @param slateCount how many slates, at least 2
 * @returns figures
 * @throws {Error} if the results contradict each other
 */
export function runManySlates(slateCount: number): ManySlatesRun {
  const { slateRows, ratingCount, covariates } = simulateSlates(slateCount);
  const stages = startStages();

  const slates = checkSlates(slateRows);
  const check = stages.end();

  const assignment = assignPromotions(slates, ORIGINAL_PROMOTION_DESIGN);
  const assign = stages.end();

  const { relevance } = covariates;
  const exposure = mapExposure(slates, assignment);
  const invalid = invalidPositionSlates(slates, exposure.finalPosition);
  const groups = summarizeExposure(slates, exposure, relevance);
  const clusters = summarizeClusters(slates, assignment, exposure, relevance, CLUSTERS);
  const expose = stages.end();

  const popularity = itemPopularity(ratingCount);
  const potential = potentialClicks(
    slates,
    assignment.focalRow,
    { ...covariates, popularity: popularity.standardized },
    ORIGINAL_CLICK_MODEL,
  );
  const outcomes = drawClicks(slates, assignment, potential, relevance, ORIGINAL_CLICK_DRAW);
  const groupOutcomes = summarizeOutcomes(exposure, potential, outcomes);
  const simulate = stages.end();

  const totals = aggregateSlates(slates, exposure, potential, outcomes);
  const arms = summarizeArms(totals, assignment);
  const aggregate = stages.end();

  const { total, cpuSeconds, peakMebibytes } = stages.sum();
  const promoted = arms.find(({ arm }) => arm === "promote_focal_item")!;
  demand(invalid.length === 0, "every final position is taken once");
  for (
    const rows of [
      sumOf(groups, (group) => group.rows),
      sumOf(groupOutcomes, ({ rows }) => rows),
    ]
  ) {
    demand(rows === slates.rows, "the groups hold every row");
  }
  demand(sumOf(clusters, (each) => each.directRows) === promoted.slates, "a direct row a slate");
  demand(sumOf(arms, (arm) => arm.slates) === slateCount, "the arms hold every slate");
  return {
    slates: slateCount,
    rows: slates.rows,
    seconds: { check, assign, expose, simulate, aggregate, total },
    cpuSeconds,
    peakMebibytes,
    promotedSlates: promoted.slates,
    meanPromotedLift: promoted.meanLift,
  };
}

/** Rows that look like MovieLens slates, cheap to make: only their number matters here. */
function simulateSlates(slates: number): {
  slateRows: SlateRows;
  ratingCount: Float64Array;
  covariates: Omit<ClickCovariates, "popularity">;
} {
  const { uniform } = seededSource(SEED);
  const rows = slates * SLATE_SIZE;
  const slateOfRow = new Int32Array(rows);
  const seedPosition = new Int32Array(rows);
  const cluster = new Int32Array(rows);
  const relevance = new Float64Array(rows);
  const userLikedRate = new Float64Array(rows);
  const itemLikedRate = new Float64Array(rows);
  const ratingCount = new Float64Array(rows);
  for (let slate = 0; slate < slates; slate++) {
    const likedRate = uniform();
    let rating = 5;
    for (let place = 0; place < SLATE_SIZE; place++) {
      const row = slate * SLATE_SIZE + place;
      // Positions go by rating, best first.
      if (uniform() < 0.1) rating = Math.max(rating - 0.5, 0.5);
      const chance = uniform();
      slateOfRow[row] = slate;
      seedPosition[row] = place + 1;
      cluster[row] = Math.floor(CLUSTERS.length * chance * chance);
      relevance[row] = rating;
      userLikedRate[row] = likedRate;
      // One movie in a hundred has no features.
      const isKnown = uniform() >= 0.01;
      itemLikedRate[row] = isKnown ? uniform() : NaN;
      ratingCount[row] = isKnown ? Math.floor(Math.exp(8 * uniform())) : NaN;
    }
  }
  return {
    slateRows: { slates, slateOfRow, seedPosition, cluster },
    ratingCount,
    covariates: { relevance, userLikedRate, itemLikedRate },
  };
}

function sumOf<T>(list: readonly T[], figure: (entry: T) => number): number {
  return list.reduce((sum, entry) => sum + figure(entry), 0);
}

function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(`this does not hold: ${what}`);
}

if (import.meta.main) {
  const slates = Number(Deno.args[0] ?? MOST_SLATES);
  if (!(Number.isInteger(slates) && slates >= 2)) throw new Error("give a number of slates");
  console.log(JSON.stringify(runManySlates(slates)));
}
