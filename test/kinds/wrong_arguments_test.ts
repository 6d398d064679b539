/**
 * Kinds of wrong arguments to the verbs of inference and effects: things of another kind, things made with
 * other rows, options misspelt, and numbers of draws, threads and clicks that are none.
 *
 * To add an input, add a row to the table of its kind, as in `wrong_numbers_test.ts`.
 *
 * @module
 */

import {
  aipwScores,
  balanceByLength,
  balanceBySegment,
  bucketSegments,
  clickedLists,
  clippedEffects,
  clusteredMean,
  clusteredRegression,
  confoundingBenchmark,
  confoundingBounds,
  contrast,
  contrastWithRest,
  crossFit,
  describeColumns,
  detectableSegments,
  distinctSegments,
  effectiveClicks,
  effectiveClicksOfRest,
  equalSegments,
  fitDesignEncoding,
  gainErrors,
  groupFolds,
  heterogeneityByLot,
  heterogeneityTests,
  indexSegments,
  judgeSegments,
  matchedOdds,
  multipleComparisons,
  nullErrors,
  overlapOf,
  placeboOutcome,
  placeboTreatment,
  placedSegments,
  plannedErrors,
  rankSegments,
  residualLists,
  rowsToDetect,
  segmentEffects,
  segmentFacts,
  segmentFamily,
  segmentMeans,
  shrink,
  simultaneousIntervals,
  sortByLift,
  splineFeatures,
  studyNullTables,
  testableSegments,
  testPlacesByLot,
  testResidualsByLot,
  transformedFeature,
  treatedClicks,
  treatedClicksBySegment,
  twoWayMean,
  weightedEffect,
  withLargerErrors,
} from "lib/mod.ts";
import { findSegments } from "lib/inference/null_findings.ts";
import { kind, refused, refusedByAll, type Row } from "./kind.ts";

/** What no type stops in a notebook. */
// deno-lint-ignore no-explicit-any
type Anything = any;

const LISTS = 40;
const SIZE = 6;
const ROWS = LISTS * SIZE;
const rows = Array.from({ length: ROWS }, (_, row) => row);
const list = Int32Array.from(rows, (row) => Math.floor(row / SIZE));
const topThree = Uint8Array.from(rows, (row) => row % SIZE < 3 ? 1 : 0);
const clicked = Uint8Array.from(rows, (row) => row * 7 % 11 < 3 ? 1 : 0);
const half = new Float64Array(ROWS).fill(0.5);
const rate = new Float64Array(ROWS).fill(0.3);
const scores = Float64Array.from(rows, (row) => row * 13 % 17);
const topic = {
  name: "topic",
  levels: ["news", "golf"],
  codes: Int32Array.from(rows, (row) => row % 2),
};
const length = {
  name: "length",
  levels: ["short", "middle", "long"],
  codes: Int32Array.from(rows, (row) => row % 3),
};
const index = indexSegments([topic]);
const otherIndex = indexSegments([topic, length]);
const means = segmentMeans(scores, index, list);
const family = segmentFamily(index);
const placed = { list, topThree, clicked };
const clicks = clickedLists(placed, index);
const residuals = residualLists({ list, topThree, outcome: clicked, expected: rate }, index);
const nullRows = { propensity: half, outcome: clicked, outcomeRate: rate, list };
const errors = nullErrors(nullRows, index);
const treated = treatedClicksBySegment({ treatment: topThree, outcome: clicked }, index);
const results = {
  ...{ means, nullErrors: errors, gainErrors: errors },
  ...{ effectiveClicks: treated, effectiveClicksOfRest: treated },
};
const inputs = {
  outcome: clicked,
  treatment: topThree,
  propensity: half,
  outcomeTreated: rate,
  outcomeControl: rate,
};
const hour = { name: "hour", values: Float64Array.from(rows, (row) => row % 24) };
const features = { rows: ROWS, numeric: [hour], categorical: [topic] };
const data = {
  features,
  treatment: topThree,
  outcome: clicked,
  foldOfRow: Uint8Array.from(rows, (row) => Math.floor(row / SIZE) % 2),
};
const drawn = { list, topThree, clicked, outcomeRate: rate };
const draws = { draws: 9, seed: 1 };
const choices = { floor: 1, level: 0.05, ...draws };
const facts = { floor: 1, compared: 1, orderedDivision: "topic", fineDivision: "topic" };
const enough = { minimumRows: 2, minimumTreated: 1, minimumControl: 1 };
const { effects } = segmentEffects(
  topic,
  { treatment: topThree, outcome: clicked, scores },
  enough,
);
const balance = { treatment: topThree, fitted: half, known: half };

