/**
 * Kinds of archives that hang, burst or hide something, and of inputs that ended in a trace.
 *
 * To add an input, add a row to the table of its kind: a name, the archive or table, and what is right
 * for it: what is read, or `refused` with parts of the one line that says why. Every row that takes
 * longer than 20 seconds counts as one that hangs.
 *
 * @module
 */

import { gzipSync } from "node:zlib";
import pl, { type DataFrame } from "nodejs-polars";
import {
  drawChart,
  drawModelSample,
  naiveVersusDoublyRobustChart,
  openImpressions,
  openSlates,
  prepareMind,
  prepareMovieLens,
  segmentEffectsChart,
  slatePaths,
} from "lib/mod.ts";
import { formatTable } from "lib/frames/format_table.ts";
import { zipBytes, type ZipEntry } from "../raw/zip_bytes.ts";
import { kind, refused, type Row, said } from "./kind.ts";
import { changedColumn, frameOf, IMPRESSIONS, newFolder, withColumns, written } from "./tables.ts";

const BEHAVIORS_TEXT = Array.from(
  { length: 300 },
  (_, i) => `${i + 1}\tU${i % 7}\t11/11/2019 9:05:58 AM\tN1\tN1-${i % 2} N2-0\n`,
).join("");
const BEHAVIORS: ZipEntry = { name: "behaviors.tsv", data: BEHAVIORS_TEXT };
const NEWS: ZipEntry = {
  name: "news.tsv",
  data: "N1\tnews\tworld\tHeadline\t\t\t[]\t[]\nN2\tnews\tworld\tOther\t\t\t[]\t[]\n",
};
const LISTS = 300;

/** What a log of MIND's form in a file comes to: the number of lists written. */
async function prepared(bytes: Uint8Array<ArrayBuffer>, name = "log.zip"): Promise<number> {
  const folder = newFolder();
  Deno.writeFileSync(`${folder}/${name}`, bytes);
  const output = `${folder}/out/table.parquet`;
  try {
    const { written } = await prepareMind(`${folder}/${name}`, {
      impressions: "all",
      seed: 1,
      output,
    });
    return written.impressions;
  } catch (error) {
    const left = [...Deno.readDirSync(folder)].map((entry) => entry.name);
    const inside = left.includes("out") ? [...Deno.readDirSync(`${folder}/out`)].length : 0;
    if (inside > 0) throw new Error(`something was left behind: ${error}`);
    throw error;
  }
}

const zip = (...entries: readonly ZipEntry[]) => zipBytes(entries);
const asEntry = (change: Partial<ZipEntry>): Uint8Array<ArrayBuffer> =>
  zip({ ...BEHAVIORS, ...change }, NEWS);
const inside = (folder: string): Uint8Array<ArrayBuffer> =>
  zip({ ...BEHAVIORS, name: `${folder}behaviors.tsv` }, { ...NEWS, name: `${folder}news.tsv` });
const joined = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap((part) => [...part]));
const bytesOf = (text: string) => new TextEncoder().encode(text);

kind("An archive that holds the log is read, whatever is beside or around it", prepared, [
  ["packed", asEntry({}), LISTS],
  ["stored as it is", asEntry({ method: 0 }), LISTS],
  ["in a folder", inside("MINDsmall_train/"), LISTS],
  ["in a folder nested twice", inside("MINDsmall_train/MINDsmall_train/"), LISTS],
  ["in a folder with backslashes", inside("MINDsmall_train\\"), LISTS],
  ["below the archive's place", inside("../../"), LISTS],
  ["at an absolute path", inside("/etc/"), LISTS],
  ["at a drive of Windows", inside("C:\\logs\\"), LISTS],
  ["in a folder of escape sequences", inside("a\x1b[31m\u202e/"), LISTS],
  [
    "beside a Mac's leftovers",
    zip({ name: "__MACOSX/._behaviors.tsv", data: "x" }, BEHAVIORS, NEWS, {
      name: "__MACOSX/behaviors.tsv",
      data: "x",
    }),
    LISTS,
  ],
  [
    "beside an encrypted entry that is not needed",
    zip(BEHAVIORS, NEWS, { name: "entity_embedding.vec", data: "x", flags: 1 }),
    LISTS,
  ],
  [
    "beside a name that stands there twice",
    zip(BEHAVIORS, NEWS, { name: "a.txt", data: "x" }, { name: "a.txt", data: "y" }),
    LISTS,
  ],
  [
    "beside folders of their names",
    zip({ name: "x/behaviors.tsv/", data: "", method: 0 }, BEHAVIORS, NEWS),
    LISTS,
  ],
  [
    "behind other bytes, as one that unpacks itself",
    joined(bytesOf("#!/bin/sh\n"), asEntry({})),
    LISTS,
  ],
]);

