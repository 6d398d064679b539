/**
 * The notebook's own code, run on the reference's slates, against what the original displays.
 *
 * Tolerances: both sides evaluate the same formulas in 64-bit arithmetic and differ only in the last
 * digits of exp, log and log2 and in the order of long sums, a few parts in 10¹⁵ of numbers up to a
 * thousand: 1e-10. The original keeps engagement in single precision, so its mean is rounded to a
 * part in 2²³. Draws must be the same ones, and no saved figure may differ in any of the four
 * decimals that the original prints. What is shown must be the rounding of what is saved.
 */

import { fileURLToPath } from "node:url";
import { assert, assertAlmostEquals, assertEquals, assertLessOrEqual } from "@std/assert";
import { exposureGroupInWords } from "lib/text/exposure_in_words.ts";
import { slatePaths } from "lib/slates/schema.ts";
import pl, { type DataFrame } from "nodejs-polars";
import { readTable, runNotebook } from "./notebook_run.ts";
import {
  type Cell,
  compareTable,
  type Displayed,
  largestDifference,
  recordsOf,
  REFERENCE_DIR,
  requireShown,
  type ShownNumber,
  type ShownRow,
} from "./parity.ts";

const NOTEBOOK = "notebooks/interference_spillover_effects/02_spillover_exposure_mapping.ipynb";
const FIXTURE = fileURLToPath(
  new URL("../fixtures/interference_spillover_effects", import.meta.url),
);

const TOLERANCE = 1e-10;
const TABLES_AGREE = { tolerance: TOLERANCE, singlePrecision: ["mean_engagement_score"] };

/** The saved tables, the reference's names for them, and whether the original sorts them. */
const TABLES: readonly (readonly [saved: string, expected: string])[] = [
  ["02_load_summary", "02_load_summary"],
  ["04_assignment_summary", "04_assignment_summary"],
  ["06_balance_table", "06_balance_table"],
  ["08_exposure_summary", "08_exposure_summary"],
  ["10_exposure_group_shares", "10_exposure_group_shares"],
  ["12_cluster_exposure", "a09_cluster_exposure_all"],
  ["14_outcome_summary", "14_outcome_summary"],
  ["16_slate_outcome_summary", "16_slate_outcome_summary"],
  ["19_readiness_checks", "19_readiness_checks"],
];

/** By which column the original sorts, largest first; its order of ties depends on NumPy's release. */
const SORTED_BY: Readonly<Record<string, string>> = {
  "08_exposure_summary": "rows",
  "10_exposure_group_shares": "rows",
  "12_cluster_exposure_head20": "same_cluster_spillover_rows",
  "a09_cluster_exposure_all": "same_cluster_spillover_rows",
  "14_outcome_summary": "mean_probability_lift",
};

/** Tables whose head alone is displayed, under the name of the whole. */
const HEADS: readonly (readonly [saved: string, expected: string])[] = [
  ["05_focal_items", "05_focal_items_head"],
  ["12_cluster_exposure", "12_cluster_exposure_head20"],
  ["17_slate_outcomes", "17_slate_outcomes_head"],
];

const REALS = [
  "p_no_promotion",
  "p_observed",
  "known_probability_lift",
  "log_item_popularity_z",
  "baseline_visibility",
  "final_visibility",
  "simulated_engagement_score",
];
const INTEGERS = ["is_focal_item", "final_position", "simulated_click"];

/** What is expected of one data set. */
interface Expected {
  /** A displayed table or value. */
  readonly displayed: (name: string) => Displayed;
  /** Any other record. */
  readonly record: (name: string) => Readonly<Record<string, unknown>>;
  /** A column of the rows. */
  readonly column: (name: string) => ArrayLike<number>;
}

/** Equal values stand by name here: the labels are places among the names in their order. */
function withTiesByName(name: string, table: Displayed): Displayed {
  const by = SORTED_BY[name];
  if (by === undefined) return table;
  const column = table.columns!.indexOf(by);
  const order = table.data!.map((_, row) => row).sort((a, b) =>
    (table.data![b]![column] as number) - (table.data![a]![column] as number) ||
    (table.index![a] as number) - (table.index![b] as number)
  );
  return {
    ...table,
    data: order.map((row) => table.data![row]!),
    index: order.map((row) => table.index![row]!),
  };
}

