/**
 * The simulation's marginals against those that the original notebook prints for 150,000 rows of
 * the public log. Tolerances are a few standard errors of either sample, or, where the model only
 * approximates, the relative distance stated.
 */
import { assertAlmostEquals, assertEquals, assertGreater, assertLess } from "@std/assert";
import { rankSegments } from "lib/effects/segmentations.ts";
import {
  DEFAULT_SAMPLE_IMPRESSIONS,
  DEFAULT_SAMPLE_SEED,
  type SimulatedColumns,
  simulatedWorld,
  simulateImpressionColumns,
} from "lib/simulation/impressions/simulate.ts";
import { newsTopics } from "lib/simulation/impressions/topics.ts";
import { stratifiedFolds } from "lib/nuisance/folds.ts";
import { DEFAULT_NUISANCE_OPTIONS, fitPropensityModel } from "lib/nuisance/nuisance_model.ts";
import { sampleRows } from "lib/random/numpy.ts";

const world = simulatedWorld();
const simulate = (order: "ranked" | "shuffled") =>
  simulateImpressionColumns({
    impressions: DEFAULT_SAMPLE_IMPRESSIONS,
    seed: DEFAULT_SAMPLE_SEED,
    order,
  }, world);
const tables = { ranked: simulate("ranked"), shuffled: simulate("shuffled") };
const sampled = sampleRows(tables.ranked.rows, 150_000, 42);

const countRows = (has: (row: number) => boolean) =>
  sampled.reduce((count, row) => count + (has(row) ? 1 : 0), 0);
const rate = (values: Uint8Array) => countRows((row) => values[row] === 1) / sampled.length;

/** Rows and treated rows of each printed bucket against the simulated ones. */
function assertBuckets(
  table: SimulatedColumns,
  values: ArrayLike<number>,
  buckets: readonly (readonly [from: number, to: number, rows: number, treated: number])[],
  tolerance: number,
): void {
  for (const [from, to, rows, treated] of buckets) {
    const inside = (row: number) => values[row]! >= from && values[row]! <= to;
    assertAlmostEquals(countRows(inside) / rows, 1, tolerance);
    const both = countRows((row) => inside(row) && table.treatment[row] === 1);
    assertAlmostEquals(both / treated, 1, tolerance);
  }
}

Deno.test("20,000 lists have about 737,762 rows and the lengths of the public log", () => {
  const lengths = tables.ranked.lists.start.slice(1).map((end, i) =>
    end - tables.ranked.lists.start[i]!
  )
    .toSorted();
  assertAlmostEquals(tables.ranked.rows, 737_762, 15_000);
  assertEquals(lengths[0], 2);
  assertLess(lengths.at(-1)!, 300);
  assertGreater(lengths.at(-1)!, 280);
  const quantiles = [[0.25, 10, 1], [0.5, 24, 1], [0.75, 51, 2], [0.9, 91, 3], [
    0.95,
    118,
    5,
  ]] as const;
  for (const [probability, length, tolerance] of quantiles) {
    assertAlmostEquals(lengths[Math.floor(probability * lengths.length)]!, length, tolerance);
  }
});

Deno.test("treatment rate, click rate, users and articles are those printed", () => {
  for (const table of [tables.ranked, tables.shuffled]) {
    assertAlmostEquals(rate(table.treatment), 0.0801, 0.0015);
    assertAlmostEquals(rate(table.outcome), 0.0401, 0.002);
    const unique = (values: Uint32Array) => new Set(sampled.map((row) => values[row]!)).size;
    assertAlmostEquals(unique(table.user) / 14_029, 1, 0.02);
    assertAlmostEquals(unique(table.item) / 6_862, 1, 0.03);
    assertAlmostEquals(new Set(table.user).size / 15_300, 1, 0.01);
  }
});

Deno.test("categories have the printed shares in the printed order", () => {
  const printed: Readonly<Record<string, number>> = {
    news: 40583,
    lifestyle: 16973,
    sports: 15075,
    finance: 14499,
    foodanddrink: 9425,
    entertainment: 9061,
    travel: 8220,
    health: 7739,
    autos: 7047,
    music: 6949,
    tv: 6458,
    movies: 3442,
    video: 2297,
    weather: 2229,
  };
  for (const table of [tables.ranked, tables.shuffled]) {
    const counts = Object.fromEntries(
      world.catalogue.categories.map((
        name,
        c,
      ) => [name, countRows((row) => table.category[row] === c)]),
    );
    for (const [name, rows] of Object.entries(printed)) {
      assertAlmostEquals(counts[name]! / rows, 1, 0.06);
    }
    // Neighbours closer than the sampling error of their difference may change places.
    const names = Object.keys(printed);
    names.forEach((name, i) => {
      for (const later of names.slice(i + 1)) {
        if (printed[name]! > 1.08 * printed[later]!) assertGreater(counts[name]!, counts[later]!);
      }
    });
  }
});

Deno.test("printed subcategories have their rows, and a long tail follows", () => {
  const table = tables.shuffled;
  const counts = new Float64Array(world.catalogue.topics.length);
  const treated = new Float64Array(counts.length);
  for (const row of sampled) {
    counts[table.subcategory[row]!]!++;
    treated[table.subcategory[row]!]! += table.treatment[row]!;
  }
  newsTopics().forEach(({ subcategory, rows, treatedRows }, t) => {
    if (Number.isInteger(rows) && rows > 1_000) {
      assertAlmostEquals(counts[t]! / rows, 1, 0.12);
      assertLess(Math.abs(treated[t]! - treatedRows) / Math.sqrt(treatedRows), 5);
    } else {
      assertLess(counts[t]!, 1_500, subcategory);
    }
  });
  assertGreater(new Set(table.subcategory).size, 250);
  assertGreater(counts.filter((count) => count < 200).length, 100);
});

