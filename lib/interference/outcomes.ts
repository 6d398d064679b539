/**
 * Outcomes under the click model: both potential outcomes of every row, then the draw.
 *
 * @module
 */

import { mean, sampleStandardDeviation, zScore } from "simple-statistics";
import { requireKnownOptions } from "lib/argument_checks.ts";
import { finiteColumn, numberColumn, probabilityColumn, shown, soundColumns } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { Pcg64 } from "lib/random/pcg64.ts";
import { type ClickCovariates, soundCovariates } from "lib/interference/click_covariates.ts";
import { type ClickModel, requireClickModel } from "lib/interference/click_model.ts";
import { exposureOfRow, type ExposureRule } from "lib/interference/exposure.ts";
import type { PromotionAssignment } from "lib/interference/promotion.ts";
import { rememberRule } from "lib/interference/remembered_rule.ts";
import { type Slates, soundSlates } from "lib/interference/slates.ts";
import { soundAssignment, soundFocalRows } from "lib/interference/sound_assignment.ts";

export type { ClickCovariates } from "lib/interference/click_covariates.ts";

/** How popular each row's item is. */
export interface ItemPopularity {
  /** Logarithm of 1 + number of ratings; a missing number counts as 0. */
  readonly logarithm: Float64Array;
  /** The logarithm's distance from its mean in standard deviations; 0 if all are equal. */
  readonly standardized: Float64Array;
}

/** Both potential outcomes of each row, as click probabilities. */
export interface PotentialClicks {
  /** If the row's slate is left unchanged. */
  readonly unchanged: Float64Array;
  /** If the focal item of the row's slate is promoted. */
  readonly promoted: Float64Array;
}

/** The outcomes of each row under one assignment. */
export interface ClickOutcomes {
  readonly probability: Float64Array;
  /** The probability minus the one without promotion. */
  readonly lift: Float64Array;
  /** 1 where the draw was a click, else 0. */
  readonly click: Uint8Array;
  /** A click counts 1 + `engagementPerPoint` times the relevance, no click 0; single precision. */
  readonly engagement: Float32Array;
}

/** What fixes the draw of the clicks. */
export interface ClickDraw {
  /** An integer from 0 to 2⁵³ − 1. */
  readonly seed: number;
  /** What a point of relevance adds to the engagement of a click. */
  readonly engagementPerPoint: number;
}

/** What the columns of the draw may hold. */
const POTENTIAL_CHECKS = { unchanged: probabilityColumn, promoted: probabilityColumn };
const RELEVANCE_CHECK = { relevance: finiteColumn };

/** The original's draw, whose seed is that of its promotions plus 17. */
export const ORIGINAL_CLICK_DRAW: ClickDraw = { seed: 20260445, engagementPerPoint: 0.15 };

/**
 * The popularity of each row's item: the logarithm of 1 + its number of ratings, standardized over
 * all rows.
 *
 * @param ratingCount per row how often its item was rated, NaN where that is missing
 * @returns the logarithm and its z-score with the sample's standard deviation (divisor n − 1)
 * @throws {InputError} if a number of ratings is negative, infinite or no number
 *
 * @example A movie rated 99 times and one that nobody rated
 * ```ts
 * import { itemPopularity } from "lib/interference/outcomes.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const { logarithm, standardized } = itemPopularity(Float64Array.of(99, NaN));
 * assertAlmostEquals(logarithm[0]!, Math.log(100), 1e-15);
 * assertAlmostEquals(standardized[0]!, Math.SQRT1_2, 1e-15);
 * ```
 */
export function itemPopularity(ratingCount: Float64Array): ItemPopularity {
  ratingCount = numberColumn(ratingCount, "sample_rating_count");
  const rows = ratingCount.length;
  const logarithm = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const count = ratingCount[row]!;
    if (count < 0 || count === Infinity) refuseCounts(ratingCount);
    logarithm[row] = Math.log1p(Number.isNaN(count) ? 0 : count);
  }
  const standardized = new Float64Array(rows);
  // The mean of equal numbers can round to another one, and their deviation be more than 0.
  if (logarithm.every((value, row) => row === 0 || value === logarithm[0])) {
    return { logarithm, standardized };
  }
  // simple-statistics reads any indexable list of numbers; its types only name number[].
  const values = logarithm as unknown as number[];
  const [center, deviation] = [mean(values), sampleStandardDeviation(values)];
  for (let row = 0; row < rows && deviation > 0; row++) {
    standardized[row] = zScore(logarithm[row]!, center, deviation);
  }
  return { logarithm, standardized };
}

