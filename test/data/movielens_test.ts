import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { writeTexts } from "../raw/places.ts";
import { TABLE_FILES } from "../raw/movielens/prepared_tables.ts";
import { commaFiles, simulateRelease } from "../raw/movielens/raw_movielens.ts";
import { runDataCommand } from "./run_command.ts";

const run = (folder: string, ...args: string[]) => runDataCommand("movielens.ts", folder, args);

const [ITEMS, SLATE_SEED, USER_FEATURES] = TABLE_FILES as readonly [string, string, string];
const RELEASE = simulateRelease(40, "command");
const FILES = commaFiles(RELEASE);

function rawFolder(files: Readonly<Record<string, string>> = FILES): string {
  const folder = Deno.makeTempDirSync();
  writeTexts(folder, files);
  return folder;
}

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("a run states the terms, each step, what it read and what it wrote", async () => {
  const folder = rawFolder();
  const { code, out, err } = await run(
    folder,
    ...["--from", ".", "--user-stride", "20", "--slates", "4", "--out", "processed"],
  );
  assertEquals(err, "");
  assertEquals(code, 0);
  for (const term of ["GroupLens", "no commercial use", "Harper", "10.1145/2827872"]) {
    assertStringIncludes(out, term);
  }
  assertMatch(out, /^Reading \.\/movies\.csv \(0\.0 MB\)$/m);
  assertMatch(out, /^Reading \.\/ratings\.csv \(0\.0 MB\)$/m);
  const own = RELEASE.ratings.filter(({ userId }) => userId % 20 === 0);
  const movies = new Set(own.map(({ movieId }) => movieId)).size;
  const enough = new Set(
    own.map(({ userId }) => userId).filter((userId) =>
      own.filter((rating) => rating.userId === userId).length >= 12
    ),
  ).size;
  const expected = [
    `Building slates and features from ${own.length} ratings of 20 users`,
    "Writing 4 slates",
    `./ratings.csv: ${(RELEASE.ratings.length + 1).toLocaleString("en-US")} lines, none malformed.`,
    "./movies.csv: 61 lines, none malformed.",
    "Of 40 users the 20 whose id is a multiple of 20 are kept.",
    `The sample: ${own.length} of ${RELEASE.ratings.length.toLocaleString("en-US")} ratings, of ` +
    `${movies} of 60 movies.`,
    `Kept users with fewer than 12 ratings, without a slate: ${20 - enough}.`,
    `Of ${enough} users with enough ratings the first 4 by id have a slate.`,
    `Wrote processed/${SLATE_SEED}: 4 slates of 12 movies, 48 rows.`,
    `Wrote processed/${ITEMS}: ${movies} movies.`,
    `Wrote processed/${USER_FEATURES}: 20 users.`,
  ];
  for (const line of expected) assertStringIncludes(out, `${line}\n`);
  assertEquals(names(`${folder}/processed`), TABLE_FILES);
});

Deno.test("malformed lines, movies that lack something and too few slates are said", async () => {
  const folder = rawFolder({ ...FILES, "ratings.csv": `${FILES["ratings.csv"]}1,2\n\n` });
  const { code, out } = await run(folder, "--from", ".", "--slate-size", "11", "--out", ".");
  assertEquals(code, 0);
  const line = RELEASE.ratings.length + 2;
  assertStringIncludes(out, " lines, 2 malformed and left out:\n");
  assertStringIncludes(out, `  1 with other than 4 fields (line ${line})\n`);
  assertStringIncludes(out, `  1 with no text (line ${line + 1})\n`);
  assertStringIncludes(out, "All 40 users are kept.\n");
  assertStringIncludes(out, "ends in no year, their release_year null: 2.\n");
  assertStringIncludes(out, "Movies without a genre, a cluster of their own: 2.\n");
  assertStringIncludes(out, "Kept users with fewer than 11 ratings, without a slate: ");
  assertStringIncludes(out, "fewer slates than the 3,000 asked for.\n");
  assertMatch(out, /: \d+ slates of 11 movies, \d+ rows\.$/m);
});

Deno.test("unusable data end in one line, code 1 and the earlier tables in place", async () => {
  const folder = rawFolder({ "ml.zip": "no archive", [ITEMS]: "earlier" });
  const { code, err } = await run(folder, "--from", "ml.zip", "--out", ".");
  assertEquals(code, 1);
  assertMatch(
    err,
    /^error: not a readable zip archive: .*ml\.zip.* The tables in \. are still those of an earlier run\.\n$/,
  );
  assertEquals(names(folder), ["ml.zip", ITEMS]);
});

Deno.test("a folder that cannot be written is said before anything is read", async () => {
  const { code, out, err } = await run(rawFolder(), "--from", ".", "--out", "ratings.csv");
  assertEquals(code, 1);
  assertEquals(out.includes("Reading"), false);
  assertMatch(err, /^error: cannot be written: .*\(ratings\.csv\)\. Choose another place, .*\n$/);
});

Deno.test("an output in the place of what is read, or of a device, is refused before reading", async () => {
  const folder = rawFolder();
  Deno.linkSync(`${folder}/ratings.csv`, `${folder}/${ITEMS}`);
  const outcomes = await Promise.all(
    [".", "/dev/null", "/dev", "ratings.csv/x"].map((out) =>
      run(folder, "--from", ".", "--out", out)
    ),
  );
  for (const { code, out, err } of outcomes) {
    assertEquals([code, out.includes("Reading")], [1, false]);
    assertMatch(err, /^error: [^\n]*\n$/);
  }
  assertEquals(Deno.readTextFileSync(`${folder}/ratings.csv`), FILES["ratings.csv"]);
});

const UNUSABLE: readonly (readonly [message: string, args: readonly string[]])[] = [
  ["--from is missing", []],
  ["--from is missing", ["--from", ""]],
  ["--frm", ["--frm", "x"]],
  ['--user-stride is "0"', ["--from", "x", "--user-stride", "0"]],
  ['--slates is "many"', ["--from", "x", "--slates", "many"]],
  ['--slate-size is "1.5"', ["--from", "x", "--slate-size", "1.5"]],
  ["--out is empty", ["--from", "x", "--out", ""]],
  ["'--from", ["--from"]],
  ["extra", ["--from", "x", "extra"]],
];

for (const [message, args] of UNUSABLE) {
  Deno.test(`unusable command line: ${JSON.stringify(args)}`, async () => {
    const { code, out, err } = await run(Deno.makeTempDirSync(), ...args);
    assertEquals([code, out], [2, ""]);
    assertStringIncludes(err, message);
    assertMatch(err, /^error: [^\n]+[^.]\. See --help\.\n$/);
  });
}

Deno.test("--help lists every option and the terms", async () => {
  const { code, out, err } = await run(Deno.makeTempDirSync(), "--help");
  assertEquals([code, err], [0, ""]);
  for (const option of ["from", "user-stride", "slates", "slate-size", "out", "help"]) {
    assertMatch(out, new RegExp(`^  --${option}\\b`, "m"));
  }
  assertStringIncludes(out, "data/processed\n");
  assertStringIncludes(out, "https://doi.org/10.1145/2827872");
});
