/**
 * What may not matter to regressions with clusters: the order of rows, the numbers of clusters, units, and
 * rows that tell nothing new.
 */

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { clusteredMean, twoWayMean } from "lib/inference/clustered_mean.ts";
import {
  type ClusterCorrection,
  clusteredRegression,
  type RegressionCoefficient,
} from "lib/inference/clustered_regression.ts";
import { twoWayRegression } from "lib/inference/two_way_regression.ts";
import { seededSource } from "lib/random/seeded.ts";

/** Sums of some hundred terms in another order. */
const OTHER_ORDER = 1e-12;
/** Degrees of freedom are a ratio of fourth powers of such sums. */
const OF_FREEDOM = 1e-11;
const CORRECTIONS: readonly ClusterCorrection[] = ["CR0", "CR1", "CR1S", "CR2", "CR3"];
const [ROWS, READERS, ARTICLES] = [360, 23, 14];

interface Rows {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly reader: Int32Array;
  readonly article: Int32Array;
}

function drawn(): Rows {
  const source = seededSource(11, "regression symmetries");
  const numbers = (count: number) =>
    Int32Array.from({ length: ROWS }, () => Math.floor(count * source.uniform()));
  const [reader, article] = [numbers(READERS), numbers(ARTICLES)];
  const x = Float64Array.from(reader, (name) => name % 3 + source.normal());
  const y = x.map((value, row) => 0.4 * value + reader[row]! % 5 + 0.2 * source.normal());
  return { x, y, reader, article };
}

/** Rows chosen by their numbers, in that order. */
function chosen(rows: Rows, order: readonly number[]): Rows {
  return {
    x: Float64Array.from(order, (row) => rows.x[row]!),
    y: Float64Array.from(order, (row) => rows.y[row]!),
    reader: Int32Array.from(order, (row) => rows.reader[row]!),
    article: Int32Array.from(order, (row) => rows.article[row]!),
  };
}

function slope({ x, y, reader }: Rows, correction: ClusterCorrection): RegressionCoefficient {
  return clusteredRegression([x.map(() => 1), x], y, reader, correction).coefficients[1]!;
}

function twoWaySlope({ x, y, reader, article }: Rows, correction: "CR0" | "CR1" | "CR1S") {
  return twoWayRegression([x.map(() => 1), x], y, reader, article, correction)[1]!;
}

function assertAlike(own: RegressionCoefficient, other: RegressionCoefficient, name: string): void {
  assertAlmostEquals(other.coefficient / own.coefficient, 1, OTHER_ORDER, name);
  assertAlmostEquals(other.standardError / own.standardError, 1, OTHER_ORDER, name);
  assertAlmostEquals(other.degreesOfFreedom / own.degreesOfFreedom, 1, OF_FREEDOM, name);
}

const rows = drawn();
const every = Array.from({ length: ROWS }, (_, row) => row);
const shuffled = [...every];
seededSource(12, "another order").shuffle(shuffled);

Deno.test("rows in another order give the same regression but for rounding", () => {
  const other = chosen(rows, shuffled);
  for (const name of CORRECTIONS) assertAlike(slope(rows, name), slope(other, name), name);
  for (const name of ["CR0", "CR1", "CR1S"] as const) {
    const ratio = twoWaySlope(other, name).standardError / twoWaySlope(rows, name).standardError;
    // Three variances that take each other away in part.
    assertAlmostEquals(ratio, 1, 10 * OTHER_ORDER, name);
  }
});

Deno.test("other numbers for the same clusters change no bit of a regression", () => {
  const renamed: Rows = {
    ...rows,
    reader: rows.reader.map((name) => 900 - 11 * name),
    article: rows.article.map((name) => 5 * name + 2),
  };
  for (const name of CORRECTIONS) assertEquals(slope(renamed, name), slope(rows, name));
  assertEquals(twoWaySlope(renamed, "CR1S"), twoWaySlope(rows, "CR1S"));
});

