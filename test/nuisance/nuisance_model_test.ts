import { assertEquals } from "@std/assert";
import { crossFit } from "lib/nuisance/cross_fit.ts";
import {
  DEFAULT_NUISANCE_OPTIONS,
  fitOutcomeModel,
  fitPropensityModel,
} from "lib/nuisance/nuisance_model.ts";
import { simulatedRows } from "./simulated_rows.ts";

Deno.test("each model alone gives its half of the cross-fit, and tells of every fold", async () => {
  const data = simulatedRows(300);
  let folds = 0;
  const onFold = () => folds++;
  const propensity = fitPropensityModel(data, DEFAULT_NUISANCE_OPTIONS, onFold);
  assertEquals(folds, 3);
  const outcome = fitOutcomeModel(data, DEFAULT_NUISANCE_OPTIONS, onFold);
  assertEquals(folds, 6);
  assertEquals({ ...propensity, ...outcome }, await crossFit(data));
});

Deno.test("only the outcome model has a column for the treatment", () => {
  const data = simulatedRows(300);
  const [propensity] = fitPropensityModel(data, DEFAULT_NUISANCE_OPTIONS).propensityFits;
  const [outcome] = fitOutcomeModel(data, DEFAULT_NUISANCE_OPTIONS).outcomeFits;
  assertEquals(outcome!.columns, propensity!.columns.toSpliced(1, 0, "treatment"));
});
