/**
 * Kinds of wrong numbers and wrong rows, each with its inputs.
 *
 * To add an input, add a row to the table of its kind: a name, the input, and what is right for it, a
 * value or `refused` with column, count and parts of the message. A new kind is a call of `kind` with
 * its sentence, the public verb that a user calls, and three rows or more.
 *
 * @module
 */

import pl, { type DataFrame, type Series } from "nodejs-polars";
import {
  aggregateSlates,
  type AipwInputs,
  aipwScores,
  assignPromotions,
  averageEffect,
  bucketSegments,
  categoricalColumn,
  checkSlates,
  countFocalPositions,
  crossFit,
  describeColumns,
  drawClicks,
  drawModelSample,
  featureTable,
  findImpressions,
  foldMetrics,
  itemPopularity,
  mapExposure,
  metricTable,
  openImpressions,
  openSlates,
  ORIGINAL_CLICK_DRAW,
  ORIGINAL_CLICK_MODEL,
  potentialClicks,
  predictionMetrics,
  prepareMind,
  rankSegments,
  saveTables,
  scoreTable,
  seededSource,
  segmentEffects,
  type SlatePaths,
  slatePaths,
  type SlateRows,
  stratifiedFolds,
  summarizeArms,
  summarizeOutcomes,
  summarizeSample,
  testPlaces,
  writeSlateSample,
} from "lib/mod.ts";
import { formatTable } from "lib/frames/format_table.ts";
import { kind, refused, refusedByAll, type Row, said, unsaid } from "./kind.ts";
import { changedColumn, frameOf, IMPRESSIONS, newFolder, withColumns, written } from "./tables.ts";

// Point by point in one order: paths, meaning of columns, 0 and 1, identity, columns that belong
// together, ranges, and what a cell says.

const NAMES: readonly (readonly [string, string])[] = [
  ["brackets", "Kurs [2026]"],
  ["an open bracket", "a[b"],
  ["a star", "a*b"],
  ["a question mark", "a?b"],
  ["braces", "{a,b}"],
  ["an exclamation mark", "!(a)"],
  ["a tilde", "~"],
  ["a percent sign", "100 %"],
  ["what an address escapes", "a%20b%5B"],
  ["a number sign", "c#1"],
  ["spaces at its ends", " a  b "],
  ["a line break", "a\nb"],
  ["a tab and an escape sequence", "a\t\x1b[31mb"],
  ["a backslash", "a\\b"],
  ["quotes", `a"b'c`],
  ["a dollar sign and a backtick", "$HOME`id`"],
  ["an address' beginning", "s3:"],
  ["a file's address", "file:"],
  ["a hyphen first", "-rf"],
  ["a combining accent", "e\u0301"],
  ["letters of several scripts", "数据 بيانات 🎉"],
];

/** A folder of such a name, beside others that a pattern would find. */
function besideOthers(name: string): string {
  const folder = newFolder();
  for (const other of ["ab", "a", "b", "a-b", "Kurs 2", "a b[", "é", "100 ", "file", "a/b"]) {
    written(IMPRESSIONS.head(200), `${folder}/${other}/impressions.parquet`);
  }
  Deno.mkdirSync(`${folder}/${name}`, { recursive: true });
  return `${folder}/${name}`;
}

kind(
  "A table is read from the path given, whatever its signs",
  async (name: string) => {
    const path = written(IMPRESSIONS, `${besideOthers(name)}/${name} ${name}.parquet`);
    const { path: found } = await findImpressions({ named: path });
    const table = openImpressions(found);
    return [table.rows, drawModelSample(table, { size: 300, seed: 1 }).rows, table.head(2).height];
  },
  NAMES.map(([what, name]) => [what, name, [IMPRESSIONS.height, 300, 2]]),
);

const SIMULATED = await writeSlateSample(newFolder(), { users: 20, slates: 5, seed: 7 });

/** The three tables of five slates, in a folder that is made. */
function slatesIn(folder: string): SlatePaths {
  Deno.mkdirSync(folder, { recursive: true });
  const paths = slatePaths(folder);
  for (const table of ["slateSeed", "items", "userFeatures"] as const) {
    Deno.copyFileSync(SIMULATED.tables[table], paths[table]);
  }
  return paths;
}

const NEWS = "N1\tnews\tworld\tHeadline\t\t\t[]\t[]\n";
const BEHAVIORS = "1\tU7\t11/11/2019 9:05:58 AM\t\tN1-1 N1-0\n";

kind(
  "Tables are written to the path given, and to no other",
  async (name: string) => {
    const folder = besideOthers(name);
    Deno.writeTextFileSync(`${folder}/news.tsv`, NEWS);
    Deno.writeTextFileSync(`${folder}/behaviors.tsv`, BEHAVIORS);
    const output = `${folder}/${name}.parquet`;
    await prepareMind(folder, { impressions: "all", seed: 1, output });
    await saveTables(`${folder}/saved`, { "a.parquet": IMPRESSIONS.head(3) });
    const { tables } = await writeSlateSample(`${folder}/slates`, {
      users: 20,
      slates: 5,
      seed: 7,
    });
    const { slates } = openSlates(tables);
    const entries = [...Deno.readDirSync(folder)].map((entry) => entry.name).sort();
    const [saved] = [...Deno.readDirSync(`${folder}/saved`)];
    return [slates.slates, entries, saved?.name];
  },
  NAMES.map(([what, name]) => [what, name, [
    5,
    [`${name}.parquet`, "behaviors.tsv", "news.tsv", "saved", "slates"].sort(),
    "a.parquet",
  ]]),
);

// Columns keep their meaning.

