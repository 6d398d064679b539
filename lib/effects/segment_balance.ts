/**
 * Balance and overlap in the segments of a division, under a fitted and under a known probability.
 *
 * @module
 */

import { binaryColumn, isProbability, probabilityColumn, shown, soundColumns } from "lib/checks.ts";
import { requirePossible } from "lib/possible_arms.ts";
import { type CodedColumn, soundCoded } from "lib/coded_column.ts";
import { type Overlap, overlapOf } from "lib/effects/overlap.ts";
import { InputError } from "lib/errors.ts";

/** What the weights say of one segment. */
export interface SegmentBalance {
  readonly segmentColumn: string;
  readonly segment: string;
  readonly rows: number;
  /** Rows that could stand in one arm only, by the known probability. */
  readonly withoutCounterpart: number;
  /** Rows whose fitted probability lies outside the clipping bounds. */
  readonly clipped: number;
  /** Mean probability of treatment, as fitted and as known. */
  readonly meanFitted: number;
  readonly meanKnown: number;
  /** Overlap under the fitted probability, clipped. */
  readonly fitted: Overlap;
  /** Overlap under the known one, of the rows with a counterpart. */
  readonly known: Overlap;
}

/** Rows with two probabilities of treatment. */
export interface BalanceRows {
  readonly treatment: Uint8Array;
  readonly fitted: Float64Array;
  readonly known: Float64Array;
}

/**
 * Balance of every segment of a division: whether the weights of both arms average to one, how many rows
 * they are worth, and how many rows are clipped or have no counterpart.
 *
 * Where e is right the mean of t / e is 1 in every group formed beforehand, the moment that covariate balancing
 * scores are fitted to: Imai and Ratkovic (2014), "Covariate balancing propensity score", JRSS B 76(1).
 *
 * @param division how the rows are divided; rows without a level are left out
 * @param rows treatment, fitted and known probability of every row
 * @param clip the bound within which fitted probabilities are kept, from 0 to 0.5
 * @returns one entry per segment that has rows, in the order of the levels
 * @throws {InputError} if lengths differ, a value is unsound, a row stands in the arm that its known
 *   probability rules out, or the bound is none
 *
 * @example Lists of three, whose articles all stand at the top, and longer ones
 * ```ts
 * import { balanceBySegment } from "lib/effects/segment_balance.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const length = { name: "length", levels: ["3", "4"], codes: Int32Array.of(0, 0, 0, 1, 1, 1, 1) };
 * const [three, four] = balanceBySegment(length, {
 *   treatment: Uint8Array.of(1, 1, 1, 1, 1, 1, 0),
 *   fitted: new Float64Array(7).fill(0.5),
 *   known: Float64Array.of(1, 1, 1, 0.75, 0.75, 0.75, 0.75),
 * }, 0.01);
 * assertEquals([three!.withoutCounterpart, four!.known.treated.meanWeight], [3, 1]);
 * ```
 */
export function balanceBySegment(
  division: CodedColumn,
  rows: BalanceRows,
  clip: number,
): SegmentBalance[] {
  if (!(isProbability(clip) && clip <= 0.5)) {
    throw new InputError(`the clipping bound is ${shown(clip)}`, {
      remedy: "Give a number from 0 to 0.5, such as 0.01.",
    });
  }
  const { codes, levels, name } = soundCoded(division);
  const { treatment, fitted, known } = soundColumns(rows, CHECKS, codes.length, "codes");
  requirePossible(known, treatment, "known");
  const counts = new Int32Array(levels.length);
  for (const code of codes) if (code >= 0) counts[code]!++;
  const parts = Array.from(counts, (count) => ({
    treatment: new Uint8Array(count),
    fitted: new Float64Array(count),
    known: new Float64Array(count),
  }));
  const filled = new Int32Array(levels.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code < 0) continue;
    const part = parts[code]!;
    const at = filled[code]!++;
    part.treatment[at] = treatment[row]!;
    part.fitted[at] = fitted[row]!;
    part.known[at] = known[row]!;
  }
  return levels.flatMap((segment, code) => {
    const { treatment: t, fitted: e, known: right } = parts[code]!;
    if (t.length === 0) return [];
    const clipped = e.map((own) => Math.min(Math.max(own, clip), 1 - clip));
    const ofKnown = overlapOf({ treatment: t, propensity: right });
    return [{
      segmentColumn: name,
      segment,
      rows: t.length,
      withoutCounterpart: ofKnown.withoutCounterpart,
      clipped: e.reduce((count, own, at) => count + (own === clipped[at] ? 0 : 1), 0),
      meanFitted: meanOf(e),
      meanKnown: meanOf(right),
      fitted: overlapOf({ treatment: t, propensity: clipped }),
      known: ofKnown,
    }];
  });
}

const CHECKS = { treatment: binaryColumn, fitted: probabilityColumn, known: probabilityColumn };

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
