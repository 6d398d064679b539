import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { InputError } from "lib/errors.ts";
import { clusteredMean } from "lib/inference/clustered_mean.ts";
import { contrast, contrastWithRest, heterogeneityTests } from "lib/inference/contrasts.ts";
import { bonferroniCriticalValue, sidakCriticalValue } from "lib/inference/multiple_testing.ts";
import { indexSegments, type SegmentIndex } from "lib/inference/segment_index.ts";
import { segmentMeans } from "lib/inference/segment_means.ts";
import { simultaneousIntervals } from "lib/inference/simultaneous.ts";
import { seededSource } from "lib/random/seeded.ts";

/** Rows with a score, a cluster and a level of each of two divisions. */
const rows = fc.array(
  fc.record({
    score: fc.double({ min: -3, max: 3, noNaN: true }),
    cluster: fc.integer({ min: 0, max: 6 }),
    topic: fc.integer({ min: -1, max: 2 }),
    hour: fc.integer({ min: 0, max: 1 }),
  }),
  { minLength: 12, maxLength: 60 },
);
const RUNS = { seed: 20260428, numRuns: 150 };

interface Table {
  readonly scores: Float64Array;
  readonly cluster: Int32Array;
  readonly index: SegmentIndex;
}

/** The rows as columns; undefined where a segment lies in one cluster. */
function tableOf(
  given: typeof rows extends fc.Arbitrary<infer Rows> ? Rows : never,
): Table | undefined {
  const whole = (value: (row: (typeof given)[number]) => number) => Int32Array.from(given, value);
  const cluster = whole((row) => row.cluster);
  const index = indexSegments([
    { name: "topic", levels: ["a", "b", "c"], codes: whole((row) => row.topic) },
    { name: "hour", levels: ["early", "late"], codes: whole((row) => row.hour) },
  ]);
  const clustersIn = (segment: number) =>
    new Set(
      index.divisions.flatMap((codes) =>
        given.flatMap((row, at) => codes[at] === segment ? [row.cluster] : [])
      ),
    ).size;
  return index.segments.every((_, segment) => clustersIn(segment) > 1)
    ? { scores: Float64Array.from(given, (row) => row.score), cluster, index }
    : undefined;
}

Deno.test("each segment's mean and error are those of its own rows alone", () => {
  fc.assert(
    fc.property(rows, (given) => {
      const table = tableOf(given);
      if (table === undefined) return;
      const { scores, cluster, index } = table;
      const { segments, covariance } = segmentMeans(scores, index, cluster);
      segments.forEach((segment, number) => {
        const own = index.divisions.flatMap((codes) =>
          Array.from(codes.keys()).filter((row) => codes[row] === number)
        );
        const alone = clusteredMean(
          Float64Array.from(own, (row) => scores[row]!),
          Int32Array.from(own, (row) => cluster[row]!),
        );
        assertAlmostEquals(segment.lift, alone.mean, 1e-13);
        assertAlmostEquals(segment.standardError, alone.cr1, 1e-13);
        assertEquals(segment.clusters, alone.clusters);
        assertAlmostEquals(covariance.get(number, number), alone.cr1 ** 2, 1e-13);
      });
    }),
    RUNS,
  );
});

Deno.test("covariances are the sums over clusters of the products of influences", () => {
  fc.assert(
    fc.property(rows, (given) => {
      const table = tableOf(given);
      if (table === undefined) return;
      const { scores, cluster, index } = table;
      const { segments, covariance } = segmentMeans(scores, index, cluster);
      const influence = (segment: number, number: number) => {
        const { lift, rows, clusters } = segments[segment]!;
        let sum = 0;
        for (const codes of index.divisions) {
          codes.forEach((own, row) => {
            if (own === segment && cluster[row] === number) sum += (scores[row]! - lift) / rows;
          });
        }
        return sum * Math.sqrt(clusters / (clusters - 1));
      };
      const numbers = [...new Set(cluster)];
      segments.forEach((_, a) =>
        segments.forEach((_, b) => {
          const expected = numbers.reduce(
            (sum, number) => sum + influence(a, number) * influence(b, number),
            0,
          );
          assertAlmostEquals(covariance.get(a, b), expected, 1e-12);
        })
      );
    }),
    RUNS,
  );
});

