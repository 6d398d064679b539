/**
 * How often the intervals that the notebook on trust recommends cover the truth, for all displays and by
 * segment, and for the difference of a segment to the rest of its division, on simulated logs whose truth is known row by row.
 *
 * The estimate is the one by design: whole lists of four articles or more, the known chance of a first
 * place (3 / k where the lists were shuffled), the click rate of lists of one length as the outcome model.
 * Segments are those that the notebook tests, and of these the ones with at least thirty clicks in first
 * places. Errors count rows, lists or readers as the units that are independent.
 *
 * Two truths. That of a log's own rows is what happened to these readers; that of the population is the mean
 * over the rows of all logs, which is what somebody means who takes the readers for a sample of more readers.
 * Where readers differ, as in "clustered" lists, errors by readers are for the second, and wider than the
 * first alone would need.
 *
 * @module
 */

import { averageEffect } from "lib/effects/aipw.ts";
import { weightedEffect } from "lib/effects/weighted_effect.ts";
import { clusteredMean } from "lib/inference/clustered_mean.ts";
import { contrastWithRest } from "lib/inference/contrasts.ts";
import { segmentMeans } from "lib/inference/segment_means.ts";
import { testableSegments } from "lib/inference/testable_segments.ts";
import { treatedClicksBySegment } from "lib/inference/treated_clicks_by_segment.ts";
import { groupRates } from "lib/nuisance/group_rates.ts";
import type { OnProgress } from "lib/progress.ts";
import {
  type ListOrder,
  type SimulatedColumns,
  type SimulatedWorld,
  simulatedWorld,
  simulateImpressionColumns,
} from "lib/simulation/impressions/simulate.ts";
import { countCoverage } from "./coverage.ts";
import { divisionsOf } from "./false_findings.ts";
import { lineUp } from "./figures.ts";
import { onThreads } from "./on_threads.ts";

/** What errors take for independent. */
export const UNITS = ["rows", "lists", "readers"] as const;

/** One of them. */
export type Unit = typeof UNITS[number];

/** What to replicate. */
export interface SegmentCoverageOptions {
  readonly order: ListOrder;
  /** How many logs to simulate. */
  readonly logs: number;
  /** How many lists a log has, about 37 rows each. */
  readonly impressions: number;
  /** Where the draws start; log `l` has the seed `${seed}-${l}`. */
  readonly seed: string;
  readonly onProgress?: OnProgress;
}

/** An estimate with its errors, and the truth of its rows. */
export interface CheckedEstimate {
  /** Division and segment; empty for all displays. */
  readonly name: string;
  readonly rows: number;
  readonly treatedClicks: number;
  readonly lift: number;
  readonly errors: Readonly<Record<Unit, number>>;
  /** The mean true effect over the estimate's own rows. */
  readonly truth: number;
}

/** What one log shows. */
export interface CheckedLog {
  readonly all: CheckedEstimate;
  /** Every segment that the notebook would test, whatever it rests on. */
  readonly segments: readonly CheckedEstimate[];
  /** Every segment minus the others of its division; its treated clicks are those of the side that has fewer. */
  readonly contrasts: readonly CheckedEstimate[];
}

/** The fewest clicks in first places that a segment may rest on. */
export const FLOOR = 30;

/** The smallest segments, as a share of the displays. */
const SMALLEST = 0.005;

/** Normal quantile of 95 % intervals. */
const CRITICAL_VALUE_95 = 1.959963984540054;

let world: SimulatedWorld | undefined;

/**
 * Simulates one log, and estimates all its effects as the notebook does.
 *
 * @param options order, size and seed of the study
 * @param number which of its logs, from 0
 * @returns estimates, errors and truths
 */
export function checkLog(
  { order, impressions, seed }: Pick<SegmentCoverageOptions, "order" | "impressions" | "seed">,
  number: number,
): CheckedLog {
  // The population is the same for every seed, and takes longer to make than a small log.
  world ??= simulatedWorld();
  const columns = simulateImpressionColumns(
    { impressions, seed: `${seed}-${order}-${number}`, order },
    world,
  );
  return checkEstimates(columns, world, order);
}

