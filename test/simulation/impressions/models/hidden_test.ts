import { assertAlmostEquals, assertEquals, assertGreater, assertLess } from "@std/assert";
import { clusteredMean } from "lib/inference/clustered_mean.ts";
import { simulateImpressions } from "lib/simulation/impressions/simulate.ts";
import { comparable, meanOf, scoresOf, simulate } from "./estimates.ts";

Deno.test("the truth holds the best propensity that the table can give, beside the true one", () => {
  const options = { impressions: 20, seed: 1, order: "hidden" } as const;
  const { truth } = simulateImpressions(options);
  assertEquals(truth.columns.slice(3), ["propensity_top_3", "propensity_top_3_given_table"]);
  assertEquals(
    truth.getColumn("propensity_top_3_given_table").toTypedArray(),
    simulate(20, 1, "hidden").propensityGivenTable,
  );
});

Deno.test("both propensities of a list sum to three, and stay in [.01, .925)", () => {
  const columns = simulate(500, 2, "hidden");
  const { lists: { start }, propensityTop3, propensityGivenTable } = columns;
  for (let list = 0; list < 500; list++) {
    if (start[list + 1]! - start[list]! <= 3) continue;
    for (const all of [propensityTop3, propensityGivenTable!]) {
      const own = all.subarray(start[list]!, start[list + 1]!);
      assertAlmostEquals(own.reduce((sum, e) => sum + e, 0), 3, 1e-9);
      assertGreater(Math.min(...own), 0.01 - 1e-12);
      assertLess(Math.max(...own), 0.925);
    }
  }
});

Deno.test("the propensity given the table is calibrated: over rows alike in it, that share is placed", () => {
  for (const onlyClicked of [false, true]) {
    const columns = simulate(3_000, 3, "hidden", onlyClicked);
    const given = columns.propensityGivenTable!;
    for (const [from, to] of [[0, 0.05], [0.05, 0.1], [0.1, 0.3], [0.3, 1]] as const) {
      const rows = comparable(columns).filter((row) => given[row]! >= from && given[row]! < to);
      const errors = Float64Array.from(rows, (row) => columns.treatment[row]! - given[row]!);
      const { mean, cr1 } = clusteredMean(errors, rows.map((row) => columns.impression[row]!));
      assertLess(Math.abs(mean), 4 * cr1, `${from} to ${to}, ${onlyClicked}`);
    }
  }
});

Deno.test("with all that the table records an AIPW estimate misses, with the hidden cause it does not", () => {
  const tables = 20;
  const covering = { known: 0, recorded: 0 };
  for (let table = 0; table < tables; table++) {
    const columns = simulate(4_000, `hidden ${table}`, "hidden");
    const rows = comparable(columns);
    const lists = rows.map((row) => columns.impression[row]!);
    const propensities = {
      known: columns.propensityTop3,
      recorded: columns.propensityGivenTable!,
    };
    for (const kind of ["known", "recorded"] as const) {
      const { scores, truth } = scoresOf(columns, rows, (row) => propensities[kind][row]!);
      const { mean, cr2 } = clusteredMean(scores, lists);
      if (Math.abs(mean - meanOf(truth)) < 1.96 * cr2) covering[kind]++;
    }
  }
  assertGreater(covering.known, 15);
  // It is off by about four standard errors.
  assertLess(covering.recorded, 3);
});
