import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { InputError } from "lib/errors.ts";
import { ORIGINAL_CLICK_MODEL } from "lib/interference/click_model.ts";
import { mapExposure } from "lib/interference/exposure_mapping.ts";
import {
  type ClickCovariates,
  drawClicks,
  itemPopularity,
  ORIGINAL_CLICK_DRAW,
  potentialClicks,
} from "lib/interference/outcomes.ts";
import { checkSlates, type Slates } from "lib/interference/slates.ts";
import { assignedSlates, PROPERTY_SEED } from "./random_slates.ts";

function covariatesOf({ rows }: Slates): ClickCovariates {
  return {
    relevance: Float64Array.from({ length: rows }, (_, row) => 0.5 + row * 7 % 10 / 2),
    userLikedRate: Float64Array.from({ length: rows }, (_, row) => row * 3 % 11 / 10),
    itemLikedRate: Float64Array.from({ length: rows }, (_, row) => row * 5 % 11 / 10),
    popularity: Float64Array.from({ length: rows }, (_, row) => row * 4 % 7 / 3 - 1),
  };
}

const logit = (probability: number) => Math.log(probability / (1 - probability));

Deno.test("a promotion moves the logit by the terms of the exposure and nothing else", () => {
  const model = { ...ORIGINAL_CLICK_MODEL, smallestProbability: 0, largestProbability: 1 };
  fc.assert(
    fc.property(assignedSlates(), ({ slates, assignment }) => {
      const { focalRow } = assignment;
      const potential = potentialClicks(slates, focalRow, covariatesOf(slates), model);
      const everywhere = { focalRow, promoted: new Uint8Array(slates.slates).fill(1) };
      const exposure = mapExposure(slates, everywhere);
      for (let row = 0; row < slates.rows; row++) {
        const change = logit(potential.promoted[row]!) - logit(potential.unchanged[row]!);
        const expected = 1.15 * exposure.visibilityGain[row]! +
          (exposure.directTreatment[row] === 1 ? 0.20 : -0.08) -
          (exposure.sameClusterSpillover[row] === 1 ? 0.24 : 0) -
          (exposure.displaced[row] === 1 ? 0.10 : 0);
        // Two logarithms of probabilities that are themselves rounded.
        assertAlmostEquals(change, expected, 1e-12);
      }
    }),
    { seed: PROPERTY_SEED, numRuns: 100 },
  );
});

Deno.test("outcomes are the promoted ones where the slate was promoted, else the others", () => {
  fc.assert(
    fc.property(assignedSlates(), ({ slates, assignment }) => {
      const covariates = covariatesOf(slates);
      const potential = potentialClicks(
        slates,
        assignment.focalRow,
        covariates,
        ORIGINAL_CLICK_MODEL,
      );
      const outcomes = drawClicks(
        slates,
        assignment,
        potential,
        covariates.relevance,
        ORIGINAL_CLICK_DRAW,
      );
      for (let row = 0; row < slates.rows; row++) {
        const isPromoted = assignment.promoted[slates.slateOfRow[row]!] === 1;
        const expected = (isPromoted ? potential.promoted : potential.unchanged)[row]!;
        assertEquals(outcomes.probability[row], expected);
        assertEquals(outcomes.lift[row], expected - potential.unchanged[row]!);
        const worth = outcomes.click[row]! * (1 + 0.15 * covariates.relevance[row]!);
        assertEquals(outcomes.engagement[row], Math.fround(worth));
      }
    }),
    { seed: PROPERTY_SEED, numRuns: 100 },
  );
});

const PAIR = checkSlates({
  slates: 1,
  slateOfRow: Int32Array.of(0, 0),
  seedPosition: Int32Array.of(1, 2),
  cluster: Int32Array.of(0, 0),
});

Deno.test("missing features of a movie count as the mean rate and as unrated", () => {
  const covariates = covariatesOf(PAIR);
  const likedRate = (...rates: number[]) =>
    potentialClicks(PAIR, Int32Array.of(1), {
      ...covariates,
      itemLikedRate: Float64Array.from(rates),
    }, ORIGINAL_CLICK_MODEL);
  assertEquals(likedRate(NaN, 0.4), likedRate(0.4, 0.4));
  assertThrows(() => likedRate(NaN, NaN), InputError, "all 2 rows lack");

  const { logarithm, standardized } = itemPopularity(Float64Array.of(NaN, 0, 9));
  assertEquals([...logarithm], [0, 0, Math.log1p(9)]);
  assertAlmostEquals(standardized[2]!, 2 / Math.sqrt(3), 1e-15);
});

Deno.test("equally popular movies stand at the mean, though their mean may be rounded", () => {
  // 27 logarithms of 2 add up to a number whose 27th part is another one.
  for (const [count, rows] of [[4, 2], [1, 27], [0, 5], [9, 1]] as const) {
    const { standardized } = itemPopularity(new Float64Array(rows).fill(count));
    assertEquals(standardized, new Float64Array(rows));
  }
  assertEquals(itemPopularity(new Float64Array()).standardized.length, 0);
});

Deno.test("a missing rating or liked rate of the user is refused, not guessed", () => {
  for (
    const [name, column] of [["relevance", "observed_relevance"], ["userLikedRate", "liked_rate"]]
  ) {
    const covariates = { ...covariatesOf(PAIR), [name!]: Float64Array.of(NaN, 0.5) };
    const compute = () => potentialClicks(PAIR, Int32Array.of(1), covariates, ORIGINAL_CLICK_MODEL);
    const error = assertThrows(compute, InputError, "1 of 2 rows");
    assertEquals([error.column, error.count], [column, 1]);
  }
});

Deno.test("probabilities stay within the model's bounds, and odd models are refused", () => {
  const at = (change: object) =>
    potentialClicks(PAIR, Int32Array.of(1), covariatesOf(PAIR), {
      ...ORIGINAL_CLICK_MODEL,
      ...change,
    });
  assertEquals([...at({ intercept: -1000 }).unchanged], [0.01, 0.01]);
  assertEquals([...at({ intercept: 1000 }).promoted], [0.95, 0.95]);
  for (
    const change of [
      { smallestProbability: -0.1 },
      { largestProbability: 1.1 },
      { smallestProbability: 0.6, largestProbability: 0.5 },
      { visibility: NaN },
      { displaced: Infinity },
    ]
  ) assertThrows(() => at(change), InputError, "click model");
});

Deno.test("clicks come as often as their probabilities say, on both sides", () => {
  const rows = 50_000;
  const slates = checkSlates({
    slates: rows,
    slateOfRow: Int32Array.from({ length: rows }, (_, row) => row),
    seedPosition: new Int32Array(rows).fill(1),
    cluster: new Int32Array(rows),
  });
  const assignment = {
    focalRow: Int32Array.from({ length: rows }, (_, row) => row),
    promoted: new Uint8Array(rows),
  };
  for (const probability of [0.01, 0.2, 0.5, 0.7, 0.95]) {
    const unchanged = new Float64Array(rows).fill(probability);
    const potential = { unchanged, promoted: unchanged };
    const { click } = drawClicks(slates, assignment, potential, unchanged, ORIGINAL_CLICK_DRAW);
    const clicks = click.reduce((sum, value) => sum + value, 0);
    const error = Math.sqrt(rows * probability * (1 - probability));
    assert(Math.abs(clicks - rows * probability) < 4 * error, `${clicks} at ${probability}`);
  }
});
