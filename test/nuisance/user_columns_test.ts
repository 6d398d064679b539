import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { crossFit } from "lib/nuisance/cross_fit.ts";
import { rowsOfFold, stratifiedFolds } from "lib/nuisance/folds.ts";
import { fitLogistic, type LogisticOptions } from "lib/nuisance/logistic.ts";
import { foldMetrics, predictionMetrics } from "lib/nuisance/metrics.ts";
import { describeColumns } from "lib/nuisance/prediction_summary.ts";
import { simulatedRows } from "./simulated_rows.ts";

const ROWS = 300;
const data = simulatedRows(ROWS);
const predicted = Float64Array.from({ length: ROWS }, (_, row) => row % 10 / 10);
const booleans = (column: Uint8Array) =>
  Array.from(column, (value) => value === 1) as unknown as Uint8Array;
const doubles = (column: Uint8Array) => Float64Array.from(column) as unknown as Uint8Array;

Deno.test("booleans and other arrays of 0 and 1 give the figures of bytes", async () => {
  const { treatment, outcome, foldOfRow } = data;
  const right = await crossFit(data);
  const metrics = foldMetrics(outcome, predicted, foldOfRow);
  const folds = stratifiedFolds(treatment, 3, 1);
  const design = {
    rows: ROWS,
    numeric: [predicted],
    indicatorWidth: 0,
    cellOfRow: new Int32Array(ROWS),
    indicatorsOfCell: [[]],
  };
  const fit = fitLogistic(design, outcome);
  for (const form of [booleans, doubles]) {
    const given = { treatment: form(treatment), outcome: form(outcome) };
    assertEquals(await crossFit({ ...data, ...given, foldOfRow: doubles(foldOfRow) }), right);
    assertEquals(foldMetrics(given.outcome, predicted, foldOfRow), metrics);
    assertEquals(
      predictionMetrics(given.outcome, predicted),
      predictionMetrics(outcome, predicted),
    );
    assertEquals(stratifiedFolds(given.treatment, 3, 1), folds);
    assertEquals(fitLogistic(design, given.outcome), fit);
  }
});

Deno.test("other codes, texts and missing values are refused by column and count", async () => {
  const { outcome, foldOfRow } = data;
  const odd = (value: unknown) =>
    Array.from(outcome, (bit, row) => row === 8 ? value : bit) as unknown as Uint8Array;
  for (const value of ["1", null, undefined, NaN, 2, 0.5]) {
    for (const column of ["treatment", "outcome"]) {
      const error = await assertRejects(
        () => crossFit({ ...data, [column]: odd(value) }),
        InputError,
      );
      assertEquals([error.column, error.count], [column, 1]);
    }
    const { count } = assertThrows(() => predictionMetrics(odd(value), predicted), InputError);
    assertEquals(count, 1);
    assertThrows(() => foldMetrics(odd(value), predicted, foldOfRow), InputError, '"outcomes"');
    if (value !== 2) assertThrows(() => stratifiedFolds(odd(value), 3, 1), InputError, '"labels"');
    if (value === 2) continue;
    const numbers = Array.from(foldOfRow, (fold, row) => row === 8 ? value : fold);
    await assertRejects(
      () => crossFit({ ...data, foldOfRow: numbers as unknown as Uint8Array }),
      InputError,
      '"foldOfRow"',
    );
  }
});

Deno.test("covariates that are no numbers are refused, missing ones of any kind are missing", async () => {
  const [x] = data.features.numeric;
  const withValues = (values: unknown[]) => {
    const numeric = [{ name: "x", values: values as unknown as Float64Array }];
    return { ...data, features: { ...data.features, numeric } };
  };
  const gap = (value: unknown) => Array.from(x!.values, (x, row) => row === 8 ? value : x);
  assertEquals(await crossFit(withValues(gap(null))), await crossFit(withValues(gap(NaN))));
  const error = await assertRejects(() => crossFit(withValues(gap("3,5"))), InputError);
  assertEquals([error.column, error.count], ["x", 1]);
});

Deno.test("impossible probabilities and folds of other lengths are refused", () => {
  const { outcome, foldOfRow } = data;
  for (const value of [NaN, -0.1, 1.1, Infinity]) {
    const probabilities = predicted.slice();
    probabilities[3] = value;
    const error = assertThrows(() => predictionMetrics(outcome, probabilities), InputError);
    assertEquals([error.column, error.count], ["probabilities", 1]);
    assertThrows(() => foldMetrics(outcome, probabilities, foldOfRow), InputError, "row 3");
  }
  assertThrows(
    () => foldMetrics(outcome, predicted, foldOfRow.subarray(1)),
    InputError,
    '"foldOfRow"',
  );
  assertThrows(() => rowsOfFold(foldOfRow, 7), InputError, "no row is in fold 7");
  for (const probability of [null, true, "0.5", NaN, -0.1]) {
    assertThrows(
      () => describeColumns([predicted], [probability as number]),
      InputError,
      "Give numbers from 0 to 1.",
    );
  }
});

Deno.test("options that the regression does not know are refused by name", () => {
  const design = {
    rows: 2,
    numeric: [Float64Array.of(0, 1)],
    indicatorWidth: 0,
    cellOfRow: new Int32Array(2),
    indicatorsOfCell: [[]],
  };
  for (
    const options of [{ C: 10 }, { penalty: "1" }, { penalty: null }, { maximumIterations: NaN }]
  ) {
    assertThrows(
      () => fitLogistic(design, Uint8Array.of(0, 1), options as unknown as LogisticOptions),
      InputError,
      Object.keys(options)[0]!,
    );
  }
});
