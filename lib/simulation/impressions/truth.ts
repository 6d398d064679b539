/**
 * The truth of a simulated table, read from the file beside it.
 *
 * @module
 */

import { isProbability } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { numericColumn } from "lib/frames/frame_columns.ts";
import { readParquet, readParquetTypes } from "lib/frames/parquet.ts";
import { type Provenance, readProvenance } from "lib/frames/provenance.ts";
import pl from "nodejs-polars";

/** What a table of simulated impressions says of itself. */
export type SimulatedOrigin = Extract<Provenance, { readonly kind: "simulated impressions" }>;

/** Both click probabilities of a row, the top one first. */
const PROBABILITIES = ["p_top_3", "p_rank_4_plus"] as const;

/** Probability that a row stands in the top three. */
const PROPENSITY = "propensity_top_3";

/** Where a simulation saves what only it knows of a table of this name; empty for any other name. */
export function truthBeside(path: string): string {
  const truth = path.replace(/impressions(_[^/]*)?\.parquet$/, "truth$1.parquet");
  return truth === path ? "" : truth;
}

/** Why a file cannot be the truth of a table of so many rows; `undefined` where it can. */
export function whyNotTruth(path: string, origin: SimulatedOrigin): string | undefined {
  const found = readProvenance(path);
  if (found.kind !== "truth of simulated impressions") {
    return "does not say to which table it belongs";
  }
  const isSame = found.order === origin.order && found.impressions === origin.impressions &&
    found.seed === origin.seed && found.onlyClicked === origin.onlyClicked;
  return isSame ? undefined : "belongs to another simulation";
}

/** What the simulation knows of every row. */
export interface SimulatedTruth {
  /** Probability of a click in the top three, and further down. */
  readonly topThree: Float64Array;
  readonly furtherDown: Float64Array;
  /** Probability of a place in the top three; undefined where the file does not hold it. */
  readonly propensity: Float64Array | undefined;
}

/**
 * Truth of the rows of a simulated table, by the simulation's own model.
 *
 * @throws {InputError} if the file has not one row for each row of the table, or holds anything but
 *   probabilities
 */
export function readTruth(path: string, rows: number): SimulatedTruth {
  const types = readParquetTypes(path);
  for (const column of PROBABILITIES) {
    if (!types.has(column)) throw damaged(path, "the file lacks a column", column);
  }
  const columns = types.has(PROPENSITY) ? [...PROBABILITIES, PROPENSITY] : PROBABILITIES;
  const frame = readParquet(
    path,
    (file) => file.select(...columns.map((name) => pl.col(name))),
  );
  if (frame.height !== rows) {
    throw damaged(path, `the truth has ${frame.height} rows, the table ${rows}`);
  }
  const [topThree, furtherDown, propensity] = columns.map((column) => {
    const values = numericColumn(frame, column);
    if (!values.every(isProbability)) throw damaged(path, "values are no probabilities", column);
    return values;
  }) as [Float64Array, Float64Array, Float64Array | undefined];
  return { topThree, furtherDown, propensity };
}

function damaged(file: string, what: string, column?: string): InputError {
  return new InputError(what, {
    file,
    ...(column === undefined ? {} : { column }),
    remedy: "Simulate table and truth again with deno task data:sample, or move the truth away.",
  });
}