Deno.test("weather is one subcategory", () => {
  const weather = world.catalogue.categories.indexOf("weather");
  const { category, subcategory } = tables.ranked;
  const names = new Set<string>();
  category.forEach((c, row) => {
    if (c === weather) names.add(world.catalogue.topics[subcategory[row]!]!.subcategory);
  });
  assertEquals([...names], ["weathertopstories"]);
});

Deno.test("history, list-length and time-of-day buckets have their rows and treated rows", () => {
  for (const table of [tables.ranked, tables.shuffled]) {
    assertBuckets(table, table.historyLength, [
      [0, 0, 3052, 213],
      [1, 10, 39649, 3573],
      [11, 30, 49100, 3896],
      [31, 100, 47750, 3606],
      [101, Infinity, 10449, 725],
    ], 0.12);
    assertBuckets(table, table.candidateSetSize, [
      [1, 10, 5865, 3068],
      [11, 25, 16951, 2895],
      [26, 50, 35116, 3030],
      [51, 100, 48463, 2052],
      [101, Infinity, 43605, 968],
    ], 0.06);
    assertBuckets(table, table.hour, [
      [0, 5, 21507, 1552],
      [6, 11, 65442, 5396],
      [12, 16, 41771, 3354],
      [17, 20, 16287, 1259],
      [21, 23, 4993, 452],
    ], 0.1);
  }
});

Deno.test("histories have the public log's median, mean and maximum", () => {
  const { lists } = tables.ranked;
  const history = Float64Array.from(lists.user, (user) => world.audience.historyLength[user]!)
    .sort();
  assertAlmostEquals(history[10_000]!, 18, 1);
  assertAlmostEquals(history.reduce((sum, n) => sum + n, 0) / history.length, 32, 2);
  assertLess(history.at(-1)!, 426);
  assertGreater(history.at(-1)!, 350);
});

Deno.test("popular articles stand in short lists: treated rows by exposure quartile", () => {
  const table = tables.shuffled;
  const exposures = Float64Array.from(sampled, (row) => table.itemExposures[row]!);
  const { codes } = rankSegments("quartile", exposures, ["Q1", "Q2", "Q3", "Q4"]);
  const treated = [0, 0, 0, 0];
  codes.forEach((code, i) => treated[code]! += table.treatment[sampled[i]!]!);
  [1913, 2327, 3248, 4525].forEach((printed, q) => {
    assertAlmostEquals(treated[q]! / printed, 1, 0.08);
  });
});

Deno.test("shuffled lists have the public log's clicks: 1.506 a list, 72.6 % exactly one", () => {
  const table = tables.shuffled;
  const clicks = new Uint16Array(DEFAULT_SAMPLE_IMPRESSIONS);
  table.outcome.forEach((click, row) => clicks[table.impression[row]!]! += click);
  assertEquals(clicks.indexOf(0), -1);
  assertAlmostEquals(clicks.reduce((sum, n) => sum + n, 0) / clicks.length, 1.506, 0.03);
  assertAlmostEquals(clicks.filter((n) => n === 1).length / clicks.length, 0.726, 0.01);
});

Deno.test("the pooled click rates of the arms of shuffled lists differ as printed", () => {
  const { treatment, outcome } = tables.shuffled;
  const treated = countRows((row) => treatment[row] === 1);
  const top3 = countRows((row) => treatment[row] === 1 && outcome[row] === 1) / treated;
  const below = countRows((row) => treatment[row] === 0 && outcome[row] === 1) /
    (sampled.length - treated);
  assertAlmostEquals(top3, 0.0994, 0.008);
  assertAlmostEquals(below, 0.0354, 0.002);
});

Deno.test("a logistic propensity fitted to shuffled lists has the printed quantiles", () => {
  const table = tables.shuffled;
  const pick = (values: ArrayLike<number>) => Float64Array.from(sampled, (row) => values[row]!);
  const numeric = {
    history_len: pick(table.historyLength),
    candidate_set_size: pick(table.candidateSetSize),
    title_length: pick(table.titleLength),
    abstract_length: pick(table.abstractLength),
    hour: pick(table.hour),
    day_of_week: pick(table.dayOfWeek),
    log_item_exposures: pick(table.itemExposures).map(Math.log1p),
  };
  const treatment = Uint8Array.from(sampled, (row) => table.treatment[row]!);
  const { propensity } = fitPropensityModel({
    features: {
      rows: sampled.length,
      numeric: Object.entries(numeric).map(([name, values]) => ({ name, values })),
      categorical: [
        {
          name: "category",
          codes: Int32Array.from(sampled, (row) => table.category[row]!),
          levels: world.catalogue.categories,
        },
        {
          name: "subcategory",
          codes: Int32Array.from(sampled, (row) => table.subcategory[row]!),
          levels: world.catalogue.topics.map((topic) => topic.subcategory),
        },
      ],
    },
    treatment,
    outcome: new Uint8Array(sampled.length),
    foldOfRow: stratifiedFolds(treatment, 3, 42),
  }, DEFAULT_NUISANCE_OPTIONS);
  const sorted = propensity.toSorted();
  const quantiles = [
    [0.01, 0.0005, 0.0003],
    [0.05, 0.0033, 0.001],
    [0.1, 0.0077, 0.0015],
    [0.5, 0.0575, 0.006],
    [0.9, 0.1892, 0.01],
    [0.95, 0.228, 0.015],
    [0.99, 0.29, 0.04],
  ] as const;
  for (const [probability, printed, tolerance] of quantiles) {
    assertAlmostEquals(sorted[Math.round(probability * sorted.length)]!, printed, tolerance);
  }
});
