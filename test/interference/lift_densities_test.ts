import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { InputError } from "lib/errors.ts";
import { liftDensities } from "lib/interference/lift_densities.ts";
import expected from "../fixtures/interference_spillover_effects/expected.json" with {
  type: "json",
};
import { PROPERTY_SEED } from "./random_slates.ts";

const RUNS = { seed: PROPERTY_SEED, numRuns: 200 };

Deno.test("bins share their edges, hold every slate once and have an area of one per arm", () => {
  const lifts = fc.array(
    fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: 0, max: 1 })),
    { minLength: 1, maxLength: 40 },
  );
  fc.assert(
    fc.property(lifts, fc.integer({ min: 1, max: 60 }), (values, count) => {
      const lift = Float64Array.from(values, ([value]) => value);
      const promoted = Uint8Array.from(values, ([, flag]) => flag);
      const densities = liftDensities(lift, promoted, count);
      assertEquals(densities.reduce((sum, { slates }) => sum + slates, 0), lift.length);
      for (const { slates, bins } of densities) {
        assertEquals(bins.length, count);
        assertEquals(bins.reduce((sum, bin) => sum + bin.count, 0), slates);
        const area = bins.reduce((sum, bin) => sum + bin.density * (bin.upper - bin.lower), 0);
        assertAlmostEquals(area, 1, 1e-12);
        assertEquals(bins.map(({ lower }) => lower), densities[0]!.bins.map(({ lower }) => lower));
      }
    }),
    RUNS,
  );
});

Deno.test("equal lifts, one arm and odd counts of bins", () => {
  const zeros = new Float64Array(3);
  const [only, ...others] = liftDensities(zeros, new Uint8Array(3), 2);
  assertEquals(others, []);
  assertEquals(only!.arm, "leave_slate_unchanged");
  assertEquals(only!.bins, [
    { lower: -0.5, upper: 0, count: 0, density: 0 },
    { lower: 0, upper: 0.5, count: 3, density: 2 },
  ]);
  for (const count of [0, 1.5, NaN]) {
    assertThrows(() => liftDensities(zeros, new Uint8Array(3), count), InputError, "bins");
  }
  assertThrows(
    () => liftDensities(Float64Array.of(NaN, 0), new Uint8Array(2), 2),
    InputError,
    "1 of 2 lifts",
  );
});

Deno.test("losing and gaining slates are counted exactly, and their lift is averaged", () => {
  const lift = Float64Array.of(-0.5, 0, 0.25, -1e-300, 0.75, -0);
  const [unchanged, promoted] = liftDensities(lift, Uint8Array.of(1, 1, 1, 1, 0, 0), 2);
  assertEquals([promoted!.losing, promoted!.gaining, promoted!.meanLift], [2, 1, -0.0625]);
  assertEquals([unchanged!.losing, unchanged!.gaining, unchanged!.meanLift], [0, 1, 0.375]);
});

Deno.test("on the fixture the bins are NumPy's", () => {
  const { total_known_probability_lift, promotion_applied } = expected.a07_slate_outcomes;
  const { bin_edges, density } = expected.a08_histogram;
  const lift = Float64Array.from(total_known_probability_lift);
  const densities = liftDensities(lift, Uint8Array.from(promotion_applied), 60);
  for (const { arm, bins } of densities) {
    const edges = [...bins.map(({ lower }) => lower), bins.at(-1)!.upper];
    // Edges below 1 from the same formula; densities are counts over widths of about 0.01.
    edges.forEach((edge, i) => assertAlmostEquals(edge, bin_edges[i]!, 1e-15));
    bins.forEach(({ density: got }, i) => assertAlmostEquals(got, density[arm][i]!, 1e-10));
  }
  assertEquals(densities.map(({ arm }) => arm), Object.keys(density));
});
