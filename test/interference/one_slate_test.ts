import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { InputError } from "lib/errors.ts";
import type { ClickCovariates } from "lib/interference/click_covariates.ts";
import { ORIGINAL_CLICK_MODEL } from "lib/interference/click_model.ts";
import { type AssignedRow, EXPOSURE_GROUPS, exposureOfRow } from "lib/interference/exposure.ts";
import { invalidPositionSlates, mapExposure } from "lib/interference/exposure_mapping.ts";
import { movedTo } from "lib/interference/moved_to.ts";
import { oneSlate, type SlateMove } from "lib/interference/one_slate.ts";
import { itemPopularity, potentialClicks } from "lib/interference/outcomes.ts";
import { assignPromotions, ORIGINAL_PROMOTION_DESIGN } from "lib/interference/promotion.ts";
import { checkSlates, type Slates } from "lib/interference/slates.ts";
import { writeSlateSample } from "lib/simulation/ratings/sample_files.ts";
import { openSlates } from "lib/slates/table.ts";
import { withScratchFolder } from "../../notebooks/environment/folders.ts";
import { assignedSlates, PROPERTY_SEED, rowsBySlate } from "./random_slates.ts";

function covariatesOf({ rows }: Slates): ClickCovariates {
  return {
    relevance: Float64Array.from({ length: rows }, (_, row) => 0.5 + row * 7 % 10 / 2),
    userLikedRate: Float64Array.from({ length: rows }, (_, row) => row * 3 % 11 / 10),
    itemLikedRate: Float64Array.from({ length: rows }, (_, row) => row * 5 % 11 / 10),
    popularity: Float64Array.from({ length: rows }, (_, row) => row * 4 % 7 / 3 - 1),
  };
}

Deno.test("for place 1 every slate of a sample gets what mapping and click model give all at once", async () => {
  await withScratchFolder(async (folder) => {
    const { tables } = await writeSlateSample(folder, { users: 400, slates: 120, seed: 7 });
    const { slates, covariates: known, ratingCount } = openSlates(tables);
    const covariates = { ...known, popularity: itemPopularity(ratingCount).standardized };
    const { focalRow } = assignPromotions(slates, ORIGINAL_PROMOTION_DESIGN);
    const promoted = new Uint8Array(slates.slates).fill(1);
    const exposure = mapExposure(slates, { focalRow, promoted });
    const potential = potentialClicks(slates, focalRow, covariates, ORIGINAL_CLICK_MODEL);
    assertEquals(slates.slates, 120);
    for (let slate = 0; slate < slates.slates; slate++) {
      const { rows, unchanged, move } = oneSlate(slates, slate, covariates, ORIGINAL_CLICK_MODEL);
      const moved = move(slates.seedPosition[focalRow[slate]!]!, 1);
      const of = (values: ArrayLike<number>) => Array.from(rows, (row) => values[row]!);
      // To the last bit: it is the same arithmetic.
      assertEquals([...unchanged], of(potential.unchanged));
      assertEquals([...moved.probability], of(potential.promoted));
      for (const column of Object.keys(exposure) as (keyof typeof exposure)[]) {
        assertEquals([...moved.exposure[column]], of(exposure[column]), column);
      }
    }
  });
});

Deno.test("any move is what taking the movie out and putting it in again makes of the list", () => {
  fc.assert(
    fc.property(assignedSlates(3), ({ slates }) => {
      rowsBySlate(slates).forEach((rows, slate) => {
        const chosen = oneSlate(slates, slate, covariatesOf(slates), ORIGINAL_CLICK_MODEL);
        assertEquals([...chosen.rows], rows);
        for (const move of movesOf(chosen.move, rows.length)) {
          const list = rows.map((_, item) => item);
          const [taken] = list.splice(move.from - 1, 1);
          list.splice(move.to - 1, 0, taken!);
          const places = rows.map((_, item) => list.indexOf(item) + 1);
          assertEquals([...move.exposure.finalPosition], places);
          assertEquals(groupsOf(move), expectedGroups(slates, rows, move));
        }
      });
    }),
    { seed: PROPERTY_SEED, numRuns: 100 },
  );
});

Deno.test("click probabilities follow the model's formula at the new places", () => {
  const model = { ...ORIGINAL_CLICK_MODEL, smallestProbability: 0, largestProbability: 1 };
  const logit = (probability: number) => Math.log(probability / (1 - probability));
  fc.assert(
    fc.property(assignedSlates(3), ({ slates }) => {
      rowsBySlate(slates).forEach((rows, slate) => {
        const chosen = oneSlate(slates, slate, covariatesOf(slates), model);
        for (const move of movesOf(chosen.move, rows.length)) {
          const [from, to] = [move.from, move.to];
          const isPromoted = to < from;
          const groups = expectedGroups(slates, rows, move);
          rows.forEach((_, item) => {
            const [before, after] = [item + 1, move.exposure.finalPosition[item]!];
            const visibility = 1 / Math.log2(after + 1) - 1 / Math.log2(before + 1);
            const exposed = !isPromoted ? 0 : before === from ? 0.20 : -0.08 -
              (groups[item] === "same_cluster_spillover" ? 0.24 : 0) -
              (before >= to && before < from ? 0.10 : 0);
            const change = logit(move.probability[item]!) - logit(chosen.unchanged[item]!);
            // Two logarithms of probabilities that are themselves rounded.
            assertAlmostEquals(change, 1.15 * visibility + exposed, 1e-12);
            assertEquals(move.change[item], move.probability[item]! - chosen.unchanged[item]!);
          });
        }
      });
    }),
    { seed: PROPERTY_SEED, numRuns: 50 },
  );
});

