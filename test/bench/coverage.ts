/**
 * How often the 95 % interval of the global lift covers the truth, on simulated ranked lists.
 *
 * What the interval is for. Lists, users and articles are as drawn; placement and clicks are
 * random. The truth of a replication is the mean of p_top_3 − p_rank_4_plus over its own rows whose
 * propensity is below 1: rows of lists of three or fewer stand in the first three places whatever
 * happens, so nothing can be learnt about them. The interval is also held against the mean over all
 * replications, which is what a reader means who takes the lists for a sample of more lists; it
 * then has to account for the lists' own variation too.
 *
 * The scores are those of the notebook, except for the propensity, which is the true one: a
 * cross-fitted logistic outcome model that does not know the simulation's formula, and clipping at
 * 0.01, below which no true propensity lies. The rows are all rows of the lists, not a draw from
 * them, which is the harder case: rows of one list are placed together.
 *
 * @module
 */

import type { OnProgress, Progress } from "lib/progress.ts";
import { aipwScores, averageEffect } from "lib/effects/aipw.ts";
import {
  type SimulatedColumns,
  type SimulatedWorld,
  simulatedWorld,
  simulateImpressionColumns,
} from "lib/simulation/impressions/simulate.ts";
import {
  type CrossFitData,
  DEFAULT_NUISANCE_OPTIONS,
  fitOutcomeModel,
} from "lib/nuisance/nuisance_model.ts";
import type { CodedColumn } from "lib/coded_column.ts";
import { stratifiedFolds } from "lib/nuisance/folds.ts";
import { onThreads } from "./on_threads.ts";

const CLIP = 0.01;
const FOLDS = 3;

/** What to replicate. */
export interface CoverageOptions {
  /** How many tables to simulate. */
  readonly replications: number;
  /** How many lists a table has, about 37 rows each. */
  readonly impressions: number;
  /** Where the draws start; replication `r` has the seed `${seed}-${r}`. */
  readonly seed: string;
  /** Told after every replication. */
  readonly onProgress?: OnProgress;
}

/** One simulated table and what was estimated from it. */
export interface CoverageReplication {
  /** Rows whose propensity is below 1. */
  readonly rows: number;
  /** The mean true lift over these rows. */
  readonly truth: number;
  /** The estimated lift. */
  readonly lift: number;
  /** The lift's standard error, taking rows as independent. */
  readonly standardError: number;
  /** The lift's standard error, taking only lists as independent. */
  readonly listStandardError: number;
  /** Lower end of the 95 % interval. */
  readonly lower: number;
  /** Upper end of the 95 % interval. */
  readonly upper: number;
  /** Treated minus control click rate, which does not adjust for anything. */
  readonly naiveLift: number;
}

/**
 * Simulates tables and estimates the global lift of each.
 *
 * @param options how many tables of which size, from which seed
 * @returns one entry a table
 */
export function replicateCoverage(options: CoverageOptions): CoverageReplication[] {
  return Array.from({ length: options.replications }, (_, number) => {
    const replication = replicateOne(options, number);
    options.onProgress?.(replicated(number + 1, options));
    return replication;
  });
}

/**
 * Does what {@linkcode replicateCoverage} does, with the same results, on several threads.
 *
 * @param options how many tables of which size, from which seed
 * @param threads how many threads share the work
 * @returns one entry a table
 */
export function replicateCoverageInParallel(
  { onProgress, ...options }: CoverageOptions,
  threads: number,
): Promise<CoverageReplication[]> {
  return onThreads({
    worker: new URL("./coverage_worker.ts", import.meta.url),
    options,
    count: options.replications,
    onDone: (done) => onProgress?.(replicated(done, options)),
  }, threads);
}

let world: SimulatedWorld | undefined;

/**
 * Simulates one table and estimates its global lift.
 *
 * @param options size and seed of the study
 * @param number which of its replications, from 0
 * @returns truth and estimate
 */
