import { assertEquals } from "@std/assert";
import { namedValues } from "lib/tables/named_values.ts";

Deno.test("named values are counts where they are whole, else decimals, below each other", () => {
  const summary = namedValues({
    rows: 20_000,
    treatment_rate_top_3: 0.08005,
    lift: -0.04035,
    unique_users: 541,
  });
  assertEquals(
    summary.toTable().toText(),
    `What                        Value
rows                  20,000
treatment_rate_top_3       0.0800
lift                      −0.0403
unique_users             541`,
  );
});

Deno.test("named values show what is not a number, and no negative zero", () => {
  assertEquals(
    namedValues({ a: NaN, long_name: -Infinity, z: -0, tiny: -1e-9 }).toTable().toText(),
    `What         Value
a           –
long_name  −∞
z           0
tiny        0.0000`,
  );
  assertEquals(
    namedValues([]).toTable().toText(),
    "What  Value\n\nThere are no values.",
  );
});

Deno.test("pairs keep an order that a record would lose", () => {
  const values = namedValues([["b", 1], ["2", 2], ["1", 3]]);
  assertEquals(values.entries.map(([name]) => name), ["b", "2", "1"]);
});
