/**
 * The figures that the notebook on trust quotes of the built-in samples, and in its "Try it" lines: its own code is
 * run as it stands and with the values changed that the lines name.
 */

import { assert, assertEquals } from "@std/assert";
import { type Change, type NotebookRun, readTable, runNotebook } from "./notebook_run.ts";
import { readProse } from "./prose.ts";
import { readQuotes } from "./quotes.ts";

const NOTEBOOK = "notebooks/heterogeneous_effects/05_can_we_trust_the_segments.ipynb";
const TO_THE_PLACEBOS = 8; // the cells up to the one that draws placebos
const TO_THE_STUDY = 14;
const TO_THE_DETECTABLE = 22;

const said = await readProse(NOTEBOOK);
const quotes = await readQuotes(NOTEBOOK);

// What a changed value does not concern is drawn less often.
const FEW_PLACEBOS: Change = ["const PLACEBOS = 20;", "const PLACEBOS = 2;"];
const FEW_READERS: Change = ["const READER_LOGS = 100;", "const READER_LOGS = 2;"];
const FEW_TABLES: Change = ["const TABLES = 200;", "const TABLES = 2;"];
const run = (changes: readonly Change[], cells?: number) =>
  runNotebook(NOTEBOOK, {}, changes, cells);

// Two at a time: each keeps little more than one processor busy.
const [[base, withoutLength], [lowFloor, small, matters]] = await Promise.all([
  oneByOne([
    () => run([]),
    () => run([['  "candidate_set_size",\n  "title_length"', '  "title_length"']], TO_THE_PLACEBOS),
  ]),
  oneByOne([
    () =>
      run([["const FLOOR = 30;", "const FLOOR = 10;"], FEW_PLACEBOS, FEW_READERS], TO_THE_STUDY),
    () =>
      run(
        [["const SMALLEST = 0.005;", "const SMALLEST = 0.001;"], FEW_PLACEBOS, FEW_READERS],
        TO_THE_STUDY,
      ),
    () =>
      run(
        [["const MATTERS = 0.01;", "const MATTERS = 0.03;"], FEW_PLACEBOS, FEW_READERS, FEW_TABLES],
        TO_THE_DETECTABLE,
      ),
  ]),
]) as [[NotebookRun, NotebookRun], [NotebookRun, NotebookRun, NotebookRun]];

async function oneByOne<T>(tasks: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  for (const task of tasks) results.push(await task());
  return results;
}

/** The records of a saved table. */
const records = (result: NotebookRun, name: string) =>
  readTable(`${result.folder}/tables/${name}.csv`).toRecords();

/** In how many percent of the tables a way of testing errs; what it is told by stands in the row. */
function percentErring(
  result: NotebookRun,
  way: { procedure?: string; isNullError?: boolean; isFloored?: boolean } = {},
): number {
  const { procedure = "holm", isNullError = false, isFloored = false } = way;
  const rates = records(result, "05_05_who_cries_wolf").filter((row) =>
    row["procedure"] === procedure &&
    (procedure === "maxTByPlaces" ||
      Number(row["null_error"]) === Number(isNullError) &&
        Number(row["floor"]) === Number(isFloored))
  );
  assertEquals(rates.length, 1);
  return 100 * Number(rates[0]!["tables_with_finding"]) / Number(rates[0]!["tables"]);
}

const lotOf = (result: NotebookRun) => percentErring(result, { procedure: "maxTByPlaces" });
const testedIn = (result: NotebookRun) =>
  Number(records(result, "05_05_who_cries_wolf")[0]!["segments_tested"]);

