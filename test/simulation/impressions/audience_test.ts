import { assertAlmostEquals, assertEquals, assertGreater, assertLess } from "@std/assert";
import { listLengthRank, newsAudience } from "lib/simulation/impressions/audience.ts";
import { seededSource } from "lib/random/seeded.ts";

Deno.test("a user without a leaning sees lists of every rank alike, one who leans longer ones", () => {
  for (const uniform of [0, 0.1, 0.5, 0.9, 1]) {
    assertAlmostEquals(listLengthRank(0, uniform), uniform, 1e-12);
  }
  assertGreater(listLengthRank(1, 0.5), 0.5);
  assertLess(listLengthRank(-1, 0.5), 0.5);
});

Deno.test("ranks are uniform over users of all leanings together", () => {
  const steps = 400;
  let below = 0;
  for (let u = 0; u < steps; u++) {
    for (let l = 0; l < steps; l++) {
      const rank = listLengthRank(2 * (l + 0.5) / steps - 1, (u + 0.5) / steps);
      if (rank < 0.25) below++;
    }
  }
  // A quarter, but for the grid.
  assertAlmostEquals(below / steps ** 2, 0.25, 2 / steps);
});

Deno.test("drawn users have histories of at most 425 articles", () => {
  const { drawUser, historyLength } = newsAudience();
  const source = seededSource(1);
  for (let i = 0; i < 1_000; i++) assertLess(historyLength[drawUser(source)]!, 426);
  assertEquals(Math.min(...historyLength), 0);
});
