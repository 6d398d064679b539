import { assertEquals } from "@std/assert";
import { formatP } from "lib/text/p_value.ts";

Deno.test("p-values have three digits, and bounds where these say nothing", () => {
  const cases = [
    [0.4837, "p = .484"],
    [0.05, "p = .050"],
    [0.04999, "p = .0499"],
    [0.0496, "p = .0496"],
    [0.0494, "p = .049"],
    [0.001, "p = .001"],
    [0.00099, "p < .001"],
    [1e-300, "p < .001"],
    [0, "p < .001"],
    [0.9994, "p = .999"],
    [0.9996, "p > .999"],
    [1, "p > .999"],
  ] as const;
  for (const [p, text] of cases) assertEquals(formatP(p), text);
});
