import { assertAlmostEquals, assertEquals, assertLessOrEqual, assertThrows } from "@std/assert";
import fc from "fast-check";
import { InputError } from "lib/errors.ts";
import {
  benjaminiHochberg,
  benjaminiYekutieli,
  bonferroni,
  bonferroniCriticalValue,
  holm,
  sidak,
  sidakCriticalValue,
} from "lib/inference/multiple_testing.ts";

/** The p-values of Benjamini and Hochberg (1995), section 3.2. */
const PUBLISHED = Float64Array.of(
  ...[0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262],
  ...[0.5719, 0.6528, 0.759, 1],
);

/** What statsmodels' `multipletests` makes of them, to eight decimals. */
const STATSMODELS = {
  holm: [
    ...[0.0015, 0.0056, 0.0247, 0.114, 0.2211, 0.278, 0.278, 0.278, 0.3213],
    ...[1, 1, 1, 1, 1, 1],
  ],
  benjaminiHochberg: [
    ...[0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714, 0.06385714, 0.0645, 0.0765],
    ...[0.486, 0.58118182, 0.714875, 0.75323077, 0.81321429, 1],
  ],
  benjaminiYekutieli: [
    ...[0.00497734, 0.00995469, 0.03152318, 0.11821191, 0.20008921, 0.21189262, 0.21189262],
    ...[0.21402577, 0.25384452, 1, 1, 1, 1, 1, 1],
  ],
  bonferroni: [
    ...[0.0015, 0.006, 0.0285, 0.1425, 0.3015, 0.417, 0.447, 0.516, 0.6885],
    ...[1, 1, 1, 1, 1, 1],
  ],
} as const;

const VERBS = { holm, benjaminiHochberg, benjaminiYekutieli, bonferroni };

Deno.test("on the published p-values all four agree with statsmodels, in any order", () => {
  const order = PUBLISHED.map((_, at) => (7 * at + 3) % PUBLISHED.length);
  for (const [name, verb] of Object.entries(VERBS)) {
    const expected = STATSMODELS[name as keyof typeof VERBS];
    // Half a unit of the eighth decimal that was printed.
    verb(PUBLISHED).forEach((p, at) => assertAlmostEquals(p, expected[at]!, 5.1e-9, name));
    const shuffled = verb(Float64Array.from(order, (at) => PUBLISHED[at]!));
    order.forEach((from, at) => assertAlmostEquals(shuffled[at]!, expected[from]!, 5.1e-9));
  }
  const found = (p: Float64Array) => p.filter((value) => value <= 0.05).length;
  assertEquals([benjaminiHochberg, bonferroni, holm].map((verb) => found(verb(PUBLISHED))), [
    4,
    3,
    3,
  ]);
});

Deno.test("critical values are the published ones", () => {
  assertAlmostEquals(sidakCriticalValue(5), 2.568763168, 5e-10);
  assertAlmostEquals(sidakCriticalValue(63), 3.348041606, 5e-10);
  assertAlmostEquals(bonferroniCriticalValue(10), 2.807033768, 5e-10);
  assertAlmostEquals(bonferroniCriticalValue(63), 3.354999669, 5e-10);
  assertAlmostEquals(bonferroniCriticalValue(1), 1.959963984540054, 1e-14);
  assertAlmostEquals(sidakCriticalValue(1), 1.959963984540054, 1e-14);
});

const p = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });
const RUNS = { seed: 20260428, numRuns: 300 };

Deno.test("adjusted p-values are no smaller, keep the order, and go from mild to strict", () => {
  fc.assert(
    fc.property(p, (values) => {
      const given = Float64Array.from(values);
      const all = [benjaminiHochberg, holm, bonferroni, benjaminiYekutieli, sidak]
        .map((verb) => verb(given));
      for (const adjusted of all) {
        given.forEach((value, at) => {
          // Sidak's goes through a logarithm and back.
          assertLessOrEqual(value, adjusted[at]! * (1 + 1e-12) + 1e-300);
          assertLessOrEqual(adjusted[at]!, 1);
          given.forEach((other, to) => {
            if (value <= other) assertLessOrEqual(adjusted[at]!, adjusted[to]! + 1e-15);
          });
        });
      }
      const [bh, stepped, strict, , independent] = all;
      given.forEach((_, at) => {
        assertLessOrEqual(bh![at]!, stepped![at]! + 1e-15);
        assertLessOrEqual(stepped![at]!, strict![at]!);
        assertLessOrEqual(independent![at]!, strict![at]! + 1e-15);
      });
    }),
    RUNS,
  );
});

Deno.test("Šidák's stays exact where 1 − p rounds to 1, and none and one test are cases", () => {
  assertAlmostEquals(sidak(Float64Array.of(1e-20, 0.5))[0]! / 2e-20, 1, 1e-12);
  for (const verb of [...Object.values(VERBS), sidak]) {
    assertEquals([...verb(new Float64Array(0))], []);
    assertAlmostEquals(verb(Float64Array.of(0.25))[0]!, 0.25, 1e-15);
    assertThrows(() => verb(Float64Array.of(0.5, NaN)), InputError, "1 of 2 values");
    assertThrows(() => verb(Float64Array.of(1.5)), InputError);
  }
  for (const tests of [0, 1.5, NaN]) {
    assertThrows(() => bonferroniCriticalValue(tests), InputError, "no number of tests");
  }
  for (const level of [0, 1, NaN]) {
    assertThrows(() => sidakCriticalValue(3, level), InputError, "the level is");
  }
});
