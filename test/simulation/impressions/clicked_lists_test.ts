import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  clickedInPlace,
  clickedList,
  topThreeProducts,
} from "lib/simulation/impressions/clicked_lists.ts";
import { topThreeProbabilities } from "lib/simulation/impressions/ranking.ts";

const lists = (minLength: number, maxLength: number) =>
  fc.array(
    fc.record({
      weight: fc.double({ min: Math.exp(-4), max: Math.exp(4), noNaN: true }),
      top: fc.double({ min: 0.001, max: 0.9, noNaN: true }),
      further: fc.double({ min: 0.001, max: 0.9, noNaN: true }),
    }),
    { minLength, maxLength },
  );

/** The definition: the sum over every ordered choice of three, and every row's click. */
function byEnumeration(
  rows: readonly { weight: number; top: number; further: number }[],
  explored: number,
) {
  const n = rows.length;
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const zeros = () => rows.map(() => 0);
  const [placed, clickedTop, clickedFurther] = [zeros(), zeros(), zeros()];
  let anyClick = 0;
  const each = (weigh: (a: number, b: number, c: number) => void) => {
    for (let a = 0; a < n; a++) {
      for (let b = 0; b < n; b++) {
        for (let c = 0; c < n; c++) if (a !== b && b !== c && a !== c) weigh(a, b, c);
      }
    }
  };
  each((a, b, c) => {
    const [x, y, z] = [rows[a]!.weight, rows[b]!.weight, rows[c]!.weight];
    const byWeight = (x / total) * (y / (total - x)) * (z / (total - x - y));
    const chance = (1 - explored) * byWeight + explored / (n * (n - 1) * (n - 2));
    const isTop = (i: number) => i === a || i === b || i === c;
    const p = rows.map(({ top, further }, i) => isTop(i) ? top : further);
    const any = 1 - p.reduce((product, own) => product * (1 - own), 1);
    anyClick += chance * any;
    p.forEach((own, i) => {
      if (isTop(i)) {
        placed[i]! += chance * any;
        clickedTop[i]! += chance * own;
      } else clickedFurther[i]! += chance * own;
    });
  });
  return {
    anyClick,
    propensity: placed.map((p) => p / anyClick),
    top3: clickedTop.map((p, i) => p / placed[i]!),
    rank4Plus: clickedFurther.map((p, i) => p / (anyClick - placed[i]!)),
  };
}

Deno.test("a list given a click is what the sum over all orders says", () => {
  fc.assert(
    fc.property(lists(4, 8), fc.double({ min: 0.2, max: 1, noNaN: true }), (rows, explored) => {
      const given = clickedList(Float64Array.from(rows, ({ weight }) => weight), explored, {
        top3: Float64Array.from(rows, ({ top }) => top),
        rank4Plus: Float64Array.from(rows, ({ further }) => further),
      });
      const expected = byEnumeration(rows, explored);
      assertAlmostEquals(given.anyClick, expected.anyClick, 1e-12);
      for (const figure of ["propensity", "top3", "rank4Plus"] as const) {
        given[figure].forEach((p, i) => assertAlmostEquals(p, expected[figure][i]!, 1e-10));
      }
    }),
    { seed: 41, numRuns: 100 },
  );
});

Deno.test("with factors of 1 the products are the probabilities", () => {
  fc.assert(
    fc.property(lists(4, 60), (rows) => {
      const weights = Float64Array.from(rows, ({ weight }) => weight);
      const products = topThreeProducts(weights, new Float64Array(rows.length).fill(1));
      topThreeProbabilities(weights).forEach((p, i) => assertAlmostEquals(products[i]!, p, 1e-11));
    }),
    { seed: 42, numRuns: 100 },
  );
});

Deno.test("in a list of one a click is certain, in one of two either makes the other less likely", () => {
  const half = (rows: number) => new Float64Array(rows).fill(0.5);
  const list = (rows: number) =>
    clickedList(half(rows), 0.3, { top3: half(rows), rank4Plus: half(rows) });
  assertEquals([...list(1).top3], [1]);
  assertEquals([...list(2).top3], [2 / 3, 2 / 3]);
  assertEquals([...list(2).propensity], [1, 1]);
  const apart = clickedInPlace(
    Uint8Array.of(1, 0),
    Float64Array.of(0.5, 1),
    Float64Array.of(0, 0.5),
  );
  assertEquals(apart.anyClick, 0.75);
  assertEquals([...apart.top3], [2 / 3, 1]);
  assertEquals([...apart.rank4Plus], [0, 2 / 3]);
});
