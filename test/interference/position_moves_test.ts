import { fileURLToPath } from "node:url";
import { assertEquals } from "@std/assert";
import { quantileSorted } from "d3-array";
import fc from "fast-check";
import { EXPOSURE_GROUPS } from "lib/interference/exposure.ts";
import { mapExposure } from "lib/interference/exposure_mapping.ts";
import { countPositionMoves } from "lib/interference/position_moves.ts";
import { assignPromotions, ORIGINAL_PROMOTION_DESIGN } from "lib/interference/promotion.ts";
import { slatePaths } from "lib/slates/schema.ts";
import { openSlates } from "lib/slates/table.ts";
import expected from "../fixtures/interference_spillover_effects/expected.json" with {
  type: "json",
};
import { assignedSlates, PROPERTY_SEED } from "./random_slates.ts";

const FIXTURE = fileURLToPath(
  new URL("../fixtures/interference_spillover_effects", import.meta.url),
);

Deno.test("every row is counted once, in its group and by its move", () => {
  fc.assert(
    fc.property(assignedSlates(20), ({ slates, assignment }) => {
      const exposure = mapExposure(slates, assignment);
      const groups = countPositionMoves(exposure);
      assertEquals(groups.reduce((sum, { rows }) => sum + rows, 0), slates.rows);
      for (const { group, rows, moves } of groups) {
        const code = EXPOSURE_GROUPS.indexOf(group);
        const changes = [...exposure.positionChange].filter((_, row) =>
          exposure.group[row] === code
        );
        assertEquals(changes.length, rows);
        assertEquals(
          moves.flatMap(({ change, rows }) => new Array<number>(rows).fill(change)),
          changes.sort((a, b) => a - b),
        );
      }
    }),
    { seed: PROPERTY_SEED, numRuns: 200 },
  );
});

Deno.test("on the fixture the moves have the quartiles and whiskers of the original's boxes", () => {
  const { slates } = openSlates(slatePaths(FIXTURE));
  const assignment = assignPromotions(slates, ORIGINAL_PROMOTION_DESIGN);
  const groups = countPositionMoves(mapExposure(slates, assignment));
  assertEquals(groups.map(({ group }) => group), [...EXPOSURE_GROUPS]);
  const { lines } = expected["11_position_change_boxplot"].axes[0]!;
  groups.forEach(({ moves }, place) => {
    const values = moves.flatMap(({ change, rows }) => new Array<number>(rows).fill(change));
    const [low, median, high] = [0.25, 0.5, 0.75].map((share) => quantileSorted(values, share)!);
    const reach = 1.5 * (high! - low!);
    // Five lines a box: both whiskers from the quartile outwards, both caps, the median.
    const [lower, upper, , , middle] = lines.slice(5 * place, 5 * place + 5).map(({ y }) => y);
    assertEquals(lower, [low, values.find((value) => value >= low! - reach)]);
    assertEquals(upper, [high, values.findLast((value) => value <= high! + reach)]);
    assertEquals(middle, [median, median]);
  });
});
