import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { InputError } from "lib/errors.ts";
import { groupFolds } from "lib/nuisance/group_folds.ts";

const groups = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 20, maxLength: 80 })
  .filter((rows) => new Set(rows).size >= 5);
const RUNS = { seed: 20260428, numRuns: 200 };

Deno.test("no group is torn, all folds are filled, and they differ by at most the largest group", () => {
  fc.assert(
    fc.property(groups, fc.integer({ min: 2, max: 5 }), fc.integer(), (rows, folds, seed) => {
      const group = Int32Array.from(rows);
      const foldOfRow = groupFolds(group, folds, seed);
      const foldOf = new Map<number, number>();
      const sizeOf = new Map<number, number>();
      const counts = new Array<number>(folds).fill(0);
      rows.forEach((own, row) => {
        assertEquals(foldOf.get(own) ?? foldOfRow[row], foldOfRow[row]);
        foldOf.set(own, foldOfRow[row]!);
        sizeOf.set(own, (sizeOf.get(own) ?? 0) + 1);
        counts[foldOfRow[row]!]!++;
      });
      assert(counts.every((count) => count > 0));
      assert(Math.max(...counts) - Math.min(...counts) <= Math.max(...sizeOf.values()));
    }),
    RUNS,
  );
});

Deno.test("the seed decides, the numbers of the groups do not", () => {
  const group = Int32Array.from({ length: 300 }, (_, row) => Math.floor(row / 3));
  const folds = groupFolds(group, 5, 1);
  assertEquals(groupFolds(group, 5, 1), folds);
  assertEquals(groupFolds(group.map((own) => 5000 - 7 * own), 5, 1), folds);
  assertNotEquals(groupFolds(group, 5, 2), folds);
});

Deno.test("too few groups, rows without one and numbers that are none are refused", () => {
  const refused = (verb: () => unknown, words: string) => assertThrows(verb, InputError, words);
  refused(() => groupFolds(Int32Array.of(1, 1, 2), 3, 1), "2 groups cannot fill 3 folds");
  refused(() => groupFolds(Int32Array.of(1, -1, 2), 2, 1), "1 of 3 values is no number of a group");
  for (const folds of [1, 2.5, 256]) {
    refused(() => groupFolds(Int32Array.of(1, 2, 3), folds, 1), "is not a number of folds");
  }
});
