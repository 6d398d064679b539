/**
 * The distribution of the slates' lifts in both arms, over common bins.
 *
 * @module
 */

import { bin } from "d3-array";
import { binaryColumn, requireLengths, shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { meanOf } from "lib/interference/means.ts";
import { ASSIGNMENT_ARMS, type AssignmentArm } from "lib/interference/promotion.ts";

/** A bin of a histogram; the upper edge is in the last bin only. */
export interface DensityBin {
  readonly lower: number;
  readonly upper: number;
  readonly count: number;
  /** Share of the arm's values per unit: the bins' areas add up to 1. */
  readonly density: number;
}

/** The histogram of one arm, which has slates; all arms share their edges. */
export interface ArmDensity {
  readonly arm: AssignmentArm;
  readonly slates: number;
  /** How many of them lose, and how many gain; the others stay exactly as they are. */
  readonly losing: number;
  readonly gaining: number;
  readonly meanLift: number;
  /** Ascending. */
  readonly bins: readonly DensityBin[];
}

/**
 * The densities of the slates' lifts in both arms: bins on shared edges, each arm normed by itself.
 *
 * @param lift per slate its lift
 * @param promoted per slate 1 where its focal item is promoted
 * @param count how many bins of equal width, at least 1; all-equal values get bins over ±0.5
 * @returns one histogram per arm that has slates, the unchanged one first
 * @throws {InputError} if `count` is not a whole number from 1, if lifts and promotions differ in
 *   number, if a promotion is neither 0 nor 1, or a lift not finite
 *
 * @example Two slates are left unchanged, two promotions cost three quarters of a click and more
 * ```ts
 * import { liftDensities } from "lib/interference/lift_densities.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const lift = Float64Array.of(0, 0, -1, -0.75);
 * const [unchanged, promoted] = liftDensities(lift, Uint8Array.of(0, 0, 1, 1), 2);
 * assertEquals(unchanged!.bins.map(({ count }) => count), [0, 2]);
 * assertEquals(promoted!.bins.map(({ density }) => density), [2, 0]);
 * ```
 */
export function liftDensities(
  lift: Float64Array,
  promoted: Uint8Array,
  count: number,
): ArmDensity[] {
  if (!Number.isInteger(count) || count < 1) {
    throw new InputError(`${shown(count)} is not a number of bins`, {
      remedy: "Give a whole number from 1.",
    });
  }
  requireLengths({ lift, promoted }, lift?.length, "slates");
  promoted = binaryColumn(promoted, "promoted");
  const edges = commonEdges(lift, count);
  const binned = bin<number, number>().domain([edges[0]!, edges.at(-1)!])
    .thresholds(edges.slice(1, -1));
  return ASSIGNMENT_ARMS.flatMap((arm, code) => {
    const values = lift.filter((_, slate) => promoted[slate] === code);
    if (values.length === 0) return [];
    const bins = binned(values).map((members, place) => {
      const [lower, upper] = [edges[place]!, edges[place + 1]!];
      return {
        lower,
        upper,
        count: members.length,
        density: members.length / (values.length * (upper - lower)),
      };
    });
    const counted = (test: (lift: number) => boolean) =>
      values.reduce((count, value) => count + (test(value) ? 1 : 0), 0);
    return [{
      arm,
      slates: values.length,
      losing: counted((value) => value < 0),
      gaining: counted((value) => value > 0),
      meanLift: meanOf(values),
      bins,
    }];
  });
}

/** The edges of bins of equal width over all values, as `numpy.histogram_bin_edges` puts them. */
function commonEdges(values: Float64Array, count: number): number[] {
  const faulty = values.reduce((sum, value) => sum + (Number.isFinite(value) ? 0 : 1), 0);
  if (faulty > 0) {
    throw new InputError(`${faulty} of ${values.length} lifts are not finite numbers`, {
      count: faulty,
      remedy: "Compute them from click probabilities without gaps.",
    });
  }
  let lower = values.reduce((least, value) => Math.min(least, value), Infinity);
  let upper = values.reduce((most, value) => Math.max(most, value), -Infinity);
  if (values.length === 0) [lower, upper] = [0, 1];
  else if (lower === upper) [lower, upper] = [lower - 0.5, upper + 0.5];
  const step = (upper - lower) / count;
  return Array.from({ length: count + 1 }, (_, i) => i === count ? upper : lower + i * step);
}
