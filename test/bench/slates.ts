/**
 * The interference analysis from the three tables of a folder to the six saved files, stage by
 * stage.
 *
 * These are the notebook's calls with all its tables, without its charts. Run as a program it prints
 * one line of JSON: seconds of each stage (imports excluded), peak memory, and the tables that are
 * shown and not saved. `test/bench/peer_slates.py` prints the same of the same work in Python.
 *
 * @module
 */

import { parseArgs } from "node:util";
import type { DataFrame } from "nodejs-polars";
import { saveTables } from "lib/notebook/saved_tables.ts";
import { aggregateSlates, summarizeArms } from "lib/interference/slate_outcomes.ts";
import { ORIGINAL_CLICK_MODEL } from "lib/interference/click_model.ts";
import { summarizeClusters } from "lib/interference/clusters.ts";
import {
  type Exposure,
  invalidPositionSlates,
  mapExposure,
} from "lib/interference/exposure_mapping.ts";
import { summarizeExposure, summarizeOutcomes } from "lib/interference/exposure_groups.ts";
import {
  drawClicks,
  itemPopularity,
  ORIGINAL_CLICK_DRAW,
  potentialClicks,
} from "lib/interference/outcomes.ts";
import {
  assignPromotions,
  ORIGINAL_PROMOTION_DESIGN,
  type PromotionAssignment,
} from "lib/interference/promotion.ts";
import { slatePaths } from "lib/slates/schema.ts";
import { openSlates, type SlateTable } from "lib/slates/table.ts";
import { balanceTable, focalItemTable } from "lib/tables/focal_items.ts";
import { exposureMappingTable, slateOutcomeTable } from "lib/tables/slate_results.ts";
import {
  armTable,
  clusterTable,
  exposureShareTable,
  metricTable,
  outcomeTable,
  readinessTable,
} from "lib/tables/slate_summaries.ts";
import { type StagesSum, startStages } from "./stages.ts";

/** Wall-clock seconds of each stage. */
export interface SlateSeconds {
  /** Opening, joining, checking and summing up the tables. */
  readonly load: number;
  /** Drawing focal items and promotions; the table of focal items and the balance table. */
  readonly assign: number;
  /** Mapping and checking the exposure; its groups and clusters. */
  readonly expose: number;
  /** Click probabilities and clicks; the outcomes of the groups. */
  readonly simulate: number;
  /** The outcomes of slates and arms. */
  readonly aggregate: number;
  /** Laying out and writing the six files. */
  readonly save: number;
  /** From the first stage's beginning to the last one's end. */
  readonly total: number;
}

/** The value of one cell of a table. */
export type Cell = string | number | null;

/** A table as both sides print it: its columns by name. */
export type PlainTable = Readonly<Record<string, readonly Cell[]>>;

/** One run of the analysis. */
export interface SlateRun extends Omit<StagesSum, "total"> {
  /** How many slates were analysed. */
  readonly slates: number;
  /** How many rows they have. */
  readonly rows: number;
  /** Wall-clock seconds of each stage. */
  readonly seconds: SlateSeconds;
  /** The tables that are shown and not saved, by name. */
  readonly tables: Readonly<Record<string, PlainTable>>;
}

/** The files that both sides save. */
export const SAVED_FILES = [
  "movielens_interference_exposure_mapping.parquet",
  "movielens_interference_slate_outcomes.parquet",
  "movielens_interference_assignment_table.parquet",
  "movielens_interference_exposure_readiness.csv",
  "movielens_interference_exposure_group_summary.csv",
  "movielens_interference_cluster_exposure_summary.csv",
] as const;

/**
 * Runs the analysis once.
 *
 * @param input the folder of the three tables
 * @param output the folder for the six files
 * @returns figures and tables
 */
