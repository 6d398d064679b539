/**
 * Every coefficient of every fold's models beside the reference's, which it carried to gradients
 * below 3e-12. Coefficients that agree to 1e-9 give predictions that agree to 1e-9.
 */

import { assertAlmostEquals, assertEquals, assertLessOrEqual } from "@std/assert";
import { drawModelSample, featureTable } from "lib/impressions/model_sample.ts";
import { openImpressions } from "lib/impressions/table.ts";
import { crossFit } from "lib/nuisance/cross_fit.ts";
import { stratifiedFolds } from "lib/nuisance/folds.ts";
import type { FoldFit } from "lib/nuisance/nuisance_model.ts";
import { NUMERIC_COVARIATES } from "../original_covariates.ts";

const REFERENCE_DIR = Deno.env.get("REFERENCE_DIR");
const TOLERANCE = 1e-9;

interface ReferenceFit {
  readonly feature_names_out: readonly string[];
  readonly coef: readonly number[];
  readonly intercept: number;
}

type ReferenceFold = Record<"propensity" | "outcome", ReferenceFit>;

function compareFit({ columns, fit }: FoldFit, expected: ReferenceFit): void {
  const names = expected.feature_names_out.map((name) =>
    name.replace(/^(num|cat)__/, "").replace(/_infrequent_sklearn$/, "_infrequent")
  );
  assertEquals(columns, names);
  assertAlmostEquals(fit.intercept, expected.intercept, TOLERANCE);
  expected.coef.forEach((value, column) =>
    assertAlmostEquals(fit.coefficients[column]!, value, TOLERANCE, names[column])
  );
  assertLessOrEqual(fit.largestGradient, 1e-8);
}

for (const dataset of ["mind_20k", "mind_20k_nulls", "mind_full"]) {
  Deno.test({
    name: `on ${dataset} every coefficient is the reference's (needs REFERENCE_DIR)`,
    ignore: REFERENCE_DIR === undefined,
    fn: async () => {
      const table = openImpressions(`${REFERENCE_DIR}/inputs/${dataset}/impressions.parquet`);
      const { treatment, outcome, frame } = drawModelSample(table, { size: 150_000, seed: 42 });
      const { propensityFits, outcomeFits } = await crossFit({
        features: featureTable(frame, NUMERIC_COVARIATES, ["category", "subcategory"]),
        treatment,
        outcome,
        foldOfRow: stratifiedFolds(treatment, 3, 42),
      });
      const expected: ReferenceFold[] = JSON.parse(
        await Deno.readTextFile(`${REFERENCE_DIR}/expected/${dataset}/a07_fits_per_fold.json`),
      );
      expected.forEach(({ propensity, outcome }, fold) => {
        compareFit(propensityFits[fold]!, propensity);
        compareFit(outcomeFits[fold]!, outcome);
      });
    },
  });
}
