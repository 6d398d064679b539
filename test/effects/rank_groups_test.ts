import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { rankGroups } from "lib/effects/rank_groups.ts";

/** What `pandas.qcut(pandas.Series(values).rank(method="first"), 4, labels=False)` returns. */
const QCUT: readonly (readonly [values: readonly number[], groups: readonly number[]])[] = [
  [[5, 5], [0, 3]],
  [[9, 1, 4], [3, 0, 1]],
  [[1, 1, 1, 1], [0, 1, 2, 3]],
  [[7, 1, 1, 1, 1], [3, 0, 0, 1, 2]],
  [[3, 1, 4, 1, 5, 9, 2, 6, 5, 3], [1, 0, 2, 0, 2, 3, 0, 3, 3, 1]],
];

for (const [values, groups] of QCUT) {
  Deno.test(`quarters of ${values.join(", ")}`, () => {
    assertEquals([...rankGroups(values, 4)], groups);
  });
}

Deno.test("where releases of pandas differ, a rank on a border is in the lower group", () => {
  // pandas 2.3.3 rounds the first border below rank 2 and puts it into the middle group: 0011222.
  const groupsOf = (rows: number, groups: number) =>
    rankGroups(Float64Array.from({ length: rows }, (_, row) => row), groups).join("");
  assertEquals(groupsOf(7, 3), "0001122");
  assertEquals(groupsOf(13, 3), "0000011112222");
  assertEquals(groupsOf(8, 3), "00011222");
  assertEquals(groupsOf(10, 4), "0001122333");
});

Deno.test("one value alone is in the lowest group, and none is no error", () => {
  assertEquals([...rankGroups([8], 4)], [0]);
  assertEquals([...rankGroups([], 4)], []);
});

Deno.test("every rank lies between its group's borders, in whole numbers, for any number of groups", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 60 }),
      (values, groups) => {
        const order = [...values.keys()].sort((a, b) => values[a]! - values[b]! || a - b);
        const found = rankGroups(values, groups);
        order.forEach((row, rank) => {
          const scaled = BigInt(groups * rank);
          const last = BigInt(values.length - 1);
          let group = 0n;
          while (scaled > (group + 1n) * last) group++;
          assertEquals(found[row], Number(group));
        });
      },
    ),
    { seed: 4, numRuns: 500 },
  );
});