Deno.test("short lists alone lift the original's estimate by as much as is said", () => {
  const estimate = (displays: string) =>
    100 * Number(
      records(base, "05_03_who_finds_the_truth").find((row) =>
        row["input"] === "Ranked sample" && row["displays"] === displays &&
        row["estimator"] === "notebook 04"
      )!["lift"],
    );
  const excluded = records(base, "05_01_rows").find((row) => row["log"] === "Ranked sample")!;
  const [rows, ofOneArm] = [Number(excluded["rows"]), Number(excluded["rows_of_one_arm"])];
  quotes("the 0.6 % of displays in lists of three", 100 * ofOneArm / (rows + ofOneArm));
  said("where notebook 04 makes up some 75 clicks per 100");
  assertEquals(Math.round(estimate("1 to 3") / 5), 15);
  const claim = records(base, "05_11_claims").find((row) =>
    row["log"] === "Ranked sample" && String(row["claim"]).startsWith("The estimate of notebook 04")
  )!;
  const all = Number(/^(\S+) \(/.exec(String(claim["because"]))![1]);
  quotes("from 2.2 to 2.6", estimate("4 or more"), all);
});

Deno.test("without the length of the list placebos are as far off as is said", () => {
  const placebo = (result: NotebookRun, column: string) =>
    result.number("05_03_placebos", "Notebook 04", column);
  quotes(
    "rises from 0.45 to 3.45 clicks",
    100 * placebo(base, "placebo_mean"),
    100 * placebo(withoutLength, "placebo_mean"),
  );
  quotes("51 of its errors from zero", placebo(withoutLength, "z"));
  const byLot = (result: NotebookRun) =>
    result.number("05_03_placebos", "Chance 3 / k", "placebo_mean");
  said("The estimate by 3 / k has no such model, and stays.");
  assertEquals(byLot(withoutLength), byLot(base));
});

Deno.test("smaller segments break what takes estimates to be normal, as often as is said", () => {
  quotes("166 segments are tested instead of 68", testedIn(small), testedIn(base));
  said("Holm then finds something in all logs");
  assertEquals(percentErring(small), 100);
  quotes("instead of in 31.5 % of them", percentErring(base));
  const cured = (result: NotebookRun, isFloored: boolean) =>
    percentErring(result, { isNullError: true, isFloored });
  quotes(
    "with the null error in 0.5 % instead of 2.0 %",
    cured(small, false),
    cured(base, false),
  );
  quotes("with both cures in 3.5 % instead of 3.5 %", cured(small, true), cured(base, true));
  quotes("the draws of the places in 3.0 % instead of 5.5 %", lotOf(small), lotOf(base));
});

Deno.test("a floor of ten mends as little as is said", () => {
  const floored = records(lowFloor, "05_05_who_cries_wolf").find((row) =>
    Number(row["floor"]) === 1
  )!;
  quotes(
    "it leaves out 5 of 68 segments",
    testedIn(lowFloor) - Number(floored["segments_tested"]),
    testedIn(lowFloor),
  );
  quotes(
    "something in 27.0 % of the logs, instead of 31.5 % without a floor and 13.0 % with thirty",
    percentErring(lowFloor, { isFloored: true }),
    percentErring(lowFloor),
    percentErring(base, { isFloored: true }),
  );
});

Deno.test("larger effects could be found in as many segments as is said", () => {
  const found = (result: NotebookRun, effect: number) =>
    result.numbers("05_08_detectable", "detectable_lift").filter((lift) => lift <= effect).length;
  quotes(
    "in 38 of 68 segments instead of 13",
    found(matters, 0.03),
    matters.numbers("05_08_detectable", "rows").length,
    found(base, 0.01),
  );
});

Deno.test("what is said of the built-in samples beside the figures is so", () => {
  said("On the built-in shuffled sample the test does find a segment.");
  assert(base.numbers("05_07_lot_alone", "adjusted_p").some((p) => p <= 0.05));
  said("leaving out the length of the list does far more than it would take");
  const strength = (name: string) => base.number("05_10_recorded_causes", name, "equal_strength");
  // The first strength at which the estimate may be zero lies at most a step above what it takes.
  const strengths = records(base, "05_10_hidden_cause");
  const enough = Number(strengths.find((row) => Number(row["lowest"]) <= 0)!["strength"]);
  const robustness = enough - Number(strengths[1]!["strength"]);
  assert(strength("the length of the list") > 2 * enough);
  assert(strength("the topic") < robustness && strength("the time") < robustness);
});
