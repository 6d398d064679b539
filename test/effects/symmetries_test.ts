/** What may not matter to effects: the order of rows, which arm is called the treated, and rows told twice. */

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { aipwScores, averageEffect } from "lib/effects/aipw.ts";
import { confoundingBounds } from "lib/effects/confounding.ts";
import { balanceBySegment } from "lib/effects/segment_balance.ts";
import { segmentEffects } from "lib/effects/segments.ts";
import { type Estimand, type Estimator, weightedEffect } from "lib/effects/weighted_effect.ts";
import { seededSource } from "lib/random/seeded.ts";
import { chosen, drawn, exchanged, ROWS, type Rows } from "./drawn_rows.ts";

/** Sums of some hundred terms in another order. */
const OTHER_ORDER = 1e-12;
const CAUSE = { ofOutcome: 0.04, ofTreatment: 0.02 };
const ANY = { minimumRows: 2, minimumTreated: 1, minimumControl: 1 };
const ESTIMANDS: readonly Estimand[] = ["per row", "per list", "treated", "overlap"];
const ESTIMATORS: readonly Estimator[] = ["inverse probability", "normalized", "doubly robust"];

const divisionOf = ({ topic }: Rows) => ({
  name: "topic",
  levels: ["news", "golf", "tv"],
  codes: topic,
});
const scored = (rows: Rows) => ({ ...rows, scores: aipwScores(rows, 0).scores });
const bySegment = (rows: Rows) =>
  segmentEffects(divisionOf(rows), scored(rows), ANY).effects
    .toSorted((a, b) => a.segment.localeCompare(b.segment));
const balance = (rows: Rows) =>
  balanceBySegment(divisionOf(rows), {
    treatment: rows.treatment,
    fitted: rows.propensity.map((e) => 0.9 * e + 0.05),
    known: rows.propensity,
  }, 0.2);

/** Mean and error of every choice of estimand and estimator. */
function weighted(rows: Rows): Record<string, { lift: number; standardError: number }> {
  return Object.fromEntries(
    ESTIMANDS.flatMap((estimand) =>
      ESTIMATORS.map((estimator) => {
        const { lift, standardError } = averageEffect(
          weightedEffect(rows, { estimand, estimator }).scores,
        );
        return [`${estimand}, ${estimator}`, { lift, standardError }];
      })
    ),
  );
}

const rows = drawn();
const every = Array.from({ length: ROWS }, (_, row) => row);

Deno.test("rows in another order give the same effects, errors, bounds and balance but for rounding", () => {
  const order = [...every];
  seededSource(32, "another order").shuffle(order);
  const shuffled = chosen(rows, order);
  const { scores } = scored(rows);
  assertEquals(scored(shuffled).scores, Float64Array.from(order, (row) => scores[row]!));
  const [own, other] = [weighted(rows), weighted(shuffled)];
  for (const name of Object.keys(own)) {
    assertAlmostEquals(other[name]!.lift / own[name]!.lift, 1, OTHER_ORDER, name);
    assertAlmostEquals(other[name]!.standardError / own[name]!.standardError, 1, OTHER_ORDER, name);
  }
  const [bounds, again] = [confoundingBounds(rows, CAUSE), confoundingBounds(shuffled, CAUSE)];
  for (const name of ["lowest", "highest", "lower", "upper", "robustnessValue"] as const) {
    assertAlmostEquals(again[name] / bounds[name], 1, OTHER_ORDER, name);
  }
  bySegment(rows).forEach((effect, at) => {
    const its = bySegment(shuffled)[at]!;
    assertEquals([its.rows, its.treatedRows, its.naiveLift], [
      effect.rows,
      effect.treatedRows,
      effect.naiveLift,
    ]);
    assertAlmostEquals(its.lift / effect.lift, 1, OTHER_ORDER);
    assertAlmostEquals(its.standardError / effect.standardError, 1, OTHER_ORDER);
  });
  balance(rows).forEach(({ clipped, meanFitted, known, fitted }, at) => {
    const its = balance(shuffled)[at]!;
    assertEquals([its.clipped, its.known.treated.rows], [clipped, known.treated.rows]);
    assertAlmostEquals(its.meanFitted / meanFitted, 1, OTHER_ORDER);
    const ratio = its.fitted.treated.effectiveRows / fitted.treated.effectiveRows;
    assertAlmostEquals(ratio, 1, OTHER_ORDER);
  });
});

