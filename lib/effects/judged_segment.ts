/**
 * Segments with what is known of how far their estimates can be trusted.
 *
 * @module
 */

import {
  requireKnownOptions,
  requireListOf,
  requireMade,
  requireRecord,
} from "lib/argument_checks.ts";
import { binaryColumn, finiteColumn, isProbability, requireLengths, shown } from "lib/checks.ts";
import { type CodedColumn, soundCoded } from "lib/coded_column.ts";
import { missingSegment, type SegmentEffect } from "lib/effects/segments.ts";
import { InputError } from "lib/errors.ts";
import { mean } from "simple-statistics";

/**
 * How far the estimate of a segment can be trusted: `no overlap` where too many of its rows have no
 * counterpart in the other arm, `few treated clicks` where it rests on too few clicks of treated rows,
 * else `sound`.
 */
export type Standing = "sound" | "few treated clicks" | "no overlap";

/** The effect in a segment, how far it can be trusted, and the truth where it is known. */
export interface JudgedSegment {
  /** The estimate. */
  readonly effect: SegmentEffect;
  /** How far it can be trusted. */
  readonly standing: Standing;
  /** The true effect of the segment's rows, in click probability; undefined where nobody knows it. */
  readonly truth: number | undefined;
}

/** What estimates are judged by, one value per row of the scored rows each. */
export interface JudgedRows {
  /**
   * 1 where a row could stand in one arm only, so that nothing of its kind is in the other: such as an
   * article in a list of three, all of which are the top three.
   */
  readonly withoutCounterpart: Uint8Array;
  /** The true effect, in units of the outcome; undefined where nobody knows it. */
  readonly trueLift?: Float64Array | undefined;
}

/** From where on an estimate is not sound. */
export interface StandingThresholds {
  /** The largest share of rows without a counterpart, from 0 to 1, that leaves a segment overlap. */
  readonly mostWithoutCounterpart: number;
  /** The least number of clicks of treated rows that an estimate can rest on. */
  readonly fewestTreatedClicks: number;
}

/**
 * Segments judged: each estimate with how far it can be trusted and, where it is known, the truth.
 *
 * Neither judgement looks at the estimate or at the truth, so that no segment is passed over for what
 * came out. For a row without a counterpart the data cannot say what it would have done in the other
 * arm; its score is the models' extrapolation, and a difference of probabilities can be off by 1. Where
 * the share of such rows is more than the threshold, the segment has no overlap. And clicks, not rows,
 * are what an effect on clicks is estimated from: with few of them among the treated rows an estimate
 * and its standard error come out too small together: see the comments on Wald intervals for rare
 * events in Brown, Cai and DasGupta (2001), "Interval estimation for a binomial proportion",
 * Statistical Science 16(2). Thirty is this project's own choice: in its simulated tables with the
 * right propensities, intervals covered the truth in 46 % of the segments with one or two treated
 * clicks, in 79 % of those with three to five and in 97 % of those with more than fifty.
 *
 * @param effects the effects of one segmentation, by `segmentEffects`
 * @param segmentation how the rows are divided
 * @param rows which rows have no counterpart, and the truth where it is known
 * @param thresholds from where on an estimate is not sound
 * @returns one judgement per effect, in the same order
 * @throws {InputError} if lengths differ, if a flag is neither 0 nor 1, a true effect is missing or
 *   infinite, a threshold is no share or no number of clicks, or if the segmentation has no such
 *   segment
 *
 * @example Two topics, of which one is shown in lists of three only
 * ```ts
 * import { judgeSegments } from "lib/effects/judged_segment.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const topic = { name: "topic", levels: ["news", "sports"], codes: Int32Array.of(0, 0, 1, 1) };
 * const effect = {
 *   segmentColumn: "topic",
 *   ...{ rows: 2, treatedRows: 1, controlRows: 1, treatedClickRate: 1, controlClickRate: 0 },
 *   ...{ naiveLift: 1, lift: 0.5, standardError: 0.1, lower: 0.304, upper: 0.696 },
 * };
 * const judged = judgeSegments(
 *   [{ ...effect, segment: "news" }, { ...effect, segment: "sports" }],
 *   topic,
 *   { withoutCounterpart: Uint8Array.of(0, 0, 1, 1), trueLift: Float64Array.of(0.25, 0.75, 0, 0) },
 *   { mostWithoutCounterpart: 0.05, fewestTreatedClicks: 1 },
 * );
 * assertEquals(judged.map(({ standing, truth }) => [standing, truth]), [
 *   ["sound", 0.5],
 *   ["no overlap", 0],
 * ]);
 * ```
 */