/** Things that are never what a verb asks for. */
const NOTHINGS: readonly [string, Anything][] = [
  ["undefined", undefined],
  ["null", null],
  ["a number", 5],
  ["a text", "topic"],
  ["an empty record", {}],
  ["an empty list", []],
];

/** Rows of which each is refused in whatever stands there. */
function allRefused(inputs: readonly (readonly [string, Anything])[]): Row<Anything>[] {
  return inputs.map(([name, input]) => [name, input, refused()]);
}

kind(
  "what is no index of segments is refused by every verb that reads one",
  (given: Anything) =>
    refusedByAll([
      () => segmentMeans(scores, given, list),
      () => clickedLists(placed, given),
      () => residualLists({ list, topThree, outcome: clicked, expected: rate }, given),
      () => nullErrors(nullRows, given),
      () => plannedErrors({ propensity: half, outcomeRate: rate }, given),
      () => treatedClicksBySegment({ treatment: topThree, outcome: clicked }, given),
      () => effectiveClicks({ propensity: half, outcome: clicked }, given),
      () => effectiveClicksOfRest({ propensity: half, outcome: clicked }, given),
      () => gainErrors({ propensity: half, outcomeRate: rate }, given, 0.1),
      () => detectableSegments({ propensity: half, outcomeRate: rate }, given, { compared: 0.1 }),
      () => segmentFamily(given),
      () => equalSegments(given),
      () => distinctSegments(given),
      () => placedSegments(clicks, given),
      () => testPlacesByLot(clicks, given, draws),
      () => heterogeneityByLot(clicks, given, draws),
      () => heterogeneityByLot(residuals, given, draws),
      () => testResidualsByLot(residuals, given, draws),
      () => studyNullTables(drawn, given, { tables: 2, ...draws, workers: 1 }),
    ]),
  allRefused([...NOTHINGS, ["the division itself", topic], ["the divisions", [topic]]]),
);

kind(
  "what is no division is refused by every verb that reads one",
  (given: Anything) =>
    refusedByAll([
      () => indexSegments([given]),
      () => indexSegments([topic, given]),
      () => testableSegments([given], { cluster: list, treatment: topThree, outcomeRate: rate }, 0),
      () => segmentEffects(given, { treatment: topThree, outcome: clicked, scores }, enough),
      () => judgeSegments(effects, given, { withoutCounterpart: topThree }, thresholds),
      () => balanceBySegment(given, balance, 0.01),
      () => crossFit({ ...data, features: { ...features, categorical: [given] } }, { workers: 1 }),
      () => fitDesignEncoding({ ...features, categorical: [given] }, list, 1),
    ]),
  allRefused([
    ...NOTHINGS,
    ["names of every row", rows.map(() => "news")],
    ["levels that are numbers", { ...topic, levels: [1, 2] }],
    ["a level that is missing", { ...topic, levels: ["news", null] }],
    ["levels as one text", { ...topic, levels: "ab" }],
    ["a name that is none", { ...topic, name: undefined }],
    ["a code without a level", { ...topic, codes: topic.codes.map((code) => code + 1) }],
  ]),
);
const thresholds = { mostWithoutCounterpart: 0.5, fewestTreatedClicks: 1 };

kind(
  "one thing alone is no list of them",
  (given: Anything) =>
    refusedByAll([
      () => indexSegments(given),
      () => testableSegments(given, { cluster: list, treatment: topThree, outcomeRate: rate }, 0),
      () => clusteredRegression(given, scores, list, "CR2"),
      () => clippedEffects(inputs, given),
      () => describeColumns(given, [0.5]),
      () => judgeSegments(given, topic, { withoutCounterpart: topThree }, thresholds),
      () => sortByLift(given, "ascending"),
      () => rankSegments("hour", hour.values, given),
      () => bucketSegments("hour", hour.values, { edges: [0, 24], labels: given }),
      () => bucketSegments("hour", hour.values, { edges: given, labels: ["day"] }),
      () => splineFeatures(hour, given),
    ]),
  allRefused([
    ["undefined", undefined],
    ["null", null],
    ["a number", 0.5],
    ["a text", "ab"],
    ["a record", topic],
  ]),
);

