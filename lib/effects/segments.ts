/**
 * Effects by segment: the mean doubly robust score within each group of rows.
 *
 * @module
 */

import { formatCount } from "lib/text/counts.ts";
import { requireKnownOptions, requireListOf, requireMade } from "lib/argument_checks.ts";
import { binaryColumn, measureColumn, requireLengths, shown, soundColumns } from "lib/checks.ts";
import { type CodedColumn, soundCoded } from "lib/coded_column.ts";
import { averageEffect, CRITICAL_VALUE_95 } from "lib/effects/aipw.ts";
import { InputError } from "lib/errors.ts";

/** The rows that effects are estimated from, one value per row each. */
export interface ScoredRows {
  /** The treatment, 0 or 1. */
  readonly treatment: Uint8Array;
  /** The outcome, 0 or 1. */
  readonly outcome: Uint8Array;
  /** The doubly robust score, in units of the outcome. */
  readonly scores: Float64Array;
}

/** The least numbers of rows, of treated and of control ones that a segment needs to be reported. */
export interface SegmentThresholds {
  readonly minimumRows: number;
  readonly minimumTreated: number;
  readonly minimumControl: number;
}

/** The estimated effect in one segment. */
export interface SegmentEffect {
  /** Name of the column that divides the rows. */
  readonly segmentColumn: string;
  /**
   * Name of the segment; `missing` where the column has no value, or `missing (no value)` if the
   * column has a level called `missing`.
   */
  readonly segment: string;
  readonly rows: number;
  readonly treatedRows: number;
  readonly controlRows: number;
  /** Mean outcome of the treated rows; NaN where there are none. */
  readonly treatedClickRate: number;
  /** Mean outcome of the control rows; NaN where there are none. */
  readonly controlClickRate: number;
  /** Treated minus control click rate: the unadjusted difference. */
  readonly naiveLift: number;
  /** Mean doubly robust score: the adjusted effect, in units of the outcome. */
  readonly lift: number;
  /** Standard error of the lift, taking rows as independent. */
  readonly standardError: number;
  /** Lower end of the 95 % interval. */
  readonly lower: number;
  /** Upper end of the 95 % interval. */
  readonly upper: number;
}

/** The effects of one segmentation, and what was left out. */
export interface SegmentEffects {
  /** The segments that pass the thresholds, largest lift first. */
  readonly effects: readonly SegmentEffect[];
  /** The number of segments that have too few rows of some kind. */
  readonly leftOut: number;
  /** Why `effects` is empty; an empty text where it is not. */
  readonly reason: string;
}

/** What each column of scored rows may hold. */
const ROW_CHECKS = { scores: measureColumn, treatment: binaryColumn, outcome: binaryColumn };

/** The name under which rows without a segment are gathered, unless a level has it. */
export const MISSING_SEGMENT = "missing";

/** The name of the rows without a segment: another one than all levels have. */
export function missingSegment(levels: readonly string[]): string {
  let name = MISSING_SEGMENT;
  while (levels.includes(name)) name += " (no value)";
  return name;
}

/**
 * Segment effects: the mean doubly robust score in every segment that has enough rows, with its 95 %
 * interval, beside the unadjusted difference of click rates.
 *
 * A segment's mean score estimates its conditional average treatment effect: Semenova and
 * Chernozhukov (2021), "Debiased machine learning of conditional average treatment effects and other
 * causal functions", The Econometrics Journal 24(2), with the segments' indicators as the basis.
 * Mean, standard error and interval are those of {@linkcode averageEffect}.
 *
 * Rows whose segment is missing form a segment of their own, as in pandas with `dropna=False`; its
 * name is none of the levels'.
 * Equal lifts are ordered by segment name, so that the table does not depend on a sorting
 * algorithm.
 *
 * @param segmentation how the rows are divided
 * @param rows treatment, outcome and score of every row
 * @param thresholds how many rows a segment needs; at least two rows in any case
 * @returns the effects sorted by lift, largest first, and how many segments were left out
 * @throws {InputError} if a threshold is no number of rows; if lengths differ; if a level stands twice
 *   or a code names none; if treatment or outcome hold anything but 0 and 1 (false and true are read
 *   as these); or if a score is missing or infinite
 *
 * @example
 * ```ts
 * import { segmentEffects } from "lib/effects/segments.ts";
 * import { assertEquals } from "@std/assert";
 *
 * // Four articles, two of each topic, of which one stood at the top of its list (1).
 * const topic = { name: "topic", levels: ["news", "sports"], codes: Int32Array.of(0, 0, 1, 1) };
 * const articles = {
 *   treatment: Uint8Array.of(1, 0, 1, 0),
 *   outcome: Uint8Array.of(1, 0, 0, 0),
 *   scores: Float64Array.of(0.5, 0.25, 1, 2),
 * };
 * const enough = { minimumRows: 2, minimumTreated: 1, minimumControl: 1 };
 * const { effects } = segmentEffects(topic, articles, enough);
 * assertEquals(effects.map(({ segment, lift }) => [segment, lift]), [["sports", 1.5], ["news", 0.375]]);
 * ```
 */