function checkEstimates(
  columns: SimulatedColumns,
  world: SimulatedWorld,
  order: ListOrder,
): CheckedLog {
  const kept = Uint32Array.from(columns.treatment.keys()).filter((row) =>
    columns.propensityTop3[row]! > 0 && columns.propensityTop3[row]! < 1
  );
  const whole = (values: ArrayLike<number>) => Int32Array.from(kept, (row) => values[row]!);
  const bits = (values: Uint8Array) => Uint8Array.from(kept, (row) => values[row]!);
  const [treatment, outcome] = [bits(columns.treatment), bits(columns.outcome)];
  const length = whole(columns.candidateSetSize);
  const outcomeRate = groupRates(outcome, length);
  const { scores } = weightedEffect({
    treatment,
    outcome,
    // What the notebook knows of a shuffled log is the lot, of any other its simulation's own chances.
    propensity: order === "shuffled"
      ? Float64Array.from(length, (k) => 3 / k)
      : Float64Array.from(kept, (row) => columns.propensityTop3[row]!),
    outcomeTreated: outcomeRate,
    outcomeControl: outcomeRate,
  }, { estimand: "per row", estimator: "doubly robust" });
  const trueLift = Float64Array.from(
    kept,
    (row) => columns.pTop3[row]! - columns.pRank4Plus[row]!,
  );
  const clusters: Readonly<Record<Unit, Int32Array>> = {
    rows: Int32Array.from(kept.keys()),
    lists: whole(columns.impression),
    readers: whole(columns.user),
  };
  // With few lists a segment may lie in those of one reader, whose error cannot be told.
  const { index } = testableSegments(
    divisionsOf(columns, world, kept),
    { cluster: clusters.readers, treatment, outcomeRate },
    SMALLEST,
  );
  const means = byUnit((unit) => segmentMeans(scores, index, clusters[unit]));
  const truths = segmentMeans(trueLift, index, clusters.lists);
  const treatedClicks = treatedClicksBySegment({ treatment, outcome }, index);
  const all = averageEffect(scores);
  return {
    all: {
      name: "",
      rows: kept.length,
      treatedClicks: treatment.reduce((sum, t, row) => sum + (t & outcome[row]!), 0),
      lift: all.lift,
      errors: {
        rows: all.standardError,
        lists: clusteredMean(scores, clusters.lists).cr2,
        readers: clusteredMean(scores, clusters.readers).cr2,
      },
      truth: averageEffect(trueLift).lift,
    },
    segments: index.segments.map(({ segmentColumn, segment, rows }, at) => ({
      name: `${segmentColumn}/${segment}`,
      rows,
      treatedClicks: treatedClicks[at]!,
      lift: means.lists.segments[at]!.lift,
      errors: byUnit((unit) => means[unit].segments[at]!.standardError),
      truth: truths.segments[at]!.lift,
    })),
    contrasts: index.segments.flatMap(({ segmentColumn, segment, rows }, at) => {
      const others = index.segments.map((_, other) => other).filter((other) =>
        other !== at && index.segments[other]!.segmentColumn === segmentColumn
      );
      if (others.length === 0) return [];
      const rest = others.reduce((sum, other) => sum + treatedClicks[other]!, 0);
      return [{
        name: `${segmentColumn}/${segment} and the rest`,
        rows,
        treatedClicks: Math.min(treatedClicks[at]!, rest),
        lift: contrastWithRest(means.lists, at).difference,
        errors: byUnit((unit) => contrastWithRest(means[unit], at).standardError),
        truth: contrastWithRest(truths, at).difference,
      }];
    }),
  };
}

/** The same for rows, lists and readers. */
function byUnit<Value>(valueOf: (unit: Unit) => Value): Record<Unit, Value> {
  return { rows: valueOf("rows"), lists: valueOf("lists"), readers: valueOf("readers") };
}

/**
 * Checks all logs of a study, on several threads with the same results.
 *
 * @param options order, number, size and seed of the logs
 * @param threads how many threads share the work
 * @returns one entry a log
 */
export function checkLogsInParallel(
  { onProgress, ...options }: SegmentCoverageOptions,
  threads: number,
): Promise<CheckedLog[]> {
  return onThreads({
    worker: new URL("./segment_coverage_worker.ts", import.meta.url),
    options,
    count: options.logs,
    onDone: (done) =>
      onProgress?.({ step: "checking", text: "Checking logs", done, total: options.logs }),
  }, threads);
}

