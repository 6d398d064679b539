/**
 * Kinds of outputs that would take the place of something else, and of runs that end early.
 *
 * To add an input, add a row to the table of its kind: a name, where the output is asked for (`FOLDER`
 * holds the log, see `logFolder`), and `refused` or what stands there afterwards. What the folder held
 * before is compared byte by byte after every row.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import pl from "nodejs-polars";
import {
  InputError,
  openWriteup,
  prepareMind,
  prepareMovieLens,
  saveTables,
  writeSlateSample,
} from "lib/mod.ts";
import { runDataCommand } from "../data/run_command.ts";
import { writeTexts, writeZip } from "../raw/places.ts";
import { commaFiles, simulateRelease } from "../raw/movielens/raw_movielens.ts";
import { kind, refused, type Row } from "./kind.ts";
import { IMPRESSIONS, newFolder } from "./tables.ts";

const LOG = {
  "news.tsv": "N1\tnews\tworld\tHeadline\t\t\t[]\t[]\n",
  "behaviors.tsv": "1\tU7\t11/11/2019 9:05:58 AM\t\tN1-1 N1-0\n",
};
const RELEASE = commaFiles(simulateRelease(6, "files"));

/** A folder with a log, a release, an archive of the log, links, a pipe and files of the user's. */
async function logFolder(): Promise<string> {
  const folder = newFolder();
  writeTexts(folder, { ...LOG, ...RELEASE, "mine.txt": "mine", "deep/mine.csv": "mine" });
  await writeZip(`${folder}/log.zip`, LOG);
  await writeZip(`${folder}/ml.zip`, RELEASE);
  Deno.symlinkSync("behaviors.tsv", `${folder}/link.parquet`);
  Deno.linkSync(`${folder}/news.tsv`, `${folder}/hard.parquet`);
  Deno.symlinkSync("/dev/null", `${folder}/null.parquet`);
  Deno.symlinkSync("loop.parquet", `${folder}/loop.parquet`);
  Deno.mkdirSync(`${folder}/table.parquet`);
  new Deno.Command("mkfifo", { args: [`${folder}/pipe.parquet`] }).outputSync();
  return folder;
}

/** Every entry below a folder with its content, or its kind where it has none. */
function everything(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  const look = (inner: string) => {
    for (const { name, isDirectory, isSymlink, isFile } of Deno.readDirSync(`${folder}/${inner}`)) {
      const path = inner + name;
      if (isDirectory) look(`${path}/`);
      found[path] = isSymlink
        ? `-> ${Deno.readLinkSync(`${folder}/${path}`)}`
        : isFile
        ? Deno.readFileSync(`${folder}/${path}`).toBase64()
        : "";
    }
  };
  look("");
  return found;
}

/** Work in the log's folder, which must be as before where it is refused. */
async function unharmed(work: (folder: string) => unknown): Promise<string[]> {
  const folder = await logFolder();
  const before = everything(folder);
  try {
    await work(folder);
  } catch (error) {
    assertEquals(everything(folder), before, `${error}`);
    throw error;
  }
  const after = everything(folder);
  for (const [name, content] of Object.entries(before)) {
    if (!name.endsWith(".parquet")) assertEquals(after[name], content, name);
  }
  return Object.keys(after).filter((name) => before[name] === undefined).sort();
}

type Asked = readonly [from: string, out: string];
const asked = (verb: (from: string, out: string) => unknown) => ([from, out]: Asked) =>
  unharmed((folder) => {
    const placed = (path: string) => path.startsWith("/") ? path : `${folder}/${path}`;
    return verb(placed(from), placed(out));
  });
const mind = asked((from, output) => prepareMind(from, { impressions: "all", seed: 1, output }));

