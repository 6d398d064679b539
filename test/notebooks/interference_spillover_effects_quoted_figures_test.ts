/**
 * The figures that the notebook's prose quotes, computed from the built-in sample, from the genuine
 * release and from the library.
 */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { aggregateSlates } from "lib/interference/slate_outcomes.ts";
import { analyzeSlates } from "lib/tables/slate_analysis.ts";
import { type ClickModel, ORIGINAL_CLICK_MODEL } from "lib/interference/click_model.ts";
import { visibilityAt } from "lib/interference/exposure.ts";
import { numericColumn } from "lib/frames/frame_columns.ts";
import { prepareMovieLens } from "lib/raw/movielens/prepare.ts";
import { potentialClicks } from "lib/interference/outcomes.ts";
import { slatePaths } from "lib/slates/schema.ts";
import { writeSlateSample } from "lib/simulation/ratings/sample_files.ts";
import { openSlates, type SlateTable } from "lib/slates/table.ts";
import pl from "nodejs-polars";
import { mean, sampleStandardDeviation, sampleVariance, variance } from "simple-statistics";
import { readProse } from "./prose.ts";

const MOVIELENS_DIR = Deno.env.get("MOVIELENS_DIR");
const said = await readProse(
  "notebooks/interference_spillover_effects/02_spillover_exposure_mapping.ipynb",
);

const FIRST = 5; // the first promotable position
const ELIGIBLE = 8; // from place 5 to place 12

/** The slates' expected gains if the given rows were promoted. */
function slateLifts(table: SlateTable, focalRow: Int32Array, model: ClickModel): number[] {
  const { slates, covariates } = table;
  const { popularity } = analyzeSlates(table);
  const rowCovariates = { ...covariates, popularity: popularity.standardized };
  const { unchanged, promoted } = potentialClicks(slates, focalRow, rowCovariates, model);
  const lifts = new Array<number>(slates.slates).fill(0);
  slates.slateOfRow.forEach((slate, row) => lifts[slate]! += promoted[row]! - unchanged[row]!);
  return lifts;
}

/** The row of each slate at a position. */
function rowsAt({ slates }: SlateTable, position: number): Int32Array {
  const rows = new Int32Array(slates.slates);
  slates.seedPosition.forEach((place, row) => {
    if (place === position) rows[slates.slateOfRow[row]!] = row;
  });
  return rows;
}

async function sampleTable(): Promise<SlateTable> {
  const folder = await Deno.makeTempDir();
  await writeSlateSample(folder, {});
  const table = openSlates(slatePaths(folder));
  await Deno.remove(folder, { recursive: true });
  return table;
}

Deno.test("what the prose says of designs is so", () => {
  said(".009 for 3,000 slates, .020 for the 610 of ml-latest-small");
  assertAlmostEquals(Math.sqrt(0.25 / 3000), 0.009, 0.0005);
  assertAlmostEquals(Math.sqrt(0.25 / 610), 0.020, 0.0005);
  said("with eight of them σ is 2.3, and with 1,500 slates in each arm the standard error is .084");
  const spread = Math.sqrt(variance([5, 6, 7, 8, 9, 10, 11, 12]));
  assertAlmostEquals(spread, 2.3, 0.05);
  assertAlmostEquals(spread * Math.sqrt(2 / 1500), 0.084, 0.0005);
  said(".61 from place 5 and .73 from place 12");
  assertAlmostEquals(1 - visibilityAt(5), 0.61, 0.005);
  assertAlmostEquals(1 - visibilityAt(12), 0.73, 0.005);
  said("1 at the top, .63 in place 2, .27 in place 12");
  assertAlmostEquals(visibilityAt(2), 0.63, 0.005);
  assertAlmostEquals(visibilityAt(12), 0.27, 0.005);
});

