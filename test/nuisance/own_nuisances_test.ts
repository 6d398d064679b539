import { assertAlmostEquals, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { crossFit } from "lib/nuisance/cross_fit.ts";
import { encodeDesign, fitDesignEncoding } from "lib/nuisance/design_matrix.ts";
import { rowsOfFold } from "lib/nuisance/folds.ts";
import { fitLogistic, inverseLogit, linearPredictor } from "lib/nuisance/logistic.ts";
import type { CrossFitData } from "lib/nuisance/nuisance_model.ts";
import type { Progress } from "lib/progress.ts";
import { seededSource } from "lib/random/seeded.ts";

/** Rows in which a number and a topic act on both treatment and outcome, otherwise in each arm. */
function data(rows = 600): CrossFitData {
  const source = seededSource(5, "nuisances");
  const values = Float64Array.from({ length: rows }, () => source.normal());
  const codes = Int32Array.from({ length: rows }, () => source.integerBelow(3));
  const treatment = Uint8Array.from(
    values,
    (x, row) => source.uniform() < inverseLogit(0.5 * x + 0.4 * (codes[row]! - 1)) ? 1 : 0,
  );
  const outcome = Uint8Array.from(
    values,
    (x, row) => source.uniform() < inverseLogit(-0.5 + (treatment[row] === 1 ? 1 : -1) * x) ? 1 : 0,
  );
  return {
    features: {
      rows,
      numeric: [{ name: "x", values }],
      categorical: [{ name: "topic", levels: ["a", "b", "c"], codes }],
    },
    treatment,
    outcome,
    foldOfRow: Uint8Array.from(values, (_, row) => row % 3),
  };
}

const OPTIONS = { minimumLevelCount: 5 };

Deno.test("a model per arm is the regression on that arm's rows alone", async () => {
  const given = data();
  const { outcomeTreated, outcomeControl, outcomeObserved, outcomeFits } = await crossFit(given, {
    ...OPTIONS,
    outcomeModel: "per arm",
  });
  assertEquals(outcomeFits.map(({ arm, fold }) => [arm, fold]), [
    ...[[0, 0], [0, 1], [0, 2]],
    ...[[1, 0], [1, 1], [1, 2]],
  ]);
  for (const [arm, predicted] of [[0, outcomeControl], [1, outcomeTreated]] as const) {
    for (let fold = 0; fold < 3; fold++) {
      const { training, heldOut } = rowsOfFold(given.foldOfRow, fold);
      const own = training.filter((row) => given.treatment[row] === arm);
      const encoding = fitDesignEncoding(given.features, own, OPTIONS.minimumLevelCount);
      const room = () => new Float64Array(given.features.rows);
      const fit = fitLogistic(
        encodeDesign(encoding, given.features, own, room()),
        Uint8Array.from(own, (row) => given.outcome[row]!),
      );
      const logOdds = linearPredictor(encodeDesign(encoding, given.features, heldOut, room()), fit);
      // Both end with gradients below 1e-9, from different starts.
      heldOut.forEach((row, at) =>
        assertAlmostEquals(predicted[row]!, inverseLogit(logOdds[at]!), 1e-9)
      );
    }
  }
  outcomeObserved.forEach((own, row) =>
    assertEquals(own, (given.treatment[row] === 1 ? outcomeTreated : outcomeControl)[row])
  );
});

Deno.test("the shared model is the default, and threads change no bit of either", async () => {
  const given = data();
  const [plain, shared] = await Promise.all([
    crossFit(given, OPTIONS),
    crossFit(given, { ...OPTIONS, outcomeModel: "shared" }),
  ]);
  assertEquals(shared, plain);
  const perArm = (workers: number) =>
    crossFit(given, { ...OPTIONS, outcomeModel: "per arm", workers });
  const [one, two] = await Promise.all([perArm(1), perArm(2)]);
  assertEquals(two, one);
  assertNotEquals(one.outcomeTreated, plain.outcomeTreated);
});

Deno.test("what is known is handed on and not fitted", async () => {
  const given = data();
  const propensity = new Float64Array(600).fill(0.25);
  const steps: Progress[] = [];
  const half = await crossFit(given, {
    ...OPTIONS,
    known: { propensity },
    workers: 2,
    onProgress: (progress) => steps.push(progress),
  });
  assertEquals([half.propensity, half.propensityFits], [propensity, []]);
  assertEquals(half.outcomeTreated, (await crossFit(given, OPTIONS)).outcomeTreated);
  assertEquals(steps.map(({ done, total }) => [done, total]), [[1, 3], [2, 3], [3, 3]]);
  const [outcomeTreated, outcomeControl] = [0.2, 0.1].map((rate) =>
    new Float64Array(600).fill(rate)
  );
  const all = await crossFit(given, {
    known: { propensity, outcomeTreated: outcomeTreated!, outcomeControl: outcomeControl! },
  });
  assertEquals([all.outcomeFits, all.propensityFits], [[], []]);
  assertEquals(
    all.outcomeObserved,
    Float64Array.from(given.treatment, (arm) => arm === 1 ? 0.2 : 0.1),
  );
});

Deno.test("half of what is known, and what is no probability, is refused", async () => {
  const given = data();
  const refused = (known: object, words: string) =>
    assertRejects(() => crossFit(given, { ...OPTIONS, known }), InputError, words);
  const rates = new Float64Array(600).fill(0.5);
  await refused({ outcomeTreated: rates }, "only one of the two expected outcomes");
  await refused({ propensity: rates.map(() => 1.5) }, "not from 0 to 1");
  await refused({ propensity: rates.subarray(1) }, "599 values for 600 rows");
  await refused({ propensities: rates }, 'there is no option "propensities"');
  await assertRejects(
    () => crossFit(given, { outcomeModel: "both" as never }),
    InputError,
    'outcomeModel is "both"',
  );
});

Deno.test("a known propensity can be a function of the row, and is checked as a column is", async () => {
  const given = data();
  const chance = (row: number) => 0.2 + 0.001 * (row % 100);
  const known = { propensity: chance };
  const column = { propensity: Float64Array.from({ length: 600 }, (_, row) => chance(row)) };
  assertEquals(
    (await crossFit(given, { ...OPTIONS, known })).propensity,
    (await crossFit(given, { ...OPTIONS, known: column })).propensity,
  );
  await assertRejects(
    () => crossFit(given, { ...OPTIONS, known: { propensity: () => 1.5 } }),
    InputError,
    "not from 0 to 1",
  );
});