function compareTables(writeup: string, expected: Expected): void {
  const saved = (name: string): DataFrame => readTable(`${writeup}/tables/${name}.csv`);
  for (const [table, name] of TABLES) {
    const wanted = withTiesByName(name, expected.displayed(name));
    compareTable(table, saved(table), wanted, TABLES_AGREE);
  }
  for (const [table, name] of HEADS) {
    const wanted = withTiesByName(name, expected.displayed(name));
    compareTable(name, saved(table).head(wanted.data!.length), wanted, TABLES_AGREE);
  }
  const { dtypes: _, ...slates } = expected.record("a07_slate_outcomes");
  compareColumns("17_slate_outcomes", saved("17_slate_outcomes"), slates);
  compareColumns("05_focal_items", saved("05_focal_items"), expected.record("a02_focal_per_slate"));

  const clusters = saved("12_cluster_exposure");
  const counts = (column: string) => (clusters.getColumn(column).toArray() as Cell[]).map(Number);
  assertEquals(
    counts("promoted_slates"),
    counts("promoted_slates_counted_once").map((slates) => 12 * slates),
  );
}

function compareColumns(
  name: string,
  actual: DataFrame,
  expected: Readonly<Record<string, unknown>>,
): void {
  for (const [column, wanted] of Object.entries(expected)) {
    const values = actual.getColumn(column).toArray() as Cell[];
    (wanted as Cell[]).forEach((cell, row) => {
      const where = `${name}, ${column}, row ${row}`;
      if (typeof cell !== "number") assertEquals(values[row], cell, where);
      else assertAlmostEquals(Number(values[row]), cell, TOLERANCE, where);
    });
  }
}

const plain = (saved: unknown): ShownNumber => [saved, 1, 4];
const short = (saved: unknown): ShownNumber => [saved, 1, 2];
const count = (saved: unknown): ShownNumber => [saved, 1, 0];
const percent = (saved: unknown): ShownNumber => [saved, 100, 2];

/** The named numbers as a reader is shown them. */
const METRICS: Readonly<Record<string, readonly (readonly [string, typeof count])[]>> = {
  "02_load_summary": [
    ["Rows, one a movie of a slate", count],
    ["Slates", count],
    ["Users", count],
    ["Movies", count],
    ["Fewest movies in a slate", count],
    ["Most movies in a slate", count],
    ["Clusters, by first genre", count],
  ],
  "04_assignment_summary": [
    ["Seed of the draws", count],
    ["Probability of a promotion", percent],
    ["First place that can be promoted", count],
    ["Slates in the experiment", count],
    ["Slates promoted", count],
    ["Slates left unchanged", count],
    ["Share of slates promoted", percent],
    ["Mean place of the focal movies", plain],
  ],
  "19_readiness_checks": [
    ["Complete slates", count],
    ["Probability of a promotion", percent],
    ["Share of slates promoted", percent],
    ["Movies promoted", count],
    ["Other movies of promoted slates", count],
    ["… of the promoted movie's cluster", count],
    ["Slates with a place missing or held twice", count],
    ["Mean lift of a promoted slate, in expected clicks", plain],
  ],
};

