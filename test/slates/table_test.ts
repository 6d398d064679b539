import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { formatTable } from "lib/frames/format_table.ts";
import { spelledColumn } from "lib/frames/frame_columns.ts";
import { slatePaths } from "lib/slates/schema.ts";
import { describeFilledItems, openSlates, type SlateTable } from "lib/slates/table.ts";
import pl, { type DataFrame } from "nodejs-polars";

const USERS = [50, 100, 1000];
const SIZE = 4;

/** Three slates of four movies in which everything is right. */
function sound() {
  const rows = USERS.flatMap((user) =>
    Array.from({ length: SIZE }, (_, place) => ({
      slate_id: `user_${user}_seed`,
      userId: user,
      movieId: 10 * (place + 1),
      title: `Movie ${place + 1} (1999)`,
      spillover_cluster: place % 2 === 0 ? "Action" : "Drama",
      slate_position_seed: place + 1,
      observed_relevance: 5 - place / 2,
      high_relevance: place < 3 ? 1 : 0,
      rating_year: 2001,
    }))
  );
  const items = [10, 20, 30, 40].map((movieId) => ({
    movieId,
    sample_rating_count: movieId,
    sample_mean_rating: 3.5,
    sample_liked_rate: 0.5,
    popularity_bucket: "high",
  }));
  const users = USERS.map((userId) => ({
    userId,
    n_ratings: 40,
    mean_rating: 3.7,
    liked_rate: 0.6,
    active_years: 1,
    unique_primary_genres: 9,
    activity_span_days: 3,
  }));
  return { rows, items, users };
}

type Sound = ReturnType<typeof sound>;

