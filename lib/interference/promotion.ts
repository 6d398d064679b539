/**
 * The randomised experiment: which item of a slate may be promoted, and whether it is.
 *
 * @module
 */

import { isProbability, shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { sampleOnePerGroup } from "lib/random/numpy.ts";
import { Pcg64 } from "lib/random/pcg64.ts";
import { type Slates, soundSlates } from "lib/interference/slates.ts";

/** What fixes the experiment. */
export interface PromotionDesign {
  /** Of both draws: an integer from 0 to 2³² − 1. */
  readonly seed: number;
  /** From 0 to 1. */
  readonly promotionProbability: number;
  /** The first position, counted from 1, from which an item can be promoted. */
  readonly minPromotablePosition: number;
}

/** The original's design. */
export const ORIGINAL_PROMOTION_DESIGN: PromotionDesign = {
  seed: 20260428,
  promotionProbability: 0.5,
  minPromotablePosition: 5,
};

/** One draw of the experiment. */
export interface PromotionAssignment {
  /** Per slate the row of its focal item. */
  readonly focalRow: Int32Array;
  /** Per slate 1 where the focal item is promoted, else 0. */
  readonly promoted: Uint8Array;
}

/** The two arms; a slate's number in `promoted` is its place here. */
export const ASSIGNMENT_ARMS = ["leave_slate_unchanged", "promote_focal_item"] as const;

/** Name of an arm. */
export type AssignmentArm = typeof ASSIGNMENT_ARMS[number];

/**
 * The draw of the experiment: one focal item per slate and then, slate by slate, its promotion.
 *
 * Both draws are the original's: for the focal item NumPy's `RandomState(seed)` as
 * `groupby.sample` uses it, for the promotion `default_rng(seed).binomial(1, probability)`. Slates
 * draw in the order of their numbers. Among a slate's eligible rows each has the same chance; the
 * draw counts them in the order of the rows, so other rows come out if the table is reordered.
 *
 * @param slates the slates
 * @param design seed, promotion probability and first promotable position
 * @returns per slate the row of the focal item and whether it is promoted
 * @throws {InputError} if the probability is not between 0 and 1, if no position is eligible, or if
 *   the seed is not an integer from 0 to 2³² − 1
 *
 * @example Five slates of twelve movies each
 * ```ts
 * import { assignPromotions, ORIGINAL_PROMOTION_DESIGN } from "lib/interference/promotion.ts";
 * import { checkSlates } from "lib/interference/slates.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const slates = checkSlates({
 *   slates: 5,
 *   slateOfRow: Int32Array.from({ length: 60 }, (_, row) => Math.floor(row / 12)),
 *   seedPosition: Int32Array.from({ length: 60 }, (_, row) => row % 12 + 1),
 *   cluster: new Int32Array(60),
 * });
 * const { focalRow, promoted } = assignPromotions(slates, ORIGINAL_PROMOTION_DESIGN);
 * assertEquals([...focalRow].map((row) => slates.seedPosition[row]), [8, 12, 5, 5, 11]);
 * assertEquals([...promoted], [1, 0, 1, 0, 0]);
 * ```
 */
export function assignPromotions(slates: Slates, design: PromotionDesign): PromotionAssignment {
  slates = soundSlates(slates);
  requireProbability(design.promotionProbability);
  return { focalRow: drawFocalRows(slates, design), promoted: drawPromotions(slates, design) };
}

function drawFocalRows(
  { slates, slateSize, rows, slateOfRow, seedPosition }: Slates,
  { seed, minPromotablePosition }: PromotionDesign,
): Int32Array {
  requirePosition(minPromotablePosition, slateSize);
  // Every position occurs once in a slate, so all slates have as many eligible rows.
  const eligible = slateSize - minPromotablePosition + 1;
  const place = sampleOnePerGroup(new Int32Array(slates).fill(eligible), seed);
  const seen = new Int32Array(slates);
  const focalRow = new Int32Array(slates);
  for (let row = 0; row < rows; row++) {
    if (seedPosition[row]! < minPromotablePosition) continue;
    const slate = slateOfRow[row]!;
    if (seen[slate] === place[slate]) focalRow[slate] = row;
    seen[slate]!++;
  }
  return focalRow;
}

function drawPromotions(
  { slates }: Slates,
  { seed, promotionProbability }: PromotionDesign,
): Uint8Array {
  const generator = new Pcg64(seed);
  const promoted = new Uint8Array(slates);
  for (let slate = 0; slate < slates; slate++) {
    promoted[slate] = generator.bernoulli(promotionProbability);
  }
  return promoted;
}

/** Checks that a position is one of a slate. */
export function requirePosition(position: number, slateSize: number): void {
  if (Number.isInteger(position) && position >= 1 && position <= slateSize) return;
  const isBeyond = Number.isInteger(position) && position > slateSize;
  throw new InputError(
    isBeyond
      ? `no position is eligible: promotion starts at position ${position} of slates with ` +
        `${slateSize} items`
      : `${shown(position)} is not a position`,
    { remedy: `Give minPromotablePosition as a whole number from 1 to ${slateSize}.` },
  );
}

/** Checks the probability of a promotion. */
export function requireProbability(probability: number): void {
  if (!isProbability(probability)) {
    throw new InputError(`the promotion probability is ${shown(probability)}`, {
      remedy: "Give promotionProbability as a number from 0 to 1.",
    });
  }
}