export async function runSlates(input: string, output: string): Promise<SlateRun> {
  const stages = startStages();

  const table = openSlates(slatePaths(input));
  const { slates, covariates, clusterNames } = table;
  const loadSummary = summarizeLoad(table);
  const load = stages.end();

  const design = ORIGINAL_PROMOTION_DESIGN;
  const assignment = assignPromotions(slates, design);
  const { focalRow } = assignment;
  const focalItems = focalItemTable(table, assignment, design);
  const assignmentSummary = summarizeAssignment(assignment, focalItems);
  const balance = balanceTable(table, assignment);
  const assign = stages.end();

  const exposure = mapExposure(slates, assignment);
  const invalid = invalidPositionSlates(slates, exposure.finalPosition);
  const { relevance } = covariates;
  const groups = exposureShareTable(summarizeExposure(slates, exposure, relevance));
  const clusters = clusterTable(
    summarizeClusters(slates, assignment, exposure, relevance, clusterNames),
  );
  const expose = stages.end();

  const popularity = itemPopularity(table.ratingCount);
  const potential = potentialClicks(
    slates,
    focalRow,
    { ...covariates, popularity: popularity.standardized },
    ORIGINAL_CLICK_MODEL,
  );
  const outcomes = drawClicks(slates, assignment, potential, relevance, ORIGINAL_CLICK_DRAW);
  const groupOutcomes = outcomeTable(summarizeOutcomes(exposure, potential, outcomes));
  const simulate = stages.end();

  const totals = aggregateSlates(slates, exposure, potential, outcomes);
  const arms = summarizeArms(totals, assignment);
  const armMeans = armTable(arms);
  const aggregate = stages.end();

  const results = { table, assignment, focalItems, exposure, popularity, potential, outcomes };
  const promotedLift = arms.find(({ arm }) => arm === "promote_focal_item")?.meanLift ?? NaN;
  const checks = summarizeChecks(assignment, exposure, invalid.length, promotedLift);
  const frames: Record<typeof SAVED_FILES[number], DataFrame> = {
    "movielens_interference_exposure_mapping.parquet": exposureMappingTable(results),
    "movielens_interference_slate_outcomes.parquet": slateOutcomeTable(results, totals),
    "movielens_interference_assignment_table.parquet": focalItems,
    "movielens_interference_exposure_readiness.csv": checks,
    "movielens_interference_exposure_group_summary.csv": groups,
    "movielens_interference_cluster_exposure_summary.csv": clusters,
  };
  await saveTables(output, frames);
  const save = stages.end();

  const { total, cpuSeconds, peakMebibytes } = stages.sum();
  return {
    slates: slates.slates,
    rows: slates.rows,
    seconds: { load, assign, expose, simulate, aggregate, save, total },
    cpuSeconds,
    peakMebibytes,
    tables: {
      load_summary: plainTable(loadSummary),
      assignment_summary: plainTable(assignmentSummary),
      balance_table: plainTable(balance),
      outcome_summary: plainTable(groupOutcomes),
      slate_outcome_summary: plainTable(armMeans),
    },
  };
}

function summarizeLoad({ frame, slates, clusterNames }: SlateTable): DataFrame {
  const distinct = (name: string) => frame.getColumn(name).nUnique();
  return metricTable([
    ["slate_item_rows", slates.rows],
    ["unique_slates", slates.slates],
    ["unique_users", distinct("userId")],
    ["unique_movies", distinct("movieId")],
    ["slate_size_min", slates.slateSize],
    ["slate_size_max", slates.slateSize],
    ["spillover_clusters", clusterNames.length],
  ], "integer");
}

function summarizeAssignment(
  { promoted }: PromotionAssignment,
  focalItems: DataFrame,
): DataFrame {
  const { seed, promotionProbability, minPromotablePosition } = ORIGINAL_PROMOTION_DESIGN;
  const slates = promoted.length;
  const promotedSlates = count(promoted);
  return metricTable([
    ["random_seed", seed],
    ["promotion_probability", promotionProbability],
    ["promotable_positions_start_at", minPromotablePosition],
    ["slates_randomized", slates],
    ["promoted_slates", promotedSlates],
    ["control_slates", slates - promotedSlates],
    ["observed_promotion_rate", promotedSlates / slates],
    ["mean_focal_seed_position", focalItems.getColumn("focal_seed_position").mean()],
  ], "real");
}

function summarizeChecks(
  { promoted }: PromotionAssignment,
  exposure: Exposure,
  invalidSlates: number,
  promotedLift: number,
): DataFrame {
  const check = (name: string, value: number) => ({
    check: name,
    value,
    notes: "see the notebook",
  });
  return readinessTable([
    check("complete_seed_slates_loaded", promoted.length),
    check("promotion_probability", ORIGINAL_PROMOTION_DESIGN.promotionProbability),
    check("observed_promotion_rate", count(promoted) / promoted.length),
    check("direct_treatment_rows", count(exposure.directTreatment)),
    check("same_slate_spillover_rows", count(exposure.sameSlateSpillover)),
    check("same_cluster_spillover_rows", count(exposure.sameClusterSpillover)),
    check("invalid_final_position_slates", invalidSlates),
    check("mean_promoted_slate_known_lift", promotedLift),
  ]);
}

function count(flags: Uint8Array): number {
  return flags.reduce((sum, flag) => sum + flag, 0);
}

/**
 * Takes a table out of Polars.
 *
 * @param frame the table
 * @returns its columns; times become milliseconds since 1970
 */
export function plainTable(frame: DataFrame): PlainTable {
  const plain = (value: unknown) => value instanceof Date ? value.getTime() : value as Cell;
  return Object.fromEntries(
    frame.getColumns().map((column) => [column.name, column.toArray().map(plain)]),
  );
}

if (import.meta.main) {
  const { positionals: [input, output] } = parseArgs({ args: Deno.args, allowPositionals: true });
  if (input === undefined || output === undefined) {
    throw new Error("name the folder of the three tables and the one for the six files");
  }
  console.log(JSON.stringify(await runSlates(input, output)));
}
