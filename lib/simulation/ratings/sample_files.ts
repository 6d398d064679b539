/**
 * The simulated slates on disk: the three tables of an interference analysis and, beside them, a
 * file that says they are simulated.
 *
 * @module
 */

import { requireFolder, requireKnownOptions } from "lib/argument_checks.ts";
import type { OnProgress } from "lib/progress.ts";
import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { writeTogether } from "lib/files/atomic_write.ts";
import { holdPartials } from "lib/files/partial.ts";
import { InputError } from "lib/errors.ts";
import { requireOutputPlace, requireTablePlace } from "lib/files/output_place.ts";
import { writeProvenance } from "lib/frames/provenance.ts";
import { requireWritable, unwritable } from "lib/files/writable_folder.ts";
import { type Seed, seedText } from "lib/random/seeded.ts";
import { type MovieLensReport, prepareMovieLens } from "lib/raw/movielens/prepare.ts";
import { type SlatePaths, slatePaths } from "lib/slates/schema.ts";
import {
  DEFAULT_SLATE_SAMPLE_SEED,
  DEFAULT_SLATE_SAMPLE_USERS,
  simulateMovieLens,
  USER_ID_STEP,
} from "lib/simulation/ratings/simulate.ts";
import { writeRawFiles } from "lib/simulation/ratings/raw_files.ts";

/** Number of slates made of the simulated ratings: as many as the original has. */
export const DEFAULT_SLATE_SAMPLE_SLATES = 3_000;

/** Name of the file beside the tables that says they are simulated. */
export const SLATE_SAMPLE_MARKER = "movielens_interference_simulation.json";

/** Options for {@linkcode writeSlateSample}. */
export interface SlateSampleOptions {
  /** By default {@linkcode DEFAULT_SLATE_SAMPLE_USERS}. */
  readonly users?: number;
  /** By default {@linkcode DEFAULT_SLATE_SAMPLE_SEED}. */
  readonly seed?: Seed;
  /** Most slates, one a user; by default {@linkcode DEFAULT_SLATE_SAMPLE_SLATES}. */
  readonly slates?: number;
  /** Counts percent of the work, never less than before. */
  readonly onProgress?: OnProgress;
  /** Folder for the raw files on the way, which are removed; by default the sample's own. */
  readonly scratch?: string;
  /** Ends the work early, leaving what was there before. */
  readonly signal?: AbortSignal;
}

const OPTIONS = ["users", "seed", "slates", "onProgress", "scratch", "signal"];

/** A sample of slates that has been written. */
export interface SlateSampleFiles {
  readonly tables: SlatePaths;
  /** Path of the file that says the tables are simulated. */
  readonly marker: string;
  readonly slates: MovieLensReport["slates"];
  /** The simulated users, their ratings, and the movies that they rate. */
  readonly sample: MovieLensReport["sample"];
}

/** Content of the marker. */
interface Marker {
  readonly note: string;
  readonly seed: string;
  readonly users: number;
  /** SHA-256 of each table, by the file's name. */
  readonly tables: Readonly<Record<string, string>>;
}

/** Percent of the work when the ratings are drawn, written, and read again. */
const DRAWN = 45;
const WRITTEN = 60;
const READ = 90;

/** Refusal, by an {@linkcode InputError}, of a folder that cannot take a simulated sample. */
export async function requireSlatePlaces(directory: string): Promise<void> {
  for (const path of Object.values(slatePaths(directory))) await requireTablePlace(path);
  await requireMarkerPlace(markerPath(slatePaths(directory)));
  await requireWritable(directory);
}

/** Refusal of a place for the marker at which something else stands. */
async function requireMarkerPlace(path: string): Promise<void> {
  await requireOutputPlace(path);
  const found = await Deno.stat(path).catch(() => undefined);
  if (found === undefined || found.isFile && await isMarker(path)) return;
  throw new InputError("the output would overwrite something that no simulation wrote", {
    file: path,
    remedy: "Choose another place for the output.",
  });
}

async function isMarker(path: string): Promise<boolean> {
  const text = await Deno.readTextFile(path);
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === "object" && found !== null && "tables" in found;
  } catch {
    return text.trim() === "";
  }
}

/**
 * Slates prepared like real ones from simulated ratings in the raw form of MovieLens, written to a
 * folder that is made if it is missing.
 *
 * All files are complete before the first takes its name, and the slates do so last: where they
 * stand, the tables and the marker are of the same run. An {@linkcode InputError} leaves an earlier
 * sample as it was.
 */
export async function writeSlateSample(
  directory: string,
  options: SlateSampleOptions = {},
): Promise<SlateSampleFiles> {
  requireFolder(directory);
  options = requireKnownOptions(options, OPTIONS);
  const { onProgress, signal } = options;
  const tell = (percent: number) =>
    onProgress?.({ step: "simulating", text: "Simulating slates", done: percent, total: 100 });
  const users = options.users ?? DEFAULT_SLATE_SAMPLE_USERS;
  const seed = options.seed ?? DEFAULT_SLATE_SAMPLE_SEED;
  await requireSlatePlaces(directory);
  const partials = await holdPartials([join(options.scratch ?? directory, "raw_ratings")]);
  const temporary = partials.paths[0]!;
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
      onProgress: ({ step, subject, done, total }) => {
        // The movies are read first and take no time beside the ratings.
        if (step === "reading" && basename(subject ?? "") === "ratings.csv") {
          tell(WRITTEN + (READ - WRITTEN) * done / total);
        }
      },
    });
    const written = await moveTables(report.output, directory, { seed: seedText(seed), users })
      .catch((error) => {
        throw unwritable(directory, error);
      });
    tell(100);
    return { ...written, slates: report.slates, sample: report.sample };
  } finally {
    await partials.release();
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
  for (const path of Object.values(prepared)) {
    writeProvenance(path, { kind: "simulated ratings", users, seed });
  }
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
 * Test whether the three tables in a folder are those that {@linkcode writeSlateSample} wrote
 * there; not where one, or the marker, is missing.
 *
 * The marker alone is no proof: it holds fingerprints of the tables, so that it does not vouch for
 * tables that came into the folder later.
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