/** Values and levels of a column named as categorical, after others have been read. */
function levelsAfterOthers(frame: DataFrame): (string | undefined)[] {
  const read = () => {
    const { codes, levels } = categoricalColumn(frame, "topic");
    return Array.from(codes, (code) => levels[code]);
  };
  const before = read();
  categoricalColumn(pl.DataFrame({ other: ["7", "zebra", "1", "true", "x"] }), "other");
  categoricalColumn(frameOf("other", [5, 4, 3, 2, 1], "CAST(value AS TINYINT)"), "other");
  const [feature] = featureTable(frame, [], ["topic"]).categorical;
  const after = Array.from(feature!.codes, (code) => feature!.levels[code]);
  if (String(before) !== String(after)) throw new Error("the levels hang on what was read before");
  return after;
}

const DIGITS = ["3", "1", undefined, "3", "20"];
const integers = (type: string): DataFrame =>
  frameOf("topic", [3, 1, null, 3, 20], `CAST(value AS ${type})`);

kind("A column of whole numbers or booleans named as categorical is its text", levelsAfterOthers, [
  ["8 bits", integers("TINYINT"), DIGITS],
  ["8 bits without sign", integers("TINYINT UNSIGNED"), DIGITS],
  ["16 bits", integers("SMALLINT"), DIGITS],
  ["32 bits", integers("INT"), DIGITS],
  ["64 bits", integers("BIGINT"), DIGITS],
  ["64 bits without sign", integers("BIGINT UNSIGNED"), DIGITS],
  ["128 bits", integers("INT128"), DIGITS],
  [
    "numbers that a double cannot tell apart",
    frameOf("topic", ["9007199254740993", "9007199254740992"], "CAST(value AS BIGINT)"),
    ["9007199254740993", "9007199254740992"],
  ],
  [
    "negative numbers",
    frameOf("topic", [-1, 0, -1], "CAST(value AS BIGINT)"),
    ["-1", "0", "-1"],
  ],
  ["booleans", pl.DataFrame({ topic: [true, false, null] }), ["true", "false", undefined]],
  [
    "a categorical of Polars",
    pl.DataFrame({ topic: ["b", "a", null] }).select(pl.col("topic").cast(pl.Categorical)),
    ["b", "a", undefined],
  ],
  [
    "texts that look like nothing",
    pl.DataFrame({ topic: ["missing", "null", "NaN", "", " ", null] }),
    ["missing", "null", "NaN", "", " ", undefined],
  ],
]);

const DAYS = ["2026-01-02", "2026-01-03"];
const spelled = (type: string) => refused({ column: "topic", count: 2, says: [type, "text"] });

kind(
  "A column with several spellings, or none, named as categorical is refused by its type",
  (frame: DataFrame) => featureTable(frame, [], ["topic"]),
  [
    ["dates", frameOf("topic", DAYS, "CAST(value AS DATE)"), spelled("Date")],
    [
      "times",
      frameOf("topic", DAYS, "CAST(CAST(value AS DATE) AS TIMESTAMP)"),
      spelled("Datetime"),
    ],
    ["doubles", pl.DataFrame({ topic: [1, 2.5] }), spelled("Float64")],
    ["whole doubles", pl.DataFrame({ topic: [1, 2] }), spelled("Float64")],
    ["single precision", frameOf("topic", [1, 2], "CAST(value AS REAL)"), spelled("Float32")],
    ["decimals", frameOf("topic", [1, 2], "CAST(value AS DECIMAL(10,2))"), spelled("Decimal")],
    ["lists", pl.DataFrame({ topic: [["a"], ["b"]] }), spelled("List")],
    ["bytes", frameOf("topic", ["a", "b"], "CAST(value AS BLOB)"), spelled("Binary")],
  ],
);

const numeric = (frame: DataFrame) => [...featureTable(frame, ["x"], []).numeric[0]!.values];
const noNumbers = (type: string, count = 2) =>
  refused({ column: "x", count, says: [type, "Convert the values to numbers"] });

kind("A column named as numeric holds numbers, and what is none is refused, not imputed", numeric, [
  ["texts of digits", pl.DataFrame({ x: ["1", "2"] }), noNumbers("String")],
  ["a text among missing ones", pl.DataFrame({ x: [null, "2", null] }), noNumbers("String", 1)],
  ["a decimal comma", pl.DataFrame({ x: ["3,5", "1 000"] }), noNumbers("String")],
  [
    "categories of digits",
    pl.DataFrame({ x: ["1", "2"] }).select(pl.col("x").cast(pl.Categorical)),
    noNumbers("Categorical"),
  ],
  ["dates", frameOf("x", DAYS, "CAST(value AS DATE)"), noNumbers("Date")],
  [
    "times of day",
    frameOf("x", DAYS, "CAST(CAST(CAST(value AS DATE) AS TIMESTAMP) AS TIME)"),
    noNumbers("Time"),
  ],
  ["lists", pl.DataFrame({ x: [[1], [2]] }), noNumbers("List")],
  ["bytes", frameOf("x", ["1", "2"], "CAST(value AS BLOB)"), noNumbers("Binary")],
  ["booleans", pl.DataFrame({ x: [true, false, null] }), [1, 0, NaN]],
  ["decimals", frameOf("x", [1.25, null], "CAST(value AS DECIMAL(10,2))"), [1.25, NaN]],
  ["128 bits", frameOf("x", [7, null], "CAST(value AS INT128)"), [7, NaN]],
  ["8 bits without sign", frameOf("x", [255, null], "CAST(value AS TINYINT UNSIGNED)"), [255, NaN]],
  ["NaN and missing", pl.DataFrame({ x: [NaN, null, 1] }), [NaN, NaN, 1]],
  ["infinity", pl.DataFrame({ x: [Infinity, 1] }), refused({ column: "x", count: 1 })],
  ["near infinity", pl.DataFrame({ x: [1e200, -1e200] }), refused({ column: "x", count: 2 })],
  ["nothing at all", pl.DataFrame({ x: [null, null] }), [NaN, NaN]],
]);

// 0 and 1.

