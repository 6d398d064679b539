import { fileURLToPath } from "node:url";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { InputError } from "lib/errors.ts";
import { liftDensities, positionChangeBoxes } from "lib/interference/distributions.ts";
import { EXPOSURE_GROUPS } from "lib/interference/exposure.ts";
import { type Exposure, mapExposure } from "lib/interference/exposure_mapping.ts";
import { assignPromotions, ORIGINAL_PROMOTION_DESIGN } from "lib/interference/promotion.ts";
import { slatePaths } from "lib/slates/schema.ts";
import { openSlates } from "lib/slates/table.ts";
import { quantile } from "simple-statistics";
import expected from "../fixtures/interference_spillover_effects/expected.json" with {
  type: "json",
};
import { assignedSlates, PROPERTY_SEED } from "./random_slates.ts";

const FIXTURE = fileURLToPath(
  new URL("../fixtures/interference_spillover_effects", import.meta.url),
);

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

Deno.test("boxes have linear quartiles and whiskers that reach real values", () => {
  fc.assert(
    fc.property(assignedSlates(20), ({ slates, assignment }) => {
      const exposure = mapExposure(slates, assignment);
      for (const box of positionChangeBoxes(exposure)) {
        assertEquals(box.lowerQuartile <= box.median && box.median <= box.upperQuartile, true);
        const reach = 1.5 * (box.upperQuartile - box.lowerQuartile);
        assertEquals(box.lowerWhisker >= box.lowerQuartile - reach, true);
        assertEquals(box.upperWhisker <= box.upperQuartile + reach, true);
      }
    }),
    RUNS,
  );
  const exposure = {
    group: new Uint8Array(9),
    positionChange: Int32Array.of(-11, -4, -5, -6, -7, -4, -5, -100, 9),
  } as unknown as Exposure;
  const [box] = positionChangeBoxes(exposure);
  // Of nine values the quartiles are the third, fifth and seventh under either definition.
  const values = [...exposure.positionChange];
  assertEquals(
    [box!.lowerQuartile, box!.median, box!.upperQuartile],
    [0.25, 0.5, 0.75].map((share) => quantile(values, share)),
  );
  assertEquals([box!.lowerWhisker, box!.upperWhisker], [-11, -4]);
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

Deno.test("on the fixture the boxes are those that the original draws", () => {
  const { slates } = openSlates(slatePaths(FIXTURE));
  const assignment = assignPromotions(slates, ORIGINAL_PROMOTION_DESIGN);
  const boxes = positionChangeBoxes(mapExposure(slates, assignment));
  assertEquals(boxes.map(({ group }) => group), [...EXPOSURE_GROUPS]);
  const { lines } = expected["11_position_change_boxplot"].axes[0]!;
  boxes.forEach((box, place) => {
    // Five lines a box: both whiskers from the quartile outwards, both caps, the median.
    const [lower, upper, , , median] = lines.slice(5 * place, 5 * place + 5).map(({ y }) => y);
    assertEquals(lower, [box.lowerQuartile, box.lowerWhisker]);
    assertEquals(upper, [box.upperQuartile, box.upperWhisker]);
    assertEquals(median, [box.median, box.median]);
  });
});