Deno.test("what the prose says of the built-in sample is so", async () => {
  const table = await sampleTable();
  const { slates } = table;
  const { assignment, exposure, potential, outcomes } = analyzeSlates(table);
  const { focalRow, promoted } = assignment;
  const arm = (values: ArrayLike<number>, flag: number) =>
    Array.from(values).filter((_, slate) => promoted[slate] === flag);
  const ofFocal = (values: ArrayLike<number>) => Array.from(focalRow, (row) => values[row]!);

  said("on the built-in sample 96 % are rated 4 or more");
  const liked = mean(Array.from(table.covariates.relevance, (rating) => rating >= 4 ? 1 : 0));
  assertAlmostEquals(liked, 0.96, 0.005);

  said("Where that is zero, as it is for a quarter of the rows of the built-in sample");
  const eligibleOf = new Map<string, number>();
  const keyOf = (row: number) => `${slates.slateOfRow[row]} ${slates.cluster[row]}`;
  const isEligible = (row: number) => slates.seedPosition[row]! >= FIRST;
  slates.seedPosition.forEach((_, row) =>
    isEligible(row) && eligibleOf.set(keyOf(row), (eligibleOf.get(keyOf(row)) ?? 0) + 1)
  );
  const unreachable = slates.seedPosition.reduce(
    (count, _, row) =>
      count + ((eligibleOf.get(keyOf(row)) ?? 0) - (isEligible(row) ? 1 : 0) === 0 ? 1 : 0),
    0,
  );
  assertAlmostEquals(unreachable / slates.rows, 0.25, 0.01);

  said("on the built-in sample σ is 364, so that a difference of 13.6 is about one standard error");
  const ratings = ofFocal(numericColumn(table.frame, "n_ratings"));
  const difference = mean(arm(ratings, 1)) - mean(arm(ratings, 0));
  assertAlmostEquals(sampleStandardDeviation(ratings), 364, 0.5);
  assertAlmostEquals(difference, 13.6, 0.05);
  const standardError = (values: ArrayLike<number>) =>
    Math.sqrt([0, 1].reduce((sum, flag) => {
      const members = arm(values, flag);
      return sum + sampleVariance(members) / members.length;
    }, 0));
  assertAlmostEquals(difference / standardError(ratings), 1, 0.1);

  said("it falls from 1 to .63, on the built-in sample more than half of the average gain");
  const gain = mean(arm(ofFocal(exposure.visibilityGain), 1));
  assert(1 - visibilityAt(2) > 0.5 * gain);

  said("on the built-in sample it is 68.1 %");
  const exposed = exposure.sameSlateSpillover.reduce((sum, flag) => sum + flag, 0);
  const moved = exposure.displaced.reduce((sum, flag) => sum + flag, 0);
  assertEquals((100 * moved / exposed).toFixed(1), "68.1");

  said(
    "promoted slates in which the focal movie has no mate, about one in six on the built-in sample",
  );
  const mates = new Uint8Array(slates.slates);
  exposure.sameClusterSpillover.forEach((flag, row) => mates[slates.slateOfRow[row]!]! |= flag);
  assertAlmostEquals(1 - mean(arm(mates, 1)), 1 / 6, 0.01);

  said("on the built-in sample a sixteenth");
  assertEquals(ELIGIBLE, slates.slateSize - FIRST + 1);

  said("On the built-in sample none of the ten lines is off by more than about one standard error");
  const features = [
    Float64Array.from(slates.seedPosition),
    table.covariates.relevance,
    table.covariates.relevance.map((rating) => rating >= 4 ? 1 : 0),
    ...[
      "sample_rating_count",
      "sample_mean_rating",
      "sample_liked_rate",
      "n_ratings",
      "mean_rating",
      "liked_rate",
      "unique_primary_genres",
    ].map((name) => numericColumn(table.frame, name)),
  ].map(ofFocal);
  for (const feature of features) {
    const off = mean(arm(feature, 1)) - mean(arm(feature, 0));
    assert(Math.abs(off) < 1.1 * standardError(feature));
  }

  said("On the built-in sample the move alone makes .137 of the direct effect of .180");
  const moveOnly = {
    ...ORIGINAL_CLICK_MODEL,
    directTreatment: 0,
    sameSlateSpillover: 0,
    sameClusterSpillover: 0,
    displaced: 0,
  };
  const moves = analyzeSlates(table, { model: moveOnly });
  assertAlmostEquals(mean(arm(ofFocal(moves.outcomes.lift), 1)), 0.137, 0.0005);
  const direct = mean(arm(ofFocal(outcomes.lift), 1));
  assertAlmostEquals(direct, 0.180, 0.0005);

  said("their clicks per 100 displays differ by 18.6, and the true effect is 18.0");
  const focalClicks = ofFocal(outcomes.click);
  assertAlmostEquals(mean(arm(focalClicks, 1)) - mean(arm(focalClicks, 0)), 0.186, 0.0005);

  said("is −.313 with a standard error of .055");
  const totals = aggregateSlates(slates, exposure, potential, outcomes);
  assertAlmostEquals(mean(arm(totals.clicks, 1)) - mean(arm(totals.clicks, 0)), -0.313, 0.0005);
  assertAlmostEquals(standardError(totals.clicks), 0.055, 0.0005);
  said("the truth, averaged over the slates of both arms, is −.311");
  const drawn = slateLifts(table, focalRow, ORIGINAL_CLICK_MODEL);
  assertAlmostEquals(mean(drawn), -0.311, 0.0005);
  said("(The −.312 of the table is the truth of the promoted slates alone.)");
  assertAlmostEquals(mean(arm(drawn, 1)), -0.312, 0.0005);
  said(
    "the standard error of the difference in clicks a slate .055 by slates instead of .050 by rows",
  );
  const byRows = Math.sqrt([0, 1].reduce((sum, flag) => {
    const clicks = Array.from(outcomes.click)
      .filter((_, row) => promoted[slates.slateOfRow[row]!] === flag);
    return sum + sampleVariance(clicks) / clicks.length;
  }, 0));
  assertAlmostEquals(slates.slateSize * byRows, 0.050, 0.0005);

  said("No promoted slate gains, neither on the built-in sample nor on ml-latest-small");
  assert(drawn.every((lift) => lift < 0));

  said("On the built-in sample 45 % of its variance comes from the lot that chose the focal movie");
  const byPlace = Array.from(
    { length: ELIGIBLE },
    (_, place) => slateLifts(table, rowsAt(table, FIRST + place), ORIGINAL_CLICK_MODEL),
  );
  const within = mean(drawn.map((_, slate) => variance(byPlace.map((lifts) => lifts[slate]!))));
  assertAlmostEquals(within / variance(byPlace.flat()), 0.45, 0.005);

  said(
    "the average promoted slate changes by −.312 clicks with all of these, by .026 with the push alone, and " +
      "by −.017 with none",
  );
  const onlyPush = { ...moveOnly, directTreatment: ORIGINAL_CLICK_MODEL.directTreatment };
  const ofPromoted = (model: ClickModel) => mean(arm(slateLifts(table, focalRow, model), 1));
  assertAlmostEquals(ofPromoted(ORIGINAL_CLICK_MODEL), -0.312, 0.0005);
  assertAlmostEquals(ofPromoted(onlyPush), 0.026, 0.0005);
  assertAlmostEquals(ofPromoted(moveOnly), -0.017, 0.0005);
});

