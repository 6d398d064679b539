import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { confoundingBounds } from "lib/effects/confounding.ts";
import { confoundingBenchmark } from "lib/effects/confounding_benchmark.ts";
import { InputError } from "lib/errors.ts";
import { closedFormTable } from "../inference/closed_form_table.ts";

const table = closedFormTable();
const rows = table.outcome.length;
const logistic = (logOdds: number) => 1 / (1 + Math.exp(-logOdds));
const x = (row: number) => Math.sin(1.7 * row);
const column = (value: (row: number) => number) =>
  Float64Array.from({ length: rows }, (_, row) => value(row));

/** Predictions that know the covariate of the outcome, and that of the treatment, by so much. */
function reduced(ofOutcome: number, ofTreatment: number) {
  return {
    propensity: column((row) => 0.5 + ofTreatment * (table.propensity[row]! - 0.5)),
    outcomeTreated: column((row) => logistic(-0.5 + ofOutcome * 0.8 * x(row))),
    outcomeControl: column((row) => logistic(-1 + ofOutcome * 0.8 * x(row))),
  };
}

/**
 * What doubleml 0.11.4 prints. Recipe: `DoubleMLIRM(data, LinearRegression(), LogisticRegression(), n_folds=2)`
 * fitted twice with `external_predictions={"t": {"ml_g0": …, "ml_g1": …, "ml_m": …}}`, once with the table's own
 * predictions and once with the reduced ones; then `doubleml.utils.gain_statistics(full, reduced)`, which is
 * what `sensitivity_benchmark` calls after its refit.
 */
const DOUBLEML = [
  // The covariate of the outcome left out; the treatment's kept.
  [0, 1, 0.06435361657839621, 0.0, -1.0, -0.0023386141740076166],
  [0, 0.6, 0.06435361657839621, 0.0688485855268948, -0.22520092460186733, -0.015079979538513602],
  [1, 0.6, 0.0, 0.0688485855268948, -1.0, -0.013320854905616936],
  [0.5, 0.9, 0.014815741579133311, 0.0009518069361317889, -1.0, -0.006005683441788964],
] as const;

Deno.test("on the closed-form table the benchmarks are doubleml's", () => {
  for (const [ofOutcome, ofTreatment, cfY, cfD, rho, deltaTheta] of DOUBLEML) {
    const benchmark = confoundingBenchmark(table, reduced(ofOutcome, ofTreatment));
    // Differences of means of 1,200 numbers of about 1, over about .01; NumPy adds in another order.
    assertAlmostEquals(benchmark.ofOutcome, cfY, 1e-12);
    // Theirs is the growth of the mean square of the weights, ours the share that goes into the bounds.
    assertAlmostEquals(benchmark.ofTreatment / (1 - benchmark.ofTreatment), cfD, 1e-12);
    assertAlmostEquals(benchmark.adversity, rho, 1e-12);
    assertAlmostEquals(benchmark.change, deltaTheta, 1e-14);
  }
});

Deno.test("the reduced models' bound at the strength left out, times the adversity, is the change", () => {
  const predictions = reduced(0, 0.6);
  const { ofOutcome, ofTreatment, adversity, change } = confoundingBenchmark(table, predictions);
  // Relative to the reduced models, of which the covariates are what nobody recorded.
  const { lift, highest } = confoundingBounds({ ...table, ...predictions }, {
    ofOutcome: ofOutcome / (1 + ofOutcome),
    ofTreatment,
  });
  assertAlmostEquals(Math.abs(change), Math.abs(adversity) * (highest - lift), 1e-14);
});

Deno.test("a benchmark is a cause to suppose, and a stronger covariate is a stronger one", () => {
  const [weak, strong] = [reduced(0.8, 0.8), reduced(0, 0.6)]
    .map((predictions) => confoundingBenchmark(table, predictions));
  assert(weak!.ofOutcome < strong!.ofOutcome && weak!.ofTreatment < strong!.ofTreatment);
  const width = (cause: typeof weak) => {
    const { lowest, highest } = confoundingBounds(table, cause!);
    return highest - lowest;
  };
  assert(width(weak) < width(strong));
  const itself = confoundingBenchmark(table, table);
  assertEquals([itself.ofOutcome, itself.ofTreatment, itself.change], [0, 0, 0]);
});

Deno.test("predictions of other rows, and propensities that contradict the treatments, are refused", () => {
  const short = { ...reduced(0, 1), propensity: new Float64Array(3).fill(0.5) };
  assertThrows(() => confoundingBenchmark(table, short), InputError, "3 values for 1200 rows");
  const turned = {
    ...reduced(0, 1),
    propensity: column((row) => table.treatment[row] ? 0.05 : 0.95),
  };
  assertThrows(
    () => confoundingBenchmark(table, turned),
    InputError,
    "the mean square of the reduced models' weights is",
  );
});
