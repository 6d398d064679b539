import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { visibilityAt } from "lib/interference/exposure.ts";
import { assignPromotions, ORIGINAL_PROMOTION_DESIGN } from "lib/interference/promotion.ts";
import { checkSlates, type Slates } from "lib/interference/slates.ts";

function slatesOf(count: number, size: number): Slates {
  const rows = count * size;
  return checkSlates({
    slates: count,
    slateOfRow: Int32Array.from({ length: rows }, (_, row) => Math.floor(row / size)),
    seedPosition: Int32Array.from({ length: rows }, (_, row) => row % size + 1),
    cluster: new Int32Array(rows),
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

Deno.test("the streams alone give what the original prints of its 3,000 slates", () => {
  const slates = slatesOf(3000, 12);
  const { focalRow, promoted } = assignPromotions(slates, ORIGINAL_PROMOTION_DESIGN);
  const positions = [...focalRow].map((row) => slates.seedPosition[row]!);
  const flags = [...promoted];
  const arm = (flag: number) => positions.filter((_, slate) => flags[slate] === flag);

  assertEquals(flags.reduce((sum, flag) => sum + flag, 0), 1505);
  assertEquals(flags.slice(0, 5), [1, 0, 1, 0, 0]);
  assertEquals(positions.slice(0, 5), [8, 12, 5, 5, 11]);
  assertEquals(mean(positions).toFixed(4), "8.4700");
  assertEquals(mean(arm(0)).toFixed(4), "8.4468");
  assertEquals(mean(arm(1)).toFixed(4), "8.4930");
  const gains = arm(1).map((position) => visibilityAt(1) - visibilityAt(position));
  assertEquals(mean(gains).toFixed(4), "0.6837");
  const others = arm(0).map((position) => (78 - position) / 11);
  assertEquals(mean(others).toFixed(4), "6.3230");
});

Deno.test("every eligible place is drawn equally often, no other ever", () => {
  const slates = slatesOf(20_000, 6);
  const { focalRow } = assignPromotions(slates, {
    seed: 5,
    promotionProbability: 0.5,
    minPromotablePosition: 3,
  });
  const counts = new Array<number>(7).fill(0);
  for (const row of focalRow) counts[slates.seedPosition[row]!]!++;
  assertEquals(counts.slice(0, 3), [0, 0, 0]);
  // Four places: the standard deviation of a count is √(20000 · ¼ · ¾) = 61.
  for (const count of counts.slice(3)) assertAlmostEquals(count, 5000, 4 * 61);
});

Deno.test("promotions follow the probability, on both sides, and its ends are certain", () => {
  const slates = slatesOf(10_000, 3);
  const share = (promotionProbability: number) => {
    const design = { seed: 3, promotionProbability, minPromotablePosition: 1 };
    return mean([...assignPromotions(slates, design).promoted]);
  };
  assertEquals([share(0), share(1)], [0, 1]);
  for (const probability of [0.1, 0.5, 0.9]) {
    const error = Math.sqrt(probability * (1 - probability) / 10_000);
    assert(Math.abs(share(probability) - probability) < 4 * error);
  }
});

Deno.test("eligible rows are counted in the order of the rows, as the original counts them", () => {
  const inOrder = slatesOf(50, 12);
  const reversed = checkSlates({
    ...inOrder,
    slateOfRow: inOrder.slateOfRow.toReversed(),
    seedPosition: inOrder.seedPosition.toReversed(),
  });
  const positions = (slates: Slates) =>
    [...assignPromotions(slates, ORIGINAL_PROMOTION_DESIGN).focalRow].map((row) =>
      slates.seedPosition[row]!
    );
  assertEquals(positions(reversed), positions(inOrder).map((position) => 17 - position));
});

Deno.test("impossible designs are refused with what to do", () => {
  const slates = slatesOf(4, 12);
  const assign = (change: object) => () =>
    assignPromotions(slates, { ...ORIGINAL_PROMOTION_DESIGN, ...change });
  for (const promotionProbability of [-0.1, 1.1, NaN]) {
    assertThrows(assign({ promotionProbability }), InputError, "from 0 to 1");
  }
  assertThrows(assign({ minPromotablePosition: 13 }), InputError, "no position is eligible");
  for (const minPromotablePosition of [0, 2.5, NaN]) {
    assertThrows(assign({ minPromotablePosition }), InputError, "is not a position");
  }
  assertThrows(assign({ seed: -1 }), InputError, "is not an integer");
});
