/**
 * The figures that the notebook's prose quotes of the built-in sample, computed from the sample, its
 * truth and the library.
 */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { aipwScores, averageEffect } from "lib/effects/aipw.ts";
import { rankSegments } from "lib/effects/segmentations.ts";
import { extent } from "d3-array";
import { numericColumn } from "lib/frames/frame_columns.ts";
import { drawModelSample, featureTable } from "lib/impressions/model_sample.ts";
import { writeSampleFiles } from "lib/simulation/impressions/sample_files.ts";
import {
  DEFAULT_SAMPLE_IMPRESSIONS,
  DEFAULT_SAMPLE_SEED,
} from "lib/simulation/impressions/simulate.ts";
import { openImpressions } from "lib/impressions/table.ts";
import { crossFit } from "lib/nuisance/cross_fit.ts";
import { stratifiedFolds } from "lib/nuisance/folds.ts";
import pl from "nodejs-polars";
import { NUMERIC_COVARIATES } from "../original_covariates.ts";
import { readProse } from "./prose.ts";

const NOTEBOOK = "notebooks/heterogeneous_effects/04_heterogeneous_treatment_effects.ipynb";

function mean(values: Float64Array | Uint8Array, chosen: (row: number) => boolean): number {
  let sum = 0;
  let count = 0;
  for (let row = 0; row < values.length; row++) {
    if (!chosen(row)) continue;
    sum += values[row]!;
    count++;
  }
  return sum / count;
}

/** The standard error of a mean if groups of rows are independent, but not the rows of one. */
function errorByGroups(values: Float64Array, groupOf: readonly unknown[]): number {
  const average = mean(values, () => true);
  const sums = new Map<unknown, number>();
  values.forEach((value, row) =>
    sums.set(groupOf[row], (sums.get(groupOf[row]) ?? 0) + value - average)
  );
  return Math.hypot(...sums.values()) / values.length;
}

