import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { drawModelSample, featureTable, summarizeSample } from "lib/impressions/model_sample.ts";
import { ANALYSIS_COLUMNS, openImpressions } from "lib/impressions/table.ts";
import pl, { type DataFrame, type DataType, type Series } from "nodejs-polars";

const ROWS = 12;

/** A table in which everything is right. */
function soundColumns(): Series[] {
  const integers = (name: string, of: (row: number) => number | null) =>
    pl.Series(name, Array.from({ length: ROWS }, (_, row) => of(row)), pl.Int64);
  const texts = (name: string, of: (row: number) => string | null) =>
    pl.Series(name, Array.from({ length: ROWS }, (_, row) => of(row)), pl.String);
  return [
    texts("user_id", (row) => `U${row % 5}`),
    texts("news_id", (row) => `N${row}`),
    texts("category", (row) => row === 3 ? null : row % 2 === 0 ? "sports" : "news"),
    texts("subcategory", (row) => row % 2 === 0 ? "soccer" : "newsus"),
    ...["history_len", "candidate_set_size", "title_length", "abstract_length"].map((name) =>
      integers(name, (row) => row)
    ),
    integers("hour", (row) => row),
    integers("day_of_week", (row) => row % 7),
    integers("item_exposures", (row) => row === 2 ? null : row),
    integers("is_top_3", (row) => row % 3 === 0 ? 1 : 0),
    integers("clicked", (row) => row % 4 === 0 ? 1 : 0),
  ];
}

function written(columns: readonly Series[]): string {
  const path = `${Deno.makeTempDirSync()}/impressions.parquet`;
  pl.DataFrame([...columns]).writeParquet(path);
  return path;
}

/** The sound table with one column put in the place of its namesake. */
function tableWith(column: Series): string {
  return written(soundColumns().map((sound) => sound.name === column.name ? column : sound));
}

function filled(name: string, value: number | string | null, type: DataType = pl.Float64): Series {
  return pl.Series(name, new Array(ROWS).fill(value), type);
}

function refusal(path: string, ...parts: string[]): InputError {
  const error = assertThrows(() => openImpressions(path), InputError);
  for (const part of [...parts, path]) assertStringIncludes(error.message, part);
  return error;
}

Deno.test("a sound table opens, whatever the width of its integers", () => {
  const path = written(soundColumns());
  const table = openImpressions(path);
  assertEquals(table.shape, [ROWS, ANALYSIS_COLUMNS.length]);
  assertEquals(table.head(3).height, 3);
  const narrow = tableWith(pl.Series("hour", new Array(ROWS).fill(7), pl.Int8));
  assertEquals(openImpressions(narrow).rows, ROWS);
  const booleans = Array.from({ length: ROWS }, (_, row) => row % 2 === 0);
  assertEquals(openImpressions(tableWith(pl.Series("clicked", booleans))).rows, ROWS);
});

Deno.test("rows are gathered in the order asked for", () => {
  const table = openImpressions(written(soundColumns()));
  const frame = table.gather(["news_id", "hour"], Int32Array.of(5, 0, 5));
  assertEquals(frame.getColumn("news_id").toArray(), ["N5", "N0", "N5"]);
  assertEquals(frame.getColumn("hour").toArray().map(Number), [5, 0, 5]);
});

Deno.test("a missing file, a folder and a file of another kind are told apart", () => {
  const folder = Deno.makeTempDirSync();
  refusal(`${folder}/none.parquet`, "there is no such file");
  refusal(folder, "this is not a file");
  Deno.writeTextFileSync(`${folder}/text.parquet`, "not a parquet file at all\n");
  refusal(`${folder}/text.parquet`, "not a readable parquet file");
  const whole = Deno.readFileSync(written(soundColumns()));
  Deno.writeFileSync(`${folder}/half.parquet`, whole.subarray(0, whole.length / 2));
  refusal(`${folder}/half.parquet`, "not a readable parquet file");
  // A sound footer over a damaged body: found when the values are read.
  const damaged = whole.slice();
  damaged.fill(0x5a, 4, Math.floor(whole.length / 3));
  Deno.writeFileSync(`${folder}/damaged.parquet`, damaged);
  refusal(`${folder}/damaged.parquet`, "not a readable parquet file");
});

Deno.test("a table without rows is refused", () => {
  const empty: DataFrame = pl.DataFrame(soundColumns()).limit(0);
  const path = `${Deno.makeTempDirSync()}/empty.parquet`;
  empty.writeParquet(path);
  refusal(path, "no rows");
});

