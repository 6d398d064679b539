/**
 * Random lists with clicks, and every way in which their places could have been drawn.
 *
 * @module
 */

import fc from "fast-check";
import type { CodedColumn } from "lib/coded_column.ts";
import type { PlacedRows } from "lib/placed_rows.ts";

/** Lists with a division of their rows. */
export interface DividedLists {
  readonly rows: PlacedRows;
  readonly division: CodedColumn;
}

/** A few lists of up to six rows, with any clicks, in any order of rows. */
export function dividedLists(mostLists = 3): fc.Arbitrary<DividedLists> {
  const list = fc.integer({ min: 1, max: 6 }).chain((size) =>
    fc.record({
      clicked: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: size, maxLength: size }),
      codes: fc.array(fc.integer({ min: -1, max: 2 }), { minLength: size, maxLength: size }),
      order: fc.shuffledSubarray(Array.from({ length: size }, (_, place) => place), {
        minLength: size,
        maxLength: size,
      }),
    })
  );
  return fc.array(list, { minLength: 1, maxLength: mostLists }).map((lists) => ({
    rows: {
      list: Int32Array.from(lists.flatMap(({ order }, number) => order.map(() => number))),
      topThree: Uint8Array.from(
        lists.flatMap(({ order }) => order.map((place) => place < 3 ? 1 : 0)),
      ),
      clicked: Uint8Array.from(lists.flatMap(({ clicked }) => clicked)),
    },
    division: {
      name: "topic",
      levels: ["news", "sports", "weather"],
      codes: Int32Array.from(lists.flatMap(({ codes }) => codes)),
    },
  }));
}

/** Every set of first places that the lot could have drawn, each as likely as every other. */
export function everyDraw({ list, topThree }: PlacedRows): Uint8Array[] {
  const lists = Math.max(...list) + 1;
  let draws: number[][] = [[]];
  for (let number = 0; number < lists; number++) {
    const rows = Array.from(list.keys()).filter((row) => list[row] === number);
    const places = rows.filter((row) => topThree[row] === 1).length;
    draws = draws.flatMap((before) =>
      choices(rows, places).map((chosen) => [...before, ...chosen])
    );
  }
  return draws.map((chosen) => {
    const drawn = new Uint8Array(list.length);
    for (const row of chosen) drawn[row] = 1;
    return drawn;
  });
}

/** All choices of so many of the values. */
function choices(values: readonly number[], count: number): number[][] {
  if (count === 0) return [[]];
  return values.flatMap((value, at) =>
    choices(values.slice(at + 1), count - 1).map((rest) => [value, ...rest])
  );
}
