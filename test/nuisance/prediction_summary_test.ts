import { assertEquals, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { describeColumns } from "lib/nuisance/prediction_summary.ts";

Deno.test("the statistics are named as pandas names them", () => {
  const rows = describeColumns([Float64Array.of(1, 2)], [0.01, 0.05, 0.1, 0.5, 0.9, 0.95, 0.99]);
  assertEquals(
    rows.map(({ statistic }) => statistic),
    ["count", "mean", "std", "min", "1%", "5%", "10%", "50%", "90%", "95%", "99%", "max"],
  );
});

Deno.test("the columns themselves stay in order", () => {
  const column = Float64Array.of(3, 1, 2);
  describeColumns([column], [0.5]);
  assertEquals([...column], [3, 1, 2]);
});

Deno.test("short columns, NaN and impossible probabilities are refused", () => {
  assertThrows(() => describeColumns([Float64Array.of(1)], []), InputError, "fewer than two");
  assertThrows(() => describeColumns([Float64Array.of(1, NaN)], []), InputError, "NaN");
  assertThrows(() => describeColumns([Float64Array.of(1, 2)], [1.5]), InputError, "1.5");
});
