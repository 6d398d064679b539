/**
 * The simulated sample on disk: a table of impressions and, beside it, its truth.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { writeTogether } from "lib/files/atomic_write.ts";
import { writeProvenance } from "lib/frames/provenance.ts";
import { seedText } from "lib/random/seeded.ts";
import {
  type ListOrder,
  simulateImpressions,
  type SimulationOptions,
} from "lib/simulation/impressions/simulate.ts";
import { requireTablePlace } from "lib/files/output_place.ts";
import { requireWritable, unwritable } from "lib/files/writable_folder.ts";

/** Paths of the two files of a sample. */
export interface SamplePaths {
  readonly impressionsPath: string;
  /** What only the simulation knows about the rows. */
  readonly truthPath: string;
}

/** A sample that has been written. */
export interface SampleFiles extends SamplePaths {
  /** Rows of either file. */
  readonly rows: number;
}

/** Paths of a sample in a folder; no file need be there. */
export function samplePaths(directory: string, order: ListOrder): SamplePaths {
  const folder = directory.replace(/(?<=.)\/+$/, "");
  const prefix = folder === "/" ? "/" : `${folder}/`;
  return {
    impressionsPath: `${prefix}impressions_${order}.parquet`,
    truthPath: `${prefix}truth_${order}.parquet`,
  };
}

/** Refusal, by an {@linkcode InputError}, of a folder that cannot take a simulated sample. */
export async function requireSamplePlaces(directory: string, order: ListOrder): Promise<void> {
  for (const path of Object.values(samplePaths(directory, order))) await requireTablePlace(path);
  await requireWritable(directory);
}

/**
 * Files of a simulated sample, written to a folder that is made if it is missing.
 *
 * Both are complete under temporary names before either takes its own, and the table of impressions
 * does so last: where it stands, it and its truth are of the same run. Both say in their footers how
 * they were simulated, so that a truth can be told from that of another run.
 */
export async function writeSampleFiles(
  directory: string,
  options: SimulationOptions,
): Promise<SampleFiles> {
  await requireSamplePlaces(directory, options.order);
  const { impressions, truth } = simulateImpressions(options);
  const paths = samplePaths(directory, options.order);
  const writeTable = (table: DataFrame, path: string) =>
    table.writeParquet(path, { compression: "zstd" });
  const origin = {
    order: options.order,
    impressions: options.impressions,
    seed: seedText(options.seed),
    ...(options.onlyClicked === true ? { onlyClicked: true as const } : {}),
  };
  try {
    await writeTogether([
      {
        path: paths.truthPath,
        write: (path) => {
          writeTable(truth, path);
          writeProvenance(path, { kind: "truth of simulated impressions", ...origin });
        },
      },
      {
        path: paths.impressionsPath,
        write: (path) => {
          writeTable(impressions, path);
          writeProvenance(path, { kind: "simulated impressions", ...origin });
        },
      },
    ]);
  } catch (error) {
    throw unwritable(directory, error);
  }
  return { ...paths, rows: impressions.height };
}