/** What readers are shown must be what was saved, each number rounded and nothing else. */
function compareShown(printed: string, writeup: string, expected: Expected): void {
  const saved = (name: string) => recordsOf(readTable(`${writeup}/tables/${name}.csv`));
  for (const [table, words] of Object.entries(METRICS)) {
    const rows = saved(table);
    assertEquals(rows.length, words.length);
    requireShown(table, printed, words.map(([name, as], at) => [name, as(rows[at]!.value)]));
  }
  assert(!/20,260,428/.test(printed), "a seed is no quantity");

  const { columns, data } = expected.displayed("03_slate_base_head");
  const cell = (row: readonly Cell[], column: string) => row[columns!.indexOf(column)];
  requireShown(
    "03_slate_base_head",
    printed,
    data!.map((row) => [
      String(cell(row, "title")),
      count(cell(row, "slate_position_seed")),
      [cell(row, "observed_relevance"), 1, 1],
    ]),
  );
  requireShown(
    "05_focal_items",
    printed,
    saved("05_focal_items").slice(0, 5).map((row) => [
      String(row.focal_title),
      count(row.focal_seed_position),
      [row.focal_observed_relevance, 1, 1],
    ]),
  );
  const balance = saved("06_balance_table");
  assertEquals(balance.length, FEATURES.length);
  requireShown(
    "06_balance_table",
    printed,
    balance.map(({ feature, ...means }, at) => {
      const as = String(feature).endsWith("_rate") || feature === "focal_high_relevance"
        ? percent
        : plain;
      return [FEATURES[at]!, ...Object.values(means).map(as)];
    }),
  );
  const group = ({ exposure_group }: Readonly<Record<string, unknown>>) =>
    exposureGroupInWords(String(exposure_group));
  requireShown(
    "08_exposure_summary",
    printed,
    saved("08_exposure_summary").map((row) => [
      group(row),
      count(row.rows),
      short(row.mean_seed_position),
      short(row.mean_final_position),
      plain(row.mean_visibility_gain),
      short(row.mean_relevance),
      count(row.slates),
    ]),
  );
  requireShown(
    "10_exposure_group_shares",
    printed,
    saved("10_exposure_group_shares").map((row) => [
      group(row),
      count(row.rows),
      percent(row.row_share),
      count(row.slates),
      percent(row.slate_share),
    ]),
  );
  requireShown(
    "12_cluster_exposure",
    printed,
    saved("12_cluster_exposure").slice(0, 20).map((row) => [
      String(row.promoted_focal_cluster),
      count(row.randomized_slates),
      count(row.promoted_slates_counted_once),
      count(row.same_slate_spillover_rows),
      count(row.same_cluster_spillover_rows),
      percent(row.same_cluster_share_of_spillover),
      short(row.mean_relevance_of_focal_items),
      count(row.promoted_slates),
      short(row.mean_focal_relevance),
    ]),
  );
  requireShown(
    "14_outcome_summary",
    printed,
    saved("14_outcome_summary").map((row) => [
      group(row),
      percent(row.mean_probability_lift),
      percent(row.mean_probability),
      percent(row.mean_no_promotion_probability),
      percent(row.simulated_click_rate),
      plain(row.mean_engagement_score),
      count(row.rows),
    ]),
  );
  const arms = saved("16_slate_outcome_summary");
  const line = (name: string, column: string, as = plain): ShownRow => [
    name,
    ...arms.map((arm) => as(arm[column])),
  ];
  requireShown("16_slate_outcome_summary", printed, [
    line("Slates", "slates", count),
    line("Simulated clicks", "mean_simulated_clicks"),
    line("Expected clicks", "mean_expected_clicks"),
    line("Expected clicks without promotion", "mean_expected_clicks_no_promotion"),
    line("Lift of the whole slate", "mean_total_known_lift"),
    line("of it the focal movie", "mean_direct_expected_lift"),
    line("of it other movies of its cluster", "mean_same_cluster_spillover_expected_lift"),
    line("of it all other movies", "mean_other_spillover_expected_lift"),
  ]);
  requireShown(
    "17_slate_outcomes",
    printed,
    saved("17_slate_outcomes").slice(0, 5).map((row) => [
      String(row.focal_title),
      count(row.total_simulated_clicks),
      plain(row.total_known_probability_lift),
      plain(row.direct_expected_lift),
      plain(row.same_cluster_spillover_expected_lift),
      plain(row.other_spillover_expected_lift),
    ]),
  );
  const { value } = expected.displayed("09_invalid_positions_print");
  assert(printed.split("\n").includes(String(value)), String(value));
  assert(printed.includes("The slates, the movies' features and the users' features are there."));
}

/** The features that the arms are compared in, as a reader is shown them. */
const FEATURES = [
  "place of the focal movie",
  "rating of the focal movie, in stars",
  "focal movies rated high, %",
  "ratings of the focal movie, by all users",
  "mean rating of the focal movie, in stars",
  "ratings of the focal movie of 4 or more, %",
  "ratings by the user",
  "mean rating by the user, in stars",
  "ratings by the user of 4 or more, %",
  "different first genres that the user rated",
];

function compareRows(slates: string, expected: Expected): void {
  const exposure = pl.readParquet(`${slates}/movielens_interference_exposure_mapping.parquet`);
  for (const column of INTEGERS) {
    const values = exposure.getColumn(column).toArray() as number[];
    assertEquals(largestDifference(values, expected.column(column)), 0, column);
  }
  for (const column of REALS) {
    const values = exposure.getColumn(column).toArray() as number[];
    assertLessOrEqual(largestDifference(values, expected.column(column)), TOLERANCE, column);
  }
  const groups = expected.record("a06_exposure_group").values;
  assertEquals(exposure.getColumn("exposure_group").toArray() as unknown[], groups);
  const types = expected.record("a00_exposure_dtypes") as Record<string, string>;
  assertEquals(exposure.columns, Object.keys(types));
  for (const [column, type] of Object.entries(types)) {
    const found = String(exposure.getColumn(column).dtype);
    assert(SAVED_TYPES[type]!.test(found), `${column} is saved as ${found}, not as ${type}`);
  }
}

