import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import { analyzeSlates } from "lib/tables/slate_analysis.ts";
import { ORIGINAL_CLICK_MODEL } from "lib/interference/click_model.ts";
import { ORIGINAL_PROMOTION_DESIGN } from "lib/interference/promotion.ts";
import { slatePaths } from "lib/slates/schema.ts";
import { openSlates } from "lib/slates/table.ts";

const FIXTURE = new URL("../fixtures/interference_spillover_effects", import.meta.url).pathname;
const table = openSlates(slatePaths(FIXTURE));

Deno.test("on the fixture the analysis has the original's draws and probabilities", async () => {
  const { exposure, popularity, potential, outcomes } = analyzeSlates(table);
  const { rows } = table.slates;
  const integers = new Int32Array((await Deno.readFile(`${FIXTURE}/expected.i32`)).buffer);
  const draws = [exposure.isFocal, exposure.finalPosition, outcomes.click];
  draws.forEach((column, place) => {
    assertEquals([...column], [...integers.subarray(place * rows, (place + 1) * rows)]);
  });

  const reals = new Float64Array((await Deno.readFile(`${FIXTURE}/expected.f64`)).buffer);
  const columns = [
    potential.unchanged,
    outcomes.probability,
    outcomes.lift,
    popularity.standardized,
    exposure.baselineVisibility,
    exposure.finalVisibility,
  ];
  columns.forEach((column, place) => {
    const expected = reals.subarray(place * rows, (place + 1) * rows);
    const largest = column.reduce(
      (most, value, row) => Math.max(most, Math.abs(value - expected[row]!)),
      0,
    );
    // Numbers up to 3 that differ in the last digits of log, exp and log2 only.
    assertLessOrEqual(largest, 1e-13);
  });
});

Deno.test("the same seed gives the same bits, another one another experiment", () => {
  const [one, again] = [analyzeSlates(table), analyzeSlates(table)];
  assertEquals(one.outcomes, again.outcomes);
  assertEquals(one.assignment, again.assignment);
  const design = { ...ORIGINAL_PROMOTION_DESIGN, seed: 1 };
  const other = analyzeSlates(table, { design });
  assert(one.assignment.focalRow.some((row, slate) => row !== other.assignment.focalRow[slate]));
});

Deno.test("without any effect of place and exposure a promotion changes nothing", () => {
  const model = {
    ...ORIGINAL_CLICK_MODEL,
    visibility: 0,
    directTreatment: 0,
    sameSlateSpillover: 0,
    sameClusterSpillover: 0,
    displaced: 0,
  };
  const { potential, outcomes } = analyzeSlates(table, { model });
  assertEquals(potential.promoted, potential.unchanged);
  assert(outcomes.lift.every((lift) => lift === 0));
});
