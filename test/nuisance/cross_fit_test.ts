import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { crossFit, type CrossFitResult } from "lib/nuisance/cross_fit.ts";
import { LogisticFitError } from "lib/nuisance/logistic.ts";
import { simulatedRows } from "./simulated_rows.ts";

const ROWS = 900;
const simulated = () => simulatedRows(ROWS);

function predictionsAt(result: CrossFitResult, row: number): number[] {
  const { propensity, outcomeTreated, outcomeControl, outcomeObserved } = result;
  return [propensity, outcomeTreated, outcomeControl, outcomeObserved].map((column) =>
    column[row]!
  );
}

Deno.test("any number of workers gives the same bits", async () => {
  const data = simulated();
  const alone = await crossFit(data, { workers: 1 });
  assertEquals(await crossFit(data, { workers: 2 }), alone);
  assertEquals(await crossFit(data, { workers: 7 }), alone);
});

Deno.test("a row's own outcome never reaches its predictions, but reaches other folds'", async () => {
  const data = simulated();
  const before = await crossFit(data, { workers: 1 });
  const row = 17;
  const outcome = data.outcome.slice();
  outcome[row] = 1 - outcome[row]!;
  const after = await crossFit({ ...data, outcome }, { workers: 1 });
  const inFold = (other: number) => data.foldOfRow[other] === data.foldOfRow[row];
  const tolerance = 1e-9;
  for (let other = 0; other < ROWS; other++) {
    const changed = predictionsAt(after, other).some((value, k) =>
      Math.abs(value - predictionsAt(before, other)[k]!) > tolerance
    );
    assertEquals(changed, !inFold(other), `row ${other}`);
  }
});

Deno.test("the outcome under the own arm is the counterfactual prediction of that arm", async () => {
  const data = simulated();
  const result = await crossFit(data, { workers: 1 });
  for (let row = 0; row < ROWS; row++) {
    const own = data.treatment[row] === 1 ? result.outcomeTreated : result.outcomeControl;
    assert(Math.abs(result.outcomeObserved[row]! - own[row]!) < 1e-14, `row ${row}`);
  }
});

Deno.test("permuting the rows permutes the predictions", async () => {
  const data = simulated();
  // 7 and the number of rows have no common factor: every row comes once.
  const permutation = Int32Array.from({ length: ROWS }, (_, i) => (i * 7) % ROWS);
  const permuted = await crossFit({
    features: {
      rows: ROWS,
      numeric: data.features.numeric.map(({ name, values }) => ({
        name,
        values: Float64Array.from(permutation, (row) => values[row]!),
      })),
      categorical: data.features.categorical.map((feature) => ({
        ...feature,
        codes: Int32Array.from(permutation, (row) => feature.codes[row]!),
      })),
    },
    treatment: Uint8Array.from(permutation, (row) => data.treatment[row]!),
    outcome: Uint8Array.from(permutation, (row) => data.outcome[row]!),
    foldOfRow: Uint8Array.from(permutation, (row) => data.foldOfRow[row]!),
  }, { workers: 1 });
  const plain = await crossFit(data, { workers: 1 });
  permutation.forEach((row, place) => {
    predictionsAt(plain, row).forEach((value, k) => {
      assert(Math.abs(predictionsAt(permuted, place)[k]! - value) < 1e-11, `row ${row}`);
    });
  });
});

Deno.test("progress counts every model of every fold, on one thread and on two", async () => {
  for (const workers of [1, 2]) {
    const seen: [number, number][] = [];
    await crossFit(simulated(), {
      workers,
      onProgress: ({ done, total }) => seen.push([done, total]),
    });
    assertEquals(seen, [1, 2, 3, 4, 5, 6].map((done) => [done, 6]));
  }
});

Deno.test("the choices reach the models", async () => {
  const data = simulated();
  const plain = await crossFit(data, { workers: 1 });
  const rare = await crossFit(data, { workers: 1, minimumLevelCount: 1000 });
  assertEquals(rare.propensityFits[0]!.columns, ["x", "topic_infrequent"]);
  const strong = await crossFit(data, { workers: 1, penalty: 1e6 });
  assertNotEquals(strong.propensity[0], plain.propensity[0]);
  assert(Math.abs(strong.propensityFits[0]!.fit.coefficients[0]!) < 1e-3);
});

Deno.test("a fit that fails is told from either thread, with the model's name", async () => {
  for (const workers of [1, 2]) {
    await assertRejects(
      () => crossFit(simulated(), { workers, gradientTolerance: 1e-300 }),
      LogisticFitError,
      "model without fold 1 cannot be fitted",
    );
  }
});

Deno.test("covariates are told apart by place", async () => {
  const data = simulated();
  const other = { name: "z", values: Float64Array.from({ length: ROWS }, (_, row) => row % 3) };
  const numeric = [...data.features.numeric, other];
  const { outcomeTreated, outcomeControl, outcomeFits } = await crossFit({
    ...data,
    features: { ...data.features, numeric },
  });
  assertEquals(outcomeFits[0]!.columns.slice(0, 3), ["x", "z", "treatment"]);
  const lift = outcomeTreated.reduce((sum, mu1, row) => sum + mu1 - outcomeControl[row]!, 0) / ROWS;
  assert(lift > 0.1, `the simulated effect is 0.2, the model's ${lift}`);
});
