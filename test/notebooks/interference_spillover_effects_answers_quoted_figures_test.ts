/**
 * The figures in the answers and in the "Try it" lines of the second notebook: its own code is run
 * on the built-in sample, as it stands and with the values changed that the lines name.
 */

import { assert, assertEquals } from "@std/assert";
import { ORIGINAL_CLICK_MODEL } from "lib/interference/click_model.ts";
import { oneSlate } from "lib/interference/one_slate.ts";
import { slatePaths } from "lib/slates/schema.ts";
import { openSlates } from "lib/slates/table.ts";
import { analyzeSlates } from "lib/tables/slate_analysis.ts";
import { writeSlateSample } from "lib/simulation/ratings/sample_files.ts";
import pl from "nodejs-polars";
import { errorFunction, mean } from "simple-statistics";
import { type Change, type NotebookRun, runNotebook } from "./notebook_run.ts";
import { readQuotes } from "./quotes.ts";

const NOTEBOOK = "notebooks/interference_spillover_effects/02_spillover_exposure_mapping.ipynb";
const CONTROL = "leave_slate_unchanged";
const PROMOTED = "promote_focal_item";

const quotes = await readQuotes(NOTEBOOK);
const sampleFolder = await Deno.makeTempDir();
await writeSlateSample(sampleFolder, {});

const run = (changes: readonly Change[] = [], cells?: number) =>
  runNotebook(NOTEBOOK, { SLATES: sampleFolder }, changes, cells);
const [base, rarer, reseeded, deeper] = await Promise.all([
  run(),
  run([["PROMOTION_PROBABILITY = 0.50", "PROMOTION_PROBABILITY = 0.20"]], 14),
  run([["RANDOM_SEED = 20260428", "RANDOM_SEED = 1"]], 4),
  run([["MIN_PROMOTABLE_POSITION = 5", "MIN_PROMOTABLE_POSITION = 11"]], 8),
]);
const [withoutCluster, redrawn, pushed] = await Promise.all([
  run([["sameClusterSpillover: -0.24", "sameClusterSpillover: 0"]], 14),
  run([["RANDOM_SEED + 17", "RANDOM_SEED + 18"]], 14),
  run([["directTreatment: 0.20", "directTreatment: 2"]], 14),
]);

const outcome = (of: NotebookRun, group: string, column: string) =>
  of.number("14_outcome_summary", group, column);
const slate = (of: NotebookRun, column: string, arm = PROMOTED) =>
  of.number("16_slate_outcome_summary", arm, column);
const LIFT = "mean_total_known_lift";

Deno.test("the answer on one slate quotes what the library computes for it", () => {
  const table = openSlates(slatePaths(sampleFolder));
  const { popularity, assignment } = analyzeSlates(table);
  const covariates = { ...table.covariates, popularity: popularity.standardized };
  const { move } = oneSlate(table.slates, 0, covariates, ORIGINAL_CLICK_MODEL);
  const from = table.slates.seedPosition[assignment.focalRow[0]!]!;
  const [short, long] = [move(from, from - 1), move(from, 1)].map(({ change }) => {
    const own = 100 * change[from - 1]!;
    return { own, others: own - 100 * change.reduce((total, value) => total + value, 0) };
  });
  quotes(
    "the movie in place 8 gains 3.6 clicks per 100 displays in place 7 and 19.5 at the top; the " +
      "others lose 40.0 and 62.7",
    ...[from, short!.own, 100, from - 1, long!.own, short!.others, long!.others],
  );
});

