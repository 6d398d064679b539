/**
 * How often each way of testing many segments finds something where nothing is there, on simulated lists
 * whose order was shuffled and acts on nothing.
 *
 * Whole lists of four articles or more, so that the probability of a first place is 3 / k and known; the
 * outcome model is the click rate of lists of the same length. What is tested are all segments of six
 * divisions with at least `minimumRows` rows.
 *
 * @module
 */

import type { OnProgress } from "lib/progress.ts";
import { bucketSegments, rankSegments } from "lib/effects/segmentations.ts";
import { weightedEffect } from "lib/effects/weighted_effect.ts";
import { clickedLists } from "lib/inference/clicked_lists.ts";
import { benjaminiHochberg, holm } from "lib/inference/multiple_testing.ts";
import { nullErrors } from "lib/inference/null_errors.ts";
import { nullSkewness } from "lib/inference/null_skewness.ts";
import { testPlacesByLot } from "lib/inference/places_by_lot.ts";
import { indexSegments, type SegmentIndex } from "lib/inference/segment_index.ts";
import { segmentMeans } from "lib/inference/segment_means.ts";
import { simultaneousIntervals } from "lib/inference/simultaneous.ts";
import { skewedZ } from "lib/inference/skewed_tails.ts";
import { effectiveClicks } from "lib/inference/effective_clicks.ts";
import { seededSource } from "lib/random/seeded.ts";
import {
  type SimulatedColumns,
  type SimulatedWorld,
  simulatedWorld,
  simulateImpressionColumns,
} from "lib/simulation/impressions/simulate.ts";
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { lineUp } from "./figures.ts";
import { onThreads } from "./on_threads.ts";

/** What to replicate. */
export interface FalseFindingsOptions {
  /** How many tables to simulate. */
  readonly tables: number;
  /** How many lists a table has, about 37 rows each. */
  readonly impressions: number;
  /** The fewest rows of a segment. */
  readonly minimumRows: number;
  /** How often places are drawn anew, and errors for the largest of them. */
  readonly draws: number;
  /** What a first place adds to the click probability of every other topic; 0, nothing, by default. */
  readonly lift?: number;
  /** Where the draws start; table `t` has the seed `${seed}-${t}`. */
  readonly seed: string;
  readonly onProgress?: OnProgress;
}

/** The ways of testing, in the order of the report. */
export const PROCEDURES = [
  "pointwise",
  "Bonferroni, Holm",
  "Benjamini-Hochberg",
  "max-t, clusters",
  "pointwise, 30 effective clicks",
  "Holm, 30 effective clicks",
  "Benjamini-Hochberg, 30 effective clicks",
  "max-t, clusters, 30 effective clicks",
  "pointwise, null error",
  "Holm, null error",
  "Holm, null error, 30 effective clicks",
  "max-t, places by lot",
] as const;

/** What one table shows: per procedure, how many segments it tested and which it found. */
export interface TableFindings {
  readonly tested: Readonly<Record<typeof PROCEDURES[number], number>>;
  /** Numbers of segments. */
  readonly found: Readonly<Record<typeof PROCEDURES[number], readonly number[]>>;
  /** Numbers of the segments of a topic in which a first place adds clicks, and of those in which not. */
  readonly affected: readonly number[];
  readonly unaffected: readonly number[];
  /** Critical value of the largest |z| over draws of the places. */
  readonly criticalValue: number;
  /** Whether any place test of the table as a whole is significant, and its p-value. */
  readonly globalP: number;
  /** On how many clicks each segment rests, and whether its 95 % interval by lists covers zero. */
  readonly intervals: readonly { readonly clicks: number; readonly covers: boolean }[];
}

/** The fewest effective clicks that an estimate may rest on. */
const FLOOR = 30;

let world: SimulatedWorld | undefined;

/**
 * Simulates one table and tests its segments in every way.
 *
 * @param options size and seed of the study
 * @param number which of its tables, from 0
 * @returns what each procedure found
 */
