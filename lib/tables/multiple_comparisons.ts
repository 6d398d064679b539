/**
 * Segments judged together, as tables: segment by segment what each procedure says.
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
import { PROCEDURE_COLUMNS, PROCEDURES } from "lib/tables/procedure_columns.ts";
import { pValueText } from "lib/text/reader_numbers.ts";
import { segmentInWords } from "lib/text/segment_in_words.ts";

const WITH_INTERVALS: readonly IntervalProcedure[] = [
  "pointwise",
  "sidak",
  "bonferroni",
  "maxTByClusters",
];

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
      .map((procedure) => real(`p_${PROCEDURE_COLUMNS[procedure]}`, ({ p }) => p[procedure]!)),
    ...WITH_INTERVALS.flatMap((procedure) => [
      real(`lower_${PROCEDURE_COLUMNS[procedure]}`, ({ intervals }) => intervals[procedure].lower),
      real(`upper_${PROCEDURE_COLUMNS[procedure]}`, ({ intervals }) => intervals[procedure].upper),
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
      "are meant to hold for all at once, which few clicks do not let them.",
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
