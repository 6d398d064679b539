/**
 * Segments judged together, as tables: how many each procedure finds, and segment by segment what each says.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { tableOf } from "lib/frames/displayed.ts";
import { integerColumn, realColumn, textColumn } from "lib/frames/frame_columns.ts";
import {
  intervalColumn,
  per100Column,
  type ReaderColumn,
  secondary,
  valueColumn,
  wordColumn,
} from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable } from "lib/frames/reader_table.ts";
import type {
  ComparedSegment,
  IntervalProcedure,
  MultipleComparisons,
  Procedure,
} from "lib/inference/compared_segment.ts";
import { procedureInWords } from "lib/text/procedures_in_words.ts";
import { countText, NO_NUMBER, pValueText } from "lib/text/reader_numbers.ts";
import { segmentInWords } from "lib/text/segment_in_words.ts";

/** Every procedure, and the name of its p-values in a file. */
const COLUMN_NAMES = {
  pointwise: "pointwise",
  sidak: "sidak",
  bonferroni: "bonferroni",
  holm: "holm",
  benjaminiHochberg: "benjamini_hochberg",
  benjaminiYekutieli: "benjamini_yekutieli",
  maxTByClusters: "max_t_by_clusters",
  maxTByPlaces: "max_t_by_places",
} as const;

const PROCEDURES = Object.keys(COLUMN_NAMES) as (Procedure | "maxTByPlaces")[];
const WITH_INTERVALS: readonly IntervalProcedure[] = [
  "pointwise",
  "sidak",
  "bonferroni",
  "maxTByClusters",
];

/** What one estimator's scores let every procedure find, in one family of segments. */
export interface JudgedFamily {
  /** The estimator and the family, in words. */
  readonly name: string;
  readonly comparisons: MultipleComparisons;
}

/**
 * Table of how many segments each procedure finds.
 *
 * @param judged the comparisons of each estimator and family
 * @returns one row per family and procedure: `family`, `procedure`, `segments_tested`, `segments_found`
 *
 * @example
 * ```ts
 * import { findingCountsTable } from "lib/tables/multiple_comparisons.ts";
 * import * as inference from "lib/inference/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const topic = { name: "topic", levels: ["news", "sports"], codes: Int32Array.of(0, 0, 1, 1) };
 * const index = inference.indexSegments([topic]);
 * const means = inference.segmentMeans(Float64Array.of(4, 6, -3, 5), index, Int32Array.of(0, 1, 2, 3));
 * const comparisons = inference.multipleComparisons(means, inference.segmentFamily(index), {
 *   draws: 99,
 *   seed: 1,
 * });
 * const table = findingCountsTable([{ name: "by design", comparisons }]);
 * assertEquals(table.select("procedure", "segments_found").toRecords()[0], {
 *   procedure: "pointwise",
 *   segments_found: 1,
 * });
 * ```
 */
export function findingCountsTable(judged: readonly JudgedFamily[]): DataFrame {
  const rows = judged.flatMap(({ name, comparisons: { findings, segments } }) =>
    PROCEDURES.flatMap((procedure) => {
      const found = findings[procedure];
      return found === undefined ? [] : [{ name, procedure, tested: segments.length, found }];
    })
  );
  return tableOf([
    textColumn("family", rows.map(({ name }) => name)),
    textColumn("procedure", rows.map(({ procedure }) => COLUMN_NAMES[procedure])),
    integerColumn("segments_tested", rows.map(({ tested }) => tested)),
    integerColumn("segments_found", rows.map(({ found }) => found)),
  ]);
}

/**
 * Table of the same for readers: a line a procedure, a column a family.
 *
 * @param judged the comparisons of each estimator and family
 * @returns how many of the segments tested each procedure finds
 *
 * @example
 * ```ts
 * import { findingCountsForReaders } from "lib/tables/multiple_comparisons.ts";
 * import * as inference from "lib/inference/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const topic = { name: "topic", levels: ["news", "sports"], codes: Int32Array.of(0, 0, 1, 1) };
 * const index = inference.indexSegments([topic]);
 * const means = inference.segmentMeans(Float64Array.of(4, 6, -3, 5), index, Int32Array.of(0, 1, 2, 3));
 * const comparisons = inference.multipleComparisons(means, inference.segmentFamily(index), {
 *   draws: 99,
 *   seed: 1,
 * });
 * const { columns } = findingCountsForReaders([{ name: "By design", comparisons }]);
 * assertEquals(columns.map(({ cells }) => cells[0]), ["One by one, 95 % each", "1 of 2"]);
 * ```
 */