Deno.test("other numbers of clusters, and rows in another order, change nothing beyond rounding", () => {
  fc.assert(
    fc.property(rows, (given) => {
      const [plain, turned] = [tableOf(given), tableOf(given.toReversed())];
      if (plain === undefined) return;
      const means = segmentMeans(plain.scores, plain.index, plain.cluster);
      const renamed = plain.cluster.map((number) => 100 - number);
      assertEquals(segmentMeans(plain.scores, plain.index, renamed), means);
      const other = segmentMeans(turned!.scores, turned!.index, turned!.cluster);
      means.segments.forEach((segment, at) => {
        assertAlmostEquals(other.segments[at]!.lift, segment.lift, 1e-13);
        assertAlmostEquals(other.segments[at]!.standardError, segment.standardError, 1e-13);
      });
    }),
    RUNS,
  );
});

Deno.test("contrasts are linear in the means, antisymmetric, and zero to oneself", () => {
  fc.assert(
    fc.property(rows, (given) => {
      const table = tableOf(given);
      if (table === undefined || table.index.segments.length < 3) return;
      const means = segmentMeans(table.scores, table.index, table.cluster);
      const [ab, ba] = [contrast(means, 0, 1), contrast(means, 1, 0)];
      assertAlmostEquals(ab.difference, -ba.difference, 1e-15);
      assertEquals(ab.standardError, ba.standardError);
      const own = contrast(means, 0, 0);
      assertEquals([own.difference, own.standardError, own.p], [0, 0, 1]);
      // Of two segments the rest is the other one.
      const hours = means.segments.flatMap(({ segmentColumn }, at) =>
        segmentColumn === "hour" ? [at] : []
      );
      if (hours.length === 2) {
        const rest = contrastWithRest(means, hours[0]!);
        const direct = contrast(means, hours[0]!, hours[1]!);
        assertAlmostEquals(rest.difference, direct.difference, 1e-14);
        assertAlmostEquals(rest.standardError, direct.standardError, 1e-12);
        const test = heterogeneityTests(means).find(({ segmentColumn }) =>
          segmentColumn === "hour"
        )!;
        if (direct.standardError > 1e-6) {
          assertAlmostEquals(test.statistic / direct.z ** 2, 1, 1e-9);
          assertAlmostEquals(test.p, direct.p, 1e-9);
        }
      }
    }),
    RUNS,
  );
});

/** Rows of independent scores in so many segments, each row a cluster of its own. */
function independent(segments: number, seed: number, effect = 0): Table {
  const source = seededSource(seed, "scores");
  const count = 40 * segments;
  return {
    scores: Float64Array.from(
      { length: count },
      (_, row) => source.normal() + (row % segments === 0 ? effect : 0),
    ),
    cluster: Int32Array.from({ length: count }, (_, row) => row),
    index: indexSegments([{
      name: "topic",
      levels: Array.from({ length: segments }, (_, at) => `t${at}`),
      codes: Int32Array.from({ length: count }, (_, row) => row % segments),
    }]),
  };
}

Deno.test("of independent segments the critical value is Šidák's, of equal ones that of a single one", () => {
  for (const segments of [1, 5, 30]) {
    const { scores, cluster, index } = independent(segments, 3);
    const means = segmentMeans(scores, index, cluster);
    const { criticalValue } = simultaneousIntervals(means, { draws: 20_000, seed: 5 });
    // The quantile of 20,000 draws has an error of about .02.
    assertAlmostEquals(criticalValue, sidakCriticalValue(segments), 0.08, `${segments}`);
    assert(criticalValue < bonferroniCriticalValue(segments) + 0.08);
  }
  const { scores, cluster } = independent(1, 4);
  const codes = new Int32Array(scores.length);
  const same = indexSegments(
    ["a", "b", "c", "d"].map((name) => ({ name, levels: ["all"], codes })),
  );
  const { criticalValue } = simultaneousIntervals(segmentMeans(scores, same, cluster), {
    draws: 20_000,
    seed: 5,
  });
  assertAlmostEquals(criticalValue, 1.96, 0.06);
});

