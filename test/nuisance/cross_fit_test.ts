import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { InputError } from "lib/errors.ts";
import type { CrossFitData, CrossFitResult } from "lib/nuisance/cross_fit.ts";
import { crossFit, type CrossFitOptions } from "lib/nuisance/cross_fit_parallel.ts";
import { LogisticFitError } from "lib/nuisance/logistic.ts";
import { stratifiedFolds } from "lib/nuisance/folds.ts";
import { seededSource } from "lib/random/seeded.ts";

const ROWS = 900;

function simulated(): CrossFitData {
  const { uniform, integerBelow } = seededSource("cross-fit");
  const values = Float64Array.from({ length: ROWS }, () => uniform() < 0.05 ? NaN : uniform());
  const codes = Int32Array.from({ length: ROWS }, () => integerBelow(5) - 1);
  const treatment = Uint8Array.from({ length: ROWS }, () => uniform() < 0.3 ? 1 : 0);
  const outcome = Uint8Array.from(
    { length: ROWS },
    (_, row) => uniform() < 0.1 + 0.2 * treatment[row]! ? 1 : 0,
  );
  return {
    features: {
      rows: ROWS,
      numeric: [{ name: "x", values }],
      categorical: [{ name: "topic", levels: ["a", "b", "c", "d"], codes }],
    },
    treatment,
    outcome,
    foldOfRow: stratifiedFolds(treatment, 3, 42),
  };
}

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

Deno.test("bad rows and bad options are refused by name", async () => {
  const data = simulated();
  const refused = async (change: Partial<CrossFitData>, part: string) => {
    await assertRejects(() => crossFit({ ...data, ...change }), InputError, part);
  };
  await refused({ treatment: new Uint8Array(ROWS) }, 'all 900 values are 0 (column "treatment")');
  await refused({ outcome: new Uint8Array(ROWS).fill(1) }, 'column "outcome"');
  await refused({ treatment: new Uint8Array(ROWS).fill(2) }, "neither 0 nor 1");
  await refused({ outcome: new Uint8Array(3) }, "3 values for 900 rows");
  await refused({ foldOfRow: new Uint8Array(ROWS) }, "two folds are the least");
  await refused({ foldOfRow: data.foldOfRow.map((fold) => 2 * fold) }, "give every fold rows");
  const numeric = [{ name: "x", values: new Float64Array(ROWS).fill(Infinity) }];
  await refused({ features: { ...data.features, numeric } }, "900 of 900 values are infinite");
  const categorical = [{ name: "topic", levels: ["a"], codes: new Int32Array(ROWS).fill(-1) }];
  await refused({ features: { ...data.features, categorical } }, 'column "topic"');

  const options: [CrossFitOptions, string][] = [
    [{ penalty: -1 }, "penalty is -1"],
    [{ minimumLevelCount: 0.5 }, "minimumLevelCount"],
    [{ gradientTolerance: 0 }, "gradientTolerance"],
    [{ workers: 0 }, "workers"],
    [{ penalty: "1" as unknown as number }, "penalty"],
  ];
  for (const [option, part] of options) {
    await assertRejects(() => crossFit(data, option), InputError, part);
  }
});

Deno.test("a fold whose other folds have one class, or no level, is refused by name", async () => {
  const data = simulated();
  const ofFold1 = (value: number) =>
    Uint8Array.from(data.foldOfRow, (fold) => fold === 0 ? value : 1 - value);
  await assertRejects(
    () => crossFit({ ...data, outcome: ofFold1(1) }),
    InputError,
    'all 600 values outside fold 1 are 0 (column "outcome")',
  );
  const codes = Int32Array.from(data.foldOfRow, (fold) => fold === 2 ? 0 : -1);
  const categorical = [{ name: "topic", levels: ["a"], codes }];
  await assertRejects(
    () => crossFit({ ...data, features: { ...data.features, categorical } }),
    InputError,
    'all values outside fold 3 are missing (column "topic")',
  );
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

Deno.test("covariates are told apart by place, and names that would mix them up refused", async () => {
  const data = simulated();
  const other = { name: "z", values: Float64Array.from({ length: ROWS }, (_, row) => row % 3) };
  const named = (name: string) => ({
    ...data,
    features: { ...data.features, numeric: [...data.features.numeric, { ...other, name }] },
  });
  const { outcomeTreated, outcomeControl, outcomeFits } = await crossFit(named("z"));
  assertEquals(outcomeFits[0]!.columns.slice(0, 3), ["x", "z", "treatment"]);
  const lift = outcomeTreated.reduce((sum, mu1, row) => sum + mu1 - outcomeControl[row]!, 0) / ROWS;
  assert(lift > 0.1, `the simulated effect is 0.2, the model's ${lift}`);
  await assertRejects(() => crossFit(named("treatment")), InputError, "Rename it");
  await assertRejects(() => crossFit(named("x")), InputError, "the same name");
  const misspelt = { penlty: 3 } as CrossFitOptions;
  await assertRejects(() => crossFit(data, misspelt), InputError, 'no option "penlty"');
  const codes = new Int32Array(ROWS).fill(4);
  const categorical = [{ name: "topic", levels: ["a"], codes }];
  await assertRejects(
    () => crossFit({ ...data, features: { ...data.features, categorical } }),
    InputError,
    "900 of 900 codes name none of 1 levels",
  );
});
