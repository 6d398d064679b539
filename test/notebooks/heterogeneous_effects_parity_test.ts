/**
 * The notebook's own code, run on the reference's tables, against what the original displays.
 *
 * Tolerances: both sides minimise the same strictly convex objective in 64-bit arithmetic, the
 * reference to gradients below 3e-12 and this library below 1e-9, so predictions agree to 1e-9; the
 * tables' numbers are means of scores that magnify a prediction's error by at most 1 / 0.01, hence
 * 1e-8; and no saved figure may differ in any of the four decimals that the original prints. What is
 * shown must be the rounding of what is saved.
 */

import { fileURLToPath } from "node:url";
import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import { MISSING_SEGMENT } from "lib/effects/segments.ts";
import { formatCount } from "lib/text/counts.ts";
import { segmentInWords } from "lib/text/segment_in_words.ts";
import pl, { type DataFrame } from "nodejs-polars";
import { readTable, runNotebook } from "./notebook_run.ts";
import {
  compareTable,
  type Displayed,
  largestDifference,
  recordsOf,
  REFERENCE_DIR,
  requireShown,
  type ShownNumber,
  type ShownRow,
} from "./parity.ts";

const NOTEBOOK = "notebooks/heterogeneous_effects/04_heterogeneous_treatment_effects.ipynb";
const FIXTURE = fileURLToPath(new URL("../fixtures/heterogeneous_effects", import.meta.url));

const PREDICTION_TOLERANCE = 1e-9;
const TABLES_AGREE = { tolerance: 1e-8, missingAs: { segment: MISSING_SEGMENT } };

/** The saved tables and the reference's names for them. */
const TABLES: readonly (readonly [saved: string, expected: string])[] = [
  ["02_size_summary", "02_size_summary"],
  ["04_propensity_metrics", "04_propensity_metrics"],
  ["05_outcome_metrics", "05_outcome_metrics"],
  ["06_global_dr", "06_global_dr"],
  ["07_describe", "07_describe"],
  ["08_segment_head", "08_segment_head"],
  ["09_category_effects", "09_category_effects"],
  ["11_subcategory_effects", "a11_subcategory_effects_all"],
  ["13_history_effects", "13_history_effects"],
  ["15_candidate_effects", "15_candidate_effects"],
  ["17_exposure_effects", "17_exposure_effects"],
  ["19_time_effects", "19_time_effects"],
];

function compareTables(folder: string, expected: (name: string) => Displayed): void {
  const saved = (name: string): DataFrame => readTable(`${folder}/tables/${name}.csv`);
  for (const [table, name] of TABLES) {
    compareTable(table, saved(table), expected(name), TABLES_AGREE);
  }
  const all = saved("21_all_effects");
  const top = expected("21_all_effects_top20");
  const bottom = expected("22_all_effects_bottom20");
  compareTable("21_all_effects, top", all.head(top.data!.length), withoutIndex(top), TABLES_AGREE);
  compareTable(
    "21_all_effects, bottom",
    all.reverse().head(bottom.data!.length),
    withoutIndex(bottom),
    TABLES_AGREE,
  );
  assertEquals(all.height, expected("a12_all_effects").data!.length);
}

function withoutIndex(displayed: Displayed): Displayed {
  return { ...displayed, index: displayed.data!.map((_, row) => row) };
}

/** The statistics of the predictions as a reader is shown them, in their order. */
const STATISTICS = [
  "mean",
  "standard deviation",
  "lowest",
  "1 % lie below",
  "5 % lie below",
  "10 % lie below",
  "median",
  "90 % lie below",
  "95 % lie below",
  "99 % lie below",
  "highest",
];

const per100 = (saved: unknown): ShownNumber => [saved, 100, 2];
const plain = (saved: unknown): ShownNumber => [saved, 1, 4];
const count = (saved: unknown): ShownNumber => [saved, 1, 0];

/** What readers are shown must be what was saved, each number rounded and nothing else. */
function compareShown(printed: string, folder: string, expected: (name: string) => Displayed) {
  const saved = (name: string) => recordsOf(readTable(`${folder}/tables/${name}.csv`));
  const shape = (expected("01_shape").value as number[]).map(formatCount);
  assert(printed.includes(`The table has ${shape[0]} rows and ${shape[1]} columns.`));

  const value = (table: string, name: string) =>
    saved(table).find((row) => row.name === name)!.value;
  const size = (name: string) => value("02_size_summary", name);
  requireShown("02_size_summary", printed, [
    ["Displays drawn", count(size("rows"))],
    ["In the top three, per 100 displays", per100(size("treatment_rate_top_3"))],
    ["Clicked, per 100 displays", per100(size("click_rate"))],
    ["Readers", count(size("unique_users"))],
    ["Articles", count(size("unique_items"))],
  ]);
  const metrics = ["04_propensity_metrics", "05_outcome_metrics"].flatMap(saved);
  requireShown(
    "metrics",
    printed,
    metrics.map((row) => [
      String(row.fold),
      plain(row.roc_auc),
      plain(row.average_precision),
      plain(row.brier_score),
    ]),
  );
  const overall = ["global_dr_lift", "ci_95_lower", "ci_95_upper", "standard_error"];
  requireShown("06_global_dr", printed, [
    ["all displays drawn", ...overall.map((name) => per100(value("06_global_dr", name)))],
  ]);
  const described = saved("07_describe").filter(({ statistic }) => statistic !== "count");
  assertEquals(described.length, STATISTICS.length);
  requireShown(
    "07_describe",
    printed,
    described.map(({ statistic: _, ...values }, at) => [
      STATISTICS[at]!,
      ...Object.values(values).map(plain),
    ]),
  );
  for (const name of EFFECTS) {
    const rows = saved(name);
    requireShown(name, printed, rows.slice(0, 20).map((row) => effectShown(row, rows)));
  }
  const all = saved("21_all_effects");
  const brief = (row: Readonly<Record<string, unknown>>) =>
    effectShown(row, all).slice(0, 7) as unknown as ShownRow;
  requireShown("21_all_effects", printed, all.slice(0, 20).map(brief));
  requireShown("21_all_effects from its end", printed, all.toReversed().slice(0, 20).map(brief));
}

