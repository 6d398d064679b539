import { assertEquals, assertGreater, assertLess, assertNotEquals } from "@std/assert";
import { LIST_ORDERS } from "lib/frames/provenance.ts";
import { clusteredMean } from "lib/inference/clustered_mean.ts";
import type { SimulatedColumns } from "lib/simulation/impressions/simulate.ts";
import { comparable, meanOf, scoresOf, simulate } from "./estimates.ts";

/** Every order, with all its lists and with those alone that have a click. */
const CASES = LIST_ORDERS.flatMap((order) =>
  [false, true].map((onlyClicked) => ({
    order,
    onlyClicked,
    name: `${order}${onlyClicked ? ", only clicked" : ""}`,
  }))
);

Deno.test("the same seed gives the same bits in every order, another seed does not", () => {
  for (const { order, onlyClicked } of CASES) {
    assertEquals(simulate(60, 3, order, onlyClicked), simulate(60, "3", order, onlyClicked));
    assertNotEquals(
      simulate(60, 3, order, onlyClicked).item,
      simulate(60, 4, order, onlyClicked).item,
    );
  }
});

Deno.test("propensities are those of the placements: t / e and (1 − t) / (1 − e) average to 1", () => {
  for (const { order, onlyClicked, name } of CASES) {
    const columns = simulate(1_500, `calibration ${name}`, order, onlyClicked);
    const rows = comparable(columns);
    const lists = rows.map((row) => columns.impression[row]!);
    const weights = (arm: 0 | 1) =>
      Float64Array.from(rows, (row) => {
        const e = columns.propensityTop3[row]!;
        return columns.treatment[row] !== arm ? 0 : 1 / (arm === 1 ? e : 1 - e);
      });
    // By lot, the ratios of a list sum to its length: there is nothing left to chance but rounding.
    for (const arm of [0, 1] as const) {
      const { mean, cr1 } = clusteredMean(weights(arm), lists);
      assertLess(Math.abs(mean - 1), 4 * cr1 + 1e-12, name);
    }
  }
});

Deno.test("clicks come at the probability of the arm in which the row stands", () => {
  for (const { order, onlyClicked, name } of CASES) {
    const columns = simulate(1_500, `clicks ${name}`, order, onlyClicked);
    for (const arm of [0, 1]) {
      const rows = [...columns.treatment.keys()].filter((row) => columns.treatment[row] === arm);
      const errors = Float64Array.from(
        rows,
        (row) =>
          columns.outcome[row]! - (arm === 1 ? columns.pTop3[row]! : columns.pRank4Plus[row]!),
      );
      const { mean, cr1 } = clusteredMean(errors, rows.map((row) => columns.impression[row]!));
      assertLess(Math.abs(mean), 4 * cr1, `${name} ${arm}`);
    }
  }
});

Deno.test("with the true propensities an AIPW estimate finds the truth of its table", () => {
  for (const { order, onlyClicked, name } of CASES) {
    const tables = 20;
    let covering = 0, sum = 0, variance = 0;
    for (let table = 0; table < tables; table++) {
      const columns = simulate(400, `coverage ${table}`, order, onlyClicked);
      const rows = comparable(columns);
      const { scores, truth } = scoresOf(columns, rows);
      const { mean, cr2 } = clusteredMean(scores, rows.map((row) => columns.user[row]!));
      const error = mean - meanOf(truth);
      covering += Math.abs(error) < 1.96 * cr2 ? 1 : 0;
      sum += error;
      variance += cr2 ** 2;
    }
    // Of 20 tables fewer than 16 are covered in one of 400 worlds where 95 % are.
    assertGreater(covering, 15, name);
    assertLess(Math.abs(sum) / Math.sqrt(variance), 4, name);
  }
});

Deno.test("where only lists with a click are wanted each has one, and the lists are the same ones", () => {
  for (const order of LIST_ORDERS) {
    const [all, clicked] = [false, true].map((only) => simulate(300, 5, order, only)) as [
      SimulatedColumns,
      SimulatedColumns,
    ];
    assertEquals(clicked.lists, all.lists);
    const { start } = clicked.lists;
    for (let list = 0; list < 300; list++) {
      const [from, to] = [start[list]!, start[list + 1]!];
      assertGreater(clicked.outcome.subarray(from, to).indexOf(1), -1);
      assertEquals(clicked.item.slice(from, to).sort(), all.item.slice(from, to).sort());
    }
  }
  assertEquals(simulate(300, 5, "shuffled", true), simulate(300, 5, "shuffled"));
});
