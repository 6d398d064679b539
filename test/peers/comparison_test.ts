/** The comparison with other programs can fail. */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { compare, ofPrintedDigits, type TheirFigure } from "./comparison.ts";

const agree = (ours: number | number[], theirs: number | number[]) => {
  const their: TheirFigure = { of: "mean", figure: theirs, source: "by hand", tolerance: 1e-10 };
  const [compared, ...others] = compare({ mean: ours }, [their]);
  assertEquals(others, []);
  return compared!;
};

Deno.test("figures agree up to the tolerance, and no further", () => {
  assert(agree(2, 2).agrees);
  assert(agree(2, 2 * (1 + 0.9e-10)).agrees);
  assert(!agree(2, 2 * (1 + 1.1e-10)).agrees);
  assert(!agree(2, -2).agrees);
  assertEquals(agree(0, 0).difference, 0);
  assert(!agree(0, 1e-300).agrees);
});

Deno.test("what is no number agrees with nothing", () => {
  for (const [ours, theirs] of [[NaN, 1], [1, NaN], [NaN, NaN], [Infinity, 1]] as const) {
    assert(!agree(ours, theirs).agrees);
  }
});

Deno.test("of several figures those that differ most are shown, and all must agree", () => {
  assert(agree([1, 2, 0], [1, 2, 0]).agrees);
  const { ours, theirs, agrees } = agree([1, 2, 4], [1, 2.5, 4.1]);
  assertEquals([ours, theirs, agrees], [2, 2.5, false]);
  assert(!agree([NaN, 2], [1, 2]).agrees);
  assert(!agree([1, NaN], [1, 2]).agrees);
  assert(!agree([1, NaN, 3], [1, 2, 3]).agrees);
});

Deno.test("a figure too many, too few or missing on either side is a difference", () => {
  assert(!agree([1, 2], [1]).agrees);
  assert(!agree([1], [1, 2]).agrees);
  const their = { of: "mean", figure: 1, source: "by hand", tolerance: 1e-10 };
  assertEquals(compare({}, [their]).map(({ agrees }) => agrees), [false]);
  const alone = compare({ mean: 1, error: 2 }, [their]);
  assertEquals(alone.map(({ what, agrees }) => [what, agrees]), [["mean", true], ["error", false]]);
});

Deno.test("a printed figure is known to half a unit of its last digit", () => {
  assertAlmostEquals(ofPrintedDigits("0.0533"), 0.00005 / 0.0533, 1e-15);
  assertAlmostEquals(ofPrintedDigits("1794"), 0.5 / 1794, 1e-15);
});
