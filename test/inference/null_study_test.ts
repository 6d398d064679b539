/** Tables in which nothing happens: drawn as a lot draws, with any number of threads, and counted right. */

import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { benjaminiHochberg, bonferroni, holm } from "lib/inference/multiple_testing.ts";
import { studyNullTables } from "lib/inference/null_study.ts";
import { effectiveClicks } from "lib/inference/effective_clicks.ts";
import { nullErrors } from "lib/inference/null_errors.ts";
import { nullSkewness } from "lib/inference/null_skewness.ts";
import { findSegments, STUDIED_PROCEDURES } from "lib/inference/null_findings.ts";
import { drawNullTable, type NullDesign } from "lib/inference/null_tables.ts";
import { indexSegments } from "lib/inference/segment_index.ts";
import { segmentMeans } from "lib/inference/segment_means.ts";
import { treatedClicksBySegment } from "lib/inference/treated_clicks_by_segment.ts";
import { groupRates } from "lib/nuisance/group_rates.ts";
import { seededSource } from "lib/random/seeded.ts";
import { mean } from "simple-statistics";

/** Lists of four to twelve rows with clicks of their own, and two divisions. */
function randomLists(lists: number, seed: string) {
  const source = seededSource(seed, "lists");
  const [list, size, topThree, clicked, topic, kind]: number[][] = [[], [], [], [], [], []];
  for (let own = 0; own < lists; own++) {
    const k = 4 + source.integerBelow(9);
    for (let row = 0; row < k; row++) {
      list!.push(own);
      size!.push(k);
      topThree!.push(row < 3 ? 1 : 0);
      clicked!.push(source.uniform() < 0.15 ? 1 : 0);
      topic!.push(source.integerBelow(4));
      kind!.push(source.integerBelow(12) - 1);
    }
  }
  const columns = {
    list: Int32Array.from(list!),
    topThree: Uint8Array.from(topThree!),
    clicked: Uint8Array.from(clicked!),
  };
  const named = (name: string, codes: number[]) => ({
    name,
    levels: Array.from({ length: 12 }, (_, level) => `${name} ${level}`),
    codes: Int32Array.from(codes),
  });
  return {
    lists: { ...columns, outcomeRate: groupRates(columns.clicked, size!) },
    propensity: Float64Array.from(size!, (k) => 3 / k),
    index: indexSegments([named("topic", topic!), named("kind", kind!)], 5),
  };
}

const { lists, propensity, index } = randomLists(300, "null study");
const OPTIONS = { tables: 24, floor: 20, draws: 99, seed: "study" };

Deno.test("threads change nothing, to the last bit", async () => {
  const [one, two, three] = await Promise.all(
    [1, 2, 3].map((workers) => studyNullTables(lists, index, { ...OPTIONS, workers })),
  );
  assertEquals(two, one);
  assertEquals(three, one);
});

Deno.test("a drawn table has the places of a lot: every row as often as its share, lists whole", () => {
  const design: NullDesign = {
    lists: { ...lists, clicked: lists.clicked },
    index,
    nullErrors: nullErrors({ propensity, outcome: lists.clicked, ...lists }, index),
    nullSkewness: nullSkewness({ propensity, outcome: lists.clicked, ...lists }, index),
    effectiveClicks: effectiveClicks({ propensity, outcome: lists.clicked }, index),
    lotErrors: new Float64Array(index.segments.length).fill(1),
  };
  const choices = { floor: 20, level: 0.05, draws: 19, seed: "places" };
  const draws = 400;
  const zs = Array.from({ length: draws }, (_, number) => drawNullTable(design, number, choices));
  // Under the lot the effect of every segment is zero on average, and so are its standardized sums.
  for (let at = 0; at < index.segments.length; at++) {
    const own = zs.map(({ nullZ }) => nullZ[at]!);
    assertAlmostEquals(mean(own), 0, 5 / Math.sqrt(draws), `segment ${at}`);
  }
  assertAlmostEquals(mean(zs.map(({ overallZ }) => overallZ ** 2)), 1, 0.35);
  // Each clicked row stands at the top as often as its share says: its part is zero on average.
  const byPlaces = zs.map(({ lotZ }) => lotZ[0]!);
  const spread = Math.sqrt(mean(byPlaces.map((own) => own ** 2)));
  assert(spread > 0);
  assertAlmostEquals(mean(byPlaces), 0, 4 * spread / Math.sqrt(draws));
});