/**
 * The click probability of every row with and without a promotion in its slate.
 *
 * With the model's coefficients β, the logit is β₀ + β₁ (relevance − its center) + β₂ visibility +
 * β₃ (user's liked rate − its mean) + β₄ (item's liked rate − its mean) + β₅ popularity, and with a
 * promotion also the terms of the exposure; the probability is then bounded. Both are known for all
 * rows, whichever arm their slate is in: that is what makes the simulation a yardstick for
 * estimators, which see one click, drawn from one of them.
 *
 * @param slates the slates
 * @param focalRow per slate the row that is or would be promoted
 * @param covariates what the model knows of each row
 * @param model coefficients and bounds
 * @param rule what a promotion means for one row; that of the exposure mapping, if it has its own
 * @returns one pair of probabilities per row
 * @throws {InputError} if the columns do not fit the slates, such as a focal row outside its slate; if
 *   relevance, the user's liked rate or popularity is missing somewhere, or every item's liked rate;
 *   if a liked rate is not from 0 to 1;
 *   if the model lacks a coefficient, has an unknown one or cannot be computed with; or if the rule
 *   returns a position outside the slate, a flag that is neither true nor false, or an unknown group
 *
 * @example A promotion helps "Top Secret!" and hurts "Airplane!", the comedy above it
 * ```ts
 * import { ORIGINAL_CLICK_MODEL } from "lib/interference/click_model.ts";
 * import { potentialClicks } from "lib/interference/outcomes.ts";
 * import { checkSlates } from "lib/interference/slates.ts";
 * import { assert } from "@std/assert";
 *
 * const slates = checkSlates({
 *   slates: 1,
 *   slateOfRow: Int32Array.of(0, 0), // Airplane!, Top Secret!
 *   seedPosition: Int32Array.of(1, 2),
 *   cluster: Int32Array.of(0, 0),
 * });
 * const { unchanged, promoted } = potentialClicks(slates, Int32Array.of(1), {
 *   relevance: Float64Array.of(5, 4.5),
 *   userLikedRate: Float64Array.of(0.6, 0.6),
 *   itemLikedRate: Float64Array.of(0.7, 0.5),
 *   popularity: Float64Array.of(0.7, -0.7),
 * }, ORIGINAL_CLICK_MODEL);
 * assert(promoted[1]! > unchanged[1]!);
 * assert(promoted[0]! < unchanged[0]!);
 * ```
 */
export function potentialClicks(
  slates: Slates,
  focalRow: Int32Array,
  covariates: ClickCovariates,
  model: ClickModel,
  rule: ExposureRule = exposureOfRow,
): PotentialClicks {
  requireClickModel(model);
  slates = soundSlates(slates);
  focalRow = soundFocalRows(slates, focalRow);
  const known = soundCovariates(covariates, slates.rows);
  const { relevance, userLikedRate, itemLikedRate, popularity, centers } = known;
  const exposureOf = rememberRule(slates, focalRow, rule);
  const unchanged = new Float64Array(slates.rows);
  const promoted = new Float64Array(slates.rows);
  for (let row = 0; row < slates.rows; row++) {
    const exposure = exposureOf(row, true);
    const itemRate = itemLikedRate[row]!;
    const user = model.userLikedRate * (userLikedRate[row]! - centers.user);
    const item = model.itemLikedRate *
      ((Number.isNaN(itemRate) ? centers.item : itemRate) - centers.item);
    const popular = model.popularity * popularity[row]!;
    // Term by term in the original's order: another one would round to other last digits.
    const start = model.intercept + model.relevance * (relevance[row]! - model.relevanceCenter);
    const base = start + model.visibility * exposure.baselineVisibility + user + item + popular;
    const changed = start + model.visibility * exposure.finalVisibility + user + item + popular +
      model.directTreatment * exposure.directTreatment +
      model.sameSlateSpillover * exposure.sameSlateSpillover +
      model.sameClusterSpillover * exposure.sameClusterSpillover +
      model.displaced * exposure.displaced;
    unchanged[row] = boundedProbability(base, model);
    promoted[row] = boundedProbability(changed, model);
  }
  return { unchanged, promoted };
}