export function findNothing(
  { impressions, minimumRows, draws, seed, lift = 0 }: Omit<
    FalseFindingsOptions,
    "tables" | "onProgress"
  >,
  number: number,
): TableFindings {
  world ??= simulatedWorld();
  const columns = simulateImpressionColumns(
    { impressions, seed: `${seed}-${number}`, order: "shuffled" },
    world,
  );
  if (lift > 0) addClicks(columns, lift, `${seed}-${number}`);
  const rows = wholeListsOf(columns);
  const { treatment, outcome, propensity, outcomeRate, list } = rows;
  const index = indexSegments(divisionsOf(columns, world, rows.kept), minimumRows);
  const scores = scoresOf(rows);
  const means = segmentMeans(scores, index, list);
  const bootstrap = simultaneousIntervals(means, { draws, seed: `${seed}-${number}` });
  const errors = nullErrors({ propensity, outcome, outcomeRate, list }, index);
  const skewness = nullSkewness({ propensity, outcome, outcomeRate, list }, index);
  const lists = clickedLists({ list, topThree: treatment, clicked: outcome }, index);
  const placed = testPlacesByLot(lists, index, { draws, seed: `${seed}-${number}` });

  const every = index.segments.map((_, at) => at);
  const clicks = effectiveClicks({ propensity, outcome }, index);
  const enough = every.filter((at) => clicks[at]! >= FLOOR);
  const pOf = (z: number) => Math.min(1, 2 * normalCdf(-Math.abs(z), 0, 1));
  const wald = (at: number) => pOf(means.segments[at]!.lift / means.segments[at]!.standardError);
  const byNull = (at: number) =>
    pOf(skewedZ(means.segments[at]!.lift / errors[at]!, skewness[at]!));
  const floored = {
    segments: enough.map((at) => means.segments[at]!),
    covariance: means.covariance.selection(enough, enough),
    clusters: means.clusters,
  };
  const plain = (p: Float64Array) => p;
  const below = (
    chosen: readonly number[],
    p: (at: number) => number,
    adjust: (p: Float64Array) => Float64Array,
  ) => {
    const adjusted = adjust(Float64Array.from(chosen, p));
    return chosen.filter((_, at) => adjusted[at]! <= 0.05);
  };
  const beyond = (
    chosen: readonly number[],
    adjusted: readonly { readonly adjustedP: number }[],
  ) => chosen.filter((_, at) => adjusted[at]!.adjustedP <= 0.05);
  const topics = every.filter((at) =>
    ["category", "subcategory"].includes(index.segments[at]!.segmentColumn)
  );
  const isAffected = topicsAffected(columns, rows.kept, index);
  return {
    found: {
      "pointwise": below(every, wald, plain),
      "Bonferroni, Holm": below(every, wald, holm),
      "Benjamini-Hochberg": below(every, wald, benjaminiHochberg),
      "max-t, clusters": beyond(every, bootstrap.segments),
      "pointwise, 30 effective clicks": below(enough, wald, plain),
      "Holm, 30 effective clicks": below(enough, wald, holm),
      "Benjamini-Hochberg, 30 effective clicks": below(enough, wald, benjaminiHochberg),
      "max-t, clusters, 30 effective clicks": beyond(
        enough,
        simultaneousIntervals(floored, { draws, seed: `${seed}-${number}` }).segments,
      ),
      "pointwise, null error": below(every, byNull, plain),
      "Holm, null error": below(every, byNull, holm),
      "Holm, null error, 30 effective clicks": below(enough, byNull, holm),
      "max-t, places by lot": beyond(every, placed.segments),
    },
    tested: Object.fromEntries(
      PROCEDURES.map((name) => [name, (name.includes("30") ? enough : every).length]),
    ) as Record<typeof PROCEDURES[number], number>,
    affected: topics.filter((at) => isAffected[at]),
    unaffected: topics.filter((at) => !isAffected[at]),
    criticalValue: placed.criticalValue,
    globalP: placed.globalP,
    intervals: means.segments.map(({ lift, standardError }, at) => ({
      clicks: clicks[at]!,
      covers: Math.abs(lift) <= 1.96 * standardError,
    })),
  };
}

/** Topics in which a first place adds clicks: every other category. */
function isAffectedTopic(category: number): boolean {
  return category % 2 === 0;
}