const EFFECTS = TABLES.map(([saved]) => saved).filter((name) => name.endsWith("_effects"));

/** A segment's line: name, lift, interval, naive lift, and in full tables what they rest on. */
function effectShown(
  row: Readonly<Record<string, unknown>>,
  table: readonly Readonly<Record<string, unknown>>[],
): ShownRow {
  const words = segmentInWords(String(row.segment_col), String(row.segment));
  const isOneColumn = table.every(({ segment_col }) => segment_col === row.segment_col);
  const beginning = `${row.segment_col} `;
  const name = isOneColumn && words.startsWith(beginning) ? words.slice(beginning.length) : words;
  const lifts = [row.dr_lift, row.ci_95_lower, row.ci_95_upper, row.naive_lift].map(per100);
  const [treated, rate] = [Number(row.treated_rows), Number(row.treated_ctr)];
  return "treated_ctr" in row
    ? [
      name,
      ...lifts,
      count(Math.round(treated * rate)),
      count(treated),
      count(row.rows),
      per100(row.control_ctr),
      per100(row.standard_error),
    ]
    : [name, ...lifts];
}

Deno.test("on the fixture the notebook gives the original's numbers", async () => {
  const { folder, printed } = await runNotebook(NOTEBOOK, {
    IMPRESSIONS: `${FIXTURE}/impressions.parquet`,
  });
  const displayed = JSON.parse(await Deno.readTextFile(`${FIXTURE}/expected.json`));
  const expected = (name: string): Displayed => displayed[name];
  compareTables(folder, expected);
  compareShown(printed, folder, expected);

  const every = 20;
  const scores = pl.readParquet(`${folder}/aipw_scores.parquet`);
  const reals = new Float64Array((await Deno.readFile(`${FIXTURE}/expected.f64`)).buffer);
  const integers = new Int32Array((await Deno.readFile(`${FIXTURE}/expected.i32`)).buffer);
  const kept = integers.length / 2;
  const thinned = (column: string) =>
    (scores.getColumn(column).toArray() as number[]).filter((_, row) => row % every === 0);
  assertEquals(thinned("row"), [...integers.subarray(0, kept)]);
  assertEquals(thinned("fold"), [...integers.subarray(kept)]);
  const places = { e_hat: 0, mu1_hat: 1, mu0_hat: 2, aipw_score: 4 };
  for (const [column, place] of Object.entries(places)) {
    const wanted = reals.subarray(place * kept, (place + 1) * kept);
    assertLessOrEqual(largestDifference(thinned(column), wanted), PREDICTION_TOLERANCE, column);
  }
  await Deno.remove(folder, { recursive: true });
});

for (const dataset of ["mind_20k", "mind_20k_nulls", "mind_full"]) {
  Deno.test({
    name: `on ${dataset} the notebook gives the reference's numbers (needs REFERENCE_DIR)`,
    ignore: REFERENCE_DIR === undefined,
    fn: async () => {
      const results = `${REFERENCE_DIR}/expected/${dataset}`;
      const expected = (name: string): Displayed =>
        JSON.parse(Deno.readTextFileSync(`${results}/${name}.json`));
      const { folder, printed } = await runNotebook(NOTEBOOK, {
        IMPRESSIONS: `${REFERENCE_DIR}/inputs/${dataset}/impressions.parquet`,
      });
      compareTables(folder, expected);
      compareShown(printed, folder, expected);

      const scores = pl.readParquet(`${folder}/aipw_scores.parquet`);
      const arrays = [
        ["row", "a01_sample_row_index.i32"],
        ["fold", "a02_fold_of_row.i32"],
        ["e_hat", "a03_e_hat.f64"],
        ["mu1_hat", "a04_mu1_hat.f64"],
        ["mu0_hat", "a05_mu0_hat.f64"],
        ["aipw_score", "a08_aipw_score.f64"],
      ] as const;
      // The reference keeps the per-row columns of its smaller tables only.
      for (const [column, file] of arrays) {
        if (dataset === "mind_full") break;
        const { buffer } = await Deno.readFile(`${results}/${file}`);
        const got = scores.getColumn(column).toArray() as number[];
        if (file.endsWith(".i32")) assertEquals(got, [...new Int32Array(buffer)], column);
        else {
          const difference = largestDifference(got, new Float64Array(buffer));
          assertLessOrEqual(difference, PREDICTION_TOLERANCE, column);
        }
      }
      await Deno.remove(folder, { recursive: true });
    },
  });
}
