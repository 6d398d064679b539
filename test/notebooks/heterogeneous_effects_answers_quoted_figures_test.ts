/**
 * The figures in the answers and in the "Try it" lines of the first notebook: its own code is run on
 * the built-in sample, as it stands and with the values changed that the lines name.
 */

import { assert, assertEquals } from "@std/assert";
import { writeSampleFiles } from "lib/simulation/impressions/sample_files.ts";
import {
  DEFAULT_SAMPLE_IMPRESSIONS,
  DEFAULT_SAMPLE_SEED,
} from "lib/simulation/impressions/simulate.ts";
import pl from "nodejs-polars";
import { mean, probit } from "simple-statistics";
import { type Change, type NotebookRun, runNotebook } from "./notebook_run.ts";
import { readQuotes } from "./quotes.ts";

const NOTEBOOK = "notebooks/heterogeneous_effects/04_heterogeneous_treatment_effects.ipynb";
const TO_THE_SCORES = 8; // the cells up to the one that averages the scores
const TO_THE_STATISTICS = 10;
const TO_THE_SUBCATEGORIES = 15;
const TO_THE_LENGTHS = 19;

const quotes = await readQuotes(NOTEBOOK);
/** Where the prose counts clicks per 100 displays, as the tables for readers do. */
const quotesPer100 = (text: string, ...values: readonly number[]) =>
  quotes(text, ...values.map((value) => 100 * value));
const sampleFolder = await Deno.makeTempDir();
const { impressionsPath, truthPath } = await writeSampleFiles(sampleFolder, {
  impressions: DEFAULT_SAMPLE_IMPRESSIONS,
  seed: DEFAULT_SAMPLE_SEED,
  order: "ranked",
});

const run = (changes: readonly Change[] = [], cells?: number) =>
  runNotebook(NOTEBOOK, { IMPRESSIONS: impressionsPath }, changes, cells);
const ofAll = (result: NotebookRun, name: string) => result.number("06_global_dr", name, "value");

const shuffledFolder = await Deno.makeTempDir();
const { impressionsPath: shuffledPath } = await writeSampleFiles(shuffledFolder, {
  impressions: DEFAULT_SAMPLE_IMPRESSIONS,
  seed: DEFAULT_SAMPLE_SEED,
  order: "shuffled",
});

// A few at a time: a run keeps several cores busy only while it fits.
const [base, [smaller, withoutLength, penalised, folds], [clipped, thresholds, redrawn, shuffled]] =
  await Promise.all([
    run(),
    oneByOne([
      () => run([["MODEL_SAMPLE_SIZE = 150_000", "MODEL_SAMPLE_SIZE = 50_000"]], TO_THE_SCORES),
      () => run([['  "candidate_set_size",\n  "title_length"', '  "title_length"']], TO_THE_SCORES),
      () => run([["penalty: 1,", "penalty: 1_000_000,"]], TO_THE_SCORES),
      () => run([["N_FOLDS = 3", "N_FOLDS = 10"]], TO_THE_SCORES),
    ]),
    oneByOne([
      () => run([["EPS = 0.01", "EPS = 0.05"]], TO_THE_STATISTICS),
      // These two concern different tables.
      () =>
        run([
          ["edges: [0, 10, 25, 50, 100, Infinity]", "edges: [0, 3, 10, 25, 50, 100, Infinity]"],
          ['labels: ["1-10", "11-25"', 'labels: ["1-3", "4-10", "11-25"'],
          ["minimumTreated: 50", "minimumTreated: 500"],
        ], TO_THE_LENGTHS),
      () => run([["RANDOM_STATE = 42", "RANDOM_STATE = 43"]], TO_THE_SUBCATEGORIES),
      () => runNotebook(NOTEBOOK, { IMPRESSIONS: shuffledPath }, [], TO_THE_LENGTHS),
    ]),
  ]);

async function oneByOne<T>(tasks: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  for (const task of tasks) results.push(await task());
  return results;
}

const truth = pl.readParquet(truthPath);
const impressions = pl.readParquet(impressionsPath);
const column = (name: string) => impressions.getColumn(name).toArray();
const [categoryOf, subcategoryOf, historyOf, hourOf] = [
  column("category"),
  column("subcategory"),
  column("history_len"),
  column("hour"),
];
const drawn = pl.readParquet(`${base.folder}/aipw_scores.parquet`);
const drawnRows = drawn.getColumn("row").toArray() as number[];
const trueLift = (() => {
  const [high, low] = ["p_top_3", "p_rank_4_plus"].map((name) =>
    truth.getColumn(name).toArray() as number[]
  );
  return high!.map((probability, row) => probability - low![row]!);
})();
/** The true mean lift of those rows of the sample that are chosen. */
const trueOf = (chosen: (row: number) => boolean) =>
  mean(drawnRows.filter(chosen).map((row) => trueLift[row]!));

