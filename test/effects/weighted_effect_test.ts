import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { aipwScores, averageEffect } from "lib/effects/aipw.ts";
import { overlapOf } from "lib/effects/overlap.ts";
import { type Estimand, type Estimator, weightedEffect } from "lib/effects/weighted_effect.ts";
import { InputError } from "lib/errors.ts";
import { clusteredMean } from "lib/inference/clustered_mean.ts";
import { mean } from "simple-statistics";
import { closedFormTable } from "../inference/closed_form_table.ts";

const choose = (estimator: Estimator, estimand: Estimand = "per row") => ({ estimator, estimand });

Deno.test("on the closed-form table all three are NumPy's, and the doubly robust one doubleml's", () => {
  const table = closedFormTable();
  const lift = (estimator: Estimator) => weightedEffect(table, choose(estimator)).lift;
  // Sums of 1,200 rows in another order.
  assertAlmostEquals(lift("inverse probability"), 0.12951283286301146, 1e-15);
  assertAlmostEquals(lift("normalized"), 0.10439720736502289, 1e-15);
  assertAlmostEquals(lift("doubly robust"), 0.10918026612727255, 1e-15);
  const { treated, rows } = overlapOf(table);
  assertEquals(rows, 1200);
  assertAlmostEquals(treated.meanWeight, 1.0408539697449135, 1e-14);
  assertAlmostEquals(treated.effectiveRows, 450.22147052646426, 1e-10);
  const { scores } = weightedEffect(table, choose("doubly robust"));
  assertAlmostEquals(averageEffect(scores).standardError, 0.03246345491593253, 1e-15);
  assertAlmostEquals(clusteredMean(scores, table.cluster).cr0, 0.030195338956193175, 1e-15);
  assertEquals(mean([...scores].slice(0, 9)), mean([...aipwScores(table, 0).scores].slice(0, 9)));
});

const row = fc.record({
  outcome: fc.integer({ min: 0, max: 1 }),
  treatment: fc.integer({ min: 0, max: 1 }),
  propensity: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
  outcomeTreated: fc.double({ min: 0, max: 1, noNaN: true }),
  outcomeControl: fc.double({ min: 0, max: 1, noNaN: true }),
  listSize: fc.integer({ min: 1, max: 9 }),
});
const tables = fc.array(row, { minLength: 2, maxLength: 30 }).filter((rows) =>
  new Set(rows.map(({ treatment }) => treatment)).size === 2
).map((rows) => ({
  outcome: Uint8Array.from(rows, ({ outcome }) => outcome),
  treatment: Uint8Array.from(rows, ({ treatment }) => treatment),
  propensity: Float64Array.from(rows, ({ propensity }) => propensity),
  outcomeTreated: Float64Array.from(rows, ({ outcomeTreated }) => outcomeTreated),
  outcomeControl: Float64Array.from(rows, ({ outcomeControl }) => outcomeControl),
  listSize: Float64Array.from(rows, ({ listSize }) => listSize),
}));
const RUNS = { seed: 20260428, numRuns: 200 };
const ESTIMANDS: readonly Estimand[] = ["per row", "per list", "treated", "overlap"];
const ESTIMATORS: readonly Estimator[] = ["inverse probability", "normalized", "doubly robust"];

Deno.test("every estimate is its definition, and the mean of its scores", () => {
  fc.assert(
    fc.property(tables, (table) => {
      const { outcome, treatment, propensity, outcomeTreated, outcomeControl, listSize } = table;
      const rows = Array.from(outcome.keys());
      const total = (value: (at: number) => number) => rows.reduce((sum, at) => sum + value(at), 0);
      for (const estimand of ESTIMANDS) {
        const h = (at: number) =>
          ({
            "per row": 1,
            "per list": 1 / listSize[at]!,
            "treated": propensity[at]!,
            "overlap": propensity[at]! * (1 - propensity[at]!),
          })[estimand];
        const w1 = (at: number) => h(at) * treatment[at]! / propensity[at]!;
        const w0 = (at: number) => h(at) * (1 - treatment[at]!) / (1 - propensity[at]!);
        const y = (at: number) => outcome[at]!;
        const [m1, m0] = [(at: number) => outcomeTreated[at]!, (at: number) => outcomeControl[at]!];
        const expected: Readonly<Record<Estimator, number>> = {
          "inverse probability": total((at) => (w1(at) - w0(at)) * y(at)) / total(h),
          "normalized": total((at) => w1(at) * y(at)) / total(w1) -
            total((at) => w0(at) * y(at)) / total(w0),
          "doubly robust": total((at) =>
            h(at) * (m1(at) - m0(at)) + w1(at) * (y(at) - m1(at)) - w0(at) * (y(at) - m0(at))
          ) / total(h),
        };
        for (const estimator of ESTIMATORS) {
          const { lift, scores } = weightedEffect(table, { estimand, estimator });
          assertAlmostEquals(lift, expected[estimator], 1e-11, `${estimand}, ${estimator}`);
          // The scores are up to some hundred times as large as the lift.
          assertAlmostEquals(mean([...scores]), lift, 1e-10);
        }
      }
    }),
    RUNS,
  );
});

Deno.test("rows without a counterpart are left out and counted, and change nothing else", () => {
  fc.assert(
    fc.property(tables, (table) => {
      const more = {
        ...table,
        outcome: Uint8Array.of(1, ...table.outcome, 0, 1),
        treatment: Uint8Array.of(1, ...table.treatment, 0, 1),
        propensity: Float64Array.of(1, ...table.propensity, 0, 1),
        outcomeTreated: Float64Array.of(0, ...table.outcomeTreated, 0, 0),
        outcomeControl: Float64Array.of(1, ...table.outcomeControl, 1, 1),
        listSize: Float64Array.of(1, ...table.listSize, 1, 1),
      };
      for (const estimator of ESTIMATORS) {
        const [own, with3] = [table, more].map((rows) => weightedEffect(rows, choose(estimator)));
        assertEquals(with3!.lift, own!.lift);
        assertEquals(with3!.scores, own!.scores);
        assertEquals([with3!.certainlyTreated, with3!.certainlyControl], [2, 1]);
        assertEquals(with3!.kept, own!.kept.map((at) => at + 1));
      }
      assertEquals(overlapOf(more).withoutCounterpart, 3);
      assertEquals(overlapOf(more).treated, overlapOf(table).treated);
    }),
    RUNS,
  );
});

Deno.test("what cannot be weighted is refused in words", () => {
  const rows = {
    outcome: Uint8Array.of(1, 0),
    treatment: Uint8Array.of(1, 0),
    propensity: Float64Array.of(0.5, 0.5),
  };
  const refused = (given: object, words: string, choice: object = choose("normalized")) =>
    assertThrows(
      () => weightedEffect({ ...rows, ...given }, choice as never),
      InputError,
      words,
    );
  refused({ propensity: Float64Array.of(0.5, 1) }, "1 of 2 rows stand in the arm");
  refused({ propensity: Float64Array.of(0.5, 1.5) }, "not from 0 to 1");
  refused({ propensity: Float64Array.of(1, 0) }, "no treated row has a counterpart");
  refused({ treatment: Uint8Array.of(1, 1) }, "no control row has a counterpart");
  refused({}, "outcomeTreated", choose("doubly robust"));
  refused({}, "listSize", choose("normalized", "per list"));
  refused(
    { listSize: Float64Array.of(0, 2) },
    "1 of 2 lists have less than one row",
    choose("normalized", "per list"),
  );
  refused({}, "no estimand", { estimand: "everyone", estimator: "normalized" });
  refused({}, "no estimator", { estimand: "per row", estimator: "best" });
});
