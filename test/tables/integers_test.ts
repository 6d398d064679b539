import { assertEquals, assertThrows } from "@std/assert";
import pl, { type DataFrame } from "nodejs-polars";
import { InputError } from "lib/errors.ts";
import { integerColumn } from "lib/frames/frame_columns.ts";
import { aggregateSlates } from "lib/interference/slate_outcomes.ts";
import { ORIGINAL_CLICK_MODEL } from "lib/interference/click_model.ts";
import { ORIGINAL_PROMOTION_DESIGN } from "lib/interference/promotion.ts";
import { slatePaths } from "lib/slates/schema.ts";
import { openSlates } from "lib/slates/table.ts";
import { writeSlateSample } from "lib/simulation/ratings/sample_files.ts";
import { balanceTable, focalItemTable } from "lib/tables/focal_items.ts";
import { scoreTable } from "lib/tables/scores.ts";
import { segmentHeadTable } from "lib/tables/segment_head.ts";
import { analyzeSlates, type SlateAnalysis } from "lib/tables/slate_analysis.ts";
import { slateOutcomeTable } from "lib/tables/slate_results.ts";
import { metricTable } from "lib/tables/slate_summaries.ts";
import { statisticTable } from "lib/tables/statistics.ts";
import { assertSameFrame } from "./same_frame.ts";

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

Deno.test("a position that 32 bits do not hold is refused, not wrapped", async () => {
  const folder = Deno.makeTempDirSync();
  await writeSlateSample(folder, { users: 30, slates: 20 });
  const paths = slatePaths(folder);
  const offset = pl.lit("4294967296").cast(pl.Int64);
  pl.readParquet(paths.slateSeed)
    .withColumns(
      pl.col("slate_position_seed").cast(pl.Int64).add(offset).alias("slate_position_seed"),
    )
    .writeParquet(paths.slateSeed);
  assertThrows(() => openSlates(paths), InputError, 'column "slate_position_seed"');
  Deno.removeSync(folder, { recursive: true });
});

Deno.test("an assignment of other slates, and options misspelt, are refused", async () => {
  const folder = Deno.makeTempDirSync();
  await writeSlateSample(folder, { users: 30, slates: 20 });
  const table = openSlates(slatePaths(folder));
  const misspelt = { clickModel: ORIGINAL_CLICK_MODEL } as SlateAnalysis;
  assertThrows(() => analyzeSlates(table, misspelt), InputError, 'no option "clickModel"');
  const { assignment } = analyzeSlates(table);
  const booleans = {
    ...assignment,
    promoted: Array.from(assignment.promoted, (flag) => flag === 1) as unknown as Uint8Array,
  };
  const design = ORIGINAL_PROMOTION_DESIGN;
  assertSameFrame(balanceTable(table, booleans), balanceTable(table, assignment));
  assertSameFrame(
    focalItemTable(table, booleans, design),
    focalItemTable(table, assignment, design),
  );
  for (
    const [column, values] of [
      ["focalRow", assignment.focalRow.map((row) => row + 1000)],
      ["focalRow", undefined],
      ["promoted", assignment.promoted.map((flag) => flag + 1)],
      ["promoted", assignment.promoted.subarray(1)],
    ] as const
  ) {
    const given = { ...assignment, [column]: values } as typeof assignment;
    assertThrows(() => balanceTable(table, given), InputError, `"${column}"`);
    assertThrows(() => focalItemTable(table, given, design), InputError, `"${column}"`);
  }
  const without = { ...design, promotionProbability: null as unknown as number };
  assertThrows(() => focalItemTable(table, assignment, without), InputError, "is null");
  Deno.removeSync(folder, { recursive: true });
});
