/**
 * Which tables of seed slates a notebook reads.
 *
 * @module
 */

import { basename } from "node:path";
import { InputError } from "lib/errors.ts";
import { isFile } from "lib/files/presence.ts";
import { type InputPlaces, PROJECT_DATA, shownPath } from "lib/notebook/input_places.ts";
import { code, type Markdown, markdown, md } from "lib/text/markdown.ts";
import { withProgress } from "lib/notebook/progress.ts";
import { type SlatePaths, slatePaths } from "lib/slates/schema.ts";
import { isSimulatedSlates, writeSlateSample } from "lib/simulation/ratings/sample_files.ts";

/** The three tables that a notebook found. */
export interface SlateInput {
  /** The folder that holds them, and beside them whatever the notebook derives from them. */
  readonly folder: string;
  /** The folder as a committed notebook may show it: inside the project from its root. */
  readonly shownFolder: string;
  /** The tables' files. */
  readonly paths: SlatePaths;
  /** Whether the ratings behind the slates are simulated. */
  readonly simulated: boolean;
  /** One sentence for the reader: which tables these are. */
  readonly notice: Markdown;
}

/**
 * Seed slates to read, three tables: in the folder that the variable `SLATES` names, else those
 * prepared from a MovieLens release in `data/processed`, else the simulated sample, which is
 * simulated first if it is absent.
 *
 * @param places where to look, for readers who keep their data elsewhere
 * @returns the folder and its files, whether they are simulated, and a sentence that says so, in
 *   bold if they are
 * @throws {InputError} if `SLATES` names no folder or one without the three tables, if
 *   `data/processed` has some of them only, or if the sample cannot be written
 *
 * @example
 * ```ts
 * import { findSlates } from "lib/notebook/slate_input.ts";
 * import { InputError } from "lib/errors.ts";
 * import { assertRejects } from "@std/assert";
 *
 * await assertRejects(() => findSlates({ named: "nowhere" }), InputError, "names no folder");
 * ```
 */
export async function findSlates(places: InputPlaces = {}): Promise<SlateInput> {
  const dataFolder = places.dataFolder ?? PROJECT_DATA;
  const named = (places.named ?? Deno.env.get("SLATES") ?? "").replace(/(?<=.)\/+$/, "");
  const sample = `${dataFolder}/sample`;
  if (named !== "") {
    await requireTables(named);
    const origin = named === sample ? SAMPLE_ORIGIN : md("named by the variable `SLATES`");
    return await describeInput(named, dataFolder, origin);
  }
  const processed = `${dataFolder}/processed`;
  const unprepared = await missingTables(processed);
  if (unprepared.length === 0) {
    return await describeInput(processed, dataFolder, md("prepared from MovieLens ratings"));
  }
  if (unprepared.length < Object.keys(slatePaths(processed)).length) {
    throw new InputError(`the prepared tables are incomplete: ${listed(unprepared)}`, {
      file: processed,
      count: unprepared.length,
      remedy: "Prepare them again with deno task data:movielens, or remove the others to use " +
        "the sample.",
    });
  }
  if ((await missingTables(sample)).length > 0) {
    await withProgress(
      "Simulating the sample",
      (onProgress) => writeSlateSample(sample, { onProgress }),
    );
  }
  return await describeInput(sample, dataFolder, SAMPLE_ORIGIN);
}

const SAMPLE_ORIGIN = md("the built-in sample");
const IMAGINED = md("No person gave these ratings, and the titles were put together by chance.");

async function requireTables(folder: string): Promise<void> {
  const isFolder = await Deno.stat(folder).then((found) => found.isDirectory, () => false);
  if (!isFolder) {
    throw new InputError("the variable SLATES names no folder", {
      file: folder,
      remedy: "Name the folder that holds the three tables, or unset the variable to use the " +
        "prepared data or the sample.",
    });
  }
  const missing = await missingTables(folder);
  if (missing.length === 0) return;
  throw new InputError(
    `the folder that the variable SLATES names is incomplete: ${listed(missing)}`,
    {
      file: folder,
      count: missing.length,
      remedy: "Name a folder that holds all three tables, or unset the variable to use the " +
        "prepared data or the sample.",
    },
  );
}

async function missingTables(folder: string): Promise<string[]> {
  const missing = [];
  for (const path of Object.values<string>({ ...slatePaths(folder) })) {
    if (!await isFile(path)) missing.push(basename(path));
  }
  return missing;
}

function listed(missing: readonly string[]): string {
  return `${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"} missing`;
}

async function describeInput(
  folder: string,
  dataFolder: string,
  origin: Markdown,
): Promise<SlateInput> {
  const simulated = await isSimulatedSlates(folder);
  const shownFolder = shownPath(folder, dataFolder);
  const shown = code(shownFolder);
  const notice = simulated
    ? markdown`**Simulated data:** the three tables in ${shown}, ${origin}. ${IMAGINED}`
    : markdown`Data: the three tables in ${shown}, ${origin}.`;
  return { folder, shownFolder, paths: slatePaths(folder), simulated, notice };
}
