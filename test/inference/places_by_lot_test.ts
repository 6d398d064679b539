import { assert, assertAlmostEquals, assertEquals, assertLess, assertThrows } from "@std/assert";
import fc from "fast-check";
import { testPlaces } from "lib/effects/places.ts";
import { InputError } from "lib/errors.ts";
import { clickedLists } from "lib/inference/clicked_lists.ts";
import { placedSegments, testPlacesByLot } from "lib/inference/places_by_lot.ts";
import { equalSegments, indexSegments } from "lib/inference/segment_index.ts";
import type { PlacedRows } from "lib/placed_rows.ts";
import { seededSource } from "lib/random/seeded.ts";
import { mean, variance } from "simple-statistics";
import { dividedLists, everyDraw } from "./random_lists.ts";

const RUNS = { seed: 20260428, numRuns: 150 };

/** The weighted difference of a segment, from its definition, row by row. */
function liftOf(rows: PlacedRows, topThree: Uint8Array, isOf: (row: number) => boolean): number {
  let [sum, count] = [0, 0];
  for (let row = 0; row < rows.list.length; row++) {
    if (!isOf(row)) continue;
    count++;
    const own = [...rows.list.keys()].filter((other) => rows.list[other] === rows.list[row]);
    const e = own.filter((other) => topThree[other] === 1).length / own.length;
    const clicks = own.filter((other) => rows.clicked[other] === 1).length;
    // A list of one arm has no propensity; one without contrast adds the same in every draw.
    if (e === 0 || e === 1 || clicks === 0 || clicks === own.length) continue;
    const t = topThree[row]!;
    if (rows.clicked[row] === 1) sum += t / e - (1 - t) / (1 - e);
  }
  return sum / count;
}

Deno.test("lift, null error and p-values are those of all draws that there are", () => {
  fc.assert(
    fc.property(dividedLists(), ({ rows, division }) => {
      const index = indexSegments([division]);
      const lists = clickedLists(rows, index);
      const segments = placedSegments(lists, index);
      const all = everyDraw(rows);
      const isOf = (at: number) => (row: number) => index.divisions[0]![row] === at;
      const drawn = segments.map((_, at) =>
        all.map((topThree) => liftOf(rows, topThree, isOf(at)))
      );
      segments.forEach((segment, at) => {
        assertAlmostEquals(segment.lift, liftOf(rows, rows.topThree, isOf(at)), 1e-12);
        assertAlmostEquals(mean(drawn[at]!), 0, 1e-12);
        assertAlmostEquals(segment.nullError, Math.sqrt(variance(drawn[at]!)), 1e-12);
      });
      const draws = 2000;
      const result = testPlacesByLot(lists, index, { draws, seed: 1 });
      const zOf = (draw: number, at: number) =>
        segments[at]!.nullError > 1e-12 ? Math.abs(drawn[at]![draw]! / segments[at]!.nullError) : 0;
      const share = (reaches: (draw: number) => boolean) =>
        all.reduce((count, _, draw) => count + (reaches(draw) ? 1 : 0), 0) / all.length;
      result.segments.forEach((segment, at) => {
        const own = Number.isNaN(segment.z) ? 0 : Math.abs(segment.z) - 1e-9;
        const exact = share((draw) => zOf(draw, at) >= own);
        // Five standard errors of 2,000 draws, and the actual one counted besides.
        const room = 5 * Math.sqrt(exact * (1 - exact) / draws) + 1 / draws;
        assertAlmostEquals(segment.drawnP, exact, room + 1e-12);
        assert(segment.adjustedP >= segment.drawnP - 1e-15);
      });
      const top = Math.max(...segments.map(({ z }) => Number.isNaN(z) ? 0 : Math.abs(z)));
      const exact = share((draw) =>
        Math.max(0, ...segments.map((_, at) => zOf(draw, at))) >= top - 1e-9
      );
      assertAlmostEquals(
        result.globalP,
        exact,
        5 * Math.sqrt(exact * (1 - exact) / draws) + 1 / draws + 1e-12,
      );
    }),
    RUNS,
  );
});

/** Lists of so many rows with a click at random each; places by lot. */
function lottery(lists: number, size: number, seed: number): PlacedRows {
  const source = seededSource(seed, "test");
  const rows = lists * size;
  const clicked = new Uint8Array(rows);
  const topThree = new Uint8Array(rows);
  for (let list = 0; list < lists; list++) {
    clicked[list * size + source.integerBelow(size)] = 1;
    const places = Uint8Array.from({ length: size }, (_, place) => place < 3 ? 1 : 0);
    source.shuffle(places);
    topThree.set(places, list * size);
  }
  return {
    list: Int32Array.from({ length: rows }, (_, row) => Math.floor(row / size)),
    topThree,
    clicked,
  };
}

