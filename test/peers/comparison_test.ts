/** The comparison with other programs can fail. */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { compare, ofPrintedDigits } from "./comparison.ts";

const figure = { what: "a mean", source: "by hand", tolerance: 1e-10 };

Deno.test("figures agree up to the tolerance, and no further", () => {
  assert(compare({ ...figure, ours: 2, theirs: 2 }).agrees);
  assert(compare({ ...figure, ours: 2, theirs: 2 * (1 + 0.9e-10) }).agrees);
  assert(!compare({ ...figure, ours: 2, theirs: 2 * (1 + 1.1e-10) }).agrees);
  assert(!compare({ ...figure, ours: 2, theirs: -2 }).agrees);
  assertEquals(compare({ ...figure, ours: 0, theirs: 0 }).difference, 0);
  assert(!compare({ ...figure, ours: 0, theirs: 1e-300 }).agrees);
});

Deno.test("what is no number agrees with nothing", () => {
  for (const [ours, theirs] of [[NaN, 1], [1, NaN], [NaN, NaN], [Infinity, 1]] as const) {
    assert(!compare({ ...figure, ours, theirs }).agrees);
  }
});

Deno.test("a printed figure is known to half a unit of its last digit", () => {
  assertAlmostEquals(ofPrintedDigits("0.0533"), 0.00005 / 0.0533, 1e-15);
  assertAlmostEquals(ofPrintedDigits("1794"), 0.5 / 1794, 1e-15);
});