Deno.test("over tables without effects all intervals cover together in 95 %, and an effect is found", () => {
  const tables = 300;
  let wrong = 0;
  for (let table = 0; table < tables; table++) {
    const { scores, cluster, index } = independent(8, 1000 + table);
    const means = segmentMeans(scores, index, cluster);
    const { segments } = simultaneousIntervals(means, { draws: 400, seed: table });
    if (segments.some(({ adjustedP }) => adjustedP <= 0.05)) wrong++;
  }
  // Forty rows a segment: the normal distribution is a little short, so that 5 % may become 7.
  assert(wrong / tables > 0.02 && wrong / tables < 0.11, `${wrong} of ${tables}`);
  const { scores, cluster, index } = independent(8, 7, 1.5);
  const found = simultaneousIntervals(segmentMeans(scores, index, cluster), {
    draws: 999,
    seed: 1,
  });
  assert(found.segments[0]!.adjustedP < 0.01 && found.segments[0]!.lower > 0);
});

Deno.test("the heterogeneity test's p-values are uniform where all means are one", () => {
  const ps = Array.from({ length: 400 }, (_, table) => {
    const { scores, cluster, index } = independent(5, 5000 + table);
    return heterogeneityTests(segmentMeans(scores, index, cluster))[0]!.p;
  });
  for (const share of [0.05, 0.25, 0.5, 0.75, 0.95]) {
    const below = ps.filter((p) => p <= share).length / ps.length;
    // Four standard errors of 400 tables, and what 40 rows a segment add.
    assertAlmostEquals(below, share, 4 * Math.sqrt(share * (1 - share) / 400) + 0.02, `${share}`);
  }
});

Deno.test("the same seed gives the same bits; what cannot be told is refused", () => {
  const { scores, cluster, index } = independent(3, 2);
  const means = segmentMeans(scores, index, cluster);
  const draw = (seed: number) => simultaneousIntervals(means, { draws: 600, seed });
  assertEquals(draw(1), draw(1));
  assert(draw(1).criticalValue !== draw(2).criticalValue);
  const refused = (verb: () => unknown, words: string) => assertThrows(verb, InputError, words);
  refused(() => simultaneousIntervals(means, { draws: 0, seed: 1 }), "no number of draws");
  refused(() => simultaneousIntervals(means, { draws: 9, seed: 1, level: 0 }), "the level is 0");
  refused(
    () => segmentMeans(scores, index, new Int32Array(scores.length)),
    "all rows are of 1 cluster",
  );
  refused(
    () => segmentMeans(scores, index, Int32Array.from(cluster, (row) => row % 3)),
    "3 of 3 segments lie in one cluster",
  );
  refused(() => contrast(means, 0, 9), "there is no segment 9");
  refused(() => contrastWithRest(means, 9), "there is no segment 9");
  const one = independent(1, 2);
  refused(
    () => contrastWithRest(segmentMeans(one.scores, one.index, one.cluster), 0),
    "the only segment of its division",
  );
});

Deno.test("scores that do not vary have no error, and no test says that they differ", () => {
  const codes = Int32Array.from({ length: 8 }, (_, row) => row % 2);
  const index = indexSegments([{ name: "topic", levels: ["a", "b"], codes }]);
  const means = segmentMeans(Float64Array.from(codes), index, Int32Array.from(codes.keys()));
  const { difference, standardError, z, p } = contrast(means, 1, 0);
  assertEquals([difference, standardError, z, p], [1, 0, NaN, 1]);
  assertEquals(heterogeneityTests(means)[0]!.p, 1);
});