Deno.test("moves keep places a permutation, move what lies between by one and nothing else", () => {
  fc.assert(
    fc.property(assignedSlates(2), ({ slates }) => {
      const chosen = oneSlate(slates, 0, covariatesOf(slates), ORIGINAL_CLICK_MODEL);
      const size = chosen.rows.length;
      const own = checkSlates({
        slates: 1,
        slateOfRow: new Int32Array(size),
        seedPosition: Int32Array.from({ length: size }, (_, item) => item + 1),
        cluster: new Int32Array(size),
      });
      for (const { from, to, exposure, change } of movesOf(chosen.move, size)) {
        assertEquals([...invalidPositionSlates(own, exposure.finalPosition)], []);
        exposure.positionChange.forEach((moved, item) => {
          const place = item + 1;
          const isBetween = Math.min(from, to) <= place && place <= Math.max(from, to);
          assertEquals(moved, place === from ? to - from : isBetween ? Math.sign(from - to) : 0);
          assertEquals(exposure.displaced[item], place !== from && isBetween && to < from ? 1 : 0);
        });
        // Visibility changes hands; the slate as a whole has none more or less.
        assertAlmostEquals(exposure.visibilityGain.reduce((sum, gain) => sum + gain, 0), 0, 1e-14);
        if (from === to) assert(change.every((value) => value === 0));
      }
    }),
    { seed: PROPERTY_SEED, numRuns: 100 },
  );
});

Deno.test("the rule for place 1 is the given one wherever it is asked of a movie further down", () => {
  for (let focal = 2; focal <= 12; focal++) {
    for (let place = 1; place <= 12; place++) {
      for (
        const [slateIsPromoted, shares] of [[true, true], [true, false], [false, true]] as const
      ) {
        const row: AssignedRow = {
          seedPosition: place,
          focalSeedPosition: focal,
          isFocal: place === focal,
          slateIsPromoted,
          sharesFocalCluster: shares || place === focal,
        };
        assertEquals(movedTo(1)(row), exposureOfRow(row));
      }
    }
  }
});

Deno.test("a rule of one's own is the one that moves: here the movies trade places", () => {
  const tradingPlaces = (row: AssignedRow) => {
    const exposure = exposureOfRow(row);
    if (exposure.directTreatment) return exposure;
    const displaced = row.slateIsPromoted && row.seedPosition === 1;
    const finalPosition = displaced ? row.focalSeedPosition : row.seedPosition;
    return { ...exposure, displaced, finalPosition };
  };
  const slates = checkSlates({
    slates: 1,
    slateOfRow: new Int32Array(5),
    seedPosition: Int32Array.of(1, 2, 3, 4, 5),
    cluster: new Int32Array(5),
  });
  const { move } = oneSlate(slates, 0, covariatesOf(slates), ORIGINAL_CLICK_MODEL, tradingPlaces);
  assertEquals([...move(5, 2).exposure.finalPosition], [1, 5, 3, 4, 2]);
  assertEquals([...move(5, 2).exposure.displaced], [0, 1, 0, 0, 0]);
});

Deno.test("slates and places that are none are refused, and so are centers that are no numbers", () => {
  const slates = checkSlates({
    slates: 1,
    slateOfRow: new Int32Array(2),
    seedPosition: Int32Array.of(1, 2),
    cluster: new Int32Array(2),
  });
  const covariates = covariatesOf(slates);
  for (const slate of [-1, 1, 0.5, NaN]) {
    assertThrows(
      () => oneSlate(slates, slate, covariates, ORIGINAL_CLICK_MODEL),
      InputError,
      `there is no slate ${slate}`,
    );
  }
  const { move } = oneSlate(slates, 0, covariates, ORIGINAL_CLICK_MODEL);
  for (const place of [0, 3, 1.5]) {
    for (const [from, to] of [[place, 1], [1, place]] as const) {
      assertThrows(() => move(from, to), InputError, `${place} is not a place of this slate`);
    }
  }
  assertThrows(() => movedTo(0), InputError, "0 is not a place");
  assertThrows(
    () =>
      potentialClicks(
        slates,
        Int32Array.of(0),
        { ...covariates, centers: { user: NaN, item: 0.5 } },
        ORIGINAL_CLICK_MODEL,
      ),
    InputError,
    "the center of the users' liked rates is NaN",
  );
});

function movesOf(move: (from: number, to: number) => SlateMove, size: number): SlateMove[] {
  const places = Array.from({ length: size }, (_, item) => item + 1);
  return places.flatMap((from) => places.map((to) => move(from, to)));
}

const groupsOf = ({ exposure }: SlateMove) =>
  Array.from(exposure.group, (code) => EXPOSURE_GROUPS[code]!);

function expectedGroups({ cluster }: Slates, rows: readonly number[], { from, to }: SlateMove) {
  const focal = rows[from - 1]!;
  return rows.map((row) => {
    const sharesCluster = cluster[row]! >= 0 && cluster[row] === cluster[focal];
    if (to < from) {
      return row === focal
        ? "direct_promoted"
        : sharesCluster
        ? "same_cluster_spillover"
        : "other_slate_spillover";
    }
    return row === focal ? "focal_control" : "unchanged_non_focal";
  });
}
