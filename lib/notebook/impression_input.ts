/**
 * Which impression table a notebook reads.
 *
 * @module
 */

import { InputError } from "lib/errors.ts";
import { type LIST_ORDERS, type Provenance, readProvenance } from "lib/frames/provenance.ts";
import { PROCESSED_IMPRESSIONS } from "lib/impressions/schema.ts";
import { samplePaths, writeSampleFiles } from "lib/simulation/impressions/sample_files.ts";
import {
  DEFAULT_SAMPLE_IMPRESSIONS,
  DEFAULT_SAMPLE_SEED,
} from "lib/simulation/impressions/simulate.ts";
import { type SimulatedOrigin, truthBeside } from "lib/simulation/impressions/truth.ts";
import { isFile } from "lib/files/presence.ts";
import { type InputPlaces, PROJECT_DATA, shownPath } from "lib/notebook/input_places.ts";
import { formatCount } from "lib/text/counts.ts";
import { code, type Markdown, markdown, md } from "lib/text/markdown.ts";
import { withProgress } from "lib/notebook/progress.ts";

/** The impression table that a notebook found. */
export interface ImpressionInput {
  /** The parquet file. */
  readonly path: string;
  /** Whether the table is simulated, so that every row's true effect is known. */
  readonly simulated: boolean;
  /** What the table is, as its file says itself. */
  readonly provenance: Provenance;
  /** A sentence or two for the reader: which table this is. */
  readonly notice: Markdown;
}

/**
 * Impression table to read: the one that the variable `IMPRESSIONS` names, else the one prepared
 * from the genuine logs, else the simulated sample, which is simulated first if it is absent.
 *
 * @param places where to look, for readers who keep their data elsewhere
 * @returns the table's path, whether it is simulated, what its file says of its origin, and sentences
 *   that say so, in bold if it is simulated
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
    return describeInput(processed, dataFolder, md("the prepared table"));
  }
  return findSample("ranked", places);
}

const SAMPLE_ORIGIN = md("the built-in sample");

/**
 * Built-in sample in an order, whatever other data there are; it is simulated first if it is absent.
 *
 * @param order `ranked`, in which a place has an effect, or `shuffled`, in which it has none
 * @param places where the data lie, for readers who keep theirs elsewhere
 * @returns the table's path, what its file says of its origin, and sentences that say so
 * @throws {InputError} if the sample cannot be written
 *
 * @example
 * ```ts no-run
 * import { findSample } from "lib/notebook/impression_input.ts";
 *
 * const { path } = await findSample("shuffled");
 * ```
 */
export async function findSample(
  order: "ranked" | "shuffled",
  places: Pick<InputPlaces, "dataFolder"> = {},
): Promise<ImpressionInput> {
  const dataFolder = places.dataFolder ?? PROJECT_DATA;
  const folder = `${dataFolder}/sample`;
  const { impressionsPath } = samplePaths(folder, order);
  if (!await isFile(impressionsPath)) {
    await withProgress(
      order === "ranked" ? "Simulating the sample" : `Simulating the ${order} sample`,
      (onProgress) =>
        writeSampleFiles(folder, {
          impressions: DEFAULT_SAMPLE_IMPRESSIONS,
          seed: DEFAULT_SAMPLE_SEED,
          order,
          onProgress,
        }),
    );
  }
  return describeInput(impressionsPath, dataFolder, SAMPLE_ORIGIN);
}

async function describeInput(
  path: string,
  dataFolder: string,
  origin: Markdown,
): Promise<ImpressionInput> {
  const provenance = readProvenance(path);
  const simulated = provenance.kind === "simulated impressions" ||
    provenance.kind === "unknown" && await isFile(truthBeside(path));
  const beginning = simulated ? md("**Simulated data:**") : md("Data:");
  const table = markdown`${beginning} ${code(shownPath(path, dataFolder))}, ${origin}`;
  return { path, simulated, provenance, notice: completed(table, provenance, simulated) };
}

/** What a table is, after which table it is. */
function completed(table: Markdown, provenance: Provenance, simulated: boolean): Markdown {
  switch (provenance.kind) {
    case "mind":
      return markdown`${table}: ${
        formatCount(provenance.impressions)
      } impressions of the genuine ${provenance.release} log.`;
    case "log":
      return markdown`${table}: ${formatCount(provenance.impressions)} impressions of a log in ${
        md("MIND's form, none of the MIND releases that are recognized.")
      }`;
    case "simulated impressions":
      return markdown`${table}: ${formatCount(provenance.impressions)} ${
        listsOf(provenance)
      }, seed ${provenance.seed}. ${
        provenance.order === "shuffled" ? IMAGINED.shuffled : IMAGINED.known
      }`;
    default:
      return simulated
        ? markdown`${table}. ${IMAGINED.unsaid}`
        : markdown`${table}. Where it comes from, the file does not say.`;
  }
}

/** Lists of an order whose name is no adjective. */
const LISTS: Readonly<Partial<Record<(typeof LIST_ORDERS)[number], string>>> = {
  hidden: "lists with a hidden cause",
  swaps: "lists with swaps",
};

/** What simulated lists are called. */
function listsOf({ order, onlyClicked }: SimulatedOrigin): string {
  const lists = LISTS[order] ?? `${order} lists`;
  return onlyClicked ? `${lists}, each with a click` : lists;
}

const NOBODY = "No person stands behind these rows";

const IMAGINED = {
  unsaid: md(`${NOBODY}; what is known of them stands in the file of their truth.`),
  known: md(`${NOBODY}; the effects in them were put there, and are known.`),
  shuffled: md(`${NOBODY}.`),
};