export function judgeSegments(
  effects: readonly SegmentEffect[],
  segmentation: CodedColumn,
  rows: JudgedRows,
  thresholds: StandingThresholds,
): JudgedSegment[] {
  checkThresholds(requireKnownOptions(thresholds, THRESHOLDS));
  requireListOf(effects, "effects");
  requireRecord(rows, "rows", "{ withoutCounterpart }");
  const { codes, levels } = soundCoded(segmentation);
  const withoutCounterpart = binaryColumn(rows.withoutCounterpart, "withoutCounterpart");
  const trueLift = rows.trueLift === undefined
    ? undefined
    : finiteColumn(rows.trueLift, "trueLift");
  requireLengths(
    { withoutCounterpart, ...(trueLift === undefined ? {} : { trueLift }) },
    codes.length,
    segmentation.name,
  );
  const nameOfMissing = missingSegment(levels);
  return effects.map((effect) => {
    requireMade(effect, ["segment", "treatedRows", "treatedClickRate"], {
      noun: "effect of a segment",
      maker: "segmentEffects",
    });
    requireClicks(effect);
    const code = levels.indexOf(effect.segment);
    // Of a segment without rows neither overlap nor truth can be told.
    if (code < 0 && effect.segment !== nameOfMissing || !codes.includes(code)) {
      throw new InputError(`there is no segment ${shown(effect.segment)}`, {
        column: segmentation.name,
        remedy: "Give the division by which these effects were estimated.",
      });
    }
    const withCode = (values: Uint8Array | Float64Array) => meanOfCode(values, codes, code);
    return {
      effect,
      standing: standingOf(effect, withCode(withoutCounterpart), thresholds),
      truth: trueLift === undefined ? undefined : withCode(trueLift),
    };
  });
}

const THRESHOLDS = ["mostWithoutCounterpart", "fewestTreatedClicks"];

function checkThresholds(
  { mostWithoutCounterpart, fewestTreatedClicks }: StandingThresholds,
): void {
  if (!isProbability(mostWithoutCounterpart)) {
    throw new InputError(`mostWithoutCounterpart is ${shown(mostWithoutCounterpart)}`, {
      remedy: "Give a share of the rows, from 0 to 1.",
    });
  }
  if (typeof fewestTreatedClicks !== "number" || !(fewestTreatedClicks >= 0)) {
    throw new InputError(`fewestTreatedClicks is ${shown(fewestTreatedClicks)}`, {
      remedy: "Give a number of clicks, 0 or more.",
    });
  }
}

/** Checks what treated clicks are counted from: a rate is missing only where there are no rows. */
function requireClicks({ segment, treatedRows, treatedClickRate }: SegmentEffect): void {
  const isCounted = Number.isInteger(treatedRows) && treatedRows >= 0;
  if (isCounted && (treatedRows === 0 || isProbability(treatedClickRate))) return;
  throw new InputError(
    `the effect of ${shown(segment)} has ${shown(treatedRows)} treated rows with a click rate of ` +
      shown(treatedClickRate),
    { remedy: "Give the effects as segmentEffects returns them." },
  );
}

/** The mean of a column over the rows of one code. */
function meanOfCode(
  values: Uint8Array | Float64Array,
  codes: Int32Array,
  code: number,
): number {
  const chosen: number[] = [];
  for (let row = 0; row < codes.length; row++) {
    if (codes[row] === code) chosen.push(values[row]!);
  }
  return chosen.length === 0 ? NaN : mean(chosen);
}

function standingOf(
  { treatedRows, treatedClickRate }: SegmentEffect,
  shareWithoutCounterpart: number,
  { mostWithoutCounterpart, fewestTreatedClicks }: StandingThresholds,
): Standing {
  if (shareWithoutCounterpart > mostWithoutCounterpart) return "no overlap";
  // A rate is clicks over rows, so this is a whole number but for the rounding; no rows have no rate.
  const clicks = treatedRows > 0 ? Math.round(treatedRows * treatedClickRate) : 0;
  return clicks >= fewestTreatedClicks ? "sound" : "few treated clicks";
}