export function replicateOne(
  { impressions, seed }: Pick<CoverageOptions, "impressions" | "seed">,
  number: number,
): CoverageReplication {
  // The population is the same for every seed, and takes longer to make than a small table.
  world ??= simulatedWorld();
  const columns = simulateImpressionColumns(
    { impressions, seed: `${seed}-${number}`, order: "ranked" },
    world,
  );
  return estimateLift(columns, world);
}

function estimateLift(columns: SimulatedColumns, world: SimulatedWorld): CoverageReplication {
  const identified = columns.impression.map((_, row) => row)
    .filter((row) => columns.propensityTop3[row]! < 1);
  const at = (values: ArrayLike<number>) => Float64Array.from(identified, (row) => values[row]!);
  const data = crossFitData(columns, world, identified);
  const { treatment, outcome } = data;
  const { outcomeTreated, outcomeControl } = fitOutcomeModel(data, DEFAULT_NUISANCE_OPTIONS);
  const { scores } = aipwScores({
    outcome,
    treatment,
    propensity: at(columns.propensityTop3),
    outcomeTreated,
    outcomeControl,
  }, CLIP);
  const { lift, standardError, lower, upper } = averageEffect(scores);
  const trueLift = Float64Array.from(
    identified,
    (row) => columns.pTop3[row]! - columns.pRank4Plus[row]!,
  );
  return {
    rows: identified.length,
    truth: mean(trueLift),
    lift,
    standardError,
    listStandardError: clusteredStandardError(scores, at(columns.impression)),
    lower,
    upper,
    naiveLift: mean(outcome.filter((_, i) => treatment[i] === 1)) -
      mean(outcome.filter((_, i) => treatment[i] === 0)),
  };
}

/** The notebook's covariates at some rows. */
function crossFitData(
  columns: SimulatedColumns,
  world: SimulatedWorld,
  rows: Uint32Array,
): CrossFitData {
  const numeric = (name: string, values: ArrayLike<number>) => ({
    name,
    values: Float64Array.from(rows, (row) => values[row]!),
  });
  const categorical = (
    name: string,
    values: ArrayLike<number>,
    levels: readonly string[],
  ): CodedColumn => ({ name, codes: Int32Array.from(rows, (row) => values[row]!), levels });
  const { catalogue } = world;
  const treatment = Uint8Array.from(rows, (row) => columns.treatment[row]!);
  return {
    features: {
      rows: rows.length,
      numeric: [
        numeric("history_len", columns.historyLength),
        numeric("candidate_set_size", columns.candidateSetSize),
        numeric("title_length", columns.titleLength),
        numeric("abstract_length", columns.abstractLength),
        numeric("hour", columns.hour),
        numeric("day_of_week", columns.dayOfWeek),
        numeric("log_item_exposures", Float64Array.from(columns.itemExposures, Math.log1p)),
      ],
      categorical: [
        categorical("category", columns.category, catalogue.categories),
        categorical(
          "subcategory",
          columns.subcategory,
          catalogue.topics.map(({ subcategory }) => subcategory),
        ),
      ],
    },
    treatment,
    outcome: Uint8Array.from(rows, (row) => columns.outcome[row]!),
    foldOfRow: stratifiedFolds(treatment, FOLDS, 42),
  };
}

