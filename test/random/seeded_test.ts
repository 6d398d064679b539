import { assert, assertAlmostEquals, assertEquals, assertLess, assertThrows } from "@std/assert";
import fc from "fast-check";
import { mean, variance } from "simple-statistics";
import { InputError } from "lib/errors.ts";
import { type Seed, seededSource, seedText, weightedChoice } from "lib/random/seeded.ts";

const draws = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);

Deno.test("the first draw is the one that the generator's documentation prints", () => {
  assertEquals(seededSource("hello.").uniform(), 0.4783254903741181);
});

Deno.test("a seed determines a stream, and named streams of one seed differ", () => {
  const first = seededSource(5, "a");
  const again = seededSource(5, "a");
  assertEquals(draws(50, first.uniform), draws(50, again.uniform));
  const other = seededSource(5, "b");
  assert(draws(50, seededSource(5).uniform).every((u) => u !== other.uniform()));
});

Deno.test("a number and its text are one seed", () => {
  assertEquals([seedText(20191109), seedText("20191109")], ["20191109", "20191109"]);
  assertEquals(seededSource(7).uniform(), seededSource("7").uniform());
});

Deno.test("seeds of other types are refused by name", () => {
  for (const seed of [undefined, null, NaN, Infinity, true, {}, [1], 5n, "", Symbol("s")]) {
    assertThrows(() => seededSource(seed as Seed), InputError, "The seed is");
  }
});

Deno.test("whole numbers are equally likely and stay in range", () => {
  const source = seededSource("whole numbers");
  const counts = new Array(7).fill(0);
  for (let i = 0; i < 70_000; i++) counts[source.integerBelow(7)]++;
  // Chi-squared with 6 degrees of freedom, upper 0.1 % point 22.46, lower 0.1 % point 0.38.
  const statistic = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  assertLess(statistic, 22.46);
  assertLess(0.38, statistic);
});

Deno.test("normal draws have the normal's moments and tails", () => {
  const values = draws(200_000, seededSource("normal").normal);
  assertAlmostEquals(mean(values), 0, 0.01);
  assertAlmostEquals(variance(values), 1, 0.015);
  assertAlmostEquals(values.filter((z) => z > 1.959964).length / values.length, 0.025, 0.0015);
  assertAlmostEquals(values.filter((z) => z < -1.959964).length / values.length, 0.025, 0.0015);
});

Deno.test("a shuffle makes every order equally likely", () => {
  const source = seededSource("orders");
  const counts = new Map<string, number>();
  for (let i = 0; i < 24_000; i++) {
    const values = [0, 1, 2, 3];
    source.shuffle(values);
    counts.set(values.join(), (counts.get(values.join()) ?? 0) + 1);
  }
  assertEquals(counts.size, 24);
  // Chi-squared with 23 degrees of freedom, upper 0.1 % point 49.73.
  const statistic = [...counts.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
  assertLess(statistic, 49.73);
});

Deno.test("a shuffle of a part leaves the rest where it is", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer(), { minLength: 1 }),
      fc.nat(),
      fc.nat(),
      (values, a, b) => {
        const start = a % values.length;
        const end = start + b % (values.length - start + 1);
        const shuffled = [...values];
        seededSource(a).shuffle(shuffled, start, end);
        assertEquals(shuffled.slice(0, start), values.slice(0, start));
        assertEquals(shuffled.slice(end), values.slice(end));
        assertEquals(shuffled.toSorted((x, y) => x - y), values.toSorted((x, y) => x - y));
      },
    ),
    { seed: 11, numRuns: 200 },
  );
});

Deno.test("weighted draws come as often as their weights say", () => {
  const weights = [0.5, 0, 4, 1.5, 2];
  const choose = weightedChoice(weights);
  const source = seededSource("weights");
  const counts = weights.map(() => 0);
  for (let i = 0; i < 80_000; i++) counts[choose(source)]!++;
  assertEquals(counts[1], 0);
  // Chi-squared with 3 degrees of freedom, upper 0.1 % point 16.27.
  const statistic = weights.reduce((sum, weight, i) => {
    const expected = weight * 10_000;
    return expected === 0 ? sum : sum + (counts[i]! - expected) ** 2 / expected;
  }, 0);
  assertLess(statistic, 16.27);
});

Deno.test("an index of weight 0 is never drawn, however the sums round", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constant(0), fc.double({ min: 1e-300, max: 1e6, noNaN: true })), {
        minLength: 1,
        maxLength: 30,
      }).filter((weights) => weights.some((weight) => weight > 1e-3)),
      (weights) => {
        const choose = weightedChoice(weights);
        const source = seededSource("zeros");
        for (let i = 0; i < 200; i++) assert(weights[choose(source)]! > 0);
      },
    ),
    { seed: 12, numRuns: 200 },
  );
});

Deno.test("weights that are no weights are refused with their number", () => {
  const error = assertThrows(() => weightedChoice([1, -1, NaN, Infinity]), InputError);
  assertEquals(error.count, 3);
  assertThrows(() => weightedChoice([0, 0]), InputError, "No weight is positive");
  assertThrows(() => weightedChoice([]), InputError, "No weight is positive");
});
