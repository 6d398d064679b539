import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { aipwScores } from "lib/effects/aipw.ts";
import { InputError } from "lib/errors.ts";
import { clusteredMean, twoWayMean } from "lib/inference/clustered_mean.ts";
import { type ClusterCorrection, clusteredRegression } from "lib/inference/clustered_regression.ts";
import { criticalT, twoSidedT } from "lib/inference/student_t.ts";
import { mean, sampleStandardDeviation } from "simple-statistics";
import { closedFormTable } from "./closed_form_table.ts";

const REFERENCE_DIR = Deno.env.get("REFERENCE_DIR");

/** What R's clubSandwich prints for the girls of 2001: standard error and degrees of freedom. */
const ACHIEVEMENT: readonly (readonly [ClusterCorrection, number, number])[] = [
  ["CR0", 0.06185000462, 23.57949761],
  ["CR1", 0.06278013207, 23.57949761],
  ["CR1S", 0.06279701525, 23.57949761],
  ["CR2", 0.06470685533, 22.69843371],
  ["CR3", 0.06775313271, 21.77288114],
];

Deno.test({
  name: "on a published experiment by schools the errors are clubSandwich's (needs REFERENCE_DIR)",
  ignore: REFERENCE_DIR === undefined,
  fn: async () => {
    const text = await Deno.readTextFile(
      `${REFERENCE_DIR}/published/achievement_girls_2001.csv`,
    );
    const rows = text.trim().split("\n").slice(1).map((line) => line.split(",").map(Number));
    assertEquals(rows.length, 1861);
    const column = (at: number) => Float64Array.from(rows, (row) => row[at]!);
    const constant = new Float64Array(rows.length).fill(1);
    const school = Int32Array.from(column(0));
    for (const [correction, standardError, degreesOfFreedom] of ACHIEVEMENT) {
      const { coefficients, clusters } = clusteredRegression(
        [constant, column(1)],
        column(2),
        school,
        correction,
      );
      const effect = coefficients[1]!;
      assertEquals(clusters, 34);
      // Ten significant digits were printed.
      assertAlmostEquals(effect.coefficient, 0.1085139662, 5.1e-11);
      assertAlmostEquals(effect.standardError, standardError, 5.1e-12, correction);
      assertAlmostEquals(effect.degreesOfFreedom, degreesOfFreedom, 5.1e-9, correction);
    }
    const { coefficient, standardError, degreesOfFreedom } = clusteredRegression(
      [constant, column(1)],
      column(2),
      school,
      "CR2",
    ).coefficients[1]!;
    assertAlmostEquals(
      twoSidedT(coefficient / standardError, degreesOfFreedom),
      0.1072604889,
      5.1e-11,
    );
  },
});

Deno.test("on the closed-form table mean and errors are those of NumPy and doubleml", () => {
  const table = closedFormTable();
  const { scores } = aipwScores(table, 0);
  const { mean, cr0, cr1, cr1s, clusters } = clusteredMean(scores, table.cluster);
  assertEquals(clusters, 100);
  assertAlmostEquals(mean, 0.10918026612727255, 1e-15);
  // Sums of 1,200 scores of about 1: NumPy's order of adding is another.
  assertAlmostEquals(cr0, 0.030195338956193175, 1e-15);
  assertAlmostEquals(cr1, 0.030347457495543767, 1e-15);
  assertEquals(cr1s, cr1);
});

/** Scores of clusters of any size. */
const clustered = fc.array(
  fc.tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.integer({ min: 0, max: 5 })),
  { minLength: 4, maxLength: 40 },
).filter((rows) => new Set(rows.map(([, cluster]) => cluster)).size > 1);
const RUNS = { seed: 20260428, numRuns: 200 };

Deno.test("the closed form is the regression on a constant, with its degrees of freedom", () => {
  fc.assert(
    fc.property(clustered, (rows) => {
      const scores = Float64Array.from(rows, ([score]) => score);
      const cluster = Int32Array.from(rows, ([, number]) => number);
      const closed = clusteredMean(scores, cluster);
      const constant = new Float64Array(rows.length).fill(1);
      for (const name of ["CR0", "CR1", "CR1S", "CR2"] as const) {
        const { coefficients: [fit] } = clusteredRegression([constant], scores, cluster, name);
        assertAlmostEquals(closed.mean, fit!.coefficient, 1e-13);
        const own = { CR0: closed.cr0, CR1: closed.cr1, CR1S: closed.cr1s, CR2: closed.cr2 }[name];
        assertAlmostEquals(own, fit!.standardError, 1e-12);
        if (name === "CR2") {
          assertAlmostEquals(closed.degreesOfFreedom / fit!.degreesOfFreedom, 1, 1e-9);
        }
      }
    }),
    RUNS,
  );
});