function mean(values: Float64Array | Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** Standard error of a mean when only clusters are independent: Liang and Zeger (1986), CR1. */
function clusteredStandardError(scores: Float64Array, cluster: Float64Array): number {
  const centre = mean(scores);
  const sums = new Map<number, number>();
  for (let i = 0; i < scores.length; i++) {
    sums.set(cluster[i]!, (sums.get(cluster[i]!) ?? 0) + scores[i]! - centre);
  }
  let squares = 0;
  for (const sum of sums.values()) squares += sum * sum;
  return Math.sqrt(squares * sums.size / (sums.size - 1)) / scores.length;
}

/** How often intervals hit and on which side they miss. */
export interface Coverage {
  /** Intervals in all. */
  readonly replications: number;
  /** Intervals that hold the truth. */
  readonly covered: number;
  /** Intervals that lie wholly below the truth. */
  readonly below: number;
  /** Intervals that lie wholly above the truth. */
  readonly above: number;
}

/**
 * Counts hits and misses of intervals.
 *
 * @param intervals both ends and the truth of each
 * @returns the counts
 */
export function countCoverage(
  intervals: readonly { readonly lower: number; readonly upper: number; readonly truth: number }[],
): Coverage {
  const below = intervals.filter(({ upper, truth }) => upper < truth).length;
  const above = intervals.filter(({ lower, truth }) => lower > truth).length;
  const replications = intervals.length;
  return { replications, covered: replications - below - above, below, above };
}

/**
 * The truth of more lists of this kind: the mean true lift over all replications' rows.
 *
 * @param replications what {@linkcode replicateCoverage} returned
 * @returns a lift
 */
export function populationTruth(replications: readonly CoverageReplication[]): number {
  let sum = 0;
  let rows = 0;
  for (const replication of replications) {
    sum += replication.truth * replication.rows;
    rows += replication.rows;
  }
  return sum / rows;
}

/**
 * Says how the study came out.
 *
 * @param replications what {@linkcode replicateCoverage} returned
 * @returns lines for the reader
 */
export function describeCoverage(replications: readonly CoverageReplication[]): string {
  const count = replications.length;
  const average = (value: (replication: CoverageReplication) => number) =>
    replications.reduce((sum, replication) => sum + value(replication), 0) / count;
  const errors = replications.map(({ lift, truth }) => lift - truth);
  const bias = errors.reduce((sum, error) => sum + error, 0) / count;
  const spread = Math.sqrt(
    errors.reduce((sum, error) => sum + (error - bias) ** 2, 0) / (count - 1),
  );
  const population = populationTruth(replications);
  const say = ({ covered, below, above }: Coverage) =>
    `${(100 * covered / count).toFixed(1)} % covered (${covered} of ${count}; ` +
    `${below} lie below the truth, ${above} above)`;
  const around = (
    standardError: (replication: CoverageReplication) => number,
    truth: (replication: CoverageReplication) => number,
    centre: (replication: CoverageReplication) => number = ({ lift }) => lift,
  ) =>
    say(countCoverage(replications.map((replication) => ({
      lower: centre(replication) - 1.96 * standardError(replication),
      upper: centre(replication) + 1.96 * standardError(replication),
      truth: truth(replication),
    }))));
  const monteCarlo = 100 * Math.sqrt(0.95 * 0.05 / count);
  return [
    `rows a replication, mean                 ${average(({ rows }) => rows).toFixed(0)}`,
    `true lift, mean                          ${average(({ truth }) => truth).toFixed(6)}`,
    `bias (Monte Carlo standard error)        ${bias.toFixed(6)} ` +
    `(${(spread / Math.sqrt(count)).toFixed(6)})`,
    `standard deviation of the error          ${spread.toFixed(6)}`,
    `mean standard error, rows independent    ${
      average(({ standardError }) => standardError).toFixed(6)
    }`,
    `mean standard error, lists independent   ${
      average(({ listStandardError }) => listStandardError).toFixed(6)
    }`,
    `the library's interval, own rows' truth  ${say(countCoverage(replications))}`,
    `the library's interval, population truth ${
      say(countCoverage(replications.map(({ lower, upper }) => ({
        lower,
        upper,
        truth: population,
      }))))
    }`,
    `clustered by list, own rows' truth       ${
      around(({ listStandardError }) => listStandardError, ({ truth }) => truth)
    }`,
    `clustered by list, population truth      ${
      around(({ listStandardError }) => listStandardError, () => population)
    }`,
    `unadjusted difference, same width        ${
      around(({ standardError }) => standardError, ({ truth }) => truth, (r) => r.naiveLift)
    }`,
    `(a count of ${count} has a Monte Carlo standard error of ${monteCarlo.toFixed(1)} points)`,
  ].join("\n");
}

function replicated(
  done: number,
  { replications }: Pick<CoverageOptions, "replications">,
): Progress {
  return { step: "replicating", text: "Replicating", done, total: replications };
}