/** Whose effect intervals are held against: that of a log's own rows, or of all logs' rows. */
export type Truth = "own rows" | "population";

/** Which estimates are counted: those of all displays, those of segments above the floor, or contrasts of these. */
export const SCOPES = ["all displays", "segments", "contrasts"] as const;

/** One of them. */
export type Scope = typeof SCOPES[number];

/** Shares of intervals, and how far chance can move the first. */
export interface CoverageShares {
  readonly intervals: number;
  readonly covered: number;
  /** Intervals that lie wholly below the truth, and wholly above it. */
  readonly below: number;
  readonly above: number;
  /** Monte Carlo standard error of `covered`, with logs as the units that are independent. */
  readonly monteCarlo: number;
}

/**
 * Counts how often intervals cover, over all logs.
 *
 * @param logs what {@linkcode checkLogsInParallel} returned
 * @param scope which estimates
 * @param unit what their errors take for independent
 * @param truth what they are held against
 * @returns shares from 0 to 1
 */
export function coverageShares(
  logs: readonly CheckedLog[],
  scope: Scope,
  unit: Unit,
  truth: Truth,
): CoverageShares {
  const population = truth === "population" ? populationTruths(logs) : undefined;
  const counts = logs.map((log) =>
    countCoverage(
      estimatesOf(log, scope).map(({ name, lift, errors, truth }) => ({
        lower: lift - CRITICAL_VALUE_95 * errors[unit],
        upper: lift + CRITICAL_VALUE_95 * errors[unit],
        truth: population?.get(name) ?? truth,
      })),
    )
  );
  const sum = (of: (count: typeof counts[number]) => number) =>
    counts.reduce((total, count) => total + of(count), 0);
  const intervals = sum(({ replications }) => replications);
  const covered = sum((count) => count.covered) / intervals;
  // The error of a ratio of two sums over logs.
  const squares = sum((count) => (count.covered - covered * count.replications) ** 2);
  return {
    intervals,
    covered,
    below: sum((count) => count.below) / intervals,
    above: sum((count) => count.above) / intervals,
    monteCarlo: Math.sqrt(squares * logs.length / (logs.length - 1)) / intervals,
  };
}

/** The estimates that are read: that of all displays, or those of segments or contrasts with clicks enough. */
export function estimatesOf(
  { all, segments, contrasts }: CheckedLog,
  scope: Scope,
): CheckedEstimate[] {
  if (scope === "all displays") return [all];
  return (scope === "segments" ? segments : contrasts)
    .filter(({ treatedClicks }) => treatedClicks >= FLOOR);
}

/** The mean truth over the rows of all logs, by the estimate's name. */
function populationTruths(logs: readonly CheckedLog[]): Map<string, number> {
  const [sums, rows] = [new Map<string, number>(), new Map<string, number>()];
  for (const { all, segments, contrasts } of logs) {
    for (const own of [all, ...segments, ...contrasts]) {
      sums.set(own.name, (sums.get(own.name) ?? 0) + own.rows * own.truth);
      rows.set(own.name, (rows.get(own.name) ?? 0) + own.rows);
    }
  }
  return new Map([...sums].map(([name, sum]) => [name, sum / rows.get(name)!]));
}

/**
 * Says how a study came out.
 *
 * @param logs what {@linkcode checkLogsInParallel} returned
 * @param truths what intervals are held against
 * @returns lines for the reader
 */
export function describeSegmentCoverage(
  logs: readonly CheckedLog[],
  truths: readonly Truth[],
): string {
  const percent = (share: number, digits = 1) => (100 * share).toFixed(digits);
  return lineUp([
    [
      "% of 95 % intervals",
      "errors by",
      "truth of",
      "intervals",
      "covered",
      "(±)",
      "below",
      "above",
    ],
    ...SCOPES.flatMap((scope) =>
      truths.flatMap((truth) =>
        UNITS.map((unit) => {
          const shares = coverageShares(logs, scope, unit, truth);
          return [
            scope === "all displays" ? scope : `${scope}, ${FLOOR} treated clicks or more`,
            unit,
            truth,
            String(shares.intervals),
            percent(shares.covered),
            percent(shares.monteCarlo),
            percent(shares.below),
            percent(shares.above),
          ];
        })
      )
    ),
  ]);
}