const damaged = (change: Partial<ZipEntry>) => asEntry(change);
const SOUND = asEntry({});

kind(
  "An archive that cannot be read is refused in a line with the entry and the reason",
  prepared,
  [
    ["a password", damaged({ flags: 1 }), refused({ file: "behaviors.tsv", says: ["password"] })],
    [
      "strong encryption",
      damaged({ flags: 65 }),
      refused({ file: "behaviors.tsv", says: ["password"] }),
    ],
    ["AES", damaged({ flags: 1, method: 99 }), refused({ says: ["password"] })],
    ["bzip2", damaged({ method: 12 }), refused({ file: "behaviors.tsv", says: ["bzip2"] })],
    ["LZMA", damaged({ method: 14 }), refused({ file: "behaviors.tsv", says: ["LZMA"] })],
    ["xz", damaged({ method: 95 }), refused({ says: ["xz"] })],
    ["PPMd", damaged({ method: 98 }), refused({ says: ["PPMd"] })],
    ["Implode", damaged({ method: 6 }), refused({ says: ["Implode"] })],
    ["an unknown method", damaged({ method: 55 }), refused({ says: ["method 55"] })],
    [
      "Deflate64 of other bytes",
      damaged({ method: 9, data: Uint8Array.of(7, 1, 2), unpacked: "abc" }),
      refused({ file: "behaviors.tsv", says: ["damaged"] }),
    ],
    ["a size too small", damaged({ statedBytes: 100 }), refused({ says: ["damaged"] })],
    ["a size too large", damaged({ statedBytes: 50_000 }), refused({ says: ["damaged"] })],
    ["a size of 0", damaged({ statedBytes: 0 }), refused({ says: ["damaged"] })],
    ["no size", damaged({ statedBytes: 0xffffffff }), refused({ says: ["behaviors.tsv"] })],
    ["an entry twice", zip(BEHAVIORS, NEWS, BEHAVIORS), refused({ says: ["more than once"] })],
    [
      "an entry twice, once with a backslash",
      zip({ ...BEHAVIORS, name: "a/behaviors.tsv" }, { ...NEWS, name: "a/news.tsv" }, {
        ...BEHAVIORS,
        name: "a\\behaviors.tsv",
      }),
      refused({ says: ["more than once"] }),
    ],
    [
      "two splits",
      zip(
        { ...BEHAVIORS, name: "train/behaviors.tsv" },
        { ...NEWS, name: "train/news.tsv" },
        { ...BEHAVIORS, name: "dev/behaviors.tsv" },
        { ...NEWS, name: "dev/news.tsv" },
      ),
      refused({ count: 2, says: ["dev/behaviors.tsv", "train/behaviors.tsv"] }),
    ],
    ["one of the files alone", zip(BEHAVIORS), refused({ says: ["but no news.tsv"] })],
    [
      "names in other letters",
      zip({ ...BEHAVIORS, name: "Behaviors.TSV" }, NEWS),
      refused({
        says: ["Behaviors.TSV", "news.tsv"],
      }),
    ],
    [
      "an archive in the archive",
      zip({ name: "MINDsmall_train.zip", data: SOUND }),
      refused({
        says: ["MINDsmall_train.zip"],
      }),
    ],
    ["no entries", zip(), refused({ says: ["behaviors.tsv"] })],
    ["no bytes", new Uint8Array(), refused()],
    [
      "cut in the middle",
      SOUND.slice(0, SOUND.length / 2),
      refused({ says: ["not a readable zip"] }),
    ],
    ["cut by a byte", SOUND.slice(0, -1), refused()],
    ["only its end", SOUND.slice(-22), refused()],
    ["a gzip archive called .zip", new Uint8Array(gzipSync("x")), refused({ says: ["gzip"] })],
    [
      "a tar archive called .zip",
      joined(new Uint8Array(257), bytesOf("ustar\0"), new Uint8Array(300)),
      refused({
        says: ["a tar archive"],
      }),
    ],
    [
      "a web page called .zip",
      joined(bytesOf("<!DOCTYPE html><html>")),
      refused({ says: ["web page"] }),
    ],
    [
      "a text called .zip",
      joined(bytesOf(BEHAVIORS_TEXT)),
      refused({ says: ["not a readable zip"] }),
    ],
  ],
);

const ZEROS = new Uint8Array(30_000_000);

