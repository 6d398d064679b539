/**
 * Covariates in another form, so that a model that is linear in its columns can bend.
 *
 * @module
 */

import { requireFunction, requireListOf, requireMade, requireNames } from "lib/argument_checks.ts";
import { numberColumn, requireMeasures, shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import type { NumericFeature } from "lib/nuisance/features.ts";
import { quantileSorted } from "d3-array";

/**
 * Transformed covariate: a function of a number, value by value; what is missing stays missing.
 *
 * @param feature the covariate
 * @param name what the result is called
 * @param transform the function, which must return a finite number for every value that there is
 * @returns the new covariate
 * @throws {InputError} if the covariate holds anything but numbers, or a result is not finite
 *
 * @example The logarithm of a list's length
 * ```ts
 * import { transformedFeature } from "lib/nuisance/feature_transforms.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const length = { name: "length", values: Float64Array.of(4, NaN, 16) };
 * const { values } = transformedFeature(length, "log length", Math.log2);
 * assertEquals([...values], [2, NaN, 4]);
 * ```
 */
export function transformedFeature(
  feature: NumericFeature,
  name: string,
  transform: (value: number) => number,
): NumericFeature {
  requireFeature(feature);
  requireNames([name], "names of a covariate");
  requireFunction(transform, "function of a number", "Math.log1p");
  const given = numberColumn(feature.values, feature.name);
  const values = given.map((value) => Number.isNaN(value) ? NaN : Number(transform(value)));
  const faulty = values.reduce(
    (count, value, row) => count + (Number.isFinite(value) || Number.isNaN(given[row]) ? 0 : 1),
    0,
  );
  if (faulty > 0) {
    const row = values.findIndex((value, row) =>
      !Number.isFinite(value) && !Number.isNaN(given[row])
    );
    throw new InputError(
      `${faulty} of ${values.length} values of ${
        shown(name)
      } are not finite: the first, in row ${row} ` +
        `counted from 0, is ${values[row]} for ${given[row]}`,
      {
        column: feature.name,
        count: faulty,
        remedy: "Give a function that has a value for every number of the column.",
      },
    );
  }
  return { name, values };
}

/**
 * Natural cubic spline of a covariate: columns whose sums are all curves that are cubic between knots, join
 * without a bend, and go on straight beyond the outermost knots.
 *
 * With knots ξ₁ < … < ξₖ the columns are x and, for each of the first k − 2 knots,
 *
 * ```text
 * dⱼ(x) − dₖ₋₁(x),   dⱼ(x) = ((x − ξⱼ)³₊ − (x − ξₖ)³₊) / (ξₖ − ξⱼ)
 * ```
 *
 * divided by (ξₖ − ξ₁)², so that they have no unit and are of order 1: Hastie, Tibshirani and Friedman (2009), "The
 * Elements of Statistical Learning", equations 5.4 and 5.5, without the constant. The knots are quantiles of
 * the values, linear between order statistics, the outermost the smallest and the largest of them.
 *
 * @param feature the covariate
 * @param knots how many knots, from 3; or the knots themselves, ascending
 * @returns one covariate fewer than there are knots; the first is the covariate itself
 * @throws {InputError} if the covariate holds anything but numbers, or values too large to compute with, if
 *   knots are fewer than three, not finite or do not ascend, or if there are not enough different values
 *
 * @example The hour of the day with a bend
 * ```ts
 * import { splineFeatures } from "lib/nuisance/feature_transforms.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const hour = { name: "hour", values: Float64Array.of(0, 6, 12, 18, 24) };
 * const [straight, bent] = splineFeatures(hour, [0, 12, 24]);
 * assertEquals([straight!.name, bent!.name], ["hour", "hour spline 1"]);
 * assertEquals([...bent!.values], [0, 0.015625, 0.125, 0.390625, 0.75]);
 * ```
 */
export function splineFeatures(
  feature: NumericFeature,
  knots: number | readonly number[],
): NumericFeature[] {
  requireFeature(feature);
  const values = numberColumn(feature.values, feature.name);
  requireMeasures(values, feature.name);
  const places = typeof knots === "number" ? quantileKnots(feature.name, values, knots) : knots;
  requireListOf(places, "knots");
  requireKnots(feature.name, places);
  const [first, last] = [places[0]!, places.at(-1)!];
  const scale = (last - first) ** 2;
  // Math.max keeps NaN, which a comparison would not.
  const cube = (x: number) => Math.max(x, 0) ** 3;
  const bend = (x: number, knot: number) => (cube(x - knot) - cube(x - last)) / (last - knot);
  const before = places.at(-2)!;
  return [
    { name: feature.name, values },
    ...places.slice(0, -2).map((knot, at) => ({
      name: `${feature.name} spline ${at + 1}`,
      values: values.map((x) => (bend(x, knot) - bend(x, before)) / scale),
    })),
  ];
}

/**
 * Bent features of a covariate: its natural cubic spline with as many knots as its quantiles allow, up to a number,
 * and the covariate itself where they allow no three, as where it does not vary.
 *
 * @param feature the covariate
 * @param mostKnots the most knots, from 3
 * @returns columns as of `splineFeatures`, the covariate itself first
 * @throws {InputError} if the covariate holds anything but numbers, or the number of knots is none
 *
 * @example A number that never changes has no bend
 * ```ts
 * import { bentFeatures } from "lib/nuisance/feature_transforms.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const of = (...hours: number[]) => bentFeatures({ name: "hour", values: Float64Array.from(hours) }, 4);
 * assertEquals(of(7, 7, 7, 7).length, 1);
 * assertEquals(of(0, 0, 0, 6, 12, 18).length, 2); // of four knots two would be one
 * assertEquals(of(0, 6, 12, 18).length, 3);
 * ```
 */
export function bentFeatures(feature: NumericFeature, mostKnots: number): NumericFeature[] {
  requireFeature(feature);
  const values = numberColumn(feature.values, feature.name);
  requireMeasures(values, feature.name);
  requireKnotCount(feature.name, mostKnots);
  const present = values.filter((value) => !Number.isNaN(value)).sort();
  for (let count = Math.min(mostKnots, present.length); count >= 3; count--) {
    const knots = quantilesOf(present, count);
    if (new Set(knots).size === count) return splineFeatures({ name: feature.name, values }, knots);
  }
  return [{ name: feature.name, values }];
}

function requireFeature(feature: NumericFeature): void {
  requireMade(feature, ["name", "values"], {
    noun: "numeric covariate",
    maker: "featureTable (under `numeric`) or transformedFeature",
  });
  requireNames([feature.name], "names of a covariate");
}

function quantileKnots(column: string, values: Float64Array, count: number): number[] {
  requireKnotCount(column, count);
  const present = values.filter((value) => !Number.isNaN(value)).sort();
  const different = new Set(present).size;
  // No more knots are made than there can be.
  const knots = count > different ? [] : quantilesOf(present, count);
  if (count > different || new Set(knots).size < count) {
    throw new InputError(`its values are too alike for ${count} different knots`, {
      column,
      count: different,
      remedy: "Ask for fewer knots, or give them yourself.",
    });
  }
  return knots;
}

/** So many quantiles of sorted values, from the smallest to the largest. */
function quantilesOf(present: Float64Array, count: number): number[] {
  return Array.from(
    { length: count },
    (_, at) => quantileSorted(present as unknown as number[], at / (count - 1)) ?? NaN,
  );
}

function requireKnotCount(column: string, count: number): void {
  if (Number.isInteger(count) && count >= 3) return;
  throw new InputError(`${shown(count)} is no number of knots`, {
    column,
    remedy: "Give a whole number from 3.",
  });
}

function requireKnots(column: string, knots: readonly number[]): void {
  const ascend = knots.every((knot, at) =>
    Number.isFinite(knot) && (at === 0 || knot > knots[at - 1]!)
  );
  if (knots.length >= 3 && ascend) return;
  throw new InputError(
    `the knots ${knots.map(shown).join(", ")} are not three or more that ascend`,
    {
      column,
      remedy: "Give three or more finite numbers, each larger than the one before.",
    },
  );
}
