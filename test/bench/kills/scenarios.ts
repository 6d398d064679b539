/**
 * The commands that are killed: how each is called, what it writes, and what it starts from.
 *
 * @module
 */

import { join } from "node:path";
import { commaFiles, simulateRelease } from "../../raw/movielens/raw_movielens.ts";
import { simulateRawMind, writeRawFolder } from "../../raw/mind/raw_mind.ts";
import { writeTexts } from "../../raw/places.ts";
import { type TinyCell, writeTinyNotebook } from "../../notebooks/tiny_notebook.ts";

/** Files that belong together, the last of which stands for all; a folder stands for itself. */
export type OutputSet = readonly string[];

/** One command to kill. */
export interface Scenario {
  /** The command's name, as a task. */
  readonly name: string;
  /** Its file in the clone and its arguments, in the state before and after. */
  readonly args: (version: Version) => readonly string[];
  /** Variables that only this command is given. */
  readonly env?: (version: Version) => Readonly<Record<string, string>>;
  /** What it writes, as paths from the place of the trial. */
  readonly outputs: readonly OutputSet[];
  /** The page that leads to what it writes, which must never tell what is not there. */
  readonly index?: string;
  /** What it says when it is ready, if it then goes on until it is ended. */
  readonly serves?: string;
  /** Whether it may find its work done already, and says so by its exit code. */
  readonly endsOnceDone?: boolean;
  /** Puts in place what the command starts from, where that is not the first version's result. */
  readonly reset?: () => Promise<void>;
  /** Folders, from the place of the trial, whose files are named by the time and never overwritten. */
  readonly keeps?: readonly string[];
  /** How long what it started may live on after it, in seconds. */
  readonly afterlife?: number;
}

/** The result that stands there before, and the one that the killed command is about to write. */
export type Version = "first" | "second";

/** The place of a trial: a clone, a home and the user's own folder beside each other. */
export interface Place {
  readonly root: string;
  readonly clone: string;
  readonly home: string;
  /** The user's folder, with inputs, outputs and files of theirs. */
  readonly work: string;
}

const TINY: readonly TinyCell[] = [
  { prose: "# Tiny\n\nA result that depends on its input." },
  {
    code: `import { openWriteup, show } from "lib/notebook/mod.ts";
import { namedValues } from "lib/tables/mod.ts";
import { emptyChart } from "lib/charts/empty.ts";
const version = Deno.env.get("SLATES") ?? "none";
const writeup = await openWriteup("tiny");`,
  },
  {
    code: `await writeup.table("01_numbers", namedValues({ length: version.length }));
await writeup.chart("02_chart", emptyChart(version, "Nothing."));
await writeup.conclude({ summary: \`Input **\${version}**.\`, data: version, seed: version.length });`,
  },
];

/** The topics whose clean copies are made, and what each consists of, the last notebook last. */
const CLEANED: Readonly<Record<string, readonly string[]>> = {
  heterogeneous_effects: [
    "diagram_design.svg",
    "diagram_mind.svg",
    "diagram_ranked.svg",
    "glossary.md",
    "04_heterogeneous_treatment_effects.sample_results.json",
    "04_heterogeneous_treatment_effects.ipynb",
    "05_can_we_trust_the_segments.sample_results.json",
    "05_can_we_trust_the_segments.ipynb",
  ],
  interference_spillover_effects: [
    "diagram_slate.svg",
    "glossary.md",
    "02_spillover_exposure_mapping.sample_results.json",
    "02_spillover_exposure_mapping.ipynb",
  ],
};

const FILES_OF_THE_USER = [
  "out/tiny.partial/mine.csv",
  "out/mine.csv",
  "out/notes.partial",
  "out/impressions_ranked.parquet.partial",
];

/** Inputs, a notebook, and files of the user's in every place where a command writes. */
export async function furnish({ clone, work }: Place): Promise<void> {
  for (const version of ["first", "second"] as const) {
    const seed = version === "first" ? 1 : 2;
    const folder = join(work, "raw", version);
    await Deno.mkdir(folder, { recursive: true });
    await writeRawFolder(
      folder,
      simulateRawMind({ impressions: 4_000, articles: 500, users: 300, seed }),
    );
    writeTexts(folder, commaFiles(simulateRelease(300, version)));
  }
  await writeTinyNotebook(join(clone, "notebooks", "tiny", "01_tiny.ipynb"), TINY);
  for (const name of FILES_OF_THE_USER) writeTexts(work, { [name]: `mine: ${name}` });
}

