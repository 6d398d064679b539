/** The chance of each place as a log records it: read in any type, refused where it cannot be. */

import { assertEquals, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { recordedPropensity } from "lib/impressions/recorded_propensity.ts";
import { openImpressions } from "lib/impressions/table.ts";
import { simulateImpressions } from "lib/simulation/impressions/simulate.ts";
import pl, { type DataType, type Expr } from "nodejs-polars";

const { impressions, truth } = simulateImpressions({ impressions: 60, seed: 5, order: "ranked" });
const chances = truth.getColumn("propensity_top_3").toArray() as number[];

function opened(chance?: Expr) {
  const path = `${Deno.makeTempDirSync()}/impressions.parquet`;
  const frame = impressions.withColumns(pl.Series("known", chances));
  const whole = chance === undefined
    ? impressions
    : frame.withColumns(chance.alias("propensity_top_3")).drop("known");
  whole.writeParquet(path);
  return openImpressions(path);
}
const ROWS = Int32Array.from(chances.keys()).reverse();
const KNOWN = pl.col("known");

Deno.test("it is what the log says, row by row in the order asked for; a log without it has none", () => {
  assertEquals([...recordedPropensity(opened(KNOWN), ROWS)!], chances.toReversed());
  assertEquals([...recordedPropensity(opened(KNOWN), Int32Array.of(7, 3))!], [
    chances[7],
    chances[3],
  ]);
  assertEquals(recordedPropensity(opened(), ROWS), undefined);
});

Deno.test("numbers of any type are read", () => {
  const topThree = impressions.getColumn("is_top_3").toArray().map(Number);
  for (const type of [pl.Float32, pl.Int64, pl.Decimal(10, 4)] as unknown as DataType[]) {
    // Probabilities that every type holds: 0 and 1, as they fell.
    const own = recordedPropensity(opened(pl.col("is_top_3").cast(type)), ROWS)!;
    assertEquals([...own], topThree.toReversed());
  }
});

Deno.test("what is no probability, is missing, or contradicts the places is refused with file and column", () => {
  const refused = (chance: Expr, words: string) => {
    const table = opened(chance);
    const error = assertThrows(() => recordedPropensity(table, ROWS), InputError, words);
    assertEquals([error.column, error.file], ["propensity_top_3", table.path]);
  };
  refused(KNOWN.plus(pl.lit(1)), "not from 0 to 1");
  refused(pl.when(pl.col("position").eq(4)).then(pl.lit(null)).otherwise(KNOWN), "values are");
  refused(KNOWN.cast(pl.String), "the column has the type");
  refused(KNOWN.div(pl.lit(20)).plus(pl.lit(1e-9)), "displays would stand in");
  refused(pl.lit(1).minus(pl.col("is_top_3")), "stand in the arm that their propensity rules out");
  assertThrows(() => recordedPropensity(opened(KNOWN), Int32Array.of(1e6)), InputError, "row");
});