Deno.test("findings are those of each procedure's own function, in every family", () => {
  const scores = Float64Array.from(
    lists.clicked,
    (y, row) =>
      (lists.topThree[row]! - propensity[row]!) * (y - lists.outcomeRate[row]!) /
        (propensity[row]! * (1 - propensity[row]!)) + (index.divisions[0]![row] === 1 ? 0.3 : 0),
  );
  const means = segmentMeans(scores, index, lists.list);
  const errors = nullErrors({ propensity, outcome: lists.clicked, ...lists }, index);
  const clicks = treatedClicksBySegment(
    { treatment: lists.topThree, outcome: lists.clicked },
    index,
  );
  const findings = findSegments({ means, nullErrors: errors, effectiveClicks: clicks }, {
    floor: 20,
    level: 0.05,
    draws: 199,
    seed: 3,
  });
  assertEquals(findings.length, 4 * STUDIED_PROCEDURES.length);
  for (const { procedure, isNullError, isFloored, tested, found } of findings) {
    const chosen = index.segments.map((_, at) => at).filter((at) =>
      !isFloored || clicks[at]! >= 20
    );
    assertEquals(tested, chosen.length);
    const z = chosen.map((at) =>
      means.segments[at]!.lift / (isNullError ? errors[at]! : means.segments[at]!.standardError)
    );
    if (procedure === "maxTByClusters") continue;
    const adjust = {
      pointwise: (p: Float64Array) => p,
      bonferroni: bonferroni,
      holm: holm,
      benjaminiHochberg: benjaminiHochberg,
    }[procedure];
    const p = Float64Array.from(z, (value) => 2 * upperTail(Math.abs(value)));
    const below = adjust(p);
    assertEquals(found, chosen.filter((_, at) => below[at]! <= 0.05), `${procedure}`);
  }
  assert(findings.every(({ found }) => found.includes(1)), "the effect that was put there");
});

/** The normal upper tail by numerical integration (Simpson), independent of the library's. */
function upperTail(z: number): number {
  const [end, steps] = [z + 12, 24_000];
  const h = (end - z) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const x = z + i * h;
    sum += Math.exp(-x * x / 2) * (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2);
  }
  return sum * h / 3 / Math.sqrt(2 * Math.PI);
}

Deno.test("over many tables the draws of the places err as often as they say, and the classes add up", async () => {
  const study = await studyNullTables(lists, index, { ...OPTIONS, tables: 200, draws: 399 });
  const lot = study.rates.at(-1)!;
  assertEquals(lot.procedure, "maxTByPlaces");
  // Four standard errors of 200 tables, and of the border's own draws, around 5 %.
  const room = 4 * Math.sqrt(0.05 * 0.95 * (1 / 200 + 1 / 399));
  assertAlmostEquals(lot.tablesWithFinding / 200, 0.05, room);
  assertAlmostEquals(study.overallCovering / 200, 0.95, 4 * Math.sqrt(0.05 * 0.95 / 200));
  const all = study.coverage.reduce((sum, { intervals }) => sum + intervals, 0);
  assertEquals(all, 200 * index.segments.length);
  const holmRate = study.rates.find(({ procedure, isNullError, isFloored }) =>
    procedure === "holm" && !isNullError && !isFloored
  )!;
  const bonferroniRate = study.rates.find(({ procedure, isNullError, isFloored }) =>
    procedure === "bonferroni" && !isNullError && !isFloored
  )!;
  // Where nothing is there Holm finds something exactly where Bonferroni does.
  assertEquals(holmRate.tablesWithFinding, bonferroniRate.tablesWithFinding);
});

Deno.test("lists that are no stretches of rows, and impossible numbers, are refused", async () => {
  const torn = {
    ...lists,
    list: lists.list.map((own, row) => row === 0 ? lists.list.at(-1)! : own),
  };
  await assertRejects(
    () => studyNullTables(torn, index, OPTIONS),
    InputError,
    "does not stand in one stretch of rows",
  );
  for (
    const wrong of [{ tables: 0 }, { draws: 1.5 }, { workers: 0 }, { floor: -1 }, { level: 1 }]
  ) {
    await assertRejects(() => studyNullTables(lists, index, { ...OPTIONS, ...wrong }), InputError);
  }
});
