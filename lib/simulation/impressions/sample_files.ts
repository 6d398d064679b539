/**
 * The simulated sample on disk: a table of impressions and, beside it, its truth.
 *
 * @module
 */

import { writeAtomically } from "lib/files/atomic_write.ts";
import { InputError } from "lib/errors.ts";
import {
  type ListOrder,
  simulateImpressions,
  type SimulationOptions,
} from "lib/simulation/impressions/simulate.ts";
import { tryWriting } from "lib/files/writable_folder.ts";

/** Where a sample lies. */
export interface SamplePaths {
  /** The table of impressions. */
  readonly impressionsPath: string;
  /** What only the simulation knows about its rows. */
  readonly truthPath: string;
}

/** A sample that has been written. */
export interface SampleFiles extends SamplePaths {
  /** The number of rows of either file. */
  readonly rows: number;
}

/**
 * Names the two files of a sample.
 *
 * @param directory the folder that holds samples
 * @param order the kind of sample
 * @returns both paths; no file need be there
 *
 * @example
 * ```ts
 * import { samplePaths } from "lib/simulation/impressions/sample_files.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(samplePaths("data/sample", "ranked"), {
 *   impressionsPath: "data/sample/impressions_ranked.parquet",
 *   truthPath: "data/sample/truth_ranked.parquet",
 * });
 * ```
 */
export function samplePaths(directory: string, order: ListOrder): SamplePaths {
  const folder = directory.replace(/(?<=.)\/+$/, "");
  const prefix = folder === "/" ? "/" : `${folder}/`;
  return {
    impressionsPath: `${prefix}impressions_${order}.parquet`,
    truthPath: `${prefix}truth_${order}.parquet`,
  };
}

/**
 * Simulates a sample and writes its two files.
 *
 * Both are complete under temporary names before either takes its own, and the table of impressions
 * does so last: where it stands, it and its truth are of the same run.
 *
 * @param directory the folder that shall hold the sample; made if it is missing
 * @param options how many lists, from which seed, in which order
 * @returns where the files are and how many rows they have
 * @throws {InputError} if an option is not usable, or the folder cannot be written
 *
 * @example
 * ```ts
 * import { writeSampleFiles } from "lib/simulation/impressions/sample_files.ts";
 * import { assert } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * const sample = await writeSampleFiles(folder, { impressions: 20, seed: 7, order: "shuffled" });
 * assert(Deno.statSync(sample.impressionsPath).isFile);
 * Deno.removeSync(folder, { recursive: true });
 * ```
 */
export async function writeSampleFiles(
  directory: string,
  options: SimulationOptions,
): Promise<SampleFiles> {
  await requireFolder(directory);
  const { impressions, truth } = simulateImpressions(options);
  const paths = samplePaths(directory, options.order);
  await writeAtomically(paths.impressionsPath, async (temporary) => {
    impressions.writeParquet(temporary, { compression: "zstd" });
    await writeAtomically(paths.truthPath, async (temporaryTruth) => {
      truth.writeParquet(temporaryTruth, { compression: "zstd" });
      // A table of an earlier run must not stand beside the truth of this one.
      await removeIfThere(paths.impressionsPath);
    });
  });
  return { ...paths, rows: impressions.height };
}

/** Makes the folder, and a file in it, before the simulation takes its seconds. */
async function requireFolder(directory: string): Promise<void> {
  try {
    await Deno.mkdir(directory, { recursive: true });
    await tryWriting(directory);
  } catch (error) {
    const [reason] = (error as Error).message.split(": ");
    throw new InputError(`The folder for the sample cannot be written: ${reason}`, {
      file: directory,
      remedy: "Name a folder that can be written.",
    });
  }
}

async function removeIfThere(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
