/**
 * Kinds of origins: what a table is said to be, and what follows for the effect of a place.
 *
 * To add an input, add a row to the table of its kind: a name, a table, and its origin by its own word
 * or the sentence that a reader must see first.
 *
 * @module
 */

import pl from "nodejs-polars";
import {
  describeOrder,
  findImpressions,
  openImpressions,
  prepareMind,
  prepareMovieLens,
  type Provenance,
  readProvenance,
  slatePaths,
  testPlaces,
  writeSlateSample,
} from "lib/mod.ts";
import { writeProvenance } from "lib/frames/provenance.ts";
import { writeSampleFiles } from "lib/simulation/impressions/sample_files.ts";
import { runDataCommand } from "../data/run_command.ts";
import { commaFiles, simulateRelease } from "../raw/movielens/raw_movielens.ts";
import { simulateRawMind, writeRawFolder } from "../raw/mind/raw_mind.ts";
import { writeTexts } from "../raw/places.ts";
import { kind, said, unsaid } from "./kind.ts";
import { IMPRESSIONS, newFolder, written } from "./tables.ts";

const LOG = newFolder();
await writeRawFolder(LOG, simulateRawMind({ impressions: 200, articles: 300, users: 40, seed: 3 }));

async function ownLog(): Promise<string> {
  const output = `${newFolder()}/table.parquet`;
  await prepareMind(LOG, { impressions: 100, seed: 7, output });
  return output;
}

/** The log taken for a genuine release, by its own checksums. */
async function genuine(): Promise<string> {
  const output = `${newFolder()}/table.parquet`;
  const options = { impressions: "all", seed: 1, output } as const;
  const { checksums } = await prepareMind(LOG, options);
  await prepareMind(LOG, options, {
    "MINDsmall train": checksums,
    "MINDsmall dev": { ...checksums, behaviors: { ...checksums.behaviors, sha256: "0" } },
  });
  return output;
}

async function simulated(order: "ranked" | "shuffled"): Promise<string> {
  return (await writeSampleFiles(newFolder(), { impressions: 120, seed: "s", order }))
    .impressionsPath;
}

/** A sound table that says something of itself. */
function saying(word: unknown): string {
  const path = written(IMPRESSIONS);
  writeProvenance(path, word as Provenance);
  return path;
}

async function ratings(table: "slateSeed" | "items" | "userFeatures"): Promise<string> {
  const folder = newFolder();
  writeTexts(folder, commaFiles(simulateRelease(6, "origin")));
  await prepareMovieLens(folder, { slates: 2, slateSize: 3, userStride: 1, output: folder });
  return slatePaths(folder)[table];
}

const UNKNOWN: Provenance = { kind: "unknown" };
const MIND = { kind: "mind", release: "MINDsmall train", impressions: 200, seed: 1 } as const;

kind(
  "A table says itself what it is, and is unknown where its word is none",
  async (make: () => string | Promise<string>) => readProvenance(await make()),
  [
    ["a log of one's own", ownLog, { kind: "log", impressions: 100, seed: 7 }],
    ["a release that is recognized", genuine, MIND],
    ["simulated in ranked order", () => simulated("ranked"), {
      kind: "simulated impressions",
      order: "ranked",
      impressions: 120,
      seed: "s",
    }],
    ["simulated in shuffled order", () => simulated("shuffled"), {
      kind: "simulated impressions",
      order: "shuffled",
      impressions: 120,
      seed: "s",
    }],
    ["the truth of a simulated table", async () => {
      const options = { impressions: 120, seed: "s", order: "ranked" } as const;
      return (await writeSampleFiles(newFolder(), options)).truthPath;
    }, {
      kind: "truth of simulated impressions",
      order: "ranked",
      impressions: 120,
      seed: "s",
    }],
    ["slates", () => ratings("slateSeed"), { kind: "ratings", slates: 2, userStride: 1 }],
    ["movies", () => ratings("items"), { kind: "ratings", slates: 2, userStride: 1 }],
    [
      "simulated slates",
      async () =>
        (await writeSlateSample(newFolder(), { users: 20, slates: 2, seed: 7 })).tables.slateSeed,
      {
        kind: "simulated ratings",
        users: 20,
        seed: "7",
      },
    ],
    ["a genuine table written again by Polars", async () => {
      const path = await genuine();
      pl.readParquet(path).writeParquet(path);
      return path;
    }, UNKNOWN],
    ["a word of another kind", () => saying({ kind: "certified", release: "x" }), UNKNOWN],
    ["a release that is none", () => saying({ ...MIND, release: "MINDhuge" }), UNKNOWN],
    ["a count as text", () => saying({ ...MIND, impressions: "200" }), UNKNOWN],
    ["a field too many", () => saying({ ...MIND, note: "<b>" }), UNKNOWN],
    ["a list", () => saying([MIND]), UNKNOWN],
    ["nothing", () => saying(null), UNKNOWN],
    ["a kind of JavaScript's own", () => saying({ kind: "constructor" }), UNKNOWN],
    ["no table", () => `${LOG}/news.tsv`, UNKNOWN],
    ["no file", () => `${LOG}/none.parquet`, UNKNOWN],
    ["a device", () => "/dev/zero", UNKNOWN],
  ],
);