kind("An archive that would burst is refused by a stated limit", prepared, [
  [
    "a ratio of 1000",
    zip({ ...BEHAVIORS, data: ZEROS }, NEWS),
    refused({ says: ["more than 200 times"] }),
  ],
  [
    "17 GB by its own word",
    damaged({ statedBytes: 4_000_000_000 }),
    refused({ says: ["behaviors.tsv", "times"] }),
  ],
  [
    "10,001 entries",
    zip(
      ...Array.from({ length: 10_001 }, (_, i) => ({ name: `${i}`, data: "", method: 0 })),
      BEHAVIORS,
      NEWS,
    ),
    refused({ says: ["more than 10,000 entries"] }),
  ],
  [
    "a line without an end",
    zip({ ...BEHAVIORS, data: "x".repeat(11_000_000), method: 0 }, NEWS),
    refused({ says: ["10,000,000 bytes"] }),
  ],
]);

/** What becomes of a path that is named as the source of either command. */
async function namedAsSource(path: string): Promise<unknown> {
  const output = `${newFolder()}/out`;
  const refusals: string[] = [];
  for (
    const verb of [
      () => prepareMovieLens(path, { slates: 1, output }),
      () => prepareMind(path, { impressions: "all", seed: 1, output: `${output}.parquet` }),
      () => openImpressions(path),
    ]
  ) {
    try {
      await verb();
      return "taken";
    } catch (error) {
      refusals.push(String(error));
      if (refusals.length === 3) throw error;
    }
  }
}

function pipeAt(path: string): string {
  new Deno.Command("mkfifo", { args: [path] }).outputSync();
  return path;
}
function linkTo(target: string): string {
  const path = `${newFolder()}/link.parquet`;
  Deno.symlinkSync(target, path);
  return path;
}
const LOOP = `${newFolder()}/loop.parquet`;
Deno.symlinkSync(LOOP, LOOP);
const EMPTY = `${newFolder()}/empty.parquet`;
Deno.writeTextFileSync(EMPTY, "");

kind("What is no file or cannot be looked at is refused at once, in one line", namedAsSource, [
  ["a device", "/dev/zero", refused({ file: "/dev/zero" })],
  ["a device without an end of lines", "/dev/urandom", refused()],
  ["a terminal's device", "/dev/tty", refused()],
  ["a pipe", pipeAt(`${newFolder()}/pipe.parquet`), refused({ file: "pipe.parquet" })],
  ["a link to a pipe", linkTo(pipeAt(`${newFolder()}/pipe`)), refused({ file: "link.parquet" })],
  ["a link to a device", linkTo("/dev/zero"), refused()],
  ["a link in a circle", LOOP, refused({ file: "loop.parquet" })],
  ["a link to nothing", linkTo("/nowhere/at/all"), refused()],
  ["a name too long", `/tmp/${"x".repeat(400)}`, refused()],
  ["a path through a file", `${EMPTY}/table.parquet`, refused()],
  ["an empty file", EMPTY, refused({ file: "empty.parquet" })],
  ["an empty name", "", refused()],
  ["an empty folder", newFolder(), refused()],
]);

const besides = (sql: string): DataFrame => {
  const frame = frameOf("extra", changedColumn("title_length", Number), sql);
  return pl.concat([IMPRESSIONS, frame], { how: "horizontal" });
};

/** The whole way of a table, from opening to a picture of its head. */
function throughAll(frame: DataFrame): string {
  const table = openImpressions(written(frame));
  const sample = drawModelSample(table, { size: 200, seed: 1 });
  formatTable(sample.frame);
  return [formatTable(table.head()).text, ...table.notices].join("\n");
}

kind("A column that is not needed may hold anything", throughAll, [
  ["bytes", besides("CAST(CAST(value AS TEXT) AS BLOB)"), said('"extra" (Binary)')],
  ["decimals", besides("CAST(value AS DECIMAL(38, 10))"), said("extra")],
  ["128 bits", besides("CAST(value AS INT128)"), said("extra")],
  ["durations", besides("INTERVAL '1 day'"), said('"extra" (Duration)')],
  [
    "times of day",
    besides("CAST(CAST(CAST('2026-01-01' AS DATE) AS TIMESTAMP) AS TIME)"),
    said("extra"),
  ],
  ["lists", withColumns(pl.Series("extra", changedColumn("hour", () => [1, 2]))), said("(List)")],
  ["infinity", withColumns(pl.Series("extra", changedColumn("hour", () => Infinity))), said("inf")],
  ["nothing", withColumns(pl.Series("extra", changedColumn("hour", () => null))), said("NaN")],
  [
    "a name that is a pattern",
    withColumns(pl.Series("*", changedColumn("hour", () => 7))),
    said("*"),
  ],
  [
    "a name of escapes",
    withColumns(pl.Series("\x1b[2J\n", changedColumn("hour", () => 7))),
    said(
      "\\x1b[2J\\n",
    ),
  ],
]);

