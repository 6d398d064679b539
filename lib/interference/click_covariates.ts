/**
 * Covariates of the click model: what it knows of each row besides its exposure.
 *
 * @module
 */

import { finiteColumn, numberColumn, shareColumn, shown, soundColumns } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { presentMean } from "lib/interference/means.ts";

/** What the click model knows of each row besides its exposure. */
export interface ClickCovariates {
  /** The user's rating of the item, in points; never missing. */
  readonly relevance: Float64Array;
  /** The user's share of ratings of 4 and more, from 0 to 1; never missing. */
  readonly userLikedRate: Float64Array;
  /** The item's share of ratings of 4 and more, from 0 to 1; NaN where it is missing. */
  readonly itemLikedRate: Float64Array;
  /** In standard deviations. */
  readonly popularity: Float64Array;
  /** What liked rates are counted from; their means over these rows unless given. */
  readonly centers?: LikedRateCenters | undefined;
}

/** The liked rates from which the click model counts, from 0 to 1. */
export interface LikedRateCenters {
  readonly user: number;
  readonly item: number;
}

/** What each covariate may hold; that some are never missing is told under the tables' names. */
const COVARIATE_CHECKS = {
  relevance: numberColumn,
  userLikedRate: shareColumn,
  itemLikedRate: shareColumn,
  popularity: finiteColumn,
};

/** The covariates of so many rows, checked, with what their liked rates are counted from. */
export function soundCovariates(
  given: ClickCovariates,
  rows: number,
): ClickCovariates & { readonly centers: LikedRateCenters } {
  const known = soundColumns(given, COVARIATE_CHECKS, rows);
  requirePresent(known.relevance, "observed_relevance");
  requirePresent(known.userLikedRate, "liked_rate");
  if (given.centers !== undefined) requireCenters(given.centers);
  const centers = given.centers ?? {
    user: presentMean(known.userLikedRate),
    item: presentMean(known.itemLikedRate),
  };
  if (Number.isNaN(centers.item)) {
    throw new InputError(`all ${rows} rows lack their item's liked rate`, {
      column: "sample_liked_rate",
      count: rows,
      remedy: "Give the item table of these slates.",
    });
  }
  return { ...known, centers };
}

function requireCenters(centers: LikedRateCenters): void {
  for (const name of ["user", "item"] as const) {
    if (Number.isFinite(centers?.[name])) continue;
    throw new InputError(`the center of the ${name}s' liked rates is ${shown(centers?.[name])}`, {
      remedy: "Give a number from 0 to 1, or leave the centers out.",
    });
  }
}

function requirePresent(values: Float64Array, column: string): void {
  let missing = 0;
  for (let row = 0; row < values.length; row++) if (!Number.isFinite(values[row])) missing++;
  if (missing > 0) {
    throw new InputError(`${missing} of ${values.length} rows have no value`, {
      column,
      count: missing,
      remedy:
        "Without it their click probability is not defined: fill it in or leave the slates out.",
    });
  }
}