kind("A table that would take the place of its source, or of what is no table, is refused", mind, [
  ["the log", [".", "behaviors.tsv"], refused({ file: "behaviors.tsv" })],
  ["the articles by another way", [".", "deep/../news.tsv"], refused({ file: "news.tsv" })],
  ["a link to the log", [".", "link.parquet"], refused({ file: "link.parquet" })],
  ["the articles under another name", [".", "hard.parquet"], refused({ file: "hard.parquet" })],
  ["the archive", ["log.zip", "log.zip"], refused({ file: "log.zip" })],
  ["a place in the archive", ["log.zip", "log.zip/table.parquet"], refused()],
  ["a file of the user's", [".", "mine.txt"], refused({ file: "mine.txt" })],
  ["a place below a file", [".", "mine.txt/table.parquet"], refused()],
  ["a folder", [".", "table.parquet"], refused({ file: "table.parquet" })],
  ["a folder with a slash", [".", "deep/"], refused()],
  ["the folder of the log", [".", "."], refused()],
  ["a pipe", [".", "pipe.parquet"], refused({ file: "pipe.parquet" })],
  ["a device", [".", "/dev/null"], refused({ file: "/dev/null" })],
  ["a device by a link", [".", "null.parquet"], refused({ file: "null.parquet" })],
  ["the terminal", [".", "/dev/stdout"], refused({ file: "/dev/stdout" })],
  ["the system's folder", [".", "/proc/table.parquet"], refused()],
  ["a link in a circle", [".", "loop.parquet"], refused()],
  ["a name too long", [".", `${"x".repeat(300)}.parquet`], refused()],
  ["a name with a zero", [".", "a\0b.parquet"], refused()],
  ["a new place", [".", "new/table.parquet"], ["new", "new/table.parquet"]],
  ["a new place beside a pattern", [".", "[ab].parquet"], ["[ab].parquet"]],
]);

const movies = asked((from, output) =>
  prepareMovieLens(from, { slates: 3, slateSize: 3, userStride: 1, output })
);
const TABLES = ["items", "slate_seed", "user_features"].map((name) =>
  `movielens_interference_${name}.parquet`
);

kind(
  "A folder for tables that is none, or not writable, is refused before anything is read",
  movies,
  [
    ["the archive", ["ml.zip", "ml.zip"], refused({ file: "ml.zip" })],
    ["a place in the archive", ["ml.zip", "ml.zip/out"], refused()],
    ["a file", [".", "mine.txt"], refused({ file: "mine.txt" })],
    ["a device", [".", "/dev/null"], refused()],
    ["a pipe", [".", "pipe.parquet"], refused()],
    ["the system's folder", [".", "/sys"], refused()],
    ["a link in a circle", [".", "loop.parquet"], refused()],
    ["beside its sources", [".", "."], TABLES],
    ["a new folder", [".", "a/b"], ["a", "a/b", ...TABLES.map((name) => `a/b/${name}`)]],
  ],
);

const sample = asked((_, out) => writeSlateSample(out, { users: 20, slates: 2, seed: 1 }));

kind("A simulated sample takes no other's place", sample, [
  ["a file", ["", "mine.txt"], refused({ file: "mine.txt" })],
  ["a device", ["", "/dev/null"], refused()],
  ["a pipe", ["", "pipe.parquet"], refused()],
]);

kind(
  "A link as output keeps its target's place: what it leads to is written, and it stays a link",
  async (target: string) => {
    const folder = await logFolder();
    Deno.mkdirSync(`${folder}/there`);
    Deno.symlinkSync(target, `${folder}/out.parquet`);
    await prepareMind(folder, { impressions: "all", seed: 1, output: `${folder}/out.parquet` });
    return [
      Deno.lstatSync(`${folder}/out.parquet`).isSymlink,
      pl.readParquet(`${folder}/${target}`).height,
      [...Deno.readDirSync(`${folder}/there`)].length,
    ];
  },
  [
    ["a new file", "there/table.parquet", [true, 2, 1]],
    ["brackets in its name", "there/[ab].parquet", [true, 2, 1]],
    ["a name with a line break", "there/a\nb.parquet", [true, 2, 1]],
  ],
);

const bytesOf = (path: string) => Deno.readFileSync(path).toBase64();

kind(
  "Where a run ends early, the earlier table stands, and nothing half-written beside it",
  async (work: (folder: string, output: string) => unknown) => {
    const folder = await logFolder();
    const output = `${folder}/out/table.parquet`;
    await prepareMind(folder, { impressions: "all", seed: 1, output });
    const before = bytesOf(output);
    let ended = "not at all";
    try {
      await work(folder, output);
    } catch (error) {
      ended = error instanceof InputError ? "refused" : "stopped";
    }
    const names = [...Deno.readDirSync(`${folder}/out`)].map(({ name }) => name);
    return [ended, names, bytesOf(output) === before];
  },
  [
    [
      "stopped at once",
      (folder, output) =>
        prepareMind(folder, { impressions: "all", seed: 1, output, signal: AbortSignal.abort() }),
      ["stopped", ["table.parquet"], true],
    ],
    ["stopped while it reads", (folder, output) => {
      const stop = new AbortController();
      return prepareMind(folder, {
        ...{ impressions: "all", seed: 1, output, signal: stop.signal },
        onProgress: ({ step }) => step === "reading" && stop.abort(),
      });
    }, ["stopped", ["table.parquet"], true]],
    ["stopped while it writes", (folder, output) => {
      const stop = new AbortController();
      return prepareMind(folder, {
        ...{ impressions: "all", seed: 1, output, signal: stop.signal },
        onProgress: ({ step }) => step === "drawing" && stop.abort(),
      });
    }, ["stopped", ["table.parquet"], true]],
    ["a log that is cut", (folder, output) => {
      Deno.writeTextFileSync(`${folder}/behaviors.tsv`, "1\tU7\n");
      return prepareMind(folder, { impressions: "all", seed: 1, output });
    }, ["refused", ["table.parquet"], true]],
    [
      "a name that no table can have",
      (folder) =>
        saveTables(`${folder}/out`, { "a.parquet": IMPRESSIONS, "../b.parquet": IMPRESSIONS }),
      ["refused", ["table.parquet"], true],
    ],
    ["a table that cannot take its place", async (folder) => {
      Deno.mkdirSync(`${folder}/out/b.csv/full`, { recursive: true });
      try {
        await saveTables(`${folder}/out`, { "table.parquet": IMPRESSIONS, "b.csv": IMPRESSIONS });
      } finally {
        Deno.removeSync(`${folder}/out/b.csv`, { recursive: true });
      }
    }, ["refused", ["table.parquet"], true]],
  ] as Row<(folder: string, output: string) => unknown>[],
);