kind(
  "means, families and lists are refused where they are something else",
  (given: Anything) =>
    refusedByAll([
      () => contrast(given, 0, 1),
      () => contrastWithRest(given, 0),
      () => heterogeneityTests(given),
      () => simultaneousIntervals(given, draws),
      () => multipleComparisons(given, family, draws),
      () => multipleComparisons(means, given, draws),
      () => multipleComparisons(means, family, { ...draws, places: given ?? null }),
      () => findSegments({ means: given, nullErrors: errors, effectiveClicks: treated }, choices),
      () => segmentFacts({ ...results, means: given }, facts),
      () => matchedOdds(given),
      () => treatedClicks(given, 0),
      () => placedSegments(given, index),
      () => testPlacesByLot(given, index, draws),
      () => heterogeneityByLot(given, index, draws),
      () => testResidualsByLot(given, index, draws),
    ]),
  allRefused([...NOTHINGS, ["rows instead of lists", placed], ["an index", index]]),
);

kind(
  "lists that were made with other segments, or of another kind, are refused and not miscounted",
  (call: () => unknown) => call(),
  [
    ["clicks with more divisions", () => placedSegments(clicks, otherIndex), refused()],
    ["a test of them", () => testPlacesByLot(clicks, otherIndex, draws), refused()],
    ["residuals with more", () => testResidualsByLot(residuals, otherIndex, draws), refused()],
    ["heterogeneity", () => heterogeneityByLot(clicks, otherIndex, draws), refused()],
    [
      "segments with fewer rows than the lists",
      () =>
        placedSegments(
          clicks,
          indexSegments([{ ...topic, codes: topic.codes.map((_, row) => row === 0 ? 1 : 0) }]),
        ),
      refused({ says: ["other segments"] }),
    ],
    [
      "residuals where clicks are read",
      () => placedSegments(residuals as Anything, index),
      refused({ says: ["clickedLists"] }),
    ],
    [
      "clicks where residuals are read",
      () => testResidualsByLot(clicks as Anything, index, draws),
      refused({ says: ["residualLists"] }),
    ],
    ["a segment that there is not", () => treatedClicks(clicks, 2), refused({ says: ["0 to 1"] })],
    ["the right ones", () => placedSegments(clicks, index).length, 2],
  ],
);

kind(
  "numbers of draws that are none, or without end, are refused before the first draw",
  (given: Anything) =>
    refusedByAll([
      () => testPlacesByLot(clicks, index, { draws: given, seed: 1 }),
      () => testResidualsByLot(residuals, index, { draws: given, seed: 1 }),
      () => heterogeneityByLot(clicks, index, { draws: given, seed: 1 }),
      () => simultaneousIntervals(means, { draws: given, seed: 1 }),
      () => multipleComparisons(means, family, { draws: given, seed: 1 }),
      () => placeboOutcome(rate, () => 1, { draws: given, seed: 1 }),
      () => placeboTreatment({ list, topThree }, () => 1, { draws: given, seed: 1 }),
      () =>
        findSegments({ means, nullErrors: errors, effectiveClicks: treated }, {
          ...choices,
          draws: given,
        }),
      () => studyNullTables(drawn, index, { tables: 2, draws: given ?? null, seed: 1, workers: 1 }),
    ]),
  allRefused([
    ["undefined", undefined],
    ["none", 0],
    ["a fraction", 1.5],
    ["NaN", NaN],
    ["Infinity", Infinity],
    ["a million millions", 1e12],
    ["a text", "9"],
    ["64 bits", 9n],
  ]),
);

kind(
  "seeds that are no number and no text are refused, and not spelt out",
  (seed: Anything) =>
    refusedByAll([
      () => testPlacesByLot(clicks, index, { draws: 9, seed }),
      () => testResidualsByLot(residuals, index, { draws: 9, seed }),
      () => heterogeneityByLot(clicks, index, { draws: 9, seed }),
      () => simultaneousIntervals(means, { draws: 9, seed }),
      () => placeboOutcome(rate, () => 1, { draws: 9, seed }),
      () => placeboTreatment({ list, topThree }, () => 1, { draws: 9, seed }),
      () =>
        findSegments({ means, nullErrors: errors, effectiveClicks: treated }, {
          ...choices,
          seed,
        }),
      () => studyNullTables(drawn, index, { tables: 2, draws: 9, seed, workers: 1 }),
      () => groupFolds(list, 2, seed),
    ]),
  allRefused([
    ["undefined", undefined],
    ["null", null],
    ["an empty text", ""],
    ["NaN", NaN],
    ["64 bits", 5n],
    ["a record", { seed: 1 }],
    ["a record without a text", Object.create(null)],
    ["a symbol", Symbol("seed")],
  ]),
);