Deno.test("every column the analysis reads is missed by name", () => {
  for (const name of ANALYSIS_COLUMNS) {
    const error = refusal(
      written(soundColumns().filter((column) => column.name !== name)),
      "lacks a column",
      `column "${name}"`,
    );
    assertEquals(error.column, name);
  }
});

Deno.test("a column of another type is refused", () => {
  refusal(tableWith(filled("hour", "seven", pl.String)), "type String", 'column "hour"');
  refusal(tableWith(filled("category", 3)), "type Float64", 'column "category"');
});

Deno.test("treatment and outcome hold 0 and 1, both of them, and nothing else", () => {
  for (const name of ["is_top_3", "clicked"]) {
    assertEquals(refusal(tableWith(filled(name, 1)), "all 12 values are 1").count, ROWS);
    refusal(tableWith(filled(name, 0)), "all 12 values are 0");
    const odd = pl.Series(name, [2, 0.5, ...new Array(5).fill(0), ...new Array(5).fill(1)]);
    assertEquals(refusal(tableWith(odd), "2 of 12 values are neither 0 nor 1").count, 2);
    const gaps = pl.Series(name, [null, ...new Array(6).fill(0), ...new Array(5).fill(1)]);
    assertEquals(refusal(tableWith(gaps), "1 of 12 rows have no value").count, 1);
  }
});

Deno.test("NaN and infinities are refused, nulls are not", () => {
  const broken = pl.Series("hour", [NaN, Infinity, -Infinity, null, ...new Array(8).fill(1)]);
  assertEquals(refusal(tableWith(broken), "3 of 12 values are NaN or infinite").count, 3);
  const gaps = pl.Series("hour", [null, null, ...new Array(10).fill(1)]);
  assertEquals(openImpressions(tableWith(gaps)).rows, ROWS);
});

Deno.test("a category that is null throughout is refused", () => {
  refusal(tableWith(filled("subcategory", null, pl.String)), "all 12 values are missing");
  // A column that never had a value can come without a type.
  const path = written(soundColumns());
  pl.readParquet(path).withColumns(pl.lit(null).alias("category")).writeParquet(path);
  refusal(path, "all values are missing");
});

Deno.test("exposures below zero are refused, a history of −1 is the original's quirk", () => {
  const values = [-5, -1, ...new Array(10).fill(3)];
  refusal(tableWith(pl.Series("item_exposures", values, pl.Int64)), "2 of 12 values are negative");
  const quirk = tableWith(pl.Series("history_len", values, pl.Int64));
  assertEquals(openImpressions(quirk).rows, ROWS);
});

Deno.test("a sample has the drawn rows with treatment, outcome and log exposures", () => {
  const table = openImpressions(written(soundColumns()));
  const sample = drawModelSample(table, { size: 150_000, seed: 42 });
  assertEquals(
    [...sample.sourceRow].sort((a, b) => a - b),
    Array.from({ length: ROWS }, (_, i) => i),
  );
  sample.sourceRow.forEach((row, i) => {
    assertEquals(sample.treatment[i], row % 3 === 0 ? 1 : 0);
    assertEquals(sample.outcome[i], row % 4 === 0 ? 1 : 0);
  });
  const { numeric, categorical } = featureTable(
    sample.frame,
    ["log_item_exposures"],
    ["category"],
  );
  const placeOf = (row: number) => sample.sourceRow.indexOf(row);
  assertEquals(numeric[0]!.values[placeOf(2)], NaN);
  assertEquals(numeric[0]!.values[placeOf(7)], Math.log1p(7));
  assertEquals(categorical[0]!.levels, ["news", "sports"]);
  assertEquals(categorical[0]!.codes[placeOf(3)], -1);
  assertEquals(summarizeSample(sample).uniqueUsers, 5);
  const labels = sample.frame.getColumn("treatment_label").toArray();
  assertEquals(labels[placeOf(3)], "top_3");
  assertEquals(labels[placeOf(4)], "rank_4_plus");
});

Deno.test("an impossible sample is refused", () => {
  const table = openImpressions(written(soundColumns()));
  for (const size of [0, 1.5, NaN, "10" as unknown as number]) {
    assertThrows(() => drawModelSample(table, { size, seed: 42 }), InputError, "sample size");
  }
  for (const seed of [-1, 2 ** 32, "42" as unknown as number]) {
    assertThrows(() => drawModelSample(table, { size: 10, seed }), InputError, "seed");
  }
  // Seed 1 draws the rows 2 and 3, neither of which was clicked.
  const error = assertThrows(() => drawModelSample(table, { size: 2, seed: 1 }), InputError);
  assertStringIncludes(error.message, "drawn values are 0");
  assertThrows(
    () => featureTable(table.head(), ["speed"], []),
    InputError,
    'column "speed"',
  );
});
