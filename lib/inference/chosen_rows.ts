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

/** Sums and squares of chosen rows: where squares begin, and how a list's chosen rows are added to both. */
export interface Squares {
  /** Per segment what the squares are in a draw in which no row is chosen. */
  readonly start: Float64Array;
  /** Adds rows `from` to `to` of a list of chosen ones to the sums at a place, and to the squares behind them. */
  readonly add: (
    chosen: Int32Array,
    from: number,
    to: number,
    into: Float64Array,
    at: number,
  ) => void;
}

/**
 * Squares by lists: per segment the sum over lists of the square of what each adds to it, less what a draw adds
 * on average.
 */
export function squaresByList(
  rows: WeighedRows,
  segments: number,
  shareOf: (list: number) => number,
): Squares {
  const { weights, divisions } = rows;
  const width = divisions.length;
  const packed = packedCodes(rows);
  const { expected, squares } = expectedByList(rows, segments, shareOf);
  const own = new Float64Array(segments);
  return {
    start: squares,
    add: (chosen, from, to, into, at) => {
      for (let place = from; place < to; place++) {
        const row = chosen[place]!;
        const weight = weights[row]!;
        for (let code = row * width, end = code + width; code < end; code++) {
          if (packed[code]! >= 0) own[packed[code]!]! += weight;
        }
      }
      for (let place = from; place < to; place++) {
        const row = chosen[place]!;
        for (let code = row * width, end = code + width; code < end; code++) {
          const segment = packed[code]!;
          // What an earlier row of the list has added up already is 0 by now.
          if (segment < 0 || own[segment] === 0) continue;
          const sum = own[segment]!;
          own[segment] = 0;
          into[at + segment]! += sum;
          into[at + segments + segment]! += sum * (sum - 2 * expected[code]!);
        }
      }
    },
  };
}

/** Sums of the chosen rows' weights by segment, and behind them the squares by lists. */
export function squaresOfChosen(
  rows: WeighedRows,
  open: OpenChoices,
  { start, add }: Squares,
): OpenStream {
  const listOf = listOfRows(rows);
  const chosen = new Int32Array(rows.weights.length);
  return (stream) => {
    const choose = open(stream);
    return (sums) => {
      sums.fill(0);
      sums.set(start, start.length);
      const count = choose(chosen);
      for (let from = 0, to = 0; from < count; from = to) {
        const list = listOf[chosen[from]!]!;
        while (to < count && listOf[chosen[to]!] === list) to++;
        add(chosen, from, to, sums, 0);
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
