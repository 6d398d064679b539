/**
 * Tails of an estimate whose distribution is lopsided, and the normal distances that have the same tails.
 *
 * @module
 */

import gammainc from "@stdlib/math-base-special-gammainc";
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";

/** Below this skewness the distribution is normal to all digits that matter. */
const SYMMETRIC = 1e-6;

/**
 * The distance from zero that has as much beyond it under the normal distribution as z has under one with the same
 * mean, variance and a skewness.
 *
 * Pearson's type III, a shifted gamma distribution, is matched by three moments, as is usual for distributions
 * over draws of a treatment (Mielke and Berry 2007, "Permutation Methods: A Distance Function Approach", chapter 2). It is used on the
 * longer side alone: on the other it ends before the estimates do, and the normal tail is the longer one.
 */
export function skewedZ(z: number, skewness: number): number {
  if (!isLonger(z, skewness)) return z;
  const beyond = pearsonTail(Math.abs(z), Math.abs(skewness));
  // Beyond the smallest number that there is the skewness has to be taken for none.
  return beyond > 0 ? -Math.sign(z) * normalQuantile(beyond, 0, 1) : z;
}

/** How far above zero an estimate has to lie so that `skewedZ` of it is the critical value. */
export function skewedCriticalValue(criticalValue: number, skewness: number): number {
  if (!isLonger(criticalValue, skewness)) return criticalValue;
  let [below, beyond] = [criticalValue, 2 * criticalValue];
  while (skewedZ(beyond, skewness) < criticalValue) beyond *= 2;
  for (;;) {
    const middle = (below + beyond) / 2;
    if (middle <= below || middle >= beyond) return beyond;
    if (skewedZ(middle, skewness) < criticalValue) below = middle;
    else beyond = middle;
  }
}

/** Whether z lies beyond the middle on the side of the longer tail. */
function isLonger(z: number, skewness: number): boolean {
  return Math.abs(skewness) > SYMMETRIC && z * skewness > 0 &&
    pearsonTail(Math.abs(z), Math.abs(skewness)) > normalCdf(-Math.abs(z), 0, 1);
}

/** The share of a standardised gamma distribution of positive skewness that lies above z. */
function pearsonTail(z: number, skewness: number): number {
  const shape = 4 / skewness ** 2;
  return gammainc(shape + z * Math.sqrt(shape), shape, true, true);
}
