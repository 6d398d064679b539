/**
 * What a comparison of estimators finds, as sentences for titles.
 *
 * @module
 */

import type { ComparedEstimate } from "lib/effects/compared_estimate.ts";

/**
 * Sentence on how often each estimator's interval covers the truth.
 *
 * @param estimates one entry per table, line and estimator
 * @returns the finding; where no truth is known, that it is not
 *
 * @example
 * ```ts
 * import { whoFindsTheTruth } from "lib/charts/compared_findings.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const one = { panel: "p", line: "all", lift: 0.02, truth: 0.018 };
 * assertEquals(
 *   whoFindsTheTruth([
 *     { ...one, estimator: "known chances", lower: 0.01, upper: 0.03 },
 *     { ...one, estimator: "notebook 04", lower: 0.019, upper: 0.03 },
 *   ]),
 *   "The interval covers the truth with known chances in 1 of 1 cases, in notebook 04 in 0 of 1",
 * );
 * ```
 */
export function whoFindsTheTruth(estimates: readonly ComparedEstimate[]): string {
  const known = estimates.filter(({ truth, lift }) => truth !== undefined && Number.isFinite(lift));
  const estimators = [...new Set(known.map(({ estimator }) => estimator))];
  if (estimators.length === 0) return "The truth is not known in any of these logs";
  const said = estimators.map((estimator, at) => {
    const own = known.filter((each) => each.estimator === estimator);
    const covering = own.filter(({ lower, upper, truth }) => lower <= truth! && truth! <= upper);
    const name = estimator.startsWith("notebook") ? `in ${estimator}` : `with ${estimator}`;
    return `${name} in ${covering.length} of ${own.length}${at === 0 ? " cases" : ""}`;
  });
  return `The interval covers the truth ${said.join(", ")}`;
}

/**
 * Sentence on which combinations of two models miss the truth.
 *
 * @param estimates one entry per panel and combination, whose name is its line
 * @returns the finding
 *
 * @example
 * ```ts
 * import { whichModelMustBeRight } from "lib/charts/compared_findings.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const one = { panel: "p", estimator: "doubly robust", lift: 0.02, truth: 0.018 };
 * assertEquals(
 *   whichModelMustBeRight([
 *     { ...one, line: "chance right, clicks wrong", lower: 0.01, upper: 0.03 },
 *     { ...one, line: "both wrong", lower: 0.019, upper: 0.03 },
 *   ]),
 *   "One right model suffices: only with both wrong the interval misses the truth",
 * );
 * ```
 */
export function whichModelMustBeRight(estimates: readonly ComparedEstimate[]): string {
  const missing = new Set(
    estimates.filter(({ lower, upper, truth }) =>
      truth !== undefined && (truth < lower || truth > upper)
    )
      .map(({ line }) => line),
  );
  if (missing.size === 0) return "All four combinations cover the truth here";
  return missing.size === 1 && missing.has("both wrong")
    ? "One right model suffices: only with both wrong the interval misses the truth"
    : `The interval misses the truth with ${[...missing].join("; ")}`;
}
