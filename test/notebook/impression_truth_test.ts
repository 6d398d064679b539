/** The truth that a notebook finds beside its table: used where it belongs to it, and else not. */

import {
  assertAlmostEquals,
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { InputError } from "lib/errors.ts";
import { LIST_ORDERS, writeProvenance } from "lib/frames/provenance.ts";
import { findImpressions } from "lib/notebook/impression_input.ts";
import { findTruth } from "lib/notebook/impression_truth.ts";
import { writeSampleFiles } from "lib/simulation/impressions/sample_files.ts";
import pl from "nodejs-polars";
import { mean } from "simple-statistics";

const OPEN = { effect: "open", doubt: "" } as const;

async function sample(order: (typeof LIST_ORDERS)[number], seed = 3) {
  const folder = Deno.makeTempDirSync();
  return { folder, ...await writeSampleFiles(folder, { impressions: 60, seed, order }) };
}

/** What is found of a table, and what is said of it. */
async function found(path: string, rows: number, order: Parameters<typeof findTruth>[1] = OPEN) {
  const truth = await findTruth(await findImpressions({ named: path }), order, rows);
  return { lifts: truth.at(Int32Array.of(2, 0)), said: truth.notice?.text, at: truth.at };
}

Deno.test("the truth of a simulated table is that of its rows, in the order wanted", async () => {
  for (const order of LIST_ORDERS) {
    if (order === "shuffled") continue;
    const { impressionsPath, truthPath, rows } = await sample(order);
    const [top, further] = ["p_top_3", "p_rank_4_plus"].map((name) =>
      pl.readParquet(truthPath).getColumn(name).toArray() as number[]
    );
    const known = top!.map((p, row) => p - further![row]!);
    const { lifts, said, at } = await found(impressionsPath, rows);
    assertEquals(lifts, Float64Array.of(known[2]!, known[0]!));
    const shown = Number(/adds (\S+) clicks to every 100/.exec(said!)![1]);
    assertAlmostEquals(shown, 100 * mean(known), 0.051);
    assertThrows(() => at(Int32Array.of(rows)), InputError, `no row ${rows}`);
    assertEquals(at(new Int32Array(0)), new Float64Array(0));
  }
});

Deno.test("where the order is known to be shuffled the truth is 0, unless something speaks against it", async () => {
  const { impressionsPath, truthPath, rows } = await sample("shuffled");
  Deno.removeSync(truthPath);
  const zero = await found(impressionsPath, rows, { effect: "zero", doubt: "" });
  assertEquals([zero.lifts, zero.said], [Float64Array.of(0, 0), undefined]);
  const doubted = await found(impressionsPath, rows, { effect: "zero", doubt: "But." });
  assertEquals(doubted.lifts, undefined);
  assertStringIncludes(doubted.said!, "not taken to be known");
});

Deno.test("a truth that does not belong to the table is not used, and that is said", async () => {
  const { folder, impressionsPath, truthPath, rows } = await sample("ranked");
  const other = await sample("ranked", 4);
  const truth = Deno.readFileSync(truthPath);
  const cases: readonly (readonly [() => void, string])[] = [
    [() => Deno.copyFileSync(other.truthPath, truthPath), "belongs to another simulation"],
    [
      () => pl.readParquet(truthPath).writeParquet(truthPath),
      "does not say to which table it belongs",
    ],
    [() => Deno.writeTextFileSync(truthPath, "p_top_3"), "does not say to which table it belongs"],
    [() => Deno.removeSync(truthPath), "truth_ranked.parquet` is not beside the table"],
  ];
  for (const [change, expected] of cases) {
    Deno.writeFileSync(truthPath, truth);
    change();
    const { lifts, said } = await found(impressionsPath, rows);
    assertEquals(lifts, undefined);
    assertStringIncludes(said!, "it is not used here: ");
    assertStringIncludes(said!, expected);
  }
  // The same table, which no longer says what it is, with a truth beside it or without.
  Deno.writeFileSync(truthPath, truth);
  pl.readParquet(impressionsPath).writeParquet(impressionsPath);
  assertStringIncludes(
    (await found(impressionsPath, rows)).said!,
    "does not say of which simulation",
  );
  Deno.renameSync(impressionsPath, `${folder}/mine.parquet`);
  const own = await found(`${folder}/mine.parquet`, rows);
  assertEquals(own.lifts, undefined);
  assertStringIncludes(own.said!, "not known here: it can only be estimated");
});

Deno.test("a table that was given another name finds its truth by its order", async () => {
  const { folder, impressionsPath, rows } = await sample("ranked");
  Deno.renameSync(impressionsPath, `${folder}/mine.parquet`);
  assertEquals((await found(`${folder}/mine.parquet`, rows)).lifts?.length, 2);
});

Deno.test("a truth that belongs to the table and is damaged is a fault", async () => {
  const { impressionsPath, truthPath, rows } = await sample("ranked");
  const whole = pl.readParquet(truthPath);
  const cases = [
    [whole.head(5), "the truth has 5 rows"],
    [whole.drop("p_rank_4_plus"), "lacks a column"],
    [whole.withColumns(pl.lit(2).alias("p_top_3")), "no probabilities"],
    [whole.withColumns(pl.lit(NaN).alias("p_top_3")), "no probabilities"],
  ] as const;
  for (const [frame, expected] of cases) {
    frame.writeParquet(truthPath);
    writeProvenance(truthPath, {
      kind: "truth of simulated impressions",
      order: "ranked",
      impressions: 60,
      seed: "3",
    });
    await assertRejects(() => found(impressionsPath, rows), InputError, expected);
  }
});