/** A segment of the base run, with what only the simulation knows. */
interface KnownSegment {
  readonly name: string;
  readonly naive: number;
  readonly lift: number;
  readonly standardError: number;
  readonly treatedClicks: number;
  readonly truth: number;
  readonly includes: (row: number) => boolean;
}

/** The quarter by exposures, from 1, of each drawn row of the table. */
const quarterOf = (() => {
  const exposures = column("item_exposures") as number[];
  const byRank = drawnRows.toSorted((a, b) => exposures[a]! - exposures[b]!); // stable
  return new Map(byRank.map((row, at) => [row, Math.floor(4 * at / byRank.length) + 1]));
})();

const segments: readonly KnownSegment[] = (() => {
  const lengthOf = column("candidate_set_size") as number[];
  const between = (values: readonly unknown[], above: number, to: number) => (row: number) =>
    values[row] as number > above && values[row] as number <= to;
  const ranges = (values: readonly unknown[], edges: readonly number[], names: readonly string[]) =>
    Object.fromEntries(
      names.map((name, at) => [name, between(values, edges[at]!, edges[at + 1]!)]),
    );
  const history = [-1, 0, 10, 30, 100, Infinity];
  const lengths = [0, 10, 25, 50, 100, Infinity];
  const hours = [-1, 5, 11, 16, 20, 23];
  const buckets: Readonly<Record<string, Record<string, (row: number) => boolean>>> = {
    "13_history_effects": ranges(historyOf, history, ["0", "1-10", "11-30", "31-100", "101+"]),
    "15_candidate_effects": ranges(
      lengthOf,
      lengths,
      ["1-10", "11-25", "26-50", "51-100", "101+"],
    ),
    "17_exposure_effects": Object.fromEntries(
      ["Q1 lowest", "Q2", "Q3", "Q4 highest"].map((name, at) => [
        name,
        (row: number) => quarterOf.get(row) === at + 1,
      ]),
    ),
    "19_time_effects": ranges(
      hourOf,
      hours,
      ["overnight", "morning", "afternoon", "evening", "late_evening"],
    ),
  };
  const tables = ["09_category_effects", "11_subcategory_effects", ...Object.keys(buckets)];
  return tables.flatMap((table) =>
    base.texts(table, "segment").map((name) => {
      const of = (figure: string) => base.number(table, name, figure);
      const includes = buckets[table]?.[name] ??
        ((row) => (table.includes("sub") ? subcategoryOf : categoryOf)[row] === name);
      assertEquals(drawnRows.filter(includes).length, of("rows"), `${table} ${name}`);
      return {
        name,
        naive: of("naive_lift"),
        lift: of("dr_lift"),
        standardError: of("standard_error"),
        treatedClicks: Math.round(of("treated_rows") * of("treated_ctr")),
        truth: trueOf(includes),
        includes,
      };
    })
  );
})();

const standardErrorOf = (table: string, ...segments: readonly string[]) =>
  Math.hypot(...segments.map((segment) => base.number(table, segment, "standard_error")));
const liftBetween = (table: string, one: string, other: string) =>
  base.number(table, one, "dr_lift") - base.number(table, other, "dr_lift");

Deno.test("only lists of 1-10 have many rows that could stand in the top three only", () => {
  const lengths = column("candidate_set_size") as number[];
  const percentOf = (chosen: (row: number) => boolean) =>
    100 * mean(drawnRows.filter(chosen).map((row) => lengths[row]! <= 3 ? 1 : 0));
  const inShort = (row: number) => lengths[row]! <= 10;
  quotes("There they are 16 % of the rows", percentOf(inShort));
  // Two segments are named 1-10: those of readers and of lists.
  const others = segments.filter(({ includes }) => !drawnRows.filter(includes).every(inShort));
  assertEquals(others.length, segments.length - 1);
  quotes(
    "at most 1.7 % in any other segment of the tables below",
    Math.max(...others.map(({ includes }) => percentOf(includes))),
  );
});

