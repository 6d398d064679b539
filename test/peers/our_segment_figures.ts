/**
 * This project's figures of segments, of lists and of distributions, by the peers' names.
 *
 * @module
 */

import { aipwScores } from "lib/effects/aipw.ts";
import { testPlaces } from "lib/effects/places.ts";
import * as inference from "lib/inference/mod.ts";
import { skewedZ } from "lib/inference/skewed_tails.ts";
import { closedFormTable } from "../inference/closed_form_table.ts";
import type { Figures } from "./comparison.ts";
import { closedFormLists, ESTIMATES, STUDENT, unequalSegments } from "./shared_columns.ts";

const LEVELS = ["0", "1", "2", "3"];
const indexOf = (codes: Int32Array) =>
  inference.indexSegments([{ name: "group", levels: LEVELS, codes }]);

/** Means of the scores by segment, their contrasts, and whether they differ. */
export function segmentContrasts(): Figures {
  const table = closedFormTable();
  const { scores } = aipwScores(table, 0);
  const codes = unequalSegments();
  const meansOf = (values: Float64Array) =>
    inference.segmentMeans(values, indexOf(codes), table.cluster);
  const means = meansOf(scores);
  const [wald] = inference.heterogeneityTests(means);
  // The first segment's scores raised by two: its differences to the others are two less.
  const raised = meansOf(scores.map((score, row) => codes[row] === 0 ? score + 2 : score));
  const [far] = inference.heterogeneityTests(raised);
  return {
    segment_lifts: means.segments.map(({ lift }) => lift),
    segment_errors: means.segments.map(({ standardError }) => standardError),
    ...contrastOf("contrast", inference.contrast(means, 0, 2)),
    ...contrastOf("rest", inference.contrastWithRest(means, 0)),
    segment_wald: wald!.statistic,
    segment_wald_p: wald!.p,
    segment_wald_far: far!.statistic,
    segment_wald_p_far: far!.p,
  };
}

function contrastOf(name: string, { difference, standardError, p }: inference.Contrast): Figures {
  return {
    [`segment_${name}`]: difference,
    [`segment_${name}_error`]: standardError,
    [`segment_${name}_p`]: p,
  };
}

/** Clicks in the first places against further down, list by list. */
export function lists(): Figures {
  const rows = closedFormLists();
  const index = indexOf(rows.group);
  const clicked = inference.clickedLists(rows, index);
  const { mantelHaenszel, conditional } = inference.matchedOdds(clicked);
  const { z, p } = testPlaces(rows);
  const clicks = LEVELS.map((level, segment) => {
    const { seen, mean, variance, atMost, atLeast } = inference.treatedClicks(clicked, segment);
    return {
      [`clicks_${level}`]: [seen, mean, variance],
      [`clicks_${level}_tails`]: [atMost, atLeast],
    };
  });
  return {
    odds_pooled: mantelHaenszel!.oddsRatio,
    odds_pooled_error: mantelHaenszel!.standardError,
    odds_conditional: conditional!.oddsRatio,
    odds_conditional_error: conditional!.standardError,
    places_statistic: z ** 2,
    places_p: p!,
    ...Object.assign({}, ...clicks),
  };
}

/** The variance of true effects, and their common mean. */
export function shrinkage(): Figures {
  const { spread, mean } = inference.shrink(ESTIMATES.estimates, ESTIMATES.errors);
  return { spread, spread_mean: mean };
}

/** Tails and critical values. */
export function distributions(): Figures {
  const tests = [1, 5, 10, 63, 91, 1000];
  return {
    student_p: STUDENT.t.map((t, at) => inference.twoSidedT(t, STUDENT.freedom[at]!)),
    student_critical: STUDENT.freedom.map((freedom) => inference.criticalT(0.05, freedom)),
    bonferroni_critical: tests.map((count) => inference.bonferroniCriticalValue(count)),
    sidak_critical: tests.map((count) => inference.sidakCriticalValue(count)),
    skewed_distance: [0.05, 0.3, 0.8, 1.5].flatMap((skewness) =>
      [2.5, 3.4, 4.5, 6].map((z) => skewedZ(z, skewness))
    ),
  };
}

/** What a test with the null error finds of two arms of equal size, whose draws are not lopsided. */
export function detectable(): Figures {
  return {
    detectable: ([[0.1, 500, 0.05], [0.04, 3000, 0.05], [0.2, 800, 0.001]] as const).map(
      ([rate, rowsOfArm, level]) => {
        const rows = 2 * rowsOfArm;
        const [all] = inference.detectableSegments(
          {
            propensity: new Float64Array(rows).fill(0.5),
            outcomeRate: new Float64Array(rows).fill(rate),
          },
          inference.indexSegments([{ name: "all", levels: ["all"], codes: new Int32Array(rows) }]),
          {
            compared: 0.1,
            judgedBy: "null error",
            criticalValue: inference.bonferroniCriticalValue(1, level),
          },
        );
        return all!.detectable;
      },
    ),
  };
}
