/** Skewness over draws of the treatment, against every draw there is, and the tails that are made of it. */

import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { nullSkewness } from "lib/inference/null_skewness.ts";
import { indexSegments } from "lib/inference/segment_index.ts";
import { skewedCriticalValue, skewedZ } from "lib/inference/skewed_tails.ts";

const ROWS = {
  propensity: Float64Array.of(0.1, 0.3, 0.6, 0.2, 0.45, 0.8, 0.15, 0.5),
  outcome: Uint8Array.of(1, 0, 1, 0, 1, 0, 0, 1),
  outcomeRate: Float64Array.of(0.1, 0.2, 0.1, 0.3, 0.05, 0.2, 0.1, 0.4),
};

Deno.test("it is the skewness over all draws of the treatment, row by row", () => {
  const topic = { name: "topic", levels: ["a", "b"], codes: Int32Array.of(0, 0, 1, 0, 1, 1, 0, 0) };
  const index = indexSegments([topic]);
  const skewness = nullSkewness(ROWS, index);
  for (const segment of [0, 1]) {
    let [mean, square, cube] = [0, 0, 0];
    for (let draw = 0; draw < 2 ** 8; draw++) {
      let [probability, sum] = [1, 0];
      ROWS.propensity.forEach((e, row) => {
        const t = draw >> row & 1;
        probability *= t === 1 ? e : 1 - e;
        if (topic.codes[row] !== segment) return;
        sum += (t - e) * (ROWS.outcome[row]! - ROWS.outcomeRate[row]!) / (e * (1 - e));
      });
      mean += probability * sum;
      square += probability * sum ** 2;
      cube += probability * sum ** 3;
    }
    assertAlmostEquals(mean, 0, 1e-12);
    assertAlmostEquals(skewness[segment]!, cube / square ** 1.5, 1e-12);
  }
});

/** All ways to choose so many of the numbers below another. */
function* choices(size: number, many: number): Generator<number[]> {
  if (many === 0) yield [];
  else if (size >= many) {
    yield* choices(size - 1, many);
    for (const rest of choices(size - 1, many - 1)) yield [...rest, size - 1];
  }
}

Deno.test("in lists drawn without replacement it is the skewness over all their draws", () => {
  // One list a segment holds whole, and of each a part that it shares with another.
  const sizes = [3, 4, 5, 6, 8];
  for (const size of sizes) {
    const many = Math.min(3, size - 1);
    const codes = Int32Array.from({ length: size }, (_, row) => row < 2 ? 0 : 1);
    const index = indexSegments([
      { name: "whole", levels: ["whole"], codes: new Int32Array(size) },
      { name: "part", levels: ["a", "b"], codes },
    ]);
    const rows = {
      propensity: new Float64Array(size).fill(many / size),
      outcome: Uint8Array.from({ length: size }, (_, row) => row % 3 === 0 ? 1 : 0),
      outcomeRate: Float64Array.from({ length: size }, (_, row) => 0.1 + 0.02 * row),
      list: new Int32Array(size),
    };
    const skewness = nullSkewness(rows, index);
    const e = many / size;
    index.segments.forEach((_, segment) => {
      const own = index.divisions[segment === 0 ? 0 : 1]!;
      const sums = [...choices(size, many)].map((treated) =>
        rows.outcome.reduce((sum, y, row) =>
          own[row] === segment
            ? sum +
              ((treated.includes(row) ? 1 : 0) - e) * (y - rows.outcomeRate[row]!) / (e * (1 - e))
            : sum, 0)
      );
      const moment = (power: number) =>
        sums.reduce((sum, own) => sum + own ** power, 0) / sums.length;
      assertAlmostEquals(moment(1), 0, 1e-12);
      const expected = moment(2) < 1e-20 ? 0 : moment(3) / moment(2) ** 1.5;
      assertAlmostEquals(skewness[segment]!, expected, 1e-9, `${size}, segment ${segment}`);
    });
  }
});

Deno.test("lists add their moments, and one of two rows has the skewness of a single draw", () => {
  const index = indexSegments([{ name: "all", levels: ["all"], codes: new Int32Array(2) }]);
  const pair = { propensity: Float64Array.of(0.2, 0.8), outcomeRate: new Float64Array(2) };
  const [single] = nullSkewness(
    { ...pair, outcome: Uint8Array.of(1, 0), list: new Int32Array(2) },
    index,
  );
  assertAlmostEquals(single!, (1 - 0.4) / Math.sqrt(0.16), 1e-12);
  const four = indexSegments([{ name: "all", levels: ["all"], codes: new Int32Array(4) }]);
  const [double] = nullSkewness({
    propensity: Float64Array.of(0.2, 0.8, 0.2, 0.8),
    outcome: Uint8Array.of(1, 0, 1, 0),
    outcomeRate: new Float64Array(4),
    list: Int32Array.of(0, 0, 1, 1),
  }, four);
  assertAlmostEquals(double!, single! / Math.SQRT2, 1e-12);
});

