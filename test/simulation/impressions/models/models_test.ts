import { assertEquals, assertGreater, assertLess, assertNotEquals } from "@std/assert";
import { LIST_ORDERS } from "lib/frames/provenance.ts";
import { clusteredMean } from "lib/inference/clustered_mean.ts";
import { comparable, meanOf, scoresOf, simulate } from "./estimates.ts";

Deno.test("the same seed gives the same bits in every order, another seed does not", () => {
  for (const order of LIST_ORDERS) {
    assertEquals(simulate(60, 3, order), simulate(60, "3", order));
    assertNotEquals(simulate(60, 3, order).item, simulate(60, 4, order).item);
  }
});

Deno.test("propensities are those of the placements: t / e and (1 − t) / (1 − e) average to 1", () => {
  for (const order of LIST_ORDERS) {
    const columns = simulate(1_500, `calibration ${order}`, order);
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
      assertLess(Math.abs(mean - 1), 4 * cr1 + 1e-12, order);
    }
  }
});

Deno.test("clicks come at the probability of the arm in which the row stands", () => {
  for (const order of LIST_ORDERS) {
    const columns = simulate(1_500, `clicks ${order}`, order);
    for (const arm of [0, 1]) {
      const rows = [...columns.treatment.keys()].filter((row) => columns.treatment[row] === arm);
      const errors = Float64Array.from(
        rows,
        (row) =>
          columns.outcome[row]! - (arm === 1 ? columns.pTop3[row]! : columns.pRank4Plus[row]!),
      );
      const { mean, cr1 } = clusteredMean(errors, rows.map((row) => columns.impression[row]!));
      assertLess(Math.abs(mean), 4 * cr1, `${order} ${arm}`);
    }
  }
});

Deno.test("with the true propensities an AIPW estimate finds the truth of its table", () => {
  for (const order of LIST_ORDERS) {
    const tables = 20;
    let covering = 0, sum = 0, variance = 0;
    for (let table = 0; table < tables; table++) {
      const columns = simulate(400, `coverage ${table}`, order);
      const rows = comparable(columns);
      const { scores, truth } = scoresOf(columns, rows);
      const { mean, cr2 } = clusteredMean(scores, rows.map((row) => columns.user[row]!));
      const error = mean - meanOf(truth);
      covering += Math.abs(error) < 1.96 * cr2 ? 1 : 0;
      sum += error;
      variance += cr2 ** 2;
    }
    // Of 20 tables fewer than 16 are covered in one of 400 worlds where 95 % are.
    assertGreater(covering, 15, order);
    assertLess(Math.abs(sum) / Math.sqrt(variance), 4, order);
  }
});
