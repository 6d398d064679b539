import { assert, assertAlmostEquals, assertEquals, assertLess, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { testPlaces } from "lib/effects/places.ts";
import type { PlacedRows } from "lib/placed_rows.ts";
import { seededSource } from "lib/random/seeded.ts";

type Row = readonly [list: number, topThree: number, clicked: number];

const columns = (rows: readonly Row[]): PlacedRows => ({
  list: Int32Array.from(rows, ([list]) => list),
  topThree: Uint8Array.from(rows, ([, topThree]) => topThree),
  clicked: Uint8Array.from(rows, ([, , clicked]) => clicked),
});

/** Lists as test/fixtures/make_places.py makes them. */
function madeLists(number: number, seed: number, effect: number): Row[] {
  let state = seed;
  const draw = () => (state = state * 48271 % 2147483647) / 2147483647;
  return Array.from({ length: number }, (_, list) => {
    const length = 2 + Math.floor(draw() * 12);
    return Array.from({ length }, (_, place): Row => {
      const top = place < 3;
      return [list, Number(top), Number(draw() < 0.15 + (top ? effect : 0))];
    });
  }).flat();
}

// Statistic, p-value and difference of statsmodels and SciPy, by that script.
const EXPECTED = [
  [40, 1, 0, 331, 28, 6.635411333746069, 0.009997110910687907, 0.10753255902224244],
  [200, 7, 0.25, 1456, 149, 125.48703744301706, 3.9818251314767125e-29, 0.2910797869369684],
  [300, 5, 0, 2227, 180, 0.3482518193334427, 0.5551044048196425, -0.009922893616167671],
  [400, 3, 0.6, 2924, 317, 842.1551209418806, 3.6903612090879366e-185, 0.5842822646049218],
] as const;

Deno.test("statistic, p-value and difference are those of statsmodels, in far tails too", () => {
  for (const [lists, seed, effect, count, telling, statistic, p, difference] of EXPECTED) {
    const rows = madeLists(lists, seed, effect);
    const test = testPlaces(columns(rows));
    assertEquals([rows.length, test.lists, test.telling], [count, lists, telling]);
    assertAlmostEquals(test.z ** 2 / statistic, 1, 1e-12);
    // The exponent magnifies the last digits of z².
    assertAlmostEquals(test.p! / p, 1, 1e-11);
    assertAlmostEquals(test.difference, difference, 1e-14);
    assertEquals([test.isLarge, test.rowsWithoutList], [true, 0]);
  }
});

/** All ways to choose `count` of the places 0 to `size` − 1. */
function* choices(size: number, count: number, from = 0): Generator<number[]> {
  if (count === 0) yield [];
  for (let place = from; count > 0 && place < size; place++) {
    for (const rest of choices(size, count - 1, place + 1)) yield [place, ...rest];
  }
}

Deno.test("expectation and variance are those over all ways to deal the places", () => {
  for (let size = 2; size <= 7; size++) {
    for (let top = 1; top < size; top++) {
      for (let clicks = 1; clicks < size; clicks++) {
        // The first rows are clicked; which rows stand at the top is dealt.
        const counts = [...choices(size, top)].map((dealt) =>
          dealt.filter((row) => row < clicks).length
        );
        const expected = counts.reduce((sum, a) => sum + a, 0) / counts.length;
        const variance = counts.reduce((sum, a) => sum + (a - expected) ** 2, 0) / counts.length;
        const rows = Array.from({ length: size }, (_, row): Row => [
          0,
          Number(row < top),
          Number(row < clicks),
        ]);
        const { z } = testPlaces(columns(rows));
        assertAlmostEquals(z, (Math.min(top, clicks) - expected) / Math.sqrt(variance), 1e-12);
      }
    }
  }
});

Deno.test("the order of the rows, the numbers of the lists and copies of a list mean nothing", () => {
  const rows = madeLists(60, 11, 0.1);
  const test = testPlaces(columns(rows));
  const places = rows.map((_, row) => row);
  seededSource("rows").shuffle(places);
  const shuffled = places.map((row) => rows[row]!);
  const other = testPlaces(columns(shuffled));
  assertEquals([other.telling, other.lists], [test.telling, test.lists]);
  assertAlmostEquals(other.z, test.z, 1e-12);
  const renamed = rows.map(([list, ...row]): Row => [59 - list, ...row]);
  assertAlmostEquals(testPlaces(columns(renamed)).z, test.z, 1e-12);
  const twice = [...rows, ...rows.map(([list, ...row]): Row => [60 + list, ...row])];
  assertAlmostEquals(testPlaces(columns(twice)).z, Math.SQRT2 * test.z, 1e-12);
  // Where the arms change places the difference changes its sign.
  const turned = rows.map(([list, top, clicked]): Row => [list, 1 - top, clicked]);
  assertAlmostEquals(testPlaces(columns(turned)).z, -test.z, 1e-12);
});

Deno.test("lists that compare nothing change neither statistic nor p-value", () => {
  const rows = madeLists(60, 11, 0.1);
  const silent: Row[] = [
    ...[[60, 1, 0], [60, 0, 0]] as const, // without a click
    ...[[61, 1, 1], [61, 0, 1]] as const, // with clicks only
    ...[[62, 1, 1], [62, 1, 0]] as const, // at the top only
    ...[[63, 0, 1], [63, 0, 0]] as const, // below only
    [64, 1, 1], // alone
    ...[[-1, 1, 1], [-1, 0, 0]] as const, // of an unknown list
  ];
  const [test, longer] = [testPlaces(columns(rows)), testPlaces(columns([...rows, ...silent]))];
  assertEquals([longer.z, longer.p, longer.telling], [test.z, test.p, test.telling]);
  assertEquals([longer.lists, longer.rowsWithoutList], [test.lists + 5, 2]);

  const nothing = testPlaces(
    columns(silent.map(([list, ...row]): Row => [list < 0 ? list : list - 60, ...row])),
  );
  assertEquals([nothing.telling, nothing.p, nothing.z, nothing.isLarge], [
    0,
    undefined,
    NaN,
    false,
  ]);
  assertEquals(nothing.difference, 0);
  assertEquals(testPlaces(columns([])).p, undefined);
});

Deno.test("few clicks are called so", () => {
  const rows = Array.from({ length: 9 }, (_, row): Row => [0, Number(row < 3), Number(row === 0)]);
  const { telling, p, isLarge } = testPlaces(columns(rows));
  assertEquals([telling, isLarge], [1, false]);
  assertAlmostEquals(p!, 0.1573, 1e-4);
});

Deno.test("booleans are read as what they mean, other values are refused", () => {
  const rows = madeLists(60, 11, 0.1);
  const { list, topThree, clicked } = columns(rows);
  const truths = (column: Uint8Array) => Array.from(column, Boolean) as unknown as Uint8Array;
  assertEquals(
    testPlaces({ list, topThree: truths(topThree), clicked: truths(clicked) }),
    testPlaces({ list, topThree, clicked }),
  );
  const odd = [
    [{ list, topThree, clicked: clicked.map((click) => 2 * click) }, "clicked"],
    [{ list, topThree: topThree.subarray(1), clicked }, "topThree"],
    [{ list: list.map((number) => number - 2), topThree, clicked }, "list"],
    [{ list: list.map((number) => number + rows.length), topThree, clicked }, "list"],
    [{ topThree, clicked }, "list"],
  ] as const;
  for (const [given, column] of odd) {
    const error = assertThrows(() => testPlaces(given as PlacedRows), InputError);
    assertEquals(error.column, column);
  }
});

const REPLICATIONS = 2_000;

/** P-values of lists whose places are dealt, the top ones clicked more often by an effect. */
function simulatedPs(effect: number): { below: number[]; z: number[] } {
  const { uniform } = seededSource(`places ${effect}`);
  const z: number[] = [];
  const ps = Array.from({ length: REPLICATIONS }, () => {
    // Short lists are clicked more: what would mislead a test that forgot the lists.
    const rows = Array.from({ length: 60 }, (_, list) => {
      const length = 2 + Math.floor(uniform() ** 2 * 25);
      return Array.from({ length }, (_, place): Row => {
        const top = place < 3;
        return [list, Number(top), Number(uniform() < 1 / (length + 1) + (top ? effect : 0))];
      });
    }).flat();
    const test = testPlaces(columns(rows));
    z.push(test.z);
    return test.p!;
  });
  const below = Array.from(
    { length: 10 },
    (_, tenth) => ps.filter((p) => p >= tenth / 10 && (p < (tenth + 1) / 10 || tenth === 9)).length,
  );
  return { below, z };
}

Deno.test("without an effect p-values are uniform, and each tail is as heavy as it should", () => {
  const { below, z } = simulatedPs(0);
  const expected = REPLICATIONS / 10;
  const chiSquare = below.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  // The 99.9 % point of chi-square with nine degrees of freedom.
  assertLess(chiSquare, 27.88, `${below}`);
  const chance = 3.3 * Math.sqrt(REPLICATIONS * 0.025 * 0.975);
  for (const tail of [z.filter((value) => value > 1.96), z.filter((value) => value < -1.96)]) {
    assertAlmostEquals(tail.length, REPLICATIONS * 0.025, chance);
  }
});

Deno.test("with an effect the test finds it, on its side", () => {
  const { below, z } = simulatedPs(0.15);
  assert(below[0]! > 0.95 * REPLICATIONS, `${below}`);
  assert(z.filter((value) => value > 1.96).length > 0.9 * REPLICATIONS);
});
