import { assert, assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { assertStringIncludes } from "@std/assert";
import pl from "nodejs-polars";
import { polarsType } from "lib/frames/columns.ts";
import { InputError } from "lib/errors.ts";
import { readProvenance } from "lib/frames/provenance.ts";
import { prepareMovieLens } from "lib/raw/movielens/prepare.ts";
import {
  ITEM_COLUMNS,
  SLATE_SEED_COLUMNS,
  slatePaths,
  USER_FEATURE_COLUMNS,
} from "lib/slates/schema.ts";
import { writeTexts, writeZip } from "../places.ts";
import { tablesByDefinition } from "./definition.ts";
import { readTables, TABLE_FILES } from "./prepared_tables.ts";
import {
  colonFiles,
  commaFiles,
  kaggleFiles,
  type RawRelease,
  simulateRelease,
} from "./raw_movielens.ts";

const RELEASE = simulateRelease(40, "release");
const PLAIN = { slates: 3000, userStride: 1, slateSize: 12 };

function folderOf(entries: Readonly<Record<string, string>>): string {
  const folder = Deno.makeTempDirSync();
  writeTexts(folder, entries);
  return folder;
}

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("the tables are what the definition gives, row by row", async () => {
  const folder = folderOf(commaFiles(RELEASE));
  const report = await prepareMovieLens(folder, { slates: 3000, output: `${folder}/processed` });
  const expected = tablesByDefinition(RELEASE, PLAIN);
  assertEquals(readTables(`${folder}/processed`), expected);
  assertEquals(names(`${folder}/processed`), TABLE_FILES);

  const ratings = RELEASE.ratings.length;
  assertEquals(report.release, { ratings, users: 40, movies: 60 });
  assertEquals(report.userStride, 1);
  assertEquals(report.sample, { users: 40, ratings, movies: expected.items.length });
  assertEquals(report.ratings, { lines: ratings + 1, malformed: 0, faults: [] });
  assertEquals(report.users, { qualifying: 27, tooFewRatings: 13 });
  assertEquals(report.slates, { count: 27, size: 12, rows: 27 * 12 });
  assertEquals(report.lacking, {
    year: expected.items.filter((row) => row.release_year === null).length,
    genre: expected.items.filter((row) => row.primary_genre === "(no genres listed)").length,
  });
  assertEquals(report.lacking, { year: 2, genre: 2 });
  assertEquals(report.output, slatePaths(`${folder}/processed`));
  for (const path of Object.values(report.output)) {
    assertEquals(readProvenance(path), { kind: "ratings", slates: 27, userStride: 1 });
  }
});

for (
  const wanted of [
    { userStride: 20, slates: 5, slateSize: 12 },
    { userStride: 30, slates: 3000, slateSize: 25 },
    { userStride: 1, slates: 1, slateSize: 1 },
  ]
) {
  Deno.test(`the tables are what the definition gives for ${JSON.stringify(wanted)}`, async () => {
    const folder = folderOf(commaFiles(RELEASE));
    const report = await prepareMovieLens(folder, { ...wanted, output: folder });
    const expected = tablesByDefinition(RELEASE, wanted);
    assertEquals(readTables(folder), expected);
    assert(expected.slateSeed.length > 0);
    assertEquals(report.slates.rows, expected.slateSeed.length);
    assertEquals(report.release.users, 40);
  });
}

Deno.test("the files have the tables' columns, in order and of their types", async () => {
  const folder = folderOf(commaFiles(RELEASE));
  await prepareMovieLens(folder, { ...PLAIN, output: folder });
  const paths = slatePaths(folder);
  const columns = {
    slateSeed: SLATE_SEED_COLUMNS,
    items: ITEM_COLUMNS,
    userFeatures: USER_FEATURE_COLUMNS,
  };
  for (const table of ["slateSeed", "items", "userFeatures"] as const) {
    const { schema } = pl.readParquet(paths[table]);
    assertEquals(
      Object.entries(schema).map(([name, type]) => [name, String(type)]),
      columns[table].map(({ name, kind }) => [name, String(polarsType(kind))]),
    );
  }
});

Deno.test("archive, CRLF, double colons, Kaggle's form and shuffled lines give the same files, byte for byte", async () => {
  // Movies without quotes, because there are none in files with double colons.
  const shuffled = {
    ...RELEASE,
    ratings: RELEASE.ratings.toSorted((a, b) => a.movieId - b.movieId),
  };
  const comma = commaFiles(RELEASE);
  const zip = `${Deno.makeTempDirSync()}/ml-latest-small.zip`;
  await writeZip(zip, {
    "ml-latest-small/ratings.csv": comma["ratings.csv"],
    "ml-latest-small/movies.csv": comma["movies.csv"],
    "ml-latest-small/README.txt": "read me",
  });
  const sources = [
    folderOf(comma),
    zip,
    folderOf(commaFiles(RELEASE, "\r\n")),
    folderOf(colonFiles(RELEASE)),
    folderOf(kaggleFiles(RELEASE)),
    folderOf(commaFiles(shuffled)),
  ];
  const written: Uint8Array[][] = [];
  for (const source of sources) {
    const output = Deno.makeTempDirSync();
    await prepareMovieLens(source, { ...PLAIN, output });
    written.push(Object.values(slatePaths(output)).map((path) => Deno.readFileSync(path)));
  }
  for (const other of written.slice(1)) assertEquals(other, written[0]!);
});

Deno.test("titles in one-byte letters, as in ml-1m, are read as they are meant", async () => {
  const latin = {
    ...RELEASE,
    movies: RELEASE.movies.map((movie) => ({ ...movie, title: movie.title.replace("–", "-") })),
  };
  const files = colonFiles(latin);
  const folder = folderOf({ "ratings.dat": files["ratings.dat"] });
  Deno.writeFileSync(
    `${folder}/movies.dat`,
    Uint8Array.from(files["movies.dat"], (letter) => letter.charCodeAt(0)),
  );
  await prepareMovieLens(folder, { ...PLAIN, output: folder });
  assertEquals(readTables(folder), tablesByDefinition(latin, PLAIN));
});

Deno.test("whole stars and genre flags, as in ml-100k, are read as they are meant", async () => {
  const genres = ["", "Action", "Drama|Romance", "Sci-Fi|War|Western"];
  const hundred: RawRelease = {
    ratings: RELEASE.ratings.map((each) => ({ ...each, rating: Math.ceil(each.rating) })),
    movies: RELEASE.movies.map(({ movieId }, i) => ({
      movieId,
      title: `Café ${i} (${1950 + i})`,
      genres: genres[i % 4]!,
    })),
  };
  const order = ["Action", "Drama", "Romance", "Sci-Fi", "War", "Western"];
  const places = [1, 8, 14, 15, 17, 18];
  const items = hundred.movies.map(({ movieId, title, genres }) => {
    const flags = Array<string>(19).fill("0");
    for (const genre of genres.split("|").filter(Boolean)) {
      flags[places[order.indexOf(genre)]!] = "1";
    }
    if (genres === "") flags[0] = "1";
    return `${movieId}|${title}|01-Jan-1995||http://example.org|${flags.join("|")}\n`;
  });
  const ratings = hundred.ratings.map(({ userId, movieId, rating, timestamp }) =>
    `${userId}\t${movieId}\t${rating}\t${timestamp}\n`
  );
  const folder = folderOf({ "ml-100k/u.data": ratings.join(""), "ml-100k/u.genre": "unknown|0\n" });
  Deno.writeFileSync(
    `${folder}/ml-100k/u.item`,
    Uint8Array.from(items.join(""), (letter) => letter.charCodeAt(0)),
  );
  const output = `${folder}/processed`;
  const report = await prepareMovieLens(folder, { ...PLAIN, output });
  assertEquals([report.ratings.malformed, report.movies.malformed], [0, 0]);
  assertEquals(readTables(output), tablesByDefinition(hundred, PLAIN));
});

const LOOKS_LIKE: readonly (readonly [release: string, files: readonly string[]])[] = [
  ['Kaggle\'s "The Movies Dataset"', ["ratings.csv", "movies_metadata.csv", "links.csv"]],
  ["the data of the Netflix Prize", ["combined_data_1.txt", "movie_titles.csv"]],
  ["hetrec2011-movielens-2k", ["movies.dat", "user_ratedmovies.dat", "tags.dat"]],
  ["the synthetic ml-20mx16x32", ["trainx16x32_0.npz"]],
  ["a release in the form of RecBole", ["ml-100k.inter", "ml-100k.item"]],
  ["the Tag Genome of 2021", ["ratings.json", "metadata.json"]],
  ["ml-20m in the form of Kaggle", ["rating.csv", "link.csv"]],
  ["ml-100k", ["u.data", "u.user", "u.genre"]],
  ["ml-1m", ["ratings.dat", "users.dat"]],
  ["ml-10m", ["movies.dat", "tags.dat"]],
  ["a release since 2014, such as ml-latest or ml-32m", ["movies.csv", "tags.csv"]],
  ["an archive that is yet to be unpacked", ["ml-latest-small.zip"]],
];

for (const [release, files] of LOOKS_LIKE) {
  Deno.test(`files that look like ${release} are refused by that name`, async () => {
    const message = await refusal(Object.fromEntries(files.map((name) => [name, ""])));
    assertStringIncludes(message, `; that looks like ${release} (`);
    // What is named there is one of the files that were found.
    assertEquals(files.some((name) => message.includes(name)), true);
  });
}

async function refusal(
  files: Readonly<Record<string, string>>,
  options: Readonly<Partial<typeof PLAIN & { output: string }>> = {},
): Promise<string> {
  const folder = folderOf(files);
  const before = names(folder);
  const output = `${folder}/processed`;
  const error = await assertRejects(() =>
    prepareMovieLens(folder, { ...PLAIN, output, ...options })
  );
  assertInstanceOf(error, InputError);
  assertEquals(names(folder), before);
  return error.message;
}

Deno.test("1 % of malformed lines is reported, more is refused", async () => {
  const files = commaFiles(RELEASE);
  const lines = files["ratings.csv"].trimEnd().split("\n").slice(0, 401);
  const kept: RawRelease = { ...RELEASE, ratings: RELEASE.ratings.slice(0, 400) };
  // Repetitions of line 5: the one of a movie rated otherwise, the other of the very line.
  const [userId, movieId] = lines[4]!.split(",");
  const added = [`${userId},${movieId},0.5,1`, lines[4]!, "1,2,3", "9,9999999,4.0,964982703"];
  const folder = folderOf({ ...files, "ratings.csv": [...lines, ...added].join("\n") });
  const report = await prepareMovieLens(folder, { ...PLAIN, output: folder });
  assertEquals(report.ratings, {
    lines: 405,
    malformed: 4,
    faults: [
      { fault: "other than 4 fields", count: 1, lines: [404] },
      { fault: "a movie that the movies file lacks", count: 1, lines: [405] },
      { fault: "a kept user and a movie that an earlier line has", count: 2, lines: [402, 403] },
    ],
  });
  assertEquals(readTables(folder), tablesByDefinition(kept, PLAIN));

  const message = await refusal({
    ...files,
    "ratings.csv": [...lines, ...added, "0,1,3.0,964982703"].join("\n"),
  });
  assertStringIncludes(message, "5 of 406 lines (1.2 %) are malformed, more than 1 %: ");
  assertStringIncludes(message, "1 with other than 4 fields (line 404)");
  assertStringIncludes(
    message,
    "2 with a kept user and a movie that an earlier line has (lines 402, 403)",
  );
  assertStringIncludes(message, "ratings.csv");
});

Deno.test("a pair repeated by a user who is not kept is no fault", async () => {
  const [first] = RELEASE.ratings;
  assertEquals(first?.userId, 10);
  const files = commaFiles({ ...RELEASE, ratings: [...RELEASE.ratings, first!] });
  const options = { ...PLAIN, output: Deno.makeTempDirSync() };
  const report = (userStride: number) =>
    prepareMovieLens(folderOf(files), { ...options, userStride });
  assertEquals((await report(20)).ratings.malformed, 0);
  assertEquals((await report(10)).ratings.malformed, 1);
});

Deno.test("malformed movies count against the movies alone", async () => {
  const files = commaFiles(RELEASE);
  const message = await refusal({ ...files, "movies.csv": `${files["movies.csv"]}\n7,Seven\n` });
  assertStringIncludes(message, "2 of 63 lines (3.2 %) are malformed");
  assertStringIncludes(message, "1 with no text (line 62); 1 with other than 3 fields (line 63)");
  assertStringIncludes(message, "movies.csv");
});

Deno.test("missing headers, other columns, empty files and missing files are refused", async () => {
  const files = commaFiles(RELEASE);
  const without = (text: string) => text.slice(text.indexOf("\n") + 1);
  const [first] = without(files["ratings.csv"]).split("\n");
  assertStringIncludes(
    await refusal({ ...files, "ratings.csv": without(files["ratings.csv"]) }),
    `the first line is "${first}", not the header "userId,movieId,rating,timestamp"`,
  );
  assertStringIncludes(
    await refusal({ ...files, "ratings.csv": files["ratings.csv"].replace("rating,", "score,") }),
    'the first line is "userId,movieId,score,timestamp"',
  );
  assertStringIncludes(
    await refusal({ ...files, "movies.csv": without(files["movies.csv"]) }),
    'not the header "movieId,title,genres"',
  );
  for (const name of ["ratings.csv", "movies.csv"]) {
    assertStringIncludes(await refusal({ ...files, [name]: "" }), "the file is empty");
  }
  assertStringIncludes(
    await refusal({ "movies.csv": files["movies.csv"] }),
    "it holds no ratings.csv or ratings.dat",
  );
  assertStringIncludes(
    await refusal({ "ratings.csv": files["ratings.csv"] }),
    "it holds ratings.csv but no movies.csv",
  );
});

Deno.test("no user with enough ratings, and ratings that are all missing, are refused", async () => {
  const files = commaFiles(RELEASE);
  assertStringIncludes(
    await refusal(files, { slateSize: 100 }),
    "none of the 40 kept users has 100 ratings",
  );
  assertStringIncludes(
    await refusal(files, { userStride: 7 * 1000 }),
    "there are no ratings of users to keep",
  );
  assertStringIncludes(
    await refusal({ ...files, "ratings.csv": "userId,movieId,rating,timestamp\n" }),
    "there are no ratings of users to keep",
  );
});

Deno.test("unusable options are refused before anything is read", async () => {
  const file = Deno.makeTempFileSync();
  const unusable = [
    ["userStride is 0", { userStride: 0 }],
    ["userStride is 1.5", { userStride: 1.5 }],
    ["slates is -3", { slates: -3 }],
    ["slates is NaN", { slates: NaN }],
    ["slateSize is 0", { slateSize: 0 }],
    ["the output is empty", { output: "" }],
    ["cannot be written", { output: file }],
    ["cannot be written", { output: `${file}/processed` }],
    ["cannot be written", { output: "/proc/processed" }],
  ] as const;
  for (const [message, options] of unusable) {
    // There are no raw files: whoever looked for them first would complain of that.
    assertStringIncludes(await refusal({}, options), message);
  }
});

for (const step of ["reading", "building", "writing"] as const) {
  Deno.test(`an interruption while ${step} leaves the earlier tables and nothing else`, async () => {
    const folder = folderOf(commaFiles(RELEASE));
    const output = `${folder}/processed`;
    writeTexts(
      output,
      Object.fromEntries(
        TABLE_FILES.map((name) => [name, "earlier"]),
      ),
    );
    const controller = new AbortController();
    const error = await assertRejects(() =>
      prepareMovieLens(folder, {
        ...PLAIN,
        output,
        signal: controller.signal,
        onProgress: (progress) => {
          if (progress.step === step) controller.abort();
        },
      })
    );
    assertEquals((error as Error).name, "AbortError");
    assertEquals(names(output), TABLE_FILES);
    for (const name of names(output)) {
      assertEquals(Deno.readTextFileSync(`${output}/${name}`), "earlier");
    }
  });
}

Deno.test("progress tells every step, and the bytes of either file to the last", async () => {
  const files = commaFiles(RELEASE);
  const folder = folderOf(files);
  const steps: string[] = [];
  const read = new Map<string, number[]>();
  await prepareMovieLens(folder, {
    ...PLAIN,
    output: folder,
    onProgress: (progress) => {
      if (progress.step !== steps.at(-1)) steps.push(progress.step);
      if (progress.step === "reading") {
        const file = progress.text.replace(/^Reading (.*) \(.*\)$/, "$1");
        read.set(file, [...read.get(file) ?? [], progress.done]);
      }
    },
  });
  assertEquals(steps, ["reading", "building", "writing"]);
  assertEquals([...read.keys()], [`${folder}/movies.csv`, `${folder}/ratings.csv`]);
  const bytes = (text: string) => new TextEncoder().encode(text).length;
  assertEquals(read.get(`${folder}/movies.csv`), [0, bytes(files["movies.csv"])]);
  assertEquals(read.get(`${folder}/ratings.csv`)?.at(-1), bytes(files["ratings.csv"]));
});