const ROWS = 60;
const { uniform } = seededSource(7);
const bits = (share: number) => Uint8Array.from({ length: ROWS }, () => uniform() < share ? 1 : 0);
const shares = () => Float64Array.from({ length: ROWS }, () => 0.1 + 0.8 * uniform());
const SCORED: AipwInputs = {
  outcome: bits(0.3),
  treatment: bits(0.5),
  propensity: shares(),
  outcomeTreated: shares(),
  outcomeControl: shares(),
};
const LIST = Int32Array.from({ length: ROWS }, (_, row) => Math.floor(row / 6));
const NUMBERS = [Float64Array.from(SCORED.propensity)];
const THRESHOLDS = { minimumRows: 2, minimumTreated: 0, minimumControl: 0 };
const TOPIC = { name: "topic", levels: ["news"], codes: new Int32Array(ROWS) };

/** All verbs that take a treatment and an outcome, with the figures of each. */
async function figuresOf(
  { treatment, outcome }: Pick<AipwInputs, "treatment" | "outcome">,
): Promise<unknown[]> {
  const inputs = { ...SCORED, treatment, outcome };
  const { scores } = aipwScores(inputs, 0.05);
  const foldOfRow = stratifiedFolds(treatment, 3, 1);
  const features = { rows: ROWS, numeric: [{ name: "x", values: NUMBERS[0]! }], categorical: [] };
  const fit = await crossFit({ features, treatment, outcome, foldOfRow });
  return [
    averageEffect(scores),
    segmentEffects(TOPIC, { treatment, outcome, scores }, THRESHOLDS).effects,
    [...foldOfRow],
    [...fit.propensity],
    foldMetrics(outcome, SCORED.propensity, foldOfRow),
    predictionMetrics(treatment, SCORED.propensity),
    testPlaces({ list: LIST, topThree: treatment, clicked: outcome }),
  ];
}

/** All figures with one of the two columns in another form. */
const withForm = (
  [column, form]: readonly ["treatment" | "outcome", (bit: number, row: number) => unknown],
) =>
  figuresOf({
    ...SCORED,
    // As a kernel that checks no types lets it through.
    [column]: Array.from(SCORED[column], form) as unknown as Uint8Array,
  });

const FIGURES = await figuresOf(SCORED);
const at8 = (value: unknown) => (bit: number, row: number) => row === 8 ? value : bit;
const inBoth = (
  what: string,
  form: (bit: number, row: number) => unknown,
  right: unknown,
): Row<readonly ["treatment" | "outcome", (bit: number, row: number) => unknown]>[] =>
  (["treatment", "outcome"] as const).map((column) => [
    `${what} as ${column}`,
    [column, form],
    right instanceof Function ? right(column) : right,
  ]);
const refusedIn = (count?: number) => (column: string) =>
  refused({ column, ...(count === undefined ? {} : { count }), says: ["0 and 1"] });
const missingIn = (column: string) => refused({ column, count: 1, says: ["Fill them in"] });

kind("0 and 1 are what surely means them, in every verb, and all else is refused", withForm, [
  ...inBoth("booleans", (bit) => bit === 1, FIGURES),
  ...inBoth("plain numbers", (bit) => bit, FIGURES),
  ...inBoth("64-bit numbers", (bit) => BigInt(bit), FIGURES),
  ...inBoth("minus zero", (bit) => bit === 0 ? -0 : 1, FIGURES),
  ...inBoth("1 and 2", (bit) => bit + 1, refusedIn()),
  ...inBoth("2 and 3", (bit) => bit + 2, refusedIn(ROWS)),
  ...inBoth("−1 and 1", (bit) => 2 * bit - 1, refusedIn()),
  ...inBoth("digits as text", (bit) => String(bit), refusedIn(ROWS)),
  ...inBoth("yes and no", (bit) => bit === 1 ? "yes" : "no", refusedIn(ROWS)),
  ...inBoth("empty text for 0", (bit) => bit === 1 ? 1 : "", refusedIn()),
  ...inBoth("a list for 1", (bit) => bit === 1 ? [1] : 0, refusedIn()),
  ...inBoth("a half", at8(0.5), refusedIn(1)),
  ...inBoth("256, which a byte wraps to 0", at8(256), refusedIn(1)),
  ...inBoth("NaN", at8(NaN), missingIn),
  ...inBoth("null", at8(null), missingIn),
  ...inBoth("undefined", at8(undefined), missingIn),
]);

/** The sample of a table one of whose columns of 0 and 1 is of another form. */
function sampledWith(column: Series): readonly number[] {
  const table = openImpressions(written(withColumns(column)));
  const { treatment, outcome } = drawModelSample(table, { size: table.rows, seed: 3 });
  const sum = (values: Uint8Array) => values.reduce((total, value) => total + value, 0);
  return [sum(treatment), sum(outcome)];
}

const inTable = (name: string, change: (value: unknown, row: number) => unknown, type?: unknown) =>
  pl.Series(name, changedColumn(name, change) as number[], type as typeof pl.Int8);
const SUMS = ["is_top_3", "clicked"].map((name) => Number(IMPRESSIONS.getColumn(name).sum()));
const first = (odd: unknown) => (value: unknown, row: number) => row === 0 ? odd : Number(value);

kind("0 and 1 in a table are what surely means them, and all else is refused", sampledWith, [
  ["booleans", inTable("clicked", (value) => Number(value) === 1, pl.Bool), SUMS],
  ["doubles", inTable("clicked", Number, pl.Float64), SUMS],
  ["8 bits without sign", inTable("is_top_3", Number, pl.UInt8), SUMS],
  ["64 bits without sign", inTable("is_top_3", Number).cast(pl.UInt64), SUMS],
  ["1 and 2", inTable("clicked", (value) => Number(value) + 1), refused({ column: "clicked" })],
  [
    "texts",
    inTable("clicked", String, pl.String),
    refused({ column: "clicked", says: ["String"] }),
  ],
  [
    "yes and no",
    inTable("is_top_3", (value) => Number(value) ? "yes" : "no", pl.String),
    refused({ column: "is_top_3", says: ["String"] }),
  ],
  ["a null", inTable("clicked", first(null)), refused({ column: "clicked", count: 1 })],
  ["a NaN", inTable("is_top_3", first(NaN)), refused({ column: "is_top_3", count: 1 })],
  ["a half", inTable("is_top_3", first(0.5)), refused({ column: "is_top_3", count: 1 })],
  [
    "only 0",
    inTable("clicked", () => 0),
    refused({ column: "clicked", count: IMPRESSIONS.height }),
  ],
  ["only 1", inTable("is_top_3", () => 1), refused({ column: "is_top_3" })],
]);

