import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { aipwScores, averageEffect } from "lib/effects/aipw.ts";
import { clippedEffects, clippingBounds } from "lib/effects/clipping.ts";
import { InputError } from "lib/errors.ts";

Deno.test("the bound in use is on the grid to the last bit, which is even and below one half", () => {
  for (const clip of [0.01, 0.05, 0.001, 0.0003, 0.02, 0.3, 0.499, 1 / 3]) {
    const bounds = clippingBounds(clip);
    assert(bounds.includes(clip), String(clip));
    assert(bounds.every((bound) => bound > 0 && bound < 0.5), String(clip));
    assertAlmostEquals(bounds[0]!, clip / 5, 1e-15);
    const steps = bounds.slice(1).map((bound, at) => bound - bounds[at]!);
    for (const step of steps) assertAlmostEquals(step, clip / 5, 1e-12);
  }
});

Deno.test("around no clipping the bounds begin at 0", () => {
  const bounds = clippingBounds(0);
  assertEquals([bounds[0], bounds.at(-1)], [0, 0.1]);
});

Deno.test("a bound that is none is refused", () => {
  for (const clip of [-0.1, 0.5, NaN, "0.01" as unknown as number]) {
    assertThrows(() => clippingBounds(clip), InputError, "the clipping bound is");
  }
});

const ROWS = {
  outcome: Uint8Array.of(1, 0, 1, 0, 1),
  treatment: Uint8Array.of(1, 0, 1, 1, 0),
  propensity: Float64Array.of(0.02, 0.3, 0.5, 0.97, 0.9),
  outcomeTreated: Float64Array.of(0.2, 0.1, 0.3, 0.2, 0.4),
  outcomeControl: Float64Array.of(0.1, 0.1, 0.2, 0.1, 0.3),
};

Deno.test("each average is that of the scores under its bound, with its counts", () => {
  const bounds = [0.01, 0.05, 0.2, 0.49];
  const clipped = clippedEffects(ROWS, bounds);
  assertEquals(clipped.map(({ clip }) => clip), bounds);
  clipped.forEach(({ clip, effect, raised, lowered }) => {
    const expected = aipwScores(ROWS, clip);
    assertEquals(effect, averageEffect(expected.scores));
    assertEquals([raised, lowered], [expected.raised, expected.lowered]);
  });
  assertEquals(clipped.map(({ raised, lowered }) => raised + lowered), [0, 2, 3, 4]);
});

Deno.test("no bounds give no averages, unsound rows are refused", () => {
  assertEquals(clippedEffects(ROWS, []), []);
  assertThrows(() => clippedEffects(ROWS, [0.7]), InputError);
  assertThrows(
    () => clippedEffects({ ...ROWS, propensity: Float64Array.of(NaN, 1, 1, 1, 1) }, [0.1]),
    InputError,
  );
});
