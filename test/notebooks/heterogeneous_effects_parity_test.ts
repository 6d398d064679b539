/**
 * The notebook's own code, run on the reference's tables, against what the original displays.
 *
 * Tolerances: both sides minimise the same strictly convex objective in 64-bit arithmetic, the
 * reference to gradients below 3e-12 and this library below 1e-9, so predictions agree to 1e-9; the
 * tables' numbers are means of scores that magnify a prediction's error by at most 1 / 0.01, hence
 * 1e-8; and no printed figure may differ in any of its four decimals.
 */

import { fileURLToPath } from "node:url";
import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import { MISSING_SEGMENT } from "lib/effects/segments.ts";
import { formatFixed } from "lib/text/format_fixed.ts";
import pl, { type DataFrame } from "nodejs-polars";
import { readTable, runNotebook } from "./notebook_run.ts";
import { compareTable, type Displayed, largestDifference, REFERENCE_DIR } from "./parity.ts";

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

/** Every figure in an expected text must stand, in the same order, in a printed block. */
function comparePrinted(printed: string, expected: (name: string) => Displayed): void {
  const shape = expected("01_shape").value as number[];
  assert(printed.includes(`(${shape.join(", ")})`), "the shape is not printed");
  for (const [, name] of TABLES.filter(([saved]) => !saved.startsWith("11"))) {
    const { kind, values, data } = expected(name);
    const rows = kind === "Series" ? values!.map((value) => [value]) : data!;
    for (const row of rows) {
      const cells = row.filter((cell) => typeof cell === "number" && !Number.isInteger(cell));
      const pattern = cells.map((cell) => RegExp.escape(formatFixed(cell as number, 4)));
      assert(
        new RegExp(pattern.join("\\s+")).test(printed),
        `${name}: no printed line holds ${pattern.join(" ")}`,
      );
    }
  }
}

Deno.test("on the fixture the notebook gives the original's numbers", async () => {
  const { folder, printed } = await runNotebook(NOTEBOOK, {
    IMPRESSIONS: `${FIXTURE}/impressions.parquet`,
  });
  const displayed = JSON.parse(await Deno.readTextFile(`${FIXTURE}/expected.json`));
  const expected = (name: string): Displayed => displayed[name];
  compareTables(folder, expected);
  comparePrinted(printed, expected);

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
      comparePrinted(printed, expected);

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
