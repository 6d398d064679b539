import { assertEquals } from "@std/assert";
import { namedValues } from "lib/tables/named_values.ts";

Deno.test("named values align names left and values right, like a printed pandas Series", () => {
  const summary = namedValues({
    rows: 20_000,
    treatment_rate_top_3: 0.08005,
    click_rate: 0.04035,
    unique_users: 541,
  });
  assertEquals(
    summary.toText(),
    `rows                   20000.0000
treatment_rate_top_3       0.0800
click_rate                 0.0403
unique_users             541.0000
dtype: float64`,
  );
});

Deno.test("named values print what is not a number", () => {
  assertEquals(
    namedValues({ a: NaN, long_name: -Infinity, z: -0 }).toText(),
    `a               NaN
long_name      -inf
z           -0.0000
dtype: float64`,
  );
  assertEquals(namedValues([]).toText(), "no values\ndtype: float64");
});

Deno.test("pairs keep an order that a record would lose", () => {
  const values = namedValues([["b", 1], ["2", 2], ["1", 3]]);
  assertEquals(values.entries.map(([name]) => name), ["b", "2", "1"]);
});
