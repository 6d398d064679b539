/**
 * On how many clicks of equal weight each segment's estimate rests.
 *
 * @module
 */

import { binaryColumn, probabilityColumn, soundColumns } from "lib/checks.ts";
import { requireBothArms } from "lib/inference/planned_errors.ts";
import { requireIndex, type SegmentIndex } from "lib/inference/segment_index.ts";

/**
 * Effective clicks of every segment: how many clicks of equal weight would tell as much as its clicks do on the
 * thinner of both sides, top or further down, whatever draw of the places there was.
 *
 * A click with the probability e of treatment counts 1 / e where it is treated, 1 / (1 − e) where it is not. The
 * effective number of weighted observations is (Σ w)² / Σ w² (Kish 1965, "Survey Sampling", section 11.7); with
 * both sums replaced by what draws of the treatment make of them on average, if it changes no outcome, it is
 *
 * ```text
 * (Σ y)² / Σ y / e           among the treated
 * (Σ y)² / Σ y / (1 − e)     among the others
 * ```
 *
 * and the smaller one is taken. Where e is the same for all and below one half, it is e Σ y, the clicks that draws
 * would bring into the treated arm on average; where a few unlikely clicks weigh more than all others, it is
 * smaller. If places change no click it depends on no draw, so that a floor on it keeps or leaves out a segment
 * whatever the draw was. A floor on the treated clicks that were seen leaves out those that had bad luck, and keeps,
 * next to the floor, those that had good luck: these are the false findings.
 *
 * @param rows probability of treatment, above 0 and below 1, and outcome of every row
 * @param index the segments of the same rows
 * @returns one number a segment, in the order of the index; 0 where nothing was clicked
 * @throws {InputError} if lengths differ, an outcome is not 0 or 1, a probability is not from 0 to 1, or it is 0 or 1
 *
 * @example Four clicks of equal weight, and two of which one is unlikely at the top
 * ```ts
 * import { effectiveClicks } from "lib/inference/effective_clicks.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const codes = Int32Array.of(0, 0, 0, 0, 1, 1);
 * const topic = { name: "topic", levels: ["news", "golf"], codes };
 * const rows = {
 *   propensity: Float64Array.of(0.25, 0.25, 0.25, 0.25, 0.25, 0.0625),
 *   outcome: Uint8Array.of(1, 1, 1, 1, 1, 1),
 * };
 * assertEquals([...effectiveClicks(rows, indexSegments([topic]))], [1, 0.2]);
 * ```
 */
export function effectiveClicks(rows: ClickedRows, index: SegmentIndex): Float64Array {
  return Float64Array.from(sumsOf(rows, index), effectiveNumber);
}

/**
 * Effective clicks of what every segment is compared with: all other segments of its division together.
 *
 * @param rows probability of treatment, above 0 and below 1, and outcome of every row
 * @param index the segments of the same rows
 * @returns one number a segment, in the order of the index; 0 where it is the only one of its division
 * @throws {InputError} as `effectiveClicks`
 *
 * @example
 * ```ts
 * import { effectiveClicksOfRest } from "lib/inference/effective_clicks.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const topic = { name: "topic", levels: ["news", "golf", "tv"], codes: Int32Array.of(0, 0, 0, 1, 1, 2, 2) };
 * const rows = { propensity: new Float64Array(7).fill(0.5), outcome: Uint8Array.of(1, 1, 1, 1, 1, 0, 1) };
 * assertEquals([...effectiveClicksOfRest(rows, indexSegments([topic]))], [1.5, 2, 2.5]);
 * ```
 */
export function effectiveClicksOfRest(rows: ClickedRows, index: SegmentIndex): Float64Array {
  const sums = sumsOf(rows, index);
  const { segments } = index;
  return Float64Array.from(segments, ({ segmentColumn }, at) =>
    effectiveNumber(
      sums.filter((_, other) => other !== at && segments[other]!.segmentColumn === segmentColumn)
        .reduce(together, NOTHING),
    ));
}

/** Rows that may be clicked. */
interface ClickedRows {
  readonly propensity: Float64Array;
  readonly outcome: Uint8Array;
}

/** Clicks, and what they count in either arm. */
interface ClickSums {
  readonly clicks: number;
  readonly treated: number;
  readonly others: number;
}

const NOTHING: ClickSums = { clicks: 0, treated: 0, others: 0 };

function together(one: ClickSums, other: ClickSums): ClickSums {
  return {
    clicks: one.clicks + other.clicks,
    treated: one.treated + other.treated,
    others: one.others + other.others,
  };
}

function effectiveNumber({ clicks, treated, others }: ClickSums): number {
  return clicks === 0 ? 0 : clicks ** 2 / Math.max(treated, others);
}

/** The sums of every segment. */
function sumsOf(rows: ClickedRows, index: SegmentIndex): ClickSums[] {
  const { propensity, outcome } = soundColumns(rows, CHECKS, rows?.propensity?.length ?? 0);
  requireBothArms(propensity);
  requireIndex(index, propensity.length);
  const zeros = () => new Float64Array(index.segments.length);
  const [clicks, treated, others] = [zeros(), zeros(), zeros()];
  for (const codes of index.divisions) {
    for (let row = 0; row < codes.length; row++) {
      const segment = codes[row]!;
      if (segment < 0 || outcome[row] === 0) continue;
      clicks[segment]!++;
      treated[segment]! += 1 / propensity[row]!;
      others[segment]! += 1 / (1 - propensity[row]!);
    }
  }
  return index.segments.map((_, at) => ({
    clicks: clicks[at]!,
    treated: treated[at]!,
    others: others[at]!,
  }));
}

const CHECKS = { propensity: probabilityColumn, outcome: binaryColumn };