const prediction = (column: keyof AipwInputs, value: unknown) => ({
  ...SCORED,
  [column]: Array.from<unknown>(SCORED[column]).fill(value, 4, 6),
});
const inRow4 = (column: string) => refused({ column, count: 2, says: ["in row 4 counted from 0"] });

kind(
  "A prediction that is missing or impossible is refused with row and count",
  (inputs: Record<keyof AipwInputs, unknown>) => aipwScores(inputs as AipwInputs, 0.05).raised,
  (["propensity", "outcomeTreated", "outcomeControl"] as const).flatMap((column) => [
    ...[NaN, null, undefined, -1e-9, 1 + 1e-9, Infinity, -Infinity, "0.5", true, [0.5]].map(
      (odd): Row<Record<keyof AipwInputs, unknown>> => [
        `${Deno.inspect(odd)} as ${column}`,
        prediction(column, odd),
        inRow4(column),
      ],
    ),
    [`0 as ${column}`, prediction(column, 0), column === "propensity" ? 2 : 0],
  ]),
);

const ITEMS: SlateRows = {
  slates: 2,
  slateOfRow: Int32Array.of(0, 0, 0, 1, 1, 1),
  seedPosition: Int32Array.of(1, 2, 3, 3, 2, 1),
  cluster: Int32Array.of(0, 1, 0, -1, 1, 1),
};
const SLATES = checkSlates(ITEMS);
const FOCAL = Int32Array.of(2, 3);
const RATED = Float64Array.of(5, 4, 3.5, 2, 1, 0.5);
const COVARIATES = {
  relevance: RATED,
  userLikedRate: Float64Array.of(0.5, 0.5, 0.5, 0.25, 0.25, 0.25),
  itemLikedRate: Float64Array.of(0.5, NaN, 0.25, 0.75, 0.5, 0.5),
  popularity: itemPopularity(Float64Array.of(1, 2, NaN, 4, 5, 6)).standardized,
};
const POTENTIAL = potentialClicks(SLATES, FOCAL, COVARIATES, ORIGINAL_CLICK_MODEL);

/** All verbs that take promotions. */
function promotedFigures(promoted: unknown): unknown[] {
  const assignment = { focalRow: FOCAL, promoted: promoted as Uint8Array };
  const exposure = mapExposure(SLATES, assignment);
  const outcomes = drawClicks(SLATES, assignment, POTENTIAL, RATED, ORIGINAL_CLICK_DRAW);
  const totals = aggregateSlates(SLATES, exposure, POTENTIAL, outcomes);
  return [
    exposure,
    outcomes,
    summarizeArms(totals, assignment),
    countFocalPositions(SLATES, assignment, { minPromotablePosition: 2 }),
  ];
}

const PROMOTED = promotedFigures(Uint8Array.of(1, 0));
const noPromotion = (count: number) => refused({ column: "promoted", count });

kind("A promotion is 0 or 1, in every verb", promotedFigures, [
  ["booleans", [true, false], PROMOTED],
  ["plain numbers", [1, 0], PROMOTED],
  ["64-bit numbers", BigInt64Array.of(1n, 0n), PROMOTED],
  ["single precision", Float32Array.of(1, 0), PROMOTED],
  ["1 and 2", [2, 1], noPromotion(1)],
  ["2 and 3", [3, 2], noPromotion(2)],
  ["texts", ["1", "0"], noPromotion(2)],
  ["arms by name", ["promote_focal_item", "leave_slate_unchanged"], noPromotion(2)],
  ["NaN", [1, NaN], noPromotion(1)],
  ["null", [null, 0], noPromotion(1)],
  ["one too few", [1], noPromotion(1)],
  ["one too many", [1, 0, 0], noPromotion(3)],
  ["nothing", undefined, refused({ column: "promoted" })],
]);

kind(
  "A probability of promotion is a number from 0 to 1",
  (probability: unknown) => {
    const { promoted } = assignPromotions(SLATES, {
      seed: 1,
      minPromotablePosition: 2,
      promotionProbability: probability as number,
    });
    return [...promoted];
  },
  [
    ["0", 0, [0, 0]],
    ["1", 1, [1, 1]],
    ...[null, undefined, true, false, NaN, "0.5", -0.1, 1.1, Infinity, [0.5]].map(
      (odd): Row<unknown> => [Deno.inspect(odd), odd, refused({ says: ["from 0 to 1"] })],
    ),
  ],
);

// Identity is not the display name.

/** Names and rows of the segments of a column. */
function segmentsOf(values: readonly unknown[]): Record<string, number> {
  const frame = pl.DataFrame([pl.Series("topic", values.flatMap((v) => [v, v]) as string[])]);
  const rows = frame.height;
  const scored = {
    treatment: Uint8Array.from({ length: rows }, (_, row) => row % 2),
    outcome: new Uint8Array(rows),
    scores: Float64Array.from({ length: rows }, (_, row) => row / 8),
  };
  const { effects } = segmentEffects(categoricalColumn(frame, "topic"), scored, THRESHOLDS);
  return Object.fromEntries(
    effects.map((effect) => [effect.segment, effect.rows] as const).sort(),
  );
}

