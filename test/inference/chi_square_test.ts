import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import chiSquareCdf from "@stdlib/stats-base-dists-chisquare-cdf";
import { chiSquareTail } from "lib/inference/chi_square.ts";
import { heterogeneityTests } from "lib/inference/contrasts.ts";
import { indexSegments } from "lib/inference/segment_index.ts";
import { segmentMeans } from "lib/inference/segment_means.ts";

Deno.test("chi-square's tail has the values that 40 digits give, far out as well", () => {
  // mpmath's regularised upper incomplete gamma function.
  const exact = [
    [1, 0.5, 0.47950012218695346],
    [1, 3.84, 0.050043521248705099],
    [1, 400, 5.5072482372124674e-89],
    [2, 5, 0.082084998623898795],
    [3, 7.81, 0.050106056350005933],
    [3, 753.5, 5.2554615050091157e-163],
    [4, 0.25, 0.99280901540766983],
    [5, 11, 0.051379983483069532],
    [12, 21.5, 0.043520968001545299],
    [12, 300, 4.6959578959561353e-57],
    [63, 60, 0.58392733052627716],
    [63, 250, 4.1820796728901527e-24],
    [240, 400, 4.0051601990802922e-10],
    [500, 480, 0.7323499301459842],
    [500, 2500, 1.7669032386530137e-262],
  ] as const;
  for (const [freedom, statistic, p] of exact) {
    // The exponent of a term of some hundreds has a thirteenth digit at best.
    assertAlmostEquals(chiSquareTail(statistic, freedom) / p, 1, 1e-12, `${statistic}, ${freedom}`);
  }
});

Deno.test("chi-square's tail is what stdlib's distribution function leaves, where that leaves something", () => {
  for (let freedom = 1; freedom < 200; freedom++) {
    for (const share of [0.05, 0.5, 1, 1.5]) {
      const statistic = share * freedom;
      const left = 1 - chiSquareCdf(statistic, freedom);
      // What is left of 1 has its rounding.
      assertAlmostEquals(chiSquareTail(statistic, freedom), left, 1e-13, `${share} of ${freedom}`);
    }
  }
});

Deno.test("chi-square's tail ends at 1 and 0, and never rises", () => {
  for (const freedom of [1, 2, 3, 40, 501]) {
    assertEquals([0, -1e-18, Infinity].map((at) => chiSquareTail(at, freedom)), [1, 1, 0]);
    let last = 1;
    for (let at = 0.01; at < 3000; at *= 1.2) {
      const own = chiSquareTail(at, freedom);
      assert(own >= 0 && own <= last + 1e-13, `${own} after ${last} at ${at} on ${freedom}`);
      last = own;
    }
  }
});

Deno.test("segments that differ by far more than their errors have a p-value that is not 0", () => {
  const rows = Array.from({ length: 400 }, (_, row) => row);
  const codes = Int32Array.from(rows, (row) => row % 4);
  const scores = Float64Array.from(rows, (row) => row % 4 + Math.sin(row));
  const index = indexSegments([{ name: "topic", levels: ["a", "b", "c", "d"], codes }]);
  const [test] = heterogeneityTests(segmentMeans(scores, index, rows));
  assert(test!.statistic > 300 && test!.p > 0 && test!.p < 1e-60, `${test!.p}`);
});
