import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { InputError } from "lib/errors.ts";
import { ORIGINAL_CLICK_MODEL } from "lib/interference/click_model.ts";
import { type AssignedRow, exposureOfRow } from "lib/interference/exposure.ts";
import { drawClicks, potentialClicks } from "lib/interference/outcomes.ts";
import { SLATE_PARTS, slateParts } from "lib/interference/slate_parts.ts";
import type { Slates } from "lib/interference/slates.ts";
import { mean, sampleVariance } from "simple-statistics";
import { assignedSlates, PROPERTY_SEED } from "./random_slates.ts";

/** Covariates of these slates that differ from row to row. */
function outcomesOf(slates: Slates, focalRow: Int32Array) {
  const column = (at: (row: number) => number) =>
    Float64Array.from({ length: slates.rows }, (_, row) => at(row));
  return potentialClicks(slates, focalRow, {
    relevance: column((row) => 3 + (row % 5) / 2),
    userLikedRate: column((row) => (row % 7) / 7),
    itemLikedRate: column((row) => (row % 3) / 3),
    popularity: column((row) => Math.sin(row)),
  }, ORIGINAL_CLICK_MODEL);
}

Deno.test("truths and differences are those of a count row by row, and add up to the slate's", () => {
  fc.assert(
    fc.property(assignedSlates(12), ({ slates, assignment }) => {
      const { focalRow, promoted } = assignment;
      const potential = outcomesOf(slates, focalRow);
      const draw = { seed: 1, engagementPerPoint: 0 };
      const outcomes = drawClicks(
        slates,
        assignment,
        potential,
        new Float64Array(slates.rows),
        draw,
      );
      const parts = slateParts(slates, assignment, potential, outcomes);
      assertEquals(parts.map(({ part }) => part), [...SLATE_PARTS]);

      const isOf = [
        (row: number, focal: number) => row === focal,
        (row: number, focal: number) =>
          row !== focal && slates.cluster[row]! >= 0 &&
          slates.cluster[row] === slates.cluster[focal],
        (row: number, focal: number) =>
          row !== focal &&
          !(slates.cluster[row]! >= 0 && slates.cluster[row] === slates.cluster[focal]),
        () => true,
      ];
      parts.forEach(({ truth, shown }, at) => {
        const sums = [...focalRow].map((focal, slate) => {
          let [change, clicks] = [0, 0];
          for (let row = 0; row < slates.rows; row++) {
            if (slates.slateOfRow[row] !== slate || !isOf[at]!(row, focal)) continue;
            change += potential.promoted[row]! - potential.unchanged[row]!;
            clicks += outcomes.click[row]!;
          }
          return { change, clicks, isPromoted: promoted[slate] === 1 };
        });
        // Sums of up to a hundred terms below 1.
        assertAlmostEquals(truth, mean(sums.map(({ change }) => change)), 1e-14);
        const [treated, control] = [true, false].map((arm) =>
          sums.filter(({ isPromoted }) => isPromoted === arm).map(({ clicks }) => clicks)
        ) as [number[], number[]];
        if (treated.length < 2 || control.length < 2) {
          assertEquals(shown, undefined);
          return;
        }
        assertAlmostEquals(shown!.difference, mean(treated) - mean(control), 1e-14);
        const variance = sampleVariance(treated) / treated.length +
          sampleVariance(control) / control.length;
        assertAlmostEquals(shown!.standardError, Math.sqrt(variance), 1e-14);
      });
      const [own, mates, others, whole] = parts;
      assertAlmostEquals(own!.truth + mates!.truth + others!.truth, whole!.truth, 1e-14);
      if (whole!.shown !== undefined) {
        const sum = own!.shown!.difference + mates!.shown!.difference + others!.shown!.difference;
        assertAlmostEquals(sum, whole!.shown.difference, 1e-14);
      }
    }),
    { seed: PROPERTY_SEED, numRuns: 100 },
  );
});

Deno.test("a rule of one's own forms the parts", () => {
  fc.assert(
    fc.property(assignedSlates(4), ({ slates, assignment }) => {
      const potential = outcomesOf(slates, assignment.focalRow);
      const outcomes = { click: new Uint8Array(slates.rows) };
      const noMates = (row: AssignedRow) => ({
        ...exposureOfRow(row),
        sameClusterSpillover: false,
      });
      const [, mates, others, whole] = slateParts(slates, assignment, potential, outcomes, noMates);
      assertEquals(mates!.truth, 0);
      const [own] = slateParts(slates, assignment, potential, outcomes);
      assertAlmostEquals(others!.truth, whole!.truth - own!.truth, 1e-14);
    }),
    { seed: PROPERTY_SEED, numRuns: 50 },
  );
});

Deno.test("columns that do not fit are refused", () => {
  fc.assert(
    fc.property(assignedSlates(4), ({ slates, assignment }) => {
      const potential = outcomesOf(slates, assignment.focalRow);
      const click = new Uint8Array(slates.rows);
      for (
        const [given, outcomes] of [
          [{ ...potential, promoted: potential.promoted.map(() => 1.5) }, { click }],
          [{ ...potential, unchanged: potential.unchanged.map(() => NaN) }, { click }],
          [potential, { click: click.map(() => 2) }],
          [potential, { click: click.slice(1) }],
        ] as const
      ) {
        assertThrows(() => slateParts(slates, assignment, given, outcomes), InputError);
      }
      const outside = { ...assignment, focalRow: assignment.focalRow.map(() => slates.rows) };
      assertThrows(() => slateParts(slates, outside, potential, { click }), InputError);
    }),
    { seed: PROPERTY_SEED, numRuns: 20 },
  );
});