Deno.test("the other arm has the opposite skewness, and even chances have none", () => {
  const index = indexSegments([{ name: "all", levels: ["all"], codes: new Int32Array(8) }]);
  const [own] = nullSkewness(ROWS, index);
  const [other] = nullSkewness({ ...ROWS, propensity: ROWS.propensity.map((e) => 1 - e) }, index);
  assertAlmostEquals(other!, -own!, 1e-12);
  const even = { ...ROWS, propensity: new Float64Array(8).fill(0.5) };
  assertEquals(nullSkewness(even, index)[0], 0);
  assertThrows(
    () => nullSkewness({ ...ROWS, propensity: new Float64Array(8) }, index),
    InputError,
    "one arm only",
  );
});

Deno.test("tails are those of the gamma distribution on the longer side, the normal ones on the other", () => {
  // Shape 4: the chance to lie above x is e^−x (1 + x + x²/2 + x³/6).
  const [skewness, shape] = [1, 4];
  for (const z of [2, 3.5, 6]) {
    const x = shape + z * Math.sqrt(shape);
    const tail = Math.exp(-x) * (1 + x + x ** 2 / 2 + x ** 3 / 6);
    // The normal distance with this tail, found without the quantile.
    const normal = skewedZ(z, skewness);
    assertAlmostEquals(normalTail(normal) / tail, 1, 1e-9, `${z}`);
    assert(normal < z && normal > 0);
    assertEquals(skewedZ(-z, -skewness), -normal);
    assertEquals(skewedZ(-z, skewness), -z);
  }
  // Near the middle the normal tail is the longer one on either side.
  assertEquals(skewedZ(1, skewness), 1);
  assertEquals(skewedZ(2, 0), 2);
  // Where nothing is left of a tail, and where there never was one.
  assertEquals([60, 1e12, 1e308].map((z) => skewedZ(z, 0.01)), [37, 37, 37]);
  assertEquals(skewedZ(Infinity, 1), Infinity);
  assertEquals(skewedZ(0, 1), 0);
  assertAlmostEquals(skewedZ(3, 1e-4), 3, 2e-4);
});

Deno.test("distances are those of SciPy's pearson3, and join where the skewness is small", () => {
  // norm.isf(pearson3.sf(z, skewness)) of SciPy 1.17, at z of 2.5, 3.4, 4.5 and 6.
  const known: readonly (readonly [number, ...number[]])[] = [
    [0.05, 2.458027638397757, 3.316453929860193, 4.3497839192108545, 5.732024940278403],
    [0.3, 2.29057266956401, 2.9979888006172972, 3.8093166515277064, 4.837272203565866],
    [0.8, 2.0837192397042275, 2.6262442511080324, 3.2235669376043647, 3.951821150184164],
    [1.5, 1.933840409597578, 2.3572831097074327, 2.8136670906846692, 3.3605481471078935],
  ];
  for (const [skewness, ...distances] of known) {
    [2.5, 3.4, 4.5, 6].forEach((z, at) =>
      assertAlmostEquals(skewedZ(z, skewness) / distances[at]!, 1, 1e-13)
    );
  }
  // On either side of where the expansion ends; it leaves out terms of the order of the third power.
  for (const z of [1.5, 3.4, 6]) {
    assertAlmostEquals(skewedZ(z, 0.001), skewedZ(z, 0.000999999), 1e-7);
  }
});

/** The chance of a normal deviate above z, by Simpson's rule on its density. */
function normalTail(z: number): number {
  const [steps, width] = [20_000, 12];
  let sum = 0;
  for (let at = 0; at <= steps; at++) {
    const x = z + width * at / steps;
    const weight = at === 0 || at === steps ? 1 : at % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(-x * x / 2);
  }
  return sum * width / steps / 3 / Math.sqrt(2 * Math.PI);
}

Deno.test("a critical value grows so that the longer tail holds as much", () => {
  for (const skewness of [-0.4, 0, 0.05, 0.3, 1.2]) {
    for (const critical of [1.96, 3.4]) {
      const own = skewedCriticalValue(critical, skewness);
      assert(own >= critical);
      assertAlmostEquals(skewedZ(own, skewness), critical, 1e-9);
      assert(skewness <= 0 ? own === critical : own > critical);
    }
  }
});

Deno.test("of rare clicks the tail is that of their number, where the normal one is several times too short", () => {
  // 200 clicks, each at the top with a chance of one in twenty: their number is binomial.
  const [rows, e] = [200, 0.05];
  const index = indexSegments([{ name: "all", levels: ["all"], codes: new Int32Array(rows) }]);
  const [skewness] = nullSkewness({
    propensity: new Float64Array(rows).fill(e),
    outcome: new Uint8Array(rows).fill(1),
    outcomeRate: new Float64Array(rows).fill(0.04),
  }, index);
  assertAlmostEquals(skewness!, (1 - 2 * e) / Math.sqrt(rows * e * (1 - e)), 1e-12);
  let [chance, atLeast] = [(1 - e) ** rows, 1];
  for (let count = 0; count < 30; count++) {
    // Up to four and a half errors.
    if (count >= 17 && count < 24) {
      // Half a click is for whole numbers.
      const z = (count - 0.5 - rows * e) / Math.sqrt(rows * e * (1 - e));
      const ratio = normalTail(skewedZ(z, skewness!)) / atLeast;
      assert(ratio > 0.9 && ratio < 1.3, `${count}: ${ratio}`);
      if (count >= 20) assert(normalTail(z) / atLeast < 0.5, `${count}`);
    }
    atLeast -= chance;
    chance *= (rows - count) / (count + 1) * e / (1 - e);
  }
});
