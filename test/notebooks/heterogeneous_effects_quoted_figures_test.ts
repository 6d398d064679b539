/**
 * The figures that the notebook's prose quotes of the built-in sample, computed from the sample, its
 * truth and the library.
 */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { aipwScores, averageEffect } from "lib/effects/aipw.ts";
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

  said("the true average lift of the rows drawn below is 0.018");
  assertAlmostEquals(mean(trueLift, everywhere), 0.018, 0.0005);
  said("the interval above misses the true 0.018");
  assert(averageEffect(scores).lower > 0.0185);

  said("in lists of 1 to 10 its mean is about .25 where about .53 is right");
  assertAlmostEquals(mean(propensity, inShort), 0.25, 0.005);
  assertAlmostEquals(mean(e, inShort), 0.53, 0.005);

  said("more often than the outcome model predicts, by .09 on average");
  said("Control rows have a surplus as well, .06 on average");
  const surplus = nuisance.outcomeObserved.map((predicted, row) => outcome[row]! - predicted);
  assertAlmostEquals(mean(surplus, (row) => inShort(row) && treatment[row] === 1), 0.09, 0.005);
  assertAlmostEquals(mean(surplus, (row) => inShort(row) && treatment[row] === 0), 0.06, 0.005);

  said("it raises 22,338 of 150,000 propensities, nearly all of them in lists above 100");
  assertEquals([raised, lowered], [22_338, 0]);
  const clipped = (row: number) => propensity[row]! < 0.01;
  const isLong = length.map((k) => k > 100 ? 1 : 0);
  assert(mean(isLong, clipped) > 0.95);
  said("though no true one is below 0.01");
  assert(e.every((probability) => probability >= 0.01));

  said("31 clicked, treated rows with `e_hat` below .03 make up 64 % of the variance");
  const average = mean(scores, everywhere);
  const squares = scores.map((score) => (score - average) ** 2);
  const heavy = (row: number) =>
    treatment[row] === 1 && outcome[row] === 1 && propensity[row]! < 0.03;
  const heavyRows = treatment.reduce((count, _, row) => count + (heavy(row) ? 1 : 0), 0);
  assertEquals(heavyRows, 31);
  const share = mean(squares, heavy) * heavyRows / (mean(squares, everywhere) * scores.length);
  assertAlmostEquals(share, 0.64, 0.005);

  said("On the built-in sample the truth is 0.04 and this cell reports 0.21");
  assertAlmostEquals(mean(trueLift, inShort), 0.04, 0.005);
  assertAlmostEquals(mean(scores, inShort), 0.21, 0.005);
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