kind("A level is another segment than the rows without one, whatever its name", segmentsOf, [
  ["missing", ["missing", null, "a"], { missing: 2, "missing (no value)": 2, a: 2 }],
  [
    "missing in both spellings",
    ["missing", "missing (no value)", null],
    { missing: 2, "missing (no value)": 2, "missing (no value) (no value)": 2 },
  ],
  ["null", ["null", null, "a"], { null: 2, missing: 2, a: 2 }],
  ["NaN", ["NaN", null, "nan"], { NaN: 2, missing: 2, nan: 2 }],
  ["an empty text", ["", null, "a"], { "": 2, missing: 2, a: 2 }],
  ["blanks", [" ", "  ", null], { " ": 2, "  ": 2, missing: 2 }],
  ["a name of JavaScript's own", ["constructor", null, "a"], { constructor: 2, missing: 2, a: 2 }],
  ["−1", ["-1", null, "0"], { "-1": 2, missing: 2, "0": 2 }],
  [
    "accents in two spellings",
    ["\u00e9", "e\u0301", null],
    { "\u00e9": 2, "e\u0301": 2, missing: 2 },
  ],
]);

kind(
  "Labels that are the same are refused",
  (labels: readonly string[]) => {
    const codes = { name: "topic", codes: Int32Array.of(0, 1), levels: labels };
    const scored = {
      treatment: Uint8Array.of(0, 1),
      outcome: Uint8Array.of(0, 1),
      scores: Float64Array.of(0, 1),
    };
    const values = Float64Array.of(1, 2, 3, 4);
    return refusedByAll([
      () => rankSegments("topic", values, labels),
      () => bucketSegments("topic", values, { edges: [0, 1, 2], labels }),
      () => segmentEffects(codes, scored, THRESHOLDS),
    ]);
  },
  [
    ["two names", ["a", "a"], refused({ column: "topic", count: 1, says: ['"a"'] })],
    ["two empty texts", ["", ""], refused({ column: "topic", count: 1 })],
    ["two of JavaScript's own", ["__proto__", "__proto__"], refused({ column: "topic" })],
  ],
);

const BIG = ["9007199254740993", "9007199254740992", "9007199254740993"];
const withIds = (expression: string, ids: readonly string[] = BIG) =>
  withColumns(
    frameOf("user_id", changedColumn("user_id", (_, row) => ids[row % ids.length]), expression)
      .getColumn("user_id"),
  );

kind(
  "Ids beyond 53 bits stay themselves: counted, shown and saved",
  async (frame: DataFrame) => {
    const table = openImpressions(written(frame));
    const sample = drawModelSample(table, { size: table.rows, seed: 1 });
    const folder = newFolder();
    await saveTables(folder, { "head.csv": table.head(2).select("user_id") });
    return [
      summarizeSample(sample).uniqueUsers,
      formatTable(table.head(2).select("user_id")).text.split("\n").map((line) => line.trim())
        .slice(1).map((line) => line.split(/\s+/)[1]),
      Deno.readTextFileSync(`${folder}/head.csv`).trim().split("\n").slice(1),
    ];
  },
  [
    ["as text", withIds("value"), [2, BIG.slice(0, 2), BIG.slice(0, 2)]],
    ["as 64 bits", withIds("CAST(value AS BIGINT)"), [2, BIG.slice(0, 2), BIG.slice(0, 2)]],
    [
      "as 64 bits without sign",
      withIds("CAST(value AS BIGINT UNSIGNED)"),
      [2, BIG.slice(0, 2), BIG.slice(0, 2)],
    ],
    [
      "at the end of 64 bits without sign",
      withIds("CAST(value AS BIGINT UNSIGNED)", ["18446744073709551615", "18446744073709551614"]),
      [2, ...Array(2).fill(["18446744073709551615", "18446744073709551614"])],
    ],
    [
      "negative ones",
      withIds("CAST(value AS BIGINT)", ["-9007199254740993", "-9007199254740992"]),
      [2, ...Array(2).fill(["-9007199254740993", "-9007199254740992"])],
    ],
    [
      "with zeros first, as text",
      withIds("value", ["007", "07", "7"]),
      [3, ["007", "07"], ["007", "07"]],
    ],
  ],
);

kind(
  "A whole number of a table is whole, or missing as NaN, and never 0 for NaN",
  (values: readonly number[]) =>
    formatTable(
      metricTable(values.map((value, at) => [`m${at}`, value] as const), "integer")
        .select("value"),
    ).text.split("\n").slice(1).map((line) => line.trim().split(/\s+/)[1]),
  [
    ["NaN", [1, NaN], ["1", "NaN"]],
    ["NaN alone", [NaN, NaN], ["NaN", "NaN"]],
    ["the largest that are exact", [2 ** 53 - 1, 1 - 2 ** 53], [
      "9007199254740991",
      "-9007199254740991",
    ]],
    ["a fraction beside it", [1, 1.5], ["1.0000", "1.5000"]],
    ["minus zero", [-0, 1], ["0", "1"]],
  ],
);

// Columns that belong together.

const rowsOf = (change: Partial<Record<keyof SlateRows, unknown>>) =>
  ({ ...ITEMS, ...change }) as SlateRows;
const whole = (rows: SlateRows) => {
  const slates = checkSlates(rows);
  return [
    slates.slateSize,
    ...mapExposure(slates, {
      focalRow: FOCAL,
      promoted: Uint8Array.of(1, 0),
    }).finalPosition,
  ];
};