Deno.test("in lists of one size the statistic of all rows is Mantel and Haenszel's", () => {
  for (let seed = 1; seed <= 5; seed++) {
    const rows = lottery(50, 4 + seed, seed);
    const index = indexSegments([
      { name: "all", levels: ["all"], codes: new Int32Array(rows.list.length) },
    ]);
    const [all] = placedSegments(clickedLists(rows, index), index);
    assertAlmostEquals(all!.z, testPlaces(rows).z, 1e-12);
  }
});

Deno.test("where places are drawn by lot the p-values are uniform, on both tails", () => {
  const tables = 400;
  const ps = Array.from({ length: tables }, (_, table) => {
    const rows = lottery(40, 7, 100 + table);
    const index = indexSegments([{
      name: "topic",
      levels: ["a", "b", "c", "d"],
      codes: rows.list.map((_, row) => row % 4),
    }]);
    return testPlacesByLot(clickedLists(rows, index), index, { draws: 199, seed: table }).globalP;
  });
  for (const share of [0.05, 0.1, 0.25, 0.5, 0.75, 0.9]) {
    const below = ps.filter((p) => p <= share).length / tables;
    // Four standard errors of 400 tables.
    assertLess(Math.abs(below - share), 4 * Math.sqrt(share * (1 - share) / tables), `${share}`);
  }
});

Deno.test("the same seed gives the same bits, and an order of rows that is another changes none", () => {
  const rows = lottery(60, 6, 3);
  const codes = rows.list.map((_, row) => row % 3);
  const divided = (order: readonly number[]) => {
    const take = (values: Uint8Array | Int32Array) => order.map((row) => values[row]!);
    const index = indexSegments([
      { name: "topic", levels: ["a", "b", "c"], codes: Int32Array.from(take(codes)) },
    ]);
    const given = {
      list: Int32Array.from(take(rows.list)),
      topThree: Uint8Array.from(take(rows.topThree)),
      clicked: Uint8Array.from(take(rows.clicked)),
    };
    return testPlacesByLot(clickedLists(given, index), index, { draws: 600, seed: "a" });
  };
  const plain = Array.from(rows.list.keys());
  assertEquals(divided(plain), divided(plain));
  // Within a list one click each: no order of rows can tell.
  assertEquals(divided(plain.toReversed()), divided(plain));
});

Deno.test("segments of the same rows are found once, and only those", () => {
  const codes = Int32Array.of(0, 0, 1, 1, -1, 2);
  const index = indexSegments([
    { name: "topic", levels: ["weather", "sports", "news"], codes },
    {
      name: "subtopic",
      levels: ["golf", "forecast", "tennis"],
      codes: Int32Array.of(1, 1, 0, 2, -1, -1),
    },
    { name: "hour", levels: ["early"], codes: Int32Array.of(0, 0, -1, -1, -1, -1) },
  ]);
  assertEquals(equalSegments(index).map(({ kept, repeated }) => [kept, repeated]), [[0, 4], [
    0,
    6,
  ]]);
});

Deno.test("torn lists, impossible minima and draws are refused; lists that tell nothing are counted", () => {
  const index = indexSegments([{ name: "topic", levels: ["a"], codes: new Int32Array(6) }]);
  const rows = {
    list: Int32Array.of(0, 0, 0, 0, 1, -1),
    topThree: Uint8Array.of(1, 1, 1, 0, 1, 1),
    clicked: Uint8Array.of(0, 0, 0, 0, 1, 1),
  };
  const lists = clickedLists(rows, index);
  assertEquals(
    [lists.lists, lists.listsOfOneArm, lists.rowsOfOneArm, lists.listsWithoutContrast],
    [0, 1, 1, 1],
  );
  assertEquals(lists.rowsWithoutList, 1);
  const [segment] = testPlacesByLot(lists, index, { draws: 9, seed: 1 }).segments;
  assertEquals([segment!.lift, segment!.z, segment!.drawnP, segment!.adjustedP], [0, NaN, 1, 1]);
  const refused = (verb: () => unknown, words: string) => assertThrows(verb, InputError, words);
  refused(
    () => clickedLists(rows, index, Int32Array.of(4, 4, 4, 4, 9, 1)),
    "1 of 2 lists have another number of rows",
  );
  refused(() => indexSegments([]), "there is no division");
  refused(
    () => indexSegments([{ name: "a", levels: [], codes: new Int32Array(0) }], 0.5),
    "fewest rows",
  );
  for (const draws of [0, 1.5, NaN]) {
    refused(() => testPlacesByLot(lists, index, { draws, seed: 1 }), "no number of draws");
  }
});
