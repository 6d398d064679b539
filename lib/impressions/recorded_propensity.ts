/**
 * The chance of each place, where whoever made the lists wrote it down.
 *
 * @module
 */

import { probabilityColumn } from "lib/checks.ts";
import { inFile, InputError } from "lib/errors.ts";
import { column } from "lib/frames/columns.ts";
import { readParquet, readParquetTypes, requireColumn, usableColumn } from "lib/frames/parquet.ts";
import { type ImpressionTable, requireTable } from "lib/impressions/table.ts";
import { requirePossible } from "lib/possible_arms.ts";
import pl, { type DataFrame } from "nodejs-polars";

/** The column of a table with the probability that its display stands in the first three places. */
export const PROPENSITY_COLUMN = "propensity_top_3";

/**
 * Recorded propensities: the probability of a place in the top three that a table's own column
 * `propensity_top_3` gives for each display.
 *
 * It is that with which the lists of the log were made (Rosenbaum and Rubin 1983, "The central role of the
 * propensity score", Biometrika 70(1)), and no fit to it: for whoever knows it, all other causes of the place
 * are balanced.
 *
 * @param table the opened table
 * @param rows numbers of the rows wanted, from 0
 * @returns one probability a row, 0 and 1 included; undefined where the table has no such column
 * @throws {InputError} if the column holds no numbers, a value is missing or no probability, a display stands
 *   where its own rules it out, or far more or fewer displays stand at the top than they say
 *
 * @example
 * ```ts
 * import { recordedPropensity } from "lib/impressions/recorded_propensity.ts";
 * import { openImpressions } from "lib/impressions/table.ts";
 * import { simulateImpressions } from "lib/simulation/impressions/simulate.ts";
 * import pl from "nodejs-polars";
 * import { assertEquals } from "@std/assert";
 *
 * const { impressions } = simulateImpressions({ impressions: 50, seed: 7, order: "shuffled" });
 * const chance = pl.lit(3).div(pl.col("candidate_set_size")).alias("propensity_top_3");
 * const path = `${Deno.makeTempDirSync()}/impressions.parquet`;
 * impressions.filter(pl.col("candidate_set_size").gt(3)).withColumns(chance).writeParquet(path);
 * const table = openImpressions(path);
 * const size = Number(table.head(1).getColumn("candidate_set_size").get(0));
 * assertEquals([...recordedPropensity(table, Int32Array.of(0))!], [3 / size]);
 * ```
 */
export function recordedPropensity(
  table: ImpressionTable,
  rows: Int32Array,
): Float64Array | undefined {
  requireTable(table);
  const { path, columns } = table;
  if (!columns.includes(PROPENSITY_COLUMN)) return undefined;
  const types = readParquetTypes(path);
  requireColumn(path, DESCRIPTION, types);
  const topThree = numbersOf(table.gather(["is_top_3"], rows));
  const index = pl.Series("row", rows, pl.Int32);
  const values = usableColumn(DESCRIPTION, types).cast(pl.Float64).gather(index);
  const recorded = numbersOf(readParquet(path, (file) => file.select(values)));
  return inFile(path, () => {
    const propensity = probabilityColumn(recorded, PROPENSITY_COLUMN);
    requirePossible(propensity, Uint8Array.from(topThree), PROPENSITY_COLUMN);
    requirePlausible(propensity, topThree);
    return propensity;
  });
}

/** Most that the displays at the top may differ from what was recorded: in deviations, and as a share. */
const [MOST_DEVIATIONS, MOST_SHARE] = [8, 0.1];

/** Refuses probabilities by which far more, or far fewer, displays would stand at the top than do. */
function requirePlausible(propensity: Float64Array, topThree: Float64Array): void {
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  const [expected, seen] = [sum(propensity), sum(topThree)];
  // Independent draws vary more than those of a fixed number of places.
  const deviation = Math.sqrt(sum(propensity.map((e) => e * (1 - e))));
  const away = Math.abs(seen - expected);
  if (away <= MOST_DEVIATIONS * deviation || away <= MOST_SHARE * seen) return;
  throw new InputError(
    `by the recorded probabilities ${
      expected.toFixed(0)
    } of ${propensity.length} displays would stand in ` +
      `the first three places, and ${seen} do`,
    {
      column: PROPENSITY_COLUMN,
      remedy: "Record the probability of the first three places together, as a share from 0 to 1.",
    },
  );
}

const DESCRIPTION = column(
  PROPENSITY_COLUMN,
  "real",
  false,
  "probability with which the display came to stand in the first three places",
);

/** The only column of a frame, NaN where a value is missing. */
function numbersOf(frame: DataFrame): Float64Array {
  return Float64Array.from(
    frame.getColumns()[0]!.toArray() as unknown[],
    (value) => value === null ? NaN : Number(value),
  );
}
