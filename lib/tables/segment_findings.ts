/**
 * What the places alone find in the segments of one table, and which segments are tested.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { tableOf } from "lib/frames/displayed.ts";
import { integerColumn, realColumn, textColumn } from "lib/frames/frame_columns.ts";
import {
  countColumn,
  decimalColumn,
  per100Column,
  secondary,
  valueColumn,
  wordColumn,
} from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable } from "lib/frames/reader_table.ts";
import type { OverlappingSegments } from "lib/inference/overlapping_segments.ts";
import type { DrawnSegment, PlacesByLot } from "lib/inference/places_by_lot.ts";
import type { Obstacle, TestableSegments } from "lib/inference/testable_segments.ts";
import { type Markdown, markdown } from "lib/text/markdown.ts";
import { countText, pValueText } from "lib/text/reader_numbers.ts";
import { segmentInWords } from "lib/text/segment_in_words.ts";
import { percentOf } from "lib/text/shares.ts";

/**
 * Table of the test by draws of the places, segment by segment.
 *
 * @param placed the test
 * @returns one row a segment in the order of the index: `segment_col`, `segment`, `rows`, `clicks`,
 *   `treated_clicks`, `lift`, `null_error`, `z`, `normal_p`, `drawn_p`, `adjusted_p`
 *
 * @example
 * ```ts
 * import { placesByLotTable } from "lib/tables/segment_findings.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const segment = {
 *   ...{ segmentColumn: "category", segment: "tv", rows: 900, clicks: 40, treatedClicks: 9 },
 *   ...{ lift: 0.01, nullError: 0.004, z: 2.5, normalP: 0.012, drawnP: 0.02, adjustedP: 0.4 },
 * };
 * const table = placesByLotTable({ segments: [segment], family: [0], draws: 999, globalP: 0.4, criticalValue: 3.4 });
 * assertEquals(table.select("segment", "adjusted_p").toRecords(), [{ segment: "tv", adjusted_p: 0.4 }]);
 * ```
 */
export function placesByLotTable({ segments }: PlacesByLot): DataFrame {
  const real = (name: string, of: (own: DrawnSegment) => number) =>
    realColumn(name, segments.map(of));
  return tableOf([
    textColumn("segment_col", segments.map(({ segmentColumn }) => segmentColumn)),
    textColumn("segment", segments.map(({ segment }) => segment)),
    integerColumn("rows", segments.map(({ rows }) => rows)),
    integerColumn("clicks", segments.map(({ clicks }) => clicks)),
    integerColumn("treated_clicks", segments.map(({ treatedClicks }) => treatedClicks)),
    real("lift", ({ lift }) => lift),
    real("null_error", ({ nullError }) => nullError),
    real("z", ({ z }) => z),
    real("normal_p", ({ normalP }) => normalP),
    real("drawn_p", ({ drawnP }) => drawnP),
    real("adjusted_p", ({ adjustedP }) => adjustedP),
  ]);
}

/**
 * Table of the same for readers, the most distant segments first.
 *
 * @param placed the test
 * @param options how many segments to show
 * @returns per segment its treated clicks, the effect in clicks per 100 displays, its distance from zero and
 *   its p-values alone and among all
 *
 * @example
 * ```ts
 * import { placesByLotForReaders } from "lib/tables/segment_findings.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const segment = {
 *   ...{ segmentColumn: "category", segment: "tv", rows: 900, clicks: 40, treatedClicks: 9 },
 *   ...{ lift: 0.01, nullError: 0.004, z: 2.5, normalP: 0.012, drawnP: 0.02, adjustedP: 0.4 },
 * };
 * const { columns } = placesByLotForReaders(
 *   { segments: [segment], family: [0], draws: 999, globalP: 0.4, criticalValue: 3.4 },
 *   { rows: 10 },
 * );
 * assertEquals(columns.map(({ cells }) => cells[0]), [
 *   ...["category tv", "1.00", "9", "40", "2.50", ".020", ".400"],
 * ]);
 * ```
 */
