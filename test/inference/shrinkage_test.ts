import { assert, assertAlmostEquals, assertEquals, assertLess, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { shrink } from "lib/inference/shrinkage.ts";
import { seededSource } from "lib/random/seeded.ts";

/** Hits in 45 times at bat of eighteen players in 1970: Efron and Morris (1975), JASA 70(350), table 1. */
const HITS = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7];

/** What Efron and Morris print for each after the transformation: the shrunk batting average. */
const PUBLISHED = [
  ...[0.29, 0.286, 0.281, 0.277, 0.273, 0.273, 0.268, 0.264, 0.259, 0.259],
  ...[0.254, 0.254, 0.254, 0.254, 0.254, 0.249, 0.244, 0.239],
];

Deno.test("eighteen batting averages are shrunk as Efron and Morris print them", () => {
  const root = Math.sqrt(45);
  const transformed = Float64Array.from(HITS, (hits) => root * Math.asin(2 * hits / 45 - 1));
  const { estimates } = shrink(transformed, new Float64Array(18).fill(1));
  estimates.forEach(({ shrunk }, at) => {
    // Back from the arcsine; the table has three decimals.
    assertAlmostEquals((Math.sin(shrunk / root) + 1) / 2, PUBLISHED[at]!, 1.5e-3, `player ${at}`);
  });
  // Their factor is 1 − 15 / 18.96 = .209 of the distance kept.
  assertAlmostEquals(1 - estimates[0]!.share, 0.209, 5e-4);
});

Deno.test("with equal errors it is the estimator of James and Stein, cut at 0", () => {
  const y = Float64Array.of(4, -3, 2, 5, -1, 0, 3);
  const mean = y.reduce((sum, value) => sum + value, 0) / 7;
  const squares = y.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const { estimates } = shrink(y, new Float64Array(7).fill(1.5));
  const factor = (7 - 3) * 1.5 ** 2 / squares;
  estimates.forEach(({ raw, shrunk, share }) => {
    assertAlmostEquals(share, factor, 1e-12);
    assertAlmostEquals(shrunk, mean + (1 - factor) * (raw - mean), 1e-12);
  });
});

Deno.test("the noisier an estimate, the further it goes; all stay between raw and mean", () => {
  const { estimates, mean, spread } = shrink(
    Float64Array.of(3, -2, 0.5, 6, 1, -4),
    Float64Array.of(0.1, 0.5, 1, 2, 0.2, 3),
  );
  assert(spread > 0);
  const bySize = [0, 4, 1, 2, 3, 5];
  bySize.slice(1).forEach((at, before) =>
    assertLess(estimates[bySize[before]!]!.share, estimates[at]!.share)
  );
  for (const { raw, shrunk } of estimates) {
    assert(Math.min(raw, mean) <= shrunk && shrunk <= Math.max(raw, mean));
  }
});

Deno.test("where effects are normal it halves the squared error, and its intervals cover", () => {
  const source = seededSource(11, "shrinkage");
  let [rawError, shrunkError, covering, count] = [0, 0, 0, 0];
  for (let world = 0; world < 400; world++) {
    const errors = Float64Array.from({ length: 20 }, () => 0.5 + source.uniform());
    const truths = errors.map(() => 1 + 0.7 * source.normal());
    const seen = truths.map((truth, at) => truth + errors[at]! * source.normal());
    shrink(seen, errors).estimates.forEach(({ raw, shrunk, standardError }, at) => {
      const truth = truths[at]!;
      rawError += (raw - truth) ** 2;
      shrunkError += (shrunk - truth) ** 2;
      covering += Math.abs(shrunk - truth) <= 1.96 * standardError ? 1 : 0;
      count++;
    });
  }
  assertLess(shrunkError, 0.5 * rawError);
  // 8,000 intervals, twenty of a world together: both tails.
  assert(covering / count > 0.93 && covering / count < 0.97, `${covering / count}`);
});

Deno.test("too few estimates and errors that are none are refused", () => {
  const refused = (verb: () => unknown, words: string) => assertThrows(verb, InputError, words);
  refused(
    () => shrink(Float64Array.of(1, 2, 3), Float64Array.of(1, 1, 1)),
    "3 estimates do not tell",
  );
  refused(
    () => shrink(Float64Array.of(1, 2, 3, 4), Float64Array.of(1, 0, 1, -1)),
    "2 of 4 errors are not above 0",
  );
  refused(
    () => shrink(Float64Array.of(1, 2, 3, 4), Float64Array.of(1, 1)),
    "2 values for 4 estimates",
  );
  assertEquals(shrink(Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 1, 1, 1)).spread, 0);
});