/** The first output of the notebook on segments. */
async function firstOutput(make: () => string | Promise<string>): Promise<string> {
  const path = await make();
  const input = await findImpressions({ named: path });
  const { effect, data } = describeOrder(input, testPlaces(openImpressions(path).places()), 0.05);
  return `${effect}: ${data.text}`;
}

/** A table whose clicks fall on the first places, or anywhere; of lists of ten. */
function ranked(share: number): string {
  const lists = 400;
  const value = (of: (list: number, place: number) => number) =>
    Array.from({ length: lists * 10 }, (_, row) => of(Math.floor(row / 10), row % 10));
  const frame = IMPRESSIONS.head(1).withColumns(pl.lit(0).cast(pl.Float64).alias("key")).join(
    pl.DataFrame({
      key: new Array(lists * 10).fill(0),
      list: value((list) => list),
      place: value((_, place) => place + 1),
      click: value((list, place) =>
        // Every list has its click: in its first place, or in one that goes round.
        place === (list % 10 < 10 * share ? 0 : (list * 7) % 10) ? 1 : 0
      ),
    }),
    { on: "key", how: "inner" },
  );
  return written(
    frame.withColumns(
      pl.col("list").cast(pl.Int64).alias("impression_id"),
      pl.col("place").cast(pl.Int64).alias("position"),
      pl.col("place").ltEq(3).alias("is_top_3"),
      pl.col("click").cast(pl.Int64).alias("clicked"),
    ).drop(["key", "list", "place", "click"]),
  );
}

const ZERO = "the true effect of a place in the top three is zero in every segment";
const without = (column: string) => () => written(IMPRESSIONS.drop(column));

kind(
  "The first output says whether the order leaves an effect, and how that is known",
  firstOutput,
  [
    [
      "genuine",
      genuine,
      said("zero: ", "genuine MINDsmall train log", "shuffled before", ZERO, "p "),
    ],
    ["simulated and shuffled", () => simulated("shuffled"), said("zero: ", "shuffled order", ZERO)],
    ["simulated and ranked", () => simulated("ranked"), said("open: ", "Simulated data")],
    ["simulated and ranked, of another sentence", () => simulated("ranked"), unsaid(ZERO)],
    [
      "a log without dependence",
      ownLog,
      said("possibly zero: ", "a log in MIND's form", ZERO, "(p"),
    ],
    [
      "clicks on the first place",
      () => ranked(1),
      said("open: ", "depend on the place (p < .001)"),
    ],
    ["clicks anywhere", () => ranked(0), said("possibly zero: ", ZERO, "does not say")],
    ["some clicks on the first place", () => ranked(0.3), said("open: ", "p < .001")],
    ["a genuine table with other clicks since", () => {
      const path = ranked(1);
      writeProvenance(path, MIND);
      return path;
    }, said("zero: ", "shuffling cannot bring about")],
    ["no lists", without("impression_id"), said("open: ", "impression_id")],
  ],
);

kind(
  "The last line of the command says what the notebook would",
  async (args: readonly string[]) => {
    const out = `${newFolder()}/table.parquet`;
    const { code, out: text } = await runDataCommand("mind.ts", LOG, [
      "--from",
      ".",
      "--out",
      out,
      ...args,
    ]);
    return [code, text.trimEnd().split("\n").at(-1)];
  },
  [
    ["a part of it", ["--impressions", "100", "--seed", "7"], said(ZERO, "(p = ")],
    ["the whole log", ["--impressions", "all"], said("clicks depend on the place (p = ")],
    ["a few lists", ["--impressions", "2"], said("cannot be told from so few")],
  ],
);