export function findingCountsForReaders(judged: readonly JudgedFamily[]): ReaderTable {
  const shown = PROCEDURES.filter((procedure) =>
    judged.some(({ comparisons }) => comparisons.findings[procedure] !== undefined)
  );
  return readerTable([
    wordColumn("Tested by", shown.map(procedureInWords)),
    ...judged.map(({ name, comparisons: { findings, segments } }) =>
      valueColumn(
        name,
        shown.map((procedure) => {
          const found = findings[procedure];
          return found === undefined
            ? NO_NUMBER
            : `${countText(found)} of ${countText(segments.length)}`;
        }),
      )
    ),
  ], { noun: "procedures", notes: ["Segments in which an effect is found, of those tested."] });
}

/**
 * Table of all comparisons, segment by segment.
 *
 * @param comparisons the segments of one family under every procedure
 * @returns one row a segment in the order of the index: `segment_col`, `segment`, `rows`, `lift`, `error`,
 *   `z`, a `p_…` per procedure, and per procedure that has intervals a `lower_…` and an `upper_…`
 *
 * @example
 * ```ts
 * import { comparisonsTable } from "lib/tables/multiple_comparisons.ts";
 * import * as inference from "lib/inference/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const topic = { name: "topic", levels: ["news", "sports"], codes: Int32Array.of(0, 0, 1, 1) };
 * const index = inference.indexSegments([topic]);
 * const means = inference.segmentMeans(Float64Array.of(4, 6, -3, 5), index, Int32Array.of(0, 1, 2, 3));
 * const table = comparisonsTable(
 *   inference.multipleComparisons(means, inference.segmentFamily(index), { draws: 99, seed: 1 }),
 * );
 * assertEquals(table.select("segment", "z").toRecords()[0], { segment: "news", z: 5 });
 * ```
 */
export function comparisonsTable({ segments, findings }: MultipleComparisons): DataFrame {
  const real = (name: string, of: (own: ComparedSegment) => number) =>
    realColumn(name, segments.map(of));
  return tableOf([
    textColumn("segment_col", segments.map(({ segmentColumn }) => segmentColumn)),
    textColumn("segment", segments.map(({ segment }) => segment)),
    integerColumn("rows", segments.map(({ rows }) => rows)),
    real("lift", ({ lift }) => lift),
    real("error", ({ error }) => error),
    real("z", ({ z }) => z),
    ...PROCEDURES.filter((procedure) => findings[procedure] !== undefined)
      .map((procedure) => real(`p_${COLUMN_NAMES[procedure]}`, ({ p }) => p[procedure]!)),
    ...WITH_INTERVALS.flatMap((procedure) => [
      real(`lower_${COLUMN_NAMES[procedure]}`, ({ intervals }) => intervals[procedure].lower),
      real(`upper_${COLUMN_NAMES[procedure]}`, ({ intervals }) => intervals[procedure].upper),
    ]),
  ]);
}

/**
 * Table of the p-values for readers, the most distant segments first.
 *
 * @param comparisons the segments of one family under every procedure
 * @param options how many segments to show
 * @returns per segment the effect in clicks per 100 displays, and its p-value under each procedure
 *
 * @example
 * ```ts
 * import { comparisonsForReaders } from "lib/tables/multiple_comparisons.ts";
 * import * as inference from "lib/inference/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const topic = { name: "category", levels: ["news", "tv"], codes: Int32Array.of(0, 0, 1, 1) };
 * const index = inference.indexSegments([topic]);
 * const scores = Float64Array.of(0.04, 0.06, -0.03, 0.05);
 * const means = inference.segmentMeans(scores, index, Int32Array.of(0, 1, 2, 3));
 * const { columns } = comparisonsForReaders(
 *   inference.multipleComparisons(means, inference.segmentFamily(index), { draws: 99, seed: 1 }),
 *   { rows: 8 },
 * );
 * assertEquals(columns.slice(0, 3).map(({ cells }) => cells[0]), ["category news", "5.00", "< .001"]);
 * ```
 */
