/**
 * The click model: how probable a click on an item is, given its exposure.
 *
 * The model is an assumption, not a finding: MovieLens logs no randomised exposures. Its form and
 * its coefficients are the original's.
 *
 * @module
 */

import { shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";

/** The click model's coefficients, on the scale of the logit, and the bounds of its probability. */
export interface ClickModel {
  readonly intercept: number;
  /** Per point of relevance above `relevanceCenter`. */
  readonly relevance: number;
  /** In points of the rating scale. */
  readonly relevanceCenter: number;
  /** Per unit of visibility of the position. */
  readonly visibility: number;
  /** Per unit of the user's share of ratings of 4 and more, above the mean over all rows. */
  readonly userLikedRate: number;
  /** Per unit of the item's share of ratings of 4 and more, above the mean over all rows. */
  readonly itemLikedRate: number;
  /** Per standard deviation of the logarithm of 1 + the item's number of ratings. */
  readonly popularity: number;
  /** Added for a focal item that is promoted. */
  readonly directTreatment: number;
  /** Added where another item of the slate is promoted. */
  readonly sameSlateSpillover: number;
  /** Added, besides, where that item belongs to the row's own cluster. */
  readonly sameClusterSpillover: number;
  /** Added, besides, where that item pushed the row down. */
  readonly displaced: number;
  readonly smallestProbability: number;
  readonly largestProbability: number;
}

/** The original's click model. */
export const ORIGINAL_CLICK_MODEL: ClickModel = {
  intercept: -2.75,
  relevance: 0.78,
  relevanceCenter: 3.5,
  visibility: 1.15,
  userLikedRate: 0.35,
  itemLikedRate: 0.25,
  popularity: 0.10,
  directTreatment: 0.20,
  sameSlateSpillover: -0.08,
  sameClusterSpillover: -0.24,
  displaced: -0.10,
  smallestProbability: 0.01,
  largestProbability: 0.95,
};

/** A check that the model has all coefficients, no others, all finite, and its bounds in order. */
export function requireClickModel(model: ClickModel): void {
  const names = Object.keys(ORIGINAL_CLICK_MODEL);
  const given = Object.keys(model ?? {});
  const faults = [
    ...given.filter((name) => !names.includes(name)).map((name) => `has an unknown ${shown(name)}`),
    ...names.filter((name) => !given.includes(name)).map((name) => `lacks ${shown(name)}`),
  ];
  if (faults.length > 0) {
    throw new InputError(`the click model ${faults.join(" and ")}`, {
      count: faults.length,
      remedy: `Give exactly ${names.join(", ")}.`,
    });
  }
  for (const [name, value] of Object.entries(model) as [string, unknown][]) {
    if (typeof value !== "number" || !Number.isFinite(value)) {
      throw new InputError(`the click model's ${name} is ${shown(value)}`, {
        remedy: "Give a finite number.",
      });
    }
  }
  const { smallestProbability, largestProbability } = model;
  if (
    !(0 <= smallestProbability && smallestProbability <= largestProbability &&
      largestProbability <= 1)
  ) {
    throw new InputError(
      `the click model bounds probabilities to [${smallestProbability}, ${largestProbability}]`,
      { remedy: "Give two numbers from 0 to 1, the smaller one first." },
    );
  }
}
