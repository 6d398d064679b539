import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import { isWithin, windowOf } from "lib/charts/effect_window.ts";

const span = (lift: number, half: number) => ({ lift, lower: lift - half, upper: lift + half });

Deno.test("a window holds every interval, zero and the further values", () => {
  const window = windowOf([span(3, 1), span(5, 2)], [-1]);
  for (const value of [2, 4, 7, 0, -1]) assert(isWithin(value, window), String(value));
});

Deno.test("an estimate farther out than the others' range again does not widen it", () => {
  const near = [span(1, 1), span(2, 1)];
  assertLess(windowOf([...near, span(20, 1)], [])[1], 4);
  assertGreater(windowOf([...near, span(5, 1)], [])[1], 6);
  assertGreater(windowOf([...near, span(-20, 1), span(30, 1)], [])[0], -1);
});

Deno.test("estimates that cannot be trusted widen it by a quarter to a side at most", () => {
  const [low, high] = windowOf([span(5, 5)], [], [span(5, 100)]);
  assertEquals([low, high].map((end) => Math.round(10 * end) / 10), [-2.9, 12.9]);
  const untouched = windowOf([span(5, 5)], [], [span(900, 1)]);
  assertLess(untouched[1], 11);
});

Deno.test("no span, equal spans and zeros alone have a window of some width", () => {
  for (const spans of [[], [span(0, 0)], [span(0, 0), span(0, 0), span(0, 0)]]) {
    const [low, high] = windowOf(spans, []);
    assertLess(low, 0);
    assertGreater(high, 0);
  }
});
