/**
 * Balance by the length of the list: whether a fitted probability of treatment follows it.
 *
 * @module
 */

import { requireCount } from "lib/argument_checks.ts";
import { binaryColumn, probabilityColumn, soundColumns, wholeColumn } from "lib/checks.ts";
import { requirePossible } from "lib/possible_arms.ts";
import { InputError } from "lib/errors.ts";

/** What lists of about one length say of a fitted probability. */
export interface LengthBalance {
  /** Mean length over the rows, the shortest and the longest. */
  readonly length: number;
  readonly shortest: number;
  readonly longest: number;
  readonly rows: number;
  /** Mean probability of treatment, as fitted and as known. */
  readonly fitted: number;
  readonly known: number;
  /** Mean of t / e with either; 1 where the probability is right, but for chance. */
  readonly fittedWeight: number;
  readonly knownWeight: number;
}

/** Rows of lists. */
export interface LengthRows {
  readonly listSize: ArrayLike<number>;
  readonly treatment: Uint8Array;
  /** Probability of treatment by a model, above 0. */
  readonly fitted: Float64Array;
  /** Probability of treatment that is right, above 0. */
  readonly known: Float64Array;
}

/** The most ranges: no chart can show more. */
const MOST_RANGES = 10_000;

const CHECKS = {
  listSize: (values: ArrayLike<unknown>, column: string) =>
    wholeColumn(values, column, {
      least: 1,
      what: "no whole number from 1",
      remedy: "Give for every row how many rows its list has.",
    }),
  treatment: binaryColumn,
  fitted: probabilityColumn,
  known: probabilityColumn,
};

/**
 * Balance by list length: means of fitted and known probabilities of treatment and of the weights t / e, in
 * ranges of lengths that grow by the same factor.
 *
 * A probability is right in a group of rows if Σ t / e is the number of rows, but for chance: with e = E(t),
 * E(t / e) = 1. Ranges without a row are left out.
 *
 * Where a probability is right its mean weight is 1: Imai and Ratkovic (2014), "Covariate balancing propensity
 * score", JRSS B 76(1).
 *
 * @param rows list length, treatment and both probabilities of every row
 * @param ranges how many ranges of lengths, from 1; 16 unless told otherwise
 * @returns one entry per range, lengths ascending
 * @throws {InputError} if lengths differ, a value is unsound, a probability is 0, a row is further down
 *   whose known one is 1, or the number of ranges is no whole number from 1
 *
 * @example Two lists of four, of which three articles stand at the top
 * ```ts
 * import { balanceByLength } from "lib/effects/length_balance.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const [only] = balanceByLength({
 *   listSize: Int32Array.of(4, 4, 4, 4),
 *   treatment: Uint8Array.of(1, 1, 1, 0),
 *   fitted: new Float64Array(4).fill(0.375),
 *   known: new Float64Array(4).fill(0.75),
 * });
 * assertEquals([only!.fittedWeight, only!.knownWeight], [2, 1]);
 * ```
 */
export function balanceByLength(rows: LengthRows, ranges = 16): LengthBalance[] {
  requireCount(ranges, "ranges", { most: MOST_RANGES, such: 16 });
  const { listSize, treatment, fitted, known } = soundColumns(
    rows,
    CHECKS,
    rows?.treatment?.length ?? 0,
  );
  const impossible = fitted.reduce(
    (count, e, row) => count + (e === 0 || known[row] === 0 ? 1 : 0),
    0,
  );
  if (impossible > 0) {
    throw new InputError(`${impossible} of ${fitted.length} rows have a probability of 0`, {
      column: "fitted",
      count: impossible,
      remedy: "Leave out the rows that cannot be treated.",
    });
  }
  requirePossible(known, treatment, "known");
  let [shortest, longest] = [Infinity, 0];
  for (let row = 0; row < listSize.length; row++) {
    shortest = Math.min(shortest, listSize[row]!);
    longest = Math.max(longest, listSize[row]!);
  }
  const step = Math.log(longest / shortest) / ranges || 1;
  const sums = Array.from({ length: ranges }, () => new Float64Array(6));
  const ends = Array.from({ length: ranges }, () => ({ shortest: Infinity, longest: 0 }));
  for (let row = 0; row < listSize.length; row++) {
    const range = Math.min(ranges - 1, Math.floor(Math.log(listSize[row]! / shortest) / step));
    const own = sums[range]!;
    ends[range]!.shortest = Math.min(ends[range]!.shortest, listSize[row]!);
    ends[range]!.longest = Math.max(ends[range]!.longest, listSize[row]!);
    own[0]!++;
    own[1]! += listSize[row]!;
    own[2]! += fitted[row]!;
    own[3]! += known[row]!;
    if (treatment[row] === 0) continue;
    own[4]! += 1 / fitted[row]!;
    own[5]! += 1 / known[row]!;
  }
  return sums.map((own, range) => ({ own, ...ends[range]! })).filter(({ own }) => own[0]! > 0).map((
    { own: [count, length, e, right, weight, rightWeight], shortest, longest },
  ) => ({
    length: length! / count!,
    shortest,
    longest,
    rows: count!,
    fitted: e! / count!,
    known: right! / count!,
    fittedWeight: weight! / count!,
    knownWeight: rightWeight! / count!,
  }));
}
