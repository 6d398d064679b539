/**
 * One slate, and what becomes of it whichever of its items is moved wherever.
 *
 * @module
 */

import { shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { type ClickCovariates, soundCovariates } from "lib/interference/click_covariates.ts";
import type { ClickModel } from "lib/interference/click_model.ts";
import { exposureOfRow, type ExposureRule } from "lib/interference/exposure.ts";
import { type Exposure, mapExposure } from "lib/interference/exposure_mapping.ts";
import { movedTo } from "lib/interference/moved_to.ts";
import { potentialClicks } from "lib/interference/outcomes.ts";
import { checkSlates, type Slates, soundSlates } from "lib/interference/slates.ts";

/** What a move does to the items of a slate, which stand in the order of their places before it. */
export interface SlateMove {
  /** The place of the item that is moved, from 1. */
  readonly from: number;
  /** The place to which it is moved, from 1. */
  readonly to: number;
  /** What the move means for each item: its new place, what reaches it, its group. */
  readonly exposure: Exposure;
  /** Click probability of each item after the move. */
  readonly probability: Float64Array;
  /** The same minus the one before the move. */
  readonly change: Float64Array;
}

/** A slate whose items can be moved. */
export interface OneSlate {
  /** The slate's rows among all, in the order of their places. */
  readonly rows: Int32Array;
  /** Click probability of each item as the slate stands. */
  readonly unchanged: Float64Array;
  /** The move of the item at one place to another, both from 1. */
  readonly move: (from: number, to: number) => SlateMove;
}

/**
 * One slate of many, with the moves of its items under the exposure mapping and the click model.
 *
 * Click probabilities are those of {@linkcode potentialClicks} among all slates: liked rates are taken
 * from their means over all rows, not over those of this slate.
 *
 * @param slates the slates
 * @param slate number of the one slate, from 0
 * @param covariates what the model knows of each row of all slates
 * @param model coefficients and bounds
 * @param rule what a promotion to the top means for one row; {@linkcode movedTo} makes a move of it
 * @returns the slate's rows, its click probabilities as it stands, and its moves
 * @throws {InputError} if there is no such slate, or what {@linkcode potentialClicks} refuses; and from
 *   a move, if one of its places is none of the slate's
 *
 * @example "Top Secret!" comes up to the place of "Airplane!"; moved to its own place it changes nothing
 * ```ts
 * import { ORIGINAL_CLICK_MODEL } from "lib/interference/click_model.ts";
 * import { oneSlate } from "lib/interference/one_slate.ts";
 * import { checkSlates } from "lib/interference/slates.ts";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const slates = checkSlates({
 *   slates: 1,
 *   slateOfRow: Int32Array.of(0, 0), // Airplane!, Top Secret!
 *   seedPosition: Int32Array.of(1, 2),
 *   cluster: Int32Array.of(0, 0),
 * });
 * const { move } = oneSlate(slates, 0, {
 *   relevance: Float64Array.of(5, 4.5),
 *   userLikedRate: Float64Array.of(0.6, 0.6),
 *   itemLikedRate: Float64Array.of(0.7, 0.5),
 *   popularity: Float64Array.of(0.7, -0.7),
 * }, ORIGINAL_CLICK_MODEL);
 * const { exposure, change } = move(2, 1);
 * assertEquals([...exposure.finalPosition], [2, 1]);
 * assert(change[0]! < 0 && change[1]! > 0);
 * assertEquals([...move(2, 2).change], [0, 0]);
 * ```
 */
export function oneSlate(
  slates: Slates,
  slate: number,
  covariates: ClickCovariates,
  model: ClickModel,
  rule: ExposureRule = exposureOfRow,
): OneSlate {
  slates = soundSlates(slates);
  requireSlate(slate, slates.slates);
  const rows = rowsByPlace(slates, slate);
  const own = checkSlates({
    slates: 1,
    slateOfRow: new Int32Array(rows.length),
    seedPosition: pick(slates.seedPosition, rows),
    cluster: pick(slates.cluster, rows),
    nameOf: () => slates.nameOf(slate),
  });
  const known = covariatesOf(covariates, rows, slates.rows);
  const clicksOf = (focal: number, exposureRule: ExposureRule) =>
    potentialClicks(own, Int32Array.of(focal), known, model, exposureRule);
  return {
    rows,
    unchanged: clicksOf(0, rule).unchanged,
    move: (from, to) => {
      for (const place of [from, to]) requirePlace(place, own.slateSize);
      const moved = movedTo(to, rule);
      const focalRow = Int32Array.of(from - 1);
      const exposure = mapExposure(own, { focalRow, promoted: Uint8Array.of(1) }, moved);
      const { unchanged, promoted } = clicksOf(from - 1, moved);
      const change = promoted.map((probability, item) => probability - unchanged[item]!);
      return { from, to, exposure, probability: promoted, change };
    },
  };
}

/** The rows of a slate, the first place first. */
function rowsByPlace({ rows, slateSize, slateOfRow, seedPosition }: Slates, slate: number) {
  const byPlace = new Int32Array(slateSize);
  for (let row = 0; row < rows; row++) {
    if (slateOfRow[row] === slate) byPlace[seedPosition[row]! - 1] = row;
  }
  return byPlace;
}

/** What the model knows of some rows, liked rates still taken from their means over all. */
function covariatesOf(all: ClickCovariates, rows: Int32Array, length: number): ClickCovariates {
  const { relevance, userLikedRate, itemLikedRate, popularity, centers } = soundCovariates(
    all,
    length,
  );
  const of = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]!);
  return {
    relevance: of(relevance),
    userLikedRate: of(userLikedRate),
    itemLikedRate: of(itemLikedRate),
    popularity: of(popularity),
    centers,
  };
}

function pick(values: Int32Array, rows: Int32Array): Int32Array {
  return rows.map((row) => values[row]!);
}

function requireSlate(slate: number, slates: number): void {
  if (Number.isInteger(slate) && slate >= 0 && slate < slates) return;
  throw new InputError(`there is no slate ${shown(slate)}`, {
    remedy: `Give its number, a whole number from 0 to ${slates - 1}.`,
  });
}

function requirePlace(place: number, slateSize: number): void {
  if (Number.isInteger(place) && place >= 1 && place <= slateSize) return;
  throw new InputError(`${shown(place)} is not a place of this slate`, {
    remedy: `Give a whole number from 1 to ${slateSize}.`,
  });
}
