/**
 * This project's figures of the rows that the peers have, by the peers' names.
 *
 * @module
 */

import { aipwScores, averageEffect, type EffectEstimate } from "lib/effects/aipw.ts";
import { confoundingBounds } from "lib/effects/confounding.ts";
import { segmentEffects } from "lib/effects/segments.ts";
import { type Estimand, type Estimator, weightedEffect } from "lib/effects/weighted_effect.ts";
import * as inference from "lib/inference/mod.ts";
import { confoundingBenchmark } from "lib/effects/confounding_benchmark.ts";
import { overlapOf } from "lib/effects/overlap.ts";
import { closedFormTable } from "../inference/closed_form_table.ts";
import type { Figures } from "./comparison.ts";
import { listSizes, P_VALUES, reducedPredictions } from "./shared_columns.ts";

/** Every segment that has rows of both arms. */
const NONE_LEFT_OUT = { minimumRows: 2, minimumTreated: 1, minimumControl: 1 };

/** AIPW, its errors in all and by group, other weights and bounds, on the closed-form table. */
export function estimates(): Figures {
  const table = closedFormTable();
  const { scores } = aipwScores(table, 0);
  const bounds = confoundingBounds(table, { ofOutcome: 0.03, ofTreatment: 0.03 });
  const weighted = (estimand: Estimand, estimator: Estimator) =>
    averageEffect(weightedEffect({ ...table, listSize }, { estimand, estimator }).scores);
  const listSize = listSizes();
  const benchmark = confoundingBenchmark(table, reducedPredictions());
  const arms = overlapOf(table);
  const levels = ["0", "1", "2", "3"];
  const groups = segmentEffects(
    { name: "group", levels, codes: table.group },
    { ...table, scores },
    NONE_LEFT_OUT,
  ).effects;
  return {
    ...effect("aipw", averageEffect(scores)),
    aipw_clustered_effect: averageEffect(scores).lift,
    aipw_clustered_error: inference.clusteredMean(scores, table.cluster).cr0,
    ...effect("treated", weighted("treated", "doubly robust")),
    ...effect("overlap", weighted("overlap", "doubly robust")),
    ...effect("listed", weighted("per list", "doubly robust")),
    ...effect("ipw", weighted("per row", "inverse probability")),
    ...effect("hajek", weighted("per row", "normalized")),
    ...effect("hajek_treated", weighted("treated", "normalized")),
    ...effect("hajek_overlap", weighted("overlap", "normalized")),
    ...effect("hajek_listed", weighted("per list", "normalized")),
    arm_treated: [arms.treated.meanWeight, arms.treated.effectiveRows],
    arm_control: [arms.control.meanWeight, arms.control.effectiveRows],
    ...Object.assign({}, ...groups.map((group) => effect(`group_${group.segment}`, group))),
    bound_lower: bounds.lowest,
    bound_upper: bounds.highest,
    bound_interval_lower: bounds.lower,
    bound_interval_upper: bounds.upper,
    robustness_value: bounds.robustnessValue,
    robustness_value_as_said: bounds.robustnessValue,
    robustness_value_of_interval: bounds.robustnessValueOfInterval,
    benchmark_cf_y: benchmark.ofOutcome,
    // Theirs is the growth of the mean square of the weights.
    benchmark_cf_d: benchmark.ofTreatment / (1 - benchmark.ofTreatment),
    benchmark_rho: benchmark.adversity,
    benchmark_delta_theta: benchmark.change,
  };
}

/** An effect and its error as the other programs have it, who divide by n where this project does by n − 1. */
function effect(
  name: string,
  { lift, standardError, rows }: Pick<EffectEstimate, "lift" | "standardError" | "rows">,
): Figures {
  return {
    [`${name}_effect`]: lift,
    [`${name}_error`]: standardError * Math.sqrt((rows - 1) / rows),
  };
}

