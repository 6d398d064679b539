/**
 * Distributions as charts draw them: boxes and common bins.
 *
 * @module
 */

import { bin, quantileSorted } from "d3-array";
import { binaryColumn, requireLengths, shown, soundColumns } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { EXPOSURE_GROUPS, type ExposureGroup } from "lib/interference/exposure.ts";
import type { Exposure } from "lib/interference/exposure_mapping.ts";
import { groupColumn, positionColumn } from "lib/interference/sound_columns.ts";
import { ASSIGNMENT_ARMS, type AssignmentArm } from "lib/interference/promotion.ts";

/** The five numbers of a box plot: the position changes of an exposure group, which has rows. */
export interface PositionChangeBox {
  readonly group: ExposureGroup;
  readonly rows: number;
  /** The smallest value not further than 1.5 interquartile ranges below the lower quartile. */
  readonly lowerWhisker: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  /** The largest value not further than 1.5 interquartile ranges above the upper quartile. */
  readonly upperWhisker: number;
}

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
  /** Ascending. */
  readonly bins: readonly DensityBin[];
}

/**
 * The position changes of each exposure group, as a box plot sums them up.
 *
 * Quartiles are linear between order statistics (definition 7 of Hyndman and Fan 1996, "Sample
 * Quantiles in Statistical Packages", The American Statistician 50(4)); whiskers reach at most 1.5
 * interquartile ranges (after Tukey 1977, "Exploratory Data Analysis", sections 2D and 2E, who measures
 * from hinges).
 *
 * @param exposure what the assignment means for each row
 * @returns one box per group that has rows, in the order of {@linkcode EXPOSURE_GROUPS}
 * @throws {InputError} if the columns differ in length, or hold what they cannot
 *
 * @example The third of three movies is promoted by two places
 * ```ts
 * import { positionChangeBoxes } from "lib/interference/distributions.ts";
 * import { mapExposure } from "lib/interference/exposure_mapping.ts";
 * import { checkSlates } from "lib/interference/slates.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const slates = checkSlates({
 *   slates: 1,
 *   slateOfRow: Int32Array.of(0, 0, 0), // Alien, The Thing, Airplane!
 *   seedPosition: Int32Array.of(1, 2, 3),
 *   cluster: Int32Array.of(0, 0, 1), // horror, horror, comedy
 * });
 * const assignment = { focalRow: Int32Array.of(2), promoted: Uint8Array.of(1) };
 * const boxes = positionChangeBoxes(mapExposure(slates, assignment));
 * assertEquals(boxes.map(({ group, median }) => [group, median]), [
 *   ["direct_promoted", -2],
 *   ["other_slate_spillover", 1],
 * ]);
 * ```
 */
export function positionChangeBoxes(exposure: Exposure): PositionChangeBox[] {
  const { group, positionChange } = soundColumns(
    exposure,
    { group: groupColumn, positionChange: positionColumn },
    exposure.group?.length,
  );
  return EXPOSURE_GROUPS.flatMap((name, code) => {
    const values = Array.from(positionChange.filter((_, row) => group[row] === code).sort());
    if (values.length === 0) return [];
    const quartile = (share: number) => quantileSorted(values, share)!;
    const [lowerQuartile, median, upperQuartile] = [quartile(0.25), quartile(0.5), quartile(0.75)];
    const reach = 1.5 * (upperQuartile - lowerQuartile);
    return [{
      group: name,
      rows: values.length,
      lowerWhisker: values.find((value) => value >= lowerQuartile - reach)!,
      lowerQuartile,
      median,
      upperQuartile,
      upperWhisker: values.findLast((value) => value <= upperQuartile + reach)!,
    }];
  });
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
 * import { liftDensities } from "lib/interference/distributions.ts";
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
    return [{ arm, slates: values.length, bins }];
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