Deno.test("the answers quote the sample's figures", () => {
  const loaded = (metric: string) => base.number("02_load_summary", metric, "value");
  quotes(
    "there are 3,000 slates and 3,000 users",
    loaded("unique_slates"),
    loaded("unique_users"),
  );
  const relevance = (group: string) => base.number("08_exposure_summary", group, "mean_relevance");
  quotes(
    "4.50 for focal movies of unchanged slates and 4.60 for the other",
    relevance("focal_control"),
    relevance("unchanged_non_focal"),
  );
  const withinTwo = errorFunction(Math.SQRT2); // of two standard errors
  quotes("in 1 − .9545¹⁰ = 37 % of", 1, withinTwo, 100 * (1 - withinTwo ** 10));
  quotes(
    "the bars reach from 175 to 206, where 3,000 slates in 16 equal bars would give 187.5 each",
    ...barsOf(base),
    3000,
    16,
    3000 / 16,
  );
  quotes(
    "4,331 rows are exposed to a spillover from their own cluster; they lie in 1,246 slates",
    base.number("08_exposure_summary", "same_cluster_spillover", "rows"),
    base.number("08_exposure_summary", "same_cluster_spillover", "slates"),
  );

  const cluster = (name: string, column: string) =>
    base.number("12_cluster_exposure", name, column);
  const rows = "same_cluster_spillover_rows";
  const once = "promoted_slates_counted_once";
  quotes("the 4,968 of the first line", cluster("Action", "promoted_slates"));
  quotes(
    "Action has 414 promoted slates, Drama 311: 1.33 times",
    cluster("Action", once),
    cluster("Drama", once),
    cluster("Action", once) / cluster("Drama", once),
  );
  const mates = (name: string) => cluster(name, rows) / cluster(name, once);
  quotes(
    "1,774 / 414 = 4.3 mates for Action and 952 / 311 = 3.1 for Drama: 1.40 times",
    cluster("Action", rows),
    cluster("Action", once),
    mates("Action"),
    cluster("Drama", rows),
    cluster("Drama", once),
    mates("Drama"),
    mates("Action") / mates("Drama"),
  );
  quotes("product of the two ratios is 1.86", cluster("Action", rows) / cluster("Drama", rows));

  const [mate, other] = ["same_cluster_spillover", "unchanged_non_focal"] as const;
  const rate = (group: string) => outcome(base, group, "simulated_click_rate");
  const unpromoted = (group: string) => outcome(base, group, "mean_no_promotion_probability");
  quotes(
    "it is −6.70 clicks per 100 displays, and the truth is −6.85",
    100 * (rate(mate) - rate(other)),
    100,
    100 * outcome(base, mate, "mean_probability_lift"),
  );
  quotes(
    "21.48 and 21.30 times per 100 displays: that gap of 0.18",
    100 * unpromoted(mate),
    100 * unpromoted(other),
    100,
    100 * (unpromoted(mate) - unpromoted(other)),
  );

  const parts = ["same_cluster_spillover", "other_spillover", "direct"].map((part) =>
    Math.abs(slate(base, `mean_${part}_expected_lift`))
  );
  const [sameCluster, otherMovies, direct] = parts as [number, number, number];
  quotes(
    "(.1972 + .2951) / .1800 = 2.7",
    ...parts,
    (sameCluster + otherMovies) / direct,
  );
  const check = (name: string) => base.number("19_readiness_checks", name, "value");
  quotes(
    "(16,555 and 1,505 on",
    check("same_slate_spillover_rows"),
    check("direct_treatment_rows"),
  );
});

/** The smallest and the largest bar of the chart of focal positions. */
function barsOf({ texts }: NotebookRun): [number, number] {
  const bars = new Map<string, number>();
  const arms = texts("05_focal_items", "assignment_arm");
  texts("05_focal_items", "focal_seed_position").forEach((position, at) => {
    const bar = `${position} ${arms[at]}`;
    bars.set(bar, (bars.get(bar) ?? 0) + 1);
  });
  return [Math.min(...bars.values()), Math.max(...bars.values())];
}

/** What the promotion of their focal movies changes in all slates on average, promoted or not. */
function trueLiftOfAll({ folder }: NotebookRun): number {
  const potential = pl.readParquet(`${folder}/potential_outcomes.parquet`);
  const clicks = (name: string) => potential.getColumn(name).sum();
  return (clicks("p_promotion") - clicks("p_no_promotion")) / 3000;
}