function opened(
  change: (tables: Sound) => void = () => {},
  cast?: (frame: DataFrame) => DataFrame,
) {
  const tables = sound();
  change(tables);
  const folder = Deno.makeTempDirSync();
  const paths = slatePaths(folder);
  const written = (path: string, records: object[]) => {
    const frame = pl.DataFrame(records);
    (cast === undefined ? frame : cast(frame)).writeParquet(path);
  };
  written(paths.slateSeed, tables.rows);
  written(paths.items, tables.items);
  written(paths.userFeatures, tables.users);
  try {
    return openSlates(paths);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

function refused(change: (tables: Sound) => void, ...parts: string[]): InputError {
  const error = assertThrows(() => opened(change), InputError);
  for (const part of parts) assertStringIncludes(error.message, part);
  return error;
}

/** Puts a value where the type has no place for it. */
function put(record: object, column: string, value: unknown): void {
  (record as Record<string, unknown>)[column] = value;
}

Deno.test("sound tables are joined in the order of the slates' rows", () => {
  const table: SlateTable = opened();
  assertEquals(table.frame.shape, { height: 12, width: 9 + 4 + 6 });
  assertEquals(table.frame.getColumn("userId").toArray(), [
    ...[50, 50, 50, 50, 100, 100, 100, 100, 1000, 1000, 1000, 1000],
  ]);
  // By code point: "user_1000_seed" < "user_100_seed" < "user_50_seed".
  assertEquals(table.slateIds, ["user_1000_seed", "user_100_seed", "user_50_seed"]);
  assertEquals([...table.slates.slateOfRow.slice(0, 5)], [2, 2, 2, 2, 1]);
  assertEquals(table.clusterNames, ["Action", "Drama"]);
  assertEquals([table.slates.slates, table.slates.slateSize], [3, SIZE]);
  assertEquals([...table.covariates.relevance.slice(0, 4)], [5, 4.5, 4, 3.5]);
  assertEquals(table.filled, { absent: 0, ratingCount: 0, likedRate: 0 });
  assertEquals(describeFilledItems(table.filled, 12), undefined);
});

Deno.test("rows may stand in any order, and integers in any width", () => {
  const shuffled = opened(({ rows }) => void rows.reverse());
  assertEquals([...shuffled.slates.seedPosition.slice(0, 4)], [4, 3, 2, 1]);
  const narrow = opened(
    undefined,
    (frame) =>
      frame.columns.includes("movieId")
        ? frame.withColumns(pl.col("movieId").cast(pl.Int32))
        : frame,
  );
  assertEquals(narrow.frame.getColumn("sample_rating_count").nullCount(), 0);
});

Deno.test("movies without features keep their rows and are counted", () => {
  const table = opened(({ items }) => {
    items.splice(0, 1);
    put(items[0]!, "sample_liked_rate", null);
    put(items[1]!, "sample_rating_count", null);
  });
  assertEquals(table.filled, { absent: 3, ratingCount: 6, likedRate: 6 });
  assertEquals(table.frame.height, 12);
  assertEquals([...table.ratingCount.slice(0, 4)], [NaN, 20, NaN, 40]);
  const said = describeFilledItems(table.filled, 12)!;
  for (const part of ["Of 12 rows, 6 have", "6 one without a liked rate", "3 of them"]) {
    assertStringIncludes(said, part);
  }
});

Deno.test("NaN is read as missing", () => {
  const table = opened(({ items }) => put(items[0]!, "sample_liked_rate", NaN));
  assertEquals(table.filled.likedRate, 3);
});

Deno.test("slates of unequal size are named with their sizes", () => {
  const error = refused(
    ({ rows }) => void rows.pop(),
    "1 of 3 slates have not 4 items",
    "user_1000_seed has 3",
    "slate_seed.parquet",
  );
  assertEquals([error.column, error.count], ["slate_id", 1]);
});

Deno.test("missing and repeated positions are named", () => {
  refused(
    ({ rows }) => put(rows[1]!, "slate_position_seed", 1),
    "user_50_seed",
    "or have one twice",
  );
  refused(({ rows }) => put(rows[1]!, "slate_position_seed", 9), "1 of 3 slates miss a position");
  refused(({ rows }) => put(rows[1]!, "slate_position_seed", null), "1 of 12 rows have no value");
  refused(({ rows }) => put(rows[1]!, "slate_position_seed", 1.5), "not whole numbers");
});

Deno.test("positions that 32 bits cannot hold are refused, not wrapped", () => {
  for (const position of [2 ** 32 + 1, 2 ** 31, 0, -1, 1e200]) {
    refused(
      ({ rows }) => put(rows[0]!, "slate_position_seed", position),
      "1 of 12 values are outside 1 to 2147483647 (user_50_seed 10 50)",
      'column "slate_position_seed"',
    );
  }
  refused(
    ({ rows }) => put(rows[0]!, "movieId", 1e200),
    "1 of 12 values are beyond 9223372036854775807",
  );
  refused(({ users }) => put(users[0]!, "n_ratings", 1e200), "1 of 3 values are beyond 1e+100");
});

/** The tables of users 2⁵³ + 1, 2⁵³ + 2 and 2⁵³ + 3, whom doubles do not tell apart. */
function withLargeIds(frame: DataFrame): DataFrame {
  if (!frame.columns.includes("userId")) return frame;
  const large = pl.when(pl.col("userId").eq(50)).then(pl.lit("9007199254740993"))
    .when(pl.col("userId").eq(100)).then(pl.lit("9007199254740994"))
    .when(pl.col("userId").eq(1000)).then(pl.lit("9007199254740995"))
    .otherwise(pl.lit("9007199254740999"));
  return frame.withColumns(large.cast(pl.Int64).alias("userId"));
}

Deno.test("ids of more than 53 bits are exact in tables, joins and messages", () => {
  const table = opened(undefined, withLargeIds);
  const text = formatTable(table.frame.select("userId"), { rows: 5 }).text;
  assertStringIncludes(text, "0  9007199254740993\n");
  assertStringIncludes(text, "4  9007199254740994\n");
  assertEquals(spelledColumn(table.frame, "n_ratings").length, 12);
  const error = assertThrows(
    () => opened(({ users }) => put(users[0]!, "userId", 7), withLargeIds),
    InputError,
  );
  assertStringIncludes(error.message, "1 of the slates' users lack all features: 9007199254740993");
  assertThrows(
    () => opened(({ rows }) => put(rows[1]!, "movieId", 10), withLargeIds),
    InputError,
    "1 of 12 rows repeat a movie of a slate (user_50_seed 10)",
  );
  assertThrows(
    () => opened(({ rows }) => put(rows[0]!, "observed_relevance", 9), withLargeIds),
    InputError,
    "(user_50_seed 10 9007199254740993)",
  );
});

Deno.test("repeated movies and users are named", () => {
  refused(
    ({ rows }) => put(rows[1]!, "movieId", 10),
    "1 of 12 rows repeat a movie of a slate (user_50_seed 10)",
  );
  refused(
    ({ items }) => put(items[1]!, "movieId", 10),
    "1 of 4 rows repeat a movie (10)",
    "items.parquet",
  );
  refused(({ users }) => put(users[1]!, "userId", 50), "1 of 3 rows repeat a user (50)");
  refused(
    ({ rows }) => put(rows[1]!, "userId", 100),
    "of 3 slates 1 hold items of several users (user_50_seed)",
  );
});

Deno.test("users without features or without one of them are named", () => {
  const error = refused(
    ({ users }) => void users.splice(1, 2),
    "2 of the slates' users lack all features: 100, 1000",
    "user_features.parquet",
  );
  assertEquals(error.count, 2);
  for (const column of ["liked_rate", "mean_rating", "n_ratings"]) {
    refused(
      ({ users }) => put(users[0]!, column, null),
      `1 of the slates' users lack a value of ${column}: 50`,
    );
  }
});

Deno.test("values outside their scale are counted", () => {
  const relevance = (value: number | null) => ({ rows }: Sound) =>
    put(rows[2]!, "observed_relevance", value);
  refused(
    relevance(5.5),
    "1 of 12 values are outside 0.5 to 5 (user_50_seed 30 50)",
    'column "observed_relevance"',
  );
  refused(relevance(0), "outside 0.5 to 5");
  refused(relevance(Infinity), "infinite");
  refused(relevance(null), "have no value");
  refused(({ items }) => put(items[0]!, "sample_liked_rate", 1.5), "outside 0 to 1");
  refused(({ users }) => put(users[0]!, "liked_rate", -0.5), "outside 0 to 1");
  refused(({ items }) => put(items[0]!, "sample_rating_count", -1), "below 0 (10)");
  refused(({ items }) => put(items[0]!, "sample_mean_rating", 99), "outside 0.5 to 5");
  refused(({ users }) => put(users[0]!, "n_ratings", -3), "below 0 (50)");
  refused(({ rows }) => put(rows[0]!, "high_relevance", 2), "outside 0 to 1");
  refused(({ rows }) => put(rows[0]!, "spillover_cluster", null), "have no value");
});

Deno.test("absent columns, wrong types, empty tables and absent files are said", () => {
  refused(
    ({ items }) => {
      for (const item of items) delete (item as Record<string, unknown>)["popularity_bucket"];
    },
    "lacks a column",
    "popularity_bucket",
  );
  refused(({ rows }) => {
    for (const row of rows) put(row, "slate_position_seed", "first");
  }, "the column has the type");
  assertThrows(
    () => opened(undefined, (frame) => frame.head(0)),
    InputError,
    "the table has no rows",
  );
  assertThrows(() => openSlates(slatePaths("nowhere")), InputError, "there is no such file");
});

/** Tables that a query has gone over; of some types only the query language has names. */
const queried = (query: string, column: string) => (frame: DataFrame) =>
  frame.columns.includes(column)
    ? pl.SQLContext({ slates: frame }).execute(query, { eager: true })
    : frame;

Deno.test("columns of the slates' own without a text are left out and named, others carried", () => {
  const extra = (sql: string) => queried(`SELECT *, ${sql} AS extra FROM slates`, "title");
  for (
    const [type, sql] of [["Binary", "CAST(title AS BYTEA)"], ["Duration", "INTERVAL '1 day'"]]
  ) {
    const { frame, notices } = opened(undefined, extra(sql!));
    assertEquals(frame.columns.includes("extra"), false);
    assertEquals(notices.length, 1);
    assertStringIncludes(notices[0]!, `"extra" (${type})`);
  }
  const { frame, notices } = opened(undefined, extra("CAST(userId AS DECIMAL(9, 2))"));
  assertEquals([frame.columns.includes("extra"), notices], [true, []]);
  assertStringIncludes(formatTable(frame.select("extra")).text, "0     50.00\n");
});

Deno.test("needed columns may be decimals, and names integers; bytes are refused by name", () => {
  const decimal = (column: string, type: string) =>
    opened(
      undefined,
      queried(`SELECT * REPLACE (CAST(${column} AS ${type}) AS ${column}) FROM slates`, column),
    );
  const relevance = decimal("observed_relevance", "DECIMAL(4, 1)").covariates.relevance;
  assertEquals([...relevance.slice(0, 4)], [5, 4.5, 4, 3.5]);
  assertEquals(spelledColumn(decimal("userId", "DECIMAL(20, 0)").frame, "userId")[0], "50");
  const numbered = opened(
    undefined,
    queried("SELECT * REPLACE (CAST(userId AS BIGINT) AS slate_id) FROM slates", "slate_id"),
  );
  assertEquals(numbered.slateIds, ["100", "1000", "50"]);
  assertThrows(
    () => decimal("spillover_cluster", "BYTEA"),
    InputError,
    "the column has the type Binary",
  );
});

Deno.test("columns of the slates' own that would stand in for checked ones are refused", () => {
  for (const name of ["liked_rate", "sample_rating_count", "final_position", "p_observed"]) {
    refused(({ rows }) => {
      for (const row of rows) put(row, name, 99);
    }, `whose names the analysis gives: ${name}`);
  }
  const table = opened(({ rows }) => {
    for (const row of rows) put(row, "row", 1);
  });
  assertEquals(table.frame.columns.includes("row"), true);
});

Deno.test("counts have no parts, and days may have some", () => {
  const half = "1 of 3 values are not whole numbers";
  refused(({ users }) => put(users[0]!, "n_ratings", 40.5), half, "n_ratings");
  refused(({ users }) => put(users[0]!, "active_years", 1.5), half, "active_years");
  refused(({ users }) => put(users[0]!, "unique_primary_genres", 8.5), half);
  refused(({ items }) => put(items[0]!, "sample_rating_count", 9.5), "1 of 4 values are not whole");
  assertEquals(opened(({ users }) => put(users[0]!, "activity_span_days", 3.25)).notices, []);
});

Deno.test("a flag of high relevance that is not what the rating says is told with its count", () => {
  assertEquals(opened().notices, []);
  const { notices } = opened(({ rows }) => {
    put(rows[0]!, "high_relevance", 0);
    put(rows[3]!, "high_relevance", 1);
  });
  assertEquals(notices, [
    "high_relevance: in 2 of 12 rows it is not what observed_relevance says (1 where the rating is " +
    "4 or more, else 0). The balance of the arms shows high_relevance, and the click model reads " +
    "observed_relevance.",
  ]);
});