kind("Slates have all their rows once, in columns of one length", whole, [
  ["sound", ITEMS, [3, 2, 3, 1, 3, 2, 1]],
  [
    "a row short",
    rowsOf({
      slateOfRow: [0, 0, 0, 1, 1],
      seedPosition: [1, 2, 3, 2, 1],
      cluster: [0, 0, 0, 0, 0],
    }),
    refused({ column: "slate_id", count: 1 }),
  ],
  [
    "a row too many",
    rowsOf({
      slateOfRow: [0, 0, 0, 1, 1, 1, 1],
      seedPosition: [1, 2, 3, 1, 2, 3, 4],
      cluster: [0, 0, 0, 0, 0, 0, 0],
    }),
    refused({ column: "slate_id", count: 1 }),
  ],
  ["a column short by one", rowsOf({ seedPosition: [1, 2, 3, 3, 2] }), refused({ count: 5 })],
  ["a column longer by one", rowsOf({ cluster: [0, 1, 0, -1, 1, 1, 1] }), refused({ count: 7 })],
  ["a negative slate", rowsOf({ slateOfRow: [0, 0, 0, 1, 1, -1] }), refused({ count: 1 })],
  ["a slate beyond the count", rowsOf({ slateOfRow: [0, 0, 0, 2, 2, 2] }), refused({ count: 3 })],
  ["a slate's number as text", rowsOf({ slateOfRow: [0, 0, 0, 1, 1, "1"] }), refused({ count: 1 })],
  ["a position twice", rowsOf({ seedPosition: [1, 1, 3, 3, 2, 1] }), refused({ count: 1 })],
  ["a position of 0", rowsOf({ seedPosition: [0, 1, 2, 3, 2, 1] }), refused({ count: 1 })],
  ["a negative position", rowsOf({ seedPosition: [-1, 2, 3, 3, 2, 1] }), refused({ count: 1 })],
  [
    "a position that 32 bits wrap to 1",
    rowsOf({ seedPosition: [2 ** 32 + 1, 2, 3, 3, 2, 1] }),
    refused({ column: "slate_position_seed", count: 1 }),
  ],
  ["no rows", rowsOf({ slateOfRow: [], seedPosition: [], cluster: [] }), refused({ count: 0 })],
  ["no slates", rowsOf({ slates: 0 }), refused({ count: 6 })],
  ["a missing column", rowsOf({ cluster: undefined }), refused({ column: "cluster" })],
  ["a text for a column", rowsOf({ cluster: "010111" }), refused({ column: "cluster" })],
]);

/** Rows of all columns in another order. */
function shuffledLift(order: readonly number[]): number[] {
  const take = <T>(values: ArrayLike<T>) => order.map((row) => values[row]!);
  const slates = checkSlates({
    slates: 2,
    slateOfRow: take(ITEMS.slateOfRow),
    seedPosition: take(ITEMS.seedPosition),
    cluster: take(ITEMS.cluster),
  });
  const covariates = Object.fromEntries(
    Object.entries(COVARIATES).map(([name, values]) => [name, Float64Array.from(take(values))]),
  ) as typeof COVARIATES;
  const focalRow = Int32Array.from(FOCAL, (row) => order.indexOf(row));
  const { unchanged, promoted } = potentialClicks(
    slates,
    focalRow,
    covariates,
    ORIGINAL_CLICK_MODEL,
  );
  return order.map((_, row) => order.indexOf(row)).map((at) => promoted[at]! - unchanged[at]!);
}

const LIFT = Array.from(POTENTIAL.promoted, (value, row) => value - POTENTIAL.unchanged[row]!);

kind("The order of the rows of slates changes no row's figures", shuffledLift, [
  ["as they are", [0, 1, 2, 3, 4, 5], LIFT],
  ["backwards", [5, 4, 3, 2, 1, 0], LIFT],
  ["slates mixed", [3, 0, 5, 1, 4, 2], LIFT],
]);

const modelOf = (change: object) => ({ ...ORIGINAL_CLICK_MODEL, ...change });
const { popularity: _, ...WITHOUT } = ORIGINAL_CLICK_MODEL;
const click = (part: object, model: object = ORIGINAL_CLICK_MODEL) => ({
  covariates: { ...COVARIATES, ...part } as typeof COVARIATES,
  model: model as typeof ORIGINAL_CLICK_MODEL,
});

kind(
  "Click probabilities need every covariate of every row and every entry of the model",
  ({ covariates, model }: ReturnType<typeof click>) =>
    [...potentialClicks(SLATES, FOCAL, covariates, model).unchanged].length,
  [
    ["all of them", click({}), 6],
    ["a covariate short by one", click({ relevance: RATED.slice(1) }), refused({ count: 5 })],
    ["a covariate longer by one", click({ relevance: [...RATED, 1] }), refused({ count: 7 })],
    ["no covariate", click({ popularity: undefined }), refused({ column: "popularity" })],
    ["a missing rating", click({ relevance: [5, NaN, 3, 2, 1, 1] }), refused({ count: 1 })],
    ["a rate above 1", click({ userLikedRate: Array(6).fill(1.5) }), refused({ count: 6 })],
    ["a negative rate", click({ itemLikedRate: [0, 0, 0, 0, 0, -1] }), refused({ count: 1 })],
    ["a model without an entry", click({}, WITHOUT), refused({ says: ["popularity"] })],
    ["a misspelt entry", click({}, modelOf({ visiblity: 1 })), refused({ says: ["visiblity"] })],
    [
      "an entry as text",
      click({}, modelOf({ visibility: "1" })),
      refused({ says: ["visibility"] }),
    ],
    ["an entry that is NaN", click({}, modelOf({ visibility: NaN })), refused({ says: ["NaN"] })],
  ],
);

const ASSIGNED = { focalRow: FOCAL, promoted: Uint8Array.of(1, 0) };
const EXPOSED = mapExposure(SLATES, ASSIGNED);
const DRAWN = drawClicks(SLATES, ASSIGNED, POTENTIAL, RATED, ORIGINAL_CLICK_DRAW);
const oddIn = <T extends object>(record: T, column: string, odd: unknown): T => ({
  ...record,
  [column]: Object.assign(Array.from(Reflect.get(record, column) as ArrayLike<unknown>), {
    3: odd,
  }),
});
const impossible = (column: string) => refused({ column, count: 1, says: ["in row 3"] });

/** All verbs that take probabilities of clicks. */
function withProbability([name, odd]: readonly ["unchanged" | "probability", unknown]): unknown {
  const potential = name === "unchanged" ? oddIn(POTENTIAL, name, odd) : POTENTIAL;
  const drawn = name === "probability" ? oddIn(DRAWN, name, odd) : DRAWN;
  return refusedByAll([
    () => aggregateSlates(SLATES, EXPOSED, potential, drawn),
    () => summarizeOutcomes(EXPOSED, potential, drawn),
    ...(name === "unchanged"
      ? [() => drawClicks(SLATES, ASSIGNED, potential, RATED, ORIGINAL_CLICK_DRAW)]
      : []),
  ]);
}

