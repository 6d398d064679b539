/**
 * Time of everything that the notebook on trust computes but for what is drawn, beside the cross-fit of notebook 04
 * on as many rows.
 *
 * @module
 */

import process from "node:process";
import type { Report } from "lib/command/mod.ts";
import * as effects from "lib/effects/mod.ts";
import * as impressions from "lib/impressions/mod.ts";
import * as inference from "lib/inference/mod.ts";
import * as nuisance from "lib/nuisance/mod.ts";
import { writeSampleFiles } from "lib/simulation/impressions/sample_files.ts";
import { NUMERIC_COVARIATES } from "../original_covariates.ts";
import { lineUp, pairedRatio, spread } from "./figures.ts";
import { measureInTurn } from "./in_turn.ts";

/** About 150,000 rows. */
const LISTS = 4_000;

/**
 * Measures the cross-fit and everything else in turn.
 *
 * @param pairs how often each is measured
 * @param report told of each step
 * @returns the report
 */
export async function benchClosedForms(pairs: number, report: Report): Promise<string> {
  const folder = await Deno.makeTempDir();
  try {
    const { impressionsPath } = await writeSampleFiles(folder, {
      impressions: LISTS,
      seed: "closed forms",
      order: "shuffled",
    });
    const data = await prepared(impressionsPath);
    const { crossFit, rest } = await measureInTurn(
      {
        crossFit: () => timed(() => nuisance.crossFit(data.fit)),
        rest: () => timed(() => everythingElse(data)),
      },
      pairs,
      (text) => report.status(`closed_forms: ${text}`),
    );
    return `${data.lists.rows} rows, ${data.index.segments.length} segments\n${
      lineUp([
        ["median (least to most)", "seconds", "processor seconds"],
        ["cross-fit, two threads", ...figures(crossFit)],
        ["everything else but draws, one thread", ...figures(rest)],
        [
          "else/cross-fit",
          pairedRatio(rest.map(({ wall }) => wall), crossFit.map(({ wall }) => wall)),
          pairedRatio(rest.map(({ cpu }) => cpu), crossFit.map(({ cpu }) => cpu)),
        ],
      ])
    }`;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

interface Spent {
  readonly wall: number;
  readonly cpu: number;
}

function figures(runs: readonly Spent[]): string[] {
  return [spread(runs.map(({ wall }) => wall)), spread(runs.map(({ cpu }) => cpu))];
}

async function timed(work: () => unknown): Promise<Spent> {
  const [begun, usage] = [performance.now(), processor()];
  await work();
  return { wall: (performance.now() - begun) / 1000, cpu: processor() - usage };
}

/** Processor seconds of this process, all threads together. */
function processor(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

async function prepared(path: string) {
  const log = impressions.openImpressions(path);
  const lists = impressions.wholeLists(log);
  const frame = log.gather([...COLUMNS, "category", "subcategory"], lists.sourceRow);
  const fit = {
    features: impressions.featureTable(frame, COLUMNS, ["category", "subcategory"]),
    treatment: lists.topThree,
    outcome: lists.clicked,
    foldOfRow: nuisance.stratifiedFolds(lists.topThree, 3, 42),
  };
  const predictions = await nuisance.crossFit(fit);
  const outcomeRate = nuisance.groupRates(lists.clicked, lists.listSize);
  const divisions = impressions.divideRows(log, lists.sourceRow);
  const { index } = inference.testableSegments(Object.values(divisions), {
    cluster: lists.reader,
    treatment: lists.topThree,
    outcomeRate,
  }, 0.005);
  return { lists, fit, predictions, outcomeRate, divisions, index };
}

const COLUMNS = NUMERIC_COVARIATES.map((name) =>
  name === "log_item_exposures" ? "item_exposures" : name
);

/** Every estimate, error, test and bound that is not drawn; rates and segments are made anew. */
function everythingElse({ lists, predictions, divisions }: Awaited<ReturnType<typeof prepared>>) {
  const outcomeRate = nuisance.groupRates(lists.clicked, lists.listSize);
  const { index } = inference.testableSegments(Object.values(divisions), {
    cluster: lists.reader,
    treatment: lists.topThree,
    outcomeRate,
  }, 0.005);
  const rows = {
    treatment: lists.topThree,
    outcome: lists.clicked,
    propensity: lists.byLot,
    outcomeRate,
    outcomeTreated: outcomeRate,
    outcomeControl: outcomeRate,
    listSize: Float64Array.from(lists.listSize),
    list: lists.list,
  };
  const { scores } = effects.weightedEffect(rows, {
    estimand: "per row",
    estimator: "doubly robust",
  });
  const means = inference.segmentMeans(scores, index, lists.reader);
  const nullErrors = inference.nullErrors(rows, index);
  const nullSkewness = inference.nullSkewness(rows, index);
  const evidence = {
    ...{ means, nullErrors, nullSkewness },
    gainErrors: inference.gainErrors(rows, index, 0.01),
    effectiveClicks: inference.effectiveClicks(rows, index),
    effectiveClicksOfRest: inference.effectiveClicksOfRest(rows, index),
  };
  const careful = inference.withLargerErrors(means, nullErrors);
  const clicked = inference.clickedLists(
    { list: lists.list, topThree: lists.topThree, clicked: lists.clicked },
    index,
  );
  // Lists of other than the median length have propensities far from right; bounds need some fit.
  const propensity = predictions.propensity.map((e) => Math.min(Math.max(e, 0.05), 0.95));
  const inputs = { ...rows, ...predictions, propensity };
  return [
    inference.heterogeneityTests(careful),
    index.segments.map((_, at) => inference.contrastWithRest(careful, at)),
    inference.detectableSegments(rows, index, { compared: 0.01, judgedBy: "null error" }),
    inference.segmentFacts(evidence, {
      floor: 30,
      compared: 0.01,
      orderedDivision: "candidate_set_bucket",
      fineDivision: "subcategory",
    }),
    inference.shrink(
      Float64Array.from(careful.segments, ({ lift }) => lift),
      Float64Array.from(careful.segments, ({ standardError }) => standardError),
    ),
    inference.clusteredMean(scores, lists.reader),
    inference.clusteredMean(scores, lists.list),
    inference.twoWayMean(scores, lists.reader, lists.article),
    inference.placedSegments(clicked, index),
    index.segments.map((_, at) => inference.treatedClicks(clicked, at, "saddlepoint")),
    inference.matchedOdds(clicked),
    effects.weightedEffect(rows, { estimand: "overlap", estimator: "normalized" }),
    effects.balanceBySegment(
      divisions.listLength,
      { treatment: lists.topThree, fitted: predictions.propensity, known: lists.byLot },
      0.01,
    ),
    effects.confoundingBounds(inputs, { ofOutcome: 0.01, ofTreatment: 0.01 }),
    inference.overlappingSegments(index),
  ];
}
