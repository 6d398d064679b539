import { assertEquals, assertThrows } from "@std/assert";
import pl, { type DataFrame } from "nodejs-polars";
import { InputError } from "lib/errors.ts";
import { integerColumn } from "lib/frames/frame_columns.ts";
import { aggregateSlates } from "lib/interference/slate_outcomes.ts";
import { slatePaths } from "lib/slates/schema.ts";
import { openSlates } from "lib/slates/table.ts";
import { writeSlateSample } from "lib/simulation/ratings/sample_files.ts";
import { scoreTable } from "lib/tables/scores.ts";
import { segmentHeadTable } from "lib/tables/segment_head.ts";
import { analyzeSlates } from "lib/tables/slate_analysis.ts";
import { slateOutcomeTable } from "lib/tables/slate_results.ts";
import { metricTable } from "lib/tables/slate_summaries.ts";
import { statisticTable } from "lib/tables/statistics.ts";

const values = (frame: DataFrame): unknown[] => frame.getColumn("value").toArray();

Deno.test("a table of whole numbers shows NaN as missing and fractions as they are", () => {
  assertEquals(values(metricTable([["slates", 2], ["users", 1]], "integer")), [2, 1]);
  const missing = metricTable([["slates", NaN], ["users", 1]], "integer");
  assertEquals(values(missing), [null, 1]);
  assertEquals(String(missing.getColumn("value").dtype), "DataType(Int64)");
  assertEquals(values(metricTable([["slates", NaN], ["rows", 1.5]], "integer")), [null, 1.5]);
});

Deno.test("a column of whole numbers refuses what is none, or what a double cannot hold", () => {
  assertEquals(integerColumn("rows", [NaN, 3]).toArray() as unknown[], [null, 3]);
  for (const odd of [1.5, 2 ** 53, Infinity, "3", null]) {
    const error = assertThrows(() => integerColumn("rows", [1, odd as number]), InputError);
    assertEquals([error.column, error.count], ["rows", 1]);
  }
});

Deno.test("ids of users above 2⁵³ are the same in the table of slates", async () => {
  const folder = Deno.makeTempDirSync();
  await writeSlateSample(folder, { users: 30, slates: 20 });
  const paths = slatePaths(folder);
  for (const path of [paths.slateSeed, paths.userFeatures]) {
    const offset = pl.lit("9007199254740992").cast(pl.Int64);
    pl.readParquet(path).withColumns(pl.col("userId").cast(pl.Int64).add(offset).alias("userId"))
      .writeParquet(path);
  }
  const table = openSlates(paths);
  const results = analyzeSlates(table);
  const { slates } = table;
  const totals = aggregateSlates(slates, results.exposure, results.potential, results.outcomes);
  const ids = (frame: DataFrame) =>
    frame.select(pl.col("userId").cast(pl.String)).getColumn("userId").toArray();
  const shown = ids(slateOutcomeTable(results, totals));
  assertEquals(shown, ids(results.focalItems));
  assertEquals(new Set(shown).size, 20);
  Deno.removeSync(folder, { recursive: true });
});

Deno.test("columns that do not belong together are refused by name", () => {
  const rows = {
    sourceRow: Int32Array.of(7, 2),
    foldOfRow: Uint8Array.of(0, 1),
    propensity: Float64Array.of(0.25, 0.5),
    outcomeTreated: Float64Array.of(0.125, 0.0625),
    outcomeControl: Float64Array.of(0.0625, 0.0625),
    scores: Float64Array.of(3.5625),
  };
  assertThrows(() => scoreTable(rows), InputError, '1 values for 2 rows (column "scores")');
  const topic = { name: "topic", codes: Int32Array.of(0, 0), levels: ["news"] };
  assertThrows(() => segmentHeadTable([topic, topic], 2), InputError, '"topic"');
  const short = { ...topic, name: "hour", codes: Int32Array.of(0) };
  assertThrows(() => segmentHeadTable([topic, short], 2), InputError, '"hour"');
  const beyond = { ...topic, codes: Int32Array.of(0, 1) };
  assertThrows(() => segmentHeadTable([beyond], 2), InputError, "outside the codes of 1 levels");
  const twice = [{ statistic: "mean", values: [1, 2] }];
  assertThrows(() => statisticTable(twice, ["e_hat", "e_hat"]), InputError, '"e_hat"');
});
