import { assertEquals, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { bucketSegments, rankSegments } from "lib/effects/segmentations.ts";
import { segmentEffects } from "lib/effects/segments.ts";

const SIX = {
  treatment: Uint8Array.of(1, 0, 1, 0, 1, 0),
  outcome: Uint8Array.of(1, 0, 0, 0, 1, 0),
  scores: Float64Array.of(0.5, 0.25, 1, 2, 3, 5),
};
const ANY = { minimumRows: 2, minimumTreated: 1, minimumControl: 1 };
const codes = Int32Array.of(0, 0, 1, 1, -1, -1);

function names(levels: readonly string[]): string[] {
  return segmentEffects({ name: "category", levels, codes }, SIX, ANY).effects
    .map(({ segment }) => segment);
}

Deno.test("rows without a level have another name than every level", () => {
  assertEquals(names(["sports", "news"]), ["missing", "news", "sports"]);
  assertEquals(names(["missing", "news"]), ["missing (no value)", "news", "missing"]);
  assertEquals(names(["missing", "missing (no value)"]), [
    "missing (no value) (no value)",
    "missing (no value)",
    "missing",
  ]);
});

Deno.test("labels and levels that stand twice are refused by name", () => {
  const twice = assertThrows(() => names(["news", "news"]), InputError, 'are called "news"');
  assertEquals([twice.column, twice.count], ["category", 1]);
  const hours = Float64Array.of(1, 2, 3, 4);
  assertThrows(
    () => bucketSegments("hour", hours, { edges: [0, 2, 3, 4], labels: ["a", "b", "a"] }),
    InputError,
    'several labels are called "a" (column "hour")',
  );
  assertThrows(() => rankSegments("hour", hours, ["a", "a"]), InputError, '"a"');
});

Deno.test("values to be divided are numbers or missing, codes name a level or are -1", () => {
  const given = (values: unknown[]) => values as unknown as Float64Array;
  const halves = (values: unknown[]) => [...rankSegments("x", given(values), ["a", "b"]).codes];
  assertEquals(halves([1, null, 3, undefined, NaN]), [0, -1, 1, -1, -1]);
  const { count, column } = assertThrows(() => halves([1, "2", 3]), InputError);
  assertEquals([count, column], [1, "x"]);
  const bucket = { edges: [0, 2], labels: ["a"] };
  assertThrows(() => bucketSegments("x", given(["1"]), bucket), InputError, "not numeric");
  const misspelt = { ...bucket, include_lowest: true };
  assertThrows(() => bucketSegments("x", given([1]), misspelt), InputError, '"include_lowest"');
  for (const odd of [2, -2, 0.5, NaN, "0", null, 2 ** 32]) {
    const codes = [0, 0, 1, 1, odd, 1] as unknown as Int32Array;
    const error = assertThrows(
      () => segmentEffects({ name: "topic", levels: ["a", "b"], codes }, SIX, ANY),
      InputError,
    );
    assertEquals([error.column, error.count], ["topic", 1]);
  }
});