/** Adjusted p-values. */
export function corrections(): Figures {
  return {
    bonferroni: [...inference.bonferroni(P_VALUES)],
    sidak: [...inference.sidak(P_VALUES)],
    holm: [...inference.holm(P_VALUES)],
    fdr_bh: [...inference.benjaminiHochberg(P_VALUES)],
    fdr_by: [...inference.benjaminiYekutieli(P_VALUES)],
  };
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
  const [rows, firms, years] = [y.length, new Set(firm).size, new Set(year).size];
  const ofRows = (rows - 1) / (rows - 2);
  return {
    petersen_coefficient: by(firm, "CR0").coefficient,
    petersen_firm_cr0: by(firm, "CR0").standardError,
    petersen_firm_cr0_freedom: by(firm, "CR0").degreesOfFreedom,
    petersen_firm_cr1: by(firm, "CR1").standardError,
    petersen_firm: by(firm, "CR1S").standardError,
    petersen_firm_cr2: firmCr2.standardError,
    petersen_firm_cr2_freedom: firmCr2.degreesOfFreedom,
    // The jackknife of pyfixest has the factors of CR1S as well.
    petersen_firm_jackknife: by(firm, "CR3").standardError *
      Math.sqrt(firms / (firms - 1) * ofRows),
    petersen_year_cr0: by(year, "CR0").standardError,
    petersen_year_cr0_freedom: by(year, "CR0").degreesOfFreedom,
    petersen_year_cr1: by(year, "CR1").standardError,
    petersen_year: by(year, "CR1S").standardError,
    petersen_year_cr2: yearCr2.standardError,
    petersen_year_cr2_freedom: yearCr2.degreesOfFreedom,
    petersen_two_way: both("CR1S"),
    petersen_two_way_cr0: both("CR0"),
    // linearmodels corrects for the coefficients alone, n / (n − k).
    petersen_firm_linearmodels: by(firm, "CR0").standardError * Math.sqrt(rows / (rows - 2)),
    petersen_two_way_linearmodels: both("CR0") * Math.sqrt(rows / (rows - 2)),
    // pyfixest corrects all three variances by the smaller number of clusters, here years.
    petersen_two_way_pyfixest: both("CR0") * Math.sqrt(years / (years - 1) * ofRows),
  };
}

const NSW_COVARIATES = ["age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75"];

/** The job training experiment: difference in means and Lin's adjusted one, with HC2. */
export function nsw(columns: Columns): Figures {
  return { ...trainingEffects("nsw", columns), ...trainingEffects("nsw_r", inR(columns)) };
}

/** Matching's copy of the experiment, in R: earnings in six digits, rounded from seven. */
function inR(columns: Columns): Columns {
  // A decimal half, which the nearest double may lie below, goes up.
  const rounded = (value: number) =>
    Number((Number(value.toPrecision(7)) * (1 + 1e-12)).toPrecision(6));
  return (name) => /re7\d$/.test(name) ? columns(name).map(rounded) : columns(name);
}

function trainingEffects(name: string, columns: Columns): Figures {
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
    [`${name}_difference`]: plain.coefficient,
    [`${name}_hc2`]: plain.standardError,
    [`${name}_lin`]: lin.coefficient,
    [`${name}_lin_hc2`]: lin.standardError,
  };
}

/** Tennessee's class sizes: small against regular ones, by school, in all and within schools. */
export function star(columns: Columns): Figures {
  const [reading, small, school] = ["reading", "small", "school"]
    .map((name) => columns(`star_${name}`)) as [Float64Array, Float64Array, Float64Array];
  const constant = new Float64Array(reading.length).fill(1);
  // One less than there are schools: the constant stands for the last.
  const schools = Array.from(
    { length: new Set(school).size - 1 },
    (_, number) => school.map((own) => own === number ? 1 : 0),
  );
  const of = (design: readonly Float64Array[], correction: inference.ClusterCorrection) =>
    inference.clusteredRegression(design, reading, school, correction).coefficients[1]!;
  const [inAll, within] = [[constant, small], [constant, small, ...schools]] as const;
  const [cr0, cr2] = [of(inAll, "CR0"), of(inAll, "CR2")];
  const [withinCr1s, withinCr2] = [of(within, "CR1S"), of(within, "CR2")];
  return {
    star_difference: cr2.coefficient,
    star_cr0: cr0.standardError,
    star_cr0_freedom: cr0.degreesOfFreedom,
    star_cr1s: of(inAll, "CR1S").standardError,
    star_cr2: cr2.standardError,
    star_cr2_freedom: cr2.degreesOfFreedom,
    star_within_difference: withinCr2.coefficient,
    star_within_cr1s: withinCr1s.standardError,
    star_within_cr1s_freedom: withinCr1s.degreesOfFreedom,
    star_within_cr2: withinCr2.standardError,
    star_within_cr2_freedom: withinCr2.degreesOfFreedom,
  };
}
