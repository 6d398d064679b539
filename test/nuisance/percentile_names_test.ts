import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { InputError } from "lib/errors.ts";
import { percentileNames } from "lib/nuisance/percentile_names.ts";
import { describeColumns } from "lib/nuisance/prediction_summary.ts";

/** What `pandas.io.formats.format.format_percentiles` of pandas 2.3.3 and of 3.1.1 returns. */
const PANDAS: readonly (readonly [readonly number[], string])[] = [
  [[0.01, 0.05, 0.1, 0.5, 0.9, 0.95, 0.99], "1% 5% 10% 50% 90% 95% 99%"],
  [[0.025, 0.5, 0.975], "2.5% 50% 97.5%"],
  [[0.001, 0.5, 0.999], "0.1% 50% 99.9%"],
  [[1 / 3, 2 / 3], "33.3% 66.7%"],
  [[0, 0.5, 1], "0% 50% 100%"],
  [[0], "0%"],
  [[1], "100%"],
  [[0.0001, 0.5], "0.01% 50%"],
  [[0.29, 0.57, 0.58], "29% 57% 58%"],
  [[0.12345], "12.3%"],
  [[0.01999, 0.02001, 0.5, 0.666666, 0.9999], "1.999% 2.001% 50% 66.667% 99.99%"],
  [[0.9995, 0.99951], "99.95% 99.951%"],
  [[1e-7, 0.5], "1e-05% 50%"],
  [[0.0255, 0.5], "2.6% 50%"],
  [[0.3304, 0.5], "33.0% 50%"],
  [[0.019999999, 0.5], "2% 50%"],
  [[0.50036, 0.68963], "50.0% 69.0%"],
  [[0.38098153929308753, 0.38149293263992, 0.50380295, 0.64151359], "38.1% 38.15% 50.38% 64.15%"],
];

Deno.test("percentiles are named as pandas names them, in any order", () => {
  for (const [probabilities, names] of PANDAS) {
    assertEquals(percentileNames(probabilities).join(" "), names);
    const backwards = percentileNames(probabilities.toReversed());
    assertEquals(backwards.toReversed().join(" "), names);
  }
  assertEquals(percentileNames([]), []);
});

Deno.test("different quantiles have different names, also where pandas prints two alike", () => {
  // pandas: 10% and 10%.
  assertEquals(percentileNames([0.1, 0.1000001]), ["10%", "10.00001%"]);
  const anyProbabilities = fc.uniqueArray(fc.double({ min: 0, max: 1, noNaN: true }), {
    maxLength: 8,
    // 0 and −0 are one probability.
    selector: (probability) => 100 * probability + 0,
  });
  fc.assert(
    fc.property(anyProbabilities, (probabilities) => {
      assertEquals(new Set(percentileNames(probabilities)).size, probabilities.length);
    }),
    { seed: 5, numRuns: 500 },
  );
});

Deno.test("a quantile asked for twice is refused", () => {
  assertThrows(() => describeColumns([Float64Array.of(1, 2)], [0.5, 0.5]), InputError, '"0.5"');
});
