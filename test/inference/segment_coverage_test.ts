/**
 * The intervals by design that the notebook on trust recommends cover as often as they say, for all
 * displays, by segment, and for segments against the rest of their division.
 *
 * The full study is `deno task bench segment_coverage`. Here the logs are few and small, so that a count of
 * intervals that cover may lie anywhere a binomial one lies 999 times in a thousand: of 100 logs with 95 %
 * intervals, 87 to 100. Segments of one log hang together, so their pooled share is held against the same
 * bounds, as if all segments of a log missed together, which is the widest that it can vary.
 *
 * Clicks are rare, and scores skewed to the right: intervals miss more often below the truth than above it.
 * By Edgeworth's expansion, as in `test/effects/coverage_test.ts`, about 0.03 more than 0.025 lie below in
 * logs as small as these.
 */

import { assert, assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import {
  type CheckedLog,
  checkLogsInParallel,
  coverageShares,
  describeSegmentCoverage,
  type Scope,
  SCOPES,
  type Truth,
  type Unit,
  UNITS,
} from "../bench/segment_coverage.ts";

const LOGS = 100;

/** The least and the most of so many that a share has, but for once in a thousand, as shares. */
function binomialBounds(share: number, count = LOGS): [number, number] {
  // Probabilities of 0, 1, 2, …, each from the one before.
  const probabilities = [(1 - share) ** count];
  for (let k = 0; k < count; k++) {
    probabilities.push(probabilities[k]! * (count - k) / (k + 1) * share / (1 - share));
  }
  let [least, most, below, above] = [0, count, 0, 0];
  while ((below += probabilities[least]!) < 0.0005) least++;
  while ((above += probabilities[most]!) < 0.0005) most--;
  return [least / count, most / count];
}

const [LEAST, MOST] = binomialBounds(0.95);

const shuffled = await checkLogsInParallel(
  { order: "shuffled", impressions: 1_000, logs: LOGS, seed: "coverage in the suite" },
  2,
);
const clustered = await checkLogsInParallel(
  { order: "clustered", impressions: 1_000, logs: LOGS, seed: "coverage in the suite" },
  2,
);

function assertCovers(logs: readonly CheckedLog[], scope: Scope, unit: Unit, truth: Truth): void {
  const { intervals, covered, below, above } = coverageShares(logs, scope, unit, truth);
  const what = `${scope}, errors by ${unit}, ${truth}: ${covered} of ${intervals}`;
  assert(intervals >= LOGS, what);
  assert(covered >= LEAST && covered <= MOST, what);
  assert(below <= binomialBounds(0.055)[1], `${what}, ${below} below`);
  assert(above <= binomialBounds(0.025)[1], `${what}, ${above} above`);
}

Deno.test("bounds are those of the binomial distribution", () => {
  // By SciPy: binom.ppf([0.0005, 0.9995], 100, 0.95).
  assertEquals([LEAST, MOST], [0.87, 1]);
});

Deno.test("where places do nothing, intervals by design cover zero by rows, lists and readers", () => {
  for (const { all, segments } of shuffled) {
    assert([all, ...segments].every(({ truth }) => truth === 0));
  }
  for (const scope of SCOPES) {
    for (const unit of UNITS) assertCovers(shuffled, scope, unit, "own rows");
  }
});

Deno.test("where readers differ, errors by readers cover the effect on readers in general", () => {
  for (const scope of SCOPES) assertCovers(clustered, scope, "readers", "population");
});

Deno.test("where readers differ, errors by rows cover the effect on those readers, and no other", () => {
  for (const scope of SCOPES) assertCovers(clustered, scope, "rows", "own rows");
  assertLess(coverageShares(clustered, "all displays", "rows", "population").covered, LEAST);
});

Deno.test("intervals of two thirds the width are told from the right ones", () => {
  const narrow = [...shuffled].map(({ all, segments, contrasts }): CheckedLog => ({
    all: narrowed(all),
    segments: segments.map(narrowed),
    contrasts: contrasts.map(narrowed),
  }));
  for (const scope of SCOPES) {
    for (const unit of UNITS) {
      assertLess(coverageShares(narrow, scope, unit, "own rows").covered, LEAST);
    }
  }
});

function narrowed(estimate: CheckedLog["all"]): CheckedLog["all"] {
  const { rows, lists, readers } = estimate.errors;
  return {
    ...estimate,
    errors: { rows: rows / 1.5, lists: lists / 1.5, readers: readers / 1.5 },
  };
}

Deno.test("shares count intervals, both sides and the floor; logs are the units of their error", () => {
  const estimate = (lift: number, truth: number, treatedClicks = 30) => ({
    name: "topic/news",
    rows: 10,
    treatedClicks,
    lift,
    truth,
    errors: { rows: 1, lists: 2, readers: 3 },
  });
  const all = { ...estimate(0, 0), name: "" };
  const logs = [
    { all, segments: [estimate(0, 1.9), estimate(0, 2), estimate(0, 9, 29)], contrasts: [] },
    {
      all,
      segments: [estimate(0, -2), estimate(0, -2)],
      contrasts: [estimate(0, 1), estimate(0, 1, 29)],
    },
  ];
  const shares = coverageShares(logs, "segments", "rows", "own rows");
  assertEquals([shares.intervals, shares.covered], [4, 0.25]);
  assertEquals([shares.below, shares.above], [0.25, 0.5]);
  // Each log is off by a half: √(2 · 0.5² · 2 / 1) / 4.
  assertAlmostEquals(shares.monteCarlo, 0.25, 1e-15);
  assertEquals(coverageShares(logs, "segments", "lists", "own rows").covered, 1);
  // The mean truth of all rows, those of segments below the floor among them.
  assertEquals(coverageShares(logs, "segments", "rows", "population").covered, 1);
  const contrasts = coverageShares(logs, "contrasts", "rows", "own rows");
  assertEquals([contrasts.intervals, contrasts.covered], [1, 1]);
  assert(describeSegmentCoverage(logs, ["own rows"]).includes("30 treated clicks"));
});
