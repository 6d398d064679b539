import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { splineFeatures, transformedFeature } from "lib/nuisance/feature_transforms.ts";
import { Matrix, solve } from "ml-matrix";

const KNOTS = [0, 1, 2.5, 4, 7];

/** Intercept and spline columns at some places. */
function basisAt(places: readonly number[]): Matrix {
  const columns = splineFeatures({ name: "x", values: Float64Array.from(places) }, KNOTS);
  return new Matrix(places.map((_, row) => [1, ...columns.map(({ values }) => values[row]!)]));
}

/** The natural cubic spline through points, by its second derivatives: Burden and Faires, algorithm 3.4. */
function interpolated(x: readonly number[], y: readonly number[]): (at: number) => number {
  const n = x.length;
  const h = x.slice(1).map((next, at) => next - x[at]!);
  const system = Matrix.eye(n);
  const right = new Float64Array(n);
  for (let at = 1; at < n - 1; at++) {
    system.set(at, at - 1, h[at - 1]!);
    system.set(at, at, 2 * (h[at - 1]! + h[at]!));
    system.set(at, at + 1, h[at]!);
    right[at] = 6 * ((y[at + 1]! - y[at]!) / h[at]! - (y[at]! - y[at - 1]!) / h[at - 1]!);
  }
  const m = solve(system, Matrix.columnVector([...right])).to1DArray();
  return (at) => {
    const piece = Math.min(n - 2, Math.max(0, x.findLastIndex((knot) => knot <= at)));
    const [a, b, w] = [x[piece]!, x[piece + 1]!, h[piece]!];
    return m[piece]! * (b - at) ** 3 / (6 * w) + m[piece + 1]! * (at - a) ** 3 / (6 * w) +
      (y[piece]! / w - m[piece]! * w / 6) * (b - at) +
      (y[piece + 1]! / w - m[piece + 1]! * w / 6) * (at - a);
  };
}

Deno.test("through any values at the knots goes the natural spline that a textbook's algorithm gives", () => {
  const y = [2, -1, 3, 0.5, 4];
  const weights = solve(basisAt(KNOTS), Matrix.columnVector(y));
  const other = interpolated(KNOTS, y);
  const places = Array.from({ length: 71 }, (_, at) => at / 10);
  const curve = basisAt(places).mmul(weights).to1DArray();
  places.forEach((place, at) => assertAlmostEquals(curve[at]!, other(place), 1e-9, `${place}`));
});

Deno.test("beyond the outermost knots every column is straight, and none has a bend at a knot", () => {
  const columns = (places: readonly number[]) =>
    splineFeatures({ name: "x", values: Float64Array.from(places) }, KNOTS).map(({ values }) =>
      values
    );
  for (const places of [[-9, -6, -3], [8, 18, 28]]) {
    for (const values of columns(places)) {
      // A second difference of values of about 30.
      assertAlmostEquals(values[2]! - 2 * values[1]! + values[0]!, 0, 1e-10);
    }
  }
  const step = 1e-3;
  for (const knot of KNOTS) {
    const second = (at: number) =>
      columns([at - step, at, at + step]).map((v) => (v[2]! - 2 * v[1]! + v[0]!) / step ** 2);
    second(knot - step).forEach((left, at) =>
      // The second derivative changes by at most some third derivative of 6 / 49 times 7 times the step.
      assertAlmostEquals(left, second(knot + step)[at]!, 0.02)
    );
  }
});

Deno.test("knots are quantiles, missing values stay missing, and the covariate comes first", () => {
  const values = Float64Array.of(5, NaN, 1, 2, 3, 4);
  const columns = splineFeatures({ name: "age", values }, 5);
  assertEquals(columns.map(({ name }) => name), [
    "age",
    "age spline 1",
    "age spline 2",
    "age spline 3",
  ]);
  assertEquals(columns.every(({ values }) => Number.isNaN(values[1]!)), true);
  assertEquals(columns, splineFeatures({ name: "age", values }, [1, 2, 3, 4, 5]));
  assertEquals(columns[0]!.values, values);
});

Deno.test("knots that are none, and functions without a value, are refused", () => {
  const x = { name: "x", values: Float64Array.of(0, 1, 1, 1, 2) };
  const refused = (verb: () => unknown, words: string) => assertThrows(verb, InputError, words);
  refused(() => splineFeatures(x, 2), "2 is no number of knots");
  refused(() => splineFeatures(x, 5), "too alike for 5 different knots");
  refused(
    () => splineFeatures(x, [0, 2, 1]),
    "the knots 0, 2, 1 are not three or more that ascend",
  );
  refused(() => splineFeatures(x, [0, 1]), "are not three or more");
  refused(
    () => splineFeatures({ name: "x", values: new Float64Array(3).fill(NaN) }, 3),
    "too alike",
  );
  refused(
    () => transformedFeature(x, "log x", Math.log),
    '1 of 5 values of "log x" are not finite',
  );
  refused(
    () => splineFeatures({ name: "x", values: Float64Array.of(0, 1, Infinity) }, 3),
    "infinite",
  );
});