Deno.test("the answers on data, models and scores quote the sample's figures", () => {
  quotes(
    "738,383 rows. They come from 20,000 impressions, shown to 15,366 readers",
    impressions.height,
    impressions.getColumn("impression_id").nUnique(),
    impressions.getColumn("user_id").nUnique(),
  );
  const clickRate = base.number("02_size_summary", "click_rate", "value");
  quotes("On the built-in sample .0406 of the rows are clicked", clickRate);
  const averageOf = (name: string) => mean(base.numbers("05_outcome_metrics", name));
  const brier = averageOf("brier_score");
  const constant = clickRate * (1 - clickRate);
  quotes(
    "= .039; the model's .0372 is only 4 % less",
    constant,
    brier,
    100 - 100 * brier / constant,
  );
  quotes("the model's .13 is three times that", averageOf("average_precision"));
  assertEquals(Math.round(averageOf("average_precision") / clickRate), 3);
  quotes("a standard error of .0029 on these 150,000 rows", ofAll(base, "standard_error"), 150_000);
  assertEquals(drawnRows.length, 150_000);
  quotes(
    "The estimate is .0263, and the truth is .018",
    ofAll(base, "global_dr_lift"),
    trueOf(() => true),
  );
  quotes("(.10 − .05) − (0 − .05) / .95 = .103", 0.1, 0.05, 0, 0.05, 0.95, 0.05 + 0.05 / 0.95);
  const meanOf = (name: string) => base.number("07_describe", "mean", name);
  quotes(
    "the mean of μ₁ − μ₀ is .0352, the mean of the AIPW scores .0263, and the truth .018",
    meanOf("mu_diff_hat"),
    meanOf("aipw_score"),
    trueOf(() => true),
  );
  const promised = meanOf("mu_diff_hat") - trueOf(() => true);
  quotes("the correction sees about half of it");
  assertEquals(((meanOf("mu_diff_hat") - meanOf("aipw_score")) / promised).toFixed(1), "0.5");
});

Deno.test("the answers on segments quote the sample's figures", () => {
  const category = "09_category_effects";
  const lineOf = (segment: string) =>
    ["dr_lift", "standard_error"].map((name) => base.number(category, segment, name));
  const [tv, ...others] = ["tv", "finance", "weather"].map(lineOf);
  quotesPer100("`tv` (5.44", tv![0]!);
  quotesPer100(
    "standard error 1.19) differ from `finance` (−0.12, 0.46)? And from `weather` (5.04, 1.50)",
    tv![1]!,
    ...others.flat(),
  );
  const categories = base.texts(category, "segment").length;
  quotes("all 91 pairs of categories", categories * (categories - 1) / 2);
  quotesPer100(
    "The first difference is 5.56, its standard error √(1.19² + 0.46²) = 1.28",
    liftBetween(category, "tv", "finance"),
    standardErrorOf(category, "tv"),
    standardErrorOf(category, "finance"),
    standardErrorOf(category, "tv", "finance"),
  );
  quotesPer100(
    "The second is 0.40 with a standard error of 1.91",
    liftBetween(category, "tv", "weather"),
    standardErrorOf(category, "tv", "weather"),
  );
  assert(
    trueOf((row) => categoryOf[row] === "weather") > trueOf((row) => categoryOf[row] === "tv"),
  );

  quotesPer100(
    "`recipes` takes the second place with 8.58",
    base.numbers("11_subcategory_effects", "dr_lift")[1]!,
  );
  assertEquals(base.texts("11_subcategory_effects", "segment")[1], "recipes");
  const recipes = (name: string) => base.number("11_subcategory_effects", "recipes", name);
  quotes(
    "`recipes` was clicked 6 times on 87 displays in the top three",
    recipes("treated_rows") * recipes("treated_ctr"),
    recipes("treated_rows"),
  );
  quotesPer100("Its standard error, 6.94, is the largest in the table", recipes("standard_error"));
  const errors = base.numbers("11_subcategory_effects", "standard_error");
  assertEquals(Math.max(...errors), recipes("standard_error"));
  quotesPer100(
    "Its true effect is 1.7, below the",
    trueOf((row) => subcategoryOf[row] === "recipes"),
  );

  const newcomers = (name: string) => base.number("13_history_effects", "0", name);
  const treatedClicks = newcomers("treated_rows") * newcomers("treated_ctr");
  quotesPer100("readers without history get 3.75", newcomers("dr_lift"));
  quotesPer100(
    "with an interval from −2.3 to 9.8",
    newcomers("ci_95_lower"),
    newcomers("ci_95_upper"),
  );
  const largest = base.numbers("13_history_effects", "dr_lift")[0]!;
  quotesPer100("articles (4.31)", largest);
  quotes("the interval holds no effect as well as twice the largest one in this table");
  assert(newcomers("ci_95_lower") < 0 && newcomers("ci_95_upper") > 2 * largest);
  quotes(
    "17 clicks on 221 displays in the top three",
    treatedClicks,
    newcomers("treated_rows"),
  );
  const histories = [[-1, 0], [0, 10], [10, 30], [30, 100], [100, Infinity]].map(([above, to]) =>
    trueOf((row) => historyOf[row] as number > above! && historyOf[row] as number <= to!)
  );
  quotesPer100("in the simulation it is 3.0, the largest of the five", histories[0]!);
  assertEquals(histories.toSorted((a, b) => b - a), histories);

  const exposure = "17_exposure_effects";
  quotesPer100(
    "On the built-in sample they differ by 2.11",
    liftBetween(exposure, "Q4 highest", "Q1 lowest"),
  );
  quotesPer100(
    "√(0.38² + 0.53²) = 0.65",
    standardErrorOf(exposure, "Q4 highest"),
    standardErrorOf(exposure, "Q1 lowest"),
    standardErrorOf(exposure, "Q4 highest", "Q1 lowest"),
  );

  const time = "19_time_effects";
  const between = liftBetween(time, "morning", "evening");
  quotesPer100("morning and evening differ by 2.72", between);
  quotes(
    "which is 3.5 standard errors",
    between / standardErrorOf(time, "morning", "evening"),
  );
  quotes("with ten pairs a difference should exceed 2.8 standard errors", probit(1 - 0.025 / 10));
  assert(between > 2.81 * standardErrorOf(time, "morning", "evening"));
  const hoursTo = (above: number, to: number) =>
    trueOf((row) => hourOf[row] as number > above && hourOf[row] as number <= to);
  quotesPer100("in the simulation the two differ by 0.94", hoursTo(5, 11) - hoursTo(16, 20));
  const morning = segments.find(({ name }) => name === "morning")!;
  quotes(
    "the estimate for morning lies 3.5 of its own standard errors above its truth",
    (morning.lift - morning.truth) / morning.standardError,
  );
  const quarter = (name: string) => segments.find((segment) => segment.name === name)!.truth;
  quotesPer100(
    "in the simulation the quarters differ by 1.56",
    quarter("Q4 highest") - quarter("Q1 lowest"),
  );
});

