/**
 * Nuisance predictions that are known, by design or from elsewhere, and need no fit.
 *
 * @module
 */

import { requireKnownOptions } from "lib/argument_checks.ts";
import { probabilityColumn, requireLengths } from "lib/checks.ts";
import { requirePossible } from "lib/possible_arms.ts";
import { InputError } from "lib/errors.ts";
import type {
  CrossFitData,
  OutcomePredictions,
  PropensityPredictions,
} from "lib/nuisance/nuisance_model.ts";

/** Predictions of every row that are known; what is not given is fitted. */
export interface KnownNuisances {
  /** Probability of treatment, from 0 to 1: a column, or a function of the row's number from 0. */
  readonly propensity?: Float64Array | ((row: number) => number);
  /** Expected outcome under treatment, from 0 to 1; it comes with the other. */
  readonly outcomeTreated?: Float64Array;
  /** Expected outcome under control, from 0 to 1; it comes with the other. */
  readonly outcomeControl?: Float64Array;
}

/** The known propensities as a fit would give them; undefined where they have to be fitted. */
export function knownPropensity(
  known: KnownNuisances,
  { features, treatment }: CrossFitData,
): PropensityPredictions | undefined {
  requireKnownOptions(known, ["propensity", "outcomeTreated", "outcomeControl"]);
  if (known.propensity === undefined) return undefined;
  const given = typeof known.propensity === "function"
    ? Array.from(
      { length: features.rows },
      (_, row) => (known.propensity as (row: number) => unknown)(row),
    )
    : known.propensity;
  requireLengths({ propensity: given }, features.rows);
  const propensity = probabilityColumn(given, "propensity");
  requirePossible(propensity, treatment, "propensity");
  return { propensity, propensityFits: [] };
}

/** The known outcomes as a fit would give them; undefined where they have to be fitted. */
export function knownOutcome(
  { outcomeTreated, outcomeControl }: KnownNuisances,
  { features, treatment }: CrossFitData,
): OutcomePredictions | undefined {
  if (outcomeTreated === undefined && outcomeControl === undefined) return undefined;
  if (outcomeTreated === undefined || outcomeControl === undefined) {
    throw new InputError("only one of the two expected outcomes is known", {
      column: outcomeTreated === undefined ? "outcomeTreated" : "outcomeControl",
      remedy: "Give both, under treatment and under control, or neither.",
    });
  }
  requireLengths({ outcomeTreated, outcomeControl }, features.rows);
  const [treated, control] = [
    probabilityColumn(outcomeTreated, "outcomeTreated"),
    probabilityColumn(outcomeControl, "outcomeControl"),
  ];
  return {
    outcomeTreated: treated,
    outcomeControl: control,
    outcomeObserved: control.map((own, row) => treatment[row] === 1 ? treated[row]! : own),
    outcomeFits: [],
  };
}
