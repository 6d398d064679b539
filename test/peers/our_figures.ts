/**
 * This project's figures of the rows that the peers have, by the peers' names.
 *
 * @module
 */

import { aipwScores, averageEffect } from "lib/effects/aipw.ts";
import { confoundingBounds } from "lib/effects/confounding.ts";
import { weightedEffect } from "lib/effects/weighted_effect.ts";
import * as inference from "lib/inference/mod.ts";
import { closedFormTable } from "../inference/closed_form_table.ts";

/** The p-values of table 1 in Benjamini and Hochberg (1995). */
export const P_VALUES = Float64Array.of(
  ...[0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459],
  ...[0.324, 0.4262, 0.5719, 0.6528, 0.759, 1],
);

type Figures = Readonly<Record<string, number>>;

/** AIPW, its errors in all and by group, other weights and bounds, on the closed-form table. */
export function estimates(): Figures {
  const table = closedFormTable();
  const { scores } = aipwScores(table, 0);
  const { standardError: error } = averageEffect(scores);
  const rows = scores.length;
  const bounds = confoundingBounds(table, { ofOutcome: 0.03, ofTreatment: 0.03 });
  const weighted = (estimator: "inverse probability" | "normalized") =>
    weightedEffect(table, { estimand: "per row", estimator }).lift;
  const groups = Object.fromEntries([0, 1, 2, 3].flatMap((group) => {
    const own = scores.filter((_, row) => table.group[row] === group);
    const effect = averageEffect(own);
    return [
      [`group_${group}_effect`, effect.lift],
      // DoubleML divides by n of the group where this project divides by n − 1.
      [`group_${group}_error`, effect.standardError * Math.sqrt((own.length - 1) / own.length)],
    ];
  }));
  return {
    aipw_effect: averageEffect(scores).lift,
    // DoubleML divides by n where this project divides by n − 1.
    aipw_error: error * Math.sqrt((rows - 1) / rows),
    aipw_effect_clustered: averageEffect(scores).lift,
    // DoubleML corrects for no number of clusters.
    aipw_error_clustered: inference.clusteredMean(scores, table.cluster).cr0,
    ...groups,
    bound_lower: bounds.lowest,
    bound_upper: bounds.highest,
    robustness_value: bounds.robustnessValue,
    ipw: weighted("inverse probability"),
    hajek: weighted("normalized"),
  };
}

/** Adjusted p-values. */
export function corrections(): Figures {
  const methods = {
    bonferroni: inference.bonferroni,
    sidak: inference.sidak,
    holm: inference.holm,
    fdr_bh: inference.benjaminiHochberg,
    fdr_by: inference.benjaminiYekutieli,
  };
  return Object.fromEntries(
    Object.entries(methods).flatMap(([name, adjusted]) =>
      Array.from(adjusted(P_VALUES), (value, at) => [`${name}_${at}`, value])
    ),
  );
}

/** Columns of published rows, by name. */
export type Columns = (name: string) => Float64Array;

/** Petersen's panel: by firm, by year, by both. */
export function petersen(columns: Columns): Figures {
  const [x, y] = [columns("petersen_x"), columns("petersen_y")];
  const design = [new Float64Array(y.length).fill(1), x];
  const [firm, year] = [columns("petersen_firm"), columns("petersen_year")];
  const by = (cluster: Float64Array, correction: inference.ClusterCorrection) =>
    inference.clusteredRegression(design, y, cluster, correction).coefficients[1]!;
  const both = (correction: "CR0" | "CR1S") =>
    inference.twoWayRegression(design, y, firm, year, correction)[1]!.standardError;
  const [firmCr2, yearCr2] = [by(firm, "CR2"), by(year, "CR2")];
  return {
    petersen_coefficient: by(firm, "CR0").coefficient,
    petersen_firm_cr0: by(firm, "CR0").standardError,
    petersen_firm: by(firm, "CR1S").standardError,
    petersen_firm_cr2: firmCr2.standardError,
    petersen_firm_cr2_freedom: firmCr2.degreesOfFreedom,
    petersen_year: by(year, "CR1S").standardError,
    petersen_year_cr2: yearCr2.standardError,
    petersen_year_cr2_freedom: yearCr2.degreesOfFreedom,
    petersen_two_way: both("CR1S"),
    petersen_two_way_cr0: both("CR0"),
  };
}

const NSW_COVARIATES = ["age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75"];

/** The job training experiment: difference in means and Lin's adjusted one, with HC2. */
export function nsw(columns: Columns): Figures {
  const [treat, response] = [columns("nsw_treat"), columns("nsw_re78")];
  const rows = Int32Array.from(response.keys());
  const constant = new Float64Array(rows.length).fill(1);
  const centred = NSW_COVARIATES.map((name) => {
    const values = columns(`nsw_${name}`);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  });
  const interactions = centred.map((values) => values.map((value, row) => value * treat[row]!));
  // With a row a cluster CR2 is HC2.
  const effect = (design: readonly Float64Array[]) =>
    inference.clusteredRegression(design, response, rows, "CR2").coefficients[1]!;
  const [plain, lin] = [
    effect([constant, treat]),
    effect([constant, treat, ...centred, ...interactions]),
  ];
  return {
    nsw_difference: plain.coefficient,
    nsw_hc2: plain.standardError,
    nsw_lin: lin.coefficient,
    nsw_lin_hc2: lin.standardError,
  };
}

/** Tennessee's class sizes: small against regular ones, by school. */
export function star(columns: Columns): Figures {
  const [reading, small, school] = ["reading", "small", "school"]
    .map((name) => columns(`star_${name}`)) as [Float64Array, Float64Array, Float64Array];
  const design = [new Float64Array(reading.length).fill(1), small];
  const by = (correction: inference.ClusterCorrection) =>
    inference.clusteredRegression(design, reading, school, correction).coefficients[1]!;
  const cr2 = by("CR2");
  return {
    star_difference: cr2.coefficient,
    star_cr0: by("CR0").standardError,
    star_cr1s: by("CR1S").standardError,
    star_cr2: cr2.standardError,
    star_cr2_freedom: cr2.degreesOfFreedom,
  };
}