/**
 * The clicks of one assignment, drawn by chance, with each row's probability, lift and engagement.
 *
 * The stream is the original's: `default_rng(seed).binomial(1, probability)`, row after row.
 *
 * @param slates the slates
 * @param assignment focal row and promotion of every slate
 * @param potential both click probabilities of every row
 * @param relevance the user's rating of each row's item, in points
 * @param draw seed of the stream, and what relevance adds to the engagement of a click
 * @returns probability, lift, click and engagement of every row
 * @throws {InputError} if the columns do not fit the slates; if a probability is missing or outside 0
 *   to 1, or a relevance missing; if the seed is no such integer, or the worth of relevance not finite
 *
 * @example A promotion makes a click on "Top Secret!" certain, and one on "Airplane!" impossible
 * ```ts
 * import { drawClicks, ORIGINAL_CLICK_DRAW } from "lib/interference/outcomes.ts";
 * import { checkSlates } from "lib/interference/slates.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const slates = checkSlates({
 *   slates: 1,
 *   slateOfRow: Int32Array.of(0, 0), // Airplane!, Top Secret!
 *   seedPosition: Int32Array.of(1, 2),
 *   cluster: Int32Array.of(0, 0),
 * });
 * const outcomes = drawClicks(
 *   slates,
 *   { focalRow: Int32Array.of(1), promoted: Uint8Array.of(1) },
 *   { unchanged: Float64Array.of(0.5, 0.2), promoted: Float64Array.of(0, 1) },
 *   Float64Array.of(5, 4),
 *   ORIGINAL_CLICK_DRAW,
 * );
 * assertEquals([...outcomes.click], [0, 1]);
 * assertEquals([...outcomes.lift], [-0.5, 0.8]);
 * ```
 */
export function drawClicks(
  slates: Slates,
  assignment: PromotionAssignment,
  potential: PotentialClicks,
  relevance: Float64Array,
  draw: ClickDraw,
): ClickOutcomes {
  requireKnownOptions(draw, Object.keys(ORIGINAL_CLICK_DRAW));
  const { seed, engagementPerPoint } = draw;
  slates = soundSlates(slates);
  const { rows, slateOfRow } = slates;
  assignment = soundAssignment(slates, assignment);
  const { unchanged, promoted } = soundColumns(potential, POTENTIAL_CHECKS, rows);
  relevance = soundColumns({ relevance }, RELEVANCE_CHECK, rows).relevance;
  if (!Number.isFinite(engagementPerPoint)) {
    throw new InputError(`engagementPerPoint is ${shown(engagementPerPoint)}`, {
      remedy: "Give a finite number; the original's is 0.15.",
    });
  }
  const generator = new Pcg64(seed);
  const probability = new Float64Array(rows);
  const lift = new Float64Array(rows);
  const click = new Uint8Array(rows);
  const engagement = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const isPromoted = assignment.promoted[slateOfRow[row]!] === 1;
    probability[row] = isPromoted ? promoted[row]! : unchanged[row]!;
    lift[row] = probability[row]! - unchanged[row]!;
    click[row] = generator.bernoulli(probability[row]!);
    engagement[row] = click[row]! * (1 + engagementPerPoint * relevance[row]!);
  }
  return { probability, lift, click, engagement };
}

function boundedProbability(logit: number, model: ClickModel): number {
  const probability = 1 / (1 + Math.exp(-logit));
  return Math.min(Math.max(probability, model.smallestProbability), model.largestProbability);
}

function refuseCounts(ratingCount: Float64Array): never {
  const odd = ratingCount.filter((count) => count < 0 || count === Infinity);
  throw new InputError(
    `${odd.length} of ${ratingCount.length} numbers of ratings are negative or infinite, such as ` +
      `${odd[0]}`,
    {
      column: "sample_rating_count",
      count: odd.length,
      remedy: "Count the ratings, or mark the number as missing.",
    },
  );
}