Deno.test("with a row a cluster CR2 is the usual standard error, on n − 1 degrees of freedom", () => {
  const scores = Float64Array.of(1, 4, 2, 8, 5, 7);
  const { cr2, degreesOfFreedom } = clusteredMean(scores, Int32Array.of(0, 1, 2, 3, 4, 5));
  const mean = 4.5;
  const variance = scores.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 5;
  assertAlmostEquals(cr2, Math.sqrt(variance / 6), 1e-15);
  assertAlmostEquals(degreesOfFreedom, 5, 1e-12);
});

Deno.test("other numbers for the same clusters change no bit, duplicated clusters halve the variance", () => {
  fc.assert(
    fc.property(clustered, (rows) => {
      const scores = Float64Array.from(rows, ([score]) => score);
      const cluster = Int32Array.from(rows, ([, number]) => number);
      const renamed = cluster.map((number) => 1000 - 7 * number);
      assertEquals(clusteredMean(scores, renamed), clusteredMean(scores, cluster));
      assertEquals(twoWayMean(scores, renamed, renamed), twoWayMean(scores, cluster, cluster));
      const once = clusteredMean(scores, cluster);
      const twice = clusteredMean(
        Float64Array.of(...scores, ...scores),
        Int32Array.of(...cluster, ...cluster.map((number) => number + 100)),
      );
      assertAlmostEquals(twice.cr0, once.cr0 / Math.SQRT2, 1e-13);
    }),
    RUNS,
  );
});

Deno.test("clusters that nest give the larger ones' error alone, to the bit; others are added", () => {
  fc.assert(
    fc.property(clustered, (rows) => {
      const scores = Float64Array.from(rows, ([score]) => score);
      const reader = Int32Array.from(rows, ([, number]) => number);
      const impression = Int32Array.from(rows, ([, number], row) => 10 * number + row % 3);
      const alone = clusteredMean(scores, reader).cr1;
      assertEquals(twoWayMean(scores, reader, impression).standardError, alone);
      assertEquals(twoWayMean(scores, impression, reader).standardError, alone);
      const article = Int32Array.from(rows, (_, row) => row % 4);
      const both = Int32Array.from(rows, ([, number], row) => 10 * number + row % 4);
      const [a, b] = [clusteredMean(scores, article).cr1, alone];
      const result = twoWayMean(scores, reader, article);
      if (
        new Set(both).size === new Set(reader).size || new Set(both).size === new Set(article).size
      ) {
        return;
      }
      const sum = a ** 2 + b ** 2 - clusteredMean(scores, both).cr1 ** 2;
      if (sum < Math.max(a, b) ** 2) {
        assertEquals([result.isIndefinite, result.standardError], [true, Math.max(a, b)]);
      } else assertAlmostEquals(result.standardError, Math.sqrt(sum), 1e-12);
    }),
    RUNS,
  );
});

Deno.test("Student's t has the values that 40 digits give, and the normal distribution's far out", () => {
  // mpmath's regularised incomplete beta function.
  const exact = [
    [0.5, 0.01, 0.9946067436361045],
    [0.5, 1.96, 0.44972297773837916],
    [0.5, 6, 0.2613093774699988],
    [0.5, 30, 0.11709368298010689],
    [1, 0.01, 0.9936340144701835],
    [1, 1.96, 0.3003428917760331],
    [1, 6, 0.10513691342250686],
    [1, 30, 0.021212804811070848],
    [3.7, 0.01, 0.9925369270118594],
    [3.7, 1.96, 0.12728304125953005],
    [3.7, 6, 0.004964571300739029],
    [3.7, 30, 1.4857041252352022e-05],
    [8.991, 0.01, 0.9922396600325015],
    [8.991, 1.96, 0.08167653486530102],
    [8.991, 6, 0.00020331504228240972],
    [8.991, 30, 2.525739541141818e-10],
    [22.69843371, 0.01, 0.9921086602943432],
    [22.69843371, 1.96, 0.062385337586024624],
    [22.69843371, 6, 4.283363210805007e-06],
    [22.69843371, 30, 9.173001844530384e-20],
    [39.9, 0.01, 0.9920711211295662],
    [39.9, 1.96, 0.057005885186306685],
    [39.9, 6, 4.769198416890172e-07],
    [39.9, 30, 5.421560544345533e-29],
    [40.1, 0.01, 0.9920708734075008],
    [40.1, 1.96, 0.05697065156860152],
    [40.1, 6, 4.6842365842913764e-07],
    [40.1, 30, 4.3408301153252057e-29],
    [310, 0.01, 0.9920277196400168],
    [310, 1.96, 0.050891362765854584],
    [310, 6, 5.499261394589716e-09],
    [310, 30, 1.1195214096317746e-93],
    [5000, 0.01, 0.9920216863229856],
    [5000, 1.96, 0.05005125229181954],
    [5000, 6, 2.112096283305387e-09],
    [5000, 30, 5.691658117861702e-182],
  ] as const;
  for (const [freedom, t, p] of exact) {
    // The fraction loses digits where the degrees of freedom are many: 13 of them stay up to 5,000.
    assertAlmostEquals(twoSidedT(t, freedom) / p, 1, 1e-12, `${t} on ${freedom}`);
  }
  assertAlmostEquals(criticalT(0.05, 1e12), 1.959963984540054, 1e-9);
  assertAlmostEquals(criticalT(0.05, 1), Math.tan(0.475 * Math.PI), 1e-12);
  assertAlmostEquals(twoSidedT(criticalT(0.01, 7.3), 7.3), 0.01, 1e-15);
  assertEquals([twoSidedT(0, 3), twoSidedT(Infinity, 3), twoSidedT(-2, 3)], [
    1,
    0,
    twoSidedT(2, 3),
  ]);
});

