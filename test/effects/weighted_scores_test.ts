/** Weighted scores by segment: each segment's own estimate, and its error against resampling of its rows. */

import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { averageEffect } from "lib/effects/aipw.ts";
import { type Estimand, type Estimator, weightedEffect } from "lib/effects/weighted_effect.ts";
import { weightedScores } from "lib/effects/weighted_scores.ts";
import { InputError } from "lib/errors.ts";
import { indexSegments } from "lib/inference/segment_index.ts";
import { segmentMeans } from "lib/inference/segment_means.ts";
import { seededSource } from "lib/random/seeded.ts";
import { mean, sampleStandardDeviation } from "simple-statistics";

const ROWS = 900;
const source = seededSource(11, "weighted scores");
const propensity = Float64Array.from({ length: ROWS }, () => 0.1 + 0.7 * source.uniform());
const treatment = propensity.map((e) => source.uniform() < e ? 1 : 0);
const rows = {
  propensity,
  treatment: Uint8Array.from(treatment),
  outcome: Uint8Array.from(treatment, (t) => source.uniform() < 0.2 + 0.2 * t ? 1 : 0),
  outcomeTreated: Float64Array.from({ length: ROWS }, () => 0.3 + 0.2 * source.uniform()),
  outcomeControl: Float64Array.from({ length: ROWS }, () => 0.1 + 0.2 * source.uniform()),
  listSize: Float64Array.from({ length: ROWS }, (_, row) => 1 + row % 5),
};
const topic = {
  name: "topic",
  levels: ["news", "golf", "tv"],
  codes: Int32Array.from({ length: ROWS }, (_, row) => row % 11 === 0 ? -1 : row % 3),
};
const length = {
  name: "length",
  levels: ["short", "long"],
  codes: Int32Array.from({ length: ROWS }, (_, row) => row % 5 < 2 ? 0 : 1),
};
const CHOICES = (["per row", "per list", "treated", "overlap"] as const).flatMap((estimand) =>
  (["inverse probability", "normalized", "doubly robust"] as const)
    .map((estimator): { estimand: Estimand; estimator: Estimator } => ({ estimand, estimator }))
);

/** Some rows, with every column. */
function chosen(which: (row: number) => boolean): typeof rows {
  const kept = Array.from(rows.outcome.keys()).filter(which);
  const real = (column: Float64Array) => Float64Array.from(kept, (row) => column[row]!);
  const binary = (column: Uint8Array) => Uint8Array.from(kept, (row) => column[row]!);
  return {
    propensity: real(rows.propensity),
    treatment: binary(rows.treatment),
    outcome: binary(rows.outcome),
    outcomeTreated: real(rows.outcomeTreated),
    outcomeControl: real(rows.outcomeControl),
    listSize: real(rows.listSize),
  };
}

Deno.test("every segment has the estimate and the error of its rows alone, under every choice", () => {
  const index = indexSegments([topic, length]);
  const each = Int32Array.from(rows.outcome.keys());
  for (const choice of CHOICES) {
    const columns = [topic, length].map((division) => weightedScores(rows, division, choice));
    const { segments } = segmentMeans(columns, index, each);
    segments.forEach(({ segmentColumn, segment, lift, standardError }) => {
      const division = segmentColumn === "topic" ? topic : length;
      const code = division.levels.indexOf(segment);
      const alone = weightedEffect(chosen((row) => division.codes[row] === code), choice);
      // Sums of a few hundred rows.
      assertAlmostEquals(lift, alone.lift, 1e-12);
      assertAlmostEquals(standardError, averageEffect(alone.scores).standardError, 1e-12);
    });
  }
});

Deno.test("means of the scores of all rows are another number, but for two of the choices", () => {
  for (const choice of CHOICES) {
    const { scores } = weightedEffect(rows, choice);
    const all = mean(Array.from(scores).filter((_, row) => topic.codes[row] === 0));
    const own = mean(
      Array.from(weightedScores(rows, topic, choice)).filter((_, row) => topic.codes[row] === 0),
    );
    const isSame = choice.estimand === "per row" && choice.estimator !== "normalized";
    assertEquals(Math.abs(all - own) < 1e-12, isSame, JSON.stringify(choice));
  }
});

Deno.test("the error is the spread over samples of rows", () => {
  const choice = { estimand: "treated", estimator: "normalized" } as const;
  const index = indexSegments([topic]);
  const each = Int32Array.from(rows.outcome.keys());
  const { segments } = segmentMeans([weightedScores(rows, topic, choice)], index, each);
  const members = Array.from(rows.outcome.keys()).filter((row) => topic.codes[row] === 0);
  const draw = seededSource(3, "bootstrap");
  const lifts = Array.from({ length: 2000 }, () => {
    const own = Array.from(members, () => members[Math.floor(draw.uniform() * members.length)]!);
    return weightedEffect({
      propensity: Float64Array.from(own, (row) => rows.propensity[row]!),
      treatment: Uint8Array.from(own, (row) => rows.treatment[row]!),
      outcome: Uint8Array.from(own, (row) => rows.outcome[row]!),
    }, choice).lift;
  });
  // A standard deviation over 2,000 draws has a relative error of 1.6 %; the linear error is that of large samples.
  assertAlmostEquals(segments[0]!.standardError / sampleStandardDeviation(lifts), 1, 0.06);
});

Deno.test("one arm, certain rows, a wrong number of columns and torn lengths are refused", () => {
  const choice = { estimand: "overlap", estimator: "normalized" } as const;
  const refused = (verb: () => unknown, words: string) => assertThrows(verb, InputError, words);
  const oneArm = {
    ...rows,
    treatment: rows.treatment.map((t, row) => topic.codes[row] === 1 ? 1 : t),
  };
  refused(() => weightedScores(oneArm, topic, choice), "the segment golf has rows in one arm only");
  const certain = { ...rows, propensity: rows.propensity.map((e, row) => row === 1 ? 1 : e) };
  refused(
    () => weightedScores(certain, topic, choice),
    "1 rows of the segments are possible in one",
  );
  refused(
    () => weightedScores(rows, { ...topic, codes: topic.codes.slice(1) }, choice),
    `${ROWS - 1} values for ${ROWS}`,
  );
  const scores = weightedScores(rows, topic, choice);
  const index = indexSegments([topic, length]);
  const each = Int32Array.from(rows.outcome.keys());
  refused(() => segmentMeans([scores], index, each), "1 columns of scores for 2 divisions");
  refused(() => segmentMeans([scores, scores.slice(1)], index, each), "values for");
});