/** Lets a first place add clicks to rows of every other category that have none. */
function addClicks(columns: SimulatedColumns, lift: number, seed: string): void {
  const source = seededSource(seed, "added clicks");
  for (let row = 0; row < columns.outcome.length; row++) {
    if (columns.treatment[row] === 0 || !isAffectedTopic(columns.category[row]!)) continue;
    // The probability rises by the lift: p + (1 − p) · lift / (1 − p).
    const rest = 1 - columns.pRank4Plus[row]!;
    if (source.uniform() < lift / rest && columns.outcome[row] === 0) columns.outcome[row] = 1;
  }
}

/** Per segment whether its rows are of a category in which a first place adds clicks. */
function topicsAffected(
  columns: SimulatedColumns,
  kept: Uint32Array,
  index: SegmentIndex,
): boolean[] {
  const affected = index.segments.map(() => false);
  // Category and subcategory are the first two divisions.
  for (const codes of index.divisions.slice(0, 2)) {
    codes.forEach((segment, at) => {
      if (segment >= 0) affected[segment] = isAffectedTopic(columns.category[kept[at]!]!);
    });
  }
  return affected;
}

/** Does so for all tables, on several threads with the same results. */
export function findNothingInParallel(
  { onProgress, ...options }: FalseFindingsOptions,
  threads: number,
): Promise<TableFindings[]> {
  const text = "Testing tables without an effect";
  return onThreads({
    worker: new URL("./false_findings_worker.ts", import.meta.url),
    options,
    count: options.tables,
    onDone: (done) => onProgress?.({ step: "testing", text, done, total: options.tables }),
  }, threads);
}

/** The doubly robust scores of whole lists with the known probabilities. */
export function scoresOf(
  { treatment, outcome, propensity, outcomeRate }: ReturnType<typeof wholeListsOf>,
): Float64Array {
  return weightedEffect(
    { treatment, outcome, propensity, outcomeTreated: outcomeRate, outcomeControl: outcomeRate },
    { estimand: "per row", estimator: "doubly robust" },
  ).scores;
}

/** Rows of lists of four or more, with the probabilities that their design and their length give. */
export function wholeListsOf(columns: SimulatedColumns) {
  const kept = Uint32Array.from(columns.treatment.keys()).filter((row) =>
    columns.propensityTop3[row]! < 1
  );
  const length = Int32Array.from(kept, (row) => columns.candidateSetSize[row]!);
  const outcome = Uint8Array.from(kept, (row) => columns.outcome[row]!);
  const [clicks, shown] = [new Map<number, number>(), new Map<number, number>()];
  length.forEach((k, row) => {
    clicks.set(k, (clicks.get(k) ?? 0) + outcome[row]!);
    shown.set(k, (shown.get(k) ?? 0) + 1);
  });
  return {
    kept,
    outcome,
    treatment: Uint8Array.from(kept, (row) => columns.treatment[row]!),
    propensity: Float64Array.from(kept, (row) => columns.propensityTop3[row]!),
    outcomeRate: Float64Array.from(length, (k) => clicks.get(k)! / shown.get(k)!),
    list: Int32Array.from(kept, (row) => columns.impression[row]!),
  };
}

/** The six divisions of the notebook, over the rows that are kept. */
export function divisionsOf(
  columns: SimulatedColumns,
  { catalogue }: SimulatedWorld,
  kept: Uint32Array,
) {
  const whole = (values: ArrayLike<number>) => Int32Array.from(kept, (row) => values[row]!);
  const real = (values: ArrayLike<number>) => Float64Array.from(kept, (row) => values[row]!);
  const subcategories = catalogue.topics.map(({ subcategory }) => subcategory);
  return [
    { name: "category", levels: catalogue.categories, codes: whole(columns.category) },
    {
      name: "subcategory",
      // Two topics may share a subcategory's name.
      levels: subcategories.map((name, at) =>
        subcategories.indexOf(name) === at ? name : `${name} ${at}`
      ),
      codes: whole(columns.subcategory),
    },
    bucketSegments("history", real(columns.historyLength), {
      edges: [-1, 0, 10, 30, 100, Infinity],
      labels: ["none", "1-10", "11-30", "31-100", "101+"],
    }),
    bucketSegments("length", real(columns.candidateSetSize), {
      edges: [3, 10, 25, 50, 100, Infinity],
      labels: ["4-10", "11-25", "26-50", "51-100", "101+"],
    }),
    rankSegments("exposure", real(columns.itemExposures), ["Q1", "Q2", "Q3", "Q4"]),
    bucketSegments("hour", real(columns.hour), {
      edges: [-1, 5, 11, 16, 20, 23],
      labels: ["overnight", "morning", "afternoon", "evening", "late evening"],
    }),
  ];
}

