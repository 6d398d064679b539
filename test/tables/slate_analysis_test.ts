import { fileURLToPath } from "node:url";
import { assert, assertEquals, assertLessOrEqual, assertThrows } from "@std/assert";
import pl from "nodejs-polars";
import { InputError } from "lib/errors.ts";
import { formatTable } from "lib/frames/format_table.ts";
import { spelledColumn } from "lib/frames/frame_columns.ts";
import { aggregateSlates } from "lib/interference/slate_outcomes.ts";
import { slateOutcomeTable } from "lib/tables/slate_results.ts";
import { analyzeSlates, type SlateAnalysis } from "lib/tables/slate_analysis.ts";
import { type AssignedRow, exposureOfRow } from "lib/interference/exposure.ts";
import { ORIGINAL_CLICK_MODEL } from "lib/interference/click_model.ts";
import { ORIGINAL_PROMOTION_DESIGN } from "lib/interference/promotion.ts";
import { slatePaths } from "lib/slates/schema.ts";
import { openSlates } from "lib/slates/table.ts";

const FIXTURE = fileURLToPath(
  new URL("../fixtures/interference_spillover_effects", import.meta.url),
);
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

Deno.test("ids of users that doubles do not tell apart are exact in the slates' outcomes", () => {
  const large = table.frame.withColumns(
    pl.col("userId").cast(pl.Int64).add(pl.lit("9007199254740993").cast(pl.Int64)).alias("userId"),
  );
  const results = analyzeSlates({ ...table, frame: large });
  const { exposure, potential, outcomes, focalItems } = results;
  const totals = aggregateSlates(table.slates, exposure, potential, outcomes);
  const slates = slateOutcomeTable(results, totals);
  const ids = spelledColumn(slates, "userId");
  assertEquals(ids, spelledColumn(focalItems, "userId"));
  assert(ids.some((id) => Number(id!.at(-1)) % 2 === 1), "an odd id, which no double has");
  assertEquals(new TextDecoder().decode(slates.select("userId").writeCSV()).split("\n")[1], ids[0]);
  assertEquals(
    formatTable(slates.select("userId"), { rows: 1 }).text.split("\n")[1],
    `0  ${ids[0]}`,
  );
});

Deno.test("the same seed gives the same bits, another one another experiment", () => {
  const [one, again] = [analyzeSlates(table), analyzeSlates(table)];
  assertEquals(one.outcomes, again.outcomes);
  assertEquals(one.assignment, again.assignment);
  const design = { ...ORIGINAL_PROMOTION_DESIGN, seed: 1 };
  const other = analyzeSlates(table, { design });
  assert(one.assignment.focalRow.some((row, slate) => row !== other.assignment.focalRow[slate]));
});

Deno.test("a rule of the user's own holds in the exposures and in the clicks", () => {
  const results = analyzeSlates(table);
  // Nobody is pushed aside: the promoted movie stays where it is, and others do not notice.
  const rule = (row: AssignedRow) => exposureOfRow({ ...row, slateIsPromoted: false });
  const { exposure, potential } = analyzeSlates(table, { rule });
  assert(results.exposure.positionChange.some((change) => change !== 0));
  assert(exposure.positionChange.every((change) => change === 0));
  assertEquals(potential.unchanged, results.potential.unchanged);
  assertEquals(potential.promoted, potential.unchanged);
  assertThrows(
    () => analyzeSlates(table, { rules: rule } as SlateAnalysis),
    InputError,
    "rules",
  );
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