kind(
  "A click probability is a number from 0 to 1, in every verb that sums it",
  withProbability,
  (["unchanged", "probability"] as const).flatMap((column) =>
    [1.5, -0.1, NaN, null, true, "0.5", Infinity].map((odd): Row<
      readonly ["unchanged" | "probability", unknown]
    > => [`${Deno.inspect(odd)} as ${column}`, [column, odd], impossible(column)])
  ),
);

const scoreRows = (change: object) => ({
  sourceRow: Int32Array.of(0, 1),
  foldOfRow: Uint8Array.of(0, 1),
  propensity: Float64Array.of(0.5, 0.5),
  outcomeTreated: Float64Array.of(0.5, 0.5),
  outcomeControl: Float64Array.of(0.5, 0.5),
  scores: Float64Array.of(0, NaN),
  ...change,
});

kind(
  "Columns of other lengths make no table",
  (rows: ReturnType<typeof scoreRows>) => scoreTable(rows).getColumn("aipw_score").toArray(),
  [
    ["one length", scoreRows({}), [0, null]],
    ["a score short", scoreRows({ scores: Float64Array.of(0) }), refused({ count: 1 })],
    ["a fold too many", scoreRows({ foldOfRow: Uint8Array.of(0, 1, 2) }), refused({ count: 3 })],
    ["no propensities", scoreRows({ propensity: undefined }), refused({ column: "propensity" })],
  ],
);

// Ranges.

const first2 = (name: string, odd: unknown, type: unknown = pl.Float64) =>
  inTable(name, (value, row) => row < 2 ? odd : Number(value), type);
const outside = (column: string) => refused({ column, count: 2, says: ["Correct them"] });

kind(
  "A value without any reading is refused by column and count",
  (column: Series) => openImpressions(written(withColumns(column))).rows,
  [
    ["hour −1", first2("hour", -1), outside("hour")],
    ["hour 24", first2("hour", 24, pl.Int8), outside("hour")],
    ["hour 12.5", first2("hour", 12.5), outside("hour")],
    ["hour 1e300", first2("hour", 1e300), refused({ column: "hour", count: 2 })],
    ["hour as text", inTable("hour", String, pl.String), refused({ column: "hour" })],
    ["weekday 7", first2("day_of_week", 7), outside("day_of_week")],
    ["weekday −1", first2("day_of_week", -1), outside("day_of_week")],
    ["a list of 0", first2("candidate_set_size", 0), outside("candidate_set_size")],
    ["a list of 2.5", first2("candidate_set_size", 2.5), outside("candidate_set_size")],
    ["−1 exposures", first2("item_exposures", -1), outside("item_exposures")],
    ["an infinite history", first2("history_len", Infinity), refused({ column: "history_len" })],
    ["half a letter", first2("title_length", 0.5), outside("title_length")],
    ["a missing hour", first2("hour", null), IMPRESSIONS.height],
    ["hours of 8 bits", inTable("hour", Number, pl.Int8), IMPRESSIONS.height],
  ],
);

const odds = (...columns: readonly Series[]) => withColumns(...columns);
const REPEATED = pl.concat([IMPRESSIONS, IMPRESSIONS.head(3)]);

kind(
  "What is odd but has one reading is counted in the first output",
  (frame: DataFrame) => openImpressions(written(frame)).notices,
  [
    ["nothing odd", IMPRESSIONS, []],
    ["three rows twice", REPEATED, said(`3 of ${REPEATED.height} rows repeat another row`)],
    [
      "a row four times",
      pl.concat([IMPRESSIONS, ...Array(3).fill(IMPRESSIONS.head(1))]),
      said("3 of"),
    ],
    ["negative histories", odds(first2("history_len", -1)), said("history_len: 2 of", "negative")],
    ["negative lengths", odds(first2("title_length", -3)), said("title_length: 2 of")],
    ["position 0", odds(first2("position", 0)), said("position: 2 of", "below 1")],
    ["a rate above 1", odds(first2("item_ctr", 1.5)), said("item_ctr: 2 of", "outside 0 to 1")],
    [
      "top three against the position",
      odds(inTable("is_top_3", (value, row) => row < 2 ? 1 - Number(value) : Number(value))),
      said("is_top_3: in 2 of"),
    ],
    [
      "a column of bytes",
      pl.concat(
        [
          frameOf("raw", changedColumn("user_id", String), "CAST(value AS BLOB)"),
          IMPRESSIONS,
        ],
        { how: "horizontal" },
      ),
      said('"raw" (Binary)'),
    ],
  ],
);

kind(
  "Ratings, shares and counts of slates outside their range are refused with their rows",
  (
    [table, name, odd]: readonly ["slateSeed" | "items" | "userFeatures", string, unknown],
  ) => {
    const tables = slatesIn(newFolder());
    const frame = pl.readParquet(tables[table]);
    const values = frame.getColumn(name).toArray().map((value, row) => row === 0 ? odd : value);
    const type = typeof odd === "string" ? pl.String : pl.Float64;
    frame.withColumns(pl.Series(name, values as number[], type)).writeParquet(tables[table]);
    return openSlates(tables).slates.slates;
  },
  [
    ["a rating of 5.5", ["slateSeed", "observed_relevance", 5.5], refused({ count: 1 })],
    ["a rating of 0", ["slateSeed", "observed_relevance", 0], refused({ count: 1 })],
    ["position 0", ["slateSeed", "slate_position_seed", 0], refused({ count: 1 })],
    ["position 1.5", ["slateSeed", "slate_position_seed", 1.5], refused({ count: 1 })],
    [
      "a position beyond 32 bits",
      ["slateSeed", "slate_position_seed", 2 ** 32 + 1],
      refused({
        column: "slate_position_seed",
        count: 1,
      }),
    ],
    ["a flag of 2", ["slateSeed", "high_relevance", 2], refused({ column: "high_relevance" })],
    ["a missing user", ["slateSeed", "userId", null], refused({ column: "userId", count: 1 })],
    ["a user of 1e30", ["slateSeed", "userId", 1e30], refused({ column: "userId", count: 1 })],
    ["a share of −0.1", ["items", "sample_liked_rate", -0.1], refused({ count: 1 })],
    ["−1 ratings", ["items", "sample_rating_count", -1], refused({ count: 1 })],
    ["NaN as missing", ["items", "sample_liked_rate", NaN], 5],
    ["a share of 1.01", ["userFeatures", "liked_rate", 1.01], refused({ column: "liked_rate" })],
    ["1e200 ratings", ["userFeatures", "n_ratings", 1e200], refused({ column: "n_ratings" })],
    ["a mean of 0.4", ["userFeatures", "mean_rating", 0.4], refused({ column: "mean_rating" })],
  ],
);