/** Every command that writes. */
export function scenarios({ clone, work }: Place): readonly Scenario[] {
  const notebook = join(clone, "notebooks", "tiny", "01_tiny.ipynb");
  const out = join(work, "out");
  const raw = (version: Version) => join(work, "raw", version);
  const seed = (version: Version) => version === "first" ? "1" : "2";
  const input = (version: Version) => ({ SLATES: version });
  const tables = (...names: string[]) =>
    names.map((name) => `work/out/movielens_interference_${name}`);
  return [
    {
      name: "data:sample",
      args: (version) => [
        ...["data/sample.ts", "--impressions", "400", "--users", "60"],
        ...["--seed", seed(version), "--out", out],
      ],
      outputs: [
        ["work/out/truth_ranked.parquet", "work/out/impressions_ranked.parquet"],
        ["work/out/truth_shuffled.parquet", "work/out/impressions_shuffled.parquet"],
        tables(
          "simulation.json",
          "user_features.parquet",
          "items.parquet",
          "slate_seed.parquet",
        ),
      ],
    },
    {
      name: "data:mind",
      args: (version) => [
        ...["data/mind.ts", "--from", raw(version), "--accept-license"],
        ...["--out", join(out, "mind.parquet")],
      ],
      outputs: [["work/out/mind.parquet"]],
    },
    {
      name: "data:movielens",
      args: (version) => ["data/movielens.ts", "--from", raw(version), "--out", out],
      outputs: [tables("user_features.parquet", "items.parquet", "slate_seed.parquet")],
    },
    {
      name: "writeups",
      args: () => ["notebooks/writeups.ts", "tiny", "--out", out],
      env: input,
      outputs: [["work/out/tiny"]],
      index: "work/out/index.html",
    },
    {
      name: "notebook:refresh",
      args: () => ["notebooks/refresh.ts", "tiny"],
      outputs: [["clone/notebooks/tiny/preview.png"], ["clone/notebooks/tiny/01_tiny.ipynb"]],
      reset: async () => {
        await writeTinyNotebook(notebook, TINY);
        await Deno.remove(join(clone, "notebooks", "tiny", "preview.png")).catch(() => {});
      },
    },
    {
      name: "notebook:clean",
      args: () => ["notebooks/clean.ts", ...Object.keys(CLEANED), "--out", out],
      outputs: Object.entries(CLEANED).map(([topic, files]) =>
        files.map((file) => `work/out/${topic}/${file}`)
      ),
      reset: async () => {
        for (const topic of Object.keys(CLEANED)) {
          const folder = join(out, topic);
          await Deno.remove(folder, { recursive: true }).catch(() => {});
        }
      },
    },
    {
      name: "notebook:restore",
      args: () => ["notebooks/restore.ts", "tiny"],
      outputs: [["clone/notebooks/tiny/01_tiny.ipynb"]],
      keeps: ["clone/notebooks/tiny/kept"],
      reset: () => Deno.writeTextFile(notebook, "what the user made of it"),
    },
    {
      name: "notebook:new",
      args: () => ["notebooks/new.ts", "killed/01_killed"],
      outputs: [["clone/notebooks/killed/01_killed.ipynb"]],
      endsOnceDone: true,
      reset: () =>
        Deno.remove(join(clone, "notebooks", "killed"), { recursive: true }).catch(() => {}),
    },
    {
      name: "lab",
      args: () => ["notebooks/lab.ts", "--no-browser", "--allow-root", "--port=18890"],
      outputs: [],
      serves: "http://",
    },
    {
      name: "setup",
      args: () => ["notebooks/setup.ts"],
      outputs: [],
      // An installer whose whole group was killed ends by itself; the next set-up waits for it.
      afterlife: 120,
      reset: () => Deno.remove(join(clone, ".venv"), { recursive: true }).catch(() => {}),
    },
  ];
}
