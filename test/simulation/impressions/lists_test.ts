import { assertAlmostEquals, assertEquals, assertGreater } from "@std/assert";
import {
  listLengthAt,
  listLengthProbabilities,
  profileSolver,
  quantileAt,
  shortProfileShare,
} from "lib/simulation/impressions/lists.ts";

/** The average of a share over rows and over treated rows. */
function averages(short: number, long: number): [rows: number, treated: number] {
  let rows = 0, ofRows = 0, treated = 0, ofTreated = 0;
  listLengthProbabilities().forEach((probability, length) => {
    const m = shortProfileShare(length);
    const share = m * short + (1 - m) * long;
    rows += probability * length;
    ofRows += probability * length * share;
    treated += probability * Math.min(3, length);
    ofTreated += probability * Math.min(3, length) * share;
  });
  return [ofRows / rows, ofTreated / treated];
}

Deno.test("list lengths have the quantiles of the public log", () => {
  const quantiles = [1e-9, 0.25, 0.5, 0.75, 0.9, 0.95, 1].map(listLengthAt);
  assertEquals(quantiles, [2, 10, 24, 51, 91, 118, 299]);
});

Deno.test("the probabilities of all lengths are those of the quantile function", () => {
  const probabilities = listLengthProbabilities();
  assertAlmostEquals(probabilities.reduce((sum, p) => sum + p, 0), 1, 1e-12);
  assertAlmostEquals(probabilities.reduce((sum, p, length) => sum + p * length, 0), 36.9, 0.2);
  const draws = 100_000;
  const counts = new Float64Array(probabilities.length);
  for (let i = 0; i < draws; i++) counts[listLengthAt((i + 0.5) / draws)]!++;
  probabilities.forEach((p, length) => assertAlmostEquals(counts[length]! / draws, p, 2 / draws));
});

Deno.test("two profiles give back the shares among rows and among treated rows", () => {
  const { short, long } = profileSolver()(0.1, 0.13);
  const [rows, treated] = averages(short, long);
  assertAlmostEquals(rows, 0.1, 1e-12);
  assertAlmostEquals(treated, 0.13, 1e-12);
});

Deno.test("a profile that would be negative is cut", () => {
  const { short } = profileSolver()(0.1, 0.01);
  assertEquals(short, 0.1 / 20);
});

Deno.test("a quantile function is straight between its knots", () => {
  const knots = [[0, 10], [0.5, 20], [1, 60]] as const;
  assertEquals([0, 0.25, 0.5, 0.75, 1].map((p) => quantileAt(knots, p)), [10, 15, 20, 40, 60]);
});

Deno.test("the longer a list, the less it follows the profile of short ones", () => {
  assertEquals(shortProfileShare(32), 0.5);
  assertGreater(shortProfileShare(5), 10 * shortProfileShare(250));
});