Deno.test("what the prose says of all segments together is so", () => {
  const count = (chosen: (segment: KnownSegment) => boolean) => segments.filter(chosen).length;
  const few = segments.filter(({ treatedClicks }) => treatedClicks < 10);
  quotes(
    "Of the 63 segments shown on the built-in sample, 9 have fewer than ten treated clicks",
    segments.length,
    few.length,
  );
  const tooSmall = few.filter((segment) => segment.standardError < expectedStandardError(segment));
  const lowest = segments.toSorted((a, b) => a.lift - b.lift)[0]!;
  quotes(
    "7 of the 9 standard errors are smaller than the simulation's probabilities make them",
    tooSmall.length,
    few.length,
  );
  quotesPer100(
    "the smallest 0.65 instead of 2.27",
    Math.min(...few.map(({ standardError }) => standardError)),
    expectedStandardError(lowest),
  );
  assertEquals(lowest.name, "autosnews");

  const z = ({ lift, truth, standardError }: KnownSegment) => (lift - truth) / standardError;
  const below = segments.filter((segment) => z(segment) < -1.96);
  quotes(
    "Of the 63 that this notebook shows on the built-in sample, 10 miss theirs: 8 lie above, " +
      "where a bias adds to the noise, and 2 below",
    segments.length,
    count((segment) => Math.abs(z(segment)) > 1.96),
    count((segment) => z(segment) > 1.96),
    below.length,
  );
  quotes("and 2 below, on six treated clicks and on one", below.length);
  assertEquals(below.map(({ treatedClicks }) => treatedClicks).toSorted(), [1, 6]);

  const isCloser = ({ lift, naive, truth }: KnownSegment) =>
    Math.abs(lift - truth) < Math.abs(naive - truth);
  const above = segments.filter(({ lift, naive }) => lift > naive);
  quotes(
    "54 of the 59 points below the line moved towards their true effect. All 4 above it",
    count((segment) => segment.lift < segment.naive && isCloser(segment)),
    count(({ lift, naive }) => lift < naive),
    above.length,
  );
  assert(!above.some(isCloser));
  const farthest = above.toSorted((a, b) => b.lift - b.naive - (a.lift - a.naive));
  assertEquals(farthest.slice(0, 2).map(({ name }) => name), ["1-10", "recipes"]);
  assert(farthest.slice(2).every(({ lift, naive }) => lift - naive < 0.005));
  quotes(
    "adjustment lowers the lift in 59 of 63 segments",
    count(({ lift, naive }) => lift < naive),
    segments.length,
  );
  quotes(
    "in 44 of the 63 segments the adjusted lift is still above it",
    count(({ lift, truth }) => lift > truth),
    segments.length,
  );
});

