import { assertAlmostEquals, assertEquals, assertLess, assertThrows } from "@std/assert";
import fc from "fast-check";
import { InputError } from "lib/errors.ts";
import { clickedLists } from "lib/inference/clicked_lists.ts";
import { indexSegments } from "lib/inference/segment_index.ts";
import { treatedClicks } from "lib/inference/treated_clicks.ts";
import { seededSource } from "lib/random/seeded.ts";
import { mean, variance } from "simple-statistics";
import { dividedLists, everyDraw } from "./random_lists.ts";

Deno.test("on lists so short that all draws can be counted, moments and tails are those counts", () => {
  fc.assert(
    fc.property(dividedLists(), ({ rows, division }) => {
      const index = indexSegments([division]);
      const lists = clickedLists(rows, index);
      const tells = (row: number) => {
        const own = [...rows.list.keys()].filter((other) => rows.list[other] === rows.list[row]);
        const top = own.filter((other) => rows.topThree[other] === 1).length;
        const clicks = own.filter((other) => rows.clicked[other] === 1).length;
        return top > 0 && top < own.length && clicks > 0 && clicks < own.length;
      };
      index.segments.forEach((_, segment) => {
        const own = [...rows.list.keys()].filter((row) =>
          index.divisions[0]![row] === segment && rows.clicked[row] === 1 && tells(row)
        );
        const count = (drawn: Uint8Array) => own.reduce((sum, row) => sum + drawn[row]!, 0);
        const counts = everyDraw(rows).map(count);
        const result = treatedClicks(lists, segment);
        assertEquals(result.seen, count(rows.topThree));
        assertAlmostEquals(result.mean, mean(counts), 1e-12);
        assertAlmostEquals(result.variance, variance(counts), 1e-12);
        const share = (test: (number: number) => boolean) =>
          counts.filter(test).length / counts.length;
        assertAlmostEquals(result.atMost, share((number) => number <= result.seen), 1e-12);
        assertAlmostEquals(result.atLeast, share((number) => number >= result.seen), 1e-12);
      });
    }),
    { seed: 20260428, numRuns: 200 },
  );
});

/** Many lists of different sizes, with one to three clicks each. */
function manyLists(count: number, seed: number, push = 0) {
  const source = seededSource(seed, "lists");
  const [list, topThree, clicked]: [number[], number[], number[]] = [[], [], []];
  for (let number = 0; number < count; number++) {
    const size = 4 + source.integerBelow(40);
    const clicks = new Set(
      Array.from(
        { length: 1 + source.integerBelow(3) },
        () => source.uniform() < push ? source.integerBelow(3) : source.integerBelow(size),
      ),
    );
    for (let place = 0; place < size; place++) {
      list.push(number);
      topThree.push(place < 3 ? 1 : 0);
      clicked.push(clicks.has(place) ? 1 : 0);
    }
  }
  const index = indexSegments([{
    name: "all",
    levels: ["all"],
    codes: new Int32Array(list.length),
  }]);
  return clickedLists({
    list: Int32Array.from(list),
    topThree: Uint8Array.from(topThree),
    clicked: Uint8Array.from(clicked),
  }, index);
}

Deno.test("the saddlepoint's tails are the convolution's to two percent, also far out", () => {
  for (const [count, push] of [[30, 0], [200, 0], [200, 0.1], [1000, 0.05], [1000, 0.2]] as const) {
    const lists = manyLists(count, count, push);
    const [exact, fast] = (["convolution", "saddlepoint"] as const)
      .map((method) => treatedClicks(lists, 0, method));
    for (const tail of ["atMost", "atLeast"] as const) {
      assertLess(Math.abs(fast![tail] / exact![tail] - 1), 0.02, `${count} ${push} ${tail}`);
    }
    assertEquals(fast!.mean, exact!.mean);
  }
});

Deno.test("both tails hold what was seen, so that they add up to more than 1 by its probability", () => {
  const lists = manyLists(50, 8);
  const { atMost, atLeast, p } = treatedClicks(lists, 0);
  assertLess(1, atMost + atLeast);
  assertAlmostEquals(p, Math.min(1, 2 * Math.min(atMost, atLeast)), 1e-15);
});

Deno.test("a segment without clicks tells nothing; numbers and methods that are none are refused", () => {
  // Of a list of four the first article alone is clicked: golf has no click.
  const topic = { name: "topic", levels: ["news", "golf"], codes: Int32Array.of(0, 1, 1, 1) };
  const lists = clickedLists({
    list: new Int32Array(4),
    topThree: Uint8Array.of(1, 1, 1, 0),
    clicked: Uint8Array.of(1, 0, 0, 0),
  }, indexSegments([topic]));
  const { seen, variance, p } = treatedClicks(lists, 1);
  assertEquals([seen, variance, p], [0, 0, 1]);
  for (const segment of [-1, 2, 0.5, NaN]) {
    assertThrows(() => treatedClicks(lists, segment), InputError, `there is no segment ${segment}`);
  }
  assertThrows(() => treatedClicks(lists, 0, "guess" as never), InputError, "there is no method");
});