// What a cell says.

kind(
  "A history of no article counts none, however programs write it",
  async (history: string) => {
    const folder = newFolder();
    Deno.writeTextFileSync(`${folder}/news.tsv`, NEWS);
    Deno.writeTextFileSync(
      `${folder}/behaviors.tsv`,
      `1\tU7\t11/11/2019 9:05:58 AM\t${history}\tN1-1 N1-0\n`,
    );
    const output = `${folder}/t.parquet`;
    await prepareMind(folder, { impressions: "all", seed: 1, output });
    return Number(pl.readParquet(output).getColumn("history_len").get(0));
  },
  [
    ["empty", "", 0],
    ...["nan", "NaN", "NAN", "None", "null", "NULL", "<NA>", "N/A", "[]", "\\N", " ", "   "].map(
      (word): Row<string> => [Deno.inspect(word), word, 0],
    ),
    ["nan with blanks", " nan ", 0],
    ["one article", "N1", 1],
    ["an article that is called nan among others", "nan N1", 2],
    ["blanks between", "N1   N2 ", 2],
  ],
);

const zoned = (values: readonly string[], zone: string) =>
  pl.DataFrame({ at: values.map((value) => new Date(value)) }).withColumns(
    pl.col("at").cast(pl.Datetime("us", zone as "")),
  );

kind(
  "A point in time is shown in its zone, with its distance from UTC",
  (frame: DataFrame) => formatTable(frame).text,
  [
    ["summer", zoned(["2026-07-01T12:00:00Z"], "Europe/Berlin"), said("2026-07-01 14:00:00+02:00")],
    ["winter", zoned(["2026-01-01T12:00:00Z"], "Europe/Berlin"), said("2026-01-01 13:00:00+01:00")],
    ["half an hour", zoned(["2026-01-01T12:00:00Z"], "Asia/Kolkata"), said("17:30:00+05:30")],
    [
      "behind",
      zoned(["2026-01-01T02:00:00Z"], "America/New_York"),
      said("2025-12-31 21:00:00-05:00"),
    ],
    ["UTC", zoned(["2026-01-01T12:00:00Z"], "UTC"), said("2026-01-01 12:00:00+00:00")],
    [
      "fractions of a second",
      zoned(["2026-01-01T12:00:00.250Z"], "Europe/Berlin"),
      said("13:00:00.25+01:00"),
    ],
    [
      "the hour that there is twice",
      zoned(["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"], "Europe/Berlin"),
      said("02:30:00+02:00", "02:30:00+01:00"),
    ],
    [
      "none",
      pl.DataFrame({ at: [new Date("2026-01-01T12:00:00Z")] }).withColumns(
        pl.col("at").cast(pl.Datetime("us")),
      ),
      unsaid("+"),
    ],
  ],
);

/** Group of each rank by its definition, in whole numbers. */
function ranksByDefinition(count: number, groups: number): number[] {
  return Array.from({ length: count }, (_, rank) => {
    for (let group = 0; group < groups; group++) {
      if (BigInt(rank * groups) <= BigInt((group + 1) * (count - 1))) return group;
    }
    return groups - 1;
  });
}

kind(
  "Rank groups are exact for every number of groups",
  (groups: number) => {
    const labels = Array.from({ length: groups }, (_, group) => `g${group}`);
    const wrong: number[] = [];
    for (let count = groups; count <= 130; count++) {
      // Not in their order, and with a value that is missing.
      const values = Float64Array.from({ length: count + 1 }, (_, i) => (i * 67) % 131);
      values[0] = NaN;
      const order = [...values.keys()].slice(1).sort((a, b) => values[a]! - values[b]!);
      const { codes } = rankSegments("rank", values, labels);
      const found = order.map((row) => codes[row]);
      if (String(found) !== String(ranksByDefinition(count, groups)) || codes[0] !== -1) {
        wrong.push(count);
      }
    }
    return wrong;
  },
  Array.from({ length: 20 }, (_, i): Row<number> => [`${i + 1} groups`, i + 1, []]),
);

kind(
  "Quantiles have the names that pandas prints",
  (probabilities: readonly number[]) =>
    describeColumns([Float64Array.of(1, 2, 3)], probabilities).map(({ statistic }) => statistic)
      .slice(4, -1),
  [
    ["quarters", [0.25, 0.5, 0.75], ["25%", "50%", "75%"]],
    ["thirds", [1 / 3, 2 / 3], ["33.3%", "66.7%"]],
    ["near the ends", [0.001, 0.999], ["0.1%", "99.9%"]],
    ["the ends", [0, 1], ["0%", "100%"]],
    ["close ones", [0.9999, 0.99995], ["99.99%", "99.995%"]],
    ["products that round", [0.07, 0.14, 0.28, 0.29, 0.57], ["7%", "14%", "28%", "29%", "57%"]],
    ["one that is none", [0.5, NaN], refused({ says: ["NaN"] })],
    ["a percentage", [50], refused({ says: ["50"] })],
  ],
);