const values = (name: string) => drawn.getColumn(name).toArray() as number[];
const [e, mu1, mu0] = [values("e_hat"), values("mu1_hat"), values("mu0_hat")];
const known = (name: string) => truth.getColumn(name).toArray() as number[];
const [p1, p0, placed] = ["p_top_3", "p_rank_4_plus", "propensity_top_3"].map(known);

/**
 * The standard error that a segment's mean score has by the simulation's probabilities, for the
 * predictions that were made: the spread of a score over both arms and both outcomes.
 */
function expectedStandardError({ includes }: KnownSegment): number {
  let [rows, sum, squares] = [0, 0, 0];
  drawnRows.forEach((row, at) => {
    if (!includes(row)) return;
    rows++;
    const clipped = Math.min(Math.max(e[at]!, 0.01), 0.99);
    const predicted = mu1[at]! - mu0[at]!;
    for (const click of [0, 1]) {
      const chance = (p: number) => click === 1 ? p : 1 - p;
      const high = predicted + (click - mu1[at]!) / clipped;
      const low = predicted - (click - mu0[at]!) / (1 - clipped);
      const [ofHigh, ofLow] = [
        placed![row]! * chance(p1![row]!),
        (1 - placed![row]!) * chance(p0![row]!),
      ];
      sum += ofHigh * high + ofLow * low;
      squares += ofHigh * high ** 2 + ofLow * low ** 2;
    }
  });
  return Math.sqrt((squares / rows - (sum / rows) ** 2) / rows);
}

Deno.test("the sample in shuffled order gives what is said of it", () => {
  quotesPer100(
    "where it is zero as well, gives 22.07 in this notebook, and 1.82 with a standard error of 0.33",
    shuffled!.number("15_candidate_effects", "1-10", "dr_lift"),
    ofAll(shuffled!, "global_dr_lift"),
    ofAll(shuffled!, "standard_error"),
  );
});

Deno.test("what readers are told to try on data and models gives what is promised", () => {
  const [lift, standardError] = [ofAll(base, "global_dr_lift"), ofAll(base, "standard_error")];
  quotes(
    "the standard error rises from .0029 to .0054, and the interval, .0160 to .0371, now contains",
    standardError,
    ofAll(smaller!, "standard_error"),
    ofAll(smaller!, "ci_95_lower"),
    ofAll(smaller!, "ci_95_upper"),
  );
  quotes("The estimate, .0266, is no better", ofAll(smaller!, "global_dr_lift"));
  quotes(
    "the lift of all rows rises from .0263 to .0613, further away from the true .018",
    lift,
    ofAll(withoutLength!, "global_dr_lift"),
    trueOf(() => true),
  );
  const [treatment, outcome] = [column("is_top_3"), column("clicked")];
  const rateOf = (arm: number) =>
    mean(drawnRows.filter((row) => treatment[row] === arm).map((row) => outcome[row] as number));
  quotes(
    "the lift rises from .0263 to .0905; the naive difference of the two arms' click rates is .0915",
    lift,
    ofAll(penalised!, "global_dr_lift"),
    rateOf(1) - rateOf(0),
  );
  quotes(
    "the lift of all rows moves from .0263 to .0269, and its standard error stays at .0029",
    lift,
    ofAll(folds!, "global_dr_lift"),
    ofAll(folds!, "standard_error"),
  );
  quotes(
    "the standard error falls from .0029 to .0018 and the largest score from 99.7 to 19.9",
    standardError,
    ofAll(clipped!, "standard_error"),
    base.number("07_describe", "max", "aipw_score"),
    clipped!.number("07_describe", "max", "aipw_score"),
  );
  quotes(
    "The interval, .0239 to .0308, is narrower",
    ofAll(clipped!, "ci_95_lower"),
    ofAll(clipped!, "ci_95_upper"),
  );
});

