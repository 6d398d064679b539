/**
 * Linear regression with standard errors for rows that depend on each other in two ways.
 *
 * @module
 */

import { shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { type ClusterCorrection, clusteredRegression } from "lib/inference/clustered_regression.ts";
import { clustersOf, intersectionOf, requireSeveral } from "lib/inference/clusters.ts";

/** One coefficient, with errors by either kind of cluster and by both. */
export interface TwoWayCoefficient {
  /** In units of the response per unit of its column. */
  readonly coefficient: number;
  readonly standardError: number;
  /** The errors by either kind alone. */
  readonly byFirst: number;
  readonly bySecond: number;
  /**
   * Whether the two-way variance came out below that of one kind alone, as it can by chance; then the
   * standard error is the larger of the two.
   */
  readonly isIndefinite: boolean;
}

/**
 * Coefficients of a least-squares regression with standard errors by two kinds of clusters that need not nest,
 * such as readers and articles.
 *
 * The variance is that by the first kind plus that by the second less that by their intersections (Cameron,
 * Gelbach and Miller 2011, "Robust inference with multiway clustering", JBES 29(2)), each with its own
 * number of clusters in the correction. Where one kind lies within the other, its own variance and that of the
 * intersections are the same, and the larger clusters' error is what remains, to the bit. It is also the
 * convention of statsmodels, and of R's sandwich with `multi0 = FALSE`.
 *
 * @param columns the columns, a constant among them if there shall be one; one value a row each
 * @param response one number a row
 * @param first one number of a cluster a row, from 0
 * @param second the same for the other kind
 * @param correction how residuals are corrected: CR2 and CR3 are of one kind of clusters only
 * @returns one coefficient for each column, in their order
 * @throws {InputError} as `clusteredRegression` does, of either kind
 *
 * @example Readers within cities: the cities' error is what remains
 * ```ts
 * import { clusteredRegression } from "lib/inference/clustered_regression.ts";
 * import { twoWayRegression } from "lib/inference/two_way_regression.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const constant = new Float64Array(6).fill(1);
 * const clicks = Float64Array.of(1, 2, 2, 5, 3, 4);
 * const [reader, city] = [[0, 0, 1, 2, 2, 3], [0, 0, 0, 1, 1, 1]];
 * const [mean] = twoWayRegression([constant], clicks, reader, city, "CR1");
 * const [byCity] = clusteredRegression([constant], clicks, city, "CR1").coefficients;
 * assertEquals(mean!.standardError, byCity!.standardError);
 * ```
 */
export function twoWayRegression(
  columns: readonly Float64Array[],
  response: Float64Array,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  correction: Exclude<ClusterCorrection, "CR2" | "CR3">,
): TwoWayCoefficient[] {
  if (!CORRECTIONS.includes(correction)) {
    throw new InputError(`there is no two-way correction ${shown(correction)}`, {
      remedy: `Give one of ${CORRECTIONS.join(", ")}.`,
    });
  }
  const by = (cluster: ArrayLike<number>) =>
    clusteredRegression(columns, response, cluster, correction).coefficients;
  const [byFirst, bySecond] = [by(first), by(second)];
  const [a, b] = [clustersOf(first, "first"), clustersOf(second, "second")];
  requireSeveral(a, "first");
  requireSeveral(b, "second");
  const both = intersectionOf(a, b);
  // Of a kind that lies within the other, its own variance and that of both cancel.
  if (both.count === b.count) return byFirst.map((own, at) => oneWay(own, own, bySecond[at]!));
  if (both.count === a.count) {
    return bySecond.map((own, at) => oneWay(own, byFirst[at]!, own));
  }
  const byBoth = by(both.ofRow);
  return byFirst.map(({ coefficient, standardError }, at) => {
    const [one, other] = [standardError ** 2, bySecond[at]!.standardError ** 2];
    const sum = one + other - byBoth[at]!.standardError ** 2;
    const isIndefinite = sum < Math.max(one, other);
    return {
      coefficient,
      standardError: Math.sqrt(isIndefinite ? Math.max(one, other) : sum),
      byFirst: standardError,
      bySecond: bySecond[at]!.standardError,
      isIndefinite,
    };
  });
}

const CORRECTIONS: readonly ClusterCorrection[] = ["CR0", "CR1", "CR1S"];

type OneWay = Pick<TwoWayCoefficient, "coefficient" | "standardError">;

function oneWay(own: OneWay, first: OneWay, second: OneWay): TwoWayCoefficient {
  return {
    coefficient: own.coefficient,
    standardError: own.standardError,
    byFirst: first.standardError,
    bySecond: second.standardError,
    isIndefinite: false,
  };
}