Deno.test("what cannot be told is refused in words", () => {
  const scores = Float64Array.of(1, 2, 3, 4);
  const cluster = Int32Array.of(0, 0, 1, 1);
  const refused = (verb: () => unknown, words: string) => assertThrows(verb, InputError, words);
  refused(() => clusteredMean(scores, new Int32Array(4)), "all rows are of 1 cluster");
  refused(
    () => clusteredMean(scores, Int32Array.of(0, -1, 1, -1)),
    "2 of 4 rows belong to no known",
  );
  refused(() => clusteredMean(scores, Int32Array.of(0, 1)), "2 values for 4 scores");
  refused(() => clusteredMean(Float64Array.of(1, NaN, 3, 4), cluster), "1 of 4 values");
  refused(() => twoWayMean(scores, cluster, new Int32Array(4)), "all rows are of 1 cluster");
  const constant = new Float64Array(4).fill(1);
  refused(
    () => clusteredRegression([constant, constant], scores, cluster, "CR2"),
    "determine each",
  );
  refused(
    () => clusteredRegression([constant], scores, cluster, "HC9" as ClusterCorrection),
    "no correction",
  );
  refused(
    () =>
      clusteredRegression(
        [constant, scores, cluster.map(Number) as never, scores],
        scores,
        cluster,
        "CR0",
      ),
    "4 rows cannot tell 4 coefficients",
  );
  refused(() => twoSidedT(NaN, 3), "the statistic is NaN");
  refused(() => criticalT(1.5, 3), "the level is 1.5");
  refused(() => criticalT(0.05, 0), "0 degrees of freedom");
});

Deno.test("a treatment that is one of two clusters has no error, and is refused", () => {
  const cluster = Int32Array.from({ length: 12 }, (_, row) => row % 2);
  const treatment = Float64Array.from(cluster);
  const response = Float64Array.from({ length: 12 }, (_, row) => row * 7 % 5);
  const constant = new Float64Array(12).fill(1);
  assertThrows(
    () => clusteredRegression([constant, treatment], response, cluster, "CR2"),
    InputError,
    "the error of no coefficient has degrees of freedom",
  );
});

Deno.test("a column that one cluster alone tells has no error, and the treatment within clusters has", () => {
  // Six clusters of four rows, two of each treated, and a seventh in which none is.
  const rows = Array.from({ length: 28 }, (_, row) => row);
  const cluster = Int32Array.from(rows, (row) => Math.floor(row / 4));
  const treatment = Float64Array.from(rows, (row) => row < 24 ? row % 2 : 0);
  const response = Float64Array.from(rows, (row) => row * 7 % 5 + (row % 2) * cluster[row]! / 3);
  const dummies = [0, 1, 2, 3, 4, 5, 6].map((own) =>
    Float64Array.from(cluster, (number) => number === own ? 1 : 0)
  );
  const [effect, ...others] =
    clusteredRegression([treatment, ...dummies], response, cluster, "CR2").coefficients;
  // The mean of the clusters' own differences, with their spread: five degrees of freedom.
  const differences = [0, 1, 2, 3, 4, 5].map((own) => {
    const [a, b, c, d] = response.slice(4 * own, 4 * own + 4);
    return (b! + d! - a! - c!) / 2;
  });
  assertAlmostEquals(effect!.coefficient, mean(differences), 1e-12);
  assertAlmostEquals(effect!.standardError, standardErrorOf(differences), 1e-12);
  assertAlmostEquals(effect!.degreesOfFreedom, 5, 1e-9);
  const alone = others.at(-1)!;
  assertEquals([alone.degreesOfFreedom, alone.standardError], [0, NaN]);
  assertAlmostEquals(alone.coefficient, mean([...response.slice(24)]), 1e-12);
  assert(others.slice(0, -1).every(({ standardError }) => standardError > 0));
});

/** The standard error of a mean. */
function standardErrorOf(values: readonly number[]): number {
  return sampleStandardDeviation([...values]) / Math.sqrt(values.length);
}
