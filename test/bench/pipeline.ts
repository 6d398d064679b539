/**
 * The heterogeneous-effects analysis from file to last table, stage by stage.
 *
 * These are the notebook's calls, without what only shows: size summary, metrics, describe, charts.
 * Neither side loads what draws charts.
 * Run as a program it prints one line of JSON: seconds of each stage (imports excluded), peak
 * memory, tables. `test/bench/peer.py` prints the same of the same work in Python.
 *
 * @module
 */

import { parseArgs } from "node:util";
import { aipwScores, averageEffect, type EffectEstimate } from "lib/effects/aipw.ts";
import { type SegmentEffect, segmentEffects } from "lib/effects/segments.ts";
import { numericColumn } from "lib/frames/frame_columns.ts";
import { drawModelSample, featureTable } from "lib/impressions/model_sample.ts";
import { bucketSegments, rankSegments } from "lib/effects/segmentations.ts";
import { openImpressions } from "lib/impressions/table.ts";
import { crossFit } from "lib/nuisance/cross_fit.ts";
import { stratifiedFolds } from "lib/nuisance/folds.ts";
import { NUMERIC_COVARIATES } from "../original_covariates.ts";
import { startStages } from "./stages.ts";

/** Wall-clock seconds of each stage. */
export interface StageSeconds {
  /** Opening and checking the table. */
  readonly load: number;
  /** Drawing the rows and reading their columns. */
  readonly sample: number;
  /** Folds, fits and held-out predictions. */
  readonly crossFit: number;
  /** Scores, the global effect and all six segment tables. */
  readonly scoreAndSegments: number;
  /** From the first stage's beginning to the last one's end. */
  readonly total: number;
}

/** One run of the analysis. */
export interface PipelineRun {
  /** Rows analysed. */
  readonly rows: number;
  /** Wall-clock seconds of each stage. */
  readonly seconds: StageSeconds;
  /** Processor seconds of all threads over all stages. */
  readonly cpuSeconds: number;
  /** Largest resident memory of the process in MiB; null where the system does not say. */
  readonly peakMebibytes: number | null;
  /** The global lift. */
  readonly global: Omit<EffectEstimate, "rows">;
  /** All segments that pass the thresholds. */
  readonly segments: readonly SegmentEffect[];
}

const CATEGORICAL = ["category", "subcategory"];
const SEED = 42;
const FOLDS = 3;
const CLIP = 0.01;
const BROAD = { minimumRows: 1_000, minimumTreated: 50, minimumControl: 500 };
const FINE = { minimumRows: 1_500, minimumTreated: 75, minimumControl: 750 };

/**
 * Runs the analysis once.
 *
 * @param input a parquet file of impressions
 * @param rows how many rows to draw
 * @param workers how many threads may cross-fit; the library's choice if not given
 * @returns figures and tables
 */
export async function runPipeline(
  input: string,
  rows: number,
  workers?: number,
): Promise<PipelineRun> {
  const stages = startStages();

  const impressions = openImpressions(input);
  const load = stages.end();

  const sample = drawModelSample(impressions, { size: rows, seed: SEED });
  const features = featureTable(sample.frame, NUMERIC_COVARIATES, CATEGORICAL);
  const { treatment, outcome } = sample;
  const drawn = stages.end();

  const foldOfRow = stratifiedFolds(treatment, FOLDS, SEED);
  const { propensity, outcomeTreated, outcomeControl } = await crossFit(
    { features, treatment, outcome, foldOfRow },
    workers === undefined ? {} : { workers },
  );
  const crossFitted = stages.end();

  const { scores } = aipwScores(
    { outcome, treatment, propensity, outcomeTreated, outcomeControl },
    CLIP,
  );
  const { rows: _, ...global } = averageEffect(scores);
  const column = (name: string) => numericColumn(sample.frame, name);
  const scored = { treatment, outcome, scores };
  const segments = [
    segmentEffects(features.categorical[0]!, scored, BROAD),
    segmentEffects(features.categorical[1]!, scored, FINE),
    segmentEffects(
      bucketSegments("history_bucket", column("history_len"), {
        edges: [-1, 0, 10, 30, 100, Infinity],
        labels: ["0", "1-10", "11-30", "31-100", "101+"],
      }),
      scored,
      BROAD,
    ),
    segmentEffects(
      bucketSegments("candidate_set_bucket", column("candidate_set_size"), {
        edges: [0, 10, 25, 50, 100, Infinity],
        labels: ["1-10", "11-25", "26-50", "51-100", "101+"],
        includeLowest: true,
      }),
      scored,
      BROAD,
    ),
    segmentEffects(
      rankSegments("item_exposure_quartile", column("item_exposures"), [
        "Q1 lowest",
        "Q2",
        "Q3",
        "Q4 highest",
      ]),
      scored,
      BROAD,
    ),
    segmentEffects(
      bucketSegments("time_of_day", column("hour"), {
        edges: [-1, 5, 11, 16, 20, 23],
        labels: ["overnight", "morning", "afternoon", "evening", "late_evening"],
      }),
      scored,
      BROAD,
    ),
  ].flatMap(({ effects }) => effects);
  const scoreAndSegments = stages.end();

  const { total, cpuSeconds, peakMebibytes } = stages.sum();
  return {
    rows: sample.rows,
    seconds: { load, sample: drawn, crossFit: crossFitted, scoreAndSegments, total },
    cpuSeconds,
    peakMebibytes,
    global,
    segments,
  };
}

if (import.meta.main) {
  const { values, positionals: [input] } = parseArgs({
    args: Deno.args,
    allowPositionals: true,
    options: { rows: { type: "string", default: "150000" }, workers: { type: "string" } },
  });
  if (input === undefined) throw new Error("name a parquet file of impressions");
  const rows = values.rows === "all" ? openImpressions(input).rows : Number(values.rows);
  const workers = values.workers === undefined ? undefined : Number(values.workers);
  console.log(JSON.stringify(await runPipeline(input, rows, workers)));
}