kind(
  "levels, floors and numbers of threads are refused where they can be none",
  (call: () => unknown) => call(),
  [
    ...[0, 1, -1, NaN, "0.05", null].map((level: Anything): Row<() => unknown> => [
      `level ${Deno.inspect(level)}`,
      () =>
        refusedByAll([
          () => simultaneousIntervals(means, { ...draws, level }),
          () => multipleComparisons(means, family, { ...draws, level }),
          () =>
            findSegments({ means, nullErrors: errors, effectiveClicks: treated }, {
              ...choices,
              level,
            }),
          () => studyNullTables(drawn, index, { tables: 2, ...draws, level, workers: 1 }),
        ]),
      refused({ says: ["the level is"] }),
    ]),
    ...[-1, NaN, "30", null, 30n].map((floor: Anything): Row<() => unknown> => [
      `floor ${Deno.inspect(floor)}`,
      () =>
        refusedByAll([
          () => segmentFamily(index, { clicks: treated, fewest: floor }),
          () =>
            findSegments({ means, nullErrors: errors, effectiveClicks: treated }, {
              ...choices,
              floor,
            }),
          () =>
            segmentFacts(results, {
              ...facts,
              floor,
            }),
          () => studyNullTables(drawn, index, { tables: 2, ...draws, floor, workers: 1 }),
        ]),
      refused({ says: ["the fewest clicks are"] }),
    ]),
    ...[0, 1.5, NaN, 1e12, "2"].map((workers: Anything): Row<() => unknown> => [
      `workers ${Deno.inspect(workers)}`,
      () =>
        refusedByAll([
          () => testResidualsByLot(residuals, index, { ...draws, workers }),
          () => studyNullTables(drawn, index, { tables: 2, ...draws, workers }),
          () => crossFit(data, { workers }),
        ]),
      refused({ says: ["workers is"] }),
    ]),
    ...[0, 1.5, NaN, 1e12].map((number): Row<() => unknown> => [
      `tables and ranges ${number}`,
      () =>
        refusedByAll([
          () => studyNullTables(drawn, index, { tables: number, ...draws, workers: 1 }),
          () => balanceByLength({ listSize: list.map(() => SIZE), ...balance }, number),
          () => splineFeatures(hour, number),
        ]),
      refused(),
    ]),
  ],
);

kind(
  "options misspelt, or given without their names, are refused by name",
  (call: () => unknown) => call(),
  [
    [
      "amongst",
      () => testPlacesByLot(clicks, index, { ...draws, amongst: [0] } as Anything),
      refused({ says: ['there is no option "amongst"'] }),
    ],
    [
      "worker",
      () => testResidualsByLot(residuals, index, { ...draws, worker: 2 } as Anything),
      refused({ says: ['"worker"'] }),
    ],
    [
      "alpha",
      () => simultaneousIntervals(means, { ...draws, alpha: 0.1 } as Anything),
      refused({ says: ['"alpha"'] }),
    ],
    [
      "nullError",
      () => multipleComparisons(means, family, { ...draws, nullError: errors } as Anything),
      refused({ says: ['"nullError"'] }),
    ],
    [
      "a power without its name",
      () => rowsToDetect(10, 0.1, 0.1, 0.8 as Anything),
      refused({ says: ["0.8 is no record of options"] }),
    ],
    [
      "a level without its name",
      () => confoundingBounds(inputs, { ofOutcome: 0, ofTreatment: 0 }, 0.95 as Anything),
      refused(),
    ],
    ["models without their name", () => crossFit(data, 5 as Anything), refused()],
    ["no options", () => testPlacesByLot(clicks, index, undefined as Anything), refused()],
    ["no choices", () => findSegments(undefined as Anything, choices), refused()],
    ["no choice", () => weightedEffect(inputs, undefined as Anything), refused()],
    [
      "segments by one number",
      () => testPlacesByLot(clicks, index, { ...draws, among: 1 as Anything }),
      refused({ says: ["no list of segments"] }),
    ],
    [
      "segments of 64 bits",
      () => testPlacesByLot(clicks, index, { ...draws, among: [0n, 1n] as Anything }),
      refused({ says: ["no segment 0n"] }),
    ],
  ],
);