Deno.test("where the control arm is called the treated, scores and effects change their sign, to the bit", () => {
  const other = exchanged(rows);
  assertEquals(scored(other).scores, scored(rows).scores.map((score) => -score));
  const [own, turned] = [weighted(rows), weighted(other)];
  for (const name of Object.keys(own).filter((name) => !name.startsWith("treated"))) {
    const { lift, standardError } = own[name]!;
    assertEquals(turned[name], { lift: -lift, standardError }, name);
  }
  const [bounds, mirrored] = [confoundingBounds(rows, CAUSE), confoundingBounds(other, CAUSE)];
  assertEquals([mirrored.lowest, mirrored.highest], [-bounds.highest, -bounds.lowest]);
  assertEquals([mirrored.lower, mirrored.upper], [-bounds.upper, -bounds.lower]);
  assertEquals(mirrored.robustnessValue, bounds.robustnessValue);
  assertEquals(mirrored.robustnessValueOfInterval, bounds.robustnessValueOfInterval);
  bySegment(rows).forEach(({ lift, standardError, naiveLift, treatedRows }, at) => {
    const its = bySegment(other)[at]!;
    assertEquals([its.lift, its.naiveLift, its.standardError, its.controlRows], [
      -lift,
      -naiveLift,
      standardError,
      treatedRows,
    ]);
  });
  balance(rows).forEach(({ known }, at) => {
    const its = balance(other)[at]!.known;
    assertEquals([its.treated, its.control], [known.control, known.treated]);
  });
});

Deno.test("where the other outcome is counted, effects change their sign", () => {
  const other = {
    ...rows,
    outcome: rows.outcome.map((y) => 1 - y),
    outcomeTreated: rows.outcomeTreated.map((rate) => 1 - rate),
    outcomeControl: rows.outcomeControl.map((rate) => 1 - rate),
  };
  const [own, turned] = [weighted(rows), weighted(other)];
  // Horvitz and Thompson's weights do not average to one: counting what does not happen is another matter.
  for (const name of Object.keys(own).filter((name) => !name.endsWith("inverse probability"))) {
    assertAlmostEquals(turned[name]!.lift / own[name]!.lift, -1, OTHER_ORDER, name);
    const ratio = turned[name]!.standardError / own[name]!.standardError;
    assertAlmostEquals(ratio, 1, OTHER_ORDER, name);
  }
});

Deno.test("rows told twice keep every effect, and halve the variance but for the divisor n − 1", () => {
  const twice = chosen(rows, [...every, ...every]);
  const [own, other] = [weighted(rows), weighted(twice)];
  const factor = (ROWS - 1) / (2 * ROWS - 1);
  for (const name of Object.keys(own)) {
    assertAlmostEquals(other[name]!.lift / own[name]!.lift, 1, OTHER_ORDER, name);
    const ratio = other[name]!.standardError / own[name]!.standardError;
    assertAlmostEquals(ratio ** 2 / factor, 1, OTHER_ORDER, name);
  }
  const [bounds, again] = [confoundingBounds(rows, CAUSE), confoundingBounds(twice, CAUSE)];
  assertAlmostEquals(again.lowest / bounds.lowest, 1, OTHER_ORDER);
  assertAlmostEquals(again.robustnessValue / bounds.robustnessValue, 1, OTHER_ORDER);
  // The bounds' errors have the divisor n.
  const reach = ({ lower, lowest }: typeof bounds) => lowest - lower;
  assertAlmostEquals(reach(again) / reach(bounds), Math.SQRT1_2, OTHER_ORDER);
  balance(rows).forEach(({ known }, at) => {
    const its = balance(twice)[at]!.known.treated;
    assertAlmostEquals(its.effectiveRows / known.treated.effectiveRows, 2, OTHER_ORDER);
    assertAlmostEquals(its.meanWeight / known.treated.meanWeight, 1, OTHER_ORDER);
  });
});