export function placesByLotForReaders(
  { segments, draws }: PlacesByLot,
  { rows }: { readonly rows: number },
): ReaderTable {
  const known = segments.filter(({ z }) => Number.isFinite(z))
    .toSorted((a, b) => Math.abs(b.z) - Math.abs(a.z));
  return readerTable([
    wordColumn("Segment", known.map((own) => segmentInWords(own.segmentColumn, own.segment))),
    per100Column("Effect", known.map(({ lift }) => lift)),
    secondary(countColumn("Clicks at the top", known.map(({ treatedClicks }) => treatedClicks))),
    secondary(countColumn("Clicks", known.map(({ clicks }) => clicks))),
    decimalColumn("Distance from zero", known.map(({ z }) => z), 2),
    valueColumn("p alone", known.map(({ drawnP }) => pValueText(drawnP))),
    valueColumn("p among all", known.map(({ adjustedP }) => pValueText(adjustedP))),
  ], {
    rows,
    noun: "segments",
    notes: [
      "Effects are in clicks per 100 displays, distances in standard deviations over draws of the places. Both p-values " +
      `come from ${countText(draws)} draws of the places.`,
    ],
  });
}

/**
 * Sentences on which segments are tested, which are left out and why, and which are counted once or overlap.
 *
 * @param tested the segments that can be tested
 * @param overlapping pairs of them that hold nearly the same rows
 * @returns the sentences
 *
 * @example
 * ```ts
 * import { testedSegments } from "lib/tables/segment_findings.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const kept = { segmentColumn: "category", segment: "weather", rows: 9 };
 * const repeated = { segmentColumn: "subcategory", segment: "weathertopstories", rows: 9 };
 * const small = { segmentColumn: "category", segment: "kids", rows: 1, obstacle: "too few rows" } as const;
 * assertEquals(
 *   testedSegments({
 *     index: { segments: [kept], divisions: [] },
 *     repeated: [{ kept, repeated }],
 *     leftOut: [small],
 *   }).text,
 *   "1 segment is tested. Left out: 1 with too few displays. Counted once, because they hold the very " +
 *     "same displays: category weather and subcategory weathertopstories.",
 * );
 * ```
 */
export function testedSegments(
  { index, repeated, leftOut }: TestableSegments,
  overlapping: readonly OverlappingSegments[] = [],
): Markdown {
  const pairs = repeated.map(({ kept, repeated }) =>
    `${segmentInWords(kept.segmentColumn, kept.segment)} and ${
      segmentInWords(repeated.segmentColumn, repeated.segment)
    }`
  );
  const near = overlapping.map(({ first, second, share }) =>
    `${segmentInWords(first.segmentColumn, first.segment)} and ${
      segmentInWords(second.segmentColumn, second.segment)
    } (${percentOf(share, 1)} shared)`
  );
  const count = index.segments.length;
  const reasons = [...Map.groupBy(leftOut, ({ obstacle }) => obstacle)].map(([obstacle, own]) =>
    `${countText(own.length)} with ${OBSTACLE_WORDS[obstacle]}`
  );
  return markdown`${
    [
      `${countText(count)} ${count === 1 ? "segment is" : "segments are"} tested.`,
      reasons.length === 0 ? "" : `Left out: ${reasons.join(", ")}.`,
      pairs.length === 0
        ? ""
        : `Counted once, because they hold the very same displays: ${pairs.join("; ")}.`,
      near.length === 0
        ? ""
        : `Both tested, though they hold nearly the same displays: ${near.join("; ")}.`,
    ].filter((sentence) => sentence !== "").join(" ")
  }`;
}

const OBSTACLE_WORDS: Readonly<Record<Obstacle, string>> = {
  "too few rows": "too few displays",
  "one cluster": "displays of one list or reader only",
  "one arm": "one arm only",
  "no click": "no chance of a click",
};