kind(
  "A name that reaches out of its folder names no table and no figure",
  async (name: string) => {
    const folder = newFolder();
    await saveTables(`${folder}/in`, { [name]: IMPRESSIONS.head(1) });
    return Object.keys(everything(folder));
  },
  [
    ["upwards", "../a.csv", refused()],
    ["absolute", "/tmp/a.csv", refused()],
    ["hidden", ".a.csv", refused()],
    ["a line break", "a\n.csv", refused()],
    ["an escape sequence", "\x1b[2J.csv", refused()],
    ["another ending", "a.exe", refused()],
    ["nothing but an ending", ".csv", refused()],
    ["a sound one", "a.csv", ["in/a.csv", "in"]],
  ],
);

const UUID = "6ba7b810-9dad-41d1-80b4-00c04fd430c8";

kind(
  "A notebook's folder is cleared of what it wrote, and of nothing else",
  async (texts: Readonly<Record<string, string>>) => {
    const folder = newFolder();
    const directory = `${folder}/draft`;
    const first = await openWriteup("topic", { directory });
    await first.saveTable("01_old", IMPRESSIONS.head(1));
    writeTexts(folder, texts);
    await openWriteup("topic", { directory });
    return Object.keys(everything(folder)).filter((path) => path.includes(".")).sort();
  },
  [
    ["nothing of the user's", {}, []],
    ["a partial file of the user's", { "draft/download.partial": "x" }, ["draft/download.partial"]],
    ["a folder called partial", { "draft/topic.partial/a.csv": "x" }, [
      "draft/topic.partial",
      "draft/topic.partial/a.csv",
    ]],
    ["a table of the user's", { "draft/tables/mine.csv": "x" }, ["draft/tables/mine.csv"]],
    [
      "a partial file of another program's, named as ours are",
      { [`draft/mine.csv.${UUID}.partial`]: "x" },
      [`draft/mine.csv.${UUID}.partial`],
    ],
    [
      "what a killed run left of the table",
      { [`draft/tables/01_old.csv.${UUID}.partial`]: "x" },
      [],
    ],
    [
      "a record that reaches outside",
      { "draft/.written": "../mine.csv\n/etc/hostname\ntables/../../mine.csv\n", "mine.csv": "x" },
      ["draft/tables/01_old.csv", "mine.csv"],
    ],
    [
      "an exported page",
      { "draft/.written": "page.html\n", "draft/page.html": "x" },
      refused({ says: ["page.html"] }),
    ],
  ],
);

Deno.test("the commands say in one line why a place is refused, and end with code 1", async () => {
  const folder = await logFolder();
  const before = everything(folder);
  const runs = await Promise.all([
    runDataCommand("mind.ts", folder, ["--from", "log.zip", "--out", "log.zip"]),
    runDataCommand("movielens.ts", folder, ["--from", ".", "--out", "mine.txt"]),
    runDataCommand("sample.ts", folder, ["--only", "slates", "--out", "pipe.parquet"]),
    runDataCommand("mind.ts", folder, ["--from", "pipe.parquet", "--out", "new.parquet"]),
  ]);
  for (const { code, err, out } of runs) {
    assertEquals([code, err.trimEnd().split("\n").length, out.includes("Reading")], [1, 1, false]);
    assertEquals(err.startsWith("error: "), true);
  }
  assertEquals(everything(folder), before);
});