Deno.test("what readers are told to try on segments gives what is promised", () => {
  const lengths = "15_candidate_effects";
  assertEquals(thresholds!.texts(lengths, "segment")[0], "4-10");
  quotesPer100("at 10.99", thresholds!.number(lengths, "4-10", "dr_lift"));
  assert(!thresholds!.texts(lengths, "segment").includes("1-3"));
  const lengthOf = column("candidate_set_size") as number[];
  const treatment = column("is_top_3");
  const scores = drawn.getColumn("aipw_score").toArray() as number[];
  const short = scores.filter((_, row) => lengthOf[drawnRows[row]!]! <= 3);
  quotes("none of its 889 rows is a control row", short.length);
  assert(drawnRows.every((row) => lengthOf[row]! > 3 || treatment[row] === 1));
  quotesPer100("Their mean score is 75 per", mean(short));
  quotesPer100(
    "they made up 11.9 of the 21.13",
    short.length * mean(short) / base.number(lengths, "1-10", "rows"),
    base.number(lengths, "1-10", "dr_lift"),
  );
  quotesPer100(
    "is still far above its true 4.2",
    trueOf((row) => lengthOf[row]! > 3 && lengthOf[row]! <= 10),
  );

  quotes(
    "7 of the 14 categories remain",
    thresholds!.texts("09_category_effects", "segment").length,
    base.texts("09_category_effects", "segment").length,
  );
  assertEquals(redrawn!.texts("11_subcategory_effects", "segment")[0], "traveltripideas");
  const first = (name: string) =>
    redrawn!.number("11_subcategory_effects", "traveltripideas", name);
  quotesPer100("`traveltripideas` with 8.19", first("dr_lift"));
  quotes("again on six clicks");
  assertEquals(Math.round(first("treated_rows") * first("treated_ctr")), 6);
  quotesPer100(
    "its true effect is 0.7",
    trueOf((row) => subcategoryOf[row] === "traveltripideas"),
  );
  quotesPer100(
    "falls from 9.02 to 6.98, closer to its true 6.3",
    base.number("11_subcategory_effects", "tvnews", "dr_lift"),
    redrawn!.number("11_subcategory_effects", "tvnews", "dr_lift"),
    trueOf((row) => subcategoryOf[row] === "tvnews"),
  );
});

Deno.test("the run's summary quotes the run's tables", async () => {
  const [, summary] = /(In simulated lists,[^]*?)Nothing here is about/.exec(base.printed) ?? [];
  assert(summary !== undefined, "no summary is printed");
  const perHundred = (value: number) => (100 * value).toFixed(1).replace("-", "−");
  const [lift, lower, upper] = ["global_dr_lift", "ci_95_lower", "ci_95_upper"].map((name) =>
    perHundred(ofAll(base, name))
  );
  const few = segments.filter(({ treatedClicks }) => treatedClicks < 30);
  const lengths = column("candidate_set_size") as number[];
  const inShort = (row: number) => lengths[row]! <= 10;
  // The only segment without overlap is not short of clicks.
  const left = segments.filter(({ treatedClicks, includes }) =>
    treatedClicks >= 30 && !drawnRows.filter(includes).every(inShort)
  );
  assertEquals(left.length, segments.length - few.length - 1);
  const [largest] = left.toSorted((a, b) => b.lift - a.lift);
  for (
    const said of [
      `**${lift} clicks to every 100 displays**`,
      `(95 % interval ${lower} to ${upper})`,
      `On average ${perHundred(base.number("02_size_summary", "click_rate", "value"))} of 100`,
      `is ${perHundred(trueOf(() => true))}: the interval misses it`,
      `Of ${segments.length} segments ${left.length} have enough`,
      `${few.length} have fewer than 30 clicks in the top three`,
      `${largest!.name} \\(${perHundred(largest!.lift)}, interval `,
      `; truth ${perHundred(largest!.truth)}\\)`,
    ]
  ) {
    assert(summary.includes(said), `the summary lacks ${said}: ${summary}`);
  }
  assertEquals(/1 to 10|recipes|0\.2113|autosnews/.test(summary), false);
  for (const { folder } of [base, smaller!, withoutLength!, penalised!, folds!]) {
    await Deno.remove(folder, { recursive: true });
  }
  for (const { folder } of [clipped!, thresholds!, redrawn!, shuffled!]) {
    await Deno.remove(folder, { recursive: true });
  }
  await Deno.remove(sampleFolder, { recursive: true });
  await Deno.remove(shuffledFolder, { recursive: true });
});
