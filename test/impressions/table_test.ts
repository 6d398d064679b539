import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { formatTable } from "lib/frames/format_table.ts";
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
    ...["history_len", "title_length", "abstract_length"].map((name) =>
      integers(name, (row) => row)
    ),
    integers("candidate_set_size", (row) => row + 1),
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

Deno.test("rows and columns that the table does not have are refused as what they are", () => {
  const table = openImpressions(written(soundColumns()));
  const rows = Int32Array.of(0);
  assertThrows(() => table.gather(["speed"], rows), InputError, "the table has no such column");
  for (const columns of [undefined, "hour", 5, [5], [null]] as never[]) {
    assertThrows(() => table.gather(columns, rows), InputError, "names of columns");
  }
  for (const row of [ROWS, -1, 0.5, NaN, null] as never[]) {
    assertThrows(() => table.gather(["hour"], [row] as never), InputError, "outside the rows");
  }
  for (const count of [0, -1, 1.5, NaN, "3", null] as never[]) {
    assertThrows(() => table.head(count), InputError, "no number of rows to show");
  }
  for (const path of [undefined, null, 5, {}, pl.DataFrame({ hour: [1] })] as never[]) {
    assertThrows(() => openImpressions(path), InputError, "no texts");
  }
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

/** Two values, then ten that are right everywhere. */
const twoAndTen = (name: string, first: number, second: number) =>
  pl.Series(name, [first, second, ...new Array(10).fill(3)], pl.Float64);

/** Values without a reading: column, the two, what is said of them. */
const IMPOSSIBLE = [
  ["hour", 25, 24, "2 of 12 values are outside 0 to 23"],
  ["hour", -1, 99, "2 of 12 values are outside 0 to 23"],
  ["hour", 3.7, 0.5, "2 of 12 values are no whole numbers"],
  ["day_of_week", 9, 7, "2 of 12 values are outside 0 to 6"],
  ["day_of_week", -1, -2, "2 of 12 values are outside 0 to 6"],
  ["candidate_set_size", 0, -1, "2 of 12 values are below 1"],
  ["item_exposures", -5, -1, "2 of 12 values are negative"],
  ["title_length", 2.5, 1.25, "2 of 12 values are no whole numbers"],
  ["history_len", 1e308, -1e200, "2 of 12 values are beyond 9007199254740991"],
  ["abstract_length", 1e200, 1e100, "2 of 12 values are beyond 9007199254740991"],
  ["item_exposures", 1e200, 1e16, "2 of 12 values are beyond 9007199254740991"],
] as const;

Deno.test("values without a reading are refused by column and count", () => {
  for (const [name, first, second, text] of IMPOSSIBLE) {
    const error = refusal(tableWith(twoAndTen(name, first, second)), text, `column "${name}"`);
    assertEquals([error.column, error.count], [name, 2]);
  }
});

Deno.test("a length or history of −1 is the original's quirk: it is told, and stays", () => {
  assertEquals(openImpressions(written(soundColumns())).notices, []);
  for (const name of ["history_len", "title_length", "abstract_length"]) {
    const { notices } = openImpressions(tableWith(twoAndTen(name, -5, -1)));
    assertEquals(notices.length, 1);
    assertStringIncludes(notices[0]!, `${name}: 2 of 12 values are negative (`);
  }
});

Deno.test("columns that the analysis does not read are compared with their ranges and each other", () => {
  const noticesWith = (...columns: Series[]) =>
    openImpressions(written([...soundColumns(), ...columns])).notices;
  const odd = [
    [twoAndTen("position", 0, -1), "position: 2 of 12 values are below 1"],
    [twoAndTen("item_clicks", -3, -1), "item_clicks: 2 of 12 values are negative"],
  ] as const;
  for (const [column, text] of odd) assertStringIncludes(noticesWith(column)[0]!, text);
  for (const name of ["item_ctr", "relative_position"]) {
    const shares = pl.Series(name, [1.5, -0.1, null, ...new Array(9).fill(0.5)]);
    assertEquals(noticesWith(shares).length, 1);
    assertStringIncludes(noticesWith(shares)[0]!, `${name}: 2 of 12 values are outside 0 to 1`);
  }
  // The sound table has the flag in every third row.
  const agreeing = Array.from({ length: ROWS }, (_, row) => row % 3 === 0 ? 2 : 7);
  const position = (values: readonly (number | null)[]) =>
    pl.Series("position", [...values], pl.Int64);
  assertEquals(noticesWith(position(agreeing)), []);
  const [notice] = noticesWith(position([4, 3, null, ...agreeing.slice(3)]));
  assertStringIncludes(notice!, "is_top_3: in 2 of 12 rows it is not what position says");
  // A column of another type is none of these.
  assertEquals(noticesWith(filled("position", "first", pl.String)), []);
});

Deno.test("rows that repeat another one in every column are counted, others are not", () => {
  const place = [
    pl.Series("impression_id", new Array(ROWS).fill(1), pl.Int64),
    pl.Series(
      "position",
      Array.from({ length: ROWS }, (_, row) => row % 3 === 0 ? 1 : 4),
      pl.Int64,
    ),
  ];
  const once = pl.DataFrame([...soundColumns(), ...place]);
  const noticesOf = (frame: DataFrame) => {
    const path = `${Deno.makeTempDirSync()}/impressions.parquet`;
    frame.writeParquet(path);
    return openImpressions(path).notices;
  };
  // The same place throughout, but different articles.
  assertEquals(noticesOf(once), []);
  const repeated = "12 of 24 rows repeat another row in every column. " +
    "Each counts as a row of its own.";
  assertEquals(noticesOf(once.vstack(once)), [repeated]);
  const placeless = pl.DataFrame(soundColumns());
  assertEquals(noticesOf(placeless.vstack(placeless)), [repeated]);
});

Deno.test("ids and topics that are integers are read as their digits", () => {
  const ids = ["9007199254740993", ...Array.from({ length: 11 }, (_, row) => `${row % 3}`)];
  for (const name of ["user_id", "news_id", "category"]) {
    const path = tableWith(pl.Series(name, ids).cast(pl.Int64));
    const all = Int32Array.from({ length: ROWS }, (_, row) => row);
    const column = openImpressions(path).gather([name], all).getColumn(name);
    assertEquals([String(column.dtype), column.toArray()], ["DataType(String)", ids]);
  }
  const sample = drawModelSample(
    openImpressions(tableWith(pl.Series("user_id", ids).cast(pl.UInt64))),
    { size: ROWS, seed: 1 },
  );
  assertEquals(summarizeSample(sample).uniqueUsers, 4);
});

/** A sound table from which a query takes its columns. */
function queried(query: string): string {
  const path = written(soundColumns());
  // Of the types in question only the query language has names.
  pl.SQLContext({ log: pl.readParquet(path) }).execute(query, { eager: true }).writeParquet(path);
  return path;
}

/** Extra columns: their type, how a query spells them, whether their values have a text. */
const EXTRA_COLUMNS = [
  ["Binary", "CAST(category AS BYTEA)", false],
  ["Duration", "INTERVAL '1 day'", false],
  ["Decimal", "CAST(title_length AS DECIMAL(9, 2))", true],
  ["Int128", "CAST(title_length AS HUGEINT)", true],
  ["Date", "DATE '2020-01-02'", true],
] as const;

Deno.test("columns that are not needed may be of any type; those without a text are left out", () => {
  for (const [type, sql, shown] of EXTRA_COLUMNS) {
    const table = openImpressions(queried(`SELECT *, ${sql} AS extra FROM log`));
    assertEquals(table.shape, [ROWS, ANALYSIS_COLUMNS.length + 1]);
    assertEquals(table.head().columns.includes("extra"), shown, type);
    assertEquals(formatTable(table.head()).text.includes("extra"), shown, type);
    assertEquals(table.notices.length, shown ? 0 : 1, type);
    if (!shown) assertStringIncludes(table.notices[0]!, `left out`);
    if (!shown) assertStringIncludes(table.notices[0]!, `"extra" (${type})`);
    drawModelSample(table, { size: ROWS, seed: 1 });
  }
});

Deno.test("a column's name is a name, never a pattern", () => {
  for (const name of ["*", "^.*$", "^hour$"]) {
    const odd = pl.Series(name, new Array(ROWS).fill(7), pl.Int64);
    const table = openImpressions(written([...soundColumns(), odd]));
    assertEquals([table.shape[1], table.notices], [ANALYSIS_COLUMNS.length + 1, []]);
    assertEquals(table.head(1).getColumn(name).toArray(), [7]);
    assertStringIncludes(formatTable(table.head(1)).text, "7");
    const bytes = queried(
      'SELECT *, title_length AS "*", CAST(category AS BYTEA) AS "^.*$" FROM log',
    );
    assertEquals(openImpressions(bytes).head().width, ANALYSIS_COLUMNS.length + 1);
  }
});

Deno.test("a needed column of decimals is read as numbers, one of bytes refused by name", () => {
  for (const type of ["DECIMAL(20, 0)", "HUGEINT", "REAL"]) {
    const table = openImpressions(
      queried(`SELECT * REPLACE (CAST(history_len AS ${type}) AS history_len) FROM log`),
    );
    const sample = drawModelSample(table, { size: ROWS, seed: 1 });
    assertEquals([...sample.numeric("history_len")], [...sample.sourceRow]);
    formatTable(sample.frame);
    formatTable(table.head());
  }
  refusal(
    queried("SELECT * REPLACE (CAST(category AS BYTEA) AS category) FROM log"),
    "the column has the type Binary",
    'column "category"',
  );
});

Deno.test("devices, pipes and links that lead nowhere are refused at once, other links followed", () => {
  const folder = Deno.makeTempDirSync();
  refusal("/dev/null", "this is not a file");
  refusal("/dev/zero", "this is not a file");
  const pipe = `${folder}/pipe.parquet`;
  new Deno.Command("mkfifo", { args: [pipe] }).outputSync();
  refusal(pipe, "this is not a file");
  Deno.symlinkSync(`${folder}/loop.parquet`, `${folder}/loop.parquet`);
  refusal(`${folder}/loop.parquet`, "the file cannot be opened");
  Deno.symlinkSync(`${folder}/none`, `${folder}/dangling.parquet`);
  refusal(`${folder}/dangling.parquet`, "there is no such file");
  refusal(`${folder}/${"x".repeat(300)}.parquet`, "the file cannot be opened");
  const path = written(soundColumns());
  refusal(`${path}/inside`, "there is no such file");
  Deno.symlinkSync(path, `${folder}/link.parquet`);
  assertEquals(openImpressions(`${folder}/link.parquet`).rows, ROWS);
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
  for (const frame of [undefined, null, 5, "hour", {}, []] as never[]) {
    assertThrows(() => featureTable(frame, ["hour"], []), InputError, "no DataFrame");
    assertThrows(() => summarizeSample(frame), InputError, "no sample");
    assertThrows(() => drawModelSample(frame, { size: 10, seed: 1 }), InputError, "no table");
  }
  for (const names of [undefined, null, 5, "hour", [5], [null]] as never[]) {
    assertThrows(() => featureTable(table.head(), names, []), InputError, "names of numeric");
    assertThrows(() => featureTable(table.head(), [], names), InputError, "names of categorical");
  }
  assertThrows(
    () => drawModelSample(table, { size: 10, seed: 42, rows: 5 } as never),
    InputError,
    'no option "rows"',
  );
});

Deno.test("covariates that are infinite or too large to be squared are refused by name", () => {
  for (const value of [1e200, -1e200, 1e308, Infinity, -Infinity]) {
    const error = assertThrows(
      () => featureTable(pl.DataFrame({ price: [1, value, null, NaN] }), ["price"], []),
      InputError,
      '1 of 4 values are infinite or beyond 1e+100 (column "price")',
    );
    assertEquals(error.count, 1);
  }
});

/** The lists of a table, with further columns or others in the place of their namesakes. */
function listsOf(...columns: readonly Series[]): number[] {
  const names = columns.map(({ name }) => name);
  const rest = soundColumns().filter(({ name }) => !names.includes(name));
  return [...openImpressions(written([...columns, ...rest])).places().list];
}

const users = pl.Series("user_id", new Array(ROWS).fill("U1"), pl.String);
const ids = Array.from({ length: ROWS }, (_, row) => row % 3);

Deno.test("lists are numbered whatever the type of their ids, their rows apart or together", () => {
  const columns = [
    pl.Series("impression_id", ids.map((id) => id + 7), pl.Int64),
    pl.Series("impression_id", ids, pl.Float64),
    pl.Series("impression_id", ids.map((id) => `list ${id}`), pl.String),
    pl.Series("impression_id", ids.map((id) => `${id}`), pl.String).cast(pl.Categorical),
    pl.Series("impression_id", ids.map((id) => BigInt(id) + 2n ** 60n), pl.UInt64),
  ];
  for (const column of columns) assertEquals(listsOf(column, users), ids);
  const bools = pl.Series("impression_id", ids.map((id) => id > 0), pl.Bool);
  assertEquals(listsOf(bools, users), ids.map((id) => id > 0 ? 1 : 0));
});

Deno.test("the same impression of another reader is another list", () => {
  const column = pl.Series("impression_id", ids, pl.Int64);
  const readers = pl.Series("user_id", ids.map((_, row) => row < 6 ? "U1" : "U2"), pl.String);
  assertEquals(listsOf(column, readers), ids.map((id, row) => row < 6 ? id : 3 + id));
});

Deno.test("rows without an impression are in no list, and so are all without the column", () => {
  const partly = ids.map((id) => id === 1 ? null : id);
  const numbers = ids.map((id) => id === 1 ? -1 : id / 2);
  assertEquals(listsOf(pl.Series("impression_id", partly, pl.Int64), users), numbers);
  const nan = pl.Series("impression_id", partly.map((id) => id ?? NaN), pl.Float64);
  assertEquals(listsOf(nan, users), numbers);
  const none = new Array(ROWS).fill(-1);
  assertEquals(listsOf(users), none);
  assertEquals(listsOf(filled("impression_id", null, pl.Int64), users), none);
  const dates = filled("impression_id", 0, pl.Int64).cast(pl.Datetime("us"));
  assertEquals(listsOf(dates, users), none);
});

Deno.test("arms and clicks that are booleans or reals are the same as 0 and 1", () => {
  const expected = openImpressions(written(soundColumns())).places();
  for (const type of [pl.Bool, pl.Float64, pl.Int8]) {
    const columns = soundColumns().map((column) =>
      ["is_top_3", "clicked"].includes(column.name) ? column.cast(type) : column
    );
    assertEquals(openImpressions(written(columns)).places(), expected);
  }
});
