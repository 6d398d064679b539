import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertRejects,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { aipwScores } from "lib/effects/aipw.ts";
import { InputError } from "lib/errors.ts";
import { clickedLists } from "lib/inference/clicked_lists.ts";
import { placedSegments } from "lib/inference/places_by_lot.ts";
import { residualLists } from "lib/inference/residual_lists.ts";
import { testResidualsByLot } from "lib/inference/residuals_by_lot.ts";
import { indexSegments } from "lib/inference/segment_index.ts";
import { seededSource } from "lib/random/seeded.ts";
import { mean, variance } from "simple-statistics";
import { lottery } from "./lottery.ts";
import { dividedLists, everyDraw } from "./random_lists.ts";

const RUNS = { seed: 20260428, numRuns: 100 };

Deno.test("lift, null error and p-values are those of all draws that there are, row by row", async () => {
  await fc.assert(
    fc.asyncProperty(dividedLists(), fc.integer(), async ({ rows, division }, seed) => {
      const source = seededSource(seed, "residuals");
      const expected = Float64Array.from(rows.list, () => source.uniform());
      const index = indexSegments([division]);
      const given = { list: rows.list, topThree: rows.topThree, outcome: rows.clicked, expected };
      const lists = residualLists(given, index);
      const liftOf = (topThree: Uint8Array, segment: number) => {
        let sum = 0;
        for (let row = 0; row < rows.list.length; row++) {
          if (index.divisions[0]![row] !== segment) continue;
          const own = [...rows.list.keys()].filter((other) => rows.list[other] === rows.list[row]);
          const e = own.filter((other) => topThree[other] === 1).length / own.length;
          if (e === 0 || e === 1) continue;
          sum += (topThree[row]! - e) * (rows.clicked[row]! - expected[row]!) / (e * (1 - e));
        }
        return sum / index.segments[segment]!.rows;
      };
      const all = everyDraw(rows);
      const draws = 2000;
      const result = await testResidualsByLot(lists, index, { draws, seed: 1 });
      const drawn = index.segments.map((_, at) => all.map((topThree) => liftOf(topThree, at)));
      const z = (at: number, draw: number) => {
        const { nullError } = result.segments[at]!;
        return nullError > 0 ? Math.abs(drawn[at]![draw]! / nullError) : 0;
      };
      const share = (reaches: (draw: number) => boolean) =>
        all.filter((_, draw) => reaches(draw)).length / all.length;
      const room = (p: number) => 5 * Math.sqrt(p * (1 - p) / draws) + 1 / draws + 1e-12;
      result.segments.forEach((segment, at) => {
        assertAlmostEquals(segment.lift, liftOf(rows.topThree, at), 1e-12);
        assertAlmostEquals(mean(drawn[at]!), 0, 1e-12);
        assertAlmostEquals(segment.nullError, Math.sqrt(variance(drawn[at]!)), 1e-12);
        if (segment.nullError === 0) return assertEquals([segment.z, segment.drawnP], [NaN, 1]);
        const exact = share((draw) => z(at, draw) >= Math.abs(segment.z) - 1e-9);
        assertAlmostEquals(segment.drawnP, exact, room(exact));
      });
      const top = Math.max(0, ...result.segments.map(({ z }) => Number.isNaN(z) ? 0 : Math.abs(z)));
      const exact = share((draw) =>
        Math.max(0, ...index.segments.map((_, at) => z(at, draw))) >= top - 1e-9
      );
      assertAlmostEquals(result.globalP, exact, room(exact));
    }),
    RUNS,
  );
});

Deno.test("where nothing is expected the moments are those of the clicked rows", async () => {
  const rows = lottery({ lists: 60, size: 7, seed: 4 });
  const codes = rows.list.map((_, row) => row % 3);
  const index = indexSegments([{ name: "topic", levels: ["a", "b", "c"], codes }]);
  const lists = residualLists({
    ...rows,
    outcome: rows.clicked,
    expected: new Float64Array(rows.list.length),
  }, index);
  const { segments } = await testResidualsByLot(lists, index, { draws: 9, seed: 1 });
  const telling = clickedLists(rows, index);
  assertEquals(telling.listsOfOneArm, 0);
  placedSegments(telling, index).forEach(({ lift, nullError }, at) => {
    assertAlmostEquals(segments[at]!.lift, lift, 1e-13);
    assertAlmostEquals(segments[at]!.nullError, nullError, 1e-13);
  });
});

Deno.test("with predictions for both arms the lift is the mean doubly robust score", async () => {
  const size = 8;
  const rows = lottery({ lists: 40, size, seed: 9, lift: () => 0.2 });
  const source = seededSource(1, "predictions");
  const outcomeTreated = Float64Array.from(rows.list, () => source.uniform());
  const outcomeControl = Float64Array.from(rows.list, () => source.uniform());
  const e = 3 / size;
  const { scores } = aipwScores({
    outcome: rows.clicked,
    treatment: rows.topThree,
    propensity: new Float64Array(rows.list.length).fill(e),
    outcomeTreated,
    outcomeControl,
  }, 0);
  const index = indexSegments([{
    name: "all",
    levels: ["all"],
    codes: new Int32Array(rows.list.length),
  }]);
  const lists = residualLists({
    ...rows,
    outcome: rows.clicked,
    expected: outcomeTreated.map((mu1, row) => (1 - e) * mu1 + e * outcomeControl[row]!),
  }, index);
  const [all] = (await testResidualsByLot(lists, index, { draws: 9, seed: 1 })).segments;
  assertAlmostEquals(all!.lift, mean([...scores]), 1e-13);
});