Deno.test("what the prose says of the built-in sample is so", async () => {
  const folder = await Deno.makeTempDir();
  const { impressionsPath, truthPath } = await writeSampleFiles(folder, {
    impressions: DEFAULT_SAMPLE_IMPRESSIONS,
    seed: DEFAULT_SAMPLE_SEED,
    order: "ranked",
  });
  const sample = drawModelSample(openImpressions(impressionsPath), { size: 150_000, seed: 42 });
  const { treatment, outcome, frame, sourceRow } = sample;
  const truth = pl.readParquet(truthPath);
  const atRows = (column: string) => {
    const values = truth.getColumn(column).toTypedArray() as Float64Array;
    return Float64Array.from(sourceRow, (row) => values[row]!);
  };
  const [p1, p0, e] = [atRows("p_top_3"), atRows("p_rank_4_plus"), atRows("propensity_top_3")];
  const trueLift = p1.map((p, row) => p - p0[row]!);
  const nuisance = await crossFit({
    features: featureTable(frame, NUMERIC_COVARIATES, ["category", "subcategory"]),
    treatment,
    outcome,
    foldOfRow: stratifiedFolds(treatment, 3, 42),
  });
  const { propensity } = nuisance;
  const { scores, raised, lowered } = aipwScores({ ...nuisance, treatment, outcome }, 0.01);
  const length = numericColumn(frame, "candidate_set_size");
  const inShort = (row: number) => length[row]! <= 10;
  const inLong = (row: number) => length[row]! > 100;
  const everywhere = () => true;

  const said = await readProse(NOTEBOOK);

  const clickedRows = treatment.map((t, row) => t * outcome[row]!);
  const sum = (values: Uint8Array) => values.reduce((total, value) => total + value, 0);
  said("8 % of the rows are treated, 4 % are clicked");
  assertAlmostEquals(mean(treatment, everywhere), 0.08, 0.005);
  assertAlmostEquals(mean(outcome, everywhere), 0.04, 0.005);
  said("4 % are clicked, and 1,493 are both");
  assertEquals(sum(clickedRows), 1_493);
  said("orders of magnitude (1 to 3,589 on the built-in sample)");
  const exposures = numericColumn(frame, "item_exposures");
  assertEquals(extent(exposures), [1, 3_589]);
  said(".210 of the rows in lists of 1-10 are clicked, .014 in lists above 100");
  assertAlmostEquals(mean(outcome, inShort), 0.210, 0.0005);
  assertAlmostEquals(mean(outcome, inLong), 0.014, 0.0005);

  said("the true average lift of the rows drawn below is 0.018");
  assertAlmostEquals(mean(trueLift, everywhere), 0.018, 0.0005);
  said("the interval above misses the true 0.018");
  assert(averageEffect(scores).lower > 0.0185);

  said(
    "at least half of it is not: .0042 of .0082 comes from the 889 rows of lists of three or fewer, which have no " +
      "control arm",
  );
  const beyond = scores.map((score, row) => score - trueLift[row]!);
  const withoutControls = beyond.map((excess, row) => length[row]! <= 3 ? excess : 0);
  assertEquals(length.filter((k) => k <= 3).length, 889);
  assert(treatment.every((t, row) => length[row]! > 3 || t === 1));
  assertAlmostEquals(mean(withoutControls, everywhere), 0.0042, 0.00005);
  assertAlmostEquals(mean(beyond, everywhere), 0.0082, 0.00005);
  said("Half of it comes from lists of three or fewer, which have no control arm");
  said("whose propensity is predicted as .28 instead of 1");
  const withoutControl = (row: number) => length[row]! <= 3;
  assertAlmostEquals(mean(propensity, withoutControl), 0.28, 0.005);
  assertEquals(mean(e, withoutControl), 1);
  said("On the built-in sample their scores are too high by 71 per 100 on average");
  assertAlmostEquals(mean(beyond, withoutControl), 0.71, 0.005);

  said("On the built-in sample all three are .0029 for the lift of all rows");
  for (const column of ["impression_id", "user_id"]) {
    const groups = pl.readParquet(impressionsPath, { columns: [column] }).getColumn(column)
      .toArray();
    const groupOf = Array.from(sourceRow, (row) => groups[row]);
    assertAlmostEquals(errorByGroups(scores, groupOf), 0.0029, 0.00005);
  }
  assertAlmostEquals(averageEffect(scores).standardError, 0.0029, 0.00005);

  said("in lists of 1 to 10 its mean is about .25 where about .53 is right");
  assertAlmostEquals(mean(propensity, inShort), 0.25, 0.005);
  assertAlmostEquals(mean(e, inShort), 0.53, 0.005);

  said("more often than the outcome model predicts, by .09 on average");
  said("If control rows have a surplus as well, here .06 on average");
  const surplus = nuisance.outcomeObserved.map((predicted, row) => outcome[row]! - predicted);
  assertAlmostEquals(mean(surplus, (row) => inShort(row) && treatment[row] === 1), 0.09, 0.005);
  assertAlmostEquals(mean(surplus, (row) => inShort(row) && treatment[row] === 0), 0.06, 0.005);

  said("the surplus counts 2.8 times what it should");
  const treatedShort = (row: number) => inShort(row) && treatment[row] === 1;
  const weighted = (by: Float64Array) => mean(surplus.map((r, row) => r / by[row]!), treatedShort);
  assertAlmostEquals(weighted(propensity) / weighted(e), 2.8, 0.05);
  const controlShort = (row: number) => inShort(row) && treatment[row] === 0;
  const against = (by: Float64Array) =>
    mean(surplus.map((r, row) => r / (1 - by[row]!)), controlShort);
  assert(against(propensity) < against(e));

  said("it raises 22,338 of 150,000 propensities, nearly all of them in lists above 100");
  assertEquals([raised, lowered], [22_338, 0]);
  const clipped = (row: number) => propensity[row]! < 0.01;
  const isLong = length.map((k) => k > 100 ? 1 : 0);
  assert(mean(isLong, clipped) > 0.95);
  said(
    "For 21,952 of these rows, the controls, it changes next to nothing; for the 386 treated ones",
  );
  const clippedTreated = treatment.reduce((sum, t, row) => sum + (clipped(row) ? t : 0), 0);
  assertEquals([raised - clippedTreated, clippedTreated], [21_952, 386]);
  said("though no true one is below 0.01");
  assert(e.every((probability) => probability >= 0.01));

  said("31 clicked, treated rows with e below .03 make up 64 % of the variance");
  const average = mean(scores, everywhere);
  const squares = scores.map((score) => (score - average) ** 2);
  const heavy = (row: number) =>
    treatment[row] === 1 && outcome[row] === 1 && propensity[row]! < 0.03;
  const heavyRows = treatment.reduce((count, _, row) => count + (heavy(row) ? 1 : 0), 0);
  assertEquals(heavyRows, 31);
  const share = mean(squares, heavy) * heavyRows / (mean(squares, everywhere) * scores.length);
  assertAlmostEquals(share, 0.64, 0.005);

  said("treated rows make up 97 % of the variance of all scores");
  const treatedSquares = squares.map((square, row) => treatment[row]! * square);
  assertAlmostEquals(mean(treatedSquares, everywhere) / mean(squares, everywhere), 0.97, 0.005);

  said(
    "On the built-in sample Q4 has 5,290 and Q1 has 1,420: popular articles stand in shorter lists " +
      "there, where three places are a larger share, and are placed high more often than others",
  );
  const { codes } = rankSegments("quarter", exposures, ["Q1", "Q2", "Q3", "Q4"]);
  const byLot = length.map((k) => Math.min(1, 3 / k));
  const inQuarter = (quarter: number) => (row: number) => codes[row] === quarter;
  const treatedIn = [3, 0].map((quarter) =>
    treatment.reduce((sum, t, row) => sum + (inQuarter(quarter)(row) ? t : 0), 0)
  );
  assertEquals(treatedIn, [5_290, 1_420]);
  assert(mean(length, inQuarter(3)) < mean(length, inQuarter(0)));
  assert(mean(e, inQuarter(3)) > 1.1 * mean(byLot, inQuarter(3)));
  assert(mean(e, inQuarter(0)) < 0.9 * mean(byLot, inQuarter(0)));

  said("On the built-in sample, which is ranked, the truth is 4.05 and this cell reports 21.13");
  assertAlmostEquals(mean(trueLift, inShort), 0.0405, 0.00005);
  assertAlmostEquals(mean(scores, inShort), 0.2113, 0.00005);
  assert(mean(trueLift, inLong) < mean(trueLift, inShort));

  said("the lowest one, `autosnews`, rests on a single treated click");
  const subcategory = frame.getColumn("subcategory").toArray();
  const clicks = treatment.reduce(
    (sum, t, row) => sum + (subcategory[row] === "autosnews" ? t * outcome[row]! : 0),
    0,
  );
  assertEquals(clicks, 1);

  said("the category `weather` and the subcategory `weathertopstories` are the same rows");
  const category = frame.getColumn("category").toArray();
  assert(
    category.every((level, row) =>
      (level === "weather") === (subcategory[row] === "weathertopstories")
    ),
  );
  await Deno.remove(folder, { recursive: true });
});
