import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { InputError } from "lib/errors.ts";
import { bucketSegments, rankSegments } from "lib/effects/segmentations.ts";

const HISTORY = {
  edges: [-1, 0, 10, 30, 100, Infinity],
  labels: ["0", "1-10", "11-30", "31-100", "101+"],
};

Deno.test("buckets include their upper edge and nothing outside", () => {
  const values = Float64Array.of(-1, -0.5, 0, 1, 10, 10.5, 30, 100, 101, 1e9, Infinity, NaN);
  const { codes } = bucketSegments("history_bucket", values, HISTORY);
  assertEquals([...codes], [-1, 0, 0, 1, 1, 2, 2, 3, 4, 4, 4, -1]);
  const hours = bucketSegments("hour", Float64Array.of(0, 5, 6, 23, 24), {
    edges: [-1, 5, 11, 16, 20, 23],
    labels: ["overnight", "morning", "afternoon", "evening", "late_evening"],
  });
  assertEquals([...hours.codes], [0, 0, 1, 4, -1]);
});

Deno.test("the lowest edge belongs to the lowest bucket only on demand", () => {
  const definition = { edges: [0, 10, 20], labels: ["low", "high"] };
  assertEquals([...bucketSegments("k", Float64Array.of(0), definition).codes], [-1]);
  const included = { ...definition, includeLowest: true };
  assertEquals([...bucketSegments("k", Float64Array.of(0, -1), included).codes], [0, -1]);
});

Deno.test("rank groups differ by at most one row and follow the values", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 4, maxLength: 80 }),
      (values) => {
        const { codes } = rankSegments("q", Float64Array.from(values), ["1", "2", "3", "4"]);
        const sizes = [0, 1, 2, 3].map((code) => codes.filter((c) => c === code).length);
        const spread = Math.max(...sizes) - Math.min(...sizes);
        const ordered = values.every((value, i) =>
          values.every((other, j) => !(value < other) || codes[i]! <= codes[j]!)
        );
        const firstCome = values.every((value, i) =>
          values.every((other, j) => !(value === other && i < j) || codes[i]! <= codes[j]!)
        );
        return spread <= 1 && ordered && firstCome;
      },
    ),
    { seed: 5, numRuns: 200 },
  );
});

Deno.test("rows without a value have no rank", () => {
  const { codes } = rankSegments("q", Float64Array.of(3, NaN, 1, 2), ["low", "high"]);
  assertEquals([...codes], [1, -1, 0, 0]);
});

Deno.test("edges that do not fit are refused", () => {
  const values = Float64Array.of(1);
  assertThrows(
    () => bucketSegments("h", values, { edges: [0, 1], labels: ["a", "b"] }),
    InputError,
    "2 edges cannot bound 2 buckets",
  );
  assertThrows(
    () => bucketSegments("h", values, { edges: [0, 2, 1], labels: ["a", "b"] }),
    InputError,
    "do not ascend",
  );
  assertThrows(
    () => rankSegments("q", Float64Array.of(1, NaN), ["a", "b"]),
    InputError,
    "1 values cannot fill 2 groups",
  );
});