/** Classes of effective clicks, by their upper ends. */
const CLASSES = [2, 5, 10, 20, 29, 50, Infinity];

/**
 * The report of a study.
 *
 * @param tables what was found in each table
 * @returns lines of text
 */
export function describeFalseFindings(tables: readonly TableFindings[]): string {
  const share = (part: number, whole: number) => `${(100 * part / whole).toFixed(1)} %`;
  const intervals = tables.flatMap((table) => table.intervals);
  const classes = CLASSES.map((most, at) => {
    const least = at === 0 ? 0 : CLASSES[at - 1]! + 1;
    const own = intervals.filter(({ clicks }) =>
      Math.floor(clicks) >= least && Math.floor(clicks) <= most
    );
    const covering = own.filter(({ covers }) => covers).length;
    const name = most === Infinity ? `${least} or more` : `${least} to ${most}`;
    return [name, String(own.length), own.length === 0 ? "-" : share(covering, own.length)];
  });
  const critical = tables.reduce((sum, { criticalValue }) => sum + criticalValue, 0) /
    tables.length;
  return [
    lineUp([
      [
        "procedure",
        "tables with a false finding",
        "segments tested a table",
        "false findings a table",
      ],
      ...PROCEDURES.map((name) => {
        const sum = (of: (table: TableFindings) => number) =>
          tables.reduce((total, table) => total + of(table), 0);
        return [
          name,
          share(sum(({ found }) => found[name].length > 0 ? 1 : 0), tables.length),
          (sum(({ tested }) => tested[name]) / tables.length).toFixed(1),
          (sum(({ found }) => found[name].length) / tables.length).toFixed(2),
        ];
      }),
    ]),
    "",
    lineUp([["effective clicks", "intervals", "cover zero"], ...classes]),
    "",
    `Critical value of the largest |z| over draws of the places: ${
      critical.toFixed(2)
    } on average. Global ` +
    `p-values of at most .05: ${
      share(tables.filter(({ globalP }) => globalP <= 0.05).length, tables.length)
    }, ` +
    `of at most .5: ${
      share(tables.filter(({ globalP }) => globalP <= 0.5).length, tables.length)
    }.`,
  ].join("\n");
}

/**
 * The report of a study in which a first place adds clicks to every other topic: power beside errors.
 *
 * @param tables what was found in each table
 * @param lift what a first place adds, in click probability
 * @returns lines of text
 */
export function describePower(tables: readonly TableFindings[], lift: number): string {
  const share = (part: number, whole: number) => `${(100 * part / whole).toFixed(1)} %`;
  const sum = (of: (table: TableFindings) => number) =>
    tables.reduce((total, table) => total + of(table), 0);
  const among = (found: readonly number[], chosen: readonly number[]) =>
    found.filter((segment) => chosen.includes(segment)).length;
  return [
    `A first place adds ${(100 * lift).toFixed(1)} clicks per 100 displays in every other topic.`,
    lineUp([
      ["procedure", "affected topics found", "tables with a false finding among the others"],
      ...PROCEDURES.map((name) => [
        name,
        share(
          sum(({ found, affected }) => among(found[name], affected)),
          sum(({ affected }) => affected.length),
        ),
        share(
          sum(({ found, unaffected }) => among(found[name], unaffected) > 0 ? 1 : 0),
          tables.length,
        ),
      ]),
    ]),
  ].join("\n");
}