Deno.test("what readers are told to try gives what is promised", () => {
  const promoted = (of: NotebookRun) =>
    of.number("04_assignment_summary", "promoted_slates", "value");
  quotes("646 slates are promoted instead of 1,505", promoted(rarer), promoted(base));
  quotes(
    "(mean position 8.4700)",
    rarer.number("04_assignment_summary", "mean_focal_seed_position", "value"),
  );
  quotes("−.3103 instead of −.3123", slate(rarer, LIFT), slate(base, LIFT));

  const off = (feature: string) =>
    reseeded.number("06_balance_table", feature, "promoted_minus_control");
  quotes(
    "is now off by −.0207 and that of the users' by .0355",
    off("sample_mean_rating"),
    off("mean_rating"),
  );
  quotes("the four bars hold 719 to 786 slates", ...barsOf(deeper));
  quotes(
    "95.3 % of the other movies are pushed down, for at least ten of eleven stood above the promoted one",
    Number(/([\d.]+) % of its slate's other movies move down by 1 place/.exec(deeper.printed)?.[1]),
  );
  assert(deeper.printed.includes("promoted movie: 100 % move up by 10 to 11 places"));

  const lift = (of: NotebookRun, group: string) => outcome(of, group, "mean_probability_lift");
  quotes(
    "shrinks from −.0685 to −.0368, next to the −.0363 of",
    lift(base, "same_cluster_spillover"),
    lift(withoutCluster, "same_cluster_spillover"),
    lift(withoutCluster, "other_slate_spillover"),
  );
  assertEquals(lift(withoutCluster, "other_slate_spillover"), lift(base, "other_slate_spillover"));
  quotes("loses .2210 clicks instead of .3123", -slate(withoutCluster, LIFT), -slate(base, LIFT));

  const seen = (of: NotebookRun) =>
    slate(of, "mean_simulated_clicks") - slate(of, "mean_simulated_clicks", CONTROL);
  quotes(
    "becomes −.354 instead of −.313, and the truth stays at −.311",
    seen(redrawn),
    seen(base),
    trueLiftOfAll(redrawn),
  );
  assertEquals(trueLiftOfAll(redrawn), trueLiftOfAll(base));

  const promotedOnly = (column: string) => {
    const arms = pushed.texts("17_slate_outcomes", "assignment_arm");
    return pushed.texts("17_slate_outcomes", column).filter((_, at) => arms[at] === PROMOTED);
  };
  const lifts = promotedOnly("total_known_probability_lift").map(Number);
  const losing = mean(lifts.map((value) => value < 0 ? 1 : 0));
  quotes(
    "gains .084 clicks, and 21 % of the promoted slates",
    slate(pushed, LIFT),
    100 * losing,
  );
  const clicks = promotedOnly("total_expected_clicks_no_promotion").map(Number);
  const focalPlaces = pushed.numbers("05_focal_items", "focal_seed_position");
  const positions = new Map(
    pushed.texts("05_focal_items", "slate_id").map((id, at) => [id, focalPlaces[at]!]),
  );
  const places = promotedOnly("slate_id").map((id) => positions.get(id)!);
  const among = (values: readonly number[], lose: boolean) =>
    mean(values.filter((_, at) => (lifts[at]! < 0) === lose));
  quotes(
    "come from place 9.4 on average, those of the others from 8.2; without the promotion they " +
      "would have had 2.96 clicks, the others 2.41",
    among(places, true),
    among(places, false),
    among(clicks, true),
    among(clicks, false),
  );
});

Deno.test("the run's summary quotes the run's tables", async () => {
  const [, summary] =
    /(In a simulated experiment,[^]*?)\*\*What this rests on/.exec(base.printed) ?? [];
  assert(summary !== undefined, "no summary is printed");
  const promoted = (name: string) => slate(base, name);
  const clicks = (value: number) => value.toFixed(2).replace("-", "−");
  const truthOf = (part: string) => base.number("18_slate_parts", part, "true_lift");
  for (
    const said of [
      `wins it ${clicks(truthOf("promoted_item"))} clicks and costs the others of its slate ` +
      `${clicks(truthOf("promoted_item") - truthOf("whole_slate"))}: the slate as a whole loses ` +
      clicks(-truthOf("whole_slate")),
      "on average over all 3,000 slates",
      "All 1,505 promoted slates lose",
      `shows a change of ${
        clicks(
          promoted("mean_simulated_clicks") -
            slate(base, "mean_simulated_clicks", "leave_slate_unchanged"),
        )
      } clicks a slate \\(`,
      `the interval covers the truth, ${clicks(truthOf("whole_slate"))}`,
    ]
  ) {
    assert(summary.includes(said), `the summary lacks ${said}: ${summary}`);
  }
  for (const { folder } of [base, rarer, reseeded, deeper, withoutCluster, redrawn, pushed]) {
    await Deno.remove(folder, { recursive: true });
  }
  await Deno.remove(sampleFolder, { recursive: true });
});