kind(
  "what is called must be a function",
  (given: Anything) =>
    refusedByAll([
      () => placeboOutcome(rate, given, draws),
      () => placeboTreatment({ list, topThree }, given, draws),
      () => transformedFeature(hour, "log hour", given),
    ]),
  allRefused(NOTHINGS),
);

/** The column with another value in one row. */
function changed(column: ArrayLike<number>, value: unknown): Anything {
  return Array.from(column, (own, row) => row === 3 ? value : own);
}

kind(
  "what a segment rests on is refused where a value is missing or impossible, and not passed over",
  (value: unknown) =>
    refusedByAll([
      () =>
        findSegments(
          { means, nullErrors: changedOf(errors, value), effectiveClicks: treated },
          choices,
        ),
      () =>
        findSegments(
          { means, nullErrors: errors, effectiveClicks: changedOf(treated, value) },
          choices,
        ),
      () =>
        segmentFacts(
          { ...results, effectiveClicks: changedOf(treated, value) },
          facts,
        ),
      () => segmentFacts({ ...results, nullErrors: changedOf(errors, value) }, facts),
      () => withLargerErrors(means, changedOf(errors, value)),
      () => segmentFamily(index, { clicks: changedOf(treated, value), fewest: 1 }),
      () => multipleComparisons(means, family, { ...draws, nullErrors: changedOf(errors, value) }),
    ]),
  allRefused([
    ["NaN", NaN],
    ["null", null],
    ["a hole", undefined],
    ["a text", "40"],
    ["minus one", -1],
    ["Infinity", Infinity],
    ["beyond squares", 1e300],
  ]),
);

/** The column with another value in its second place. */
function changedOf(column: ArrayLike<number>, value: unknown): Anything {
  return Array.from(column, (own, at) => at === 1 ? value : own);
}

kind(
  "columns of balance are checked before they are copied into bytes",
  (value: unknown) =>
    refusedByAll([
      () => balanceBySegment(topic, { ...balance, treatment: changed(topThree, value) }, 0.01),
      () => balanceBySegment(topic, { ...balance, fitted: changed(half, value) }, 0.01),
      () => balanceBySegment(topic, { ...balance, known: changed(half, value) }, 0.01),
      () => overlapOf({ treatment: changed(topThree, value), propensity: half }),
    ]),
  allRefused([
    ["NaN", NaN],
    ["null", null],
    ["a text", "0.5"],
    ["256, which a byte takes for 0", 256],
    ["minus one", -1],
    ["an empty text", ""],
  ]),
);

kind(
  "a row that stands where its known probability rules it out is refused by every verb",
  ([row, propensity]: readonly [number, number]) => {
    const known = half.map((own, at) => at === row ? propensity : own);
    return refusedByAll([
      () => weightedEffect({ ...inputs, propensity: known }, byRow),
      () => overlapOf({ treatment: topThree, propensity: known }),
      () => balanceBySegment(topic, { ...balance, known }, 0.01),
      () => balanceByLength({ listSize: list.map(() => SIZE), ...balance, known }),
      () => crossFit(data, { workers: 1, known: { propensity: known } }),
      () => aipwScores({ ...inputs, propensity: known }, 0),
    ]);
  },
  [
    ["1 and further down", [3, 1], refused({ count: 1, column: "propensity" })],
    ["0 and at the top", [0, 0], refused({ count: 1, column: "propensity" })],
    ["0 and at the top, in another list", [6, 0], refused({ count: 1, column: "propensity" })],
  ],
);
const byRow = { estimand: "per row", estimator: "normalized" } as const;

kind(
  "numbers whose squares are infinite are refused instead of errors that are none",
  (value: number) =>
    refusedByAll([
      () => clusteredMean(changed(scores, value), list),
      () => twoWayMean(changed(scores, value), list, topic.codes),
      () => segmentMeans(changed(scores, value), index, list),
      () => clusteredRegression([half], changed(scores, value), list, "CR1"),
      () => shrink(changedOf([1, 2, 3, 4], value), Float64Array.of(1, 1, 1, 1)),
      () => shrink(Float64Array.of(1, 2, 3, 4), changedOf([1, 1, 1, 1], Math.abs(value))),
      () => shrink(Float64Array.of(1, 2, 3, 4), changedOf([1, 1, 1, 1], 1 / Math.abs(value))),
    ]),
  allRefused([["1e300", 1e300], ["-1e300", -1e300], ["1e101", 1e101]]),
);

