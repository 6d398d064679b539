/**
 * The columns that both sides read: the closed-form table, and others without random numbers.
 *
 * @module
 */

import { aipwScores } from "lib/effects/aipw.ts";
import type { ReducedPredictions } from "lib/effects/confounding_benchmark.ts";
import { closedFormTable } from "../inference/closed_form_table.ts";

/** The p-values of table 1 in Benjamini and Hochberg (1995). */
export const P_VALUES = Float64Array.of(
  ...[0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459],
  ...[0.324, 0.4262, 0.5719, 0.6528, 0.759, 1],
);

/** Student's statistics and their degrees of freedom. */
export const STUDENT = {
  t: [0.1, 0.5, 1, 1.96, 2.5, 3, 5, 8, 12, 30],
  freedom: [1, 2.5, 3, 7.3, 12, 22.69843371, 33, 99, 308.7563813, 5000],
};

/** Estimates that differ by more than their errors. */
export const ESTIMATES = {
  estimates: Float64Array.from({ length: 12 }, (_, at) => 0.1 + 0.05 * Math.sin(2.1 * at)),
  errors: Float64Array.from({ length: 12 }, (_, at) => 0.02 + 0.01 * (at * 5 % 4)),
};

/** Per row of the closed-form table how many rows its list has, from one to eight. */
export function listSizes(): Float64Array {
  return closedFormTable().propensity.map((_, row) => 1 + row * 5 % 8);
}

/** Segments of unequal size, each with rows in every cluster. */
export function unequalSegments(): Int32Array {
  return closedFormTable().group.map((_, row) => Math.min(3, row % 7));
}

/** Predictions that know no covariate. */
export function reducedPredictions(): ReducedPredictions {
  const of = (value: number) => new Float64Array(closedFormTable().outcome.length).fill(value);
  return { propensity: of(0.5), outcomeTreated: of(0.38), outcomeControl: of(0.28) };
}

/** The closed-form table's outcomes as clicks in lists of four to twelve, the first three places the first. */
export function closedFormLists() {
  const { outcome, group } = closedFormTable();
  const [list, topThree] = [new Int32Array(outcome.length), new Uint8Array(outcome.length)];
  for (let row = 0, number = 0; row < outcome.length; number++) {
    const size = 4 + number * 7 % 9;
    for (let place = 0; place < size && row < outcome.length; place++, row++) {
      list[row] = number;
      topThree[row] = place < 3 ? 1 : 0;
    }
  }
  return { list, topThree, clicked: outcome, group };
}

/** The columns by name. */
export function sharedColumns(): Record<string, ArrayLike<number>> {
  const table = closedFormTable();
  const [lists, reduced] = [closedFormLists(), reducedPredictions()];
  return {
    outcome: table.outcome,
    treatment: table.treatment,
    propensity: table.propensity,
    outcome_treated: table.outcomeTreated,
    outcome_control: table.outcomeControl,
    cluster: table.cluster,
    group: table.group,
    segment: unequalSegments(),
    scores: aipwScores(table, 0).scores,
    list_size: listSizes(),
    reduced_propensity: reduced.propensity,
    reduced_outcome_treated: reduced.outcomeTreated,
    reduced_outcome_control: reduced.outcomeControl,
    p_values: P_VALUES,
    list: lists.list,
    list_first: lists.topThree,
    list_clicked: lists.clicked,
    list_group: lists.group,
    ...ESTIMATES,
    ...STUDENT,
  };
}