Deno.test({
  name: "what the prose says of ml-latest-small is so (needs MOVIELENS_DIR)",
  ignore: MOVIELENS_DIR === undefined,
  fn: async () => {
    const folder = await Deno.makeTempDir();
    await prepareMovieLens(MOVIELENS_DIR!, { slates: 3000, output: folder });
    const table = openSlates(slatePaths(folder));
    await Deno.remove(folder, { recursive: true });
    const { assignment } = analyzeSlates(table);
    const lifts = slateLifts(table, assignment.focalRow, ORIGINAL_CLICK_MODEL);
    assert(lifts.every((lift) => lift < 0));
    said("On the built-in sample, and likewise on ml-latest-small, these two outweigh the first");

    said("every movie with the genre Action has it first, but only 4 % of those with Thriller");
    const genres = pl.readCSV(`${MOVIELENS_DIR}/movies.csv`, { inferSchemaLength: null })
      .getColumn("genres").toArray() as string[];
    const shareFirst = (genre: string) => {
      const having = genres.map((list) => list.split("|")).filter((list) => list.includes(genre));
      return mean(having.map(([first]) => first === genre ? 1 : 0));
    };
    assertEquals(shareFirst("Action"), 1);
    assertAlmostEquals(shareFirst("Thriller"), 0.04, 0.005);
  },
});
