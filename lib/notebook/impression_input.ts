/**
 * Which impression table a notebook reads.
 *
 * @module
 */

import { InputError } from "lib/errors.ts";
import { PROCESSED_IMPRESSIONS } from "lib/impressions/schema.ts";
import { samplePaths, writeSampleFiles } from "lib/simulation/impressions/sample_files.ts";
import {
  DEFAULT_SAMPLE_IMPRESSIONS,
  DEFAULT_SAMPLE_SEED,
} from "lib/simulation/impressions/simulate.ts";
import { isFile } from "lib/files/presence.ts";
import { type InputPlaces, PROJECT_DATA, shownPath } from "lib/notebook/input_places.ts";
import { code, type Markdown, markdown, md } from "lib/text/markdown.ts";
import { withProgress } from "lib/notebook/progress.ts";

/** The impression table that a notebook found. */
export interface ImpressionInput {
  /** The parquet file. */
  readonly path: string;
  /** Whether the table is simulated, so that every row's true effect is known. */
  readonly simulated: boolean;
  /** One sentence for the reader: which table this is. */
  readonly notice: Markdown;
}

/**
 * Impression table to read: the one that the variable `IMPRESSIONS` names, else the one prepared
 * from the genuine logs, else the simulated sample, which is simulated first if it is absent.
 *
 * @param places where to look, for readers who keep their data elsewhere
 * @returns the table's path, whether it is simulated, and a sentence that says so, in bold if it is
 * @throws {InputError} if `IMPRESSIONS` names a file that does not exist, or the sample cannot be
 *   written
 *
 * @example
 * ```ts
 * import { findImpressions } from "lib/notebook/impression_input.ts";
 * import { InputError } from "lib/errors.ts";
 * import { assertRejects } from "@std/assert";
 *
 * await assertRejects(() => findImpressions({ named: "nowhere.parquet" }), InputError);
 * ```
 */
export async function findImpressions(places: InputPlaces = {}): Promise<ImpressionInput> {
  const dataFolder = places.dataFolder ?? PROJECT_DATA;
  const named = places.named ?? Deno.env.get("IMPRESSIONS");
  const sampleFolder = `${dataFolder}/sample`;
  const { impressionsPath } = samplePaths(sampleFolder, "ranked");
  if (named) {
    if (!await isFile(named)) {
      throw new InputError("the variable IMPRESSIONS names no file", {
        file: named,
        remedy:
          "Name a parquet file, or unset the variable to use the prepared data or the sample.",
      });
    }
    return named === impressionsPath
      ? describeInput(named, dataFolder, SAMPLE_ORIGIN)
      : describeInput(named, dataFolder, md("named by the variable `IMPRESSIONS`"));
  }
  const processed = `${dataFolder}/processed/${PROCESSED_IMPRESSIONS}`;
  if (await isFile(processed)) {
    return describeInput(processed, dataFolder, md("prepared from the MIND logs"));
  }
  if (!await isFile(impressionsPath)) {
    await withProgress(
      "Simulating the sample",
      (onProgress) =>
        writeSampleFiles(sampleFolder, {
          impressions: DEFAULT_SAMPLE_IMPRESSIONS,
          seed: DEFAULT_SAMPLE_SEED,
          order: "ranked",
          onProgress,
        }),
    );
  }
  return describeInput(impressionsPath, dataFolder, SAMPLE_ORIGIN);
}

const SAMPLE_ORIGIN = md("the built-in sample");

const IMAGINED = md(
  "No person stands behind these rows; the effects in them were put there, and are known.",
);

async function describeInput(
  path: string,
  dataFolder: string,
  origin: Markdown,
): Promise<ImpressionInput> {
  // The simulation saves what it knows beside what it shows: that marks a simulated table.
  const truth = path.replace(/impressions(_[^/]*)?\.parquet$/, "truth$1.parquet");
  const simulated = truth !== path && await isFile(truth);
  const shown = code(shownPath(path, dataFolder));
  const notice = simulated
    ? markdown`**Simulated data:** ${shown}, ${origin}. ${IMAGINED}`
    : markdown`Data: ${shown}, ${origin}.`;
  return { path, simulated, notice };
}