kind(
  "other columns that cannot be are refused by name",
  (call: () => unknown) => call(),
  [
    [
      "the length of a list in 64 bits is a length",
      () =>
        clickedLists(placed, index, list.map(() => SIZE)).lists ===
          clickedLists(placed, index, rows.map(() => 6n) as Anything).lists,
      true,
    ],
    [
      "the length of a list as text",
      () => clickedLists(placed, index, rows.map(() => "6") as Anything),
      refused({ column: "listLength", count: ROWS, says: ["no number of rows"] }),
    ],
    [
      "a list of no rows",
      () => balanceByLength({ listSize: list.map(() => 0), ...balance }),
      refused({ column: "listSize", count: ROWS }),
    ],
    [
      "a column of zeros",
      () => clusteredRegression([new Float64Array(ROWS)], scores, list, "CR1"),
      refused({ says: ["0 throughout"] }),
    ],
    [
      "no rows at all",
      () => confoundingBounds(noRows, { ofOutcome: 0, ofTreatment: 0 }),
      refused({ says: ["no rows"] }),
    ],
    [
      "no rows for a mean",
      () => clusteredMean(new Float64Array(0), []),
      refused({ says: ["no rows"] }),
    ],
    [
      "a row without a list in a study",
      () =>
        studyNullTables({ ...drawn, list: changed(list, -1) }, index, {
          tables: 2,
          ...draws,
          workers: 2,
        }),
      refused({ column: "list", count: 1 }),
    ],
    [
      "a segment in one list in a study on threads",
      () =>
        studyNullTables(
          drawn,
          indexSegments([{ ...topic, codes: list.map((own) => own === 0 ? 1 : 0) }]),
          { tables: 2, ...draws, workers: 2 },
        ),
      refused({ column: "topic", count: 1 }),
    ],
    [
      "a study without a click",
      () =>
        studyNullTables({ ...drawn, clicked: new Uint8Array(ROWS) }, index, {
          tables: 2,
          ...draws,
          workers: 2,
        }),
      refused({ column: "clicked", count: ROWS }),
    ],
    [
      "an effect without treated rows, by a floor of one click",
      () =>
        judgeSegments(
          [{ ...effects[0]!, treatedRows: 0, treatedClickRate: NaN }],
          topic,
          { withoutCounterpart: new Uint8Array(ROWS) },
          thresholds,
        )[0]!.standing,
      "few treated clicks",
    ],
    [
      "effects of a segment without rows",
      () =>
        judgeSegments(
          effects,
          { ...topic, codes: new Int32Array(ROWS) },
          { withoutCounterpart: new Uint8Array(ROWS) },
          thresholds,
        ),
      refused({ column: "topic", says: ["there is no segment"] }),
    ],
    ...[[NaN, 0.1], [3n, 0.1], [3, NaN], [3, 2], [-1, 0]].map((
      [treatedRows, treatedClickRate]: Anything,
    ): Row<() => unknown> => [
      `${Deno.inspect(treatedRows)} treated rows with a rate of ${treatedClickRate}`,
      () =>
        judgeSegments(
          [{ ...effects[0]!, treatedRows, treatedClickRate }],
          topic,
          { withoutCounterpart: new Uint8Array(ROWS) },
          thresholds,
        ),
      refused({ says: ["treated rows with a click rate"] }),
    ]),
    [
      "a covariate that is infinite",
      () =>
        refusedByAll([
          () => fitDesignEncoding(infinite, list, 1),
          () => crossFit({ ...data, features: infinite }, { workers: 1 }),
        ]),
      refused({ column: "hour", count: 1 }),
    ],
    [
      "no predictions of the reduced models",
      () => confoundingBenchmark(inputs, undefined as Anything),
      refused({ says: ["predictions"] }),
    ],
    [
      "names in any script",
      () =>
        indexSegments([{ name: "مادة", levels: ["ニュース", "गोल्फ़"], codes: topic.codes }]).segments
          .map(({ segment }) => segment),
      ["ニュース", "गोल्फ़"],
    ],
  ],
);
const infinite = {
  ...features,
  numeric: [{ name: "hour", values: changed(hour.values, Infinity) }],
};
const noRows = {
  outcome: new Uint8Array(0),
  treatment: new Uint8Array(0),
  propensity: new Float64Array(0),
  outcomeTreated: new Float64Array(0),
  outcomeControl: new Float64Array(0),
};
