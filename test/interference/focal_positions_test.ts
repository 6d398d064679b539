import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { countFocalPositions } from "lib/interference/focal_positions.ts";
import { ASSIGNMENT_ARMS, assignPromotions } from "lib/interference/promotion.ts";
import { checkSlates, type Slates } from "lib/interference/slates.ts";

function slatesOf(slates: number, slateSize: number): Slates {
  const rows = slates * slateSize;
  return checkSlates({
    slates,
    slateOfRow: Int32Array.from({ length: rows }, (_, row) => Math.floor(row / slateSize)),
    // From the bottom up, so that a row's number and its position differ.
    seedPosition: Int32Array.from({ length: rows }, (_, row) => slateSize - row % slateSize),
    cluster: new Int32Array(rows),
  });
}

Deno.test("each slate counts once, in its arm and at its focal item's seed position", () => {
  const assignment = {
    focalRow: Int32Array.of(0, 4, 6),
    promoted: Uint8Array.of(1, 0, 1),
  };
  const counts = countFocalPositions(slatesOf(3, 3), assignment, { minPromotablePosition: 2 });
  assertEquals(counts, [
    { position: 2, arm: "leave_slate_unchanged", slates: 1 },
    { position: 2, arm: "promote_focal_item", slates: 0 },
    { position: 3, arm: "leave_slate_unchanged", slates: 0 },
    { position: 3, arm: "promote_focal_item", slates: 2 },
  ]);
});

Deno.test("every eligible position has an entry for both arms, and the counts add up", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 15 }),
      fc.nat(14),
      fc.nat(1000),
      (slates, slateSize, skipped, seed) => {
        const minPromotablePosition = 1 + skipped % slateSize;
        const design = { seed, promotionProbability: 0.5, minPromotablePosition };
        const rows = slatesOf(slates, slateSize);
        const assignment = assignPromotions(rows, design);
        const counts = countFocalPositions(rows, assignment, design);
        assertEquals(
          counts.map(({ position, arm }) => [position, arm]),
          Array.from({ length: slateSize - minPromotablePosition + 1 }, (_, at) => at)
            .flatMap((at) => ASSIGNMENT_ARMS.map((arm) => [minPromotablePosition + at, arm])),
        );
        ASSIGNMENT_ARMS.forEach((arm, code) => {
          const expected = assignment.promoted.filter((value) => value === code).length;
          const counted = counts
            .filter((count) => count.arm === arm)
            .reduce((sum, count) => sum + count.slates, 0);
          assertEquals(counted, expected);
        });
      },
    ),
    { seed: 20260428 },
  );
});
