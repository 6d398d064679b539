/**
 * Rows that a draw of the places chooses, list by list, and what is summed of them.
 *
 * @module
 */

import type { OpenStream } from "lib/inference/step_down.ts";

/** Rows in the order of their lists, each with a weight and the numbers of its segments. */
export interface WeighedRows {
  readonly lists: number;
  /** Where the rows of each list begin, and after the last list where they end. */
  readonly start: Int32Array;
  readonly weights: Float64Array;
  /** Per division, for every row the number of its segment; −1 where it has none. */
  readonly divisions: readonly Int32Array[];
}

/** A draw of the places: fills in the rows that it chooses, list by list, and says how many they are. */
export type Choose = (chosen: Int32Array) => number;

/** A stream of draws from its beginning, by its number. */
export type OpenChoices = (stream: number) => Choose;

/** Sums of the chosen rows' weights by segment. */
export function sumsOfChosen(rows: WeighedRows, open: OpenChoices): OpenStream {
  const { weights, divisions } = rows;
  const width = divisions.length;
  const packed = packedCodes(rows);
  const chosen = new Int32Array(weights.length);
  return (stream) => {
    const choose = open(stream);
    return (sums) => {
      sums.fill(0);
      const count = choose(chosen);
      for (let at = 0; at < count; at++) {
        const row = chosen[at]!;
        const weight = weights[row]!;
        for (let code = row * width, end = code + width; code < end; code++) {
          const segment = packed[code]!;
          if (segment >= 0) sums[segment]! += weight;
        }
      }
    };
  };
}

/**
 * The same, and behind the sums of all segments the sum over lists of the squares of what each adds to them,
 * less what a draw adds to them on average.
 */
export function squaresOfChosen(
  rows: WeighedRows,
  open: OpenChoices,
  { segments, shareOf }: {
    readonly segments: number;
    /** Share of a list's rows that stand in its first places. */
    readonly shareOf: (list: number) => number;
  },
): OpenStream {
  const { weights, divisions } = rows;
  const width = divisions.length;
  const packed = packedCodes(rows);
  const listOf = listOfRows(rows);
  const { expected, squares } = expectedByList(rows, segments, shareOf);
  const chosen = new Int32Array(weights.length);
  const own = new Float64Array(segments);
  return (stream) => {
    const choose = open(stream);
    return (sums) => {
      sums.fill(0);
      sums.set(squares, segments);
      const count = choose(chosen);
      for (let from = 0, to = 0; from < count; from = to) {
        const list = listOf[chosen[from]!]!;
        for (to = from; to < count && listOf[chosen[to]!] === list; to++) {
          const row = chosen[to]!;
          for (let code = row * width, end = code + width; code < end; code++) {
            if (packed[code]! >= 0) own[packed[code]!]! += weights[row]!;
          }
        }
        for (let at = from; at < to; at++) {
          const row = chosen[at]!;
          for (let code = row * width, end = code + width; code < end; code++) {
            const segment = packed[code]!;
            // What an earlier row of the list has added up already is 0 by now.
            if (segment < 0 || own[segment] === 0) continue;
            const sum = own[segment]!;
            own[segment] = 0;
            sums[segment]! += sum;
            sums[segments + segment]! += sum * (sum - 2 * expected[code]!);
          }
        }
      }
    };
  };
}

/** What a draw adds to each row's segments in its list on average, and the squares of that by segment. */
function expectedByList(
  { lists, start, weights, divisions }: WeighedRows,
  segments: number,
  shareOf: (list: number) => number,
): { readonly expected: Float64Array; readonly squares: Float64Array } {
  const width = divisions.length;
  const expected = new Float64Array(weights.length * width);
  const [squares, total] = [new Float64Array(segments), new Float64Array(segments)];
  for (let list = 0; list < lists; list++) {
    const share = shareOf(list);
    divisions.forEach((codes, division) => {
      for (let row = start[list]!; row < start[list + 1]!; row++) {
        if (codes[row]! >= 0) total[codes[row]!]! += weights[row]! * share;
      }
      for (let row = start[list]!; row < start[list + 1]!; row++) {
        if (codes[row]! >= 0) expected[row * width + division] = total[codes[row]!]!;
      }
      for (let row = start[list]!; row < start[list + 1]!; row++) {
        const segment = codes[row]!;
        if (segment < 0) continue;
        squares[segment]! += total[segment]! ** 2;
        total[segment] = 0;
      }
    });
  }
  return { expected, squares };
}

/** Every row's numbers of segments side by side, as a draw reads them. */
export function packedCodes({ weights, divisions }: WeighedRows): Int32Array {
  const packed = new Int32Array(weights.length * divisions.length);
  divisions.forEach((codes, division) => {
    for (let row = 0; row < codes.length; row++) {
      packed[row * divisions.length + division] = codes[row]!;
    }
  });
  return packed;
}

function listOfRows({ lists, start, weights }: WeighedRows): Int32Array {
  const listOf = new Int32Array(weights.length);
  for (let list = 0; list < lists; list++) listOf.fill(list, start[list], start[list + 1]);
  return listOf;
}
