/**
 * The simulated slates on disk: the three tables of an interference analysis and, beside them, a
 * file that says they are simulated.
 *
 * @module
 */

import type { OnProgress } from "lib/progress.ts";
import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { writeTogether } from "lib/files/atomic_write.ts";
import { type Seed, seedText } from "lib/random/seeded.ts";
import { type MovieLensReport, prepareMovieLens } from "lib/raw/movielens/prepare.ts";
import { requireWritable } from "lib/raw/movielens/output.ts";
import { type SlatePaths, slatePaths } from "lib/slates/schema.ts";
import {
  DEFAULT_SLATE_SAMPLE_SEED,
  DEFAULT_SLATE_SAMPLE_USERS,
  simulateMovieLens,
  USER_ID_STEP,
} from "lib/simulation/ratings/simulate.ts";
import { writeRawFiles } from "lib/simulation/ratings/raw_files.ts";

/** The number of slates made of the simulated ratings: as many as the original has. */
export const DEFAULT_SLATE_SAMPLE_SLATES = 3_000;

/** The file beside the tables that says they are simulated. */
export const SLATE_SAMPLE_MARKER = "movielens_interference_simulation.json";

/** How a sample of slates is made. */
export interface SlateSampleOptions {
  /** How many users rate, by default {@linkcode DEFAULT_SLATE_SAMPLE_USERS}. */
  readonly users?: number;
  /** Where the draws start, by default {@linkcode DEFAULT_SLATE_SAMPLE_SEED}. */
  readonly seed?: Seed;
  /** How many slates at most, one a user; by default {@linkcode DEFAULT_SLATE_SAMPLE_SLATES}. */
  readonly slates?: number;
  /** Told the share of the work that is done, in percent, never less than before. */
  readonly onProgress?: OnProgress;
  /** The folder for the raw files on the way, which are removed; by default the system's. */
  readonly scratch?: string;
  /** Ends the work early, leaving what was there before. */
  readonly signal?: AbortSignal;
}

/** A sample of slates that has been written. */
export interface SlateSampleFiles {
  /** Where the three tables stand. */
  readonly tables: SlatePaths;
  /** Where the file stands that says they are simulated. */
  readonly marker: string;
  /** The slates, their size and their rows. */
  readonly slates: MovieLensReport["slates"];
  /** The simulated users, their ratings, and the movies that they rate. */
  readonly sample: MovieLensReport["sample"];
}

/** What the marker holds. */
interface Marker {
  readonly note: string;
  readonly seed: string;
  readonly users: number;
  /** SHA-256 of each table, by the file's name. */
  readonly tables: Readonly<Record<string, string>>;
}

/** How far the work is, in percent, when the ratings are drawn, written, and read again. */
const DRAWN = 45;
const WRITTEN = 60;
const READ = 90;

/**
 * Simulates ratings in the raw form of MovieLens and prepares slates from them as from real ones.
 *
 * All files are complete before the first takes its name, and the slates do so last: where they
 * stand, the tables and the marker are of the same run.
 *
 * @param directory the folder that shall hold the sample; made if it is missing
 * @param options how many users and slates, from which seed
 * @returns where the files are and what they hold
 * @throws {InputError} if an option is not usable, nobody rates enough movies for a slate, or the
 *   folder cannot be written; then an earlier sample still stands
 *
 * @example
 * ```ts
 * import { isSimulatedSlates, writeSlateSample } from "lib/simulation/ratings/sample_files.ts";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * const { slates } = await writeSlateSample(folder, { users: 20, slates: 5, seed: 7 });
 * assertEquals(slates, { count: 5, size: 12, rows: 60 });
 * assert(await isSimulatedSlates(folder));
 * ```
 */