/** How the original's types are saved. */
const SAVED_TYPES: Readonly<Record<string, RegExp>> = {
  object: /String|Utf8/,
  int64: /\(Int64\)/,
  int8: /\(Int8\)/,
  float64: /\(Float64\)/,
  float32: /\(Float32\)/,
  "datetime64[ns]": /Datetime/,
};

/** What is saved for later notebooks is what the writeup shows, in the original's columns. */
function compareArtifacts(slates: string, writeup: string, expected: Expected): void {
  const artifact = (name: string) => `${slates}/movielens_interference_${name}`;
  const shown = (name: string) => readTable(`${writeup}/tables/${name}.csv`);
  const same = (saved: DataFrame, table: DataFrame) =>
    assertEquals(saved.toRecords(), table.select(...saved.columns).toRecords());
  same(readTable(artifact("exposure_readiness.csv")), shown("19_readiness_checks"));
  same(readTable(artifact("exposure_group_summary.csv")), shown("10_exposure_group_shares"));
  same(readTable(artifact("cluster_exposure_summary.csv")), shown("12_cluster_exposure"));
  assertEquals(
    readTable(artifact("cluster_exposure_summary.csv")).columns,
    expected.displayed("a09_cluster_exposure_all").columns,
  );
  for (
    const [name, table, columns] of [
      ["assignment_table", "05_focal_items", "05_focal_items_head"],
      ["slate_outcomes", "17_slate_outcomes", "17_slate_outcomes_head"],
    ] as const
  ) {
    const saved = pl.readParquet(artifact(`${name}.parquet`));
    assertEquals(saved.columns, expected.displayed(columns).columns);
    assertEquals(saved.height, shown(table).height);
  }
  const listed = shown("20_saved_artifacts");
  assertEquals(
    listed.getColumn("artifact").toArray(),
    expected.displayed("20_saved_artifacts").data!.map(([name]) => name as string),
  );
  for (const path of listed.getColumn("path").toArray() as string[]) {
    assert(Deno.statSync(path).isFile, path);
  }
}

/** Runs the notebook on a copy of the inputs and holds everything it leaves against what is expected. */
async function runAndCompare(inputs: string, expected: Expected): Promise<void> {
  const folder = await Deno.makeTempDir();
  // The notebook saves its results beside its input.
  for (const path of Object.values(slatePaths(inputs))) {
    await Deno.writeFile(`${folder}/${path.slice(inputs.length + 1)}`, await Deno.readFile(path));
  }
  const { folder: writeup, printed } = await runNotebook(NOTEBOOK, { SLATES: folder });
  compareTables(writeup, expected);
  compareShown(printed, writeup, expected);
  compareRows(folder, expected);
  compareArtifacts(folder, writeup, expected);
  await Deno.remove(writeup, { recursive: true });
  await Deno.remove(folder, { recursive: true });
}

Deno.test("on the fixture the notebook gives the original's numbers and draws", async () => {
  const displayed = JSON.parse(await Deno.readTextFile(`${FIXTURE}/expected.json`));
  const reals = new Float64Array((await Deno.readFile(`${FIXTURE}/expected.f64`)).buffer);
  const integers = new Int32Array((await Deno.readFile(`${FIXTURE}/expected.i32`)).buffer);
  const rows = reals.length / REALS.length;
  await runAndCompare(FIXTURE, {
    displayed: (name) => displayed[name],
    record: (name) => displayed[name],
    column: (name) => {
      const place = Math.max(REALS.indexOf(name), INTEGERS.indexOf(name));
      const columns = REALS.includes(name) ? reals : integers;
      return columns.subarray(place * rows, (place + 1) * rows);
    },
  });
});

for (const dataset of ["ml_200", "ml_200_missing", "ml_3000"]) {
  Deno.test({
    name: `on ${dataset} the notebook gives the reference's numbers (needs REFERENCE_DIR)`,
    ignore: REFERENCE_DIR === undefined,
    fn: async () => {
      const results = `${REFERENCE_DIR}/expected/${dataset}`;
      const record = (name: string) => JSON.parse(Deno.readTextFileSync(`${results}/${name}.json`));
      await runAndCompare(`${REFERENCE_DIR}/inputs/${dataset}`, {
        displayed: record,
        record,
        column: (name) =>
          INTEGERS.includes(name)
            ? new Int32Array(Deno.readFileSync(`${results}/a04_${name}.i32`).buffer)
            : new Float64Array(Deno.readFileSync(`${results}/a05_${name}.f64`).buffer),
      });
    },
  });
}
