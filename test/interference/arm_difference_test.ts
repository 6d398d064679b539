/** The difference between the arms of an experiment on slates. */

import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { armDifference } from "lib/interference/arm_difference.ts";
import { tTestTwoSample } from "simple-statistics";

Deno.test("difference and error are those of a comparison of two means, in arms of any size", () => {
  const outcome = Int32Array.of(3, 0, 2, 2, 5, 1, 0);
  const promoted = Uint8Array.of(1, 0, 1, 0, 1, 0, 0);
  const shown = armDifference(outcome, promoted)!;
  // Means 10/3 and 3/4; variances 7/3 and 11/12.
  assertAlmostEquals(shown.difference, 10 / 3 - 3 / 4, 1e-15);
  assertAlmostEquals(shown.standardError, Math.sqrt(7 / 9 + 11 / 48), 1e-15);
  assertAlmostEquals(shown.upper - shown.lower, 2 * 1.96 * shown.standardError, 1e-14);
  // In arms of one size the pooled variance gives the same error.
  const even = armDifference(outcome.slice(0, 6), promoted.slice(0, 6))!;
  assertAlmostEquals(
    even.difference / even.standardError,
    tTestTwoSample([3, 2, 5], [0, 2, 1], 0)!,
    1e-12,
  );
});

Deno.test("swapping the arms turns the sign, and an arm of one slate shows nothing", () => {
  const outcome = Float64Array.of(1, 4, 2, 2);
  const promoted = Uint8Array.of(1, 1, 0, 0);
  const swapped = armDifference(outcome, promoted.map((flag) => 1 - flag))!;
  assertEquals(swapped.difference, -armDifference(outcome, promoted)!.difference);
  assertEquals(armDifference(outcome, Uint8Array.of(1, 0, 0, 0)), undefined);
  assertEquals(armDifference(outcome, new Uint8Array(4)), undefined);
  assertEquals(armDifference(new Float64Array(0), new Uint8Array(0)), undefined);
});

Deno.test("unsound columns are refused", () => {
  assertThrows(() => armDifference(Float64Array.of(1, NaN), Uint8Array.of(0, 1)), InputError);
  assertThrows(() => armDifference(Float64Array.of(1, 2), Uint8Array.of(0, 2)), InputError);
  assertThrows(() => armDifference(Float64Array.of(1, 2), Uint8Array.of(0)), InputError);
});