Deno.test("either kind of clusters may be called the first: no bit of a two-way error changes", () => {
  const turned = { ...rows, reader: rows.article, article: rows.reader };
  for (const name of ["CR0", "CR1", "CR1S"] as const) {
    const { byFirst, bySecond, ...both } = twoWaySlope(rows, name);
    assertEquals(twoWaySlope(turned, name), { ...both, byFirst: bySecond, bySecond: byFirst });
  }
  const { byFirst, bySecond, ...both } = twoWayMean(rows.y, rows.reader, rows.article);
  assertEquals(twoWayMean(rows.y, rows.article, rows.reader), {
    ...both,
    byFirst: bySecond,
    bySecond: byFirst,
  });
});

Deno.test("twice the response is twice the coefficient and its error, to the bit", () => {
  const doubled: Rows = { ...rows, y: rows.y.map((value) => 2 * value) };
  for (const name of CORRECTIONS) {
    const { coefficient, standardError, degreesOfFreedom } = slope(rows, name);
    assertEquals(slope(doubled, name), {
      coefficient: 2 * coefficient,
      standardError: 2 * standardError,
      degreesOfFreedom,
    });
  }
});

Deno.test("columns in another order and unit give the same errors in that unit", () => {
  const { x, y, reader } = rows;
  const constant = x.map(() => 1);
  for (const name of CORRECTIONS) {
    const other = clusteredRegression([x.map((value) => value / 10), constant], y, reader, name);
    const [own] = other.coefficients;
    assertAlike(slope(rows, name), {
      coefficient: own!.coefficient / 10,
      standardError: own!.standardError / 10,
      degreesOfFreedom: own!.degreesOfFreedom,
    }, name);
  }
});

Deno.test("rows told twice within their clusters leave every error but CR1S as it is", () => {
  const twice = chosen(rows, [...every, ...every]);
  for (const name of CORRECTIONS) {
    const [own, other] = [slope(rows, name), slope(twice, name)];
    // Of two coefficients, CR1S counts the rows themselves.
    const counted = (n: number) => Math.sqrt((n - 1) / (n - 2));
    const factor = name === "CR1S" ? counted(2 * ROWS) / counted(ROWS) : 1;
    assertAlike(own, { ...other, standardError: other.standardError / factor }, name);
  }
  const [own, other] = [rows, twice].map(({ y, reader }) => clusteredMean(y, reader));
  for (const name of ["mean", "cr0", "cr1", "cr2"] as const) {
    assertAlmostEquals(other![name] / own![name], 1, OTHER_ORDER, name);
  }
  assertAlmostEquals(other!.degreesOfFreedom / own!.degreesOfFreedom, 1, OF_FREEDOM);
  const [both, bothTwice] = [rows, twice].map(({ y, reader, article }) =>
    twoWayMean(y, reader, article).standardError
  );
  assertAlmostEquals(bothTwice! / both!, 1, OTHER_ORDER);
});

Deno.test("clusters told twice halve the variance, but for the corrections' counts", () => {
  const apart: Rows = {
    ...chosen(rows, [...every, ...every]),
    reader: Int32Array.of(...rows.reader, ...rows.reader.map((name) => name + READERS)),
    article: Int32Array.of(...rows.article, ...rows.article.map((name) => name + ARTICLES)),
  };
  const ofClusters = (g: number) => g / (g - 1);
  const ofRows = (n: number) => (n - 1) / (n - 2);
  const cr1 = ofClusters(2 * READERS) / ofClusters(READERS);
  const factors = { CR0: 1, CR1: cr1, CR1S: cr1 * ofRows(2 * ROWS) / ofRows(ROWS) };
  for (const name of ["CR0", "CR1", "CR1S"] as const) {
    const ratio = slope(apart, name).standardError / slope(rows, name).standardError;
    assertAlmostEquals(ratio ** 2, factors[name] / 2, OTHER_ORDER, name);
  }
  const ratio = twoWaySlope(apart, "CR0").standardError / twoWaySlope(rows, "CR0").standardError;
  assertAlmostEquals(ratio ** 2, 1 / 2, 10 * OTHER_ORDER);
});
