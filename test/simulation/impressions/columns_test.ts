import {
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertLess,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import { mean, sampleStandardDeviation } from "simple-statistics";
import { InputError } from "lib/errors.ts";
import {
  type SimulatedColumns,
  simulatedWorld,
  simulateImpressionColumns,
  type SimulationOptions,
} from "lib/simulation/impressions/simulate.ts";

const world = simulatedWorld();
const simulate = (impressions: number, seed: number | string, order: SimulationOptions["order"]) =>
  simulateImpressionColumns({ impressions, seed, order }, world);

Deno.test("the same seed gives the same bits, another seed does not", () => {
  for (const order of ["ranked", "shuffled"] as const) {
    assertEquals(simulate(100, 3, order), simulate(100, "3", order));
    assertNotEquals(simulate(100, 3, order).item, simulate(100, 4, order).item);
  }
});

Deno.test("a world made anew is the same world", () => {
  const options = { impressions: 40, seed: 1, order: "ranked" } as const;
  assertEquals(simulateImpressionColumns(options), simulateImpressionColumns(options, world));
});

Deno.test("both orders show the same lists: only places and clicks differ", () => {
  const ranked = simulate(200, 8, "ranked");
  const shuffled = simulate(200, 8, "shuffled");
  assertEquals(ranked.lists, shuffled.lists);
  assertEquals(ranked.itemExposures.toSorted(), shuffled.itemExposures.toSorted());
  for (let list = 0; list < 200; list++) {
    const [start, end] = [ranked.lists.start[list]!, ranked.lists.start[list + 1]!];
    assertEquals(
      ranked.item.slice(start, end).toSorted(),
      shuffled.item.slice(start, end).toSorted(),
    );
    assertEquals(new Set(ranked.item.subarray(start, end)).size, end - start);
  }
});

Deno.test("a shuffled list has a click, no effect of position, and the propensity 3 / k", () => {
  const columns = simulate(2_000, 9, "shuffled");
  assertEquals(columns.pTop3, columns.pRank4Plus);
  columns.propensityTop3.forEach((e, row) => {
    assertAlmostEquals(e, Math.min(1, 3 / columns.candidateSetSize[row]!), 1e-15);
  });
  const clicks = new Uint16Array(2_000);
  columns.outcome.forEach((click, row) => clicks[columns.impression[row]!]! += click);
  assertEquals(clicks.indexOf(0), -1);
});

Deno.test("propensities add up to the treated rows, and the effect of position varies", () => {
  const columns = simulate(2_000, 10, "ranked");
  let treated = 0, expected = 0, wrong = 0;
  const effects = new Set<number>();
  columns.propensityTop3.forEach((e, row) => {
    treated += columns.treatment[row]!;
    expected += e;
    wrong += e === 1 && columns.candidateSetSize[row]! > 3 ? 1 : 0;
    effects.add(Math.round(100 * (columns.pTop3[row]! - columns.pRank4Plus[row]!)));
  });
  assertAlmostEquals(treated, expected, 1e-6);
  assertEquals(wrong, 0);
  assertGreater(effects.size, 5);
});

/** The mean AIPW score of the rows that either arm can hold, and their true mean effect. */
function estimate(
  columns: SimulatedColumns,
  propensity: (row: number) => number,
  outcomeModel: (row: number) => number,
): { error: number; standardError: number } {
  let rows = 0, sum = 0, squares = 0, truth = 0;
  for (let row = 0; row < columns.rows; row++) {
    if (columns.propensityTop3[row]! >= 1) continue;
    const e = propensity(row);
    const mu = outcomeModel(row);
    const residual = columns.outcome[row]! - mu;
    const score = columns.treatment[row] === 1 ? residual / e : -residual / (1 - e);
    rows++;
    sum += score;
    squares += score * score;
    truth += columns.pTop3[row]! - columns.pRank4Plus[row]!;
  }
  const mean = sum / rows;
  return {
    error: mean - truth / rows,
    standardError: Math.sqrt((squares / rows - mean * mean) / (rows - 1)),
  };
}

Deno.test("the true propensity makes IPW and AIPW unbiased, whatever the outcome model", () => {
  const replications = 150;
  const outcomeModels = [() => 0, (row: number) => row % 2 ? 0.3 : 0.01];
  const errors = outcomeModels.map(() => [] as number[]);
  const naive: number[] = [];
  let standardErrors = 0;
  for (let replication = 0; replication < replications; replication++) {
    const columns = simulate(800, `replication ${replication}`, "ranked");
    outcomeModels.forEach((model, m) => {
      const { error, standardError } = estimate(
        columns,
        (row) => columns.propensityTop3[row]!,
        model,
      );
      errors[m]!.push(error);
      if (m === 0) standardErrors += standardError / replications;
    });
    const byLength = (row: number) => 3 / columns.candidateSetSize[row]!;
    naive.push(estimate(columns, byLength, outcomeModels[0]!).error);
  }
  const z = (values: number[]) =>
    mean(values) / (sampleStandardDeviation(values) / Math.sqrt(values.length));
  for (const values of errors) assertLess(Math.abs(z(values)), 3.5);
  // Within 25 % either way: the standard error of a standard deviation over 150 runs is 6 %.
  const ratio = sampleStandardDeviation(errors[0]!) / standardErrors;
  assertLess(ratio, 1.25);
  assertGreater(ratio, 0.75);
  // Without the ranking in the propensity, relevance confounds: the test could have failed.
  assertGreater(z(naive), 5);
});

Deno.test("the clicks of each arm come at that arm's probability", () => {
  let treatedZ = 0, treatedV = 0, controlZ = 0, controlV = 0;
  const columns = simulate(4_000, 12, "ranked");
  columns.outcome.forEach((click, row) => {
    const p = columns.treatment[row] === 1 ? columns.pTop3[row]! : columns.pRank4Plus[row]!;
    if (columns.treatment[row] === 1) {
      treatedZ += click - p;
      treatedV += p * (1 - p);
    } else {
      controlZ += click - p;
      controlV += p * (1 - p);
    }
  });
  assertLess(Math.abs(treatedZ) / Math.sqrt(treatedV), 3.5);
  assertLess(Math.abs(controlZ) / Math.sqrt(controlV), 3.5);
});

Deno.test("progress ends at the number of lists", () => {
  const seen: number[] = [];
  simulateImpressionColumns({
    impressions: 130,
    seed: 1,
    order: "shuffled",
    onProgress: ({ done, total }) => {
      assertEquals(total, 130);
      seen.push(done);
    },
  }, world);
  assertEquals(seen.at(-1), 130);
  assertEquals(seen, seen.toSorted((a, b) => a - b));
  assertLess(seen.length, 60);
});

Deno.test("parameters that are none are refused by name", () => {
  const refuse = (options: unknown, text: string) =>
    assertThrows(
      () => simulateImpressionColumns(options as SimulationOptions, world),
      InputError,
      text,
    );
  const good = { impressions: 5, seed: 1, order: "ranked" };
  for (const impressions of [0, -1, 1.5, NaN, Infinity, "20", undefined, 1_000_001]) {
    refuse({ ...good, impressions }, "The number of impressions is");
  }
  for (const impressions of [5n, Symbol("5"), Object.create(null)]) {
    refuse({ ...good, impressions }, "The number of impressions is");
  }
  refuse({ ...good, users: 5 }, 'there is no option "users"');
  for (const options of [5, "ranked", []]) refuse(options, "no record of options");
  for (const options of [undefined, null]) {
    refuse(options, "The number of impressions is undefined");
  }
  for (const order of [5n, Object.create(null), "__proto__"]) {
    refuse({ ...good, order }, "The order is");
  }
  for (const seed of [5n, {}, Object.create(null), Symbol("5")]) {
    refuse({ ...good, seed }, "The seed is");
  }
  for (const onlyClicked of [1n, {}]) refuse({ ...good, onlyClicked }, "onlyClicked is");
  for (const order of ["random", undefined, 1]) refuse({ ...good, order }, "The order is");
  for (const seed of [undefined, null, "", NaN]) refuse({ ...good, seed }, "The seed is");
  for (const onlyClicked of [1, "yes", null]) refuse({ ...good, onlyClicked }, "onlyClicked is");
});
