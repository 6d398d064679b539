/**
 * Tails of an estimate whose distribution is lopsided, and the normal distances that have the same tails.
 *
 * @module
 */

import gammaln from "@stdlib/math-base-special-gammaln";
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";

/** Below this skewness its powers from the third on change nothing that matters. */
const SMALL = 1e-3;

/**
 * The distance from zero that has as much beyond it under the normal distribution as z has under one with the same
 * mean, variance and a skewness.
 *
 * Pearson's type III, a shifted gamma distribution, is matched by three moments, as is usual for distributions over
 * draws of a treatment (Mielke and Berry 2007, "Permutation Methods: A Distance Function Approach", chapter 2). It
 * is used on the longer side alone, and where the gamma tail is the longer one, at the earliest from one deviation
 * on; on the other side it ends before the estimates do, and the normal tail is kept.
 */
export function skewedZ(z: number, skewness: number): number {
  const distance = Math.abs(z);
  if (!(z * skewness > 0 && distance > 1 && distance < Infinity)) return z;
  const size = Math.abs(skewness);
  const normal = size < SMALL ? expanded(distance, size) : fromTail(distance, size);
  return Math.sign(z) * Math.min(distance, normal);
}

/** How far above zero an estimate has to lie so that `skewedZ` of it is the critical value. */
export function skewedCriticalValue(criticalValue: number, skewness: number): number {
  if (skewedZ(criticalValue, skewness) === criticalValue) return criticalValue;
  let [below, beyond] = [criticalValue, 2 * criticalValue];
  while (skewedZ(beyond, skewness) < criticalValue) beyond *= 2;
  // The rule of Illinois: a secant between both ends, the weight of an end that stays twice halved.
  let [short, over] = [
    skewedZ(below, skewness) - criticalValue,
    skewedZ(beyond, skewness) - criticalValue,
  ];
  for (let step = 0, side = 0; step < MOST_STEPS && over !== 0; step++) {
    const between = (below * over - beyond * short) / (over - short);
    if (!(between > below && between < beyond)) break;
    const distance = skewedZ(between, skewness) - criticalValue;
    if (distance < 0) {
      [below, short] = [between, distance];
      if (side === -1) over /= 2;
      side = -1;
    } else {
      [beyond, over] = [between, distance];
      if (side === 1) short /= 2;
      side = 1;
    }
    if (beyond - below <= 4 * PRECISION * beyond) break;
  }
  return beyond;
}

/** By the expansion of Cornish and Fisher (1937), Review of the International Statistical Institute 5(4). */
function expanded(z: number, skewness: number): number {
  // The fourth cumulant of the gamma distribution is three halves of the square of the third.
  return z - skewness * (z ** 2 - 1) / 6 +
    skewness ** 2 * ((4 * z ** 3 - 7 * z) / 36 - (z ** 3 - 3 * z) / 16);
}

/** The normal distance with the tail of the gamma distribution, by Newton's method on the logarithms of both. */
function fromTail(z: number, skewness: number): number {
  const logTail = z < BEYOND ? logGammaTail(z, 4 / skewness ** 2) : -Infinity;
  if (logTail < LEAST_LOG) return FURTHEST;
  // From beyond: the logarithm of the normal tail is concave, so that no step goes too far.
  let distance = Math.sqrt(-2 * logTail);
  for (let step = 0; step < MOST_STEPS; step++) {
    const tail = normalCdf(-distance, 0, 1);
    const density = Math.exp(-distance * distance / 2) / Math.sqrt(2 * Math.PI);
    const change = (Math.log(tail) - logTail) * tail / density;
    distance += change;
    if (Math.abs(change) <= 4 * PRECISION * distance) break;
  }
  return distance;
}

/** From here on a gamma distribution whose skewness tells has no tail left that is a number. */
const BEYOND = 1e10;

/** Normal tails below e⁻⁷⁰⁰ are no numbers any more; the distance they lie at, and more steps than any takes. */
const [LEAST_LOG, FURTHEST, MOST_STEPS] = [-700, 37, 50];

/** Where the continued fraction ends: two steps that differ by less change nothing. */
const PRECISION = 2 ** -52;
const TINY = 1e-300;

/**
 * The logarithm of the share of a gamma distribution that lies more than z deviations above its mean: the continued
 * fraction of the incomplete gamma function, Abramowitz and Stegun (1964), "Handbook of Mathematical Functions",
 * 6.5.31, by Lentz's method.
 */
function logGammaTail(z: number, shape: number): number {
  const x = shape + z * Math.sqrt(shape);
  let b = x + 1 - shape;
  let c = 1 / TINY;
  let d = 1 / b;
  let fraction = d;
  for (let step = 1;; step++) {
    const a = step * (shape - step);
    b += 2;
    d = 1 / nonzero(b + a * d);
    c = nonzero(b + a / c);
    fraction *= c * d;
    if (Math.abs(c * d - 1) < PRECISION) break;
  }
  return logDensity(z, shape) + Math.log(x) + Math.log(fraction);
}

function nonzero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}

/** The logarithm of xᵃ⁻¹ e⁻ˣ / Γ(a), whose large terms cancel. */
function logDensity(z: number, shape: number): number {
  const x = shape + z * Math.sqrt(shape);
  if (shape < 100) return (shape - 1) * Math.log(x) - x - gammaln(shape);
  // By Stirling's series of ln Γ(a), of which a ln a − a goes against the others.
  const excess = z / Math.sqrt(shape);
  const series = 1 / (12 * shape) - 1 / (360 * shape ** 3) + 1 / (1260 * shape ** 5);
  return shape * (Math.log1p(excess) - excess) + Math.log(shape / (2 * Math.PI)) / 2 - series -
    Math.log(x);
}