Deno.test("p-values are uniform on both tails with a model that is wrong, and a good one finds more", async () => {
  const tables = 400;
  const rate = (row: number) => 0.05 + 0.6 * (row % 7) / 7;
  const study = async (lift: number, model: (row: number) => number) => {
    const ps: number[] = [];
    for (let table = 0; table < tables; table++) {
      const rows = lottery({ lists: 40, size: 9, seed: 500 + table, rate, lift: () => lift });
      const codes = rows.list.map((_, row) => row % 4);
      const index = indexSegments([{ name: "topic", levels: ["a", "b", "c", "d"], codes }]);
      const expected = Float64Array.from(rows.list, (_, row) => model(row));
      const lists = residualLists({ ...rows, outcome: rows.clicked, expected }, index);
      ps.push((await testResidualsByLot(lists, index, { draws: 199, seed: table })).globalP);
    }
    return ps;
  };
  const below = (ps: readonly number[], level: number) =>
    ps.filter((p) => p <= level).length / tables;
  const wrong = await study(0, (row) => row % 5);
  for (const level of [0.05, 0.1, 0.25, 0.5, 0.75, 0.9]) {
    // Four standard errors of 400 tables.
    const room = 4 * Math.sqrt(level * (1 - level) / tables);
    assertLess(Math.abs(below(wrong, level) - level), room, `${level}`);
  }
  const [good, none] = [await study(0.12, rate), await study(0.12, () => 0)];
  assert(below(good, 0.05) > below(none, 0.05) + 0.05, `${below(good, 0.05)} ${below(none, 0.05)}`);
});

Deno.test("any number of threads gives the same bits, and so does another family its own", async () => {
  const rows = lottery({ lists: 80, size: 6, seed: 3 });
  const codes = rows.list.map((_, row) => row % 3);
  const index = indexSegments([{ name: "topic", levels: ["a", "b", "c"], codes }]);
  const expected = new Float64Array(rows.list.length).fill(0.2);
  const lists = residualLists({ ...rows, outcome: rows.clicked, expected }, index);
  const options = { draws: 1100, seed: "a" };
  const alone = await testResidualsByLot(lists, index, options);
  for (const workers of [2, 3, 9]) {
    assertEquals(await testResidualsByLot(lists, index, { ...options, workers }), alone);
  }
  const some = await testResidualsByLot(lists, index, { ...options, among: [2, 0] });
  assertEquals(some.family, [0, 2]);
  assertEquals(
    some.segments.map(({ drawnP }) => drawnP),
    alone.segments.map(({ drawnP }) => drawnP),
  );
  assertEquals(some.segments[1]!.adjustedP, 1);
  for (const at of [0, 2]) assert(some.segments[at]!.adjustedP <= alone.segments[at]!.adjustedP);
  const single = await testResidualsByLot(lists, index, { ...options, among: [1] });
  assertEquals(single.segments[1]!.adjustedP, single.segments[1]!.drawnP);
});

Deno.test("a number recorded before tells places by lot from places by rank", async () => {
  const rows = lottery({ lists: 50, size: 8, seed: 5 });
  const source = seededSource(2, "age");
  const age = Float64Array.from(rows.list, () => 30 * source.uniform());
  const index = indexSegments([{ name: "all", levels: ["all"], codes: new Int32Array(400) }]);
  const pOf = async (topThree: Uint8Array) => {
    const given = { list: rows.list, topThree, outcome: age, expected: new Float64Array(400) };
    return (await testResidualsByLot(residualLists(given, index), index, { draws: 999, seed: 1 }))
      .globalP;
  };
  assert(await pOf(rows.topThree) > 0.01);
  // The youngest three of a list first.
  const ranked = rows.topThree.map((_, row) => {
    const own = [...rows.list.keys()].filter((other) => rows.list[other] === rows.list[row]);
    return own.filter((other) => age[other]! < age[row]!).length < 3 ? 1 : 0;
  });
  assertEquals(await pOf(ranked), 1 / 1000);
});

Deno.test("lists of one arm are counted; missing numbers, torn lists and bad options are refused", async () => {
  const index = indexSegments([{ name: "topic", levels: ["a"], codes: new Int32Array(6) }]);
  const rows = {
    list: Int32Array.of(0, 0, 0, 0, 1, -1),
    topThree: Uint8Array.of(1, 1, 1, 0, 1, 1),
    outcome: [true, false, false, false, true, true] as unknown as number[],
    expected: new Float64Array(6),
  };
  const lists = residualLists(rows, index);
  assertEquals([lists.lists, lists.listsOfOneArm, lists.rowsOfOneArm, lists.rowsWithoutList], [
    1,
    1,
    1,
    1,
  ]);
  const refused = (verb: () => unknown, words: string) => assertThrows(verb, InputError, words);
  refused(
    () => residualLists({ ...rows, expected: new Float64Array(6).fill(NaN) }, index),
    "6 of 6 values",
  );
  refused(
    () => residualLists({ ...rows, outcome: new Float64Array(6).fill(1e200) }, index),
    "too large",
  );
  refused(
    () => residualLists(rows, index, Int32Array.of(4, 4, 4, 4, 9, 1)),
    "1 of 2 lists have another number of rows",
  );
  const rejected = (options: object, words: string) =>
    assertRejects(
      () => testResidualsByLot(lists, index, { draws: 9, seed: 1, ...options }),
      InputError,
      words,
    );
  await rejected({ draws: 0 }, "no number of draws");
  await rejected({ workers: 0 }, "workers is 0");
  await rejected({ seed: "" }, "an empty text");
  await rejected({ among: [3] }, "there is no segment 3");
});
