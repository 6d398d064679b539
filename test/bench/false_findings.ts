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
import { testPlacesByLot } from "lib/inference/places_by_lot.ts";
import { indexSegments } from "lib/inference/segment_index.ts";
import { segmentMeans } from "lib/inference/segment_means.ts";
import { simultaneousIntervals } from "lib/inference/simultaneous.ts";
import {
  type SimulatedColumns,
  type SimulatedWorld,
  simulatedWorld,
  simulateImpressionColumns,
} from "lib/simulation/impressions/simulate.ts";
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { lineUp } from "./figures.ts";

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
  "pointwise, 30 treated clicks",
  "Holm, 30 treated clicks",
  "Benjamini-Hochberg, 30 treated clicks",
  "max-t, clusters, 30 treated clicks",
  "pointwise, null error",
  "Holm, null error",
  "Holm, null error, 30 treated clicks",
  "max-t, places by lot",
] as const;

/** What one table shows: per procedure, how many segments it tested and how many it found. */
export interface TableFindings {
  readonly tested: Readonly<Record<typeof PROCEDURES[number], number>>;
  readonly found: Readonly<Record<typeof PROCEDURES[number], number>>;
  /** Critical value of the largest |z| over draws of the places. */
  readonly criticalValue: number;
  /** Whether any place test of the table as a whole is significant, and its p-value. */
  readonly globalP: number;
  /** Per segment its treated clicks, and whether its 95 % interval by lists covers zero. */
  readonly intervals: readonly { readonly treatedClicks: number; readonly covers: boolean }[];
}

/** The fewest treated clicks that an estimate may rest on. */
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
  { impressions, minimumRows, draws, seed }: Omit<FalseFindingsOptions, "tables" | "onProgress">,
  number: number,
): TableFindings {
  world ??= simulatedWorld();
  const columns = simulateImpressionColumns(
    { impressions, seed: `${seed}-${number}`, order: "shuffled" },
    world,
  );
  const rows = wholeListsOf(columns);
  const { treatment, outcome, propensity, outcomeRate, list } = rows;
  const index = indexSegments(divisionsOf(columns, world, rows.kept), minimumRows);
  const scores = scoresOf(rows);
  const means = segmentMeans(scores, index, list);
  const bootstrap = simultaneousIntervals(means, { draws, seed: `${seed}-${number}` });
  const errors = nullErrors({ propensity, outcomeRate }, index);
  const lists = clickedLists({ list, topThree: treatment, clicked: outcome }, index);
  const placed = testPlacesByLot(lists, index, { draws, seed: `${seed}-${number}` });

  const every = index.segments.map((_, at) => at);
  const enough = every.filter((at) => placed.segments[at]!.treatedClicks >= FLOOR);
  const pOf = (lift: number, error: number) =>
    Math.min(1, 2 * normalCdf(-Math.abs(lift / error), 0, 1));
  const wald = (at: number) => pOf(means.segments[at]!.lift, means.segments[at]!.standardError);
  const byNull = (at: number) => pOf(means.segments[at]!.lift, errors[at]!);
  const floored = {
    segments: enough.map((at) => means.segments[at]!),
    covariance: means.covariance.selection(enough, enough),
    clusters: means.clusters,
  };
  const plain = (p: Float64Array) => p;
  const count = (
    chosen: readonly number[],
    p: (at: number) => number,
    adjust: (p: Float64Array) => Float64Array,
  ) =>
    adjust(Float64Array.from(chosen, p)).reduce((sum, value) => sum + (value <= 0.05 ? 1 : 0), 0);
  const beyond = (adjusted: readonly { readonly adjustedP: number }[]) =>
    adjusted.filter(({ adjustedP }) => adjustedP <= 0.05).length;
  return {
    found: {
      "pointwise": count(every, wald, plain),
      "Bonferroni, Holm": count(every, wald, holm),
      "Benjamini-Hochberg": count(every, wald, benjaminiHochberg),
      "max-t, clusters": beyond(bootstrap.segments),
      "pointwise, 30 treated clicks": count(enough, wald, plain),
      "Holm, 30 treated clicks": count(enough, wald, holm),
      "Benjamini-Hochberg, 30 treated clicks": count(enough, wald, benjaminiHochberg),
      "max-t, clusters, 30 treated clicks": beyond(
        simultaneousIntervals(floored, { draws, seed: `${seed}-${number}` }).segments,
      ),
      "pointwise, null error": count(every, byNull, plain),
      "Holm, null error": count(every, byNull, holm),
      "Holm, null error, 30 treated clicks": count(enough, byNull, holm),
      "max-t, places by lot": beyond(placed.segments),
    },
    tested: Object.fromEntries(
      PROCEDURES.map((name) => [name, (name.includes("30") ? enough : every).length]),
    ) as Record<typeof PROCEDURES[number], number>,
    criticalValue: placed.criticalValue,
    globalP: placed.globalP,
    intervals: means.segments.map(({ lift, standardError }, at) => ({
      treatedClicks: placed.segments[at]!.treatedClicks,
      covers: Math.abs(lift) <= 1.96 * standardError,
    })),
  };
}

/** Does so for all tables, on several threads with the same results. */
export async function findNothingInParallel(
  { onProgress, ...options }: FalseFindingsOptions,
  threads: number,
): Promise<TableFindings[]> {
  const tables = new Array<TableFindings>(options.tables);
  let done = 0;
  await Promise.all(Array.from({ length: threads }, (_, thread) => {
    const numbers = Array.from(tables.keys()).filter((number) => number % threads === thread);
    const worker = new Worker(new URL("./false_findings_worker.ts", import.meta.url), {
      type: "module",
    });
    let open = numbers.length;
    return new Promise<void>((resolve, reject) => {
      if (open === 0) resolve();
      worker.onmessage = ({ data: { number, findings } }) => {
        tables[number] = findings;
        const text = "Testing tables without an effect";
        onProgress?.({ step: "testing", text, done: ++done, total: options.tables });
        if (--open === 0) resolve();
      };
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(`a thread of the study of false findings stopped: ${event.message}`));
      };
      worker.postMessage({ options, numbers });
    }).finally(() => worker.terminate());
  }));
  return tables;
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

/** Classes of treated clicks, by their upper ends. */
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
    const own = intervals.filter(({ treatedClicks }) =>
      treatedClicks >= least && treatedClicks <= most
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
          share(sum(({ found }) => found[name] > 0 ? 1 : 0), tables.length),
          (sum(({ tested }) => tested[name]) / tables.length).toFixed(1),
          (sum(({ found }) => found[name]) / tables.length).toFixed(2),
        ];
      }),
    ]),
    "",
    lineUp([["treated clicks", "intervals", "cover zero"], ...classes]),
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
