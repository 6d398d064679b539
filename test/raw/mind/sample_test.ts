import { assertEquals, assertLess, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { drawImpressions } from "lib/raw/mind/sample.ts";

Deno.test("a draw has the size asked for, without repetition, in logged order", () => {
  fc.assert(
    fc.property(fc.nat(200), fc.nat(220), fc.nat(), (total, size, seed) => {
      const drawn = [...drawImpressions(total, size, seed)];
      assertEquals(drawn.length, Math.min(size, total));
      assertEquals(drawn, [...new Set(drawn)].sort((a, b) => a - b));
      assertEquals(drawn.every((index) => index >= 0 && index < total), true);
    }),
    { seed: 7 },
  );
});

Deno.test("the seed decides the draw", () => {
  assertEquals(drawImpressions(1000, 50, 3), drawImpressions(1000, 50, 3));
  assertNotEquals(drawImpressions(1000, 50, 3), drawImpressions(1000, 50, 4));
});

Deno.test("every pair of impressions is equally likely", () => {
  const draws = 20_000;
  const counts = new Map<string, number>();
  for (let seed = 0; seed < draws; seed++) {
    const pair = drawImpressions(5, 2, seed).join();
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  const expected = draws / 10;
  const chiSquare = [...counts.values()].reduce(
    (sum, n) => sum + (n - expected) ** 2 / expected,
    0,
  );
  assertEquals(counts.size, 10);
  assertLess(chiSquare, 27.88); // 99.9 % quantile on 9 degrees of freedom
});