const huge = (column: string, value: number) =>
  withColumns(
    pl.Series(
      column,
      changedColumn(column, (given, row) => row < 3 ? value : Number(given)) as number[],
      pl.Float64,
    ),
  );

kind("Values that no arithmetic takes are refused by the column", throughAll, [
  ["histories of 1e200", huge("history_len", 1e200), refused({ column: "history_len", count: 3 })],
  ["histories of −1e308", huge("history_len", -1e308), refused({ column: "history_len" })],
  [
    "lengths of infinity",
    huge("abstract_length", Infinity),
    refused({ column: "abstract_length" }),
  ],
  ["exposures of 1e16", huge("item_exposures", 1e16), refused({ column: "item_exposures" })],
  ["lists of 1e300", huge("candidate_set_size", 1e300), refused({ column: "candidate_set_size" })],
]);

const EFFECT = {
  segmentColumn: "category",
  segment: "news",
  rows: 100,
  treatedRows: 50,
  controlRows: 50,
  treatedClickRate: 0.2,
  controlClickRate: 0.1,
  naiveLift: 0.1,
  lift: 0.05,
  standardError: 0.01,
  lower: 0.03,
  upper: 0.07,
};

kind(
  "A name with what cannot be drawn is drawn with that spelled out",
  async (segment: string) => {
    const effects = [{ ...EFFECT, segment }];
    const drawings = [
      await drawChart(
        segmentEffectsChart(
          effects.map((effect) => ({ effect, standing: "sound", truth: undefined })),
          { plural: segment },
        ),
      ),
      await drawChart(
        naiveVersusDoublyRobustChart([{
          effect: { ...EFFECT, segmentColumn: segment },
          standing: "sound",
          truth: undefined,
        }]),
      ),
    ];
    return drawings.map(({ svg }) => svg.replace(/<(path|rect|g)[^>]*>/g, ""));
  },
  (
    [
      ["a zero", "a\0b", "a\\x00b"],
      ["an escape sequence", "a\x1b[31mb", "a\\x1b[31mb"],
      ["a line break", "a\nb", undefined],
      ["a character that is none", "a\ufffeb", "a\\ufffeb"],
      ["half a character", "a\ud800b", "a\\ud800b"],
      ["a turn of direction", "a\u202eb", "a\\u202eb"],
      ["a C1 control", "a\x9bb", "a\\x9bb"],
    ] as const
  ).map((
    [what, name, shown],
  ): Row<string> => [what, name, shown === undefined ? said("a") : said(shown)]),
);

kind(
  "A table that is none, or another one, is refused by its name",
  (write: (path: string) => void) => {
    const folder = newFolder();
    const paths = slatePaths(folder);
    write(paths.slateSeed);
    write(paths.items);
    write(paths.userFeatures);
    try {
      openSlates(paths);
      return "taken";
    } catch {
      return openImpressions(paths.items).rows;
    }
  },
  [
    [
      "a text",
      (path) => Deno.writeTextFileSync(path, "a,b\n1,2\n"),
      refused({ file: "items.parquet" }),
    ],
    ["a folder", (path) => Deno.mkdirSync(path), refused({ file: "items.parquet" })],
    ["no bytes", (path) => Deno.writeTextFileSync(path, ""), refused({ file: "items.parquet" })],
    ["its magic word alone", (path) => Deno.writeTextFileSync(path, "PAR1PAR1"), refused()],
    [
      "a footer longer than the file",
      (path) =>
        Deno.writeFileSync(path, Uint8Array.of(80, 65, 82, 49, 255, 255, 255, 127, 80, 65, 82, 49)),
      refused(),
    ],
    [
      "no columns that are needed",
      (path) => pl.DataFrame({ a: [1] }).writeParquet(path),
      refused({ column: "user_id" }),
    ],
    ["no rows", (path) => IMPRESSIONS.head(0).writeParquet(path), refused({ count: 0 })],
    ["half of one", (path) => {
      IMPRESSIONS.writeParquet(path);
      Deno.truncateSync(path, Deno.statSync(path).size / 2);
    }, refused()],
  ] as Row<(path: string) => void>[],
);