export function comparisonsForReaders(
  { segments, findings }: MultipleComparisons,
  { rows }: { readonly rows: number },
): ReaderTable {
  const sorted = mostDistant(segments);
  const pValues = (heading: string, procedure: Procedure | "maxTByPlaces") =>
    valueColumn(heading, sorted.map(({ p }) => pValueText(p[procedure]!)));
  return readerTable([
    namesOf(sorted),
    per100Column("Effect", sorted.map(({ lift }) => lift)),
    pValues("p alone", "pointwise"),
    secondary(pValues("Šidák", "sidak")),
    secondary(pValues("Bonf.", "bonferroni")),
    pValues("Holm", "holm"),
    secondary(pValues("BH", "benjaminiHochberg")),
    secondary(pValues("BY", "benjaminiYekutieli")),
    secondary(pValues("Max-t, clusters", "maxTByClusters")),
    ...(findings.maxTByPlaces === undefined ? [] : [pValues("Max-t, places", "maxTByPlaces")]),
  ], {
    rows,
    noun: "segments",
    notes: [
      "Effects are in clicks per 100 displays. From the second on, p-values are adjusted for all segments. " +
      "Bonf.: Bonferroni; BH: Benjamini-Hochberg; BY: Benjamini-Yekutieli.",
    ],
  });
}

/**
 * Table of the intervals for readers, the most distant segments first.
 *
 * @param comparisons the segments of one family under every procedure
 * @param options how many segments to show
 * @returns per segment the interval that holds alone and those that hold for all together, in clicks per 100
 *   displays
 *
 * @example
 * ```ts
 * import { togetherForReaders } from "lib/tables/multiple_comparisons.ts";
 * import * as inference from "lib/inference/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const topic = { name: "category", levels: ["news", "tv"], codes: Int32Array.of(0, 0, 1, 1) };
 * const index = inference.indexSegments([topic]);
 * const scores = Float64Array.of(0.04, 0.06, -0.03, 0.05);
 * const means = inference.segmentMeans(scores, index, Int32Array.of(0, 1, 2, 3));
 * const { columns } = togetherForReaders(
 *   inference.multipleComparisons(means, inference.segmentFamily(index), { draws: 99, seed: 1 }),
 *   { rows: 8 },
 * );
 * assertEquals(columns.map(({ heading }) => heading).slice(0, 2), ["Segment", "Effect [alone]"]);
 * ```
 */
export function togetherForReaders(
  { segments }: MultipleComparisons,
  { rows }: { readonly rows: number },
): ReaderTable {
  const sorted = mostDistant(segments);
  const interval = (heading: string, procedure: IntervalProcedure) =>
    intervalColumn(heading, {
      estimate: sorted.map(({ lift }) => lift),
      lower: sorted.map(({ intervals }) => intervals[procedure].lower),
      upper: sorted.map(({ intervals }) => intervals[procedure].upper),
    });
  return readerTable([
    namesOf(sorted),
    interval("Effect [alone]", "pointwise"),
    secondary(interval("[all, Bonferroni]", "bonferroni")),
    secondary(interval("[all, max-t over clusters]", "maxTByClusters")),
  ], {
    rows,
    noun: "segments",
    notes: [
      "Clicks per 100 displays. The first interval holds for a segment that was chosen beforehand; the others " +
      "hold for all segments at once.",
    ],
  });
}

function mostDistant(segments: readonly ComparedSegment[]): readonly ComparedSegment[] {
  return segments.toSorted((a, b) => Math.abs(b.z) - Math.abs(a.z));
}

function namesOf(segments: readonly ComparedSegment[]): ReaderColumn {
  return wordColumn(
    "Segment",
    segments.map((own) => segmentInWords(own.segmentColumn, own.segment)),
  );
}