export function segmentEffects(
  segmentation: CodedColumn,
  rows: ScoredRows,
  thresholds: SegmentThresholds,
): SegmentEffects {
  checkThresholds(
    requireKnownOptions(thresholds, ["minimumRows", "minimumTreated", "minimumControl"]),
  );
  const scored = soundColumns(rows, ROW_CHECKS, rows?.scores?.length, "scores");
  const { name, codes, levels } = soundCoded(segmentation);
  requireLengths({ [name]: codes }, scored.scores.length, "scores");
  const groups = groupScores(codes, levels.length, scored);
  const nameOfMissing = missingSegment(levels);
  const passing = groups.filter((group) =>
    group.scores.length >= Math.max(2, thresholds.minimumRows) &&
    group.treated >= thresholds.minimumTreated &&
    group.scores.length - group.treated >= thresholds.minimumControl
  );
  const effects = passing.map((group): SegmentEffect => {
    const estimate = averageEffect(group.scores, CRITICAL_VALUE_95);
    const controlRows = estimate.rows - group.treated;
    const treatedClickRate = group.treatedOutcomes / group.treated;
    const controlClickRate = group.controlOutcomes / controlRows;
    return {
      segmentColumn: segmentation.name,
      segment: levels[group.code] ?? nameOfMissing,
      rows: estimate.rows,
      treatedRows: group.treated,
      controlRows,
      treatedClickRate,
      controlClickRate,
      naiveLift: treatedClickRate - controlClickRate,
      lift: estimate.lift,
      standardError: estimate.standardError,
      lower: estimate.lower,
      upper: estimate.upper,
    };
  });
  return {
    effects: sortByLift(effects, "descending"),
    leftOut: groups.length - passing.length,
    reason: effects.length > 0 ? "" : emptyReason(segmentation.name, groups, thresholds),
  };
}

/**
 * Effects in order of their lift, as a new list.
 *
 * @param effects the effects in any order
 * @param direction whether the largest lift comes first (`descending`) or last
 * @returns a sorted copy; equal lifts are ordered by segment column, then segment
 *
 * @example
 * ```ts
 * import { segmentEffects, sortByLift } from "lib/effects/segments.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { effects } = segmentEffects(
 *   { name: "topic", levels: ["news", "sports"], codes: Int32Array.of(0, 0, 1, 1) },
 *   {
 *     treatment: Uint8Array.of(1, 0, 1, 0),
 *     outcome: Uint8Array.of(1, 0, 0, 0),
 *     scores: Float64Array.of(0.5, 0.25, 1, 2),
 *   },
 *   { minimumRows: 2, minimumTreated: 1, minimumControl: 1 },
 * );
 * const weakestFirst = sortByLift(effects, "ascending");
 * assertEquals(weakestFirst.map(({ segment }) => segment), ["news", "sports"]);
 * ```
 */
export function sortByLift(
  effects: readonly SegmentEffect[],
  direction: "ascending" | "descending",
): SegmentEffect[] {
  requireListOf(effects, "effects");
  if (direction !== "ascending" && direction !== "descending") {
    throw new InputError(`the direction is ${shown(direction)}`, {
      remedy: 'Give "ascending" or "descending".',
    });
  }
  for (const effect of effects) {
    requireMade(effect, ["lift", "segmentColumn", "segment"], {
      noun: "effect of a segment",
      maker: "segmentEffects",
    });
  }
  const sign = direction === "ascending" ? 1 : -1;
  return effects.toSorted((a, b) =>
    sign * (a.lift - b.lift) || compareText(a.segmentColumn, b.segmentColumn) ||
    compareText(a.segment, b.segment)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The scores of one segment's rows, and what its click rates are counted from. */
interface ScoreGroup {
  readonly code: number;
  readonly scores: Float64Array;
  treated: number;
  treatedOutcomes: number;
  controlOutcomes: number;
}

function checkThresholds(thresholds: SegmentThresholds): void {
  const { minimumRows, minimumTreated, minimumControl } = thresholds;
  for (const [name, value] of Object.entries({ minimumRows, minimumTreated, minimumControl })) {
    if (typeof value !== "number" || !(value >= 0)) {
      throw new InputError(`${name} is ${shown(value)}`, {
        remedy: "Give a number of rows, 0 or more.",
      });
    }
  }
}

/** The occurring groups in level order, the missing one last. */
function groupScores(codes: Int32Array, levelCount: number, rows: ScoredRows): ScoreGroup[] {
  const sizes = new Int32Array(levelCount + 1);
  for (let i = 0; i < codes.length; i++) sizes[codes[i]! < 0 ? levelCount : codes[i]!]!++;
  const groups = Array.from(sizes, (size, code): ScoreGroup => ({
    code,
    scores: new Float64Array(size),
    treated: 0,
    treatedOutcomes: 0,
    controlOutcomes: 0,
  }));
  const filled = new Int32Array(levelCount + 1);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]! < 0 ? levelCount : codes[i]!;
    const group = groups[code]!;
    group.scores[filled[code]!++] = rows.scores[i]!;
    if (rows.treatment[i] === 1) {
      group.treated++;
      group.treatedOutcomes += rows.outcome[i]!;
    } else {
      group.controlOutcomes += rows.outcome[i]!;
    }
  }
  return groups.filter(({ scores }) => scores.length > 0);
}

function emptyReason(
  column: string,
  groups: readonly ScoreGroup[],
  { minimumRows, minimumTreated, minimumControl }: SegmentThresholds,
): string {
  const largest = groups.reduce((most, { scores }) => Math.max(most, scores.length), 0);
  const [rows, treated, control, most] = [minimumRows, minimumTreated, minimumControl, largest]
    .map(formatCount);
  return `None of the ${groups.length} segments of ${column} has ${rows} rows, ${treated} of them ` +
    `treated and ${control} control: the largest has ${most} rows. Lower the thresholds or give ` +
    `more rows.`;
}