export async function writeSlateSample(
  directory: string,
  options: SlateSampleOptions = {},
): Promise<SlateSampleFiles> {
  const { onProgress, signal } = options;
  const tell = (percent: number) =>
    onProgress?.({ step: "simulating", text: "Simulating slates", done: percent, total: 100 });
  const users = options.users ?? DEFAULT_SLATE_SAMPLE_USERS;
  const seed = options.seed ?? DEFAULT_SLATE_SAMPLE_SEED;
  await requireWritable(directory);
  const temporary = await Deno.makeTempDir({
    prefix: "slates_",
    ...(options.scratch !== undefined && { dir: options.scratch }),
  });
  try {
    const release = simulateMovieLens({
      users,
      seed,
      onProgress: ({ done, total }) => tell(DRAWN * done / total),
    });
    await writeRawFiles(temporary, release);
    signal?.throwIfAborted();
    tell(WRITTEN);
    const report = await prepareMovieLens(temporary, {
      userStride: USER_ID_STEP,
      slates: options.slates ?? DEFAULT_SLATE_SAMPLE_SLATES,
      output: temporary,
      ...(signal && { signal }),
      onProgress: ({ step, text, done, total }) => {
        // The movies are read first and take no time beside the ratings.
        if (step === "reading" && text.includes("ratings.csv")) {
          tell(WRITTEN + (READ - WRITTEN) * done / total);
        }
      },
    });
    const written = await moveTables(report.output, directory, { seed: seedText(seed), users });
    tell(100);
    return { ...written, slates: report.slates, sample: report.sample };
  } finally {
    await Deno.remove(temporary, { recursive: true });
  }
}

/** Brings prepared tables to their place, together with their marker. */
async function moveTables(
  prepared: SlatePaths,
  directory: string,
  { seed, users }: Pick<Marker, "seed" | "users">,
): Promise<Pick<SlateSampleFiles, "tables" | "marker">> {
  const tables = slatePaths(directory);
  const marker = markerPath(tables);
  const content: Marker = {
    note:
      "These ratings and movies are simulated: no person gave the ratings, and no movie exists.",
    seed,
    users,
    tables: await fingerprints(prepared),
  };
  const copy = (table: keyof SlatePaths) => ({
    path: tables[table],
    write: (path: string) => Deno.copyFile(prepared[table], path),
  });
  await writeTogether([
    {
      path: marker,
      write: (path) => Deno.writeTextFile(path, `${JSON.stringify(content, null, 2)}\n`),
    },
    copy("userFeatures"),
    copy("items"),
    copy("slateSeed"),
  ]);
  return { tables, marker };
}

/**
 * Whether the three tables in a folder are those that {@linkcode writeSlateSample} wrote there.
 *
 * The marker alone is no proof: it holds fingerprints of the tables, so that it does not vouch for
 * tables that came into the folder later.
 *
 * @param directory the folder
 * @returns `false` also where a table, the marker or the folder is missing
 *
 * @example
 * ```ts
 * import { isSimulatedSlates } from "lib/simulation/ratings/sample_files.ts";
 * import { assert } from "@std/assert";
 *
 * assert(!await isSimulatedSlates(Deno.makeTempDirSync()));
 * ```
 */
export async function isSimulatedSlates(directory: string): Promise<boolean> {
  const tables = slatePaths(directory);
  try {
    const marker: Partial<Marker> | null = JSON.parse(await Deno.readTextFile(markerPath(tables)));
    const found = await fingerprints(tables);
    return Object.entries(found).every(([file, sha256]) => marker?.tables?.[file] === sha256);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError) return false;
    throw error;
  }
}

/** The marker stands beside the tables. */
function markerPath({ slateSeed }: SlatePaths): string {
  return join(dirname(slateSeed), SLATE_SAMPLE_MARKER);
}

/** SHA-256 of each table, by the file's name. */
async function fingerprints(tables: SlatePaths): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const path of Object.values(tables) as string[]) {
    const bytes = await Deno.readFile(path);
    found[basename(path)] = createHash("sha256").update(bytes).digest("hex");
  }
  return found;
}
