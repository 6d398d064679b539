/**
 * The notebook on trust on logs that are not the built-in samples: with recorded chances and without, torn, tiny, of
 * one reader, without anything that varies. It runs to the end on each, and says no more than the log can tell.
 */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { simulateImpressions } from "lib/simulation/impressions/simulate.ts";
import { join } from "node:path";
import pl, { type DataFrame } from "nodejs-polars";
import { type Change, readTable, runNotebook } from "./notebook_run.ts";

const NOTEBOOK = "notebooks/heterogeneous_effects/05_can_we_trust_the_segments.ipynb";
const FEW_DRAWS: readonly Change[] = [
  ["const PLACEBOS = 20;", "const PLACEBOS = 2;"],
  ["const READER_LOGS = 100;", "const READER_LOGS = 2;"],
  ["const TABLES = 200;", "const TABLES = 2;"],
];

const simulated = simulateImpressions({ impressions: 600, seed: "other logs", order: "ranked" });
const recorded = simulated.impressions.withColumns(
  simulated.truth.getColumn("propensity_top_3").alias("propensity_top_3"),
);
const ids = [...new Set(recorded.getColumn("impression_id").toArray() as number[])];
const inLists = (frame: DataFrame, count: number) =>
  frame.filter(pl.col("impression_id").isIn(ids.slice(0, count)));
const constant = (name: string, value: number | string) => {
  const kind = recorded.schema[name]!;
  return pl.lit(value).cast(kind).alias(name);
};

const LOGS: Readonly<Record<string, DataFrame>> = {
  recorded,
  // Nobody knows how its places came about, and they are too few to show it.
  unrecorded: inLists(simulated.impressions, 60),
  torn: recorded.filter(pl.col("position").modulo(pl.lit(97)).neq(pl.lit(5))),
  tiny: inLists(recorded, 30),
  plain: recorded.withColumns(
    ...[constant("hour", 7), constant("day_of_week", 2), constant("history_len", 3)],
    ...[constant("category", "news"), constant("subcategory", "all")],
    constant("user_id", "U1"),
  ),
};

const folder = await Deno.makeTempDir();
const runs: Record<string, Awaited<ReturnType<typeof runNotebook>>> = {};
const names = Object.keys(LOGS);
// Two at a time: each keeps little more than one processor busy.
await Promise.all([0, 1].map(async (first) => {
  for (const name of names.filter((_, at) => at % 2 === first)) {
    const path = join(folder, `${name}.parquet`);
    LOGS[name]!.writeParquet(path);
    runs[name] = await runNotebook(NOTEBOOK, { IMPRESSIONS: path }, FEW_DRAWS);
  }
}));

/** Verdicts on one's own log, by their claims' order, and why. */
function judged(name: string) {
  const own = readTable(`${runs[name]!.folder}/tables/05_11_claims.csv`).toRecords()
    .filter((row) => row["log"] === "Your log");
  assertEquals(own.length, 10);
  return {
    verdicts: own.map((row) => String(row["verdict"])),
    because: own.map((row) => String(row["because"])),
    truths: own.map((row) => row["truth"]),
  };
}

const UNKNOWN = "cannot be known from this log";

Deno.test("a log that records its chances is judged by them, and its truth is not asked for", () => {
  const { verdicts, because, truths } = judged("recorded");
  assertEquals(verdicts[0], "holds");
  assertStringIncludes(because[1]!, "where known chances give");
  assert(truths.every((truth) => truth === null));
});

Deno.test("of a log without record nothing about places is known, though its clicks look shuffled", () => {
  const { verdicts, because } = judged("unrecorded");
  assert(verdicts.every((verdict) => verdict === UNKNOWN), verdicts.join());
  assertStringIncludes(because[0]!, "it was shuffled afterwards, or is too small to tell");
  const estimates = readTable(`${runs["unrecorded"]!.folder}/tables/05_03_who_finds_the_truth.csv`)
    .toRecords().filter((row) =>
      row["input"] === "Your log" && row["estimator"] === "known chances"
    );
  assert(estimates.length > 0 && estimates.every((row) => row["lift"] === null));
});

Deno.test("displays of torn lists are left out, counted, and named at the end", () => {
  const [own] = readTable(`${runs["torn"]!.folder}/tables/05_01_rows.csv`).toRecords();
  assert(Number(own!["torn_rows"]) > 0);
  assertStringIncludes(runs["torn"]!.printed, "not whole, or without a list");
});

Deno.test("thirty lists tell nothing, and the notebook says why, claim by claim", () => {
  const { verdicts, because } = judged("tiny");
  assert(verdicts.every((verdict) => verdict === UNKNOWN), verdicts.join());
  assertStringIncludes(because[0]!, "fewer than 30");
  assertEquals(because[7], "no segment rests on enough clicks");
  assertStringIncludes(runs["tiny"]!.printed, "lists that these models need");
});

Deno.test("one reader, one topic and covariates that do not vary are no obstacle", () => {
  const { verdicts } = judged("plain");
  assertEquals(verdicts[0], judged("recorded").verdicts[0]);
  assertStringIncludes(runs["plain"]!.printed, "segments that shrinkage needs");
});
