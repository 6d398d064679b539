/**
 * Scores of weighted effects, segment by segment of a division.
 *
 * @module
 */

import { type CodedColumn, soundCoded } from "lib/coded_column.ts";
import { probabilityColumn, requireLengths } from "lib/checks.ts";
import {
  type Estimand,
  type Estimator,
  weightedEffect,
  type WeightedRows,
} from "lib/effects/weighted_effect.ts";
import { InputError } from "lib/errors.ts";

/**
 * Weighted scores of a division: one score a row, whose mean over each segment is the segment's own weighted
 * effect, with the spread of its influence.
 *
 * Only the per-row effects by inverse probability and by the doubly robust estimator are means of the same scores
 * in all rows and in each segment. Where weights are divided by their sum, as Hájek's are and those for an effect per list,
 * on the treated or on the overlap, the sum is that of the segment: this is `weightedEffect` of the segment's
 * rows alone. Hand the scores of several divisions to `segmentMeans`, one column each.
 * Source: as of `weightedEffect`, with expectations given the segment.
 *
 * @param rows outcome, treatment and probability of every row, and what else the choice needs
 * @param division the segment of every row
 * @param choice what is averaged over, and how
 * @returns one score a row, in units of the outcome; 0 where a row is in no segment
 * @throws {InputError} if a column is missing or unsound, a row of a segment could stand in one arm only, or a
 *   segment has rows in one arm alone
 *
 * @example Two topics of four displays, each with its own difference of means
 * ```ts
 * import { weightedScores } from "lib/effects/weighted_scores.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = {
 *   outcome: Uint8Array.of(1, 0, 0, 0, 1, 1, 1, 0),
 *   treatment: Uint8Array.of(1, 1, 0, 0, 1, 1, 0, 0),
 *   propensity: new Float64Array(8).fill(0.5),
 * };
 * const topic = { name: "topic", levels: ["news", "golf"], codes: Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1) };
 * const scores = weightedScores(rows, topic, { estimand: "overlap", estimator: "normalized" });
 * const mean = (from: number) => scores.slice(from, from + 4).reduce((sum, score) => sum + score, 0) / 4;
 * assertEquals([mean(0), mean(4)], [0.5, 0.5]);
 * ```
 */
export function weightedScores(
  rows: WeightedRows,
  division: CodedColumn,
  choice: { readonly estimand: Estimand; readonly estimator: Estimator },
): Float64Array {
  const { name, levels, codes } = soundCoded(division);
  const length = rows?.outcome?.length ?? 0;
  requireLengths({ [name]: codes }, length, "outcomes");
  const members = Map.groupBy(codes.keys(), (row) => codes[row]!);
  members.delete(-1);
  requireUncertain(probabilityColumn(rows?.propensity, "propensity"), members);
  const scores = new Float64Array(length);
  for (const [code, own] of members) {
    const chosen = chosenRows(rows, own);
    requireArms(chosen.treatment, { name, segment: levels[code]! });
    const { scores: ofSegment } = weightedEffect(chosen, choice);
    own.forEach((row, at) => scores[row] = ofSegment[at]!);
  }
  return scores;
}

/** Some of the rows, with every column that there is. */
function chosenRows(rows: WeightedRows, own: readonly number[]): WeightedRows {
  return Object.fromEntries(
    Object.entries(rows).filter(([, column]) => column !== undefined).map(([name, column]) => [
      name,
      column instanceof Uint8Array
        ? Uint8Array.from(own, (row) => column[row]!)
        : Array.from(own, (row) => column[row]),
    ]),
    // The names are those of the rows, and their columns are checked with them.
  ) as unknown as WeightedRows;
}

function requireUncertain(
  propensity: Float64Array,
  members: ReadonlyMap<number, readonly number[]>,
): void {
  let count = 0;
  for (const own of members.values()) {
    for (const row of own) if (propensity[row] === 0 || propensity[row] === 1) count++;
  }
  if (count === 0) return;
  throw new InputError(`${count} rows of the segments are possible in one arm only`, {
    column: "propensity",
    count,
    remedy: "Leave them out, or give them no segment: they have no score.",
  });
}

function requireArms(
  treatment: ArrayLike<unknown>,
  { name, segment }: { readonly name: string; readonly segment: string },
): void {
  const arms = new Set(Array.from(treatment));
  if (arms.size > 1) return;
  throw new InputError(`the segment ${segment} has rows in one arm only`, {
    column: name,
    count: treatment.length,
    remedy: "Leave the segment out, as testableSegments does.",
  });
}
