/** The tables that readers see of effects, models, checks and slates, where the data are odd. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import type { JudgedSegment, Standing } from "lib/effects/judged_segment.ts";
import {
  effectsForReaders,
  effectsInBrief,
  overallForReaders,
} from "lib/tables/effects_for_readers.ts";
import { checksInWords, metricsInWords } from "lib/tables/facts_for_readers.ts";
import { featuresForReaders, statisticsForReaders } from "lib/tables/model_for_readers.ts";
import { armsForReaders, clustersForReaders } from "lib/tables/slates_for_readers.ts";
import { describeShape } from "lib/text/counts.ts";

function judged(
  segment: string,
  standing: Standing = "sound",
  truth?: number,
  segmentColumn = "category",
): JudgedSegment {
  const effect = {
    ...{ segmentColumn, segment, rows: 5_568, treatedRows: 2_907, controlRows: 2_661 },
    ...{ treatedClickRate: 787 / 2_907, controlClickRate: 0.1447, naiveLift: 0.126 },
    ...{ lift: 0.2113, standardError: 0.0178, lower: 0.1765, upper: 0.2462 },
  };
  return { effect, standing, truth };
}

const cellsOf = (table: ReturnType<typeof effectsForReaders>, heading: string) =>
  table.columns.find((column) => column.heading === heading)?.cells;

Deno.test("segments of one column of names stand without it, others in words", () => {
  assertEquals(cellsOf(effectsForReaders([judged("tv"), judged("a_b")]), "Category"), [
    "tv",
    "a_b",
  ]);
  const mixed = effectsInBrief([
    judged("tv"),
    judged("1-10", "sound", undefined, "history_bucket"),
  ]);
  assertEquals(cellsOf(mixed, "Segment"), [
    "category tv",
    "readers with 1 to 10 articles read before",
  ]);
  assertEquals(cellsOf(effectsForReaders([judged(""), judged("constructor")]), "Category"), [
    '""',
    "constructor",
  ]);
});

Deno.test("what is not sound has a sign, and each sign that stands is explained once", () => {
  const segments = [judged("tv", "no overlap"), judged("a", "few treated clicks"), judged("b")];
  const table = effectsForReaders(segments);
  assertEquals(cellsOf(table, "Category"), ["tv ‡", "a †", "b"]);
  assertEquals(table.notes.filter((note) => /^[†‡]/.test(note)).length, 2);
  // A sign that is not among the rows shown is not explained.
  const first = effectsForReaders(segments, { rows: 1 });
  assertEquals(first.notes.filter((note) => note.startsWith("†")), []);
  assertEquals(first.notes[0], "First 1 of 3 segments.");
});

Deno.test("the truth is a column only where it is known, of any segment", () => {
  assertEquals(cellsOf(effectsForReaders([judged("tv")]), "True lift"), undefined);
  const half = effectsForReaders([judged("tv", "sound", 0.04), judged("news")]);
  assertEquals(cellsOf(half, "True lift"), ["4.00", "–"]);
  const zero = effectsForReaders([judged("tv", "sound", 0)]);
  assertEquals(cellsOf(zero, "True lift"), ["0.00"]);
  const overall = { rows: 9, lift: 0.01, standardError: 0.1, lower: -0.186, upper: 0.206 };
  assertEquals(cellsOf(overallForReaders(overall), "True lift"), undefined);
  assertEquals(cellsOf(overallForReaders(overall, 0.018), "True lift"), ["1.80"]);
});

Deno.test("clicks are counted from rate and rows, and an arm without rows has none", () => {
  assertEquals(cellsOf(effectsForReaders([judged("tv")]), "Treated clicks"), ["787 of 2,907"]);
  const { effect } = judged("tv");
  const none = { ...effect, treatedRows: 0, treatedClickRate: NaN, naiveLift: NaN };
  const table = effectsForReaders([{ effect: none, standing: "no overlap", truth: undefined }]);
  assertEquals(["Treated clicks", "Naive lift"].map((heading) => cellsOf(table, heading)), [
    ["– of 0"],
    ["–"],
  ]);
});

Deno.test("no segments, no clusters and no arms keep their headings and say so", () => {
  assertStringIncludes(
    effectsForReaders([], { whenEmpty: "Too few rows." }).toText(),
    "Too few rows.",
  );
  assertEquals(clustersForReaders([]).notes, ["There are no clusters."]);
  assertEquals(armsForReaders([]).notes, ["There are no slates."]);
});

Deno.test("numbers without words of their own are shown by what they are", () => {
  const { columns } = metricsInWords([["own_metric", 1_500], ["constructor", 0.5], ["x", NaN]]);
  assertEquals(columns.map(({ cells }) => cells.map((cell) => cell.trim())), [
    ["own metric", "constructor", "x"],
    ["1,500", "0.5000", "–"],
  ]);
  const check = { check: "invalid_final_position_slates", value: 3, notes: "Should be zero." };
  assertEquals(checksInWords([check]).columns[1]!.cells, ["3"]);
});

Deno.test("features of either model are listed once, unknown ones too", () => {
  const { columns } = featuresForReaders(["hour", "toString"], ["hour", "treatment"]);
  assertEquals(columns.map(({ cells }) => cells), [
    ["hour", "treatment", "toString"],
    ["hour of the day, from 0", "1 in the top three, else 0", "a column of the table"],
    ["yes", "no", "yes"],
    ["yes", "yes", "no"],
  ]);
});

Deno.test("counts that differ between quantities stay a row", () => {
  const statistics = [
    { statistic: "count", values: [3, 2] },
    { statistic: "2.5%", values: [0.5, NaN] },
  ];
  const { columns, notes } = statisticsForReaders(statistics, ["e_hat", "own_name"]);
  assertEquals(columns[0]!.cells, ["count", "2.5 % lie below"]);
  assertEquals(columns[2]!.heading, "own name");
  assertEquals(notes, []);
});

Deno.test("the size of a table is a sentence", () => {
  assertEquals(describeShape([1, 1]), "The table has 1 row and 1 column.");
  assertEquals(describeShape([738_383, 20]), "The table has 738,383 rows and 20 columns.");
});
