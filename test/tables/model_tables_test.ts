/** The tables of the doubly robust analysis against frames put together column by column. */

import { assertEquals, assertThrows } from "@std/assert";
import pl from "nodejs-polars";
import { InputError } from "lib/errors.ts";
import { describeColumns } from "lib/nuisance/prediction_summary.ts";
import { metricsTable } from "lib/tables/fold_metrics.ts";
import { scoreTable } from "lib/tables/scores.ts";
import { effectTable } from "lib/tables/segment_effects.ts";
import { segmentHeadTable } from "lib/tables/segment_head.ts";
import { statisticTable } from "lib/tables/statistics.ts";
import { assertSameFrame } from "./same_frame.ts";

Deno.test("scores keep their rows' numbers and folds in 32 bits, folds from 1", () => {
  const rows = {
    sourceRow: Int32Array.of(41, 0, 7),
    foldOfRow: Uint8Array.of(0, 2, 1),
    propensity: Float64Array.of(0.1, 1 / 3, 0.5),
    outcomeTreated: Float64Array.of(0.04, 0.05, 0.06),
    outcomeControl: Float64Array.of(0.03, 0.02, 0.01),
    scores: Float64Array.of(-0.5, 0.25, 1e-17),
  };
  assertSameFrame(
    scoreTable(rows),
    pl.DataFrame([
      pl.Series("row", rows.sourceRow, pl.Int32),
      pl.Series("fold", [1, 3, 2], pl.Int32),
      pl.Series("e_hat", rows.propensity, pl.Float64),
      pl.Series("mu1_hat", rows.outcomeTreated, pl.Float64),
      pl.Series("mu0_hat", rows.outcomeControl, pl.Float64),
      pl.Series("aipw_score", rows.scores, pl.Float64),
    ]),
  );
  assertThrows(() => scoreTable({ ...rows, scores: Float64Array.of(1) }));
});

Deno.test("a description has a column per quantity and needs a name for each", () => {
  const columns = [Float64Array.of(1, 2, 4), Float64Array.of(-1, 0, 1 / 3)];
  const statistics = describeColumns(columns, [0.5]);
  const values = (column: number) => statistics.map((row) => row.values[column]!);
  assertSameFrame(
    statisticTable(statistics, ["e_hat", "mu1_hat"]),
    pl.DataFrame([
      pl.Series("e_hat", values(0), pl.Float64),
      pl.Series("mu1_hat", values(1), pl.Float64),
    ]),
  );
  for (const names of [["e_hat"], ["e_hat", "mu1_hat", "mu0_hat"]]) {
    assertThrows(() => statisticTable(statistics, names), InputError, "cannot head 2 columns");
  }
});

Deno.test("the head of segments is in words, and lists no more rows than there are", () => {
  const history = {
    name: "history_bucket",
    codes: Int32Array.of(1, -1, 0),
    levels: ["0", "1-10"],
  };
  const unknown = { name: "time_of_day", codes: Int32Array.of(-1, -1, -1), levels: [] };
  const expected = (rows: number) =>
    pl.DataFrame([
      pl.Series("history_bucket", ["1-10", null, "0"].slice(0, rows), pl.String),
      pl.Series("time_of_day", [null, null, null].slice(0, rows), pl.String),
    ]);
  for (const rows of [0, 2, 3, 5]) {
    assertSameFrame(segmentHeadTable([history, unknown], rows), expected(rows));
  }
  for (const rows of [-1, 1.5, NaN]) {
    assertThrows(() => segmentHeadTable([history], rows), InputError, "not a number of rows");
  }
});

Deno.test("effects and metrics keep their types without rows, and show no arm as missing", () => {
  const types = (frame: pl.DataFrame) => frame.dtypes.map(String);
  const [text, whole, real] = ["String", "Int64", "Float64"].map((type) => `DataType(${type})`);
  const wholes = Array(3).fill(whole);
  assertEquals(types(effectTable([])), [text, text, ...wholes, ...Array(7).fill(real)]);
  assertEquals(types(metricsTable([])), [whole, real, real, real]);
  const table = effectTable([{
    segmentColumn: "category",
    segment: "sports",
    rows: 2,
    treatedRows: 0,
    controlRows: 2,
    treatedClickRate: NaN,
    controlClickRate: 0.5,
    naiveLift: NaN,
    lift: 0.25,
    standardError: 0.125,
    lower: 0.005,
    upper: 0.495,
  }]);
  assertEquals(table.select("treated_ctr", "control_ctr", "naive_lift").toRecords(), [
    { treated_ctr: null, control_ctr: 0.5, naive_lift: null },
  ]);
});
